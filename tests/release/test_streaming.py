"""Data too large for memory make the release that small data would, but for what it says is left out."""

from __future__ import annotations

import hashlib
import random
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store, parse

from churo.errors import InputError
from churo.model import DATASET, STORE
from churo.publication import catalogue, distributions, history, index, integrity
from churo.publication.index import Standing
from churo.release import building
from churo.release.remote import counting, verifying
from churo.release.remote.counting import Job
from churo.release.source import loading
from churo.release.store import literal_forms
from tests.waiting import await_true

EX = "http://ex.org/"
PLAIN = f'<{EX}a> <{EX}p> <{EX}b> .\n<{EX}a> <{EX}p> <{EX}b> .\n<{EX}b> <{EX}q> "x"@en .\n'
BLANK = f"_:x <{EX}p> [] . [] <{EX}p> _:x . <{EX}a> <{EX}q> ( 1 2 ) ."
GRAPHS = (
    f"<{EX}a> <{EX}p> 1 . <{EX}g> {{ <{EX}a> <{EX}p> 1 , 2 }} <{EX}h> {{ <{EX}a> <{EX}p> 2 }} "
    f"_:g {{ <{EX}a> <{EX}p> 2 , 3 }} <{EX}b> <{EX}in> _:g ."
)
FORMS = f'<{EX}a> <{EX}p> 01 , 1 , 1.50 , "2025-01-01"^^<{loading.XSD.date}> .'
Make = Callable[..., Path]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Makes a release of a text, on disk unless more quads than it has may be in memory."""

    def made(
        text: str, name: str = "data.trig", most: int = 0, queries: tuple[Standing, ...] = ()
    ) -> Path:
        file = tmp_path / name
        file.write_text(text, "utf-8")
        return building.plain([file], tmp_path / f"releases-{most}", most, queries)

    return made


def described(release: Path) -> distributions.Description:
    """What a release says of itself."""
    path = release / "dumps" / distributions.DESCRIPTION
    return distributions.read(path.read_bytes(), "http://h.org/dumps/x/description.ttl")


def quads(file: Path) -> set[Quad]:
    """The quads of a file of N-Quads or N-Triples."""
    return set(parse(path=file))


@pytest.mark.parametrize("text", [PLAIN, GRAPHS.replace("_:g", f"<{EX}i>"), FORMS], ids=str.__len__)
def test_both_ways_make_the_same_of_data_without_blank_nodes(make: Make, text: str) -> None:
    """The same quads as read, triples as answered, counts and canonical form."""
    small, large = make(text, most=99), make(text)

    assert not (small / STORE).exists()
    assert (large / STORE).is_dir()
    assert (large / DATASET).read_bytes() == (small / DATASET).read_bytes()
    for name in ("dataset.nq", "dataset.nt"):
        assert (large / "dumps" / name).read_bytes() == (small / "dumps" / name).read_bytes()
    for name in ("dataset.ttl", "dataset.trig", "dataset.jsonld"):
        assert quads(large / "dumps" / name) == quads(small / "dumps" / name)
    one, other = catalogue.read_release(small), catalogue.read_release(large)
    assert (one.triples, one.graphs) == (other.triples, other.graphs)
    assert described(small).canonical == described(large).canonical
    counts = described(small).triples
    assert described(large).triples == counts


@pytest.mark.parametrize("text", [PLAIN, BLANK, GRAPHS, FORMS], ids=str.__len__)
def test_the_store_answers_what_the_dumps_say(make: Make, text: str) -> None:
    """Each triple once in the default graph, named graphs by name, blank nodes by the same labels."""
    release = make(text)
    store = Store.read_only(str(release / STORE))

    merged = {q.triple for q in store.quads_for_pattern(None, None, None, DefaultGraph())}
    for form in ("nt", "ttl"):
        assert merged == {q.triple for q in quads(release / f"dumps/dataset.{form}")}
    for form in ("trig", "jsonld"):
        assert quads(release / f"dumps/dataset.{form}") == quads(release / DATASET)
    named = {q for q in store if not isinstance(q.graph_name, DefaultGraph)}
    read = loading.served(frozenset(quads(release / DATASET)))
    assert named == {q for q in read if not isinstance(q.graph_name, DefaultGraph)}
    assert {q.triple for q in read} == merged


def test_blank_nodes_are_numbered_in_the_order_of_the_files(make: Make) -> None:
    """The same at every build; the description gives no canonical checksum, and says so."""
    release = make(BLANK)
    text = (release / "dumps" / distributions.DESCRIPTION).read_text()

    assert b"_:b0 " in (release / DATASET).read_bytes()
    assert described(release).canonical == ""
    assert "Labels of blank nodes are numbers" in text
    assert (
        make(BLANK, name="again.trig").joinpath(DATASET).read_bytes()
        == (release / DATASET).read_bytes()
    )


def test_literals_keep_their_forms_in_files_with_graphs(make: Make) -> None:
    """And both are counted: four were read, of which the endpoint answers three."""
    release = make(FORMS)

    assert b'"01"' in (release / "dumps/dataset.nq").read_bytes()
    assert b'"01"' not in (release / "dumps/dataset.nt").read_bytes()
    assert "hold the 4 quads as they were read" in (
        release / "dumps" / distributions.DESCRIPTION
    ).read_text().replace("\n", " ")
    assert catalogue.read_release(release).triples == 3


def test_what_is_left_out_is_said(make: Make) -> None:
    """In the description, with the files that there are."""
    release = make(PLAIN)

    assert "no files in RDF/XML" in (
        release / "dumps" / distributions.DESCRIPTION
    ).read_text().replace("\n", " ")
    assert set(described(release).files) == {
        f"dataset.{form}{packing}"
        for form in ("jsonld", "nq", "nt", "trig", "ttl")
        for packing in ("", ".gz", ".zst")
    }


def test_all_files_are_what_the_description_says(make: Make) -> None:
    """As churo verify has it: bytes, digests, triples, canonical form."""
    verdicts = list(verifying.verify(str(make(GRAPHS.replace("_:g", f"<{EX}i>")))))

    assert len(verdicts) == 15
    assert [(verdict.name, verdict.wrong) for verdict in verdicts if verdict.wrong] == []


def test_a_syntax_that_cannot_hold_a_statement_is_left_out(make: Make) -> None:
    """JSON-LD has no triple terms, and the others have them."""
    release = make(PLAIN + f"<{EX}a> <{EX}q> <<( <{EX}a> <{EX}p> 1 )>> .\n")

    assert not (release / "dumps/dataset.jsonld").exists()
    assert not list(release.glob("rewritten*"))
    assert {name for name in described(release).files if name.count(".") == 1} == {
        f"dataset.{form}" for form in ("nq", "nt", "trig", "ttl")
    }


def test_turtle_has_the_prefixes_that_it_uses(make: Make) -> None:
    """Of those that everybody knows."""
    head = make(FORMS).joinpath("dumps/dataset.ttl").read_text().partition("<")[0]

    assert head.startswith("@prefix xsd: ")


def test_one_name_is_one_content(make: Make) -> None:
    """The store's bytes are others each time, and the release is the same."""
    first = make(PLAIN)
    digest = hashlib.sha256((first / "dumps/SHA256SUMS").read_bytes()).digest()
    again = building.plain([first.parent.parent / "data.trig"], first.parent.parent / "b", 0)

    assert again.name == first.name
    assert hashlib.sha256((again / "dumps/SHA256SUMS").read_bytes()).digest() == digest


