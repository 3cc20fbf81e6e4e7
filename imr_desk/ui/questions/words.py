"""What the screen says of questions: who asks whom, what about, how a thread stands."""

from collections.abc import Sequence

import msgspec

from imr_desk.model.edits import AnswerQuestion, AskQuestion, CloseQuestion
from imr_desk.model.edits.on_questions import about_words
from imr_desk.model.questions import Question
from imr_desk.model.review import Review, label_of
from imr_desk.ui.session import Place


class Here(msgspec.Struct, frozen=True):
    """Who looks at a case.

    Attributes:
        me: who sits at the desk.
        worker: who works the case; empty for nobody.
    """

    me: str
    worker: str = ""

    def is_asked(self, question: Question) -> bool:
        """Tell whether a question waits for the person at the desk."""
        return question.waits and question.by.who != self.me and (question.to or self.worker) in (self.me, "")

    def called(self, name: str) -> str:
        """Return what the screen calls somebody in the midst of a sentence."""
        return "you" if name == self.me else name


class Line(msgspec.Struct, frozen=True):
    """How a thread stands, in a line.

    Attributes:
        words: what the line says.
        role: colour role of its sign.
        mine: whether it waits for the person at the desk.
    """

    words: str
    role: str
    mine: bool = False


NOTHING_ASKED = Line("", "quiet")


def line_of(questions: Sequence[Question], draft: str, here: Here) -> Line:
    """Tell how the questions about a place stand, the one that matters most first.

    Args:
        questions: all about the place, oldest first.
        draft: what was typed there and not sent.
        here: who looks.
    """
    mine = [each for each in questions if here.is_asked(each)]
    waiting = [each for each in questions if each.waits]
    answered = [each for each in questions if each.is_open and not each.waits]
    if draft.strip():
        return Line(f"Not sent yet: {folded(draft)}", "warning", mine=True)
    if mine:
        return Line(_counted(mine[-1], len(mine), here), "warning", mine=True)
    if waiting:
        return Line(_counted(waiting[-1], len(waiting), here), "accent")
    if answered:
        answer = answered[-1].answers[-1]
        who = "You" if answer.by.who == here.me else answer.by.who
        return Line(f"{who} answered: {folded(answer.text)}", "good", mine=answered[-1].by.who == here.me)
    return Line(number_of(len(questions), "closed question"), "quiet") if questions else NOTHING_ASKED


def _counted(question: Question, number: int, here: Here) -> str:
    last = question.answers[-1].text if question.answers else question.text
    words = f"{asks_words(question, here)}: {folded(last)}"
    return words if number < 2 else f"{number} questions · {words}"


def asks_words(question: Question, here: Here) -> str:
    """Tell who asks whom: ``Ana asks you``, ``You ask whoever works the case (Ben)``."""
    asker = question.by.who
    verb = "You ask" if asker == here.me else f"{asker} asks"
    again = " again" if question.answers and question.answers[-1].by.who == asker else ""
    if question.to:
        return f"{verb} {here.called(question.to)}{again}"
    if here.worker == here.me != asker:
        return f"{verb} you{again}"
    return f"{verb}{again}" if here.worker in ("", asker) else f"{verb} {here.worker}{again}"


def worker_words(here: Here) -> str:
    """Return what the box calls whoever works the case."""
    return f"Whoever works the case ({here.called(here.worker)})" if here.worker else "Whoever works the case"


def place_name(review: Review, place: Place) -> str:
    """Name what a question is about at the head of a line: ``Item 2, quantity``; ``The case`` for all of it."""
    if place.item is None:
        return label_of(place.name) if place.name else "The case"
    try:
        item = f"Item {review.number_of(place.item)}"
    except KeyError:
        item = "An item that was removed"
    return f"{item}, {lowered(label_of(place.name))}" if place.name else item


def short_name(review: Review, place: Place) -> str:
    """Name a place where its item is in sight: ``Quantity``."""
    return label_of(place.name) if place.name else place_name(review, place)


def lowered(label: str) -> str:
    """Return a label for the midst of a sentence; abbreviations keep their capitals."""
    return label if label[:2].isupper() or label.startswith("IMR") else label[:1].lower() + label[1:]


def number_of(number: int, words: str) -> str:
    """Return ``1 question`` or ``5 questions``."""
    return f"{number} {words}{'' if number == 1 else 's'}"


def folded(text: str) -> str:
    """Return words in one line."""
    return " ".join(text.split())


def edit_words(step: AskQuestion | AnswerQuestion | CloseQuestion, review: Review | None = None) -> str:
    """Tell an edit in the history of a case, with what was said.

    Args:
        step: the edit.
        review: the review as it stands, which names the place and the question; ``None`` where it is not at hand.
    """
    if isinstance(step, AskQuestion):
        about = lowered(place_name(review, Place(step.item, step.name))) if review else _bare(step)
        to = f" {step.to}" if step.to else ""
        return f"asks{to} about {about}: {folded(step.text)}"
    asked = next((each for each in review.questions if each.id == step.question), None) if review else None
    about = f" about {about_words(review, asked.item, asked.field)}" if review and asked else ""
    if isinstance(step, AnswerQuestion):
        return f"writes to the question{about}: {folded(step.text)}"
    return f"closes the question{about}"


def _bare(step: AskQuestion) -> str:
    return lowered(label_of(step.name)) if step.name else "the case" if step.item is None else "an item"
