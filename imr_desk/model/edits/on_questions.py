"""Edits of the questions about a case. They change no value, so they are possible on a finished review too."""

import msgspec

from imr_desk.model.edits.base import BaseEdit, item_of, item_words, place_words
from imr_desk.model.errors import EditRefusedError
from imr_desk.model.fields import ITEM_FIELDS, LETTER_FIELDS
from imr_desk.model.letter import LetterText
from imr_desk.model.questions import Answer, Question
from imr_desk.model.review import Review
from imr_desk.model.signature import Signature

_LONGEST = 2000
_LONGEST_NAME = 60
_OF_ITEMS = frozenset({"", "decision", "excerpt", *(spec.name for spec in ITEM_FIELDS)})
_OF_LETTERS = frozenset({"", *(spec.name for spec in LETTER_FIELDS)})
_replace = msgspec.structs.replace


class AskQuestion(BaseEdit, frozen=True, tag="ask_question"):
    """Ask something about a place in the form.

    Attributes:
        item: identity of the item; ``None`` for the letter.
        name: name of the field, ``decision`` or ``excerpt``; empty for the whole item or letter.
        text: the question.
        to: who shall answer; empty for whoever works the case.
    """

    item: str | None
    name: str
    text: str
    to: str = ""

    def apply(self, review: Review, letter: LetterText, by: Signature) -> Review:
        """Add the question."""
        if self.item is not None:
            item_of(review, self.item)
        if self.name not in (_OF_LETTERS if self.item is None else _OF_ITEMS):
            raise EditRefusedError("This field is not part of the form.")
        to = " ".join(self.to.split())
        if len(to) > _LONGEST_NAME:
            raise EditRefusedError(f"A name has at most {_LONGEST_NAME} characters.")
        number = f"q{len(review.questions) + 1}"  # none is ever taken away but by undo, so numbers stay apart
        asked = Question(number, self.item, self.name, _words(self.text), by, to)
        return _replace(review, questions=(*review.questions, asked))

    def label(self, review: Review) -> str:
        """Name the act."""
        return f"ask about {about_words(review, self.item, self.name)}"


class AnswerQuestion(BaseEdit, frozen=True, tag="answer_question"):
    """Say something to a question; the asker's own words ask again."""

    question: str
    text: str

    def apply(self, review: Review, letter: LetterText, by: Signature) -> Review:
        """Add the answer."""
        asked = question_of(review, self.question)
        if not asked.is_open:
            raise EditRefusedError("This question is closed. Ask a new one.")
        return _changed(review, _replace(asked, answers=(*asked.answers, Answer(_words(self.text), by))))

    def label(self, review: Review) -> str:
        """Name the act."""
        return f"answer the question{_about(review, self.question)}"


class CloseQuestion(BaseEdit, frozen=True, tag="close_question"):
    """Say that a question is dealt with."""

    question: str

    def apply(self, review: Review, letter: LetterText, by: Signature) -> Review:
        """Close it."""
        asked = question_of(review, self.question)
        if not asked.is_open:
            raise EditRefusedError("This question is closed already.")
        return _changed(review, _replace(asked, closed=by))

    def label(self, review: Review) -> str:
        """Name the act."""
        return f"close the question{_about(review, self.question)}"


def question_of(review: Review, question: str) -> Question:
    """Return the question.

    Raises:
        EditRefusedError: there is none of this identity.
    """
    for each in review.questions:
        if each.id == question:
            return each
    raise EditRefusedError("This question is no longer in the case.")


def about_words(review: Review, item: str | None, name: str) -> str:
    """Name what a question is about, for a menu: ``quantity of item 2``, ``item 2``, ``the case``."""
    if name:
        return place_words(review, item, name)
    return "the case" if item is None else item_words(review, item)


def _about(review: Review, question: str) -> str:
    asked = next((each for each in review.questions if each.id == question), None)
    return "" if asked is None else f" about {about_words(review, asked.item, asked.field)}"


def _changed(review: Review, question: Question) -> Review:
    return _replace(
        review, questions=tuple(question if each.id == question.id else each for each in review.questions)
    )


def _words(text: str) -> str:
    words = text.strip()
    if not words:
        raise EditRefusedError("Write a few words first.")
    if len(words) > _LONGEST:
        raise EditRefusedError(f"At most {_LONGEST:,} characters, please.")
    return words
