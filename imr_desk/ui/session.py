"""The case that is open in the window: its review, its history, what is in focus, what is saved.

The panels know only this. The session states facts in the past tense; the panels ask it to act.
"""

from collections.abc import Callable
from enum import StrEnum
from typing import NamedTuple

import msgspec
from PySide6.QtCore import QObject, Signal

from imr_desk.model.case import OpenedCase
from imr_desk.model.draft import Draft
from imr_desk.model.edits import ON_QUESTIONS, Edit, ReopenReview, RereadLetter
from imr_desk.model.errors import DeskError, EditRefusedError
from imr_desk.model.geometry import Span
from imr_desk.model.history import Act, History, Turn, Way
from imr_desk.model.letter import LetterText
from imr_desk.model.review import Review
from imr_desk.model.second import SecondReading
from imr_desk.services.reviews import Reviews
from imr_desk.services.second_readings import SecondReadings
from imr_desk.services.workstation import Workstation
from imr_desk.ui.background import Lane


class Place(msgspec.Struct, frozen=True):
    """A place in the form.

    Attributes:
        item: identity of the item; ``None`` for the letter's own fields.
        name: field name, or ``decision``, ``excerpt``, or ``flag``.
        flag: key of the flag, where ``name`` is ``flag``.
    """

    item: str | None
    name: str
    flag: str | None = None


class Change(msgspec.Struct, frozen=True):
    """What an act moved, so that a view can tell whether it is concerned.

    Attributes:
        before: the review as it was; ``None`` when a case was just opened.
        after: the review as it is.
        by: who moved it: the object that asked for the act, or ``None``.
    """

    before: Review | None
    after: Review
    by: object | None = None


class SaveState(StrEnum):
    """How far the last act is on its way into the log."""

    SAVED = "saved"
    SAVING = "saving"
    NOT_SAVED = "not saved"


RefusalOf = Callable[[Edit | Turn, Review, LetterText, Draft], str]
"""Says why an edit may not be done, in a sentence; empty when it may."""


def _nothing_refused(_step: Edit | Turn, _review: Review, _letter: LetterText, _draft: Draft) -> str:
    return ""


def refusals_of(workstation: Workstation) -> RefusalOf:
    """Return why an edit may not be done in this workstation: the log is a copy, or the person has not the right."""
    if workstation.to_read:
        return lambda *_asked: "This is a copy that was opened only to read it: nothing in it can be changed."
    return workstation.people.refusal_of


NOT_WHILE_BLIND = (*ON_QUESTIONS, RereadLetter, ReopenReview)
"""Edits that belong to the record, so that a second reader cannot do them."""


class _Unsaved(NamedTuple):
    """An act that is on its way into the log: its case, and what records it."""

    case_id: int
    record: Callable[[], object]


