"""What a check finds, and the rules that need no store: listing, prefixes, positions."""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from rapidfuzz import process
from rapidfuzz.distance import OSA

from ..rdf.trig import OPAQUE
from .catalogue import CATALOGUE, RDF_SUFFIXES, Catalogue

AUTHORED = ("ontology", "data", "shapes")
# Names as Turtle writes them, outside literals; what is less like than this is no suggestion.
NAME = re.compile(r"<[^<>\s]+>|(?<![\w:/@\"])[A-Za-z][\w-]*:[\w.%-]*[\w%-]")
STRING = re.compile(r'"(?:[^"\\]|\\.)*"(?:@[\w-]+)?')
TYPE = re.compile(r"(?<=\s)a(?=\s)")
NAMING = {"a", "rdfs:label", "skos:prefLabel"}
SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
LIKE = 0.8
PREFIX = re.compile(r"^@prefix\s+([\w-]*):\s*<([^>]*)>", re.MULTILINE)


@dataclass(frozen=True, order=True)
class Finding:
    """Something to mend: the rule in words, the subject, its file and line (from 1; 0 unknown).

    ``near`` is a name that was perhaps meant, ``difference`` the lines by which an answer differs
    from the expected one, each with - or + before it, ``property`` that of the subject which is
    wrong, where it is one. A ``warning`` is something still to do rather than something wrong.
    """

    check: str
    rule: str
    subject: str = ""
    value: str = ""
    file: str = ""
    line: int = 0
    warning: bool = False
    near: str = ""
    difference: tuple[str, ...] = ()
    property: str = ""


@dataclass(frozen=True)
class Slice:
    """A stretch of a document, in code points, with the SHA-256 that it must have if given."""

    subject: str
    start: int
    end: int
    sha256: str


def unlisted(root: Path, catalogue: Catalogue) -> Iterator[Finding]:
    """Files that the catalogue does not list, lists twice, or lists although missing."""
    listed = Counter(catalogue.files())
    present = {
        path.relative_to(root)
        for part in AUTHORED
        for path in (root / part).rglob("*")
        if path.suffix in RDF_SUFFIXES
    }
    for file in sorted(present - listed.keys()):
        yield Finding(
            "catalogue",
            "Every Turtle and TriG file is listed: add it, or its folder, to data/catalogue.ttl.",
            file=str(file),
        )
    for file in sorted(listed.keys() - present):
        yield Finding(
            "catalogue", "Every listed file exists: take it off data/catalogue.ttl.", file=str(file)
        )
    for file in sorted(file for file, times in listed.items() if times > 1):
        yield Finding("catalogue", "A file belongs to one graph.", file=str(file))


def foreign_prefixes(
    root: Path, catalogue: Catalogue, declared: Mapping[str, str]
) -> Iterator[Finding]:
    """Prefixes that a file declares otherwise than the list of prefixes does."""
    for file in catalogue.files():
        if (root / file).is_file():
            text = (root / file).read_text("utf-8-sig")
            for match in PREFIX.finditer(text):
                if declared.get(match[1]) != match[2]:
                    line = text.count("\n", 0, match.start()) + 1
                    rule = "Prefixes are those of ontology/prefixes.ttl."
                    yield Finding("prefixes", rule, f"{match[1]}:", match[2], str(file), line)


def relative_iris(root: Path, catalogue: Catalogue) -> Iterator[Finding]:
    """IRIs that are written without a scheme, and so name something by where its file lies.

    Only the catalogue does that, for the files that it lists.
    """
    rule = "IRIs are written whole or with a prefix: a relative one names something nowhere else."
    for file in catalogue.files():
        if file == CATALOGUE or not (root / file).is_file():
            continue
        text = (root / file).read_text("utf-8-sig")
        for match in OPAQUE.finditer(text):
            iri = match[0][1:-1]
            if match[0].startswith("<") and not SCHEME.match(iri):
                line = text.count("\n", 0, match.start()) + 1
                yield Finding("files", rule, match[0], "", str(file), line)


