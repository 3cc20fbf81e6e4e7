"""Dates that do not fit: their order in the header, and header against case summary."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise

from imr_desk.checks.reading import ItemReading, Reading, ReadingCheck, flag
from imr_desk.model.draft import Finding, Flag, Severity
from imr_desk.model.terms.passage import Passage
from imr_desk.model.values import date_of, parse_date

_ORDER: Mapping[str, str] = {
    "date_of_injury": "date of injury",
    "ur_denial_date": "utilization review date",
    "application_received": "date the application was received",
    "date_assigned": "date of assignment",
    "decision_date": "decision date",
}
"""Dates of a header in the order of the events, and what messages call them."""

_REASON = "Deadlines and the 12 months of an upheld denial are reckoned from these dates."


def day_of(finding: Finding | None) -> date | None:
    """Return the day a finding states; ``None`` where there is none."""
    return date_of(finding.value) if finding is not None and isinstance(finding.value, str) else None


def shown(day: date) -> str:
    """Return a day as letters print it, month first."""
    return f"{day.month:02}/{day.day:02}/{day.year:04}"


class DateOrder(ReadingCheck):
    """Dates come in an order that the events cannot have had."""

    rule = "date-order"

    def of(self, reading: Reading) -> Sequence[Flag]:
        """Return one flag for each two neighbouring header dates out of order, and for services out of their time."""
        dated = [(name, day) for name in _ORDER if (day := day_of(reading.found(name))) is not None]
        found: list[Flag] = []
        for (earlier, first), (later, second) in pairwise(dated):
            if first > second:
                message = f"The {_ORDER[earlier]}, {shown(first)}, is after the {_ORDER[later]}, {shown(second)}."
                where = (*reading.draft.fields[earlier].sources, *reading.draft.fields[later].sources)
                found.append(flag(self.rule, Severity.WARNING, message, _REASON, where, field=later))
        limits = [(name, day) for name, day in dated if name in ("date_of_injury", "decision_date")]
        return [*found, *(odd for item in reading.items for odd in self._service(reading, item, limits))]

    def _service(self, reading: Reading, item: ItemReading, limits: Sequence[tuple[str, date]]) -> Iterator[Flag]:
        served = day_of(item.found("date_of_service"))
        for name, day in limits if served is not None else ():
            early = name == "date_of_injury"
            if served is None or (served >= day if early else served <= day):
                continue
            message = (
                f"Item {item.number} names {shown(served)} as its date of service, "
                f"{'before' if early else 'after'} the "
                f"{_ORDER[name]}, {shown(day)}."
            )
            where = (*item.sources("date_of_service"), *reading.draft.fields[name].sources)
            yield flag(self.rule, Severity.WARNING, message, _REASON, where, item=item.index, field="date_of_service")


_IN_FIGURES = re.compile(r"\d{1,2}\s?[-/.]\s?\d{1,2}\s?[-/.]\s?(?:\d{4}|\d{2})(?!\d)")
_IN_WORDS = re.compile(r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?\s\d{1,2},?\s\d{4}")
_LOOK_BACK = 110  # characters before a date that may say what happened on it
_INJURED = re.compile(
    r"(?:\bdate\sof\s(?:the\s)?(?:injury|loss)|\bDOI|\b(?:industrial|work|occupational|industrial-work|work-related|work\srelated)\s"
    r"(?:related\s)?(?:injur(?:y|ies)|claim|accident)|\binjured\son|\binjury\sdate)(?:\s?(?:\(DOI\)|date|dated|of|on|from|was|is|as|"
    r"reported|occurred|occurring|that|sustained|,|:))*\s$",
    re.IGNORECASE,
)
_REVIEWED = re.compile(
    r"(?:\b(?:utilization\sreview|UR)\b(?:\s(?:report|determination|decision|letter|documentation|document|form|physician|\(UR\)|of|on|"
    r"dated|from|date|the))*,?\s?\(?"
    r"|\b(?:prior|previous|earlier|original)\s(?:utilization\s)?(?:adverse\s)?(?:determination|denial|review|decision)s?"
    r"(?:\s(?:letter|report))?,?\s(?:was\s)?(?:made\s|received\s)?(?:dated|on|of|from)\s)$",
    re.IGNORECASE,
)
_INJURY_HINTS = ("njur", "DOI", "claim", "accident", "loss")
_REVIEW_HINTS = ("eview", "UR", "denial", "etermination", "ecision")
_REVIEWED_BEHIND = re.compile(r",?\s(?:the\s)?utilization\sreview\b", re.IGNORECASE)
_ON = re.compile(r"\bon\s$", re.IGNORECASE)


class HeaderAgainstSummary(ReadingCheck):
    """The header and the case summary give different dates for the same event."""

    rule = "header-against-summary"

    def of(self, reading: Reading) -> Sequence[Flag]:
        """Return a flag for each event whose header date the summary never gives while it gives another."""
        headers = {
            name: day
            for name in ("date_of_injury", "ur_denial_date")
            if (day := day_of(reading.found(name))) is not None
        }
        told = _told(reading.summary) if headers else {}
        found: list[Flag] = []
        for name, header in headers.items():
            days = told.get(name, {})
            if not days or header in days:
                continue
            day, (start, end) = next(iter(days.items()))
            message = f"The header gives {shown(header)} as the {_ORDER[name]}, the case summary gives {shown(day)}."
            where = (*reading.draft.fields[name].sources, *reading.summary.spans(start, end))
            found.append(flag(self.rule, Severity.WARNING, message, _REASON, where, field=name))
        return found


def _told(summary: Passage) -> Mapping[str, Mapping[date, tuple[int, int]]]:
    """Return the days that the summary gives for injury and utilization review, each with its first place."""
    told: dict[str, dict[date, tuple[int, int]]] = {"date_of_injury": {}, "ur_denial_date": {}}
    dates = [*_IN_FIGURES.finditer(summary.text), *_IN_WORDS.finditer(summary.text)]
    for match in sorted(dates, key=lambda date_match: date_match.start()):
        event = _event(summary.text, *match.span())
        if event is None:
            continue
        iso = parse_date(match[0])
        day = date_of(iso) if iso else None
        if day is not None:
            told[event].setdefault(day, match.span())
    return told


def _event(text: str, start: int, end: int) -> str | None:
    """Return the header date that a date of the summary stands for; ``None`` for any other event."""
    before = text[max(0, start - _LOOK_BACK) : start]
    if any(hint in before for hint in _INJURY_HINTS) and _INJURED.search(before):
        return "date_of_injury"
    if any(hint in before for hint in _REVIEW_HINTS) and _REVIEWED.search(before):
        return "ur_denial_date"
    return "ur_denial_date" if _ON.search(before) and _REVIEWED_BEHIND.match(text, end) else None
