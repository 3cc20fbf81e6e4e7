"""The clinical facts that a nurse marked in the letter, as a paper tells them: word for word, with their place."""

from collections.abc import Iterator
from typing import Final

import msgspec

from imr_desk.export.flag_notes import about_words
from imr_desk.model.annotations import Annotation, Attributes, Label, label_of
from imr_desk.model.edits.on_annotations import stands
from imr_desk.model.letter import LetterText
from imr_desk.model.places import place_words
from imr_desk.model.review import Review

_TOLD: Final = (
    "diagnosis",
    "body-part",
    "symptom",
    "exam-finding",
    "test",
    "prior-treatment",
    "medication",
    "functional-status",
    "functional-gain",
    "work-status",
    "patient-fact",
)
"""Labels of clinical facts in the order of the paper: condition, findings, care, function."""


class ClinicalFact(msgspec.Struct, frozen=True):
    """One fact.

    Attributes:
        label: what kind of fact it is.
        words: the letter's words.
        qualities: negated, historical, who says it; empty for none.
        about: the item it belongs to, or the letter.
        place: where the letter says so.
        by: who marked it.
    """

    label: str
    words: str
    qualities: str
    about: str
    place: str
    by: str


def clinical_facts(review: Review, letter: LetterText, labels: tuple[Label, ...]) -> tuple[ClinicalFact, ...]:
    """Return the clinical facts that persons marked, kind by kind, each kind in the order of the letter.

    Args:
        review: the case.
        letter: the text in force.
        labels: the department's table, which says what a kind is called.
    """
    marked = [each for each in review.annotations if each.label in _TOLD]
    marked.sort(key=lambda each: (_TOLD.index(each.label), [(span.page, span.start) for span in each.spans]))
    return tuple(_fact(each, review, letter, labels) for each in marked)


def _fact(annotation: Annotation, review: Review, letter: LetterText, labels: tuple[Label, ...]) -> ClinicalFact:
    return ClinicalFact(
        label=label_of(labels, annotation.label).name,
        words=" ".join(annotation.text.split()),
        qualities=", ".join(_qualities(annotation.attributes)),
        about=about_words(review, annotation.item),
        place=place_words(letter, annotation.spans) if stands(letter, annotation) else "not placed again",
        by=annotation.by.who,
    )


def _qualities(attributes: Attributes) -> Iterator[str]:
    if attributes.negated:
        yield "negated"
    if attributes.historical:
        yield "historical"
    if attributes.said_by is not None:
        yield f"says the {attributes.said_by.value}"
