"""The addresses /<language>/share/<name>.png: a claim with its verdict, a thing or a question by its name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...errors import UnknownName
from ...http.context import Context
from ...http.requests.request import Request
from ...http.responses.response import Reply
from ...publication.identifiers import Spaces
from .. import messages
from ..addresses.routing import Route
from ..components import share_picture
from ..components.claims import ClaimIndex, ReleaseClaims
from ..components.pages import SPOKEN
from ..replies.responder import Responder
from ..templates import Templates

PNG = "image/png"
TITLE, TOLD = 40, 66  # halves of a full-width character in a line
LINES, MORE = 4, 2  # of the title and of what stands below it


class ShareViews:
    """Draws the pictures; the last ones are kept, and the time charged to whoever asks first."""

    def __init__(
        self, claims: ReleaseClaims, templates: Templates, respond: Responder, spaces: Spaces
    ) -> None:
        self._claims, self._templates = claims, templates
        self._respond, self._spaces = respond, spaces
        self._pictures = share_picture.Pictures()

    def routes(self) -> Iterator[Route]:
        """The routes, all below a language."""
        rule = f"{SPOKEN}{share_picture.PATH}/<path:name>.png"
        yield Route(rule, self.picture, media_types=(PNG,))

    def picture(self, request: Request, context: Context, name: str, language: str) -> Reply:
        """The picture of something that the release has a name for."""
        index = self._claims.get(context.gone)
        iri = f"{self._spaces.base}{name}"
        if not index.labels.kind(iri):
            raise UnknownName(f"There is no picture of {name[:100]!r}.")
        key = (index.release, iri, language)
        body = self._pictures.get(key, lambda: self._drawn(index, iri, language))
        fields = {"content-language": language}
        return self._respond.reply(context, body, PNG, fields, index.release)

    def _drawn(self, index: ClaimIndex, iri: str, language: str) -> str:
        claim = index.claims.get(iri)
        title = index.labels.label(iri, language).text
        svg = self._templates.write(
            "share/share_picture.html",
            state=claim.state if claim else "",
            lines=share_picture.wrapped(title, TITLE, LINES),
            told=self._told(index, iri, title, language),
            language=language,
            words=messages.words(language),
            width=share_picture.WIDTH,
            height=share_picture.HEIGHT,
        )
        return svg.decode()

    def _told(self, index: ClaimIndex, iri: str, title: str, language: str) -> Sequence[str]:
        """Below a claim whose it is, below a thing how else it is called."""
        if claim := index.claims.get(iri):
            voice = index.labels.label(claim.voice, language).text
            words = messages.words(language)
            text = f"{words['card_said']}{words['colon']}{voice}"
        elif index.labels.kind(iri) == "entity":
            others = dict.fromkeys(index.labels.texts(iri))
            text = " · ".join(other for other in others if other != title)
        else:
            text = ""
        return share_picture.wrapped(text, TOLD, MORE) if text else ()
