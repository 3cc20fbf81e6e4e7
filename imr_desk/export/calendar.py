"""Deadlines as calendar entries (iCalendar, RFC 5545), for a case or for many.

A calendar is seen by more people than a claim file: a title names the rule and the case's number in this log, and
neither treatment nor outcome nor person, unless somebody chose otherwise. Written by hand: a day needs twelve lines,
and the libraries for it bring a parser, time zones and recurrences along.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta

import msgspec

from imr_desk.export.characters import printable
from imr_desk.model.case import Dossier
from imr_desk.model.deadlines.computing import Deadline
from imr_desk.model.deadlines.phrases import day_words
from imr_desk.model.deadlines.words import Duty
from imr_desk.model.errors import ExportError

_LONGEST_LINE = 75
"""Octets of a line, its end left out (RFC 5545, 3.1)."""

_DAY = timedelta(days=1)
_REMINDER = "-PT15H"
"""From the beginning of the day back to nine in the morning of the day before."""

_NO_DATE = "No deadline has a date yet, so there is nothing to put into a calendar."

_NOT_ADVICE = "A help for the desk, not legal advice: the regulation and counsel decide."


class CalendarDetail(msgspec.Struct, frozen=True):
    """What entries tell beside rule, date and the case's number in this log; a person has to choose each.

    Attributes:
        duty: what is to be done, in words; it gives the outcome away.
        case_number: the IMR case number.
    """

    duty: bool = False
    case_number: bool = False


class CalendarCase(msgspec.Struct, frozen=True):
    """A case whose deadlines go into a calendar.

    Attributes:
        number: its number in this log.
        fingerprint: SHA-256 of the letter; an entry is known by it again when it is exported anew.
        deadlines: all its deadlines.
        case_number: the IMR case number; told only when chosen.
    """

    number: int
    fingerprint: str
    deadlines: tuple[Deadline, ...]
    case_number: str = ""


class DeadlineCalendar:
    """Makes a calendar of the deadlines of one case or of many."""

    name = "deadlines-ics"
    label = "Deadlines (calendar)"
    suffix = ".ics"

    def content(self, dossier: Dossier) -> bytes:
        """Return the calendar.

        Raises:
            ExportError: no deadline of the case has a date.
        """
        return self.content_of_all((dossier,))

    def content_of_all(self, dossiers: Iterable[Dossier]) -> bytes:
        """Return one calendar of many cases; of a case only its number in this log is told.

        Raises:
            ExportError: no deadline of any case has a date.
        """
        cases, printed_at, rules = [], "", ""
        for dossier in dossiers:
            cases.append(CalendarCase(dossier.case.id, dossier.case.fingerprint, dossier.deadlines))
            printed_at, rules = printed_at or dossier.printed_at, dossier.rules
        if not cases:
            raise ExportError(_NO_DATE)
        return calendar_of(cases, printed_at, rules)


def calendar_of(
    cases: Sequence[CalendarCase], printed_at: str, rules: str = "", detail: CalendarDetail | None = None
) -> bytes:
    """Return the open deadlines of cases as a calendar: UTF-8, lines ended with CR LF.

    What the desk has to do stands on its safe date, with a reminder on the day before; what the other side may do and
    how long a file is kept, on the latest day. What is done or has no date is left out, what is on hold is tentative.

    Args:
        cases: the cases.
        printed_at: the moment, ISO 8601 with offset.
        rules: name and version of the rule table.
        detail: what else entries tell.

    Raises:
        ExportError: none of the cases has a deadline with a date.
    """
    stamp = datetime.fromisoformat(printed_at).astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    entries = [
        line
        for case in cases
        for deadline in case.deadlines
        if (day := _day_of(deadline)) is not None
        for line in _entry(case, deadline, day, stamp, rules, detail or CalendarDetail())
    ]
    if not entries:
        raise ExportError(_NO_DATE)
    head = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//imr_desk//deadlines//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
    )
    lines = (*head, *entries, "END:VCALENDAR")
    return b"".join(piece for line in lines for piece in _folded(line))


def _day_of(deadline: Deadline) -> date | None:
    if deadline.done is not None:
        return None
    return deadline.safe if deadline.duty is Duty.OURS else deadline.latest


def _entry(
    case: CalendarCase, deadline: Deadline, day: date, stamp: str, rules: str, detail: CalendarDetail
) -> Iterator[str]:
    title = _text(_title(case, deadline, detail))
    yield "BEGIN:VEVENT"
    yield f"UID:{_identity(case, deadline)}"
    yield f"DTSTAMP:{stamp}"
    yield f"DTSTART;VALUE=DATE:{day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{day + _DAY:%Y%m%d}"
    yield f"SUMMARY:{title}"
    yield f"DESCRIPTION:{_text(' '.join(_description(deadline, rules)))}"
    yield "CLASS:PRIVATE"
    yield "TRANSP:TRANSPARENT"
    yield "STATUS:TENTATIVE" if deadline.paused is not None else "STATUS:CONFIRMED"
    if deadline.duty is Duty.OURS and deadline.paused is None:
        yield from ("BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{title}", f"TRIGGER:{_REMINDER}", "END:VALARM")
    yield "END:VEVENT"


_KINDS = {
    Duty.OURS: "IMR deadline",
    Duty.THEIRS: "IMR diary",
    Duty.INFORMATION: "IMR date",
    Duty.RETENTION: "IMR file: keep until",
}


def _title(case: CalendarCase, deadline: Deadline, detail: CalendarDetail) -> str:
    number = f" ({case.case_number})" if detail.case_number and case.case_number else ""
    duty = f": {deadline.name}" if detail.duty else ""
    hold = ", on hold" if deadline.paused is not None else ""
    return f"{_KINDS[deadline.duty]} {deadline.rule}{hold} — case {case.number} of this log{number}{duty}"


def _description(deadline: Deadline, rules: str) -> Iterator[str]:
    if deadline.safe is not None:
        yield f"Safe date {day_words(deadline.safe)}."
    if deadline.latest is not None and deadline.latest != deadline.safe:
        yield f"Latest arguable date {day_words(deadline.latest)}."
    if deadline.assumed:
        yield "Counted from an assumed date; the true one may give another day."
    if rules:
        yield f"Counted by {rules}."
    yield _NOT_ADVICE


def _identity(case: CalendarCase, deadline: Deadline) -> str:
    """Return the same identity for the same duty of the same letter, from which nothing of the letter can be told."""
    told = f"{case.fingerprint}\n{deadline.rule}".encode()
    return f"{hashlib.sha256(told).hexdigest()[:32]}@imr-desk"


def _text(words: str) -> str:
    """Escape what has a meaning in a value of text (RFC 5545, 3.3.11)."""
    plain = " ".join(printable(words).split())
    return plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")


def _folded(line: str) -> Iterator[bytes]:
    """Yield a line in pieces of at most 75 octets; behind the first each begins with a blank."""
    piece, room = b"", _LONGEST_LINE
    for character in line:
        octets = character.encode("utf-8")
        if len(piece) + len(octets) > room:
            yield piece + b"\r\n"
            piece, room = b" ", _LONGEST_LINE
        piece += octets
    yield piece + b"\r\n"
