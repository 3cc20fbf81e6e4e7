"""What stands in place of the cases when there are none: why, what to do, and what waits elsewhere."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from imr_desk.model.case import OPEN_STATUSES
from imr_desk.model.queue import CaseFilter
from imr_desk.ui.dress import plain_label
from imr_desk.ui.worklist.case_words import number_of_cases
from imr_desk.ui.worklist.filter_parts import narrowed
from imr_desk.ui.worklist.queue import Queue
from imr_desk.ui.worklist.view_counts import ViewCounts
from imr_desk.ui.worklist.views import TO_DO, View


class EmptyQueue(QWidget):
    """Says why no case is shown and offers what helps.

    A queue of reviews that is empty is not the end of the work: duties run on, differences of second readings and
    questions wait. What stands in such a view is named with its number, and a click goes there.

    Args:
        queue: the queue.
        counts: numbers of the views.
        parent: its owner.

    Signals:
        open_requested: letters are to be brought in.
        view_requested: a view in which something waits.
    """

    open_requested = Signal()
    view_requested = Signal(object)

    def __init__(self, queue: Queue, counts: ViewCounts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("emptyQueue")
        self._queue = queue
        self._counts = counts
        self.words = plain_label("emptyState")
        self.words.setWordWrap(True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.open = QPushButton("Open letters…")
        self.clear = QPushButton("Clear the filter")
        self.everywhere = QPushButton("Look in all cases")
        self.again = QPushButton("Try again")
        self.elsewhere: tuple[QPushButton, ...] = ()
        self._ways: dict[View, int] = {}
        column = QVBoxLayout(self)
        column.addStretch(2)
        column.addWidget(self.words)
        for button in (self.open, self.clear, self.everywhere, self.again):
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        self._places = QVBoxLayout()
        column.addLayout(self._places)
        column.addStretch(3)
        self.open.clicked.connect(self.open_requested)
        self.clear.clicked.connect(lambda: queue.narrow(queue.base))
        self.everywhere.clicked.connect(queue.look_everywhere)
        self.again.clicked.connect(queue.refresh)

    def show_reason(self) -> None:
        """Say why, as far as the numbers of the views are known."""
        queue, all_cases = self._queue, self._counts.all_cases
        parts = narrowed(queue.where, queue.base)
        failed = bool(queue.problem)
        plain = not (failed or parts or all_cases == 0) and set(OPEN_STATUSES) <= set(queue.base.statuses)
        self._show_ways(self._waiting() if plain else {})
        self.words.setText(self._reason(all_cases, [part.chip(queue.where) for part in parts]))
        self.again.setVisible(failed)
        self.open.setVisible(all_cases == 0 and not failed)
        self.clear.setVisible(bool(parts) and not failed and all_cases != 0)
        is_part = queue.base != CaseFilter()
        self.everywhere.setVisible(bool(queue.where.words) and is_part and not failed and all_cases != 0)
        buttons = (self.again, self.open, self.clear, *self.elsewhere)
        offered = [button for button in buttons if not button.isHidden()]
        self.setFocusProxy(offered[0] if offered else self.clear)

    def _waiting(self) -> dict[View, int]:
        """Return the views in which something waits, with their numbers."""
        numbers, shown = self._counts.numbers, self._queue.view
        views = [view for view in self._counts.views if (view.waits or view == TO_DO) and view != shown]
        return {view: number for view in views if (number := numbers.get(view, 0))}

    def _all_known(self) -> bool:
        """Tell whether each place where something could wait has been looked at."""
        places = [view for view in self._counts.views if view.waits]
        return bool(places) and all(view in self._counts.numbers for view in places)

    def _show_ways(self, ways: dict[View, int]) -> None:
        if ways == self._ways:
            return
        self._ways = ways
        for old in self.elsewhere:
            self._places.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.elsewhere = tuple(QPushButton(_way_words(view, number)) for view, number in ways.items())
        for view, button in zip(ways, self.elsewhere, strict=True):
            button.setObjectName("quietButton")
            button.clicked.connect(partial(self.view_requested.emit, view))
            self._places.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
            button.show()

    def _reason(self, all_cases: int | None, asked: list[str]) -> str:
        queue = self._queue
        if queue.problem:
            return queue.problem
        if all_cases == 0:
            return "No letters yet. Drop letters or a folder here, or open them; each letter becomes a case."
        if asked:
            return f"No case in “{queue.view.label}” fits: {'; '.join(asked)}."
        if self._ways:
            first = "No review is to be done." if queue.view == TO_DO else f"No case stands in “{queue.view.label}”."
            return f"{first} Elsewhere in the queue:"
        if queue.view == TO_DO and self._all_known():
            return "All done. Nothing waits."
        return f"No case stands in “{queue.view.label}”."


def _way_words(view: View, number: int) -> str:
    if view.where is None:
        return f"{view.label}: {number:,} file{'' if number == 1 else 's'}"
    return f"{view.label}: {number_of_cases(number)}".replace("&", "&&")
