"""What a release changed is told in triples, thing by thing, and of what is gone for ever."""

from __future__ import annotations

from pathlib import Path

import pytest

from churo.errors import InputError
from churo.publication import history
from churo.release import building
from churo.release.publish import comparing

LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
FIRST = f'<urn:a> <{LABEL}> "a thing"@en .\n<urn:a> <urn:p> "1" .\n<urn:b> <{LABEL}> "物"@ja .\n'
SECOND = f'<urn:a> <{LABEL}> "a thing"@en .\n<urn:a> <urn:p> "2" .\n<urn:c> <urn:p> "new" .\n'
THIRD = f'<urn:a> <{LABEL}> "a thing"@en .\n<urn:b> <urn:p> "back" .\n'


def publish(tmp_path: Path, *texts: str) -> list[Path]:
    """Publish plain data again and again."""
    releases = []
    for text in texts:
        (tmp_path / "data.nt").write_text(text)
        releases.append(building.plain([tmp_path / "data.nt"], tmp_path / "releases"))
    return releases


def test_a_change_is_kept_with_its_patch_and_its_things(tmp_path: Path) -> None:
    """New, changed and withdrawn, each with a label and its losses and gains."""
    one, two = publish(tmp_path, FIRST, SECOND)
    change = history.read(tmp_path / "releases", two.name)

    assert change is not None
    assert (change.id, change.previous, change.removed, change.added) == (two.name, one.name, 2, 2)
    assert [(t.iri, t.label, t.removed, t.added, t.state) for t in change.things] == [
        ("urn:a", "a thing", 1, 1, "changed"),
        ("urn:b", "物", 1, 0, "withdrawn"),
        ("urn:c", "", 0, 1, "new"),
    ]
    assert (tmp_path / "releases" / "changes" / f"{two.name}.rdfp").read_text() == (
        f'TX .\nD <urn:a> <urn:p> "1" .\nD <urn:b> <{LABEL}> "物"@ja .\n'
        'A <urn:a> <urn:p> "2" .\nA <urn:c> <urn:p> "new" .\nTC .\n'
    )


def test_the_patch_makes_the_new_of_the_old(tmp_path: Path) -> None:
    """Line by line: what is removed was there, what is added was not."""
    one, two = publish(tmp_path, FIRST, SECOND)
    old = set((one / "dataset.nq").read_text().splitlines())
    for line in (tmp_path / f"releases/changes/{two.name}.rdfp").read_text().splitlines():
        if line.startswith("D "):
            old.remove(line[2:])
        elif line.startswith("A "):
            assert line[2:] not in old
            old.add(line[2:])

    assert old == set((two / "dataset.nq").read_text().splitlines())


def test_the_chain_leads_to_the_first_release_and_ends(tmp_path: Path) -> None:
    """Even when an old release was published again, which makes a circle."""
    one, two, three = publish(tmp_path, FIRST, SECOND, THIRD)
    releases = tmp_path / "releases"

    assert [c.id for c in history.chain(releases, three.name)] == [three.name, two.name]
    publish(tmp_path, FIRST)
    assert [c.id for c in history.chain(releases, one.name)] == [one.name, three.name, two.name]
    assert history.read(releases, "none") is None


def test_tombstones_are_of_what_is_gone_now(tmp_path: Path) -> None:
    """What came back has none; each tells the release that withdrew it."""
    _, two, three = publish(tmp_path, FIRST, SECOND, THIRD)
    releases = tmp_path / "releases"
    after_two, after_three = (history.tombstones(releases, r.name) for r in (two, three))

    assert {iri: id for iri, (_, id) in after_two.items()} == {"urn:b": two.name}
    assert {iri: id for iri, (_, id) in after_three.items()} == {"urn:c": three.name}


def test_a_release_does_not_depend_on_what_was_before(tmp_path: Path) -> None:
    """The same data is the same release, first or last."""
    _, _, last = publish(tmp_path / "", FIRST, SECOND, THIRD)
    other = tmp_path / "other"
    other.mkdir()
    (alone,) = publish(other, THIRD)

    assert alone.name == last.name
    for path in sorted(p for p in last.rglob("*") if p.is_file()):
        assert path.read_bytes() == (alone / path.relative_to(last)).read_bytes(), path.name


def test_the_summary_has_labels_and_says_what_is_withdrawn(tmp_path: Path) -> None:
    """For people, as churo diff --summary shows it."""
    one, two = publish(tmp_path, FIRST, SECOND)

    assert comparing.summary(comparing.compare(one, two)).splitlines() == [
        "<urn:a>  -1 +1  a thing",
        "<urn:b>  -1 +0  物  withdrawn",
        "<urn:c>  -0 +1  new",
        "2 quads removed, 2 added, 1 withdrawn",
    ]


def test_a_spoilt_account_is_named(tmp_path: Path) -> None:
    """Not passed over."""
    (tmp_path / "changes").mkdir()
    (tmp_path / "changes" / "x.json").write_text("{}")

    with pytest.raises(InputError, match=r"changes/x\.json: is no account"):
        history.read(tmp_path, "x")
