"""Writes the rules for Apache, which reads them in the directory that they are about."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from ...languages import LANGUAGES
from .. import accept_patterns, media_types
from ..addresses import PAGES_ONLY, PLAIN_QUERY
from .site import Site, filled, template

ROOT, NAME = "www", ".htaccess"
MANY = 20  # lines about one folder that lie in it, since what lies above is read with every request
SERVED_ONLY = "RewriteRule ^(?:(?:{languages})/)?(?:{names})(?:/|$) {elsewhere}"
REFUSAL = "RewriteCond %{{ENV:FIRST}} !=html\nRewriteRule ^(?:(?:{languages})/)?(?:{names})(?:/|$) - [R=501,L]\n"


def files(site: Site) -> Iterator[tuple[str, str]]:
    """The files by their names."""
    root = f"{ROOT}{site.prefix}"
    here, below = _moved(site)
    told = {"languages": "|".join(LANGUAGES), "names": site.served_only}
    elsewhere = _elsewhere(site)
    text = filled(
        template("htaccess"),
        types="\n".join(_types()),
        others="\n".join(_others(site)),
        formats="\n".join(
            f'SetEnvIfNoCase Accept "{_quoted(row.pattern)}" FIRST={row.first} SECOND={row.second or "none"}'
            for row in reversed([*accept_patterns.formats()])
        ),
        spoken="\n".join(
            f'SetEnvIfNoCase Accept-Language "{_quoted(row.pattern)}" SPOKEN={row.first}'
            for row in reversed([*accept_patterns.languages()])
        ),
        served_only=("" if site.server else REFUSAL.format(**told))
        + SERVED_ONLY.format(elsewhere=elsewhere, **told),
        elsewhere=elsewhere,
        query=PLAIN_QUERY,
        pages_only=PAGES_ONLY,
        data="|".join(media_types.OF_DATA),
        moved="\n".join(here),
        policy=site.policy,
        tongues="\n".join(_tongues(site)),
        languages="|".join(LANGUAGES),
        language=LANGUAGES[0],
        prefix=site.prefix,
        release=site.release,
        url=site.url,
    )
    yield f"{root}/{NAME}", text
    for folder, lines in below.items():
        yield f"{root}/{folder}/{NAME}", "\n".join(["# Made by churo export.", *lines, ""])


def _types() -> Iterator[str]:
    for suffix, media_type in sorted(media_types.BY_SUFFIX.items()):
        yield f"AddType {media_type} .{suffix}"


def _others(site: Site) -> Iterator[str]:
    """Rules for files whose endings do not tell what they are."""
    for (folder, suffix), media_type in site.typed().items():
        at = f"^{folder}/.+\\.{suffix}$" if suffix else f"^{folder}$"
        yield f"RewriteRule {at} - [T={media_type}]"


def _moved(site: Site) -> tuple[list[str], dict[str, list[str]]]:
    """The lines about what leads elsewhere: those that lie at the top, and those of full folders."""
    by_folder: dict[str, list[tuple[str, int, str]]] = defaultdict(list)
    for path, status, target in site.moved():
        by_folder[path.rpartition("/")[0].removeprefix("/")].append((path, status, target))
    here: list[str] = []
    below = {}
    for folder, rows in by_folder.items():
        if len(rows) > MANY:
            below[folder] = [*_redirects(site.prefix, rows)]
        else:
            here += (
                f'RewriteRule "^{_quoted(re.escape(path[1:]))}$" "{_target(target)}" [R={status},NE,L]'
                for path, status, target in rows
            )
    return here, below


def _redirects(prefix: str, rows: Iterable[tuple[str, int, str]]) -> Iterator[str]:
    """For the folder itself: with rules of its own it does not read those above."""
    yield "RewriteEngine on"
    for path, status, target in rows:
        name = path.rpartition("/")[2]
        yield f'RewriteRule "^{_quoted(re.escape(name))}$" "{_target(target)}" [R={status},NE,L]'


def _target(target: str) -> str:
    """What a rule leads to; nowhere for what is gone."""
    if not target:
        return "-"
    return target.replace("%", "\\%").replace("$", "\\$")


def _elsewhere(site: Site) -> str:
    if site.server:
        return f"{site.server}%{{ENV:ASKED}} [R=307,NE,L]"
    return f"{site.prefix}/%{{ENV:SPOKEN}}/server-needed.html [QSD,L]"


def _tongues(site: Site) -> Iterator[str]:
    for language in LANGUAGES:
        at = f"m#^{site.prefix}/{language}/.*\\.html$#"
        yield f'Header set Content-Language {language} "expr=%{{REQUEST_URI}} =~ {at}"'


def _quoted(text: str) -> str:
    return text.replace('"', '\\"')
