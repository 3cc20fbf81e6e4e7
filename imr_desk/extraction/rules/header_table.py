"""The header table of the posted letters: seven labels, each with its value, in whatever order an engine writes them.

Two readings are made. *Side by side*: each label is followed by one value of its kind before the next label, as
on the paper. *In turn*: labels and values are queued, each value goes to the first label of its kind that has none
yet, which also serves engines that write a column of labels before the column of values. Both must agree to be
trusted; the order of the dates in a case (injury, utilization review, application, assignment, decision) is the third
look.
"""

import re
from collections.abc import Mapping, Sequence

import msgspec

from imr_desk.extraction.confidence import Doubt, Ground, Rule, Weight, absent, unreadable, weighed
from imr_desk.extraction.rules.vocabularies import PRIORITIES
from imr_desk.extraction.stream import Stream, Stretch
from imr_desk.model.draft import Candidate, Finding
from imr_desk.model.letter import TextKind
from imr_desk.model.values import parse_date

CASE_NUMBER = "case_number"
PRIORITY = "priority"
DATES_IN_ORDER = ("date_of_injury", "ur_denial_date", "application_received", "date_assigned", "decision_date")
"""The dates of a case in the order in which they come to pass."""

FIELDS = (
    CASE_NUMBER,
    "date_assigned",
    "date_of_injury",
    "decision_date",
    "ur_denial_date",
    PRIORITY,
    "application_received",
)
"""What the table holds, in its printed order."""

_TOKEN = re.compile(
    r"(?P<case_number>\b(?:MAXIMUS[ ]+|IMR[ ]+)?Case[ ]+(?:Number|No\.?|\#)[ ]*:)"
    r"|(?P<date_assigned>\bDate[ ]+Assigned[ ]*:)"
    r"|(?P<date_of_injury>\b(?:Date[ ]+of[ ]+Injury|DOI)[ ]*:)"
    r"|(?P<decision_date>\bDecision[ ]+Date[ ]*:)"
    r"|(?P<ur_denial_date>\bUR[ ]+(?:Denial|Decision)[ ]+Date[ ]*:|\bDate[ ]+of[ ]+UR[ ]+(?:Denial|Decision)[ ]*:)"
    r"|(?P<priority>\bPriority[ ]*:)"
    r"|(?P<application_received>\b(?:IMR[ ]+)?Application\s+(?P<early>(?:[0-9/]{8,10}\s+)?)"
    r"(?:Date[ ]+)?Received[ ]*:)"
    r"|(?P<date>(?<![\w/.-])\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4}(?![\w/-]))"
    r"|(?P<number>\b[A-Z]{1,4}[ ]?\d{2}-\d{4,9}\b)"
    r"|(?P<word>\b(?:Standard|Expedited|Regular)\b)",
    re.IGNORECASE,
)
_CASE_GRAMMAR = re.compile(r"CM\d{2}-\d{7}")
_ANY_CASE_NUMBER = re.compile(r"\bCM\d{2}-\d{7}\b")
_LONGEST_TABLE = 6000
_EARLIEST, _LATEST = "1940-01-01", "2049-12-31"
_KIND_OF_VALUE = {CASE_NUMBER: "number", PRIORITY: "word"}


class _Cell(msgspec.Struct, frozen=True):
    """A value as it stands in the table."""

    start: int
    end: int
    text: str


class HeaderTable(msgspec.Struct, frozen=True):
    """The table as read: for each field the two readings, ``None`` where a reading finds nothing.

    Attributes:
        side_by_side: value that stands behind the label.
        in_turn: value by the order of labels and values.
        labels: fields whose label was found, with where it stands.
    """

    side_by_side: Mapping[str, _Cell]
    in_turn: Mapping[str, _Cell]
    labels: Mapping[str, Stretch]


class _Tally:
    """Gathers labels and values as they come, in both readings."""

    def __init__(self) -> None:
        self.side: dict[str, _Cell] = {}
        self.turn: dict[str, _Cell] = {}
        self.labels: dict[str, Stretch] = {}
        self._queue: list[str] = []  # labels whose value is still to come
        self._waiting: list[tuple[str, _Cell]] = []  # values whose label is still to come
        self._last: str | None = None  # the label right before
        self._in_column = False  # that label ends a column of labels

    def label(self, name: str, place: Stretch, early: _Cell | None) -> None:
        """Take a label; ``early`` is its value where that stands inside it."""
        if name not in self.labels:
            self.labels[name] = place
            match = next((entry for entry in self._waiting if entry[0] == _kind(name)), None)
            if early is not None:
                self.side[name] = self.turn[name] = early
            elif match is not None:
                self._waiting.remove(match)
                self.turn[name] = match[1]
            else:
                self._queue.append(name)
        self._in_column = self._in_column or self._last is not None
        self._last = name if early is None else None

    def value(self, kind: str, cell: _Cell) -> None:
        """Take a value."""
        last = self._last
        if last is not None and not self._in_column and _kind(last) == kind:
            self.side.setdefault(last, cell)
        self._last, self._in_column = None, False
        taker = next((field for field in self._queue if _kind(field) == kind), None)
        if taker is None:
            self._waiting.append((kind, cell))
        else:
            self._queue.remove(taker)
            self.turn[taker] = cell


