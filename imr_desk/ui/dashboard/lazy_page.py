"""The place of a page of figures in the window: it is built, and its libraries loaded, when it is first shown."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from imr_desk.model.queue import CaseFilter
from imr_desk.services.figure_files import FigureFiles
from imr_desk.services.figures import Figures
from imr_desk.ui.background import Lane
from imr_desk.ui.dialogs import Dialogs
from imr_desk.ui.dress import Dress

if TYPE_CHECKING:
    from imr_desk.ui.dashboard.counted_page import CountedPage
    from imr_desk.ui.dashboard.page import DashboardPage

P = TypeVar("P", bound="CountedPage")


class LazyPage(QWidget, Generic[P]):
    """Counts whenever it comes into sight.

    Args:
        make: makes the page for a look and a parent, and loads what it needs.
        dress: the look.

    Attributes:
        page: the page; ``None`` until somebody looks.
    """

    cases_requested = Signal(CaseFilter)
    """The person wants to see these cases in the queue."""

    told = Signal(str, str)
    """Kind of news and its sentence, as the message bar takes them."""

    left = Signal()
    """The person wants back to the letter."""

    def __init__(self, make: Callable[[Dress, QWidget], P], dress: Dress, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._make = make
        self._dress = dress
        self.page: P | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def showEvent(self, event: QShowEvent) -> None:
        """Build the page when it is first needed, and count anew."""
        super().showEvent(event)
        if not event.spontaneous():
            self._count()

    def dress(self, dress: Dress) -> None:
        """Take on a look."""
        self._dress = dress
        if self.page is not None:
            self.page.dress(dress)

    def person_changed(self, _person: str = "") -> None:
        """Throw away what the person before might see, and count for whoever sits here now."""
        if self.page is not None:
            self.page.stop()
            self._column.removeWidget(self.page)
            self.page.hide()
            self.page.deleteLater()
            self.page = None
        if self.isVisible():
            self._count()

    def take_focus(self) -> None:
        """Put the keyboard on the first number."""
        if self.page is not None:
            self.page.take_focus()
        else:
            self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _count(self) -> None:
        if self.page is None:
            self.page = self._built()
            self._column.addWidget(self.page)
            self.page.show()
        self.page.refresh()

    def _built(self) -> P:
        """Make the page and tie what it asks for; whoever derives from its place ties what the page has besides."""
        page = self._make(self._dress, self)
        page.cases_requested.connect(self.cases_requested)
        page.told.connect(self.told)
        page.left.connect(self.left)
        return page


class LazyDashboard(LazyPage["DashboardPage"]):
    """The place of the dashboard."""

    open_requested = Signal()
    """The log is empty and the person wants to open letters."""

    def _built(self) -> "DashboardPage":
        page = super()._built()
        page.open_requested.connect(self.open_requested)
        return page


def dashboard_page(
    figures: Figures, files: FigureFiles, lane: Lane, dialogs: Dialogs, dress: Dress, parent: QWidget
) -> "DashboardPage":
    """Return the dashboard; its arguments are those of the page."""
    # Loads numpy and pyqtgraph, a third of a second that only those pay who look.
    from imr_desk.ui.dashboard.page import DashboardPage  # noqa: PLC0415

    return DashboardPage(figures, files, lane, dialogs, dress, parent)
