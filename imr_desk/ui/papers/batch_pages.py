"""What is seen of a batch: the files that stand already, how far it is, and what became of each case."""

import time
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QListWidget, QProgressBar, QPushButton, QVBoxLayout, QWidget

from imr_desk.services.papers import NotWritten
from imr_desk.ui.dress import plain_label
from imr_desk.ui.papers.batch import BatchSum
from imr_desk.ui.papers.pace import Pace
from imr_desk.ui.papers.results import ResultTable
from imr_desk.ui.pieces import button_row, wrapped

_STANDING_SHOWN = 1000
_FAILED_SHOWN = 3


def _button(words: str, name: str = "") -> QPushButton:
    button = QPushButton(words)
    button.setObjectName(name)
    button.setAutoDefault(False)
    return button


def main_button(words: str) -> QPushButton:
    """Return the button of what is done next."""
    button = _button(words, "mainButton")
    button.setProperty("ready", "true")
    return button


class StandingPage(QWidget):
    """Lists the files that are in the folder already, and asks what is to become of them.

    Signals:
        answered: true to replace all, false to keep all.
        other_requested: another folder is to be chosen.
        left: nothing is to be written.
    """

    answered = Signal(bool)
    other_requested = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.head, self.about = plain_label("detailsHead"), wrapped("sheetAbout")
        self.files = QListWidget()
        self.files.setObjectName("paperFiles")
        self.files.setAccessibleName("Files that are there already")
        self.replace, self.keep = _button("&Replace all"), main_button("&Keep them, write the others")
        self.other, self.back = _button("Choose &another folder…"), _button("&Back")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.head)
        column.addWidget(self.about)
        column.addWidget(self.files, 1)
        column.addLayout(button_row(self.back, self.other, self.replace, self.keep, last=3))
        self.replace.clicked.connect(lambda: self.answered.emit(True))
        self.keep.clicked.connect(lambda: self.answered.emit(False))
        self.other.clicked.connect(self.other_requested)
        self.back.clicked.connect(self.left)

    def show_files(self, standing: Sequence[Path], total: int, folder: Path) -> None:
        """Show the files that stand among ``total`` that are to be written."""
        number, others = len(standing), total - len(standing)
        files = "1 file is" if number == 1 else f"{number:,} files are"
        self.head.setText(f"{files} there already")
        rest = "no other is left to write" if not others else f"the other {others:,} would be written beside them"
        self.about.setText(f"In {folder}. Nothing was written yet; {rest}.")
        self.keep.setText("&Keep them, write the others" if others else "&Keep them all")
        self.files.clear()
        self.files.addItems([path.name for path in standing[:_STANDING_SHOWN]])
        if number > _STANDING_SHOWN:
            self.files.addItem(f"… and {number - _STANDING_SHOWN:,} more")
        self.files.setCurrentRow(0)
        self.keep.setFocus()


class RunningPage(QWidget):
    """Says how far a batch is.

    Args:
        clock: seconds that never go back.

    Signals: ``stop_requested``.
    """

    stop_requested = Signal()

    def __init__(self, clock: Callable[[], float] = time.monotonic, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pace = Pace(clock)
        self._failed: list[NotWritten] = []
        self.head, self.words = plain_label("detailsHead"), plain_label("sheetAbout")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(8)
        self.bar.setAccessibleName("Papers written")
        self.failed = wrapped("questionProblem")
        self.stop = _button("&Stop")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for widget in (self.head, self.bar, self.words, self.failed):
            column.addWidget(widget)
        column.addStretch(1)
        column.addLayout(button_row(self.stop))
        self.stop.clicked.connect(self._ask_to_stop)

    def begin(self, head: str, total: int) -> None:
        """Begin to tell of a batch of ``total`` cases."""
        self._pace.restart()
        self._failed = []
        self.head.setText(head)
        self.failed.setText("")
        self.stop.setText("&Stop")
        self.stop.setEnabled(True)
        self.bar.setRange(0, total)
        self.show_step(0, total)
        self.stop.setFocus()

    def show_step(self, done: int, total: int) -> None:
        """Say that so many of so many cases are done."""
        self._pace.step(done)
        self.bar.setValue(done)
        pace = self._pace.words(total - done)
        words = f"{done:,} of {total:,} cases"
        if done == total:
            words = f"{words} · finishing"
        self.words.setText(f"{words} · {pace}" if pace and done < total else words)

    def show_failed(self, failed: NotWritten) -> None:
        """Say at once which paper could not be made; the batch goes on."""
        self._failed.append(failed)
        lines = [f"Case {each.case_id}: {each.sentence}" for each in self._failed[-_FAILED_SHOWN:]]
        number = len(self._failed)
        self.failed.setText("\n".join([f"{number:,} could not be made so far; the others go on.", *lines]))

    def _ask_to_stop(self) -> None:
        self.stop.setText("Stopping after this case…")
        self.stop.setEnabled(False)
        self.stop_requested.emit()


class EndPage(QWidget):
    """Says what became of each case.

    Signals:
        folder_requested: the folder is to be shown.
        retry_requested: cases (``tuple[int, ...]``) whose papers are to be made once more.
        left: back to the papers.
        closed: the sheet is to be closed.
    """

    folder_requested = Signal()
    retry_requested = Signal(object)
    left = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ended: BatchSum | None = None
        self.head, self.where = plain_label("detailsHead"), wrapped("sheetAbout")
        self.head.setWordWrap(True)
        self.table = ResultTable()
        self.folder, self.retry = _button("Show in &folder"), _button("&Try the failed ones again")
        self.back, self.close_button = _button("&Back"), main_button("&Close")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.head)
        column.addWidget(self.where)
        column.addWidget(self.table, 1)
        column.addLayout(button_row(self.back, self.retry, self.folder, self.close_button, last=3))
        self.folder.clicked.connect(self.folder_requested)
        self.retry.clicked.connect(self._ask_to_retry)
        self.back.clicked.connect(self.left)
        self.close_button.clicked.connect(self.closed)

    def show_end(self, ended: BatchSum) -> None:
        """Show how a batch ended."""
        self._ended = ended
        self.head.setText(ended.sentence)
        self.where.setText(f"To {ended.batch.target}" if ended.results else "")
        self.where.setVisible(bool(ended.results))
        self.table.show_results(ended.results)
        self.retry.setVisible(bool(ended.failed))
        self.folder.setEnabled(not ended.problem)
        self.close_button.setFocus()

    def _ask_to_retry(self) -> None:
        if self._ended is not None:
            self.retry_requested.emit(self._ended.failed)
