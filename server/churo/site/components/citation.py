"""Says how a page is cited: APA, BibTeX and RIS, with the release that it shows."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from ..releases.published import Releases

_UNUSABLE = re.compile("[^A-Za-z0-9-]++")
_BIBTEX = {"\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "~": r"\textasciitilde{}"} | {
    sign: f"\\{sign}" for sign in "&%$#_"
}


@dataclass(frozen=True)
class Citation:
    """What is cited: ``part_of`` is the dataset, ``issued`` a day, empty where it is not known."""

    title: str
    part_of: str
    publisher: str
    issued: str
    release: str
    address: str

    @property
    def year(self) -> str:
        """The year of the release, or “n.d.” (APA 7 §9.17)."""
        return self.issued[:4] or "n.d."

    @property
    def apa(self) -> str:
        """As the American Psychological Association has data sets (7th edition, §10.9)."""
        who = self.publisher or self.part_of
        whole = "" if self.title == self.part_of else f"In {self.part_of}. "
        version = f"(Release {self.release}) [Data set]"
        return f"{who}. ({self.year}). {self.title} {version}. {whole}{self.address}"

    @property
    def bibtex(self) -> str:
        """An entry of BibTeX; its characters are those of Unicode, which biber and XeTeX read."""
        rows = {
            "title": f"{{{_escaped(self.title)}}}",
            "author": f"{{{_escaped(self.publisher or self.part_of)}}}",
            "year": self.issued[:4],
            "note": _escaped(f"{self.part_of}, release {self.release}"),
            "url": self.address,
        }
        lines = [f"  {name} = {{{text}}}" for name, text in rows.items() if text]
        return "@misc{" + ",\n".join([self._key, *lines]) + "\n}"

    @property
    def ris(self) -> str:
        """A record of RIS, each field on a line of its own."""
        rows = (
            ("TY", "DATA"),
            ("TI", self.title),
            ("T2", self.part_of),
            ("AU", self.publisher),
            ("PY", self.issued[:4]),
            ("DA", self.issued.replace("-", "/")),
            ("ET", self.release),
            ("UR", self.address),
            ("ER", ""),
        )
        kept = [(tag, _line(text)) for tag, text in rows if text or tag == "ER"]
        return "\n".join(f"{tag}  - {text}" for tag, text in kept)

    @property
    def _key(self) -> str:
        plain = unicodedata.normalize("NFKD", self.address.rstrip("/").rsplit("/", 1)[-1])
        return f"{_UNUSABLE.sub('-', plain).strip('-') or 'page'}-{self.release[:10]}"


class Citations:
    """Cites pages of the current release."""

    def __init__(self, releases: Releases) -> None:
        self._releases = releases

    def of(self, title: str, address: str) -> Citation:
        """The citation of a page by its title and its address, which says the language."""
        id = self._releases.current
        found = self._releases.description(id)
        if found is None:
            return Citation(title, title, "", "", id, address)
        whole = found.titles.get("en") or next(iter(found.titles.values()), title)
        return Citation(title, whole, ", ".join(found.publishers), found.issued, id, address)


def _escaped(text: str) -> str:
    return "".join(_BIBTEX.get(letter, letter) for letter in _line(text))


def _line(text: str) -> str:
    return " ".join(text.split())
