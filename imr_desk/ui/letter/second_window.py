"""The letter once more, in a window of its own for a second screen."""

from collections.abc import Callable, Iterable, Mapping

from PySide6.QtCore import QEvent, QObject, QSettings, QSize, Qt, Signal
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence
from PySide6.QtWidgets import QVBoxLayout, QWidget

from imr_desk.services.pages import Pages
from imr_desk.ui.background import Lane
from imr_desk.ui.dress import Dress
from imr_desk.ui.letter.panel import LetterPanel
from imr_desk.ui.letter.tiles import PageTheme
from imr_desk.ui.session import Change, Session

GEOMETRY = "second/geometry"
"""Where the settings keep the window's place."""
OPEN = "second/open"
"""Where the settings keep whether it was open when the program ended."""


class JoiningLetterPanel(LetterPanel):
    """A letter panel made while a case may be on the desk already; it shows that case at once."""

    def __init__(
        self, session: Session, pages: Pages, lane: Lane, dress: Dress, parent: QWidget | None = None
    ) -> None:
        super().__init__(session, pages, lane, dress, parent)
        self.toolbar.page_theme_requested.connect(self.set_page_theme)
        if session.is_open:
            self._opened()
            self._review_moved(Change(None, session.review))
            self._show_selection(session.selection)
            self.light.shine_on(self.views.front)

    def next_page_theme(self) -> None:
        """Go on from light to dimmed, to inverted, to light; the look of these pages is this panel's own."""
        themes = tuple(PageTheme)
        self.set_page_theme(themes[(themes.index(self.page_theme) + 1) % len(themes)])

    def acts(self) -> Mapping[str, Callable[[], object]]:
        """Return what this panel does for acts of the program, by their id."""
        return {**super().acts(), "page_theme": self.next_page_theme}


class SecondWindow(QWidget):
    """A window over the same session: focus and selection are shared, page and zoom are its own.

    What its panel requests (``letter.fill_requested`` and so on) is for the main window to tie. It goes with the main
    window, and remembers its place.

    Args:
        session: the case on the desk.
        pages: draws pages.
        lane: where they are drawn.
        dress: theme, type and icons.
        settings: remember its place.
        main: the main window.
        shared: acts of the main window that work here as well; those on a letter are this window's own instead.
    """

    closed = Signal()

    def __init__(
        self,
        session: Session,
        pages: Pages,
        lane: Lane,
        dress: Dress,
        settings: QSettings,
        main: QWidget,
        shared: Iterable[QAction] = (),
    ) -> None:
        super().__init__(main, Qt.WindowType.Window)
        self.setObjectName("secondWindow")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumSize(480, 360)
        self._session = session
        self._settings = settings
        self._ends = False
        self._twins: list[tuple[QAction, QAction]] = []
        self.letter = JoiningLetterPanel(session, pages, lane, dress)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.letter)
        self._take_keys(shared)
        session.case_opened.connect(self._name)
        session.case_closed.connect(self._name)
        main.installEventFilter(self)
        self._name()
        self._restore(main)

    def dress(self, dress: Dress) -> None:
        """Take on a look."""
        self.letter.dress(dress)

    def show_keys(self, key_of: Callable[[str], str]) -> None:
        """Take and show the keys that the acts have now, by the id of the act."""
        self._follow_keys()
        self.letter.show_keys(key_of)

    def _take_keys(self, shared: Iterable[QAction]) -> None:
        own = self.letter.acts()
        for action in shared:
            if action.objectName() in own:
                twin = QAction(action.text(), self)
                twin.setObjectName(action.objectName())
                twin.triggered.connect(own[action.objectName()])
                self._twins.append((twin, action))
                self.addAction(twin)
            else:
                self.addAction(action)
        self._follow_keys()
        close = QAction("&Close the window", self)
        close.setObjectName("close_second")
        close.setShortcuts(QKeySequence.StandardKey.Close)
        close.triggered.connect(self.close)
        self.addAction(close)

    def _follow_keys(self) -> None:
        """Take the keys that the acts have in the main window now; the person may have changed them."""
        for twin, action in self._twins:
            twin.setShortcuts(action.shortcuts())

    def changeEvent(self, event: QEvent) -> None:
        """Look at the keys anew when the window comes to the front."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self._follow_keys()

    def _name(self) -> None:
        """Name the window by the case's number; nothing of the letter stands in a title."""
        session = self._session
        self.setWindowTitle(
            f"Letter of case {session.case_id} — imr_desk" if session.is_open else "Letter — imr_desk"
        )

    def _restore(self, main: QWidget) -> None:
        """Go where it was; the first time to another screen, if there is one."""
        geometry = self._settings.value(GEOMETRY)
        if geometry is not None and self.restoreGeometry(geometry):
            return
        screens = [screen for screen in main.screen().virtualSiblings() if screen is not main.screen()]
        room = (screens[0] if screens else main.screen()).availableGeometry()
        self.resize(QSize(900, 1000).boundedTo(room.size()))
        if screens:
            self.move(room.topLeft())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Go with the main window once that has closed; it hides too when it is only made small, by the system."""
        if watched is self.parent() and event.type() == QEvent.Type.Hide and not event.spontaneous():
            self._ends = True
            self.close()
        return False

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember the place, and whether to be there again at the next start."""
        self._settings.setValue(GEOMETRY, self.saveGeometry())
        self._settings.setValue(OPEN, self._ends)
        self._settings.sync()
        event.accept()
        self.closed.emit()


class SecondScreen(QObject):
    """The second window of a main window, while there is one.

    Signals: ``opened(LetterPanel)`` a window came, and what its panel requests wants to be tied; ``turned(bool)``
    whether there is one now.

    Args:
        session: the case on the desk.
        pages: draws pages.
        lane: where they are drawn.
        dress: theme, type and icons.
        settings: remember the window's place, and whether it was open.
        main: the main window, whose acts work in the second one too.
    """

    opened = Signal(object)
    turned = Signal(bool)

    def __init__(
        self, session: Session, pages: Pages, lane: Lane, dress: Dress, settings: QSettings, main: QWidget
    ) -> None:
        super().__init__(main)
        self._session = session
        self._pages = pages
        self._lane = lane
        self._dress = dress
        self._settings = settings
        self._main = main
        self._key_of: Callable[[str], str] | None = None
        self.window: SecondWindow | None = None

    @property
    def was_open(self) -> bool:
        """Tell whether the window was open when the program ended, so that it is opened again."""
        return bool(self._settings.value(OPEN, False, bool))

    def turn(self) -> None:
        """Open the window, or close it."""
        if self.window is not None:
            self.window.close()
            return
        main = self._main
        self.window = SecondWindow(
            self._session, self._pages, self._lane, self._dress, self._settings, main, main.actions()
        )
        self.window.closed.connect(self._closed)
        if self._key_of is not None:
            self.window.show_keys(self._key_of)
        self.opened.emit(self.window.letter)
        self.turned.emit(True)
        self.window.show()

    def dress(self, dress: Dress) -> None:
        """Take on a look, also for a window that comes later."""
        self._dress = dress
        if self.window is not None:
            self.window.dress(dress)

    def show_keys(self, key_of: Callable[[str], str]) -> None:
        """Show the keys that the acts have now, also in a window that comes later; by the id of the act."""
        self._key_of = key_of
        if self.window is not None:
            self.window.show_keys(key_of)

    def _closed(self) -> None:
        self.window = None
        self.turned.emit(False)
