"""Work on a closed log that takes a while, under a small window that says what is done."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from imr_desk.ui.background import Lane
from imr_desk.ui.dress import plain_label
from imr_desk.ui.keeping.parts import FittedDialog

T = TypeVar("T")


class Waiting(FittedDialog):
    """Says what is being done; it cannot be put away before it is."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("imr_desk")
        self.setObjectName("sheet")
        self.setWindowFlag(Qt.WindowType.WindowCloseButtonHint, on=False)
        told = plain_label("sheetAbout", words)
        told.setWordWrap(True)
        progress = QProgressBar()
        progress.setRange(0, 0)
        progress.setTextVisible(False)
        progress.setFixedHeight(6)
        progress.setAccessibleName(words)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(told)
        column.addWidget(progress)
        self.setMinimumWidth(24 * self.fontMetrics().height())

    def reject(self) -> None:
        """Go on: what is under way cannot be broken off."""

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stay."""
        event.ignore()


def while_waiting(words: str, work: Callable[[], T], parent: QWidget | None = None) -> T:
    """Do ``work`` off the Qt thread while a small window says ``words``; return what it returns.

    Raises:
        Exception: what ``work`` raised.
    """
    dialog, lane = Waiting(words, parent), Lane("keeping")
    results: list[T] = []
    errors: list[Exception] = []

    def done(result: T) -> None:
        results.append(result)
        dialog.done(0)

    def failed(error: Exception) -> None:
        errors.append(error)
        dialog.done(0)

    lane.run(dialog, work, done, failed)
    dialog.exec()
    lane.close()
    if errors:
        raise errors[0]
    return results[0]
