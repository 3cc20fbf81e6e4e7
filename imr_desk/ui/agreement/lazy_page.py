"""The place of the page of agreement in the window: it is built, and its libraries loaded, when it is first shown."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from imr_desk.model.queue import CaseFilter
from imr_desk.services.agreement import Agreements
from imr_desk.services.figure_files import FigureFiles
from imr_desk.ui.background import Lane
from imr_desk.ui.dialogs import Dialogs
from imr_desk.ui.dress import Dress

if TYPE_CHECKING:
    from imr_desk.ui.agreement.page import AgreementPage


class LazyAgreement(QWidget):
    """Counts whenever it comes into sight.

    Args:
        agreements: adds the log's comparisons up.
        files: writes what leaves the desk.
        lane: the lane of the case log.
        dialogs: the door for questions.
        dress: the look.
    """

    cases_requested = Signal(CaseFilter)
    """The person wants to see these cases in the queue."""

    told = Signal(str, str)
    """Kind of news and its sentence, as the message bar takes them."""

    left = Signal()
    """The person wants back to the letter."""

    case_requested = Signal(int)
    """The person wants to open this case."""

    def __init__(
        self,
        agreements: Agreements,
        files: FigureFiles,
        lane: Lane,
        dialogs: Dialogs,
        dress: Dress,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._agreements, self._files, self._lane, self._dialogs = agreements, files, lane, dialogs
        self._dress = dress
        self.page: AgreementPage | None = None
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
        self.page.refresh()

    def _built(self) -> "AgreementPage":
        # Loads numpy and pyqtgraph, a third of a second that only those pay who look.
        from imr_desk.ui.agreement.page import AgreementPage  # noqa: PLC0415

        page = AgreementPage(self._agreements, self._files, self._lane, self._dialogs, self._dress, self)
        page.cases_requested.connect(self.cases_requested)
        page.told.connect(self.told)
        page.left.connect(self.left)
        page.case_requested.connect(self.case_requested)
        self._column.addWidget(page)
        page.show()
        return page
