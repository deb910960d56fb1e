"""The releases that lie beside the current one, and their files."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from email.utils import format_datetime
from functools import lru_cache
from pathlib import Path

from ...http.context import StoredFile
from ...model import Release
from ...publication import distributions, history
from ...publication.distributions import DESCRIPTION, DUMPS, Description
from . import release_description

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,199}\Z")  # as long as file systems take
KEPT = 16


class Releases:
    """Finds releases and files; ``release`` says which is current, ``url`` where we are."""

    def __init__(
        self, release: Callable[[], Release], url: str, prefixes: Mapping[str, str]
    ) -> None:
        self._release, self.url, self._prefixes = release, url, prefixes
        self._read = lru_cache(KEPT)(self._describe)
        self._tombstones = lru_cache(1)(self._withdrawn)

    @property
    def current(self) -> str:
        """The id of the current release."""
        return self._release().id

    def directory(self) -> Path:
        """The directory of all releases."""
        return self._release().directory.resolve().parent

    def ids(self) -> list[str]:
        """The releases that can be downloaded, the current one first, then the newest."""
        found = {
            path.parent.parent.name for path in self.directory().glob(f"*/{DUMPS}/{DESCRIPTION}")
        }
        ids = sorted(filter(self._is_release, found), reverse=True)
        return sorted(ids, key=lambda id: id != self.current)

    def base(self, id: str) -> str:
        """The address of a release's directory of dumps."""
        return f"{self.url}/{DUMPS}/{id}/"

    def text(self, id: str) -> bytes | None:
        """The description of a release as it is stored; ``None`` when there is no such release."""
        path = self._place(id) / DESCRIPTION
        return path.read_bytes() if self._is_release(id) and path.is_file() else None

    def description(self, id: str) -> Description | None:
        """What a release says of itself here; ``None`` when there is no such release."""
        text = self.text(id)
        return None if text is None else self._read(id, text)

    def rdf(self, id: str, media_type: str) -> bytes | None:
        """The description of a release in an RDF syntax, with its place in the chain of versions.

        ``None`` when there is no such release.
        """
        text, description = self.text(id), self.description(id)
        if text is None or description is None:
            return None
        more = release_description.versions(
            description, self.current, history.chain(self.directory(), id)
        )
        base = self.base(id) + DESCRIPTION
        return release_description.written(text, base, media_type, self._prefixes, more)

    def is_gone(self, iri: str) -> bool:
        """Whether a release before the current one described an IRI that this one does not."""
        return iri in self._tombstones(self.current)

    def file(self, id: str, name: str) -> StoredFile | None:
        """A file of a release, by its name; ``None`` when there is none."""
        description = self.description(id)
        if description is None or not _ID.match(name):
            return None
        path = self._place(id) / name
        if not path.is_file():
            return None
        return StoredFile(path, path.stat().st_size, _http_date(description.issued))

    def _is_release(self, id: str) -> bool:
        """Whether the name is a release's own: a link such as ``current`` moves."""
        return bool(_ID.match(id)) and not (self.directory() / id).is_symlink()

    def _place(self, id: str) -> Path:
        return self.directory() / id / DUMPS

    def _withdrawn(self, id: str) -> frozenset[str]:
        return frozenset(history.tombstones(self.directory(), id))

    def _describe(self, id: str, text: bytes) -> Description:
        return distributions.read(text, self.base(id) + DESCRIPTION, id)


def _http_date(day: str) -> str:
    """The HTTP date of a day's beginning in UTC; empty for what is no day."""
    try:
        return format_datetime(datetime.fromisoformat(day).replace(tzinfo=UTC), usegmt=True)
    except ValueError:
        return ""
