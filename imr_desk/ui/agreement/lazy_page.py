"""The place of the page of agreement in the window: it is built, and its libraries loaded, when it is first shown."""

from functools import partial
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
    """The place of the page of agreement.

    Args:
        agreements: adds the log's comparisons up.
        files: writes what leaves the desk.
        lane: the lane of the case log.
        dialogs: the door for questions.
        dress: the look.
    """

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
        super().__init__(partial(_agreement, agreements, files, lane, dialogs), dress, parent)

    def _built(self) -> "AgreementPage":
        page = super()._built()
        page.case_requested.connect(self.case_requested)
        return page


def _agreement(
    agreements: Agreements, files: FigureFiles, lane: Lane, dialogs: Dialogs, dress: Dress, parent: QWidget
) -> "AgreementPage":
    # Loads numpy and pyqtgraph, a third of a second that only those pay who look.
    from imr_desk.ui.agreement.page import AgreementPage  # noqa: PLC0415

    return AgreementPage(agreements, files, lane, dialogs, dress, parent)
