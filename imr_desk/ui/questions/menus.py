"""The context menu of a place of the form: what the editor offers, asking about the place, and its history."""

from functools import partial

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QMenu, QPlainTextEdit, QWidget

from imr_desk.services.sending_back import SendingBack
from imr_desk.ui.questions.anchors import place_at
from imr_desk.ui.review.panel import ReviewPanel
from imr_desk.ui.review.row import FieldRow
from imr_desk.ui.review.words import KeyOf, no_key
from imr_desk.ui.session import Place, Session


class PlaceMenus(QObject):
    """Opens the menu where the mouse or the keyboard asks for it.

    Signals:
        ask_wished: a place that somebody wants to ask about.
        back_wished: a place that the case is to be sent back for.
        history_wished: a place whose history somebody wants to read.

    Args:
        session: the case on the desk.
        panel: its form.
        sending_back: knows who may send cases back.
    """

    ask_wished = Signal(object)
    back_wished = Signal(object)
    history_wished = Signal(object)

    def __init__(self, session: Session, panel: ReviewPanel, sending_back: SendingBack) -> None:
        super().__init__(panel)
        self._session, self._panel, self._sending_back = session, panel, sending_back
        self._key_of: KeyOf = no_key
        panel.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        panel.customContextMenuRequested.connect(self._at_point)
        for row in (*panel.body.rows.values(), *panel.facts.rows.values()):
            row.built.connect(partial(self._take_on, row))
            if row.stops:
                self._take_on(row)

    def show_keys(self, key_of: KeyOf) -> None:
        """Name the keys of the acts."""
        self._key_of = key_of

    def _take_on(self, row: FieldRow) -> None:
        """Editors keep the wish for a menu to themselves, so each tells of it by its own signal."""
        for editor in row.stops:
            editor.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            editor.customContextMenuRequested.connect(partial(self._at_editor, editor))

    def _at_point(self, point: QPoint) -> None:
        self._open(self._panel, place_at(self._panel, self._panel.childAt(point) or self._panel), point)

    def _at_editor(self, editor: QWidget, point: QPoint) -> None:
        self._open(editor, place_at(self._panel, editor), point)

    def _open(self, asked: QWidget, place: Place | None, point: QPoint) -> None:
        if place is None or not self._session.is_open:
            return
        menu = self.menu_of(asked, place)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(asked.mapToGlobal(point))

    def menu_of(self, asked: QWidget, place: Place) -> QMenu:
        """Return the menu of a place; that of an editor goes on with what editors offer."""
        standard = asked.createStandardContextMenu() if isinstance(asked, QLineEdit | QPlainTextEdit) else None
        menu = standard or QMenu(asked)
        key = self._key_of("ask_question")
        acts = [QAction(f"Ask about this…{f'{chr(9)}{key}' if key else ''}", menu)]
        acts[0].triggered.connect(lambda: self.ask_wished.emit(place))
        if not self._sending_back.refusal:
            acts.append(QAction("Send the case back with a question…", menu))
            acts[1].triggered.connect(lambda: self.back_wished.emit(place))
        if self._session.second is None and place.name:  # the record is hidden from whoever reads blind
            key = self._key_of("field_history")
            acts.append(QAction(f"History of this…{f'{chr(9)}{key}' if key else ''}", menu))
            acts[-1].triggered.connect(lambda: self.history_wished.emit(place))
        first = next(iter(menu.actions()), None)
        if first is None:
            menu.addActions(acts)
        else:
            menu.insertActions(first, acts)
            menu.insertSeparator(first)
        return menu
