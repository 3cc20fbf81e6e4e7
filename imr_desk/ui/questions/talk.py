"""What a thread is shown with."""

import msgspec

from imr_desk.model.questions import Question
from imr_desk.ui.questions.words import Here


class Back(msgspec.Struct, frozen=True):
    """How the case would be sent back from here.

    Attributes:
        to: its first reader; empty when there is none.
        notice: what that brings about.
    """

    to: str
    notice: str


class Talk(msgspec.Struct, frozen=True):
    """What a thread is shown with.

    Attributes:
        about: what it is about, in full: ``Item 2, quantity``.
        short: the same where the item is in sight.
        named: the line must say what it is about, because the place itself is folded away.
        questions: all about the place, oldest first.
        here: who looks.
        people: whom one can ask, by name.
        refusal: why nobody may write here now; empty when one may.
        back: how the case would be sent back; ``None`` where it cannot be, or the person may not.
    """

    about: str
    short: str
    named: bool
    questions: tuple[Question, ...]
    here: Here
    people: tuple[str, ...] = ()
    refusal: str = ""
    back: Back | None = None
