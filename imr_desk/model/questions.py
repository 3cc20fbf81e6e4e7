"""Questions about a value, and what was answered: how colleagues talk about a case without leaving it."""

import msgspec

from imr_desk.model.signature import Signature


class Answer(msgspec.Struct, frozen=True):
    """What somebody said to a question."""

    text: str
    by: Signature


class Question(msgspec.Struct, frozen=True, omit_defaults=True):
    """A question about a place in the form.

    Attributes:
        id: stable identity within the case.
        item: identity of the item; ``None`` for the letter.
        field: name of the field, ``decision`` or ``excerpt``; empty for the whole item or letter.
        text: the question.
        by: who asks, and when.
        to: who shall answer; empty for whoever works the case.
        answers: what was said, oldest first.
        closed: who closed it, and when; ``None`` while it is open.
    """

    id: str
    item: str | None
    field: str
    text: str
    by: Signature
    to: str = ""
    answers: tuple[Answer, ...] = ()
    closed: Signature | None = None

    @property
    def is_open(self) -> bool:
        """Tell whether nobody has closed it yet."""
        return self.closed is None

    @property
    def waits(self) -> bool:
        """Tell whether it waits for an answer: nobody closed it, and the asker spoke last."""
        return self.closed is None and (not self.answers or self.answers[-1].by.who == self.by.who)
