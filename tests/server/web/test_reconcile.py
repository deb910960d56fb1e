"""The Reconciliation Service API 0.2 and /links on the real wire, over the whole graph."""

from __future__ import annotations

import json
import warnings
from pathlib import Path
from typing import Any

import httpx
import pytest
from clauses.asking import refused
from running import Server, start_files, stop

TERM = "https://w3id.org/churo/ontology#"
WIKIDATA = "http://www.wikidata.org/entity/Q15031"


def matched(client: httpx.Client, **query: Any) -> dict[str, Any]:
    """The best candidate for a query."""
    response = client.post("/reconcile", data={"queries": json.dumps({"q": query})})
    best: dict[str, Any] = response.json()["q"]["result"][0]
    return best


def test_the_manifest_names_what_there_is(house_client: httpx.Client) -> None:
    """Version, spaces, types, and services that answer (§3.2)."""
    manifest = house_client.get("/reconcile").json()
    entity = manifest["suggest"]["entity"]

    assert manifest["versions"] == ["0.2"]
    assert manifest["identifierSpace"] == "https://w3id.org/churo/id/"
    assert {"id": f"{TERM}Person", "name": "person"} in manifest["defaultTypes"]
    assert httpx.get(manifest["documentation"]).status_code == 200
    for service in (*manifest["suggest"].values(),):
        address = service["service_url"] + service["service_path"]
        assert httpx.get(address, params={"prefix": "p"}).json()["result"]
    flyout = entity["flyout_service_url"] + entity["flyout_service_path"].replace("${id}", "china")
    assert "中国" in httpx.get(flyout).json()["html"]
    assert "Китай" in httpx.get(manifest["preview"]["url"].replace("{{id}}", "china")).text


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("習近平", "xi-jinping"),
        ("习近平", "xi-jinping"),
        ("Xi Jinping", "xi-jinping"),
        ("Си Цзиньпин", "xi-jinping"),
        ("プーチン", "vladimir-putin"),
        ("ﾌﾟｰﾁﾝ", "vladimir-putin"),
        ("俄羅斯", "russia"),
        ("КНР", "china"),
        ("SCO", "sco"),
        ("上合组织", "sco"),
        ("ШОС", "sco"),
        ("亚投行", "aiib"),
        ("UNSC", "un-security-council"),
    ],
)
def test_a_name_in_any_of_four_languages_is_matched(
    house_client: httpx.Client, name: str, id: str
) -> None:
    """Labels and aliases, traditional and simplified, full and half width."""
    best = matched(house_client, query=name)

    assert (best["id"], best["match"]) == (id, True)


def test_a_type_leaves_out_what_is_of_another(house_client: httpx.Client) -> None:
    """Also a type above the one stated; should only advises (§4.2)."""

    def ids(**more: object) -> set[str]:
        query = {"query": "China", "limit": 50, **more}
        response = house_client.get("/reconcile", params={"queries": json.dumps({"q": query})})
        return {row["id"] for row in response.json()["q"]["result"]}

    assert "china" in ids(type=f"{TERM}Actor")
    assert "china" not in ids(type=f"{TERM}Person")
    assert "china" in ids(type=f"{TERM}Person", type_strict="should")


def test_wanted_properties_decide_between_likes(house_client: httpx.Client) -> None:
    """Who has the property scores higher than who has not."""

    def score(state: str) -> float:
        wanted = [{"pid": f"{TERM}represents", "v": state}]
        return float(matched(house_client, query="Xi Jinping", properties=wanted)["score"])

    assert score("China") == 100
    assert score("Russia") == 80


def test_properties_are_given_for_entities(house_client: httpx.Client) -> None:
    """Entities as identifiers with names, the rest as text, none as an empty list (§7.3)."""
    asked = {
        "ids": ["xi-jinping", "moscow-visit-2025", "nobody"],
        "properties": [{"id": f"{TERM}represents"}, {"id": f"{TERM}date"}],
    }

    answer = house_client.get("/reconcile", params={"extend": json.dumps(asked)}).json()

    assert [column["name"] for column in answer["meta"]] == ["represents", "date"]
    assert answer["rows"]["xi-jinping"][f"{TERM}represents"] == [{"id": "china", "name": "China"}]
    assert {"str": "2025-05"} in answer["rows"]["moscow-visit-2025"][f"{TERM}date"]
    assert answer["rows"]["nobody"] == {f"{TERM}represents": [], f"{TERM}date": []}