def header_table(stream: Stream, top: Stretch) -> HeaderTable:
    """Read the header table in the part of the letter above its first section."""
    tally = _Tally()
    for token in _TOKEN.finditer(stream.text, top.start, min(top.end, top.start + _LONGEST_TABLE)):
        name = _name(token)
        if name in FIELDS:
            early = _early(token) if name == "application_received" else None
            tally.label(name, Stretch(token.start(), token.end()), early)
        else:
            tally.value(name, _Cell(token.start(), token.end(), token[0]))
    return HeaderTable(tally.side, tally.turn, tally.labels)


def _name(token: re.Match[str]) -> str:
    groups = token.groupdict()
    return next(name for name in (*FIELDS, "date", "number", "word") if groups[name] is not None)


def _early(token: re.Match[str]) -> _Cell | None:
    """Return the date that a grid puts between the two halves of ``Application / Received:``."""
    words = token["early"].strip()
    return _Cell(token.start("early"), token.start("early") + len(words), words) if words else None


def _kind(field: str) -> str:
    return _KIND_OF_VALUE.get(field, "date")


def header_findings(stream: Stream, table: HeaderTable, mentions: Mapping[str, frozenset[str]]) -> dict[str, Finding]:
    """Return the findings of the seven header fields.

    ``mentions`` tells for a date field which dates the clinical summary gives for it; needed where the characters
    themselves may be wrong, as in OCR.
    """
    values = {name: _value(name, cell) for name, cell in table.in_turn.items()}
    ordered = _dates_in_order(values)
    return {name: _finding(stream, table, name, ordered, mentions.get(name, frozenset())) for name in FIELDS}


def _value(name: str, cell: _Cell) -> str | None:
    if name in DATES_IN_ORDER:
        date = parse_date(cell.text)
        return date if date is not None and _EARLIEST <= date <= _LATEST else None
    return " ".join(cell.text.split())


def _dates_in_order(values: Mapping[str, str | None]) -> bool | None:
    """Tell whether the dates of the case come in their order; ``None`` while one is missing."""
    dates = [values.get(name) for name in DATES_IN_ORDER]
    known = [date for date in dates if date is not None]
    return known == sorted(known) if len(known) == len(dates) else None


def _finding(
    stream: Stream, table: HeaderTable, name: str, ordered: bool | None, mentioned: frozenset[str]
) -> Finding:
    side, turn = table.side_by_side.get(name), table.in_turn.get(name)
    cell = side or turn
    if name not in table.labels:
        return absent("its label is missing from the header table", surprising=True)
    if cell is None:
        return absent("nothing stands behind its label", surprising=True, sources=stream.spans(table.labels[name]))
    spans = stream.spans(Stretch(cell.start, cell.end))
    value = _value(name, cell)
    if value is None:
        return unreadable("no date that a calendar has", spans, Rule.HEADER_TABLE)
    weights: list[Weight] = []
    candidates: tuple[Candidate, ...] = ()
    other = None if side is None or turn is None else _value(name, turn)
    if other is not None and other == value:
        weights.append(Ground("behind its label and by the order of labels", 0.05))
    elif side is not None and turn is not None:
        candidates = (Candidate(value, spans), Candidate(other, stream.spans(Stretch(turn.start, turn.end))))
        weights.append(Doubt("two readings of the header table differ"))
    weights += _checks(stream, name, value, ordered)
    if stream.letter.kind is TextKind.OCR and name in DATES_IN_ORDER:
        agrees = value in mentioned
        weights.append(
            Ground("the case summary gives the same date", 0.05)
            if agrees
            else Doubt("read by OCR and mentioned once")
        )
    return weighed(value, spans, Rule.HEADER_TABLE, tuple(weights), candidates)


def _checks(stream: Stream, name: str, value: str, ordered: bool | None) -> Sequence[Weight]:
    if name == CASE_NUMBER:
        return _case_number_checks(stream, value)
    if name == PRIORITY:
        known = value.lower() in PRIORITIES
        return (Ground("a priority that letters use", 0.05) if known else Doubt("no priority that letters use"),)
    if ordered:
        return (Ground("the dates of the case come in their order", 0.1), Ground("a date of the calendar", 0.5))
    return (Ground("a date of the calendar", 0.5),)


def _case_number_checks(stream: Stream, value: str) -> Sequence[Weight]:
    if _CASE_GRAMMAR.fullmatch(value) is None:
        return (Doubt("not spelled like a case number"),)
    if stream.letter.kind is TextKind.OCR:
        return (Ground("spelled like a case number", 0.02), Doubt("read by OCR: compare its digits with the page"))
    others = set(_ANY_CASE_NUMBER.findall(stream.text)) - {value}
    if others:
        return (Ground("spelled like a case number", 0.02), Doubt("the letter names another case number too"))
    return (Ground("spelled like a case number", 0.02),)
