"""Where the engine behind is: an address without secrets, and what is said there."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from ...credentials import Credentials
from ...errors import InputError

WEB = ("http", "https")
SETTING = "CHURO_ENGINE_URL"
SECRETS = "Set CHURO_ENGINE_USER and CHURO_ENGINE_PASSWORD, or CHURO_ENGINE_TOKEN."


@dataclass(frozen=True)
class EngineAddress:
    """A SPARQL endpoint (SPARQL 1.1 Protocol §2.1) with who asks there.

    Raises InputError for an address that is not of the web, or that has a password in it, where
    every list of processes would show it.
    """

    url: str
    credentials: Credentials = Credentials()

    def __post_init__(self) -> None:
        try:
            parts = urlsplit(self.url)
            odd = parts.scheme not in WEB or not parts.hostname or parts.port == 0
        except ValueError:
            odd = True
        if odd or "#" in self.url:
            raise InputError("is no http or https address of an endpoint.", SETTING)
        if parts.username is not None or parts.password is not None:
            raise InputError("has a user or a password in it.", SETTING, SECRETS)
        told = self.credentials
        if told.token and told.user or told.password and not told.user:
            raise InputError("say twice or by half who asks.", "CHURO_ENGINE_*", SECRETS)

    @property
    def shown(self) -> str:
        """The address without its parameters, which may be secrets."""
        return self.url.partition("?")[0]
