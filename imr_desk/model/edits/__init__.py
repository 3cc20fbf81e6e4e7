"""Everything a reviewer can do to a review, each edit a value that can be stored, replayed and named."""

from typing import Union

from imr_desk.model.edits.on_annotations import (
    Annotate,
    ChangeAnnotation,
    LinkAnnotations,
    MoveAnnotation,
    RejectProposal,
    RemoveAnnotation,
    UnlinkAnnotations,
)
from imr_desk.model.edits.on_decisions import ConfirmExcerpt, DecideItem, DropExcerpt, QuoteRationale
from imr_desk.model.edits.on_fields import ConfirmField, MarkField, SetField
from imr_desk.model.edits.on_items import AddItem, DuplicateItem, MergeItems, MoveItem, RemoveItem, SplitItem
from imr_desk.model.edits.on_questions import AnswerQuestion, AskQuestion, CloseQuestion
from imr_desk.model.edits.on_readings import RereadLetter
from imr_desk.model.edits.on_reviews import FinishReview, ReopenReview, SettleFlag, WriteNote
from imr_desk.model.errors import EditRefusedError
from imr_desk.model.letter import LetterText
from imr_desk.model.review import Review
from imr_desk.model.signature import Signature

__all__ = [
    "ON_QUESTIONS",
    "AddItem",
    "Annotate",
    "AnswerQuestion",
    "AskQuestion",
    "ChangeAnnotation",
    "CloseQuestion",
    "ConfirmExcerpt",
    "ConfirmField",
    "DecideItem",
    "DropExcerpt",
    "DuplicateItem",
    "Edit",
    "FinishReview",
    "LinkAnnotations",
    "MarkField",
    "MergeItems",
    "MoveAnnotation",
    "MoveItem",
    "QuoteRationale",
    "RejectProposal",
    "RemoveAnnotation",
    "RemoveItem",
    "ReopenReview",
    "RereadLetter",
    "SetField",
    "SettleFlag",
    "SplitItem",
    "UnlinkAnnotations",
    "WriteNote",
    "apply_edit",
]


Edit = Union[  # noqa: UP007 - msgspec reads the members of a tagged union from it
    SetField, ConfirmField, MarkField, DecideItem, QuoteRationale, ConfirmExcerpt, DropExcerpt,
    AddItem, RemoveItem, MoveItem, DuplicateItem, SplitItem, MergeItems, SettleFlag, WriteNote,
    FinishReview, ReopenReview, RereadLetter, Annotate, ChangeAnnotation, MoveAnnotation, RemoveAnnotation,
    LinkAnnotations, UnlinkAnnotations, RejectProposal, AskQuestion, AnswerQuestion, CloseQuestion,
]  # fmt: skip
"""All edits, as a tagged union that can be stored and read back."""


ON_QUESTIONS = (AskQuestion, AnswerQuestion, CloseQuestion)
"""Edits that change no value: colleagues talk about a case."""

WHILE_FINISHED = (ReopenReview, *ON_QUESTIONS)
"""Edits that a finished review allows: opening it again, and those that change no value."""


def apply_edit(edit: Edit, review: Review, letter: LetterText, by: Signature) -> Review:
    """Return the review with the edit done; a finished review must be reopened first to change a value.

    Raises:
        EditRefusedError: it does not fit; the review stays as it was.
    """
    if review.finished is not None and not isinstance(edit, WHILE_FINISHED):
        raise EditRefusedError("This review is finished. Reopen it to change something.")
    return edit.apply(review, letter, by)
