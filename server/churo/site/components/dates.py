"""Writes days, months and years as a language does."""

from __future__ import annotations

import re

_DAY = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?\Z", re.ASCII)
_ENGLISH = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_RUSSIAN = (
    *("январь", "февраль", "март", "апрель", "май", "июнь", "июль"),
    *("август", "сентябрь", "октябрь", "ноябрь", "декабрь"),
)
_RUSSIAN_OF = (
    *("января", "февраля", "марта", "апреля", "мая", "июня", "июля"),
    *("августа", "сентября", "октября", "ноября", "декабря"),
)


def shown(text: str, language: str) -> str:
    """A date of XML Schema without its time zone, as precise as it is; what is none stays as it is."""
    match = _DAY.match(text)
    if match is None:
        return text
    year, month, day = match[1], int(match[2] or 0), int(match[3] or 0)
    if not 0 <= month <= len(_ENGLISH):
        return text
    if language in ("ja", "zh"):
        return f"{year}年" + (f"{month}月" if month else "") + (f"{day}日" if day else "")
    if not month:
        return f"{year} г." if language == "ru" else year
    if language == "ru":
        return (
            f"{day} {_RUSSIAN_OF[month - 1]} {year} г."
            if day
            else f"{_RUSSIAN[month - 1]} {year} г."
        )
    return f"{day} {_ENGLISH[month - 1]} {year}".removeprefix("0 ")
