"""A lock page in the place of all windows of the program."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QToolTip, QWidget
from shiboken6 import isValid

from imr_desk.ui.keeping.parts import FittedDialog, framed
from imr_desk.ui.pieces import button_row, wrapped

ONLY_A_COVER = (
    "This page only hides what is on the screen: the case log has no passphrase, so whoever sits at this computer "
    "can go on. To keep others out, lock the computer, or give the case log a passphrase (Help, What is protected)."
)


_WINDOWS = (Qt.WindowType.Window, Qt.WindowType.Dialog, Qt.WindowType.Sheet)
"""What stays open by itself; menus, lists of completions and tooltips do not."""


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


class _Hidden:
    """A window that was taken off the screen."""

    def __init__(self, window: QWidget) -> None:
        self.window = window
        window.hide()

    def come_back(self) -> None:
        if isValid(self.window):
            self.window.show()


class _Emptied:
    """A question that waits for its answer: hiding it would answer it, so that what it shows is taken out of it."""

    def __init__(self, dialog: QWidget) -> None:
        self.window = dialog
        self._title, self._size = dialog.windowTitle(), dialog.size()
        self._shown = [
            each
            for each in dialog.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
            if not each.isWindow() and not each.isHidden()
        ]
        dialog.setWindowTitle("imr_desk")
        for each in self._shown:
            each.hide()
        dialog.lower()

    def come_back(self) -> None:
        if not isValid(self.window):
            return
        self.window.setWindowTitle(self._title)
        for each in self._shown:
            if isValid(each):
                each.show()
        self.window.resize(self._size)
        self.window.raise_()


class Cover(QObject):
    """Hides every window of the program and shows them again as they were: their words, their places, the keyboard.

    Sheets stay open underneath, and a question goes on waiting for its answer; menus are put away, and so is a dialog
    of the system for files, which the program cannot empty. What opens meanwhile is hidden too.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hidden: list[_Hidden | _Emptied] = []
        self._page: QDialog | None = None
        self._active: QWidget | None = None
        self._focus: QWidget | None = None

    @property
    def down(self) -> bool:
        """Tell whether it hides the program."""
        return self._page is not None

    @property
    def page(self) -> QDialog | None:
        """The page that is shown; ``None`` while nothing is hidden."""
        return self._page

    def lower(self, page: QDialog) -> None:
        """Show the page, hide everything else, and take off the clipboard what the program put there."""
        QToolTip.hideText()
        self._put_menus_away()
        self._active, self._focus = QApplication.activeWindow(), QApplication.focusWidget()
        self._show(page)
        windows = [each for each in QApplication.topLevelWidgets() if each.isVisible() and each is not page]
        # What stands over another window goes first and comes last.
        for each in sorted(windows, key=_height, reverse=True):
            self._hide(each)
        clear_clipboard()
        app = QApplication.instance()
        if app is not None:
            app.installEventFilter(self)
        self.come_forward()

    def turn_to(self, page: QDialog) -> None:
        """Show another page in the place of the one that is there; all else stays hidden."""
        before = self._page
        self._show(page)
        _put_away(before)
        self.come_forward()

    def come_forward(self) -> None:
        """Bring the page to the front."""
        if self._page is not None:
            self._page.raise_()
            self._page.activateWindow()

    def lift(self) -> None:
        """Show again what is still there, the keyboard where it was."""
        hidden, self._hidden = self._hidden, []
        self.drop()
        for each in reversed(hidden):
            each.come_back()
        active, focus = self._active, self._focus
        self._active = self._focus = None
        if active is not None and isValid(active):
            active.raise_()
            active.activateWindow()
        if focus is not None and isValid(focus):
            focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def drop(self) -> None:
        """Take the page away and leave the rest hidden, to be closed."""
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self)
        page, self._page = self._page, None
        _put_away(page)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Hide what opens while everything is hidden, such as a sheet that had been asked for before."""
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            QTimer.singleShot(0, self, self._hide_what_opened)
        return False

    def _hide_what_opened(self) -> None:
        if self._page is None:
            return
        there = {id(each.window) for each in self._hidden if isinstance(each, _Emptied)}
        for each in QApplication.topLevelWidgets():
            mine = each is self._page or self._page.isAncestorOf(each)
            if each.windowType() in _WINDOWS and each.isVisible() and not mine and id(each) not in there:
                self._hide(each)
                self.come_forward()

    def _show(self, page: QDialog) -> None:
        self._page = page
        # A question that waits would keep the keyboard from a page that stops its own window only.
        page.setWindowModality(Qt.WindowModality.ApplicationModal)
        page.show()

    def _hide(self, window: QWidget) -> None:
        waits = isinstance(window, QDialog) and window.windowModality() == Qt.WindowModality.ApplicationModal
        of_the_system = window.testAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        self._hidden.append(_Emptied(window) if waits and not of_the_system else _Hidden(window))

    def _put_menus_away(self) -> None:
        while (popup := QApplication.activePopupWidget()) is not None:
            if isinstance(popup, QDialog) or not popup.close():
                self._hidden.append(_Hidden(popup))
                if popup.isVisible():
                    return


def _height(window: QWidget) -> int:
    """Return over how many other windows a window stands."""
    above, parent = 0, window.parentWidget()
    while parent is not None:
        above += parent.isWindow()
        parent = parent.parentWidget()
    return above


def _put_away(page: QDialog | None) -> None:
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