def test_answers_are_known_that_the_server_asks_of_all(make: Make) -> None:
    """By the query's own text; and one thing by which to tell that queries are answered."""
    query = "SELECT ?s WHERE { ?s ?p ?o } ORDER BY ?s"
    known = index.read(make(PLAIN, queries=(Standing(query),)))

    assert known.sample in ((f"{EX}a", 1), (f"{EX}b", 1))
    assert list(known.answers) == [index.key(query)]
    assert f"{EX}b" in (known.answers[index.key(query)] or "")


def test_a_query_that_takes_too_much_is_known_to(make: Make) -> None:
    """An answer of more bytes than are kept, here, is none."""
    many = "".join(f'<{EX}{n}> <{EX}p> "{"x" * 1000}" .\n' for n in range(100))
    product = "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f }"

    assert index.read(make(many, queries=(Standing(product),))).answers == {
        index.key(product): None
    }


def test_what_nothing_can_answer_is_not_asked(make: Make) -> None:
    """A query of subjects below a namespace that has none is known to be empty, another is asked."""
    query = "SELECT ?s WHERE {{ ?s ?p ?o FILTER (STRSTARTS(STR(?s), '{}')) }}"
    here, elsewhere = query.format(EX), query.format("http://other.org/")
    known = index.read(
        make(PLAIN, queries=(Standing(here, EX), Standing(elsewhere, "http://other.org/")))
    )

    assert f"{EX}b" in (known.answers[index.key(here)] or "")
    assert known.answers[index.key(elsewhere)] == index.EMPTY


