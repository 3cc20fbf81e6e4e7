"""The middle of the window: the desk with letter and form, or a page in its stead such as the queue."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from imr_desk.model.queue import CaseFilter
from imr_desk.ui.agreement.lazy_page import LazyAgreement
from imr_desk.ui.arrangement import Arrangement
from imr_desk.ui.dashboard.lazy_page import LazyDashboard
from imr_desk.ui.dress import Dress
from imr_desk.ui.worklist.lazy_page import LazyQueue

if TYPE_CHECKING:
    from imr_desk.ui.worklist.page import QueuePage


@dataclass(frozen=True)
class Page:
    """A page that can stand in the desk's place.

    Attributes:
        act: id of the checkable act that shows it, and the desk again.
        widget: what is shown.
        take_focus: puts the keyboard on it.
        dress: lets it take on a look.
        step_part: puts the keyboard on its next part (1), or the one before (-1); ``None`` when it is all one part.
    """

    act: str
    widget: QWidget
    take_focus: Callable[[], object]
    dress: Callable[[Dress], object]
    step_part: Callable[[int], object] | None = None


class Centre(QStackedWidget):
    """Shows the desk or one page; acts on the open case are possible on the desk alone.

    Signals: ``turned(on_desk)`` another page is shown; whether it is the desk.

    Args:
        arrangement: the desk.
        queue: the queue as a page.
        dashboard: what is counted.
        agreement: how far two readers agree.
        more: further pages; the act of each needs its line in ``ACTIONS`` and nothing else.
    """

    turned = Signal(bool)

    def __init__(
        self,
        arrangement: Arrangement,
        queue: LazyQueue,
        dashboard: LazyDashboard,
        agreement: LazyAgreement,
        *more: Page,
    ) -> None:
        super().__init__()
        self._arrangement = arrangement
        self.queue_place = queue
        self.dashboard = dashboard
        self.agreement = agreement
        self._queue_page = Page("queue_page", queue, queue.take_focus, queue.dress, queue.step_part)
        self._dashboard_page = Page("dashboard", dashboard, dashboard.take_focus, dashboard.dress)
        self._agreement_page = Page("agreement", agreement, agreement.take_focus, agreement.dress)
        self.pages: tuple[Page, ...] = (self._queue_page, self._dashboard_page, self._agreement_page, *more)
        for widget in (arrangement, *(page.widget for page in self.pages)):
            self.addWidget(widget)
        for page, name in ((dashboard, "From the dashboard"), (agreement, "From the agreement of readers")):
            page.left.connect(self.show_desk)
            page.cases_requested.connect(partial(self.show_cases, name))

    def table(self) -> Mapping[str, Callable[[], object]]:
        """Return what each act does, by its id."""
        return {
            **{page.act: partial(self.turn, page) for page in self.pages},
            "unread": self.show_unread,
            "next_panel": partial(self.step_part, 1),
            "previous_panel": partial(self.step_part, -1),
        }

    @property
    def desk(self) -> Arrangement:
        """Letter and form."""
        return self._arrangement

    @property
    def queue(self) -> "QueuePage":
        """The queue as a page, built when it is first asked for."""
        return self.queue_place.page

    @property
    def on_queue(self) -> bool:
        """Tell whether the queue is shown as a page."""
        return self.currentWidget() is self.queue_place

    @property
    def on_desk(self) -> bool:
        """Tell whether letter and form are shown."""
        return self.currentWidget() is self._arrangement

    def show_desk(self) -> None:
        """Show letter and form again, with the keyboard on the form."""
        if not self.on_desk:
            self._show(self._arrangement)
            self._arrangement.take_focus()

    def shows(self, page: Page) -> bool:
        """Tell whether a page is shown."""
        return self.currentWidget() is page.widget

    def turn(self, page: Page) -> None:
        """Show a page, or the desk again."""
        if self.shows(page):
            self.show_desk()
        else:
            self._show(page.widget)
            page.take_focus()

    def turn_queue(self) -> None:
        """Show the queue as a page, or the desk again."""
        self.turn(self._queue_page)

    def turn_dashboard(self) -> None:
        """Show the dashboard, or the desk again."""
        self.turn(self._dashboard_page)

    def turn_agreement(self) -> None:
        """Show how far readers agree, or the desk again."""
        self.turn(self._agreement_page)

    def show_unread(self) -> None:
        """Show the files that could not be read."""
        self._show(self.queue_place)
        self.queue_place.show_unread()

    def dress(self, dress: Dress) -> None:
        """Take on a look; the desk's panels are dressed by the window."""
        for page in self.pages:
            page.dress(dress)

    def step_part(self, way: int) -> None:
        """Put the keyboard on the next part of what is shown (1), or the one before (-1)."""
        if self.on_desk:
            self._arrangement.step_panel(way)
            return
        page = next(page for page in self.pages if self.shows(page))
        if page.step_part is not None:
            page.step_part(way)
        else:
            page.take_focus()

    def show_cases(self, name: str, where: CaseFilter) -> None:
        """Show cases under a name on the page of the queue."""
        self._show(self.queue_place)
        self.queue_place.show_cases(name, where)
        self.queue_place.take_focus()

    def _show(self, page: QWidget) -> None:
        if self.currentWidget() is not page:
            self.setCurrentWidget(page)
            self.turned.emit(self.on_desk)
