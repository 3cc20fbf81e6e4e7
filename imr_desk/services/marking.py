"""The letter with highlights: where values, excerpts and labels stand, in a copy that any reader of PDF shows."""

from collections.abc import Callable, Iterable, Iterator

import msgspec

from imr_desk.model.annotations import Annotation, Label, LabelColor, label_of
from imr_desk.model.copies import Mark
from imr_desk.model.draft import DECISION_WORDS, Decision
from imr_desk.model.edits.on_annotations import stands
from imr_desk.model.fields import ITEM_FIELDS, LETTER_FIELDS
from imr_desk.model.geometry import Span
from imr_desk.model.letter import LetterText
from imr_desk.model.review import Entry, Item, Review
from imr_desk.model.values import words_of
from imr_desk.ports import CaseReading, LetterWorkshop
from imr_desk.services.reviews import Reviews

EVIDENCE, EXCERPT = "Evidence", "Rationale excerpt"
NAME = "Letter with highlights"
"""What menus and the log's history call it."""

_WHOLE_SECTIONS = ("clinical_summary", "documents_reviewed", "rationale")
"""Fields whose evidence is a section of the letter; a page that is yellow all over shows nothing."""

_EVIDENCE_COLOR, _EXCERPT_COLOR = (1.0, 0.88, 0.45), (1.0, 0.74, 0.36)
_COLORS = {
    LabelColor.BLUE: (0.62, 0.80, 1.0),
    LabelColor.ORANGE: (1.0, 0.76, 0.50),
    LabelColor.GREEN: (0.67, 0.89, 0.67),
    LabelColor.PURPLE: (0.84, 0.74, 0.97),
    LabelColor.TEAL: (0.60, 0.88, 0.86),
    LabelColor.RED: (1.0, 0.70, 0.70),
    LabelColor.OLIVE: (0.85, 0.86, 0.55),
    LabelColor.GREY: (0.82, 0.82, 0.82),
}

LabelsOf = Callable[[], tuple[Label, ...]]
"""Tells the labels of the department."""


class MarkedLetters:
    """Makes copies of letters with highlights. Blocks while it works: call it from a lane.

    Args:
        log: where cases live.
        reviews: replays a case.
        workshop: makes the copy, apart from the window.
        tool: name and version of the program, the author of what nobody confirmed yet.
        labels: the labels of the department.
    """

    def __init__(
        self,
        log: CaseReading,
        reviews: Reviews,
        workshop: LetterWorkshop,
        tool: str,
        labels: LabelsOf,
    ) -> None:
        self._log = log
        self._reviews = reviews
        self._workshop = workshop
        self._tool = tool
        self._labels = labels

    def content(self, case_id: int) -> bytes:
        """Return the copy: a PDF, also of a plain-text letter.

        Raises:
            LetterError: it cannot be made.
            CaseLogError: there is no such case.
        """
        _, history = self._reviews.open(case_id)
        marks = marks_of(_standing(history.review, history.text), self._labels(), self._tool)
        return self._workshop.mark(self._log.content(case_id), history.text, marks)


def _standing(review: Review, letter: LetterText) -> Review:
    """Return the review without annotations that lost their place: a highlight there would lie on other words."""
    placed = tuple(made for made in review.annotations if stands(letter, made))
    return msgspec.structs.replace(review, annotations=placed)


def marks_of(review: Review, labels: Iterable[Label], tool: str) -> tuple[Mark, ...]:
    """Return what is to be highlighted: evidence, excerpts, then the nurse's annotations.

    Values with the same evidence share one highlight, whose note names them all.
    """
    known = tuple(labels)
    return (
        *_evidence(review, tool),
        *_excerpts(review, tool),
        *(_labelled(annotation, review, known) for annotation in review.annotations),
    )


class _Place(msgspec.Struct):
    """Evidence that several values may share."""

    lines: list[str] = []
    authors: list[str] = []
    at: str = ""


def _evidence(review: Review, tool: str) -> Iterator[Mark]:
    places: dict[tuple[Span, ...], _Place] = {}
    for line, entry in _entries(review):
        place = places.setdefault(entry.sources, _Place())
        place.lines.append(line)
        author = entry.by.who if entry.by is not None else f"{tool} (not confirmed)"
        if author not in place.authors:
            place.authors.append(author)
        if entry.by is not None:
            place.at = max(place.at, entry.by.at)
    for spans in sorted(places):
        place = places[spans]
        yield Mark(spans, EVIDENCE, ", ".join(place.authors), "\n".join(place.lines), place.at, _EVIDENCE_COLOR)


def _entries(review: Review) -> Iterator[tuple[str, Entry]]:
    """Yield the values that have evidence, each with the line that the note says of it."""
    for spec in LETTER_FIELDS:
        entry = review.fields.get(spec.name, Entry())
        if entry.sources and spec.name not in _WHOLE_SECTIONS:
            yield f"{spec.label}: {_value(entry)}", entry
    for number, item in enumerate(review.items, 1):
        if item.decision.sources:
            yield f"Item {number}, decision: {_decision(item)}", item.decision
        for spec in ITEM_FIELDS:
            entry = item.fields.get(spec.name, Entry())
            if entry.sources and spec.name not in _WHOLE_SECTIONS:
                yield f"Item {number}, {spec.label}: {_value(entry)}", entry


def _excerpts(review: Review, tool: str) -> Iterator[Mark]:
    for number, item in enumerate(review.items, 1):
        if item.excerpt is not None and not item.excerpt.is_lost:
            by = item.excerpt.by
            note = f"Item {number}, {item.title}\n{_decision(item)}"
            author = by.who if by is not None else f"{tool} (not confirmed)"
            yield Mark(item.excerpt.spans, EXCERPT, author, note, by.at if by is not None else "", _EXCERPT_COLOR)


def _labelled(annotation: Annotation, review: Review, labels: tuple[Label, ...]) -> Mark:
    label = label_of(labels, annotation.label)
    lines = [*_said(annotation), *_links(annotation, review, labels)]
    for number, item in enumerate(review.items, 1):
        if item.id == annotation.item:
            lines.insert(0, f"Item {number}, {item.title}")
    if annotation.note:
        lines.append(annotation.note)
    by = annotation.by
    return Mark(annotation.spans, label.name, by.who, "\n".join((label.name, *lines)), by.at, _COLORS[label.color])


def _said(annotation: Annotation) -> Iterator[str]:
    said = annotation.attributes
    if said.negated:
        yield "Says that it is not so"
    if said.historical:
        yield "Tells of the past"
    if said.said_by is not None:
        yield f"Said by: {said.said_by.value}"
    if said.criterion is not None:
        number = f" {said.number}" if said.number else ""
        yield f"Criterion{number}: {said.criterion.value}"


def _links(annotation: Annotation, review: Review, labels: tuple[Label, ...]) -> Iterator[str]:
    by_id = {each.id: each for each in review.annotations}
    for link in review.links:
        if link.source == annotation.id and link.target in by_id:
            end = by_id[link.target]
            yield f"{link.kind.value.capitalize()}: {label_of(labels, end.label).name}, “{end.text}”"


def _value(entry: Entry) -> str:
    words = " ".join(words_of(entry.value).split()) or "no value"
    return f"{words} ({entry.state.value})"


def _decision(item: Item) -> str:
    return DECISION_WORDS[Decision(item.outcome)] if item.outcome is not None else "Not decided"