@pytest.mark.parametrize("name", ["represents", "churo:represents", "Represents"])
def test_a_property_is_known_by_its_name(house_client: httpx.Client, name: str) -> None:
    """By the end of its IRI or its label; the client's own word comes back."""
    asked = {"ids": ["xi-jinping"], "properties": [{"id": name}]}

    answer = house_client.get("/reconcile", params={"extend": json.dumps(asked)}).json()

    assert answer["rows"] == {"xi-jinping": {name: [{"id": "china", "name": "China"}]}}


@pytest.mark.parametrize("type", ["Organization", "churo:Organization", f"{TERM}Organization"])
def test_a_type_is_known_by_its_name(house_client: httpx.Client, type: str) -> None:
    """By its IRI, with a prefix, or by its name alone."""
    batch = {"q": {"query": "ШОС", "type": type}, "no": {"query": "ШОС", "type": "Organizaton"}}

    found = house_client.post("/reconcile", data={"queries": json.dumps(batch)}).json()

    assert found["q"]["result"][0]["id"] == "sco"
    assert found["no"]["result"] == [] and "no class of entities" in found["no"]["error"]


def test_properties_are_proposed(house_client: httpx.Client) -> None:
    """For a class, those that its entities have (§7.1)."""
    answer = house_client.get("/reconcile/properties", params={"type": f"{TERM}Person"}).json()

    assert f"{TERM}represents" in [row["id"] for row in answer["properties"]]


@pytest.mark.parametrize(
    ("path", "parameters", "status", "kind"),
    [
        ("/reconcile", {"queries": "{"}, 400, "parameter"),
        ("/reconcile", {"quries": "{}"}, 400, "parameter"),
        ("/reconcile/suggest/entity", {}, 400, "parameter"),
        ("/reconcile/suggest/entity", {"prefix": "a", "cursor": "-1"}, 400, "parameter"),
        ("/reconcile/properties", {"type": "urn:nothing"}, 400, "parameter"),
        ("/reconcile", {"extend": '{"ids": ["sco"], "properties": [{"id": "nothing"}]}'}, 400, "parameter"),
        ("/reconcile/preview", {}, 400, "parameter"),
        ("/reconcile/preview", {"id": "nobody"}, 404, "not-found"),
        ("/links", {}, 400, "parameter"),
        ("/links", {"uri": "nope"}, 400, "parameter"),
        ("/links", {"uri": "http://["}, 400, "parameter"),
        ("/links", {"uri": "urn:nothing"}, 404, "not-found"),
        ("/links", {"uri": WIKIDATA, "iso": "CN"}, 400, "parameter"),
        ("/links", {"iso": "C'N"}, 400, "parameter"),
        ("/links", {"geonames": "x"}, 400, "parameter"),
    ],
)  # fmt: skip
def test_what_cannot_be_answered_is_a_problem(
    house_client: httpx.Client, path: str, parameters: dict[str, str], status: int, kind: str
) -> None:
    """With its kind, and its reason in words."""
    refused(house_client.get(path, params=parameters), status, kind)


def checked(batch: dict[str, Any]) -> dict[str, Any]:
    """A result batch as the schema of the API has it (0.2, reconciliation-result-batch)."""
    for answer in batch.values():
        for row in answer["result"]:
            assert isinstance(row["id"], str) and isinstance(row["name"], str)
            assert isinstance(row.get("description", ""), str)
            assert type(row["score"]) in (int, float) and type(row["match"]) is bool
            assert all(isinstance(type["id"], str) for type in row["type"])
            for feature in row["features"]:
                assert isinstance(feature["id"], str)
                assert type(feature["value"]) in (bool, int, float)
    return batch


