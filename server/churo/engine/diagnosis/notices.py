"""What somebody should know of an answer that is right as it stands: pure rules over query and store.

Each costs a bounded number of looks into the store, whatever the query is.
"""

# Why: docs/decisions/2026-11-26-notices-beside-answers.md

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import islice

from pyoxigraph import DefaultGraph, Store

from ..syntax.outline import Pattern
from . import left_out, unlike_values
from .asked import PROPERTIES, SAMPLE, Asked, Told, named_iris, nodes, notice
from .graph_blocks import apart
from .near_terms import nearest
from .property_values import date_types, languages_together
from .unknown_terms import is_graph, is_known, unknown_of

TAKES_LANGUAGE = {"LANG", "LANGMATCHES"}
PATTERNS, NAMES = 50, 20  # of a query that are looked at
_PAGE = re.compile(
    r"https?://[^/?#]++/((?>(?:(?!\.[a-z]{1,9}(?:[?#]|\Z))[^?#])+))(?:\.[a-z]{1,9})?(?:[?#].*+)?"
)
_WIKIDATA = re.compile(r"https?://(?:www\.|m\.)?wikidata\.org/(?:wiki|entity)/([QPL][0-9]++)")

# A variable; what looks like one within an IRI, a string or a comment is none.
_VARIABLE = re.compile(
    r"""<[^<>"{}|^`\\\x00-\x20]*+>|"(?:[^"\\]|\\.)*+"?+|'(?:[^'\\]|\\.)*+'?+|\#[^\r\n]*+|[?$](\w++)""",
    re.DOTALL,
)
_WHOLE_IRI = re.compile(r"<([A-Za-z][A-Za-z0-9+.-]*+:[^<>\"{}|^`\\\x00-\x20]*+)>")
_LONG = re.compile(r"[0-9]{19}")
_A_CLASS = re.compile(r"[\s;]a(?!\w)\s*+(?=[<:\w])")
_TYPE_CLASS = re.compile(r"[#:]type>?+\s++(?=[<:\w])")
# What may name something unknown, or count nothing, and leave rows all the same.
_WORDS = ("filter", "count", "optional", "union", "minus", "|", "concat", "having")
TOLD = 3  # unknown names that are told one by one
FEW = 50  # variables of a query that are counted one by one
LOOKED_THROUGH = 16 << 10  # characters of a query up to which its answer gets notices


def notices(asked: Asked) -> list[Told]:
    """Each with its kind and what is to be known, in words."""
    rules = (
        *(
            _replace,
            _wide,
            _zero_length,
            _unbound,
            _having,
            _dates,
            _labels,
            _pages,
            _unknown,
            _graphs,
        ),
        *(*left_out.RULES, *unlike_values.RULES, _only_said, apart),
    )
    return [told for rule in rules for told in rule(asked)]


def may_concern(
    text: str, rows: int, languages: bool, together: Callable[[str], Collection[str]]
) -> bool:
    """Whether an answer may need a notice, as far as a look at the letters of its query tells.

    ``languages`` says that the answer may have texts in several, ``together`` gives those in which
    one thing has a property. A query that names what it wants and gets it, as most do, is not read a
    second time.
    """
    if len(text) > LOOKED_THROUGH or not rows:
        return len(text) <= LOOKED_THROUGH
    letters = text.casefold()
    if any(word in letters for word in _WORDS) or _LONG.search(text):
        return True
    if "optional" not in letters and (_A_CLASS.search(text) or _TYPE_CLASS.search(text)):
        return True
    return may_concern_patterns(text, rows, languages, together)


def may_concern_patterns(
    text: str, rows: int, languages: bool, together: Callable[[str], Collection[str]]
) -> bool:
    """The same of a query that has nothing but triple patterns about named things, and rows."""
    if rows > 1 and languages and "lang" not in text.casefold() and _may_name_texts(text, together):
        return True
    asked = text if "(" in text else text.partition("{")[0] + text.rpartition("}")[2]
    names, wanted = _variables(text), _variables(asked)
    if len(wanted) > FEW:
        return True
    return any(names.count(name) == 1 for name in wanted)


def _variables(text: str) -> list[str]:
    """The names of the variables of a query, as often as they stand in it."""
    return [name for name in _VARIABLE.findall(text) if name]


def _may_name_texts(text: str, together: Callable[[str], Collection[str]]) -> bool:
    """Whether a query may name a property of which one thing has texts in several languages.

    Of one that has prefixes, relative IRIs or escapes, only reading it whole could tell.
    """
    rest = _WHOLE_IRI.sub("", text)
    if ":" in rest or "<" in rest or "\\" in rest:
        return True
    return any(together(iri) for iri in named_iris(_WHOLE_IRI.findall(text)))


def _replace(asked: Asked) -> Iterator[Told]:
    if asked.unread:
        yield notice("replacement")


def _wide(asked: Asked) -> Iterator[Told]:
    for number in asked.outline.wide[:1]:
        yield notice("wide-integer", number=str(number))


