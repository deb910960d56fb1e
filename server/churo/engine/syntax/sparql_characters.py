"""The characters that SPARQL's names are made of, as classes of regular expressions: §19.8 [157] to [173].

Python's ``\\w`` is another set: it lacks combining marks and the joiners that Thai, Hindi, Persian,
pointed Hebrew and decomposed Latin need, and has signs that no name may have.
"""

from __future__ import annotations

from dataclasses import dataclass

_HEX = "[0-9A-Fa-f]"
ESCAPE = rf"%{_HEX * 2}|\\[_~.\-!$&'()*+,;=/?#@%]"  # PLX
CODE_POINT = rf"\\u{_HEX * 4}|\\U{_HEX * 8}"  # UCHAR


@dataclass(frozen=True)
class Characters:
    """The insides of the classes: ``base`` is PN_CHARS_BASE, ``also`` what PN_CHARS has more than that beside
    the underscore, digits and the hyphen."""

    base: str
    also: str

    @property
    def first(self) -> str:
        """PN_CHARS_U."""
        return f"{self.base}_"

    @property
    def word(self) -> str:
        """Of VARNAME after its first."""
        return f"{self.first}0-9{self.also}"

    @property
    def name(self) -> str:
        """PN_CHARS."""
        return rf"{self.word}\-"

    def local(self, as_engine: bool) -> str:
        """A local name after its colon, with dots anywhere but at its ends, or in one place only.

        The latter is what the engine reads: there the rest is something else.
        """
        within = rf"(?:[{self.name}:]|{ESCAPE})"
        dots = "?" if as_engine else "*"
        return rf":(?:(?:[{self.first}:0-9]|{ESCAPE}){within}*+(?>(?:\.++{within}++){dots}))?+"


ALL = Characters(
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d"
    "\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff",
    "\u00b7\u0300-\u036f\u203f-\u2040",
)
ASCII = Characters("A-Za-z", "")  # those of them that a text in ASCII can have
