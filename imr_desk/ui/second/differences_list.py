"""The differences under one another, built as they come into sight."""

import time
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from imr_desk.model.annotations import Label
from imr_desk.model.second import Pair
from imr_desk.ui.dress import Dress
from imr_desk.ui.pieces import only_down
from imr_desk.ui.second import difference_words as say
from imr_desk.ui.second.difference_card import DifferenceCard
from imr_desk.ui.second.differences_case import DifferencesView
from imr_desk.ui.second.differences_head import empty_label, empty_words

_AT_ONCE = 8
"""Cards that are built before anything is painted: more than fit on a screen."""
_TURN = 0.025
"""Seconds of building at one turn of the event loop; a key that comes meanwhile waits hardly longer."""


class DifferencesList(QScrollArea):
    """Cards of the places where two readings differ, or of all places.

    Signals:
        moved: another card is the current one (its ``Pair``).
        side_pointed, side_taken: pair and side.
        third_asked: pair.
        third_written: pair and ``ThirdValue``.
        opened_again, question_asked: pair.
    """

    moved = Signal(object)
    side_pointed = Signal(object, object)
    side_taken = Signal(object, object)
    third_asked = Signal(object)
    third_written = Signal(object, object)
    opened_again = Signal(object)
    question_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        only_down(self, "differencesScroll")
        content = QWidget()
        content.setObjectName("differencesContent")
        self.empty = empty_label()
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(12, 10, 12, 12)
        self._column.setSpacing(8)
        self._column.addWidget(self.empty)
        self._column.addStretch(1)
        self.setWidget(content)
        self.cards: dict[str, DifferenceCard] = {}
        self.current: DifferenceCard | None = None
        self._view: DifferencesView | None = None
        self._labels: Sequence[Label] = ()
        self._dress: Dress | None = None
        self._waiting: list[Pair] = []
        self._order: dict[str, int] = {}
        self._later = QTimer(self, interval=0)
        self._later.timeout.connect(self._build_some)

    # Showing

    def show_view(self, view: DifferencesView | None, labels: Sequence[Label], *, everything: bool) -> None:
        """Show a comparison: what differs, or every place."""
        other = self._view is None or view is None or view.both is not self._view.both
        self._view, self._labels = view, labels
        if other:
            self._clear()
            self._order = {} if view is None else {pair.key: place for place, pair in enumerate(view.pairs)}
        if view is None:
            return
        shown = view.pairs if everything else view.differences
        self.empty.setVisible(not view.differences and not everything)
        self.empty.setText(empty_words(view))
        wanted = {pair.key for pair in shown}
        for key in [key for key in self.cards if key not in wanted]:
            self._drop(self.cards.pop(key))
        for card in self.cards.values():
            self._fill(card, view)
        self._waiting = [pair for pair in shown if pair.key not in self.cards]
        for pair in self._waiting[:_AT_ONCE]:
            self._build(pair)
        self._waiting = self._waiting[_AT_ONCE:]
        if self._waiting:
            self._later.start()

    def _clear(self) -> None:
        self._later.stop()
        self._waiting = []
        for card in self.cards.values():
            self._drop(card)
        self.cards.clear()
        self.empty.hide()

    def _drop(self, card: DifferenceCard) -> None:
        if card is self.current:
            self.current = None
        self._column.removeWidget(card)
        card.hide()
        card.deleteLater()

    def finish(self) -> None:
        """Build at once what still waits."""
        waiting, self._waiting = self._waiting, []
        for pair in waiting:
            self._build(pair)
        self._later.stop()

    def _build_some(self) -> None:
        """Build for a moment; all cards of that moment are laid out once."""
        end = time.perf_counter() + _TURN
        while self._waiting and time.perf_counter() < end:
            self._build(self._waiting.pop(0))
        if not self._waiting:
            self._later.stop()

    def _build(self, pair: Pair) -> None:
        view = self._view
        if view is None:
            return
        card = self.cards[pair.key] = DifferenceCard(pair)
        for own, mine in (
            (card.side_pointed, self.side_pointed),
            (card.side_taken, self.side_taken),
            (card.third_asked, self.third_asked),
            (card.third_written, self.third_written),
            (card.opened_again, self.opened_again),
            (card.question_asked, self.question_asked),
        ):
            own.connect(partial(mine.emit, pair))
        card.arrived.connect(partial(self._arrived, card))
        margins = self._column.contentsMargins()
        card.resize(self.viewport().width() - margins.left() - margins.right(), card.height())  # it folds only once
        if self._dress is not None:
            card.dress(self._dress)
        self._fill(card, view)
        place = 1 + sum(self._order[key] < self._order[pair.key] for key in self.cards)
        self._column.insertWidget(place, card)
        card.show()  # at once: what is not shown yet takes no keyboard

    def _fill(self, card: DifferenceCard, view: DifferencesView) -> None:
        card.show_difference(view, say.about(view.both, card.pair, self._labels))

    # Going

    def _arrived(self, card: DifferenceCard) -> None:
        if card is not self.current:
            if self.current is not None:
                self.current.show_current(current=False)
            self.current = card
            card.show_current(current=True)
            self.moved.emit(card.pair)
        QTimer.singleShot(0, card, partial(self._reveal, card))  # once the card has its height

    def _reveal(self, card: DifferenceCard) -> None:
        """Scroll so that the card shows, its head above all."""
        top, height, room = card.y(), card.height(), self.viewport().height()
        bar = self.verticalScrollBar()
        if self._column.indexOf(card) == 1 and height <= room:
            bar.setValue(0)
        elif top < bar.value() or height > room:
            bar.setValue(top - 8)
        elif top + height > bar.value() + room:
            bar.setValue(top + height + 8 - room)

    def go_to(self, key: str) -> bool:
        """Make a card the current one; ``False`` when it is not shown."""
        if key not in self.cards and any(pair.key == key for pair in self._waiting):
            self.finish()
        card = self.cards.get(key)
        if card is not None:
            card.take_focus()
        return card is not None

    def start(self) -> bool:
        """Go to where the work is: the current card, else the first open one, else the first of all."""
        if self.current is not None:
            self.current.take_focus()
            return True
        return self.next_open() or self.step(1)

    def step(self, way: int) -> bool:
        """Go to the next card (1) or the one before (-1); ``False`` when there is none at all."""
        keys = self._keys()
        if not keys:
            return False
        here = keys.index(self.current.pair.key) if self.current is not None else -1 if way > 0 else len(keys)
        return self.go_to(keys[max(0, min(here + way, len(keys) - 1))])

    def next_open(self, way: int = 1, *, after: str = "") -> bool:
        """Go to the next open difference, round the end; ``False`` when there is none."""
        view, keys = self._view, self._keys()
        if view is None:
            return False
        still = {pair.key for pair in view.open}
        here = after or (self.current.pair.key if self.current is not None else "")
        at = keys.index(here) if here in keys else -1 if way > 0 else len(keys)
        around = [*keys[at + 1 :], *keys[: max(at, 0)]] if way > 0 else [*keys[:at][::-1], *keys[at + 1 :][::-1]]
        following = next((key for key in around if key in still), None)
        if following is None and here in still:
            following = here
        return following is not None and self.go_to(following)

    def _keys(self) -> list[str]:
        """Return the keys of all cards that are shown or wait, in their order."""
        view = self._view
        if view is None:
            return []
        waiting = {pair.key for pair in self._waiting}
        return [pair.key for pair in view.pairs if pair.key in self.cards or pair.key in waiting]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the current card in sight when other widths make other heights."""
        super().resizeEvent(event)
        if self.current is not None:
            QTimer.singleShot(0, self.current, partial(self._reveal, self.current))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll by pages only: the arrows go from card to card."""
        if event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            super().keyPressEvent(event)
        else:
            event.ignore()

    def dress(self, dress: Dress) -> None:
        """Take on a look."""
        self._dress = dress
        for card in self.cards.values():
            card.dress(dress)
        if self.current is not None:
            QTimer.singleShot(0, self.current, partial(self._reveal, self.current))
