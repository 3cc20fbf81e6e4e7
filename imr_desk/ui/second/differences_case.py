"""The comparison of the case on the desk: what is settled, what settling does to the record, and the way back."""

from collections.abc import Callable
from functools import partial
from typing import Literal

import msgspec
from PySide6.QtCore import QObject, Signal

from imr_desk.model.edits import Edit, ReopenReview
from imr_desk.model.errors import DeskError, EditRefusedError
from imr_desk.model.handling import SettleDifference, Take
from imr_desk.model.people import Right
from imr_desk.model.review import Review
from imr_desk.model.second import Pair, SecondReading, Settled, Side
from imr_desk.services.case_handling import Handled
from imr_desk.services.second_readings import TwoReadings
from imr_desk.services.settled_steps import settled_steps
from imr_desk.services.settling import BothSides, ThirdValue
from imr_desk.services.workstation import Workstation
from imr_desk.ui.background import Lane
from imr_desk.ui.second import difference_words as say
from imr_desk.ui.second.difference_deeds import Deed, Deeds
from imr_desk.ui.session import Change, Session

_ONLY_TO_READ = "This is a copy that was opened only to read it: nothing in it can be changed."
_FIRST_STEP = "Undo goes back no further here. What was done before stands in the form (Esc)."


class DifferencesView(msgspec.Struct, frozen=True):
    """A comparison at one moment.

    Attributes:
        both: the two readings.
        second: how the second reading stands, with what was settled.
        record: the record of the case.
        refusal: why nothing can be settled, in a sentence; empty when it can.
    """

    both: BothSides
    second: SecondReading
    record: Review
    refusal: str = ""

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """Every place that was compared."""
        return self.both.readings.comparison.pairs

    @property
    def differences(self) -> tuple[Pair, ...]:
        """The places where the readings differ."""
        return self.both.readings.comparison.differences

    def settled(self, pair: Pair) -> Settled | None:
        """Return how a difference was settled; ``None`` while it is open, and when the record says otherwise."""
        settled = self.second.side_of(pair.key)
        return settled if self.second.closed or self.both.fits(self.record, pair, settled) else None

    @property
    def open(self) -> tuple[Pair, ...]:
        """The differences that are not settled."""
        return tuple(pair for pair in self.differences if self.settled(pair) is None)


