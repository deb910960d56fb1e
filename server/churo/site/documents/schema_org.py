"""What search engines read of a thing: schema.org JSON-LD, of an assessment as a ClaimReview."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from ...rdf import Literal, NamedNode
from ...terms import DCAT, DCTERMS, EV, OWL, PROV, RDF, RDFS, SCHEMA, SKOS, VOID
from ..addresses.web_address import is_web, web_or_none
from ..dataset_markup import filled
from ..releases.origin import Origin
from .page_model import Reader, short

CONTEXT = "https://schema.org"
_DESCRIPTIONS = (DCTERMS.description, SKOS.definition, DCTERMS.abstract, RDFS.comment)
_SAME = (OWL.sameAs, SKOS.exactMatch)
DATASETS = frozenset((DCAT.Dataset, VOID.Dataset))


def of_thing(reader: Reader, page: str) -> dict[str, Any]:
    """The topic of a document, shown on a ``page``; an assessment as a ClaimReview."""
    topic, origin = reader.document.topic, reader.document.origin
    kinds = [iri.removeprefix(str(SCHEMA)) for iri in reader.document.kinds]
    # Search engines want the address of this page, on this host, and not the name of the thing.
    at = {"url": page}
    if str(EV.Assessment) in reader.iris(topic, RDF.type):
        told = review(reader, topic)
        return filled({**_base(reader, page), "name": told["claimReviewed"], **told, **at})
    for assessment in reader.subjects(EV.assesses, topic):
        told = {**review(reader, assessment), **at}
        name = {"@id": assessment, "name": told["claimReviewed"]}
        return filled({**_base(reader, page), **name, **told})
    if DATASETS & set(reader.iris(topic, RDF.type)):
        return _data_set(reader, page)
    vocabulary = "DefinedTermSet" if reader.document.vocabulary else "Thing"
    return filled(
        {
            **_base(reader, page),
            "@type": kinds if len(kinds) > 1 else kinds[0] if kinds else vocabulary,
            "alternateName": _names(reader, topic, SKOS.altLabel),
            "description": _texts(reader, topic, *_DESCRIPTIONS),
            "sameAs": [iri for iri in reader.iris(topic, *_SAME) if is_web(iri)],
            "subjectOf": _dataset(origin),
        }
    )


def review(reader: Reader, assessment: str) -> dict[str, Any]:
    """An ev:Assessment as a schema:ClaimReview."""
    claim = next(iter(reader.iris(assessment, EV.assesses)), "")
    verdict = next(iter(reader.iris(assessment, EV.verdict)), "")
    sources = reader.iris(assessment, EV.evidenceFor, EV.evidenceAgainst)
    return {
        "@type": "ClaimReview",
        "claimReviewed": reader.ref(claim).text,
        "itemReviewed": _claim(reader, claim),
        "reviewRating": {
            "@type": "Rating",
            "alternateName": reader.ref(verdict).text,
            "sameAs": verdict,
        },
        "reviewBody": _text(reader, assessment, EV.rationale),
        "author": _agents(reader, assessment),
        "datePublished": _plain(reader, assessment, DCTERMS.created),
        "citation": [_citation(reader, iri) for iri in sources],
    }


def _claim(reader: Reader, iri: str) -> dict[str, Any]:
    passages = reader.iris(iri, EV.passage)
    return filled(
        {
            "@type": "Claim",
            "@id": iri,
            "name": reader.ref(iri).text,
            "author": _agents(reader, iri),
            "appearance": [_place(reader, passage) for passage in passages],
        }
    )


def _place(reader: Reader, passage: str) -> dict[str, Any]:
    """Where a claim stands, with our page about that place: the text itself may be nowhere on the web."""
    ref = reader.ref(passage)
    url = web_or_none(ref.href)
    return filled({"@type": "CreativeWork", "@id": passage, "name": ref.text, "url": url})


def _data_set(reader: Reader, page: str) -> dict[str, Any]:
    """A dataset with what is required of one: plain texts in the language of the page, a licence, a maker."""
    topic, origin = reader.document.topic, reader.document.origin
    name = reader.ref(topic).text
    licences = reader.iris(topic, DCTERMS.license)
    makers = reader.iris(topic, DCTERMS.creator, DCTERMS.publisher) or [origin.publisher]
    return filled(
        {
            "@context": CONTEXT,
            "@type": "Dataset",
            "@id": topic,
            "name": name,
            "description": _text(reader, topic, *_DESCRIPTIONS),
            "url": page,
            "license": licences[0] if licences else origin.license,
            "version": origin.release,
            "isAccessibleForFree": True,
            "creator": [_organization(reader, iri) for iri in dict.fromkeys(makers) if iri],
        }
    )


def _organization(reader: Reader, iri: str) -> dict[str, Any]:
    name = {"@type": "Organization", "@id": iri, "name": reader.ref(iri).text}
    return filled({**name, "url": web_or_none(iri)})


def _citation(reader: Reader, iri: str) -> dict[str, Any]:
    return filled(
        {
            "@type": "CreativeWork",
            "@id": iri,
            "name": _plain(reader, iri, DCTERMS.title),
            "alternateName": _plain(reader, iri, DCTERMS.alternative),
            "publisher": _organizations(reader, iri, DCTERMS.publisher)
            or _plain(reader, iri, DCTERMS.publisher),
            "sourceOrganization": _organizations(reader, iri, EV.takenFrom),
            "datePublished": _plain(reader, iri, DCTERMS.issued),
            "url": next(filter(is_web, reader.iris(iri, DCTERMS.source)), ""),
        }
    )


def _organizations(reader: Reader, iri: str, predicate: object) -> list[dict[str, str]]:
    return [
        {"@type": "Organization", "@id": agent, "name": reader.ref(agent).text}
        for agent in reader.iris(iri, predicate)
    ]


def _base(reader: Reader, page: str) -> dict[str, Any]:
    topic, origin = reader.document.topic, reader.document.origin
    return {
        "@context": CONTEXT,
        "@id": topic,
        "name": _names(reader, topic, RDFS.label, SKOS.prefLabel, DCTERMS.title)
        or reader.ref(topic).text,
        "url": web_or_none(topic),
        "mainEntityOfPage": filled(
            {
                "@type": "AboutPage",
                "@id": page,
                "url": page,
                "license": origin.license,
                "version": origin.release,
                "isPartOf": _dataset(origin),
            }
        ),
    }


def _dataset(origin: Origin) -> dict[str, str] | None:
    # Without a type: of a Dataset search engines want its name and description wherever it stands.
    return {"@id": origin.dataset} if origin.dataset else None


def _agents(reader: Reader, iri: str) -> list[dict[str, Any]]:
    agents = reader.iris(iri, PROV.wasAttributedTo)
    return [_organization(reader, agent) for agent in agents]


def _texts(reader: Reader, iri: str, *predicates: object) -> list[dict[str, str] | str]:
    """Literals with their languages, none twice."""
    return _tagged(reader.objects(iri, *predicates), str)


def _names(reader: Reader, iri: str, *predicates: object) -> list[dict[str, str] | str]:
    """The same of names, as they stand for their things."""
    return _tagged(reader.objects(iri, *predicates), short)


def _tagged(terms: Iterable[Any], told: Callable[[str], str]) -> list[dict[str, str] | str]:
    texts = (term for term in terms if isinstance(term, Literal))
    found = dict.fromkeys((told(term.value), term.language or "") for term in texts)
    return [{"@value": text, "@language": tag} if tag else text for text, tag in found]


def _text(reader: Reader, iri: str, *predicates: object) -> str:
    """A text in the language of the page, else in another: search engines take plain ones."""
    ref = reader.text(iri, *predicates)
    return ref.text if ref else ""


def _plain(reader: Reader, iri: str, predicate: object) -> str:
    terms: Iterable[Any] = reader.objects(iri, predicate)
    return next((term.value for term in terms if isinstance(term, Literal | NamedNode)), "")
