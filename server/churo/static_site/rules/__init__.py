"""The rules by which Apache and nginx find the file that answers an address."""

from __future__ import annotations

from pathlib import Path

from . import apache, nginx
from .site import Site

__all__ = ["Site", "write"]


def write(directory: Path, site: Site) -> None:
    """Write the rules for a copy of a site beside it, and into it where Apache reads them.

    Raises OSError.
    """
    for name, text in (*nginx.files(site), *apache.files(site)):
        path = directory / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
