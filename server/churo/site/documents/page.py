"""The page of a document: what is said, on what grounds, and what points here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode, urlsplit

from ...formats import RDF_FORMATS
from ...languages import LANGUAGES
from ...publication.identifiers import Spaces
from ...terms import DCTERMS, RDFS, SKOS
from .. import dataset_markup, messages
from ..components import share_picture
from ..components.claims import ClaimIndex
from ..components.pages import Pages
from ..components.references import References
from ..messages import licences
from ..templates import Templates
from . import evidence, paging, schema_org, signposting, vocabulary_terms
from .class_examples import NO_EXAMPLES, Examples
from .model import Document
from .pacing import GoOn
from .page_model import Reader
from .reader_page import ReaderPage
from .thing_views import ThingViews

# What says in a sentence or two what a thing is, the best first.
SUMMARIES = (DCTERMS.description, DCTERMS.abstract, SKOS.definition, RDFS.comment)


class PageWriter:
    """Writes the pages of things and of vocabularies."""

    def __init__(
        self,
        templates: Templates,
        spaces: Spaces,
        prefixes: Mapping[str, str],
        pages: Pages,
        references: References,
    ) -> None:
        self._templates, self._spaces, self._prefixes = templates, spaces, prefixes
        self._pages, self._references = pages, references

    def write_for_readers(
        self,
        document: Document,
        language: str,
        index: ClaimIndex,
        things: ThingViews,
        go_on: GoOn,
    ) -> bytes:
        """The page of a thing for people who read, from a document that may be brief.

        It raises what ``go_on`` raises, which is called now and then.
        """
        reader = Reader(document, self._spaces, language, self._prefixes, go_on)
        address = self._spaces.document(document.topic, language=language)
        shown = ReaderPage(reader, index, things, self._spaces, self._pages, language)
        told = self._told(reader) | {"rows": [], "by_iri": {}} | shown.values()
        return self._templates.write(
            "documents/reader.html",
            markup=dataset_markup.in_html(schema_org.of_thing(reader, address)),
            **self._frame(reader, language, address),
            **told,
            **self._pointing(reader),
            picture=share_picture.address(self._spaces, shown.subject, language),
            technical=paging.technical(address),
            content=[],
        )

    def write(
        self,
        document: Document,
        language: str,
        go_on: GoOn,
        graph: bool,
        readable: bool = False,
        examples: Examples = NO_EXAMPLES,
    ) -> bytes:
        """The page in a language; ``graph`` says that the topic is a graph with content of its own.

        It leads to the page for readers, where there is one to be ``readable``; ``examples`` are of
        the classes of a vocabulary. Raises what ``go_on`` raises, which is called now and then.
        """
        reader = Reader(document, self._spaces, language, self._prefixes, go_on)
        template = "documents/vocabulary.html" if document.vocabulary else "documents/document.html"
        address = self._spaces.document(document.topic, language=language)
        markup = dataset_markup.in_html(schema_org.of_thing(reader, address))
        return self._templates.write(
            template,
            markup=markup,
            **self._frame(reader, language, address),
            **self._told(reader),
            **(self._terms(document, examples, language) if document.vocabulary else {}),
            **self._pointing(reader),
            readable=address if readable else "",
            content=self._content(document.topic) if graph else [],
        )

    def _frame(self, reader: Reader, language: str, address: str) -> dict[str, Any]:
        """What stands around the content: links, languages, words, formats, how it is cited."""
        document, topic = reader.document, reader.document.topic
        origin = document.origin
        links = signposting.of_page(document, self._spaces, language)
        titles = [(tag, messages.words(tag)["language"]) for tag in LANGUAGES]
        return {
            "document": document,
            "language": language,
            "languages": [
                (tag, title, self._spaces.document(topic, language=tag)) for tag, title in titles
            ],
            "words": messages.words(language),
            "links": links,
            "home": self._spaces.address(topic),
            "license": replace(reader.ref(origin.license), text=licences.name(origin.license)),
            "dataset": reader.ref(origin.dataset) if origin.dataset else None,
            "reference": self._references.of(reader.ref(topic).text, address, topic),
            "pager": signposting.pager(document, address),
            "formats": self._formats(document),
            "describe": f"{urlsplit(self._spaces.url).path}/sparql?"
            + urlencode({"query": f"DESCRIBE <{topic}>", "format": "html"}),
            "uses": lambda iri: self._spaces.term(iri, language),
            "local": _local,
        }

    def _told(self, reader: Reader) -> dict[str, Any]:
        """What is said of the topic and its terms, and on what grounds."""
        document, stated = reader.document, evidence.stated(reader)
        behind = {iri: evidence.ground(reader, iri) for iri in document.assertions}
        return {
            "ref": reader.ref(document.topic),
            "summary": reader.text(document.topic, *SUMMARIES),
            "names": reader.names(document.topic),
            "rows": reader.rows(document.topic, stated),
            "unheld": evidence.unheld(reader, stated),
            "by_iri": behind,
        }

    def _terms(self, document: Document, examples: Examples, language: str) -> dict[str, Any]:
        """The terms of a vocabulary, and as its page lists them."""
        whole = replace(document, triples=document.triples | examples.triples)
        reader = Reader(whole, self._spaces, language, self._prefixes)
        found = vocabulary_terms.terms(reader, examples, language)
        return {"terms": found, "groups": vocabulary_terms.groups(reader, found)}

    def _pointing(self, reader: Reader) -> dict[str, Any]:
        """What points at the topic."""
        incoming = reader.document.incoming
        return {
            "pointers": [
                (reader.property(row.predicate), reader.ref(row.owner)) for row in incoming.pointers
            ],
            "counts": [(reader.property(iri), number) for iri, number in incoming.counts],
        }

    def _formats(self, document: Document) -> list[tuple[str, str]]:
        address = self._spaces.document
        return [(row.title, address(document.topic, row.names[0])) for row in document.formats]

    def _content(self, topic: str) -> list[tuple[str, str]]:
        address = self._spaces.address(topic)
        return [(row.title, f"{address}.{row.names[0]}") for row in RDF_FORMATS]


def _local(iri: str) -> str:
    """The name of a term within its vocabulary, or of a nested node within its thing."""
    return iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1]
