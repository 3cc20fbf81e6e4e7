"""When a case is due, in words, with a sign and a colour role."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache

import msgspec

from imr_desk.model.facts import DueMark
from imr_desk.model.fields import spec_of
from imr_desk.model.queue import DueWindow
from imr_desk.model.values import date_of

_WEEK = 7


class DueSign(msgspec.Struct, frozen=True):
    """How a window of due dates looks: icon, colour role of words, colour role of the ground."""

    icon: str
    role: str
    ground: str


DUE_SIGNS: Mapping[DueWindow, DueSign] = {
    DueWindow.OVERDUE: DueSign("error", "error", "error_ground"),
    DueWindow.TODAY: DueSign("warning", "warning", "warning_ground"),
    DueWindow.WEEK: DueSign("due", "accent", "accent_ground"),
    DueWindow.LATER: DueSign("due", "quiet", ""),
    DueWindow.NEEDS_DATE: DueSign("needs-date", "warning", ""),
    DueWindow.PAUSED: DueSign("hold", "quiet", ""),
    DueWindow.NOTHING: DueSign("", "quiet", ""),
}

WINDOW_WORDS: Mapping[DueWindow, str] = {
    DueWindow.OVERDUE: "Overdue",
    DueWindow.TODAY: "Due today",
    DueWindow.WEEK: "Due in 7 days",
    DueWindow.LATER: "Due later",
    DueWindow.NEEDS_DATE: "Needs a date",
    DueWindow.PAUSED: "Deadline paused",
    DueWindow.NOTHING: "Nothing due",
}


def window_of(due: DueMark, today: str) -> DueWindow:
    """Tell what a duty asks first on the day ``today`` (ISO 8601 date).

    A date that rests on an assumption sorts and counts like any other; what the case asks first is the true date. The
    same holds for the day on which a case on hold is to be looked at again.
    """
    if due.paused:
        return DueWindow.PAUSED
    if due.needs:
        return DueWindow.NEEDS_DATE
    on, now = date_of(due.on), date_of(today)
    if on is None or now is None:
        return DueWindow.NOTHING
    if on <= now:
        return DueWindow.OVERDUE if on < now else DueWindow.TODAY
    return DueWindow.WEEK if on <= now + timedelta(_WEEK) else DueWindow.LATER


def due_words(due: DueMark, today: str) -> str:
    """Return the few words of the chip; empty when nothing is due."""
    window = window_of(due, today)
    on, now = date_of(due.on), date_of(today)
    if on is None or now is None:
        return "" if window is DueWindow.NOTHING else WINDOW_WORDS[window]
    if window is DueWindow.PAUSED:
        return "Look again now" if on <= now else f"Paused to {_near(on, now)}"
    if window is DueWindow.NEEDS_DATE:
        return f"Needs a date · {_near(on, now) if on.year == now.year else f'{on:%b %Y}'}"
    if window is DueWindow.OVERDUE:
        return f"{_days((now - on).days)} overdue"
    return {DueWindow.TODAY: "Due today", DueWindow.WEEK: f"Due {on:%a} {_near(on, now)}"}.get(
        window, f"{on.day} {on:%b %Y}"
    )


def due_sentence(due: DueMark, today: str, rule_name: str = "") -> str:
    """Tell the duty, the rule that sets it, and what it rests on; ``rule_name`` is what that rule asks for."""
    rule = f", by rule {due.rule}" if due.rule else ""
    if due.rule and rule_name:
        rule = f", by the rule “{rule_name}” ({due.rule})"
    on, latest = date_of(due.on), date_of(due.latest)
    if due.paused:
        again = f"; look again on {weekday_date(on)}" if on is not None else ""
        return f"Paused: {due.paused}{again}"
    if due.needs and on is not None:
        return f"Needs “{_label(due.needs)}” to be sure; assumed so far: {weekday_date(on)}{rule}"
    if due.needs:
        return f"Cannot be computed without “{_label(due.needs)}”{rule}"
    if on is None:
        return "Nothing is due"
    words = f"{due_words(due, today)}: {weekday_date(on)}{rule}"
    return words if latest is None or latest == on else f"{words}; latest arguable date {weekday_date(latest)}"


def _near(day: date, now: date) -> str:
    """Return a date without its year where that is the present one."""
    return f"{day.day} {day:%b}" if day.year == now.year else f"{day.day} {day:%b %Y}"


def near_date(iso: str, today: str) -> str:
    """Return an ISO 8601 date as ``21 Nov``, with its year where that is not the present one; empty for none."""
    day, now = date_of(iso), date_of(today)
    return "" if day is None or now is None else _near(day, now)


def _days(number: int) -> str:
    return f"{number:,} day{'' if number == 1 else 's'}"


@lru_cache(maxsize=4096)
def short_date(iso: str) -> str:
    """Return an ISO 8601 date as ``6 Jan 2017``; empty when it is none."""
    day = date_of(iso)
    return "" if day is None else f"{day.day} {day:%b %Y}"


def weekday_date(day: date) -> str:
    """Return a date with its day of the week, so that a slip is seen."""
    return f"{day:%a} {day.day} {day:%b %Y}"


def _label(name: str) -> str:
    try:
        return spec_of(name).label
    except KeyError:
        return name.replace("_", " ")
