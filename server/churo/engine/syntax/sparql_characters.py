"""The characters that SPARQL's names are made of, as classes of regular expressions: §19.8 [157] to [173].

Python's ``\\w`` is another set: it lacks combining marks and the joiners that Thai, Hindi, Persian,
pointed Hebrew and decomposed Latin need, and has signs that no name may have.
"""

from __future__ import annotations

BASE = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d"
    "\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)  # PN_CHARS_BASE
FIRST = BASE + "_"  # PN_CHARS_U
WORD = FIRST + "0-9\u00b7\u0300-\u036f\u203f-\u2040"  # of VARNAME after its first
NAME = WORD + r"\-"  # PN_CHARS
ESCAPE = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"  # PLX
CODE_POINT = r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}"  # UCHAR
_IN_LOCAL = rf"(?:[{NAME}:]|{ESCAPE})"
_LOCAL_START = rf":(?:(?:[{FIRST}:0-9]|{ESCAPE}){_IN_LOCAL}*+"
# A local name with dots anywhere but at its ends, and the same with dots in one place only, which is
# what the engine reads: there the rest is something else.
LOCAL = rf"{_LOCAL_START}(?:\.++{_IN_LOCAL}++)*+)?+"
LOCAL_OF_ENGINE = rf"{_LOCAL_START}(?:\.++{_IN_LOCAL}++)?+)?+"