def _zero_length(asked: Asked) -> Iterator[Told]:
    if not asked.outline.zero_length:
        return
    for iri in list(asked.outline.iris)[:NAMES]:
        if not is_known(asked.stores.whole, iri):
            yield notice("zero-length-path", iri=iri)
            return


def _unbound(asked: Asked) -> Iterator[Told]:
    outline = asked.outline
    missing = [name for name in outline.used if name not in outline.bound]
    if missing and asked.kind != "graph":
        listed = ", ".join(f"?{name}" for name in missing[:PROPERTIES])
        yield notice("unbound-variable", names=listed)


def _having(asked: Asked) -> Iterator[Told]:
    if asked.outline.having:
        yield notice("having-name", names=", ".join(f"?{name}" for name in asked.outline.having))


def _dates(asked: Asked) -> Iterator[Told]:
    if not asked.outline.compares:
        return
    tested = {f"?{name}" for name in asked.outline.tested}
    compared = [row[1] for row in asked.outline.patterns if row[2] in tested]
    for iri in named_iris(compared):
        types = date_types(asked.stores.default, iri)
        if len(types) > 1:
            yield notice("mixed-dates", iri=iri, types=", ".join(types))


def _labels(asked: Asked) -> Iterator[Told]:
    if asked.kind != "solutions" or asked.rows < 2 or asked.outline.words & TAKES_LANGUAGE:
        return
    given = [row[1] for row in asked.outline.patterns if row[2].startswith("?")]
    for iri in named_iris(given):
        languages = languages_together(asked.stores.default, iri)
        if languages:
            listed = ", ".join(languages)
            yield notice("languages", iri=iri, languages=listed, first=languages[0])


def _pages(asked: Asked) -> Iterator[Told]:
    for iri in list(asked.outline.iris)[:NAMES]:
        if is_known(asked.stores.whole, iri):
            continue
        for name in _meant(iri, asked.prefixes.values()):
            if name != iri and is_known(asked.stores.whole, name):
                yield notice("page-address", iri=iri, name=name)
                break


def _unknown(asked: Asked) -> Iterator[Told]:
    store, spaces = asked.stores.whole, asked.prefixes.values()
    graphs = {*asked.outline.graphs, *(asked.dataset or ())}
    for iri in unknown(asked)[:TOLD]:
        if iri in graphs or any(is_known(store, name) for name in _meant(iri, spaces)):
            continue  # told by itself
        if near := nearest(store, iri, spaces) if asked.close else "":
            yield notice("misspelt-term", iri=iri, near=near)
        else:
            yield notice("unknown-term", iri=iri)


def _graphs(asked: Asked) -> Iterator[Told]:
    for iri in [*asked.outline.graphs, *(asked.dataset or ())][:PROPERTIES]:
        if not is_graph(asked.stores.whole, iri):
            yield notice("unknown-graph", iri=iri)
            return


def unknown(asked: Asked) -> list[str]:
    """The IRIs that the query asks for and the dataset does not know.

    Of an answer that tells something, only those of patterns: what a condition names is known to
    whoever wrote it.
    """
    outline = asked.outline
    named = outline.sought if asked.rows else outline.sought | outline.compared
    named = named | dict.fromkeys(asked.dataset or ())
    return unknown_of(asked.stores.whole, list(named)[: None if asked.close else PROPERTIES])


def _only_said(asked: Asked) -> Iterator[Told]:
    if asked.outline.names_graphs or asked.dataset is not None:
        return
    for pattern in asked.outline.patterns[:PATTERNS]:
        if (
            named_iris(pattern)
            and not _found(asked.stores.default, pattern)
            and _said(asked, pattern)
        ):
            yield notice("only-said")
            return


def _found(store: Store, pattern: Pattern) -> bool:
    return next(store.quads_for_pattern(*nodes(pattern), DefaultGraph()), None) is not None


def _said(asked: Asked, pattern: Pattern) -> bool:
    rows = asked.stores.whole.quads_for_pattern(*nodes(pattern), None)
    return any(not isinstance(row.graph_name, DefaultGraph) for row in islice(rows, SAMPLE))


def _meant(iri: str, spaces: Iterable[str]) -> Iterator[str]:
    """The names that somebody may have meant who took the address of a page for one."""
    other = {"http": "https", "https": "http"}
    scheme, mark, rest = iri.partition(":")
    if scheme in other:
        yield f"{other[scheme]}{mark}{rest}"
    yield iri.rstrip("/") if iri.endswith("/") else f"{iri}/"
    if match := _WIKIDATA.match(iri):
        yield f"http://www.wikidata.org/entity/{match[1]}"
    if match := _PAGE.fullmatch(iri):
        path = match[1].rpartition("/doc/")[2].removeprefix("doc/")
        folder, slash, name = path.rpartition("/")
        yield from (space + name for space in spaces if space.endswith(f"/{folder}{slash}"))
