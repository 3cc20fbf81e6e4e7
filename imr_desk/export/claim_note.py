"""The case as a claim note: plain text to paste into a claim system, which takes about 2,000 characters."""

from collections.abc import Iterator
from typing import Final

from imr_desk.export.characters import printable
from imr_desk.export.entry_words import Fact, Mark
from imr_desk.export.item_parts import ItemPart, clipped
from imr_desk.export.summary import Summary, summary_of
from imr_desk.model.case import Dossier

LIMIT: Final = 2000
"""Characters that the note may have; common claim systems cut longer ones without a word."""

_SIZES: Final = ((200, 6), (120, 6), (80, 6), (60, 6), (40, 4), (28, 4), (28, 1), (20, 1))
"""Characters of a title and number of open points, from roomy to tight."""

_POINT_LENGTH: Final = 90
_DUTIES: Final = 2
_HEAD_FACTS: Final = ("employee", "claim_number", "case_number")
_HEAD_DATES: Final = ("date_of_injury", "ur_denial_date", "decision_date", "date_received")
_FOOT: Final = "Abstract only; the determination letter controls. Confidential medical information."


class ClaimNote:
    """Makes the claim note."""

    name = "claim-note"
    label = "Claim note (text)"
    suffix = ".txt"

    def content(self, dossier: Dossier) -> bytes:
        """Return the note: UTF-8, at most ``LIMIT`` characters."""
        return claim_note(summary_of(dossier)).encode("utf-8")


def claim_note(summary: Summary) -> str:
    """Return the note; titles get shorter, then open points fewer, then items are only counted, until it fits.

    Identity, outcome and state of the review are always there. An item is never named without its decision.
    """
    everything = len(summary.items)
    for length, points in _SIZES:
        note = _note(summary, length, points, everything)
        if len(note) <= LIMIT:
            return note
    length, points = _SIZES[-1]
    fitting = (_note(summary, length, points, shown) for shown in range(everything - 1, -1, -1))
    return next((note for note in fitting if len(note) <= LIMIT), _note(summary, length, points, 0)[:LIMIT])


def _note(summary: Summary, length: int, points: int, shown: int) -> str:
    lines = [*_head(summary)]
    lines += [_item(item, length, said=_none_confirmed(summary)) for item in summary.items[:shown]]
    if shown < len(summary.items):
        lines.append(f"... and {len(summary.items) - shown} more items: see the case summary.")
    lines += _due(summary)
    lines += [
        f"{point.about}: {_line(clipped(point.words, _POINT_LENGTH))}" for point in summary.open_points[:points]
    ]
    if points < len(summary.open_points):
        lines.append(f"... and {len(summary.open_points) - points} more open points: see the case summary.")
    return "\n".join([*lines, *_foot(summary)]) + "\n"


def _none_confirmed(summary: Summary) -> bool:
    """Tell whether the outcome line already says that no decision is confirmed."""
    return not any(item.decision.confirmed for item in summary.items)


def _head(summary: Summary) -> Iterator[str]:
    yield f"IMR DETERMINATION - review {summary.sign_off.word}"
    for fact in summary.case_facts:
        if fact.name in _HEAD_FACTS:
            yield _fact(fact)
    yield "; ".join(_fact(fact) for fact in summary.date_facts if fact.name in _HEAD_DATES)
    yield _line(summary.outcome.sentence)


def _fact(fact: Fact) -> str:
    if not fact.words:
        return f"{fact.label}: {fact.state}"
    doubt = "" if fact.mark is Mark.SETTLED else " (not confirmed)"
    return f"{fact.label}: {_line(clipped(fact.words, 60))}{doubt}"


def _item(item: ItemPart, length: int, *, said: bool) -> str:
    doubt = "" if item.decision.confirmed or said else " (not confirmed)"
    return f"{item.number}. {_line(clipped(item.title, length))} - {item.decision.sentence}{doubt}"


def _due(summary: Summary) -> Iterator[str]:
    """Yield what is ours to do, as page one of the summary says it: an assumed or passed date is told as such."""
    for act in summary.due.next_acts[:_DUTIES] if summary.due else ():
        yield _line(clipped(f"{act.when} - {act.words}", _POINT_LENGTH))


def _foot(summary: Summary) -> Iterator[str]:
    yield _line(clipped(summary.sign_off.sentence, 160))
    yield f"Letter {summary.fingerprint}; {summary.printing.tool}; printed {summary.printing.on}"
    yield _FOOT


def _line(words: str) -> str:
    return " ".join(printable(words).split())
