"""Files of others are read as they are: whatever they hold, and whatever they try."""

from __future__ import annotations

import bz2
import gzip
import io
import os
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from churo.errors import InputError, SyntaxFault
from churo.publication import catalogue
from churo.rdf.parsing import LONGEST
from churo.release import building
from churo.release.dumps import compression
from churo.release.foreign import blank_nodes, importing, unpacking
from churo.release.foreign.blank_labels import Relabelled
from churo.release.source import loading

EX = "http://ex.org/"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
XML = (
    f'<rdf:RDF xmlns:rdf="{RDF}"><rdf:Description rdf:about="{EX}a" xmlns:e="{EX}">'
    "<e:p>Zoë</e:p></rdf:Description></rdf:RDF>"
)
ONE = f'<{EX}a> <{EX}p> "Zoë" .\n'
ZOE = {Quad(NamedNode(f"{EX}a"), NamedNode(f"{EX}p"), Literal("Zoë"))}
Write = Callable[[str, str | bytes], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a file and gives its place."""

    def make(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return make


def turtle(write: Write, text: str, name: str = "a.ttl") -> blank_nodes.Labelled:
    """What a Turtle text is read as."""
    return importing.read([write(name, f"@prefix e: <{EX}> . {text}")])


@pytest.mark.parametrize(
    ("text", "quads", "nodes"),
    [
        ("e:a e:p _:x . e:b e:p _:x .", 2, 1),
        ("_:x e:p _:y . _:y e:p _:x .", 2, 2),
        ("_:x a e:Visit . _:y a e:Visit . [] a e:Visit .", 3, 3),
        ("e:a e:p [ e:q [ e:q [] ] ] .", 3, 3),
        ("e:a e:p <<( e:s e:q _:x )>> . _:x e:q 1 .", 2, 1),
    ],
)
def test_blank_nodes_stay_what_they_are(write: Write, text: str, quads: int, nodes: int) -> None:
    """Shared, circular, equal, nested, in triple terms; joined only where they are the same."""
    found = turtle(write, text)
    labels = {
        term
        for quad in found.quads
        for term in (quad.subject, quad.object, getattr(quad.object, "object", None))
        if isinstance(term, BlankNode)
    }

    assert (len(found.quads), len(labels), found.canonical) == (quads, nodes, True)


def test_a_blank_node_may_name_a_graph(write: Write) -> None:
    """And be spoken of in another."""
    found = importing.read([write("a.trig", f"_:g {{ <{EX}a> <{EX}p> 1 }} <{EX}b> <{EX}in> _:g .")])

    assert {q.graph_name for q in found.quads if isinstance(q.graph_name, BlankNode)} == {
        q.object for q in found.quads if isinstance(q.object, BlankNode)
    }


def test_labels_depend_on_what_is_said_alone(write: Write) -> None:
    """Not on the labels or the order of the file (RDFC-1.0)."""
    one = turtle(write, "_:x e:p 1 . _:y e:p 2 ; e:q _:x .")
    two = turtle(write, "_:b e:q _:a ; e:p 2 . _:a e:p 1 .")

    assert one.quads == two.quads


def test_what_would_take_too_long_is_numbered_instead(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A list of equal members is poison to RDFC-1.0; its labels are then those of the file's order."""
    monkeypatch.setattr(importing, "labelled", partial(blank_nodes.labelled, seconds=0))

    found = turtle(write, f"e:a e:p ({' 1' * 700}) .")

    nodes = {quad.subject for quad in found.quads if isinstance(quad.subject, BlankNode)}
    heads = [quad.object for quad in found.quads if quad.predicate.value == f"{EX}p"]
    assert not found.canonical
    assert nodes == {BlankNode(f"b{n}") for n in range(700)}
    assert heads == [BlankNode("b0")]


def test_much_may_stand_behind_the_last_blank_node(write: Write) -> None:
    """Each line is passed over once: a megabyte is read in the time that a file may take."""
    named = f'<{EX}a> <{EX}p> "{"x" * 100}" .\n' + "".join(
        f'<{EX}a> <{EX}q> "{n}_:{n}" .\n' for n in range(20_000)
    )

    found = importing.read([write("a.nt", f"<{EX}a> <{EX}o> _:x .\n{named}")]).quads

    assert len(found) == 20_002
    assert [q.object for q in found if q.predicate.value == f"{EX}o"] == [BlankNode("c14n0")]


@pytest.mark.parametrize(
    ("name", "before", "text", "after"),
    [
        ("a.nt", f'<{EX}a> <{EX}p> "', "x" * LONGEST, '" .'),
        ("a.ttl", f'<{EX}a> <{EX}p> """', "\n" * (LONGEST // 2), '""" .'),
        ("a.rdf", XML.partition("Zoë")[0], "x" * LONGEST, XML.partition("Zoë")[2]),
    ],
)
def test_a_text_that_no_later_step_can_read_is_refused(
    write: Write, name: str, before: str, text: str, after: str
) -> None:
    """As such, not as too much memory; one a little shorter is read in each syntax."""
    with pytest.raises(InputError, match="has a text of more than 16 MiB"):
        importing.read([write(name, before + text + after)])

    assert len(importing.read([write(name, before + text[:-100] + after)]).quads) == 1


def test_a_long_text_is_looked_at_once_a_megabyte(monkeypatch: pytest.MonkeyPatch) -> None:
    """The parser writes it piece by piece; to join all that came before with each would take for ever."""
    looks: list[int] = []
    look = Relabelled._pass_on
    monkeypatch.setattr(Relabelled, "_pass_on", lambda it: looks.append(1) or look(it))
    out = io.BytesIO()
    written = Relabelled(out, 0, "here")
    for _ in range(1000):
        written.write(b"x" * 10_000)
    written.write(b"\n")
    written.close()

    assert written.quads == 1
    assert len(out.getvalue()) == 10_000_001
    assert len(looks) <= 11


def test_a_list_may_be_long(write: Write) -> None:
    """Ten thousand members, without recursion."""
    members = " ".join(map(str, range(10_000)))

    assert len(turtle(write, f"e:a e:p ({members}) .").quads) == 20_001


def test_a_file_is_its_own_base(write: Write) -> None:
    """What is relative in two files is two things, in nobody's namespace (RFC 3986 §5.1.3)."""
    files = [write(name, f"<#me> <{EX}p> </x> .") for name in ("a.ttl", "b.ttl")]

    found = importing.read(files).quads

    assert {q.subject.value for q in found if isinstance(q.subject, NamedNode)} == {
        f"{file.as_uri()}#me" for file in files
    }
    assert all(isinstance(q.object, NamedNode) and q.object.value == "file:///x" for q in found)


def test_blank_nodes_of_two_files_are_apart(write: Write) -> None:
    """Whatever their labels."""
    files = [write(name, f"_:x <{EX}p> 1 .") for name in ("a.ttl", "b.ttl")]

    assert len(importing.read(files).quads) == 2


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.nt", ONE),
        ("A.NT", ONE),
        ("a.ntriples", ONE),
        ("a.n3", ONE),
        ("a.turtle", ONE),
        ("a.b.ttl", b"\xef\xbb\xbf" + ONE.encode()),
        ("a.ttl", ONE.encode("utf-16")),
        ("a.nt.gz", gzip.compress(ONE.encode(), mtime=0)),
        ("a.nq.bz2", bz2.compress(ONE.encode())),
        ("a.trig.zst", compression.zstd.compress(ONE.encode())),
        ("a.rdf", XML),
        ("a.owl", b"\xef\xbb\xbf" + XML.encode()),
        ("a.xml", XML.encode("utf-16")),
        ("a.rdfs", XML.encode("utf-16-le")),
        ("a.rdf", ('<?xml version="1.0" encoding="ISO-8859-1"?>\n' + XML).encode("latin-1")),
        ("a.rdf", ('<?xml version="1.0" encoding="windows-1252"?>' + XML).encode("cp1252")),
        ("a.owl", f'<!DOCTYPE r [<!ENTITY ex "{EX}">]>' + XML.replace(f'"{EX}a"', '"&ex;a"')),
        (
            "a.rdf",
            '<!DOCTYPE r [<!ENTITY amp "&#38;#38;"><!ENTITY e "ë">]>' + XML.replace("ë", "&e;"),
        ),
        ("a.jsonld", f'{{"@id": "{EX}a", "{EX}p": "Zoë"}}'),
        ("a.json-ld", b"\xef\xbb\xbf" + f'{{"@id": "{EX}a", "{EX}p": "Zoë"}}'.encode()),
        ("a.json", f'{{"@id": "{EX}a", "{EX}p": "Zoë"}}'),
    ],
)
def test_files_are_read_as_others_publish_them(
    write: Write, name: str, content: str | bytes
) -> None:
    """By usual endings, packed or not, with marks, in encodings that XML declares."""
    assert importing.read([write(name, content)]).quads == ZOE


LAUGHS = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))


