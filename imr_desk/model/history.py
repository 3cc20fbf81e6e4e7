"""The history of one review: every act since the letter was opened, so that all can be undone and replayed.

The log keeps the acts; the review is what they leave. Undo and redo are acts too, so the trail never shrinks, and
replaying it gives back the same review with the same steps to undo, after a restart or a crash alike.
"""

from collections.abc import Iterable
from typing import Literal, Union

import msgspec

from imr_desk.model.edits import Edit, apply_edit
from imr_desk.model.errors import EditRefusedError
from imr_desk.model.letter import LetterText
from imr_desk.model.review import Review
from imr_desk.model.signature import Signature


class Turn(msgspec.Struct, frozen=True, tag="turn", tag_field="edit"):
    """Go one step back or forth."""

    way: Literal["undo", "redo"]


class Act(msgspec.Struct, frozen=True):
    """One thing that a person did, as the log keeps it.

    Attributes:
        step: the edit, or a turn back or forth.
        by: who and when.
        amends: it goes on where the act before it stopped (typing in one field), so both are one step to undo.
    """

    step: Union[Edit, Turn]  # noqa: UP007 - see Edit
    by: Signature
    amends: bool = False


class Step(msgspec.Struct, frozen=True):
    """An edit that can be undone: the review before and after it, and its name."""

    before: Review
    after: Review
    label: str
    target: tuple[str, ...]


class History(msgspec.Struct, frozen=True):
    """A review with its past and future; a value like the rest: each act makes a new one.

    Attributes:
        letter: the letter's text as it was first read; ``text`` is the one in force.
        review: what stands.
        past: steps that can be undone, oldest first.
        future: steps that can be done again.
    """

    letter: LetterText
    review: Review
    past: tuple[Step, ...] = ()
    future: tuple[Step, ...] = ()

    @property
    def text(self) -> LetterText:
        """The letter's text in force: as it was read last, or at first."""
        return self.review.text or self.letter

    def done(self, act: Act) -> "History":
        """Return the history with the act done.

        Raises:
            EditRefusedError: it does not fit; this history stays as it is.
        """
        if isinstance(act.step, Turn):
            return self._undone() if act.step.way == "undo" else self._redone()
        edit = act.step
        after = apply_edit(edit, self.review, self.text, act.by)
        label, before, past = edit.label(self.review), self.review, self.past
        if act.amends and past and past[-1].target == edit.target and edit.target:
            before, past = past[-1].before, past[:-1]
        return History(self.letter, after, (*past, Step(before, after, label, edit.target)), ())

    def _undone(self) -> "History":
        if not self.past:
            raise EditRefusedError("There is nothing to undo.")
        step = self.past[-1]
        return History(self.letter, step.before, self.past[:-1], (*self.future, step))

    def _redone(self) -> "History":
        if not self.future:
            raise EditRefusedError("There is nothing to redo.")
        step = self.future[-1]
        return History(self.letter, step.after, (*self.past, step), self.future[:-1])

    @property
    def undo_label(self) -> str | None:
        """Name of what undo would take back; ``None`` when there is nothing."""
        return self.past[-1].label if self.past else None

    @property
    def redo_label(self) -> str | None:
        """Name of what redo would do again; ``None`` when there is nothing."""
        return self.future[-1].label if self.future else None

    @classmethod
    def replayed(cls, letter: LetterText, start: Review, acts: Iterable[Act]) -> "History":
        """Do all acts again, from the draft on."""
        history = cls(letter, start)
        for act in acts:
            history = history.done(act)
        return history
