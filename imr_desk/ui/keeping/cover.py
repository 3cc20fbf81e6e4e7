"""A lock page in the place of all windows of the program."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QToolTip, QWidget
from shiboken6 import isValid

from imr_desk.ui.keeping.parts import FittedDialog, button_row, framed, wrapped

ONLY_A_COVER = (
    "This page only hides what is on the screen: the case log has no passphrase, so whoever sits at this computer "
    "can go on. To keep others out, lock the computer, or give the case log a passphrase (Help, What is protected)."
)


class CoverDialog(FittedDialog):
    """Hides what is on the screen until somebody goes on; for a log without a passphrase."""

    def __init__(self) -> None:
        super().__init__()
        self.go_on = QPushButton("Go on")
        self.go_on.setObjectName("dutyAccept")
        column = framed(self, "imr_desk", "Covered", 28)
        column.addWidget(wrapped("sheetAbout", ONLY_A_COVER))
        column.addStretch(1)
        column.addLayout(button_row(self.go_on))
        self.go_on.clicked.connect(self.accept)
        self.go_on.setFocus()


class Cover(QObject):
    """Hides every window of the program and shows them again.

    A question that waits for its answer is taken back; sheets come again as they were.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hidden: list[QWidget] = []
        self._page: QDialog | None = None

    @property
    def down(self) -> bool:
        """Tell whether it hides the program."""
        return self._page is not None

    def lower(self, page: QDialog) -> None:
        """Show the page, hide everything else, and take off the clipboard what the program put there."""
        self._page = page
        QToolTip.hideText()
        while (popup := QApplication.activePopupWidget()) is not None:
            if not popup.close():
                break
        page.open()
        windows = [each for each in QApplication.topLevelWidgets() if each.isVisible() and each is not page]
        # What stands over another window goes first and comes last.
        self._hidden = sorted(windows, key=lambda each: not isinstance(each, QDialog))
        for each in self._hidden:
            each.hide()
        clear_clipboard()
        page.raise_()
        page.activateWindow()

    def come_forward(self) -> None:
        """Bring the page to the front."""
        if self._page is not None:
            self._page.raise_()
            self._page.activateWindow()

    def lift(self) -> None:
        """Show again what is still there."""
        for each in reversed(self._hidden):
            if isValid(each):
                each.show()
        self._hidden = []
        self.drop()

    def drop(self) -> None:
        """Take the page away and leave the rest hidden, to be closed."""
        page, self._page = self._page, None
        if page is not None and isValid(page):
            page.done(0)
            page.deleteLater()


def clear_clipboard() -> None:
    """Empty the clipboard, and what a selection put there, where they still hold what the program put there."""
    clipboard = QGuiApplication.clipboard()
    if clipboard.ownsClipboard():
        clipboard.clear(QClipboard.Mode.Clipboard)
    if clipboard.supportsSelection() and clipboard.ownsSelection():
        clipboard.clear(QClipboard.Mode.Selection)