def test_the_endings_to_use_are_told_once() -> None:
    """Each of them, also of a format that has it as a name and as an ending."""
    with pytest.raises(InputError) as caught:
        unpacking.format_of("a.docx", "a.docx")
    endings = [word for word in caught.value.mend.replace(",", "").split() if word[0] == "."]

    assert endings and len(endings) == len(set(endings))


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.docx", ONE, "no RDF format has the ending '.docx'.* .ttl"),
        ("readme", ONE, "no RDF format has the ending ''"),
        ("a.ttl", "<u:a> <u:b> .", r"line 1, column 13: \. is not a valid"),
        ("a.nt", '<u:a> <u:b c> "x" .', "line 1, column 7: Invalid IRI code point ' '"),
        ("a.rdf", XML.replace("</e:p>", "\n</e:q>"), "line 2, column 3: ill-formed"),
        ("a.rdf", XML.partition("</e:p>")[0], "ends before its elements do"),
        ("a.rdf", XML.partition("</e:p>")[0] + "</e:p>\n", "line 2, column 1: The file ends"),
        ("a.rdf", "", "ends before its elements do"),
        ("a.rdf", XML.replace("Zoë", "&#7;"), "invalid character number"),
        ("a.jsonld", '{"@id": "u:a",\n}', "line 2, column 1: Trailing commas"),
        (
            "a.jsonld",
            '{"@context": "https://schema.org",\n "name": "x"}',
            "line 1: its @context https://schema.org is not fetched. Write the context out",
        ),
        ("a.nt.gz", gzip.compress(ONE.encode() * 99, mtime=0)[:50], "cannot be unpacked"),
        ("a.nt.zst", ONE, "cannot be unpacked"),
        ("a.rdf", '<?xml version="1.0" encoding="x-none"?>' + XML, "the encoding x-none"),
        ("a.rdf", f'<!DOCTYPE r [<!ENTITY l0 "ha">\n{LAUGHS}]>' + XML, "line 2.*made of entities"),
        ("a.rdf", '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + XML, "lies elsewhere"),
        ("a.rdf", '<!DOCTYPE r [<!ENTITY x "&#38;y;">]>' + XML, "made of entities"),
        ("a.rdf", '<!DOCTYPE r [<!ENTITY % x "y">]>' + XML, "lies elsewhere"),
        (
            "a.rdf",
            f'<!DOCTYPE r [<!ENTITY x "{"x" * 9999}">]>' + XML.replace("Zoë", "&x;" * 9999),
            "add 99,980,001 bytes",
        ),
        (
            "a.rdf",
            f'<!DOCTYPE r [<!ENTITY x ""><!ENTITY x "{"x" * 9999}">]>'
            + XML.replace("Zoë", "&x;" * 9999),
            "add 99,980,001 bytes",
        ),
        *(
            (
                "a.rdf",
                f'<!DOCTYPE r [<!ENTITY {name} "{"x" * 99_999}">]>'
                + XML.replace("Zoë", f"&{name};" * 79),
                "entities that add 7,899,921 bytes",
            )
            for name in ("é", "-", "1", 'a"b', "名" * 99)
        ),
        ("a.jsonld", '{"u:p":' * 99_999 + "1" + "}" * 99_999, "Max stack size"),
        (
            "a.nt",
            f"<u:a> <u:b> {'<<( <u:a> <u:b> ' * 999}<u:c>{' )>>' * 999} .",
            "100 triple terms",
        ),
    ],
)
def test_a_bad_file_is_refused_with_place_and_reason(
    write: Write, name: str, content: str | bytes, told: str
) -> None:
    """In one sentence, once; what a parser would die of is refused like what it does not understand."""
    file = write(name, content)

    with pytest.raises(InputError, match=told) as caught:
        importing.read([file])

    assert str(caught.value).startswith(f"{file}: ")
    assert "Parser error" not in str(caught.value)
    assert "line 0" not in str(caught.value)


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    """As any other input."""
    with pytest.raises(InputError, match=r"gone\.ttl: cannot be read"):
        importing.read([tmp_path / "gone.ttl"])


