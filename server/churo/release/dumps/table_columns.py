"""Says what the tables of the house and their columns mean, by language, for the pages that show them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from ...errors import InputError
from ...model import TABLES_VIEW

PLACE = Path("queries/views/tables")
WORDS = "columns.json"


def text(root: Path) -> dict[str, str]:
    """The file of the release that tells of its tables; none where the house has no words for them.

    Raises InputError for what is no such file.
    """
    path = root / PLACE / WORDS
    if not path.is_file():
        return {}
    try:
        told = json.loads(path.read_text("utf-8"))
        rows = {part: _texts(told[part]) for part in ("tables", "columns")}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(f"tells nothing of tables: {error}.", str(path)) from error
    return {TABLES_VIEW: json.dumps(rows, ensure_ascii=False, indent=1) + "\n"}


def _texts(part: Any) -> dict[str, dict[str, str]]:
    return {
        str(name): {str(language): str(text) for language, text in texts.items()}
        for name, texts in part.items()
    }
