"""The comparison in the form's place: only what differs, both values side by side, one key for each answer."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from imr_desk.model.annotations import LABELS, Label
from imr_desk.model.second import Pair, Side
from imr_desk.services.settling import ThirdValue
from imr_desk.ui.dress import Dress
from imr_desk.ui.label_look import PATTERNS, Mark
from imr_desk.ui.second.difference_card import DifferenceCard
from imr_desk.ui.second.difference_side import COLORS
from imr_desk.ui.second.difference_third import takes_words_of_the_letter
from imr_desk.ui.second.differences_case import DifferencesCase, DifferencesView
from imr_desk.ui.second.differences_head import DifferencesFoot, DifferencesHead
from imr_desk.ui.second.differences_keys import DifferencesKeys
from imr_desk.ui.second.differences_list import DifferencesList
from imr_desk.ui.session import Place, Session

_MARK_FIRST = "Mark the words in the letter first, then press 3."
_NO_THIRD = "An item is in the list or it is not: take a side. Its fields can be changed in the form afterwards."
_K = Qt.Key


class DifferencesPanel(QWidget):
    """Shows the comparison of the open case and settles it.

    Args:
        case: the comparison.
        session: the open case.
        dress: theme, type and icons.

    Signals:
        question_requested: an item's identity (``None`` for the letter) and a field's name: somebody shall be asked.
        marks_changed: what the letter is to show (a tuple of ``Mark``).
        reveal_requested: where it stands (a tuple of ``Span``).
        close_requested: the form is to be shown again.
        finish_requested: the review is to be signed again.
        told: kind and sentence of some news.
    """

    question_requested = Signal(object, str)
    marks_changed = Signal(object)
    reveal_requested = Signal(object)
    close_requested = Signal()
    finish_requested = Signal()
    told = Signal(str, str)

    def __init__(self, case: DifferencesCase, session: Session, dress: Dress, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("differencesPanel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("Differences between two readings")
        self._case, self._session = case, session
        self._labels: Sequence[Label] = LABELS
        self.head, self.list, self.foot = DifferencesHead(), DifferencesList(), DifferencesFoot()
        self.keys = self._made_keys()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.list, 1)
        column.addWidget(self.foot)
        self._connect()
        self.dress(dress)

    def _made_keys(self) -> DifferencesKeys:
        settling: dict[Qt.Key, Callable[[], object]] = {
            _K.Key_1: partial(self._take_current, Side.FIRST),
            _K.Key_2: partial(self._take_current, Side.SECOND),
            _K.Key_3: self._write_current,
            _K.Key_F2: self._write_current,
            _K.Key_0: self._open_current,
            _K.Key_N: self.list.next_open,
            _K.Key_Q: self._ask_current,
        }
        going: dict[Qt.Key, Callable[[], object]] = {
            _K.Key_Backspace: self._open_current,
            _K.Key_Down: partial(self.list.step, 1),
            _K.Key_Up: partial(self.list.step, -1),
            _K.Key_Left: partial(self._turn_side, Side.FIRST),
            _K.Key_Right: partial(self._turn_side, Side.SECOND),
            _K.Key_Space: self._unfold,
            _K.Key_R: self._give_reason,
            _K.Key_Escape: self.close_requested.emit,
        }
        return DifferencesKeys({**settling, **going}, frozenset(settling), self._case.close, self)

    def _connect(self) -> None:
        self._case.changed.connect(self._show)
        self._case.settled.connect(self._go_on)
        self.head.all_wanted.connect(lambda _on: self._show(self._case.view))
        self.list.moved.connect(self._card_moved)
        self.list.side_pointed.connect(lambda _pair, _side: self._show_letter(reveal=True))
        self.list.side_taken.connect(self._take)
        self.list.third_asked.connect(self._write)
        self.list.third_written.connect(self._written)
        self.list.opened_again.connect(self._case.open_again)
        self.list.question_asked.connect(self._ask)
        self.foot.close_requested.connect(self._case.close)
        self.foot.finish_requested.connect(self.finish_requested)
        self.foot.back_requested.connect(self.close_requested)

    # Showing

    def show_labels(self, labels: Sequence[Label]) -> None:
        """Take the department's table of labels, which names those of the letter."""
        self._labels = labels
        self._show(self._case.view)

    def dress(self, dress: Dress) -> None:
        """Take on a look."""
        self.head.dress(dress)
        self.list.dress(dress)

    def _show(self, view: DifferencesView | None) -> None:
        if view is None:
            self.list.show_view(None, self._labels, everything=False)
            self.marks_changed.emit(())
            return
        if not self.isVisible():
            return  # showEvent does it then
        self.head.show_view(view)
        self.foot.show_view(view)
        self.list.show_view(view, self._labels, everything=self.head.all.isChecked())
        self._show_letter(reveal=False)

    def _card_moved(self, pair: Pair) -> None:
        view, card = self._case.view, self.list.current
        if view is not None and card is not None and not view.both.sources(pair, card.lit):
            card.lit = Side.FIRST if card.lit is Side.SECOND else Side.SECOND
            card.show_current(current=True)
        self._show_letter(reveal=True)

    def _show_letter(self, *, reveal: bool) -> None:
        """Let the letter show where both values of the current place stand, and go to those of the side in focus."""
        view, card = self._case.view, self.list.current
        if view is None or card is None or not self.isVisible():
            self.marks_changed.emit(())
            return
        marks, there = [], view.both.sources(card.pair, card.lit)
        for side, color in COLORS.items():
            spans = view.both.sources(card.pair, side)
            if spans:
                marks.append(Mark(spans, color, PATTERNS[color], focus=side is card.lit))
        self.marks_changed.emit(tuple(sorted(marks, key=lambda mark: mark.focus)))
        if reveal and there:
            self.reveal_requested.emit(there)

    def go_to_place(self, place: Place) -> bool:
        """Go to the difference at a place of the form; ``False`` when the readings agree there."""
        view = self._case.view
        if view is None:
            return False
        at = [pair for pair in view.differences if (pair.item, pair.field) == (place.item, place.name)]
        at += [pair for pair in view.differences if pair.field == "flag" == place.name and pair.label == place.flag]
        return bool(at) and self.list.go_to(at[0].key)

    def take_focus(self) -> None:
        """Put the keyboard on the work: a card, else the way on."""
        if not self.list.start():
            self.foot.main.setFocus(Qt.FocusReason.OtherFocusReason)

    # Acts

    def _take_current(self, side: Side) -> None:
        card = self._workable()
        if card is not None:
            self._take(card.pair, side)

    def _take(self, pair: Pair, side: Side) -> None:
        card = self.list.cards.get(pair.key)
        self._case.take(pair, side, "" if card is None else card.reason_words)

    def _write_current(self) -> None:
        card = self._workable()
        if card is not None:
            self._write(card.pair)

    def _write(self, pair: Pair) -> None:
        """Take the words marked in the letter where a place wants such; else show the editor."""
        view, card = self._case.view, self.list.cards.get(pair.key)
        if view is None or card is None:
            return
        spans = self._session.selection
        if view.refusal:
            self.told.emit("warning", view.refusal)
        elif pair.field == "item":
            self.told.emit("info", _NO_THIRD)
        elif not takes_words_of_the_letter(pair):
            if not card.is_open:
                self._case.open_again(pair)
            card.take_focus()
            if card.body is not None:
                card.body.write_third()
        elif spans:
            self._written(pair, ThirdValue(spans=spans))
            self._session.select(())
        else:
            self.told.emit("info", _MARK_FIRST)

    def _written(self, pair: Pair, third: ThirdValue) -> None:
        card = self.list.cards.get(pair.key)
        self._case.write(pair, third, "" if card is None else card.reason_words)

    def _open_current(self) -> None:
        card = self._workable()
        if card is not None:
            self._case.open_again(card.pair)

    def _ask_current(self) -> None:
        if self.list.current is not None:
            self._ask(self.list.current.pair)

    def _ask(self, pair: Pair) -> None:
        """Ask about the place in the record; about an item that it does not have, the letter is asked about."""
        view = self._case.view
        if view is None:
            return
        known = pair.field not in ("item", "flag", "annotation")
        self.question_requested.emit(view.both.item_of(view.record, pair), pair.field if known else "")

    def _workable(self) -> DifferenceCard | None:
        """Return the current card when there is a difference on it."""
        card = self.list.current
        return None if card is None or card.pair.agrees else card

    def _turn_side(self, side: Side) -> None:
        if self.list.current is not None:
            self.list.current.turn_side(side)

    def _unfold(self) -> None:
        card = self.list.current
        if card is not None and card.is_open and card.body is not None:
            card.body.unfold()

    def leave_typing(self) -> bool:
        """Put an editor away that stands open on the current card; ``False`` when none does."""
        card = self.list.current
        if card is None or card.body is None or card.body.third is None:
            return False
        card.body.leave_third()
        return True

    def _give_reason(self) -> None:
        card = self._workable()
        if card is not None and card.is_open and card.body is not None:
            card.body.give_reason()

    def _go_on(self, key: str) -> None:
        """Go to the next difference once one is settled; after the last one, to the way on."""
        if not self.list.next_open(after=key):
            self.foot.main.setFocus(Qt.FocusReason.OtherFocusReason)

    # Events

    def event(self, event: QEvent) -> bool:
        """Claim the keys of the comparison before the window's shortcuts see them."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self.keys.claims(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what a key says."""
        if event.key() == _K.Key_N and event.modifiers() == Qt.KeyboardModifier.ShiftModifier:
            self.list.next_open(-1)
        elif not self.keys.press(event):
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the keyboard on to the work."""
        super().focusInEvent(event)
        self.take_focus()

    def showEvent(self, event: QShowEvent) -> None:
        """Show the comparison as it is now; its keys count."""
        super().showEvent(event)
        self.keys.on = True
        self._show(self._case.view)

    def hideEvent(self, event: QHideEvent) -> None:
        """The letter shows none of it any more."""
        super().hideEvent(event)
        self.keys.on = False
        self.marks_changed.emit(())
