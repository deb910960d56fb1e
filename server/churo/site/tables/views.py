"""The data page at /data, and the tables of the release to browse at /tables/<name>."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial

from ...errors import UnknownName
from ...formats import PARQUET, XLSX
from ...http.context import Context
from ...http.requests.request import Request
from ...http.responses.response import Reply
from ...publication.distributions import Description, Distribution
from ...publication.identifiers import Spaces
from .. import dataset_markup
from ..addresses import parameters
from ..addresses.routing import Route, View
from ..components.claims import ReleaseClaims
from ..components.pages import Pages, routes
from ..components.references import References
from ..releases.published import Releases
from ..releases.served_release import ServedRelease
from ..replies.responder import Responder
from ..store.once import Once
from . import markup, selection, table
from .records import Record, RecordWriter
from .table import Table
from .wording import Wording

PREVIEW, PAGE = 10, 25  # rows
SUFFIXES = {"csv": "CSV", PARQUET.suffix: PARQUET.title, XLSX.suffix: XLSX.title}
WHOLE = ("dataset.nq.gz", "assertions.nq.gz", "dataset.ttl.gz")  # what most want of the graph
Tables = Mapping[str, Table]


@dataclass(frozen=True)
class Box:
    """A table on the data page: its files by format, the first rows."""

    table: Table
    files: tuple[tuple[str, Distribution], ...]
    preview: Sequence[Record]


class TableViews:
    """The addresses; ``elsewhere`` answers where a release has no tables."""

    def __init__(
        self,
        served: ServedRelease,
        releases: Releases,
        pages: Pages,
        respond: Responder,
        spaces: Spaces,
        references: References,
        claims: ReleaseClaims,
        elsewhere: View,
    ) -> None:
        self._served, self._releases, self._pages = served, releases, pages
        self._respond, self._spaces, self._elsewhere = respond, spaces, elsewhere
        self._references, self._claims = references, claims
        self._worded: Once[Wording] = Once()
        self._read: Once[Tables] = Once()

    def routes(self) -> Iterator[Route]:
        """The routes, with and without a language."""
        yield from routes("/data", self.data)
        yield from routes("/tables/<name>", self.table)

    def data(self, request: Request, context: Context, language: str = "") -> Reply:
        """What there is to download: the tables first, then the whole graph."""
        release, found = self._served.release, self._tables(context)
        description = self._releases.description(release.id)
        if not found or description is None:
            with suppress(UnknownName):
                return self._elsewhere(request, context, "data")
        if description is None:
            raise UnknownName("This release has no files to download.")
        spoken = self._pages.language(request, language)
        files = description.files
        return self._pages.write(
            context,
            "tables/data.html",
            "/data",
            spoken,
            boxes=[self._box(context, one, description, spoken) for one in found.values()],
            whole=[files[name] for name in WHOLE if name in files],
            number=len(files),
            release=release,
            base=self._releases.base(release.id),
            license=description.license,
            reference=self._references.of(release.title, description.release),
        )

    def table(self, request: Request, context: Context, name: str, language: str = "") -> Reply:
        """A table page by page, or as CSV, narrowed by what is given."""
        found = self._tables(context)
        if not found:
            return self._absent(request, context, f"tables/{name}")
        stem = name.removesuffix(".csv")
        if stem not in found:
            raise UnknownName(f"There is no table {stem[:100]!r}; there is {', '.join(found)}.")
        given, one = parameters.read(request), found[stem]
        select = partial(selection.select, one)
        if stem != name:
            return self._respond.reply(context, _csv(one, select(given).rows), "text/csv")
        rows, wrong = parameters.mended(request, given, select)
        spoken = self._pages.language(request, language)
        pages = max(1, -(-len(rows.rows) // PAGE))
        number = parameters.whole(given, selection.PAGE, 1, 1, pages)
        query = rows.query(page=number if number > 1 else "")
        first = PAGE * (number - 1)
        shown = rows.rows[first : first + PAGE]
        return self._pages.write(
            context,
            "tables/table.html",
            f"/tables/{stem}?{query}" if query else f"/tables/{stem}",
            spoken,
            wrong=wrong,
            table=one,
            rows=self._records(context, one, shown, spoken, first + 1),
            said=partial(self._wording(context).said, language=spoken),
            markup=self._markup(one, spoken),
            facets=selection.facets(one, rows),
            asked=rows,
            page=number,
            pages=pages,
        )

    def _box(self, context: Context, one: Table, description: Description, language: str) -> Box:
        files = {
            title: description.files.get(f"{one.name}.{end}") for end, title in SUFFIXES.items()
        }
        there = tuple((title, file) for title, file in files.items() if file is not None)
        return Box(one, there, self._records(context, one, one.rows[:PREVIEW], language, 1))

    def _markup(self, one: Table, language: str) -> str:
        """The table for search engines; nothing where the release is not described."""
        description = self._releases.description(self._served.release.id)
        if description is None:
            return ""
        files = tuple(
            file for end in SUFFIXES if (file := description.files.get(f"{one.name}.{end}"))
        )
        url = f"{self._spaces.url}/{language}/tables/{one.name}"
        told = markup.of_table(one, files, description, url, language)
        return dataset_markup.in_html(told)

    def _records(
        self, context: Context, one: Table, rows: Sequence[Sequence[str]], language: str, first: int
    ) -> list[Record]:
        """The rows as a page shows them; ``first`` is the number of the first."""
        index, wording = self._claims.get(context.gone), self._wording(context)
        return RecordWriter(index, wording, self._spaces, language).records(one, rows, first)

    def _wording(self, context: Context) -> Wording:
        index = self._claims.get(context.gone)
        return self._worded.get(index.release, lambda: Wording(index.labels), context.gone)

    def _tables(self, context: Context) -> Tables:
        release = self._served.release
        return self._read.get(release.id, lambda: table.read(release), context.gone)

    def _absent(self, request: Request, context: Context, name: str) -> Reply:
        """What the release itself has at that address, if anything."""
        try:
            return self._elsewhere(request, context, name)
        except UnknownName as error:
            told = "This release carries no tables; its files are at /dumps/latest/."
            raise UnknownName(told) from error


def _csv(one: Table, rows: Sequence[Sequence[str]]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(one.columns)
    writer.writerows(rows)
    return out.getvalue().encode()
