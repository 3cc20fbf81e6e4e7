"""Letters on their way in: which is opened, and what is said when they are there."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from imr_desk.model.queue import CaseFilter
from imr_desk.services.intake import AlreadyThere, BroughtIn, Intaken, NotRead
from imr_desk.services.letter_files import is_folder
from imr_desk.ui.bars import IntakeBar, MessageBar
from imr_desk.ui.centre import Centre
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
        centre: shows the files that could not be read, and letters of one case number.
    """

    arrived = Signal()

    def __init__(
        self,
        intake: IntakeRun,
        bar: IntakeBar,
        session: Session,
        desk: Desk,
        message: MessageBar,
        centre: Centre,
    ) -> None:
        super().__init__(message)
        self._intake = intake
        self._session = session
        self._desk = desk
        self._message = message
        self._centre = centre
        self._to_open: tuple[Path, ...] = ()
        self._opened: int | None = None
        self._asked = False
        self._retry: RetrySum | None = None
        intake.stepped.connect(bar.show_step)
        intake.arrived.connect(self._letter_arrived)
        intake.ended.connect(self._ended)
        bar.cancel_requested.connect(intake.cancel)
        centre.turned.connect(self._gone_elsewhere)

    def bring_in(self, paths: tuple[Path, ...]) -> None:
        """Bring letters in; the first is opened when the desk is empty or it was the only one asked for."""
        if not self._session.is_open or (len(paths) == 1 and not is_folder(paths[0])):
            self._to_open = paths
        self._asked = True
        self._intake.start(paths)

    def _gone_elsewhere(self) -> None:
        """Open nothing over the page that the person turned to meanwhile; what came in is told."""
        self._to_open = ()

    def retry(self, path: str) -> None:
        """Try a file once more that could not be read."""
        self.bring_in((Path(path),))

    def retry_all(self, paths: tuple[str, ...]) -> None:
        """Try files once more that could not be read; how it ended is told, and none of them is opened."""
        self._asked = True
        self._retry = RetrySum.of(paths)
        self._intake.start(tuple(map(Path, paths)))

    def _letter_arrived(self, taken: Intaken) -> None:
        self.arrived.emit()
        if self._retry is not None:
            self._retry = self._retry.with_one(taken)
        # Letters of another call, or of the watched folder, may come in first: they take nobody from their work.
        is_wanted = any(path == taken.path or path in taken.path.parents for path in self._to_open)
        if is_wanted and isinstance(taken, BroughtIn | AlreadyThere):
            self._to_open = ()
            self._opened = taken.case.id
            self._desk.open(taken.case.id)

    def _ended(self, ended: IntakeSum) -> None:
        self.arrived.emit()
        retry, asked, opened = self._retry, self._asked, self._opened
        self._retry, self._asked, self._opened, self._to_open = None, False, None, ()
        if retry is not None and not ended.problem:
            self._message.tell(retry.kind, retry.sentence, stays=True)
        elif asked:
            self._tell(ended, opened)
        elif ended.new or ended.unread or ended.problem:  # the watched folder has news
            self._tell_sum(ended)

    def _tell(self, ended: IntakeSum, opened: int | None) -> None:
        """Say how an intake ended that somebody asked for."""
        tell, single = partial(self._message.tell, stays=True), ended.single
        if ended.problem or single is None:
            self._tell_sum(ended)
        elif isinstance(single, NotRead):
            tell("error", single.letter.sentence)
        elif isinstance(single, AlreadyThere) and single.case.id == opened:
            tell("info", "This letter is in the log already; its case is open now.")
        elif isinstance(single, AlreadyThere):
            tell(
                "info",
                "This letter is in the log already.",
                "Open its case",
                partial(self._desk.open, single.case.id),
            )
        elif ended.related or single.case.id != opened:
            self._tell_sum(ended)

    def _tell_sum(self, ended: IntakeSum) -> None:
        tell = partial(self._message.tell, stays=True)
        if ended.problem:
            tell("error", ended.sentence)
        elif ended.unread:
            tell("warning", ended.sentence, "Show them", self._centre.show_unread)
        elif len(ended.numbers) == 1:
            (number,) = ended.numbers
            show = partial(self._centre.show_cases, f"Letters of {number}", CaseFilter(number=number))
            tell("good", ended.sentence, "Show its letters", show)
        else:
            tell("good" if ended.new else "info", ended.sentence)