def damage(release: Path, name: str) -> None:
    """Change a byte in the middle of a file."""
    body = bytearray((release / name).read_bytes())
    body[len(body) // 2] ^= 1
    (release / name).write_bytes(body)


@pytest.mark.parametrize("part", ["*.sst", "CURRENT", "MANIFEST-*"])
def test_a_damaged_store_is_noticed(make: Make, part: str) -> None:
    """And refused by name, until it is made again from the same files under the same name."""
    release = make(PLAIN)
    name = next(path.name for path in (release / STORE).glob(part))
    damage(release, f"{STORE}/{name}")

    with pytest.raises(InputError, match=f"damaged: {STORE}/{name}"):
        integrity.read_release(release)
    assert make(PLAIN) == release
    assert integrity.is_intact(release)


@pytest.mark.parametrize("name", ["derived.json", "index.json", f"{STORE}/CURRENT", DATASET])
def test_a_release_that_lacks_a_part_is_refused(make: Make, name: str) -> None:
    """Whatever it is."""
    release = make(PLAIN)
    (release / name).unlink()

    with pytest.raises(InputError):
        integrity.read_release(release)


def test_large_files_are_compared_by_their_sizes_at_start(make: Make) -> None:
    """And by their digests when somebody asks for it."""
    release = make(PLAIN)
    damage(release, DATASET)

    assert list(integrity.damage(release, largest=1)) == []
    assert f"{DATASET} has another SHA-256 than stated" in list(integrity.damage(release, None))
    (release / DATASET).write_bytes(b"")
    assert f"{DATASET} has another size than stated" in list(integrity.damage(release, largest=1))


def test_a_change_is_told_thing_by_thing(make: Make) -> None:
    """As of small data: what came, what went, what is new and withdrawn."""
    make(PLAIN)
    after = make(
        f'<{EX}a> <{EX}p> <{EX}c> .\n<{EX}c> <http://www.w3.org/2000/01/rdf-schema#label> "c" .'
    )

    change = history.read(after.parent, after.name)

    assert change is not None
    assert (change.removed, change.added) == (2, 2)
    assert [(thing.iri[-1], thing.state, thing.label) for thing in change.things] == [
        ("a", "changed", ""),
        ("b", "withdrawn", ""),
        ("c", "new", "c"),
    ]


def test_a_build_that_is_killed_leaves_nothing(tmp_path: Path) -> None:
    """Its processes end with it, and what it had begun goes with the next build."""
    file, releases = tmp_path / "data.nt", tmp_path / "releases"
    file.write_text("".join(f"<{EX}{n}> <{EX}p> <{EX}{n + 1}> .\n" for n in range(300_000)))
    program = (
        "import sys; from pathlib import Path; from churo.release import building;"
        "building.plain([Path(sys.argv[1])], Path(sys.argv[2]), 0)"
    )
    process = subprocess.Popen([sys.executable, "-c", program, str(file), str(releases)])
    await_true(lambda: any(releases.glob(f".building-*/{STORE}/CURRENT")))
    process.send_signal(signal.SIGKILL)
    process.wait()

    await_true(lambda: not _running(str(releases)))
    file.write_text(PLAIN)
    building.plain([file], releases, 0)
    assert [path.name for path in releases.iterdir() if path.name.startswith(".")] == []


def _running(place: str) -> list[str]:
    """The processes whose command names a place."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            command = path.read_bytes()
        except OSError:
            continue
        if place.encode() in command:
            found.append(command.decode(errors="replace"))
    return found


def literals() -> list[Literal]:
    """Literals of many types, written in many ways."""
    chance = random.Random(1)
    texts = [
        *(
            "0",
            "1",
            "-1",
            "01",
            "+1",
            "-0",
            "1.0",
            "1.50",
            "0.5",
            "-0.5",
            ".5",
            "1e3",
            "1.0E0",
            "NaN",
        ),
        *("true", "false", "1", "2025-01-01", "2025-02-30", "0000-01-01", "2025-01-01Z", "2025"),
        *("2025-01-01T00:00:00", "2025-01-01T00:00:00Z", "2025-01-01T24:00:00", "P1D", "x", ""),
        *(str(chance.randint(-(10**20), 10**20)) for _ in range(50)),
        *(f"{chance.uniform(-9, 9):.{chance.randint(1, 12)}f}" for _ in range(50)),
        *(
            f"{chance.randint(1000, 9999)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
            for _ in range(50)
        ),
    ]
    types = (
        "integer",
        "decimal",
        "double",
        "boolean",
        "date",
        "dateTime",
        "gYear",
        "int",
        "anyURI",
    )
    return [
        Literal(text, datatype=NamedNode(f"{loading.XSD}{name}"))
        for text in texts
        for name in types
    ]


def test_what_is_said_to_be_kept_is_kept(tmp_path: Path) -> None:
    """A form that the store would change is never taken for one that it keeps."""
    path, changed, kept = tmp_path / "one.nq", 0, 0
    for literal in literals():
        quad = Quad(NamedNode("u:s"), NamedNode("u:p"), literal)
        path.write_text(f"{quad} .\n")
        store = Store()
        store.bulk_extend([quad])

        same, said = set(store) == {quad}, literal_forms.are_kept(path)
        assert same or not said, literal
        changed, kept = changed + (not same), kept + said
    assert changed > 50
    assert kept > 50


def test_common_forms_are_known_to_be_kept(tmp_path: Path) -> None:
    """So that data of everyday are not read a second time."""
    path = tmp_path / "one.nq"
    path.write_text(
        "".join(
            f'<u:s> <u:p> "{text}"^^<{loading.XSD}{name}> .\n'
            for text, name in [("1", "integer"), ("2025-01-01", "date"), ("1.5", "decimal")]
        )
    )

    assert literal_forms.are_kept(path)


@pytest.mark.parametrize("name", ["a.nt", "a.nq"])
def test_lines_in_order_are_counted_as_others_are(tmp_path: Path, name: str) -> None:
    """Without holding them: the same number and the same canonical form; a graph is counted, too."""
    lines = [f'<{EX}{n}> <{EX}p> "{n}"@en .\n' for n in range(99)]
    media_type = "application/n-quads" if name.endswith("q") else "application/n-triples"
    graph = [f"<{EX}a> <{EX}p> <{EX}b> <{EX}g> .\n"] if name.endswith("q") else []
    counted = []
    for order in (sorted(lines), lines[::-1], [*sorted(lines), *graph]):
        (tmp_path / name).write_text("".join(order))
        counted.append(counting.count(Job(str(tmp_path / name), media_type, "", 1 << 20)))

    assert counted[0] == counted[1]
    assert counted[0].triples == 99
    assert counted[2].named == ({f"{EX}g": 1} if graph else {})
