"""The middle of the window: the desk with letter and form, the queue as a page of its own, or the dashboard."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from imr_desk.model.queue import CaseFilter
from imr_desk.ui.arrangement import Arrangement
from imr_desk.ui.dashboard.lazy_page import LazyDashboard
from imr_desk.ui.dress import Dress
from imr_desk.ui.worklist.page import QueuePage


class Centre(QStackedWidget):
    """Shows one of three pages; acts on the open case are possible on the desk alone.

    Signals: ``turned(on_desk)`` another page is shown; whether it is the desk.

    Args:
        arrangement: the desk.
        queue: the queue as a page.
        dashboard: what is counted.
    """

    turned = Signal(bool)

    def __init__(self, arrangement: Arrangement, queue: QueuePage, dashboard: LazyDashboard) -> None:
        super().__init__()
        self._arrangement = arrangement
        self.queue = queue
        self.dashboard = dashboard
        for page in (arrangement, queue, dashboard):
            self.addWidget(page)
        dashboard.left.connect(self.show_desk)
        dashboard.cases_requested.connect(self._show_cases)

    @property
    def desk(self) -> Arrangement:
        """Letter and form."""
        return self._arrangement

    @property
    def on_queue(self) -> bool:
        """Tell whether the queue is shown as a page."""
        return self.currentWidget() is self.queue

    @property
    def on_desk(self) -> bool:
        """Tell whether letter and form are shown."""
        return self.currentWidget() is self._arrangement

    def show_desk(self) -> None:
        """Show letter and form again, with the keyboard on the form."""
        if not self.on_desk:
            self._show(self._arrangement)
            self._arrangement.take_focus()

    def turn_queue(self) -> None:
        """Show the queue as a page, or the desk again."""
        if self.on_queue:
            self.show_desk()
        else:
            self._show(self.queue)
            self.queue.take_focus()

    def turn_dashboard(self) -> None:
        """Show the dashboard, or the desk again."""
        if self.currentWidget() is self.dashboard:
            self.show_desk()
        else:
            self._show(self.dashboard)
            self.dashboard.take_focus()

    def show_unread(self) -> None:
        """Show the files that could not be read."""
        self._show(self.queue)
        self.queue.show_unread()

    def dress(self, dress: Dress) -> None:
        """Take on a look; the desk's panels are dressed by the window."""
        self.queue.dress(dress)
        self.dashboard.dress(dress)

    def step_part(self, way: int) -> None:
        """Put the keyboard on the next part of what is shown (1), or the one before (-1)."""
        if self.on_queue:
            self.queue.step_part(way)
        elif self.on_desk:
            self._arrangement.step_panel(way)
        else:
            self.dashboard.take_focus()

    def _show_cases(self, where: CaseFilter) -> None:
        self._show(self.queue)
        self.queue.show_cases("From the dashboard", where)
        self.queue.take_focus()

    def _show(self, page: QWidget) -> None:
        if self.currentWidget() is not page:
            self.setCurrentWidget(page)
            self.turned.emit(self.on_desk)