class DifferencesCase(QObject):
    """Settles differences: the record through the session, and whose reading stands through the log's lane.

    Both are done at once on the screen and saved behind; what does not fit the record any more is opened again, so
    that undoing an edit and opening its difference are one thing.

    Signals:
        changed: the comparison as it is now (a ``DifferencesView``), or ``None``.
        settled: key of a difference that was just settled here.
        told: kind and sentence of some news.
        taken_over: the case was a colleague's and is the settler's now.

    Args:
        workstation: the services.
        session: the case on the desk.
        lane: the thread that the case log lives in.
        ask: asks whether the record may be opened again, in a sentence.
        parent: its owner.
    """

    changed = Signal(object)
    settled = Signal(str)
    told = Signal(str, str)
    taken_over = Signal()

    def __init__(
        self, workstation: Workstation, session: Session, lane: Lane, ask: Callable[[str], bool], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._workstation, self._session, self._lane, self._ask = workstation, session, lane, ask
        self._both: BothSides | None = None
        self._second: SecondReading | None = None
        self._start: Review | None = None
        self._deeds = Deeds()
        self._case_id = 0
        self._warned = self._busy = False
        session.case_opened.connect(self.leave)
        session.case_closed.connect(self.leave)
        session.review_changed.connect(self._review_moved)

    # What is compared

    @property
    def view(self) -> DifferencesView | None:
        """The comparison as it is now; ``None`` while there is none on the screen."""
        if self._both is None or self._second is None or not self._is_here():
            return None
        return DifferencesView(self._both, self._second, self._session.review, self._refusal(self._second))

    def show(self, readings: TwoReadings) -> None:
        """Take the comparison of the case on the desk."""
        self._both, self._second = BothSides(self._session.letter, readings), readings.second
        self._case_id, self._start, self._warned = self._session.case_id, self._session.review, False
        self._deeds.clear()
        self._keep_in_step()
        self._remember()
        self.changed.emit(self.view)

    def _remember(self) -> None:
        """Find again what was settled before the comparison came on the screen: it can still be undone."""
        view = self.view
        if view is None or view.refusal:
            return
        found = settled_steps(view.both, self._session.history, view.second.settled)
        for pair, settled, start, end, steps in found:
            self._deeds.add(Deed(pair.key, say.place_name(pair, view.both), None, settled, start, end, steps))
        if found:
            self._start = found[0].start

    def leave(self) -> None:
        """Put the comparison away."""
        self._both = self._second = self._start = None
        self._deeds.clear()
        self.changed.emit(None)

    def _is_here(self) -> bool:
        session = self._session
        return session.is_open and session.case_id == self._case_id and session.second is None

    def _refusal(self, second: SecondReading) -> str:
        if self._workstation.to_read:
            return _ONLY_TO_READ
        if second.closed is not None:
            return f"{second.closed.who} closed this comparison, {say.moment(second.closed.at)}."
        return self._workstation.people.refusal(Right.SECOND_READINGS)

    # Settling

    def take(self, pair: Pair, side: Side, words: str = "") -> None:
        """Let a side's value stand."""
        self._settle_by(pair, lambda view: view.both.edits(view.record, pair, side), side, words)

    def write(self, pair: Pair, third: ThirdValue, words: str = "") -> None:
        """Let another value stand; one that a reader has is theirs."""
        self._settle_by(pair, lambda view: view.both.third(view.record, pair, third), Side.THIRD, words)

    def open_again(self, pair: Pair) -> None:
        """Open a settled difference again; the record keeps what it has until a side is taken."""
        view = self._changeable()
        settled = None if view is None else view.second.side_of(pair.key)
        if view is not None and settled is not None:
            self._deeds.add(
                Deed(pair.key, say.place_name(pair, view.both), settled, None, view.record, view.record, 0)
            )
            self._put(pair.key, None)
            self.changed.emit(self.view)

    def close(self) -> None:
        """Say that all differences are settled."""
        view = self._changeable()
        if view is None:
            return
        if left := len(view.open):
            self.told.emit("warning", f"{left} difference{'s are' if left != 1 else ' is'} still to settle.")
            return
        case_id, readings = self._case_id, self._workstation.second_readings

        def closed(second: SecondReading) -> None:
            if self._second is not None and self._case_id == case_id:
                self._second = second
                self.changed.emit(self.view)

        self._lane.run(self, partial(readings.close, case_id), closed, self._failed)

    def _changeable(self) -> DifferencesView | None:
        """Return the comparison when it can be worked on; say why not else."""
        view = self.view
        if view is not None and view.refusal:
            self.told.emit("warning", view.refusal)
            return None
        return view

    def _settle_by(
        self, pair: Pair, edits_of: Callable[[DifferencesView], tuple[Edit, ...]], side: Side, words: str
    ) -> None:
        view = self._changeable()
        if view is None:
            return
        try:
            edits = edits_of(view)
            stands = side if side is not Side.THIRD else view.both.side_after(view.record, edits, pair)
        except EditRefusedError as error:
            self.told.emit("warning", error.sentence)
            return
        if edits and not self._may_reopen():
            return
        if edits and self._session.colleague:
            self._take_over(partial(self._settle_by, pair, edits_of, side, words))
        else:
            self._do(pair, edits, stands, words)

    def _may_reopen(self) -> bool:
        """Say, once a case, what an edit does besides; ``False`` when the person leaves it."""
        finished, session = self._session.review.finished, self._session
        signer = "" if finished is None else finished.who
        sentence = say.reopening(signer, session.colleague, session.person)
        if sentence and not self._warned:
            self._warned = self._ask(sentence)
            return self._warned
        return True

    def _take_over(self, then: Callable[[], None]) -> None:
        """Make a colleague's case the settler's, which only an edit needs, and go on from the beginning."""
        case_id, handling = self._case_id, self._workstation.handling

        def taken(handled: Handled) -> None:
            if handled.refused:
                self.told.emit("warning", handled.refused[0].sentence)
            elif self._is_here() and self._case_id == case_id:
                self._session.take_over()
                self.taken_over.emit()
                then()

        self._lane.run(self, lambda: handling.take((case_id,), Take(over=True)), taken, self._failed)

    def _do(self, pair: Pair, edits: tuple[Edit, ...], side: Side, words: str) -> None:
        view = self.view
        if view is None:
            return
        opens: tuple[Edit, ...] = (ReopenReview(),) if edits and view.record.finished is not None else ()
        before, start = view.second.side_of(pair.key), view.record
        if not self._act((*opens, *edits)):
            return
        if edits or before is None or (before.side, before.words) != (side, words.strip()):
            after = self._put(pair.key, side, words)
            end = self._session.review
            name, steps = say.place_name(pair, view.both), len(opens) + len(edits)
            self._deeds.add(Deed(pair.key, name, before, after, start, end, steps))
        self.changed.emit(self.view)
        self.settled.emit(pair.key)

    def _act(self, edits: tuple[Edit, ...]) -> bool:
        """Do edits on the record, all of them or none; the session says why one was refused."""
        self._busy = True
        try:
            for done, edit in enumerate(edits):
                if not self._session.act(edit, by=self):
                    for _ in range(done):
                        self._session.turn("undo")
                    return False
            return True
        finally:
            self._busy = False

    # Whose reading stands, here and in the log

    def _put(self, key: str, side: Side | None, words: str = "") -> Settled | None:
        """Settle a difference on the screen at once, and in the log behind it."""
        if self._second is None:
            return None
        step, by = SettleDifference(key, side, words), self._workstation.reviews.sign()
        self._second = step.moved(self._second, by)
        readings, case_id = self._workstation.second_readings, self._case_id
        self._lane.run(self, partial(readings.settle, case_id, key, side, words), None, self._not_settled)
        return self._second.side_of(key)

    def _not_settled(self, error: Exception) -> None:
        """Tell why the log did not take it, and show what the log has."""
        self._failed(error)
        if self._second is not None:
            both = partial(self._workstation.second_readings.both, self._case_id)
            self._lane.run(self, both, partial(self._read_again, self._case_id), self._failed)

    def _read_again(self, case_id: int, readings: TwoReadings) -> None:
        if self._second is not None and self._is_here() and self._case_id == case_id:
            self._second = readings.second
            self._deeds.clear()
            self.changed.emit(self.view)

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, DeskError):
            raise error
        self.told.emit("error", error.sentence)

    # The way back

    @property
    def turn_labels(self) -> tuple[str | None, str | None]:
        """Name what undo and redo do here; ``None`` for what they leave to the session, or cannot do."""
        deeds = (self._deeds.undoable(self._session.review), self._deeds.redoable(self._session.review))
        return (deeds[0] and deeds[0].label, deeds[1] and deeds[1].label)

    def turn(self, way: str) -> bool:
        """Undo or redo what was settled, record and comparison in one step; ``False`` leaves it to the session."""
        view = self.view
        if view is None:
            return False
        deed = self._deeds.undoable(view.record) if way == "undo" else self._deeds.redoable(view.record)
        if deed is None:
            if way == "undo" and view.record is self._start:
                self.told.emit("info", _FIRST_STEP)
                return True
            return False
        if self._changeable() is None:
            return True
        if not self._turn_record("undo" if way == "undo" else "redo", deed.steps):
            return True
        stands = deed.before if way == "undo" else deed.after
        self._put(deed.key, None if stands is None else stands.side, "" if stands is None else stands.words)
        self._deeds.move_back() if way == "undo" else self._deeds.move_forth()
        self.changed.emit(self.view)
        return True

    def _turn_record(self, way: Literal["undo", "redo"], steps: int) -> bool:
        """Go some steps back or forth in the record; ``False`` when the session refuses, which says why itself."""
        self._busy = True
        try:
            return all(self._session.turn(way) for _ in range(steps))
        finally:
            self._busy = False

    def _review_moved(self, change: Change) -> None:
        if self._busy or change.before is None or self._both is None or not self._is_here():
            return
        self._keep_in_step()
        self.changed.emit(self.view)

    def _keep_in_step(self) -> None:
        """Open again what is settled otherwise than the record says: it was changed in the form, or undone there."""
        view = self.view
        if view is None or view.refusal:
            return
        moved = [pair for pair in view.differences if view.second.side_of(pair.key) and not view.settled(pair)]
        for pair in moved:
            self._put(pair.key, None)
        if moved:
            names = ", ".join(say.place_name(pair, view.both) for pair in moved)
            self.told.emit("info", f"Open again, because the record has another value there now: {names}.")
