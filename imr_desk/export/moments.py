"""Dates and moments as papers print them: US order, as the letters do; moments with the clock of who acted."""

from datetime import datetime

from imr_desk.model.values import date_of


def date_words(iso: str) -> str:
    """Return an ISO 8601 date as ``01/06/2017``; other words come back as they are."""
    found = date_of(iso)
    return iso if found is None else f"{found:%m/%d}/{found.year:04}"


def moment_words(iso: str, *, zone: bool = False) -> str:
    """Return an ISO 8601 moment as ``01/06/2017, 2:05 PM``, with its offset from UTC where asked for.

    Words that are no moment come back as they are: a paper shows what the log holds.
    """
    try:
        moment = datetime.fromisoformat(iso)
    except ValueError:
        return iso
    hour = moment.hour % 12 or 12
    words = f"{moment:%m/%d}/{moment.year:04}, {hour}:{moment:%M} {'AM' if moment.hour < 12 else 'PM'}"
    if not zone or moment.tzinfo is None:
        return words
    offset = f"{moment:%z}"
    sign = "−" if offset.startswith("-") else "+"
    return f"{words} (UTC{sign}{offset[1:3]}:{offset[3:5]})"
