"""What is still open in a review, gathered item by item so that a long case stays readable on one page."""

import msgspec

from imr_desk.export.flag_notes import about_words
from imr_desk.export.moments import moment_words
from imr_desk.model.fields import ITEM_FIELDS, LETTER_FIELDS
from imr_desk.model.questions import Question
from imr_desk.model.review import Entry, EntryState, Look, Review, label_of


class OpenPoint(msgspec.Struct, frozen=True):
    """Something that is open or in doubt.

    Attributes:
        about: the item by its number, or the letter.
        words: what is open.
    """

    about: str
    words: str


def open_points(review: Review) -> tuple[OpenPoint, ...]:
    """Return what keeps the review from being finished, in form order; empty once it is finished.

    Follows ``Review.problems()``: the values of one item that only want a look are named together, and so are items
    of which the same is to be said. Questions of colleagues are told by ``asked_of``, each for itself.
    """
    if review.finished is not None:
        return ()
    problems = msgspec.structs.replace(review, questions=()).problems()
    if not problems:
        waiting = any(asked.waits for asked in review.questions)
        return () if waiting else (OpenPoint("The review", "nothing is missing but the signature"),)
    looks = {(look.item, look.field) for look in review.looks()}
    owners: dict[str, list[str | None]] = {}
    for owner in dict.fromkeys(look.item for look in problems):
        mine = [look for look in problems if look.item == owner]
        words = [_words(review, look).rstrip(".") for look in mine if not _only_a_look(look, looks)]
        fields = [_lower(label_of(look.field)) for look in mine if look.field and _only_a_look(look, looks)]
        if fields:
            words.append(f"to look at: {', '.join(fields)}")
        owners.setdefault("; ".join(words), []).append(owner)
    places = {item.id: number for number, item in enumerate(review.items, 1)}
    last = len(places) + 1
    found = sorted(owners.items(), key=lambda said: min(places.get(owner or "", last) for owner in said[1]))
    return tuple(OpenPoint(_about(review, who), words) for words, who in found)


def _about(review: Review, owners: list[str | None]) -> str:
    """Name several items in one breath: ``Items 2–5, 8``; anything else as it is called."""
    places = {item.id: number for number, item in enumerate(review.items, 1)}
    numbers = [places[owner] for owner in owners if owner in places]
    others = [about_words(review, owner) for owner in owners if owner not in places]
    if len(numbers) < 2:
        return ", ".join([*(f"Item {number}" for number in numbers), *dict.fromkeys(others)])
    return ", ".join([f"Items {_runs(numbers)}", *dict.fromkeys(others)])


def _runs(numbers: list[int]) -> str:
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


def _only_a_look(look: Look, looks: set[tuple[str | None, str | None]]) -> bool:
    return look.flag is None and look.field not in (None, "decision", "excerpt") and (look.item, look.field) in looks


def _words(review: Review, look: Look) -> str:
    if look.flag is None and look.item is not None and look.field == "decision":
        proposed = review.item(look.item).outcome is not None
        return "decision not confirmed by a person" if proposed else "not decided"
    if look.flag is None and look.item is not None and look.field == "excerpt":
        return "no rationale excerpt" if review.item(look.item).excerpt is None else "excerpt not confirmed"
    if look.flag is not None:
        return f"serious flag: {' '.join(look.sentence.split())}"
    return look.sentence


def asked_of(review: Review, *, notes: bool) -> tuple[OpenPoint, ...]:
    """Return the questions of colleagues that nobody closed; a finished review can have some.

    Args:
        review: the review.
        notes: whether the words of the question and of its last answer are told; they are notes of the desk.
    """
    return tuple(_asked(review, asked, notes=notes) for asked in review.questions if asked.is_open)


def _asked(review: Review, asked: Question, *, notes: bool) -> OpenPoint:
    about = about_words(review, asked.item)
    if asked.field:
        label = label_of(asked.field)
        about = label if asked.item is None else f"{about}, {_lower(label)}"
    to = f" to {asked.to}" if asked.to else ""
    words = f"question of {asked.by.who}{to}, {moment_words(asked.by.at)}"
    words += f": {' '.join(asked.text.split())}" if notes else ""
    if asked.waits:
        return OpenPoint(about, f"{words} (waits for an answer)")
    answer = asked.answers[-1]
    said = f": {' '.join(answer.text.split())}" if notes else ""
    return OpenPoint(about, f"{words} (answered by {answer.by.who}{said}; not closed)")


def _lower(label: str) -> str:
    return label if label[:2].isupper() else label[0].lower() + label[1:]


def doubts_of(review: Review, *, notes: bool = True) -> tuple[OpenPoint, ...]:
    """Return the values that a person marked unsure or unreadable; they outlast the review.

    Args:
        review: the review.
        notes: whether the person's note is told.
    """
    found = []
    for number, item in enumerate(review.items, 1):
        for spec in ITEM_FIELDS:
            entry = item.fields.get(spec.name, Entry())
            found += _doubt(f"Item {number}, {_lower(spec.label)}", entry, notes=notes)
    for spec in LETTER_FIELDS:
        found += _doubt(spec.label, review.fields.get(spec.name, Entry()), notes=notes)
    return tuple(found)


def _doubt(about: str, entry: Entry, *, notes: bool) -> list[OpenPoint]:
    if entry.by is None or entry.state not in (EntryState.UNSURE, EntryState.UNREADABLE):
        return []
    words = f"{entry.state.value}, marked by {entry.by.who}, {moment_words(entry.by.at)}"
    note = " ".join(entry.note.split()) if notes else ""
    return [OpenPoint(about, f"{words}: {note}" if note else words)]
