"""What the rules are made of: where a copy is, what leads elsewhere, what its endings do not tell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import resources
from urllib.parse import unquote, urlsplit

from ...site.replies.content_security_policy import ASKING_POLICY
from ..addresses import SERVED_ONLY
from ..copying import Copied

LATEST = "/dumps/latest/"


@dataclass(frozen=True)
class Site:
    """A copy for a public ``url``, with the address of a ``server`` for the rest, or an empty one."""

    url: str
    server: str
    release: str
    copied: Copied

    @property
    def prefix(self) -> str:
        """The path of the public URL, without a slash at its end."""
        return urlsplit(self.url).path

    @property
    def policy(self) -> str:
        """What pages may load and send (Content Security Policy Level 3)."""
        if not self.server:
            return ASKING_POLICY
        origin = "{0.scheme}://{0.netloc}".format(urlsplit(self.server))
        # Forms lead to the server, and some browsers look where.
        return ASKING_POLICY.replace("form-action 'self'", f"form-action 'self' {origin}")

    @property
    def served_only(self) -> str:
        """The first parts of paths below which only a server answers, as an expression has it."""
        return "|".join(name.replace(".", r"\.") for name in SERVED_ONLY)

    def moved(self) -> Iterator[tuple[str, int, str]]:
        """Paths, decoded, with status and target, as far as no general rule has them."""
        for address, (status, target) in sorted(self.copied.moved.items()):
            if not address.startswith(LATEST) and target != f"{self.url}/doc{address}":
                yield unquote(address), status, target

    def typed(self) -> Mapping[tuple[str, str], str]:
        """Media types by first folder and ending, or by the name of a file that lies in none."""
        found = {}
        for name, media_type in sorted(self.copied.typed.items()):
            folder, slash, _ = name.partition("/")
            found[(folder, name.rpartition(".")[2]) if slash else (name, "")] = media_type
        return found


def template(name: str) -> str:
    """A text of rules with names in double braces, which ``filled`` puts values for."""
    return (resources.files(__package__) / name).read_text("utf-8")


def filled(text: str, **values: str) -> str:
    """A template with values. Raises KeyError for a name that has none."""
    parts = text.split("{{")
    found = [parts[0]]
    for part in parts[1:]:
        name, _, rest = part.partition("}}")
        found += [values[name.strip()], rest]
    return "".join(found)
