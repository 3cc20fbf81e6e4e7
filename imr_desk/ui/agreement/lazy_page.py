"""The place of the page of agreement in the window: it is built, and its libraries loaded, when it is first shown."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from imr_desk.services.agreement import Agreements
from imr_desk.services.figure_files import FigureFiles
from imr_desk.ui.background import Lane
from imr_desk.ui.dashboard.lazy_page import LazyPage
from imr_desk.ui.dialogs import Dialogs
from imr_desk.ui.dress import Dress

if TYPE_CHECKING:
    from imr_desk.ui.agreement.page import AgreementPage


class LazyAgreement(LazyPage["AgreementPage"]):
    """The place of the page of agreement."""

    case_requested = Signal(int)
    """The person wants to open this case."""

    def _built(self) -> "AgreementPage":
        page = super()._built()
        page.case_requested.connect(self.case_requested)
        return page


def agreement_page(
    agreements: Agreements, files: FigureFiles, lane: Lane, dialogs: Dialogs, dress: Dress, parent: QWidget
) -> "AgreementPage":
    """Return the page of agreement; its arguments are those of the page."""
    # Loads numpy and pyqtgraph, a third of a second that only those pay who look.
    from imr_desk.ui.agreement.page import AgreementPage  # noqa: PLC0415

    return AgreementPage(agreements, files, lane, dialogs, dress, parent)
