"""The history of one review: every act since the letter was opened, so that all can be undone and replayed.

The log keeps the acts; the review is what they leave. Undo and redo are acts too, so the trail never shrinks, and
replaying it gives back the same review with the same steps to undo, after a restart or a crash alike.

Undo and redo are a person's own: nobody takes back, or signs again, what somebody else did (``turn_refusal``).
Replaying does not ask: what older versions let through stands as it was recorded.
"""

from collections.abc import Iterable
from typing import Literal, Union

import msgspec

from imr_desk.model.edits import Edit, apply_edit
from imr_desk.model.errors import EditRefusedError
from imr_desk.model.letter import LetterText
from imr_desk.model.review import Review
from imr_desk.model.signature import Signature

Way = Literal["undo", "redo"]


class Turn(msgspec.Struct, frozen=True, tag="turn", tag_field="edit"):
    """Go one step back or forth."""

    way: Way


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
    """An edit that can be undone.

    Attributes:
        before: the review as it was.
        after: the review as it is with it.
        label: its name.
        target: what it touches.
        who: who did it; more than one only where an older version joined the typing of two people.
    """

    before: Review
    after: Review
    label: str
    target: tuple[str, ...]
    who: frozenset[str] = frozenset()


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
        label, before, past, who = edit.label(self.review), self.review, self.past, frozenset((act.by.who,))
        if act.amends and past and past[-1].target == edit.target and edit.target:
            before, who, past = past[-1].before, who | past[-1].who, past[:-1]
        return History(self.letter, after, (*past, Step(before, after, label, edit.target, who)), ())

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

    def turn_refusal(self, way: Way, who: str) -> str:
        """Return why somebody may not go a step back or forth: it is another's. Empty when they may.

        Redo brings back the signatures that the step had, so it too is only for whoever did the step.
        """
        steps = self.past if way == "undo" else self.future
        others = sorted(steps[-1].who - {who}) if steps else []
        if not others:
            return ""
        step, names = steps[-1], " and ".join(others)
        if way == "redo":
            return (
                f"What could be done again here (“{step.label}”) was done by {names}. "
                "Redo does again only what you did yourself."
            )
        closed = step.before.finished is None and step.after.finished is not None
        do = "To go on working, reopen the review" if closed else "To change it, do so in the form"
        return (
            f"The last step here (“{step.label}”) was done by {names}. Undo takes back only what you did yourself. "
            f"{do}: the history then shows both of you."
        )

    def may_amend(self, edit: Edit, who: str) -> bool:
        """Tell whether an edit may go on where the last one stopped: at the same place, and by the same person."""
        if not self.past or not edit.target:
            return False
        return self.past[-1].target == edit.target and self.past[-1].who == {who}

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
