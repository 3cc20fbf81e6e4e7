"""The files that could not be read, each with its reason, to be tried again or taken off the list."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from imr_desk.model.case import UnreadLetter
from imr_desk.model.errors import DeskError
from imr_desk.services.worklist import Worklist
from imr_desk.ui.background import Job, Lane
from imr_desk.ui.dress import plain_label
from imr_desk.ui.flow import Flow
from imr_desk.ui.worklist.due_words import short_date


class _Files(QListWidget):
    """The list itself; Delete takes a file off it."""

    delete_pressed = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tell of Delete."""
        if event.key() == Qt.Key.Key_Delete:
            self.delete_pressed.emit()
        else:
            super().keyPressEvent(event)


class UnreadList(QWidget):
    """Asks the log for these files in its lane and shows them.

    Args:
        worklist: the service.
        lane: the thread that the case log lives in.
        parent: its owner.

    Signals:
        retry_requested: path of a file that is to be read again.
        retry_all_requested: paths of files that are to be read again, one after another.
        forgotten: files were taken off the list.
        failed: a sentence.
    """

    retry_requested = Signal(str)
    retry_all_requested = Signal(object)
    forgotten = Signal()
    failed = Signal(str)

    def __init__(self, worklist: Worklist, lane: Lane, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._worklist = worklist
        self._lane = lane
        self._job: Job | None = None
        self.list = _Files()
        self.retry, self.forget = QPushButton("Try again"), QPushButton("Take off the list")
        self.retry_all = QPushButton("Try all again")
        self._stack = QStackedWidget()
        self._arrange()
        self.retry.clicked.connect(self._retry)
        self.retry_all.clicked.connect(self._retry_all)
        self.list.itemActivated.connect(self._retry)
        self.forget.clicked.connect(self._forget)
        self.list.delete_pressed.connect(self._forget)

    def _arrange(self) -> None:
        self.list.setObjectName("unreadList")
        self.list.setWordWrap(True)
        self.list.setSelectionMode(QListWidget.SelectionMode.ExtendedSelection)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName("Files that could not be read")
        buttons = Flow()
        buttons.setContentsMargins(12, 4, 12, 8)
        for button in (self.retry, self.retry_all, self.forget):
            button.setObjectName("quietButton")
            buttons.addWidget(button)
        filled = QWidget()
        column = QVBoxLayout(filled)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list, 1)
        column.addLayout(buttons)
        empty = plain_label("emptyState", "Every letter could be read.")
        empty.setWordWrap(True)
        empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack.addWidget(filled)
        self._stack.addWidget(empty)
        self._stack.addWidget(QWidget())  # nothing is said before the log has answered
        self._stack.setCurrentIndex(2)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)

    def refresh(self) -> None:
        """Ask the log again."""
        if self._job is not None:
            self._job.cancel()
        self._job = self._lane.run(self, self._worklist.unread, self._show, self._fail)

    def _show(self, unread: Sequence[UnreadLetter]) -> None:
        self._job = None
        row = max(0, self.list.currentRow())
        self.list.clear()
        for letter in unread:
            name = letter.path.replace("\\", "/").rsplit("/", 1)[-1]
            line = QListWidgetItem(f"{name}\n{letter.sentence}")
            line.setData(Qt.ItemDataRole.UserRole, letter.path)
            line.setToolTip(f"{letter.path}\nTried on {short_date(letter.at[:10])}".replace("<", "‹"))
            self.list.addItem(line)
        if unread:
            self.list.setCurrentRow(min(row, len(unread) - 1))
        self.retry_all.setEnabled(len(unread) > 1)
        self._stack.setCurrentIndex(0 if unread else 1)

    def _paths(self, *, chosen: bool) -> tuple[str, ...]:
        """Return the paths of the files, in the order of the list; of the selected ones alone when ``chosen``."""
        lines = (self.list.item(row) for row in range(self.list.count()))
        return tuple(str(line.data(Qt.ItemDataRole.UserRole)) for line in lines if line.isSelected() or not chosen)

    def _retry(self) -> None:
        paths = self._paths(chosen=True)
        if len(paths) == 1:
            self.retry_requested.emit(paths[0])
        elif paths:
            self.retry_all_requested.emit(paths)

    def _retry_all(self) -> None:
        if paths := self._paths(chosen=False):
            self.retry_all_requested.emit(paths)

    def _forget(self) -> None:
        paths = self._paths(chosen=True)

        def work() -> None:
            for path in paths:
                self._worklist.forget_unread(path)

        if paths:
            self._lane.run(self, work, self._forgotten, self._fail)

    def _forgotten(self, _nothing: None) -> None:
        self.refresh()
        self.forgotten.emit()

    def _fail(self, error: Exception) -> None:
        self._job = None
        if not isinstance(error, DeskError):
            raise error
        self.failed.emit(error.sentence)
