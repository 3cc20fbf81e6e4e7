"""The acts on second readings: the rule, and sending the case on the desk or calling its second reading off."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from imr_desk.model.errors import DeskError
from imr_desk.model.handling import SendToSecondReading
from imr_desk.model.people import Right
from imr_desk.services.case_handling import Handled
from imr_desk.services.sampling import Drawn
from imr_desk.services.second_readings import ALONE
from imr_desk.services.workstation import Workstation
from imr_desk.ui.background import Lane
from imr_desk.ui.bars import MessageBar
from imr_desk.ui.dialogs import Dialogs
from imr_desk.ui.dress import Dress
from imr_desk.ui.second.sampling_runs import SamplingDraw
from imr_desk.ui.second.sampling_words import drawn_words
from imr_desk.ui.session import SaveState, Session

if TYPE_CHECKING:
    from imr_desk.ui.second.sampling_send import SendDialog
    from imr_desk.ui.second.sampling_sheet import SamplingSheet


class SecondActs(QObject):
    """Shows the rule, and sends the case on the desk.

    Args:
        workstation: the services.
        session: the case on the desk.
        lane: the log's thread.
        dialogs: the door for questions.
        message: tells what came of it.
        look: the look at the start.
        show_people: shows who works in the log.
        window: parent of what is shown.

    Signals:
        moved: the queue should ask again.
    """

    moved = Signal()

    def __init__(
        self,
        workstation: Workstation,
        session: Session,
        lane: Lane,
        dialogs: Dialogs,
        message: MessageBar,
        look: Dress,
        show_people: Callable[[], object],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._ws, self._session, self._lane = workstation, session, lane
        self._dialogs, self._message, self._dress = dialogs, message, look
        self._show_people, self._window = show_people, window
        self._sheet: SamplingSheet | None = None
        self.drawing = SamplingDraw(workstation.sampling, lane, self)
        self.drawing.ended.connect(self._drawn)
        self.drawing.failed.connect(self._not_drawn)

    def table(self) -> Mapping[str, Callable[[], object]]:
        """Return what each act does, by its id."""
        return {"second_rule": self.show_rule, "second_send": self.send, "second_call_off": self.call_off}

    def dress(self, dress: Dress) -> None:
        """Take on a look."""
        self._dress = dress

    # The rule

    def show_rule(self) -> None:
        """Show the rule, as the log has it now."""
        self._lane.run(self, self._ws.sampling.renew, lambda _rule: self._show_sheet(), self._failed)

    def _show_sheet(self) -> None:
        if self._sheet is not None:
            self._sheet.raise_()
            return
        # Who starts the program need not wait for it.
        from imr_desk.ui.second.sampling_sheet import SamplingSheet  # noqa: PLC0415

        self._sheet = SamplingSheet(self._ws, self.drawing, self._lane, self._dialogs, self._dress, self._window)
        self._sheet.people_requested.connect(self._show_people)
        self._sheet.finished.connect(self._forget_sheet)
        self._sheet.destroyed.connect(self._forget_sheet)
        self._sheet.open()

    def _forget_sheet(self) -> None:
        self._sheet = None

    def _drawn(self, drawn: Drawn) -> None:
        self.moved.emit()
        if self._sheet is None:
            self._message.tell("warning" if drawn.stopped else "good", drawn_words(drawn), stays=True)

    def _not_drawn(self, sentence: str) -> None:
        self.moved.emit()
        if self._sheet is None:
            self._message.tell("error", f"{sentence} Cases that were sent before stay sent.", stays=True)

    # The case on the desk

    def send(self) -> None:
        """Ask how the case on the desk is to be read a second time."""
        refusal = self._refusal_to_send()
        if refusal:
            self._message.tell("warning", refusal)
            return
        case_id, readings = self._session.case_id, self._ws.second_readings
        signed = self._session.review.finished
        first = "" if signed is None else signed.who
        # Whoever sends it has the first reading before their eyes.
        readers = [name for name in readings.colleagues if name not in (first, self._session.person)]
        from imr_desk.ui.second.sampling_send import SendDialog  # noqa: PLC0415 - as above

        dialog = SendDialog(case_id, first, readers, blank=self._ws.sampling.rule.blank, parent=self._window)
        dialog.wanted.connect(partial(self._send, case_id, dialog))
        dialog.open()
        dialog.why.setFocus()

    def _refusal_to_send(self) -> str:
        if self._session.second is not None:
            return "You read this case a second time yourself; finish that or give it back."
        if self._session.review.finished is None or self._session.save_state is not SaveState.SAVED:
            return "Only a finished review can be read a second time. Finish it first."
        if not self._ws.second_readings.has_second_reader:
            return ALONE
        return self._ws.people.refusal(Right.SECOND_READINGS)

    def _send(self, case_id: int, dialog: "SendDialog", step: SendToSecondReading) -> None:
        readings = self._ws.second_readings

        def work() -> Handled:
            handled = readings.send((case_id,), step.why, blank=step.blank, reader=step.reader)
            if handled.before:
                readings.see_first(case_id)  # the record was on the desk
            return handled

        def sent(handled: Handled) -> None:
            if handled.refused:
                dialog.say(handled.refused[0].sentence)
                return
            dialog.accept()
            whose = step.reader or "a colleague"
            sentence = f"Case {case_id} waits for {whose} to read it a second time."
            self._message.tell("good", sentence, "Call it off", partial(self._call_off, case_id), stays=True)
            self.moved.emit()

        def failed(error: Exception) -> None:
            if not isinstance(error, DeskError):
                raise error
            dialog.say(error.sentence)

        self._lane.run(dialog, work, sent, failed)

    def call_off(self) -> None:
        """Do without the second reading of the case on the desk."""
        if self._session.second is not None:
            self._message.tell("warning", "You read this case a second time yourself; give it back instead.")
        else:
            self._call_off(self._session.case_id)

    def _call_off(self, case_id: int) -> None:
        def called_off(handled: Handled) -> None:
            if handled.refused:
                self._message.tell("warning", handled.refused[0].sentence)
                return
            undo = partial(self._undo, case_id, handled)
            self._message.tell("good", f"The second reading of case {case_id} is called off.", "Undo", undo)
            self.moved.emit()

        self._lane.run(self, partial(self._ws.second_readings.call_off, (case_id,)), called_off, self._failed)

    def _undo(self, case_id: int, handled: Handled) -> None:
        def undone(back: Handled) -> None:
            if back.before:
                self._message.tell("good", f"Case {case_id} is in its second reading again.")
            else:
                self._message.tell("info", "Nothing to undo: the case has moved on since.")
            self.moved.emit()

        self._lane.run(self, partial(self._ws.handling.undo, handled), undone, self._failed)

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, DeskError):
            raise error
        self._message.tell("error", error.sentence)