def test_all_of_the_first_mistakes_are_told(write: Write) -> None:
    """Up to twenty, each with its place; a prefix that is not declared once."""
    lines = [f"<u:a> <u:b> <u {n}> ." if n % 2 else "<u:a> <u:b> x:y ." for n in range(60)]

    with pytest.raises(SyntaxFault) as caught:
        importing.read([write("a.ttl", "\n".join(lines))])

    faults = [caught.value, *caught.value.others]
    assert [fault.line for fault in faults] == [1, *range(2, 40, 2)]
    assert str(caught.value).count("\n") == 19


def test_a_bomb_is_stopped_while_it_unpacks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither its size nor its ratio is without a bound."""
    monkeypatch.setattr(unpacking, "ROOM", 1 << 20)
    packed = gzip.compress(bytes(2 << 20), mtime=0)

    with pytest.raises(InputError, match="unpacks to more than 1,048,576 bytes"):
        unpacking.unpacked(io.BytesIO(packed), "gz", len(packed), "here")


def test_what_is_served_is_what_the_engine_keeps() -> None:
    """Values of literals, those in triple terms too; all else is as it was read."""
    s, p, number = NamedNode("u:s"), NamedNode("u:p"), NamedNode(f"{loading.XSD.integer}")
    one, other = Literal("1", datatype=number), Literal("01", datatype=number)
    read = frozenset(
        [
            Quad(s, p, one),
            Quad(s, p, other),
            Quad(s, p, Triple(s, p, other)),
            Quad(s, p, Literal("01")),
        ]
    )

    served = loading.served(read)

    assert served == {Quad(s, p, one), Quad(s, p, Triple(s, p, one)), Quad(s, p, Literal("01"))}
    assert loading.served(served) is served


def test_sets_of_files_are_told_apart_by_their_places(tmp_path: Path) -> None:
    """The same files are the same set in any order; equal names elsewhere are another."""
    a, b, other = tmp_path / "a.ttl", tmp_path / "b.ttl", tmp_path / "x" / "a.ttl"

    assert importing.key([a, b]) == importing.key([b, a])
    assert len({importing.key(files) for files in ([a], [b], [a, b], [other])}) == 4


@pytest.mark.parametrize("most", [0, 10])
def test_a_file_may_have_any_name(tmp_path: Path, most: int) -> None:
    """Also one that is no UTF-8 and has two lines: its title has U+FFFD for what is none."""
    path = tmp_path / os.fsdecode(b"a\n\xff.nt")
    path.write_text(ONE)
    made = catalogue.read_release(building.plain([path], tmp_path / "releases", most))

    assert made.title == "a\n\ufffd.nt"
