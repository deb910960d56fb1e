"""What every room of the site stands on: the release that is served, and what writes replies."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from .model import Engine, Release
from .publication.identifiers import Spaces
from .settings import Settings, public_url_of
from .site.addresses.routing import Router
from .site.components.claims import ReleaseClaims
from .site.components.pages import Pages
from .site.releases import view_files
from .site.releases.served_release import ServedRelease
from .site.replies.redirection import Redirection
from .site.replies.responder import Responder
from .site.templates import Templates


class Site(NamedTuple):
    """What answers at each address, and what writes pages for more of them."""

    router: Router
    pages: Pages


class GroundFloor:
    """What every room of the site stands on."""

    def __init__(
        self,
        settings: Settings,
        release: Release,
        prefixes: Mapping[str, str],
        engine: Engine,
    ) -> None:
        self.settings, self.prefixes, self.url = settings, prefixes, public_url_of(settings)
        self.served = ServedRelease(engine, release, prefixes)
        self.templates = Templates(
            self.url,
            lambda language: self.served.release.title_in(language),
            lambda: view_files.offered(self.served.release),
        )
        self.respond = Responder(self.id, settings.max_age_seconds)
        self.redirect = Redirection(settings.max_age_seconds)
        self.spaces = Spaces(settings.base_iri, self.url)
        self.pages = Pages(self.templates, self.respond, self.url)
        self.claims = ReleaseClaims(self.served)

    def id(self) -> str:
        """The id of the release that is served."""
        return self.served.release.id
