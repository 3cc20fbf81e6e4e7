"""The history of the log as a whole: sign-ins, locks, copies, protection, rules kept, repairs."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox, QPushButton, QWidget

from imr_desk.model.errors import DeskError
from imr_desk.model.event_kinds import EventKind
from imr_desk.services.figure_files import FigureFiles
from imr_desk.services.log_events import Happened, LogEvents
from imr_desk.services.log_history import EventGroup, LogHistory, LogLine, Look
from imr_desk.services.workstation import Workstation
from imr_desk.ui.background import Job, Lane
from imr_desk.ui.choice_boxes import ChoiceBox
from imr_desk.ui.dialogs import Dialogs
from imr_desk.ui.dress import plain_label, set_state
from imr_desk.ui.history_table import HistoryColumn, HistoryTable, history_body
from imr_desk.ui.sheets import Sheet

ABOUT = (
    "What happened to the log as a whole, newest first; what happened to a case stands in the history of the case. "
    "It is a record: everybody who works in this log may read it, and nobody can change it."
)
PAGE = 200
"""Lines that are shown at once, and that come at the end of those."""

_COLUMNS = (HistoryColumn("When", 19), HistoryColumn("Who", 20), HistoryColumn("What"))

_HEADS = ("Number", "When", "Who", "About", "What", "As the log has it")


class LogHistorySource(msgspec.Struct, frozen=True):
    """What the sheet works with.

    Attributes:
        history: tells.
        events: keeps that the history was saved.
        files: writes the table.
        log_path: the log's file.
    """

    history: LogHistory
    events: LogEvents
    files: FigureFiles
    log_path: Path

    @classmethod
    def of(cls, workstation: Workstation) -> "LogHistorySource":
        """Return the source of an open log."""
        events = LogEvents(workstation.log, workstation.reviews.sign, to_read=workstation.to_read)
        return cls(LogHistory(workstation.log), events, workstation.figure_files, workstation.log_path)


class LogHistorySheet(Sheet):
    """Shows the history of a log, a page at a time, and saves it as a table.

    Args:
        source: what it works with.
        lane: the thread that the case log lives in.
        dialogs: the door for questions.
        parent: the window.
    """

    def __init__(self, source: LogHistorySource, lane: Lane, dialogs: Dialogs, parent: QWidget) -> None:
        self._source, self._lane, self._dialogs = source, lane, dialogs
        self._job: Job | None = None
        self._waiting: list[LogLine] = []
        self._after, self._ended, self._wanted = 0, False, 0
        self.about, self.table = ChoiceBox("Show"), HistoryTable(_COLUMNS, "History of the log, newest first")
        self.count, self.problem = plain_label("settingMeaning"), plain_label("questionProblem")
        super().__init__("History of the log", "History of the log", self._body(), parent)
        self.older = self.buttons.addButton("Show older", QDialogButtonBox.ButtonRole.ActionRole)
        self.save = self.buttons.addButton("Save as CSV…", QDialogButtonBox.ButtonRole.ActionRole)
        self.older.setToolTip("Shows what happened before the last line")
        self.save.setToolTip("Saves all that is chosen under “Show”, also what is not shown yet")
        for button in self.buttons.buttons():
            if isinstance(button, QPushButton):
                button.setAutoDefault(False)  # Enter in the table is no wish to close
        self.about.currentIndexChanged.connect(self._begin)
        self.older.clicked.connect(self._show_older)
        self.table.end_reached.connect(self._show_older)
        self.save.clicked.connect(self._ask_target)
        self._begin()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _body(self) -> QWidget:
        self.about.addItems(["Everything", *(group.value for group in EventGroup)])
        self.problem.setWordWrap(True)
        self.problem.hide()
        return history_body(ABOUT, self.about, self.count, self.table, self.problem)

    @property
    def group(self) -> EventGroup | None:
        """What is shown; ``None`` for everything."""
        place = self.about.currentIndex()
        return tuple(EventGroup)[place - 1] if place > 0 else None

    # Looking

    def _begin(self) -> None:
        if self._job is not None:
            self._job.cancel()
        self._job, self._waiting, self._after, self._ended = None, [], 0, False
        self._say("")
        self.table.clear_lines()
        self._wanted = PAGE
        self._go_on()

    def _show_older(self) -> None:
        if self._job is None and not (self._ended and not self._waiting):
            self._wanted = self.table.rowCount() + PAGE
            self._go_on()

    def _go_on(self) -> None:
        """Show what is at hand, and look further while that is not enough."""
        missing = self._wanted - self.table.rowCount()
        shown, self._waiting = self._waiting[:missing], self._waiting[missing:]
        if shown:
            self.table.add([(line.when, line.by, line.words) for line in shown])
        if len(shown) < missing and not self._ended:
            look = partial(self._source.history.look, self._after, self.group)
            self._job = self._lane.run(self, look, self._took, self._failed)
        self._tell_count()

    def _took(self, look: Look) -> None:
        self._job = None
        self._waiting += look.lines
        self._after, self._ended = look.after, look.ended
        self._go_on()

    def _tell_count(self) -> None:
        shown = self.table.rowCount()
        whole = self._ended and not self._waiting
        lines = f"{shown:,} line{'' if shown == 1 else 's'}"
        if self._job is not None:
            words = f"{lines}, looking further…"
        elif whole:
            words = f"{lines}, all there are" if shown else "Nothing of this kind happened."
        else:
            words = f"The newest {lines}"
        self.count.setText(words)
        self.older.setEnabled(self._job is None and not whole)
        self.save.setEnabled(self._job is None and shown > 0)

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, DeskError):
            raise error
        self._job, self._ended = None, True
        self._tell_count()
        self._say(error.sentence)

    def _say(self, sentence: str, *, good: bool = False) -> None:
        set_state(self.problem, kind="good" if good else "error")
        self.problem.setText(sentence)
        self.problem.setAccessibleName(sentence)
        self.problem.setVisible(bool(sentence))

    # Saving

    def _ask_target(self) -> None:
        path = self._source.log_path
        suggestion = path.with_name(f"{path.stem} history.csv")
        target = self._dialogs.choose_target(suggestion, "the history of the log")
        if target is not None:
            self._say("Saving… You can go on working.", good=True)
            self.save.setEnabled(False)
            self._gather(target, self.group, [], 0)

    def _gather(self, target: Path, group: EventGroup | None, lines: list[LogLine], after: int) -> None:
        """Take all lines, a look at a time, so that what is to be saved meanwhile need not wait; then write them."""

        def took(look: Look) -> None:
            lines.extend(look.lines)
            if not look.ended:
                self._gather(target, group, lines, look.after)
            else:
                self._lane.run(self, self._writing(target, lines), lambda _none: self._saved(target), self._not_saved)

        self._lane.run(self, partial(self._source.history.look, after, group), took, self._not_saved)

    def _writing(self, target: Path, lines: list[LogLine]) -> Callable[[], None]:
        source = self._source
        cells = [(line.seq, line.at, line.by, line.group.value, line.words, line.kept) for line in lines]

        def write() -> None:
            source.files.write_table(target, (_HEADS, *cells))
            source.events.note(Happened(EventKind.HISTORY_SAVED, target.name))

        return write

    def _saved(self, target: Path) -> None:
        self.save.setEnabled(True)
        self._say(f"Written: {target.name}", good=True)

    def _not_saved(self, error: Exception) -> None:
        if not isinstance(error, DeskError):
            raise error
        self.save.setEnabled(True)
        self._say(error.sentence)
