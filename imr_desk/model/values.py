"""Values as they stand in the form: words, whole numbers, lists of words, dates as ISO 8601."""

import re
from datetime import date

Value = str | int | tuple[str, ...] | None
"""What a field can hold. Dates are ISO 8601 strings, so that ``2017-01-06`` sorts and prints alike everywhere."""

_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_MONTHS = (
    "january february march april may june july august september october november december".split()  # noqa: SIM905
)
_NUMERIC = re.compile(r"\s*(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4}|\d{2})\s*")
_WORDED = re.compile(r"\s*([A-Za-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?\s*,?\s+(\d{4})\s*")


def date_of(value: str) -> date | None:
    """Read an ISO 8601 date; ``None`` when it is not one."""
    match = _ISO.fullmatch(value)
    return _calendar_date(int(match[1]), int(match[2]), int(match[3])) if match else None


def parse_date(printed: str) -> str | None:
    """Read a date as letters print it, US order (month first), and return ISO 8601.

    Understands ``01/06/2017``, ``1-6-17``, ``10.13.2016``, ``January 6, 2017``, ``Jan 6 2017`` and ISO itself.
    Two-digit years up to 68 are 20xx (POSIX). A date that no calendar has (``11/31/2013``) is ``None``.
    """
    if (iso := date_of(printed.strip())) is not None:
        return iso.isoformat()
    if match := _NUMERIC.fullmatch(printed):
        month, day, year = int(match[1]), int(match[2]), int(match[3])
    elif (match := _WORDED.fullmatch(printed)) and (named := _month(match[1])):
        month, day, year = named, int(match[2]), int(match[3])
    else:
        return None
    if year < 100:
        year += 2000 if year <= 68 else 1900
    found = _calendar_date(year, month, day)
    return None if found is None else found.isoformat()


def _month(name: str) -> int | None:
    for number, month in enumerate(_MONTHS, 1):
        if month.startswith(name.lower()) or (number == 9 and name.lower() == "sept"):
            return number
    return None


def _calendar_date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def words_of(value: Value) -> str:
    """Return the value as one line of words for screens and papers; empty for no value."""
    if value is None:
        return ""
    if isinstance(value, tuple):
        return ", ".join(value)
    return str(value)


def folded(value: Value) -> Value:
    """Return the value with white space folded, for comparing two readings of the same thing."""
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, tuple):
        return tuple(" ".join(part.split()) for part in value)
    return value
