"""Figures: /figures lists the series, /figures/<slug> draws one, also as .svg .csv .json."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from importlib import resources
from itertools import groupby

from ...errors import ProtocolError, UnknownName
from ...http.context import Context
from ...http.requests.request import Request
from ...http.responses.response import Reply
from ...model import Release
from ...publication.identifiers import Spaces
from ..addresses import parameters
from ..addresses.routing import Route, View
from ..components import share_picture
from ..components.claim_card import CardWriter
from ..components.claims import ClaimIndex, ReleaseClaims
from ..components.pages import Pages, routes
from ..components.references import References
from ..releases.served_release import ServedRelease
from ..replies.responder import Responder
from ..store.once import Once
from ..templates import Templates
from . import exports, figures
from .figures import Figure
from .presentation import Presenter, unit_key

SVG, PNG = "image/svg+xml", "image/png"
CARD_LINE = 44  # halves of a full-width character in a line of a card's title
LONGEST = 200  # characters of a name that is looked up
SUFFIXES = ("svg", "csv", "json", "png")
Figures = Mapping[str, Figure]


@dataclass(frozen=True)
class FigureParts:
    """What the pages of figures are made with; ``elsewhere`` answers where a release has none."""

    served: ServedRelease
    claims: ReleaseClaims
    templates: Templates
    pages: Pages
    respond: Responder
    spaces: Spaces
    references: References
    elsewhere: View


class FigureViews:
    """The addresses below /figures."""

    def __init__(self, parts: FigureParts) -> None:
        self._parts = parts
        self._read: Once[Figures | None] = Once()
        self._pictures = share_picture.Pictures()
        style = resources.files(__package__) / "../static/chart.css"
        self._style = style.read_text("utf-8")

    def routes(self) -> Iterator[Route]:
        """The routes, with and without a language."""
        yield from routes("/figures", self.index)
        yield from routes("/figures/<name>", self.figure)

    def index(self, request: Request, context: Context, language: str = "") -> Reply:
        """All figures: what is given for several times, then what is given once, by what is measured."""
        found = self._figures(context)
        if found is None:
            return self._absent(request, context, "figures")
        spoken = self._parts.pages.language(request, language)
        presenter, _ = self._presenter(context, spoken)
        single = [figure for figure in found.values() if not figure.is_series]
        single.sort(key=lambda figure: (figure.indicator, figure.points[0].date, figure.slug))
        groups = [list(group) for _, group in groupby(single, lambda figure: figure.indicator)]
        return self._parts.pages.write(
            context,
            "figures/figures.html",
            "/figures",
            spoken,
            series=[figure for figure in found.values() if figure.is_series],
            groups=sorted(groups, key=lambda group: (-len(group), group[0].indicator)),
            say=presenter,
        )

    def figure(self, request: Request, context: Context, name: str, language: str = "") -> Reply:
        """One figure as a page or, by a suffix, as a picture or data."""
        found = self._figures(context)
        if found is None:
            return self._absent(request, context, f"figures/{name}")
        stem, _, suffix = name.rpartition(".")
        if suffix not in SUFFIXES or not stem:
            stem, suffix = name, "html"
        figure = found.get(stem)
        if figure is None:
            raise self._unknown(stem, found, language)
        give: Callable[[Request, Context, Figure, str], Reply] = {
            "svg": self._picture,
            "csv": self._csv,
            "json": self._json,
            "png": self._shared,
        }.get(suffix, self._page)
        return give(request, context, figure, self._parts.pages.language(request, language))

    def _page(self, request: Request, context: Context, figure: Figure, language: str) -> Reply:
        presenter, _ = self._presenter(context, language)
        title, path = presenter.title(figure), f"/figures/{figure.slug}"
        address = f"{self._parts.spaces.url}/{language}{path}"
        reference = self._parts.references.of(title, address)
        years = [point.date.year for point in figure.points]
        told, license = presenter.told(), self._parts.served.license
        markup = exports.markup(
            title, told, reference.citation, license, f"{min(years)}/{max(years)}"
        )
        return self._parts.pages.write(
            context,
            "figures/figure.html",
            path,
            language,
            figure=figure,
            title=title,
            reference=reference,
            picture=f"{address}.png",
            markup=markup,
            names=presenter.names(figure),
            panels=presenter.panels(figure),
            lines=presenter.lines(figure),
            period=presenter.period(figure),
            who=presenter.who(figure),
            release=self._parts.served.release,
        )

    def _picture(self, request: Request, context: Context, figure: Figure, language: str) -> Reply:
        """The chart as a file of its own; ``unit`` chooses where there are several."""
        given = parameters.read(request).get("unit", unit_key(figure.units[0]))
        units = {unit_key(unit): unit for unit in figure.units}
        if given not in units:
            raise ProtocolError("parameter", f"“unit” is one of {', '.join(units)}.")
        presenter, _ = self._presenter(context, language)
        body = self._parts.templates.write(
            "figures/chart_file.html",
            panel=presenter.panel(figure, units[given]),
            language=language,
            style=self._style,
        )
        fields = {"content-security-policy": exports.picture_policy(self._style)}
        return self._parts.respond.reply(context, body, SVG, {**fields, **_spoken(language)})

    def _shared(self, request: Request, context: Context, figure: Figure, language: str) -> Reply:
        """The picture for cards that others show."""
        release = self._parts.served.release

        def draw() -> str:
            return self._drawn(context, figure, language, release.version)

        body = self._pictures.get((release.id, figure.slug, language), draw)
        return self._parts.respond.reply(context, body, PNG, _spoken(language))

    def _drawn(self, context: Context, figure: Figure, language: str, version: str) -> str:
        presenter, _ = self._presenter(context, language)
        panels, period = presenter.panels(figure), presenter.period(figure)
        told = (panels[0].unit if panels else "", period, version)
        svg = self._parts.templates.write(
            "figures/share_picture.html",
            lines=share_picture.wrapped(presenter.title(figure), CARD_LINE, 2),
            told=" · ".join(filter(None, told)),
            language=language,
            panel=panels[0] if panels else None,
            width=share_picture.WIDTH,
            height=share_picture.HEIGHT,
        )
        return svg.decode()

    def _csv(self, request: Request, context: Context, figure: Figure, language: str) -> Reply:
        body = exports.written_csv(self._records(context, figure, language))
        return self._parts.respond.reply(context, body, "text/csv", _spoken(language))

    def _json(self, request: Request, context: Context, figure: Figure, language: str) -> Reply:
        presenter, _ = self._presenter(context, language)
        document = {
            "figure": figure.slug,
            "title": presenter.title(figure),
            "indicator": figure.indicator,
            "about": figure.about,
            "release": self._parts.served.release.id,
            "license": self._parts.served.license,
            "values": self._records(context, figure, language),
        }
        return self._parts.respond.json(context, document, _spoken(language))

    def _records(self, context: Context, figure: Figure, language: str) -> list[Mapping[str, str]]:
        index = self._parts.claims.get(context.gone)
        return exports.records(figure, index, lambda iri: index.labels.label(iri, language).text)

    def _presenter(self, context: Context, language: str) -> tuple[Presenter, ClaimIndex]:
        index = self._parts.claims.get(context.gone)
        cards = CardWriter(index, self._parts.spaces, self._parts.pages, language)
        return Presenter(index, cards, language), index

    def _figures(self, context: Context) -> Figures | None:
        release: Release = self._parts.served.release
        return self._read.get(release.id, lambda: figures.read(release), context.gone)

    def _absent(self, request: Request, context: Context, name: str) -> Reply:
        """What the release itself has at that address, if anything."""
        try:
            return self._parts.elsewhere(request, context, name)
        except UnknownName as error:
            told = "This release carries no view of figures; ask it with SPARQL, at /sparql."
            raise UnknownName(told) from error

    def _unknown(self, name: str, found: Figures, language: str) -> UnknownName:
        near = get_close_matches(name[:LONGEST], found, 5, 0.5)
        url = self._parts.spaces.url
        rest = [f"{url}{f'/{language}' if language else ''}/figures/{slug}" for slug in near]
        told = f"There is no figure {name[:LONGEST]!r}; /figures lists all."
        return UnknownName(told, "not-found", tuple(zip(near, rest, strict=True)))


def _spoken(language: str) -> dict[str, str]:
    return {"vary": "Accept-Language", "content-language": language}