def misplaced(document: str, slices: Iterable[Slice]) -> Iterator[Finding]:
    """Slices that lie outside the document or whose digest is another's."""
    for part in slices:
        text = document[part.start : part.end]
        if not 0 <= part.start < part.end <= len(document):
            rule = f"Positions lie within the document, 0 to {len(document)}."
            yield Finding("document", rule, part.subject, f"{part.start}–{part.end}")
        elif part.sha256 and hashlib.sha256(text.encode()).hexdigest() != part.sha256:
            rule = "The text at a passage's positions has the passage's SHA-256."
            yield Finding("document", rule, part.subject, f"{part.start}–{part.end}")


@dataclass(frozen=True)
class Line:
    """A line of a file that says something: the names and texts on it, and ``a`` where it gives a type."""

    file: str
    number: int
    says: frozenset[str]


class Places:
    """Finds the file and line where something is said or, failing that, named first.

    Statements are told apart by the ends of lines, as the formatter lays them out.
    """

    def __init__(self, root: Path, catalogue: Catalogue, declared: Mapping[str, str]) -> None:
        self._declared = declared
        self._about: dict[str, list[Line]] = defaultdict(list)
        self._named: dict[str, tuple[str, int]] = {}
        for file in catalogue.files():
            if (root / file).is_file():
                self._read((root / file).read_text("utf-8-sig"), str(file))

    def _read(self, text: str, file: str) -> None:
        """Note each line under the subject of its statement, and under the graph that it is in."""
        graph = subject = ""
        for number, line in enumerate(text.split("\n"), 1):
            if line.lstrip().startswith(("@", "#")):
                continue
            bare = STRING.sub("", line).rstrip()
            names = NAME.findall(bare)
            for name in names:
                self._named.setdefault(name, (file, number))
            if file.endswith(".trig") and "{" in bare:
                head, _, bare = bare.partition("{")
                graph, names = "".join(NAME.findall(head)[-1:]), NAME.findall(bare)
                self._about[graph].append(Line(file, number, frozenset({graph, "a"})))
            subject = subject or "".join(names[:1])
            texts = (text[1:].rpartition('"')[0] for text in STRING.findall(line))
            says = frozenset((*names, *texts, *TYPE.findall(bare)))
            for about in {graph, subject} - {""} if says else ():
                self._about[about].append(Line(file, number, says))
            subject = "" if bare.endswith((".", "}")) else subject
            graph = "" if bare.endswith("}") else graph

    def of(self, iri: str, *hints: str) -> tuple[str, int]:
        """File and line where an IRI is described, else of its first use; empty and 0 for none.

        Of several lines that one is taken which says most of the ``hints``, names or texts, else
        the one that gives a type.
        """
        wanted = {spelling for hint in hints for spelling in (hint, self.short(hint))}
        for spelling in (f"<{iri}>", self.short(iri)):
            if spelling in self._about:
                lines = self._about[spelling]
                best = max(lines, key=lambda line: (len(line.says & wanted), "a" in line.says))
                return best.file, best.number
        return self._named.get(f"<{iri}>") or self._named.get(self.short(iri)) or ("", 0)

    @cached_property
    def _described(self) -> frozenset[str]:
        """The names that something is given a type or a label by."""
        return frozenset(
            name for name, lines in self._about.items() if any(line.says & NAMING for line in lines)
        )

    def near(self, iri: str) -> str:
        """The described name that is most like one that is not; empty when none is."""
        short = self.short(iri)
        if short == iri or short in self._described:
            return ""
        prefix = short.partition(":")[0] + ":"
        candidates = [name for name in self._described if name.startswith(prefix)]
        score = OSA.normalized_similarity
        match = process.extractOne(short, sorted(candidates), scorer=score, score_cutoff=LIKE)
        return match[0] if match else ""

    def short(self, iri: str) -> str:
        """The IRI as prefix and name where a declared prefix fits, else the IRI."""
        fits = [
            (len(space), prefix, space)
            for prefix, space in self._declared.items()
            if iri.startswith(space)
        ]
        if not fits:
            return iri
        _, prefix, space = max(fits)
        return f"{prefix}:{iri.removeprefix(space)}"
