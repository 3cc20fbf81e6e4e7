"""Taking cases on the desk, one after another, without ever making the reviewer wait for the log."""

from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from imr_desk.model.case import Case
from imr_desk.model.errors import DeskError
from imr_desk.model.queue import CaseQuery
from imr_desk.model.second import SecondReading
from imr_desk.services.second_readings import Opening, SecondReadings
from imr_desk.services.worklist import Worklist
from imr_desk.ui.background import Job, Lane
from imr_desk.ui.session import SaveState, Session

_PAINTED = 60
"""Milliseconds after which a case just opened is on the screen; reading ahead would take the processor from it."""


class Desk(QObject):
    """Opens cases in the log's lane and hands them to the session; reads the next case ahead.

    Signals:
        failed: why a case was not opened, in a sentence.
        offered: a case that waits for a second reader (``Opening``); nothing of it is shown yet.
        queue_done: no other case waits.
        ahead_read: number and letter of the case that will come next.
    """

    failed = Signal(str)
    offered = Signal(object)
    queue_done = Signal()
    ahead_read = Signal(int, object)

    def __init__(self, session: Session, readings: SecondReadings, worklist: Worklist, log_lane: Lane) -> None:
        super().__init__()
        self._session = session
        self._readings = readings
        self._worklist = worklist
        self._lane = log_lane
        self._job: Job | None = None
        self._ahead_job: Job | None = None
        self._visited: list[int] = []
        self._ahead: Opening | None = None
        self._wish: tuple[int, bool] | None = None
        session.save_changed.connect(self._saved)
        self._ahead_of: tuple[int | None, CaseQuery] | None = None
        self._ahead_query = CaseQuery()
        self._ahead_soon = QTimer(self)
        self._ahead_soon.setSingleShot(True)
        self._ahead_soon.setInterval(_PAINTED)
        self._ahead_soon.timeout.connect(self._read_ahead)

    def begin_second(self, case_id: int) -> None:
        """Begin to read a case a second time, without what its first reader said."""
        self._job = self._lane.run(self, lambda: self._readings.begin(case_id), self._take, self._not_opened)

    def open_record(self, case_id: int) -> None:
        """Open the record of a case that waits for its second reading; the log notes who has seen it."""
        work = partial(self._readings.opening, case_id, record=True)
        self._job = self._lane.run(self, work, self._take, self._not_opened)

    def open(self, case_id: int, *, back: bool = False) -> None:
        """Open a case once everything before it is saved; the one on the desk stays until then."""
        if self._session.save_state is SaveState.NOT_SAVED:
            self._session.retry_saving()
            self.failed.emit(f"Your last acts are not saved yet. {self._session.save_problem}")
            return
        if case_id in self._session.unsaved_cases:
            # What is read before the last of its acts is saved would lack it.
            self._wish = case_id, back
            return
        self._wish = None
        if self._session.is_open and not back and self._session.case_id != case_id:
            self._visited.append(self._session.case_id)
        if self._job is not None:
            self._job.cancel()
        ahead, self._ahead = self._ahead, None
        if ahead is not None and ahead.opened.case.id == case_id:
            self._take(ahead)
            return
        self._job = self._lane.run(self, lambda: self._readings.opening(case_id), self._take, self._not_opened)

    def _saved(self, state: SaveState) -> None:
        """Open what was asked for while acts were being saved."""
        if state is SaveState.SAVED and self._wish is not None:
            (case_id, back), self._wish = self._wish, None
            self.open(case_id, back=back)
        elif state is SaveState.NOT_SAVED:
            self._wish = None

    def open_next(self, query: CaseQuery) -> None:
        """Open the unfinished case that follows in the queue; ``queue_done`` when there is none."""
        here = self._session.case_id if self._session.is_open else None
        if self._ahead is not None and self._ahead_of == (here, query):
            # Only the case on the desk was worked on since the next one was read; its saving need not be waited for.
            self._go_on(self._ahead.opened.case)
            return

        def work() -> Case | None:
            return self._worklist.next_after(here, query)

        self._lane.run(self, work, self._go_on, self._not_opened)

    def open_previous(self) -> None:
        """Go back to the case that was on the desk before."""
        if self._visited:
            self.open(self._visited.pop(), back=True)

    def read_ahead(self, query: CaseQuery) -> None:
        """Read the case that will come next, so that it opens at once; the one on the desk is painted first."""
        self._ahead_query = query
        self._ahead_soon.start()

    def _read_ahead(self) -> None:
        query = self._ahead_query
        here = self._session.case_id if self._session.is_open else None

        def work() -> Opening | None:
            case = self._worklist.next_after(here, query)
            # Whoever opens a case that somebody reads blind is noted: not before they do.
            return None if case is None or _is_read_blind(case) else self._readings.opening(case.id)

        def keep(ready: Opening | None) -> None:
            self._ahead_of = here, query
            self._keep_ahead(ready)

        self._ahead_job = self._lane.run(self, work, keep, self._forget_ahead)

    def _keep_ahead(self, ready: Opening | None) -> None:
        if ready is not None and ready.opened.case.id in self._session.unsaved_cases:
            ready = None  # it was read before its last acts were saved, and lacks them
        self._ahead = ready
        if ready is not None:
            self.ahead_read.emit(ready.opened.case.id, ready.history.text)

    def _forget_ahead(self, _error: Exception) -> None:
        self._ahead = None  # opening it for real will say what is wrong

    def forget_ahead(self) -> None:
        """Forget what was read or asked for: another person may not see it like this."""
        for job in (self._job, self._ahead_job):
            if job is not None:
                job.cancel()
        self._job = self._ahead_job = self._ahead = self._wish = None

    def _go_on(self, case: Case | None) -> None:
        if case is None:
            self.queue_done.emit()
        else:
            self.open(case.id)

    def _take(self, ready: Opening) -> None:
        self._job = None
        if ready.is_offer:
            self.offered.emit(ready)
            return
        session, case_id = self._session, ready.opened.case.id
        if session.is_open and session.case_id == case_id and _same_reading(session.second, ready.second):
            return  # asked for once more: what was done meanwhile is on the desk and may not be in what was read
        session.open(ready.opened, ready.history, ready.second)

    def _not_opened(self, error: Exception) -> None:
        self._job = None
        if not isinstance(error, DeskError):
            raise error
        self.failed.emit(error.sentence)


def _is_read_blind(case: Case) -> bool:
    return case.handling.second is not None and case.handling.second.is_blind


def _same_reading(here: SecondReading | None, there: SecondReading | None) -> bool:
    """Tell whether two readings of a case are the same: both the record, or both one round of a second reading."""
    return (here and here.round) == (there and there.round)
