"""Letters on their way in: which is opened, and what is said when they are there."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from imr_desk.services.intake import AlreadyThere, BroughtIn, Intaken, NotRead
from imr_desk.ui.bars import IntakeBar, MessageBar
from imr_desk.ui.desk import Desk
from imr_desk.ui.intake_run import IntakeRun, IntakeSum
from imr_desk.ui.session import Session
from imr_desk.ui.worklist.retry_sum import RetrySum


class Arrivals(QObject):
    """Ties an intake to the desk and to what the person is told.

    Signals: ``arrived()`` the log has one more letter, or one more file that could not be read.

    Args:
        intake: brings letters in.
        bar: shows how far it is.
        session: the case on the desk.
        desk: opens cases.
        message: says how it ended.
        show_unread: shows the files that could not be read.
    """

    arrived = Signal()

    def __init__(
        self,
        intake: IntakeRun,
        bar: IntakeBar,
        session: Session,
        desk: Desk,
        message: MessageBar,
        show_unread: Callable[[], object],
    ) -> None:
        super().__init__(message)
        self._intake = intake
        self._session = session
        self._desk = desk
        self._message = message
        self._show_unread = show_unread
        self._open_next = False
        self._retry: RetrySum | None = None
        intake.stepped.connect(bar.show_step)
        intake.arrived.connect(self._letter_arrived)
        intake.ended.connect(self._ended)
        bar.cancel_requested.connect(intake.cancel)

    def bring_in(self, paths: tuple[Path, ...]) -> None:
        """Bring letters in; the first is opened when the desk is empty or it was the only one asked for."""
        self._open_next = not self._session.is_open or (len(paths) == 1 and paths[0].is_file())
        self._intake.start(paths)

    def retry(self, path: str) -> None:
        """Try a file once more that could not be read."""
        self.bring_in((Path(path),))

    def retry_all(self, paths: tuple[str, ...]) -> None:
        """Try files once more that could not be read; how it ended is told, and none of them is opened."""
        self._open_next = False
        self._retry = RetrySum.of(paths)
        self._intake.start(tuple(map(Path, paths)))

    def _letter_arrived(self, taken: Intaken) -> None:
        self.arrived.emit()
        if self._retry is not None:
            self._retry = self._retry.with_one(taken)
        if self._open_next and isinstance(taken, BroughtIn | AlreadyThere):
            self._open_next = False
            self._desk.open(taken.case.id)

    def _ended(self, ended: IntakeSum) -> None:
        self.arrived.emit()
        tell = partial(self._message.tell, stays=True)
        retry, self._retry = self._retry, None
        if retry is not None and not ended.problem:
            tell(retry.kind, retry.sentence)
        elif ended.problem:
            tell("error", ended.sentence)
        elif isinstance(ended.single, NotRead):
            tell("error", ended.single.letter.sentence)
        elif isinstance(ended.single, AlreadyThere):
            tell("info", "This letter is in the log already; its case is open now.")
        elif ended.unread:
            tell("warning", ended.sentence, "Show them", self._show_unread)
        elif ended.single is None or ended.related:
            tell("good" if ended.new else "info", ended.sentence)
