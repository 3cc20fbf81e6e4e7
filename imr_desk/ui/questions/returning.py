"""Sending the case on the desk back: once all is saved, in the log's lane; then the case is shown as it stands."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from imr_desk.model.edits import AskQuestion
from imr_desk.model.errors import DeskError
from imr_desk.services.second_readings import Opening, SecondReadings
from imr_desk.services.sending_back import SendingBack, SentBack
from imr_desk.ui.background import Lane
from imr_desk.ui.session import Place, SaveState, Session


class Returning(QObject):
    """Sends the case on the desk back.

    Signals:
        sent: number of the case, the place, and what became of it (``SentBack``); the desk shows it already.
        failed: number of the case, the place, and why it was not sent.

    Args:
        session: the case on the desk.
        sending_back: sends cases back.
        readings: reads cases as the person at the desk may see them.
        lane: the thread that the case log lives in.
        parent: the owner.
    """

    sent = Signal(int, object, object)
    failed = Signal(int, object, str)

    def __init__(
        self, session: Session, sending_back: SendingBack, readings: SecondReadings, lane: Lane, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._session, self._sending_back, self._readings, self._lane = session, sending_back, readings, lane
        self._wish: tuple[Callable[[], object], Callable[[str], object]] | None = None
        session.save_changed.connect(self._saved)

    def send(self, place: Place, text: str, to: str) -> None:
        """Send the case back for a place, with a question; ``to`` gets it."""
        case_id, asked = self._session.case_id, AskQuestion(place.item, place.name, text)
        tell = partial(self.failed.emit, case_id, place)

        def not_sent(error: Exception) -> None:
            if not isinstance(error, DeskError):
                raise error
            tell(error.sentence)

        def work() -> SentBack:
            return self._sending_back.send(case_id, asked, to)

        done = partial(self._show_anew, case_id, place)
        self._once_saved(lambda: self._lane.run(self, work, done, not_sent), tell)

    def _show_anew(self, case_id: int, place: Place, sent: SentBack) -> None:
        """Read the case again, which the log has moved on; what was done at the desk meanwhile is waited for."""
        session = self._session
        if not session.is_open or session.case_id != case_id:
            self.sent.emit(case_id, place, sent)
            return
        history = session.history

        def show(opening: Opening) -> None:
            here = session.is_open and session.case_id == case_id
            if here and session.history is not history:
                self._show_anew(case_id, place, sent)
                return
            if here:
                session.open(opening.opened, opening.history, opening.second)
            self.sent.emit(case_id, place, sent)

        def not_read(error: Exception) -> None:
            if not isinstance(error, DeskError):
                raise error
            session.close()  # what is on the desk is no longer how the case stands
            self.sent.emit(case_id, place, sent)

        def read() -> None:
            self._lane.run(self, lambda: self._readings.opening(case_id), show, not_read)

        self._once_saved(read, lambda _why: self.sent.emit(case_id, place, sent))

    def _once_saved(self, call: Callable[[], object], refused: Callable[[str], object]) -> None:
        """Call once no act of the case is on its way into the log any more; ``refused`` when it cannot be saved."""
        session = self._session
        if not session.is_open or session.case_id not in session.unsaved_cases:
            call()
            return
        self._wish = call, refused
        if session.save_state is SaveState.NOT_SAVED:
            session.retry_saving()

    def _saved(self, state: SaveState) -> None:
        if self._wish is None or state is SaveState.SAVING:
            return
        (call, refused), self._wish = self._wish, None
        if state is SaveState.SAVED:
            call()
        else:
            refused(f"Your last acts are not saved yet. {self._session.save_problem}")