def test_results_are_as_the_schema_has_them(house_client: httpx.Client) -> None:
    """Features are numbers or truth values; a property that nobody has matches nothing."""
    wanted = [{"pid": "no IRI", "v": "x"}, {"pid": "urn:nothing", "v": 1}]
    queries = {
        "a": {"query": "Putin", "properties": wanted},
        "b": {"query": "Путин", "type": "no type"},
        "c": "Beijing",
    }

    found = checked(house_client.post("/reconcile", data={"queries": json.dumps(queries)}).json())

    assert found["a"]["result"][0]["id"] == "vladimir-putin"
    assert not found["a"]["result"][0]["match"]
    assert found["b"]["result"] == []


def test_one_bad_query_does_not_fail_the_batch(house_client: httpx.Client) -> None:
    """It has no candidates and says why; a key of half a character is given back as it came."""
    told = r'{"bad": {"query": "China", "limit": 1e999}, "\ud83d": {"query": "China"}}'

    found = checked(house_client.post("/reconcile", data={"queries": told}).json())

    assert found["bad"]["result"] == [] and "“limit”" in found["bad"]["error"]
    assert found["\ud83d"]["result"][0]["id"] == "china"


@pytest.mark.parametrize("name", ["Russia+", "China?", "C++", "+", "???", "中国！"])
def test_a_name_with_marks_is_not_certain(house_client: httpx.Client, name: str) -> None:
    """Who writes a question mark asks."""
    batch = house_client.post("/reconcile", data={"queries": json.dumps({"q": name})}).json()

    assert not any(row["match"] for row in checked(batch)["q"]["result"])


def test_nothing_typed_yet_suggests_nothing(house_client: httpx.Client) -> None:
    """An empty prefix is a state of the client and no mistake; what is typed puts the name first."""
    for service in ("entity", "type", "property"):
        empty = house_client.get(f"/reconcile/suggest/{service}", params={"prefix": " "})
        assert empty.status_code == 200
        assert empty.json()["result"] == [] and "empty" in empty.json()["message"]
    found = house_client.get("/reconcile/suggest/entity", params={"prefix": "Xi"}).json()

    assert found["result"][0]["id"] == "xi-jinping"


def test_identifiers_that_are_none_have_nothing(house_client: httpx.Client) -> None:
    """One strange id or property does not fail the rest."""
    asked = {
        "ids": ["a> <b", "\ud800", "xi-jinping"],
        "properties": [{"id": "no IRI"}, {"id": f"{TERM}represents"}],
    }

    response = house_client.post("/reconcile", data={"extend": json.dumps(asked)})
    rows = response.json()["rows"]

    assert response.status_code == 200
    assert rows["a> <b"] == rows["\ud800"] == {"no IRI": [], f"{TERM}represents": []}
    assert rows["xi-jinping"]["no IRI"] == []
    assert rows["xi-jinping"][f"{TERM}represents"] == [{"id": "china", "name": "China"}]


def test_a_batch_of_ten_thousand_is_refused(house_client: httpx.Client) -> None:
    """Whether the border or the batch is what it breaks, it is 413."""
    batch = json.dumps({f"q{n}": {"query": "China"} for n in range(10_000)})

    assert house_client.post("/reconcile", data={"queries": batch}).status_code == 413


@pytest.mark.parametrize(
    ("parameters", "iri"),
    [
        ({"uri": WIKIDATA}, "xi-jinping"),
        ({"uri": "https://www.wikidata.org/wiki/Special:EntityData/Q15031.json"}, "xi-jinping"),
        ({"uri": "HTTPS://M.WIKIDATA.ORG/wiki/Q15031?uselang=ja"}, "xi-jinping"),
        ({"uri": WIKIDATA.replace("http:", "https:")}, "xi-jinping"),
        ({"uri": "https://www.wikidata.org/wiki/Q15031"}, "xi-jinping"),
        ({"iso": "CN"}, "china"),
        ({"iso": "chn"}, "china"),
        ({"iso": "156"}, "china"),
        ({"iso": "RUB"}, "rub"),
        ({"geonames": "1814991"}, "china"),
        ({"uri": "http://sws.geonames.org/1814991"}, "china"),
    ],
)
def test_ours_is_found_from_theirs(
    house_client: httpx.Client, parameters: dict[str, str], iri: str
) -> None:
    """By IRI in the spellings that people copy, by code, by number."""
    found = house_client.get("/links", params=parameters).json()["links"]

    assert {row["iri"] for row in found} == {f"https://w3id.org/churo/id/{iri}"}


