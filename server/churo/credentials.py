"""How churo says who it is to a store: by a token, or a password as the store asks for it."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass, field

import httpx


@dataclass(frozen=True)
class Credentials:
    """A user with a password, or a bearer token; none of them is ever printed."""

    user: str = ""
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)

    def auth(self) -> httpx.Auth | None:
        """What adds them to requests; ``None`` where there are none."""
        if self.token:
            return BearerAuth(self.token)
        return PasswordAuth(self.user, self.password) if self.user else None


class BearerAuth(httpx.Auth):
    """Sends a bearer token (RFC 6750 §2.1)."""

    def __init__(self, token: str) -> None:
        self._field = f"Bearer {token}"

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Add the token."""
        request.headers["authorization"] = self._field
        yield request


class PasswordAuth(httpx.Auth):
    """Sends a password as Basic (RFC 7617), and as Digest (RFC 7616) to whoever does not offer Basic.

    Virtuoso takes nothing but Digest, and only says so to who says nothing.
    """

    def __init__(self, user: str, password: str) -> None:
        self._basic = httpx.BasicAuth(user, password)
        self._digest = httpx.DigestAuth(user, password)
        self._digests = False

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Add the password in the way that was right last time."""
        if not self._digests:
            response = yield next(self._basic.auth_flow(request))
            if response.status_code != 401 or _offers(response, "basic"):
                return
            self._digests = True
            del request.headers["authorization"]
        yield from self._digest.auth_flow(request)


def _offers(response: httpx.Response, scheme: str) -> bool:
    fields = response.headers.get_list("www-authenticate")
    return any(field.strip().lower().startswith(scheme) for field in fields)
