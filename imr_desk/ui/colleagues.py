"""A case that a colleague works on: it can be read, and taken over."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QObject, Signal

from imr_desk.model.case import Case
from imr_desk.model.handling import Take
from imr_desk.services.case_handling import CaseHandling, Handled
from imr_desk.services.ownership import Ownership
from imr_desk.ui.background import Lane
from imr_desk.ui.bars import MessageBar
from imr_desk.ui.session import Session


class Colleagues(QObject):
    """Says whose case is on the desk, and takes it over.

    Signals:
        told: whether somebody else works on the case on the desk.
        taken: the case was taken over: the queue should ask again.

    Args:
        session: the case on the desk.
        handling: takes cases.
        ownership: tells whether a colleague's case has timed out.
        lane: the thread that the case log lives in.
        message: says whose case it is.
    """

    told = Signal(bool)
    taken = Signal()

    def __init__(
        self, session: Session, handling: CaseHandling, ownership: Ownership, lane: Lane, message: MessageBar
    ) -> None:
        super().__init__(message)
        self._ownership = ownership
        self._session, self._handling, self._lane, self._message = session, handling, lane, message

    def table(self) -> Mapping[str, Callable[[], object]]:
        """Return what each act does, by its id."""
        return {"take_over": self.take_over}

    def tell(self) -> None:
        """Say whose case was opened, when it is a colleague's and not finished: there is nothing to do in it then."""
        name = self._session.colleague
        self.told.emit(bool(name))
        if name and self._session.review.finished is None:
            case, shown = self._session.opened.case, self._shown
            self._lane.run(self, lambda: self._ownership.is_idle(case), partial(self._tell_whose, case, shown))

    @property
    def _shown(self) -> str:
        """The sentence that is shown now; empty for none."""
        return "" if self._message.isHidden() else self._message.words.text()

    def _tell_whose(self, case: Case, shown: str, idle: bool) -> None:
        if self._shown not in ("", shown):
            return  # something was told since the case was opened, and that comes first
        name = self._session.colleague if self._session.is_open and self._session.case_id == case.id else ""
        if name and idle:
            sentence = f"{name} had this case and has not worked on it for long. To change something, take it."
            self._message.tell("info", sentence, "Take it", self.take_over)
        elif name:
            sentence = f"{name} works on this case. You can read it; to change something, take it over."
            self._message.tell("info", sentence, "Take over", self.take_over)

    def was_taken(self) -> None:
        """Tell that the case on the desk was taken over with something else that was done to it."""
        self._message.hide()
        self.told.emit(False)
        self.taken.emit()

    def take_over(self) -> None:
        """Take the case on the desk over from whoever has it."""
        case_id, handling = self._session.case_id, self._handling

        def taken(handled: Handled) -> None:
            if handled.refused:
                self._message.tell("warning", handled.refused[0].sentence)
            elif self._session.is_open and self._session.case_id == case_id:
                self._session.take_over()
                self._message.hide()
                self.told.emit(False)
            self.taken.emit()

        self._lane.run(self, lambda: handling.take((case_id,), Take(over=True)), taken)