class Session(QObject):
    """One open case.

    Args:
        reviews: the service that records acts.
        log_lane: the thread that the case log lives in.
        refusal_of: says why the person at the desk may not do an edit; empty when they may.
        second_readings: the service that records acts of second readings; ``None`` where there are none.
    """

    case_leaves = Signal()
    case_opened = Signal()
    case_closed = Signal()
    letter_changed = Signal()
    review_changed = Signal(object)
    focus_changed = Signal(object)
    selection_changed = Signal(object)
    save_changed = Signal(object)
    refused = Signal(str)

    def __init__(
        self,
        reviews: Reviews,
        log_lane: Lane,
        refusal_of: RefusalOf = _nothing_refused,
        second_readings: SecondReadings | None = None,
    ) -> None:
        super().__init__()
        self._second_readings = second_readings
        self._second: SecondReading | None = None
        self._refusal_of = refusal_of
        self._taken_over = False
        self._reviews = reviews
        self._lane = log_lane
        self._opened: OpenedCase | None = None
        self._history: History | None = None
        self._focus: Place | None = None
        self._selection: tuple[Span, ...] = ()
        self._unsaved: list[_Unsaved] = []
        self._writing: tuple[_Unsaved, ...] = ()
        self.save_state = SaveState.SAVED
        self.saved_at = ""
        self.save_problem = ""

    # What is open

    @property
    def is_open(self) -> bool:
        """Tell whether a case is open."""
        return self._opened is not None

    @property
    def opened(self) -> OpenedCase:
        """The case as it came out of the log."""
        if self._opened is None:
            raise RuntimeError("no case is open")
        return self._opened

    @property
    def case_id(self) -> int:
        """Number of the open case."""
        return self.opened.case.id

    @property
    def letter(self) -> LetterText:
        """The open letter, in the text in force."""
        return self.history.text

    @property
    def draft(self) -> Draft:
        """What the machine read, when it read last."""
        return self.review.reread or self.opened.draft

    @property
    def history(self) -> History:
        """The review with its past and future."""
        if self._history is None:
            raise RuntimeError("no case is open")
        return self._history

    @property
    def review(self) -> Review:
        """The review as it stands."""
        return self.history.review

    @property
    def person(self) -> str:
        """Who works here."""
        return self._reviews.person

    @property
    def second(self) -> SecondReading | None:
        """The second reading that the form belongs to; ``None`` while the record is on the desk."""
        return self._second

    @property
    def colleague(self) -> str:
        """Who else works on the open case; empty for nobody, after it was taken over, and in a second reading."""
        if self._second is not None:
            return ""
        reviewer = self.opened.case.handling.reviewer
        return "" if self._taken_over or reviewer == self.person else reviewer

    def take_over(self) -> None:
        """Work on a case that a colleague had; the log has been told."""
        self._taken_over = True

    def open(self, opened: OpenedCase, history: History, second: SecondReading | None = None) -> None:
        """Take a case on the desk; what is still being typed in the one before is taken over first.

        ``second`` is the second reading that the history belongs to; its acts never touch the record.
        """
        if self._opened is not None:
            self.case_leaves.emit()
        self._taken_over = False
        self._opened, self._history, self._second = opened, history, second
        self._focus, self._selection = None, ()
        self.case_opened.emit()
        self.review_changed.emit(Change(None, self.review))
        self.selection_changed.emit(())

    def close(self) -> None:
        """Take the case off the desk; its acts go on being saved."""
        if self._opened is not None:
            self.case_leaves.emit()
        self._opened = self._history = self._second = None
        self._focus, self._selection = None, ()
        self.case_closed.emit()

    # Acting

    def act(self, edit: Edit, *, by: object | None = None, amends: bool = False) -> bool:
        """Do an edit, show it and have it saved; ``False`` when it was refused (``refused`` says why).

        ``by`` is the view that asks, so that it can skip its own doing. ``amends`` joins typing to one step.
        """
        amends = amends and self.history.may_amend(edit, self.person)
        return self._refused_or_taken(self._reviews.act(edit, amends=amends), by)

    def turn_label(self, way: Way) -> str | None:
        """Name what undo or redo would do for the person at the desk; ``None`` for nothing, or nothing of theirs."""
        history = self.history
        if history.turn_refusal(way, self.person) or self._blind_refusal(Turn(way)):
            return None
        return history.undo_label if way == "undo" else history.redo_label

    def turn(self, way: Way) -> bool:
        """Go one step back or forth; ``False`` when there is none, or it is another person's."""
        return self._refused_or_taken(self._reviews.act(Turn(way)), None)

    def _refused_or_taken(self, act: Act, by: object | None) -> bool:
        step = act.step
        # Colleagues ask and answer in a case that another works on: that is what questions are for.
        refusal = "" if isinstance(step, ON_QUESTIONS) else self._colleague_refusal()
        refusal = refusal or self._blind_refusal(step)
        if isinstance(step, Turn):
            refusal = refusal or self.history.turn_refusal(step.way, act.by.who)
        refusal = refusal or self._refusal_of(step, self.review, self.letter, self.draft)
        if refusal:
            self.refused.emit(refusal)
            return False
        return self._take(act, by)

    def _colleague_refusal(self) -> str:
        name = self.colleague
        return f"{name} works on this case. Take it over first (Case, Take the case over)." if name else ""

    def _blind_refusal(self, step: Edit | Turn) -> str:
        if self._second is None:
            return ""
        if self.review.finished is not None:
            # Also undo: what was compared is what stands, and must go on standing.
            return "Your second reading is finished and is being compared."
        if not isinstance(step, NOT_WHILE_BLIND):
            return ""
        return "This belongs to the record of the case. Do it once your second reading is finished."

    def _take(self, act: Act, by: object | None) -> bool:
        before = self.review
        try:
            after = self.history.done(act)
        except EditRefusedError as error:
            self.refused.emit(error.sentence)
            return False
        if after.text is self.letter:
            self._history = after
        else:
            self.select(())  # what is selected are words of the text that goes
            self._history = after
            self.letter_changed.emit()
        self._save(act)
        self.review_changed.emit(Change(before, self.review, by))
        return True

    def _save(self, act: Act) -> None:
        self._unsaved.append(_Unsaved(self.case_id, self._recording(act)))
        if self.save_state is not SaveState.NOT_SAVED:
            self._write()

    def _recording(self, act: Act) -> Callable[[], object]:
        case_id, review, second, readings = self.case_id, self.review, self._second, self._second_readings
        if second is None or readings is None:
            return lambda: self._reviews.record(case_id, act, review)
        return lambda: readings.record(case_id, second.round, act)

    @property
    def unsaved_cases(self) -> frozenset[int]:
        """Numbers of the cases whose newest acts are not in the log yet: read now, they would lack them."""
        return frozenset(unsaved.case_id for unsaved in (*self._unsaved, *self._writing))

    def retry_saving(self) -> None:
        """Try again to save what could not be saved, in its order."""
        self._write()

    def _write(self) -> None:
        """Hand the unsaved acts to the log's thread; one batch at a time, so that their order always holds."""
        if self._writing or not self._unsaved:
            return
        waiting, self._unsaved = self._unsaved, []
        self._writing = tuple(waiting)
        self._tell(SaveState.SAVING)

        def work() -> tuple[list[_Unsaved], DeskError | None]:
            for done, unsaved in enumerate(waiting):
                try:
                    unsaved.record()
                except DeskError as error:
                    return waiting[done:], error
            return [], None

        self._lane.run(self, work, self._written)

    def _written(self, result: tuple[list[_Unsaved], DeskError | None]) -> None:
        left, error = result
        self._writing = ()
        if error is not None:
            self._unsaved = left + self._unsaved
            self.save_problem = error.sentence
            self._tell(SaveState.NOT_SAVED)
        elif self._unsaved:
            self._write()
        else:
            self.saved_at = self._reviews.clock.now().strftime("%H:%M:%S")
            self._tell(SaveState.SAVED)

    def _tell(self, state: SaveState) -> None:
        self.save_state = state
        self.save_changed.emit(state)

    # Focus and selection

    @property
    def focus(self) -> Place | None:
        """The place of the form in focus."""
        return self._focus

    def set_focus(self, place: Place | None) -> None:
        """Say which place of the form is in focus; the letter shows its evidence."""
        if place != self._focus:
            self._focus = place
            self.focus_changed.emit(place)

    @property
    def selection(self) -> tuple[Span, ...]:
        """The words selected in the letter, in reading order; a box over columns has several spans a page."""
        return self._selection

    def select(self, spans: tuple[Span, ...]) -> None:
        """Say which words of the letter are selected."""
        if spans != self._selection:
            self._selection = spans
            self.selection_changed.emit(spans)
