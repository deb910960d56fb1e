"""Which addresses a copy made of files has, and which file holds what an address answers.

Addresses begin with a slash, below the public URL, percent-encoded, with their query if they have one.
"""

from __future__ import annotations

import re
from urllib.parse import unquote, urldefrag, urljoin

from ..errors import ChuroError
from ..languages import LANGUAGES

INDEX = "index"
MARK = "@"  # between the path and the query in the name of a file
LONGEST = 240  # bytes of a part of a path, within what file systems take
# First parts of paths, after a language, below which every answer is computed.
SERVED_ONLY = (
    "healthz",
    "links",
    "mcp",
    "metrics",
    "openapi.json",
    "rdf-graph-store",
    "readyz",
    "reconcile",
    "search",
    "sparql",
)
TURNING = ("mode", "page")  # parameters that choose nothing, but go on with what is chosen
PAGES_ONLY = "mode=technical"  # a query that says how a page is shown, and nothing of data
# Written as a web server's rules may have it, too: a query in the name of a file.
PLAIN_QUERY = "[a-z_]{1,40}=[A-Za-z0-9._~-]{1,100}(?:&[a-z_]{1,40}=[A-Za-z0-9._~-]{1,100}){0,3}"
_PLAIN = re.compile(rf"{PLAIN_QUERY}\Z")
_LANGUAGE = re.compile(rf"/(?:{'|'.join(LANGUAGES)})(?=/|\Z)")
_UNUSABLE = re.compile(r"[\x00-\x1f\x7f]")


class Unnameable(ChuroError):
    """No file can be named after an address."""


def spoken(path: str) -> bool:
    """Whether a path begins with a language."""
    return _LANGUAGE.match(path) is not None


def topic(address: str) -> str:
    """What addresses have in common that tell of one thing: all but the language."""
    return _LANGUAGE.sub("", address, count=1)


def is_served_only(address: str) -> bool:
    """Whether only a server answers at an address: it computes, or asks for a choice of several."""
    path, _, query = address.partition("?")
    first = _LANGUAGE.sub("", path, count=1).split("/")[1:2]
    if first and first[0] in SERVED_ONLY:
        return True
    names = [pair.partition("=")[0] for pair in query.split("&")] if query else []
    chosen = [name for name in names if name not in TURNING]
    return bool(query) and (len(chosen) > 1 or _PLAIN.match(query) is None)


def resolved(link: str, address: str, url: str) -> str:
    """The address that a link at an ``address`` below a public ``url`` leads to; empty elsewhere."""
    if link.startswith(f"{url}/"):  # as nearly all do: joining takes long
        return link[len(url) :].partition("#")[0]
    target = urldefrag(urljoin(url + address, link)).url
    if not target.startswith(f"{url}/"):
        return "/" if target == url else ""
    return target[len(url) :]


def file_of(address: str, suffix: str = "") -> str:
    """The path of the file of an address, as a web server looks for it; with a suffix if one is given.

    The decoded path; one that ends in a slash has ``index`` for its name, a query comes before the
    suffix. Raises Unnameable.
    """
    path, _, query = address.partition("?")
    if "%2f" in path.lower():
        raise Unnameable(f"{address} has a slash in a name.")
    *folders, name = unquote(path, errors="surrogateescape").removeprefix("/").split("/")
    if not suffix:
        name, _, suffix = name.rpartition(".") if query or name[:1] == "." else (name, "", "")
    name = (name or INDEX) + (query and MARK + query) + (suffix and f".{suffix}")
    last = unquote(path.rpartition("/")[2])
    for part in (*folders, last or name, name):
        long = len(part.encode("utf-8", "surrogateescape")) > LONGEST
        if long or part in ("", ".", "..") or _UNUSABLE.search(part):
            raise Unnameable(f"{address} has a part that no file can be named after.")
    return "/".join((*folders, name))
