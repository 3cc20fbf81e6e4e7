"""The second reading at the desk: it is offered, read blind under a strip that says so, and compared at its end."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from imr_desk.model.errors import DeskError
from imr_desk.model.second import SecondReading
from imr_desk.services.sampling import Sampling
from imr_desk.services.second_readings import Opening, SecondReadings, TwoReadings
from imr_desk.ui.background import Lane
from imr_desk.ui.bars import MessageBar
from imr_desk.ui.desk import Desk
from imr_desk.ui.dialogs import Dialogs
from imr_desk.ui.second.blind_strip import BlindStrip
from imr_desk.ui.second.blind_words import offer_words, result_words
from imr_desk.ui.session import Change, SaveState, Session

_READ, _RECORD = range(2)


class BlindDesk(QObject):
    """Offers second readings, and follows those on the desk.

    Signals:
        moved: the queue should ask again.
        settle_requested: the differences of this case are to be settled (its number).

    Args:
        session: the case on the desk.
        desk: opens cases.
        readings: the second readings.
        sampling: draws finished cases.
        lane: the thread that the case log lives in.
        dialogs: the door for questions.
        message: tells what came of it.
        strip: says that a second reading is on the desk.
    """

    moved = Signal()
    settle_requested = Signal(int)

    def __init__(
        self,
        session: Session,
        desk: Desk,
        readings: SecondReadings,
        sampling: Sampling,
        lane: Lane,
        dialogs: Dialogs,
        message: MessageBar,
        strip: BlindStrip,
    ) -> None:
        super().__init__(message)
        self._session, self._desk, self._readings, self._sampling = session, desk, readings, sampling
        self._lane, self._dialogs, self._message = lane, dialogs, message
        self._finished: list[tuple[int, SecondReading | None]] = []
        self._person = session.person
        self.strip = strip
        strip.give_back_requested.connect(self.give_back)
        desk.offered.connect(self._offered)
        session.case_opened.connect(self._opened)
        session.case_closed.connect(strip.hide)
        session.review_changed.connect(self._review_moved)
        session.save_changed.connect(self._saved)

    def table(self) -> Mapping[str, Callable[[], object]]:
        """Return what each act does, by its id."""
        return {"give_back_second": self.give_back}

    def person_changed(self) -> None:
        """Clear the desk for another person, who may have to read blind what is on it.

        Whatever case it is: that it was drawn may be known to the log only. Who may see it opens it again.
        """
        if self._session.person == self._person:
            return
        self._person = self._session.person
        self._desk.forget_ahead()
        self._message.hide()  # it may tell what the one before decided
        self._message.hide()  # it may tell why a case was drawn
        if self._session.is_open:
            self._session.close()
        self.moved.emit()

    # Offering

    def _offered(self, opening: Opening) -> None:
        """Ask, once the event that asked for the case is over, whether it shall be read blind."""
        QTimer.singleShot(0, self, partial(self._ask, opening))

    def _ask(self, opening: Opening) -> None:
        second, case_id = opening.second, opening.opened.case.id
        if second is None:
            return
        acts = ("Read it a second time", "Look at the record")
        choice = self._dialogs.choose_act("Second reading", offer_words(case_id, second), acts)
        if choice == _READ:
            self._desk.begin_second(case_id)
        elif choice == _RECORD:
            self._desk.open_record(case_id)

    # On the desk

    def _opened(self) -> None:
        second = self._session.second
        self.strip.show_reading(second)
        if second is None:
            return
        self.moved.emit()
        if self._session.review.finished is not None:
            # The program ended between the last act and the comparison: it is made up for now.
            self._compare(self._session.case_id)

    def _review_moved(self, change: Change) -> None:
        if change.before is not None and change.before.finished is None and change.after.finished is not None:
            self._finished.append((self._session.case_id, self._session.second))

    def _saved(self, state: SaveState) -> None:
        """Go on with what was finished, once it is durable."""
        if state is not SaveState.SAVED:
            return
        finished, self._finished = self._finished, []
        for case_id, second in finished:
            if second is None:
                self._draw(case_id)
            else:
                self._compare(case_id)

    def _draw(self, case_id: int) -> None:
        def drawn(why: str) -> None:
            if why:
                self._message.tell("info", f"Case {case_id} goes to a second reading: {why}.", stays=True)
                self.moved.emit()

        self._lane.run(self, partial(self._sampling.after_finish, case_id), drawn, self._failed)

    def _compare(self, case_id: int) -> None:
        def compared(both: TwoReadings) -> None:
            sentence, act = result_words(case_id, both.comparison), "Settle the differences"
            if both.comparison.differences:
                self._message.tell("info", sentence, act, partial(self.settle_requested.emit, case_id), stays=True)
            else:
                self._message.tell("good", sentence, stays=True)
            if self._session.is_open and self._session.case_id == case_id:
                self.strip.show_done()
            self.moved.emit()

        self._lane.run(self, partial(self._readings.finish, case_id), compared, self._failed)

    def give_back(self) -> None:
        """Leave the second reading on the desk to somebody else."""
        if self._session.second is None:
            self._message.tell("warning", "There is no second reading on the desk.")
            return
        case_id = self._session.case_id
        sentence = (
            "Somebody else will read this case from the beginning. What you did stays in its history and is not "
            "compared with anything."
        )
        if not self._dialogs.confirm("Give the second reading back", sentence, "Give it back"):
            return

        def given(_none: None) -> None:
            if self._session.is_open and self._session.case_id == case_id:
                self._session.close()
            self._message.tell("good", f"Case {case_id} waits for another second reader.")
            self.moved.emit()

        self._lane.run(self, partial(self._readings.give_back, case_id), given, self._failed)

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, DeskError):
            raise error
        self._message.tell("warning", error.sentence)
