"""Writes the rules for nginx: maps for its http block, and what a server block includes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from ...languages import LANGUAGES
from .. import accept_patterns, media_types
from ..addresses import PAGES_ONLY, PLAIN_QUERY
from .site import Site, filled, template

MAPS, SERVER = "nginx/maps.conf", "nginx/server.conf"
# A program that takes no page is not given one.
REFUSAL = "    if ($churo_first != html) { return 501; }"


def files(site: Site) -> Iterator[tuple[str, str]]:
    """The files by their names."""
    formats, languages = [*accept_patterns.formats()], [*accept_patterns.languages()]
    common = {
        "languages": "|".join(LANGUAGES),
        "language": LANGUAGES[0],
        "prefix": site.prefix,
        "release": site.release,
        "served_only": site.served_only,
    }
    yield (
        MAPS,
        filled(
            template("maps.conf"),
            first=_lines((row.pattern, row.first) for row in formats),
            second=_lines((row.pattern, row.second or '""') for row in formats),
            spoken=_lines((row.pattern, row.first) for row in languages),
            query=PLAIN_QUERY,
            pages_only=PAGES_ONLY,
            data="|".join(media_types.OF_DATA),
            moved=_moved(site),
            policy=site.policy,
            **common,
        ),
    )
    yield (
        SERVER,
        filled(
            template("server.conf"),
            types=_types(media_types.BY_SUFFIX.items()),
            others="\n".join(_others(site)),
            refusal="" if site.server else REFUSAL,
            elsewhere=_elsewhere(site),
            url=site.url,
            **common,
        ),
    )


def _lines(rows: Iterable[tuple[str, str]]) -> str:
    return "\n".join(f"    {_quoted('~*' + pattern)} {value};" for pattern, value in rows)


def _moved(site: Site) -> str:
    return "\n".join(
        f"    {_quoted(f'{site.prefix}{path}')} {_quoted(f'{status} {target}')};"
        for path, status, target in site.moved()
    )


def _types(rows: Iterable[tuple[str, str]]) -> str:
    by_type: dict[str, list[str]] = defaultdict(list)
    for suffix, media_type in rows:
        by_type[media_type].append(suffix)
    return "\n".join(f"    {name} {' '.join(ends)};" for name, ends in by_type.items())


def _others(site: Site) -> Iterator[str]:
    """Locations of files whose endings do not tell what they are."""
    for (folder, suffix), media_type in site.typed().items():
        if folder == "linkset":
            continue
        at = f"~ ^{site.prefix}/{folder}/.+\\.{suffix}$" if suffix else f"= {site.prefix}/{folder}"
        found = "try_files $churo_exact @churo_elsewhere;"
        yield f"location {at} {{ types {{ }} default_type {media_type}; {found} }}"


def _elsewhere(site: Site) -> str:
    if site.server:
        return f"return 307 {site.server}$churo_asked;"
    return f"rewrite ^ {site.prefix}/$churo_language/server-needed.html break;"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
