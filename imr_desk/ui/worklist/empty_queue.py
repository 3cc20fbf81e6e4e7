"""What stands in place of the cases when there are none: why, and what to do."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from imr_desk.ui.dress import plain_label
from imr_desk.ui.worklist.filter_parts import narrowed
from imr_desk.ui.worklist.queue import Queue
from imr_desk.ui.worklist.views import TO_DO


class EmptyQueue(QWidget):
    """Says why no case is shown and offers what helps.

    Args:
        queue: the queue.
        parent: its owner.

    Signals:
        open_requested: letters are to be brought in.
        clear_requested: back to what the view asks for.
        all_requested: look for the same words in all cases.
    """

    open_requested = Signal()
    clear_requested = Signal()
    all_requested = Signal()

    def __init__(self, queue: Queue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("emptyQueue")
        self._queue = queue
        self.words = plain_label("emptyState")
        self.words.setWordWrap(True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.open = QPushButton("Open letters…")
        self.clear = QPushButton("Clear the filter")
        self.everywhere = QPushButton("Look in all cases")
        self.again = QPushButton("Try again")
        column = QVBoxLayout(self)
        column.addStretch(2)
        column.addWidget(self.words)
        for button in (self.open, self.clear, self.everywhere, self.again):
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        self.open.clicked.connect(self.open_requested)
        self.clear.clicked.connect(self.clear_requested)
        self.everywhere.clicked.connect(self.all_requested)
        self.again.clicked.connect(queue.refresh)

    def show_reason(self, all_cases: int | None) -> None:
        """Say why; ``all_cases`` is how many the log holds, if that is known."""
        queue = self._queue
        parts = narrowed(queue.where, queue.base)
        self.words.setText(self._reason(all_cases, [part.chip(queue.where) for part in parts]))
        failed = bool(queue.problem)
        self.again.setVisible(failed)
        self.open.setVisible(all_cases == 0 and not failed)
        self.clear.setVisible(bool(parts) and not failed and all_cases != 0)
        self.everywhere.setVisible(bool(queue.where.words and queue.base.statuses) and not failed and all_cases != 0)
        offered = [button for button in (self.again, self.open, self.clear) if not button.isHidden()]
        self.setFocusProxy(offered[0] if offered else self.clear)

    def _reason(self, all_cases: int | None, asked: list[str]) -> str:
        queue = self._queue
        if queue.problem:
            return queue.problem
        if all_cases == 0:
            return "No letters yet. Drop letters or a folder here, or open them; each letter becomes a case."
        if asked:
            return f"No case in “{queue.view.label}” fits: {'; '.join(asked)}."
        if queue.view == TO_DO:
            return "All done. Nothing waits for you."
        return f"No case stands in “{queue.view.label}”."
