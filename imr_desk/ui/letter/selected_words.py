"""What can be done with words selected in the letter."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from imr_desk.ui.dress import Dress
from imr_desk.ui.letter import citation, evidence
from imr_desk.ui.letter.text_selection import Caret
from imr_desk.ui.session import Place, Session


class SelectedWords(QObject):
    """Copies the session's selection, and offers in a menu where else it can go.

    Args:
        session: knows the selection, the letter and the focus.
        dress: theme, type and icons.
        panel: parent of the menu.
    """

    fill_requested = Signal(object)
    excerpt_requested = Signal(object)
    place_requested = Signal(object)

    def __init__(self, session: Session, dress: Dress, panel: QWidget) -> None:
        super().__init__(panel)
        self._session = session
        self._panel = panel
        self._dress = dress
        self._place: Place | None = None
        self._keys: dict[str, str] = {}

    def dress(self, dress: Dress) -> None:
        """Restyle."""
        self._dress = dress

    def show_keys(self, key_of: Callable[[str], str]) -> None:
        """Name in the menu the keys that the acts have now, by the id of the act."""
        self._keys = {act: key_of(act) for act in ("fill", "take_excerpt", "copy_citation")}

    def copy(self) -> None:
        """Copy the words as they stand."""
        session = self._session
        if session.is_open and session.selection:
            QGuiApplication.clipboard().setText(citation.copied(session.letter, session.selection))

    def copy_with_citation(self) -> None:
        """Copy the words with case, page and line."""
        session = self._session
        if session.is_open and session.selection:
            number = session.review.entry(None, "case_number").value
            case_number = number if isinstance(number, str) else ""
            QGuiApplication.clipboard().setText(citation.cited(session.letter, session.selection, case_number))

    def offer(self, at: QPoint) -> None:
        """Open the menu at a place of the screen."""
        if self._session.is_open:
            menu = self.menu()
            menu.popup(at)

    def menu(self) -> QMenu:
        """Return the menu for the selection as it is; it goes away once it is closed."""
        session, selection = self._session, self._session.selection
        menu = QMenu(self._panel)
        menu.aboutToHide.connect(menu.deleteLater)
        some, focus = bool(selection), session.focus is not None
        self._place = None
        if selection:
            caret = Caret(selection[0].page, selection[0].start)
            self._place = evidence.place_at(session.review, caret, session.focus)
        acts = (
            ("Put into the focused field", "fill", "fill", some and focus, self._ask_fill),
            ("Take as excerpt", "take_excerpt", "quote", some, self._ask_excerpt),
            ("Go to the value it gives", "", "go-to-field", self._place is not None, self._ask_place),
            None,
            ("Copy", "", "copy", some, self.copy),
            ("Copy with citation", "copy_citation", "copy", some, self.copy_with_citation),
        )
        for act in acts:
            if act is None:
                menu.addSeparator()
                continue
            words, name, icon, possible, do = act
            key = self._keys.get(name, "")
            action = QAction(self._dress.icon(icon), f"{words}\t{key}" if key else words, menu)
            action.setEnabled(possible)
            action.triggered.connect(do)
            menu.addAction(action)
        return menu

    def _ask_fill(self) -> None:
        self.fill_requested.emit(self._session.selection)

    def _ask_excerpt(self) -> None:
        self.excerpt_requested.emit(self._session.selection)

    def _ask_place(self) -> None:
        if self._place is not None:
            self.place_requested.emit(self._place)
