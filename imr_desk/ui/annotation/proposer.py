"""Asks the machine for its proposals whenever a case is opened or its letter is read again."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from imr_desk.model.annotations import Proposal
from imr_desk.model.draft import Draft
from imr_desk.model.errors import DeskError
from imr_desk.model.letter import LetterText
from imr_desk.ui.background import Job, Lane
from imr_desk.ui.session import Change, Session

Propose = Callable[[LetterText, Draft], tuple[Proposal, ...]]

_FAULT = "What could be labelled was not found because of a fault in the program."


class Proposer(QObject):
    """Follows the session while it is on; others may ask about the open case meanwhile.

    Args:
        session: the open case.
        propose: the workshop's ``propose``; runs in the lane.
        lane: the thread that waits for the workshop.

    Signals:
        asked: the machine began to look through the open case.
        proposed: the proposals for the open case (a tuple of ``Proposal``).
        failed: the machine could not propose; carries a sentence.
    """

    asked = Signal()
    proposed = Signal(object)
    failed = Signal(str)

    def __init__(self, session: Session, propose: Propose, lane: Lane) -> None:
        super().__init__()
        self._session, self._propose, self._lane = session, propose, lane
        self._on = False
        self._job: Job | None = None
        self._wanted: tuple[int, Draft] | None = None
        self._found: tuple[Proposal, ...] | None = None
        session.case_opened.connect(self._case_opened)
        session.case_closed.connect(self._forget)
        session.review_changed.connect(self._review_moved)

    @property
    def found(self) -> tuple[Proposal, ...] | None:
        """What was proposed for the open case; ``None`` while nothing was."""
        return self._found

    @property
    def is_looking(self) -> bool:
        """Tell whether the machine looks through the open case now."""
        return self._wanted is not None and self._found is None

    def set_on(self, on: bool) -> None:
        """Ask from now on, or no longer: nothing is worked out for a panel that nobody sees."""
        self._on = on
        if on:
            self.ask()

    def ask(self) -> None:
        """Ask about the open case, unless that was done already; what failed is tried again."""
        session = self._session
        if not session.is_open:
            return
        letter, draft = session.letter, session.draft
        wanted = (session.case_id, draft)
        if self._wanted is not None and self._wanted[0] == wanted[0] and self._wanted[1] is draft:
            return
        self._forget()
        self._wanted = wanted
        self.asked.emit()
        self._job = self._lane.run(self, lambda: self._propose(letter, draft), self._find, self._told)

    def _case_opened(self) -> None:
        self._forget()
        if self._on:
            self.ask()

    def _review_moved(self, change: Change) -> None:
        if change.before is not None and change.before.reread is not change.after.reread:
            asked_before = self._wanted is not None
            self._forget()
            if self._on or asked_before:
                self.ask()

    def _forget(self) -> None:
        self._wanted = self._found = None
        if self._job is not None:
            self._job.cancel()

    def _find(self, proposals: tuple[Proposal, ...]) -> None:
        self._found = proposals
        self.proposed.emit(proposals)

    def _told(self, error: Exception) -> None:
        self._wanted = None
        if not isinstance(error, DeskError):
            self.failed.emit(_FAULT)
            raise error
        self.failed.emit(error.sentence)