def test_the_client_from_pypi_reconciles_a_column(house_server: Server) -> None:
    """The package reconciler, unmodified."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pandas
        from reconciler import reconcile

        column = pandas.Series(["習近平", "Putin", "Россия"])
        found = reconcile(
            column, type_id=f"{TERM}Actor", reconciliation_endpoint=f"{house_server.url}/reconcile"
        )

    assert dict(zip(found["input_value"], found["id"], strict=True)) == {
        "習近平": "xi-jinping",
        "Putin": "vladimir-putin",
        "Россия": "russia",
    }


def test_any_graph_can_be_reconciled(server: Server) -> None:
    """Without entities under the base, every IRI that has a name is one."""
    manifest = httpx.get(f"{server.url}/reconcile").json()
    query = {"q": {"query": "lake"}}
    best = httpx.get(f"{server.url}/reconcile", params={"queries": json.dumps(query)}).json()

    assert manifest["view"]["url"] == "{{id}}"
    assert best["q"]["result"][0]["id"] == "http://example.org/id/lake"


LAKES = """@prefix : <http://example.org/id/> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
:khanka a :Lake ; rdfs:label "Lake Khanka"@en , "兴凯湖"@zh ; :near :amur .
:baikal a :Lake ; rdfs:label "Lake Baikal"@en . :amur a :River ; rdfs:label "Amur"@en .
:Lake rdfs:subClassOf :Water ; rdfs:label "lake"@en . :Water rdfs:label "water"@en .
"""


@pytest.mark.parametrize("base", ["http://example.org/", "http://other.example/"])
def test_data_on_disk_are_reconciled_as_in_memory(tmp_path: Path, base: str) -> None:
    """Candidates, types, suggestions, values, and the manifest, below the base or anywhere."""
    space = "" if base.startswith("http://other") else "http://example.org/id/"
    khanka, near = "http://example.org/id/khanka".removeprefix(space), "http://example.org/id/near"
    queries = {
        "name": {"query": "兴凯湖"},
        "alike": {"query": "lake khanca", "limit": 1},
        "type": {"query": "Lake Khanka", "type": "http://example.org/id/River"},
        "above": {"query": "Lake Khanka", "type": "http://example.org/id/Water"},
    }
    extend = {"ids": [khanka], "properties": [{"id": near}]}
    paths = {
        "/reconcile": [{"queries": json.dumps(queries)}, {"extend": json.dumps(extend)}, {}],
        "/reconcile/suggest/entity": [{"prefix": "lake b"}, {"prefix": "兴"}],
        "/reconcile/suggest/type": [{"prefix": "la"}],
        "/reconcile/suggest/property": [{"prefix": "ne"}],
        "/reconcile/properties": [{}, {"type": "http://example.org/id/Water"}],
        "/reconcile/flyout": [{"id": khanka}],
    }
    told = []
    for most in (1_000, 0):
        place = tmp_path / str(most)
        place.mkdir()
        server = start_files(place, {"lakes.ttl": LAKES}, memory_triples=most, base_iri=base)
        try:
            answers = [
                httpx.get(server.url + path, params=asked).text.replace(server.url, "")
                for path, all_asked in paths.items()
                for asked in all_asked
            ]
        finally:
            stop(server)
        release = server.link.resolve()
        assert (release / "names.sqlite").exists() is (most == 0)
        told.append([text.replace(release.name, "") for text in answers])

    assert told[0] == told[1]
    found = {name: row["result"] for name, row in json.loads(told[1][0]).items()}
    assert [found[name][0]["id"] for name in ("name", "alike", "above")] == [khanka] * 3
    assert found["name"][0]["match"] and not found["alike"][0]["match"]
    assert khanka not in {row["id"] for row in found["type"]}
