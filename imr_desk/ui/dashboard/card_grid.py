"""Cards side by side where there is room, each as high as its row's highest."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from imr_desk.ui.dress import Dress

Row = tuple[int, ...]
"""Numbers of the cards that share a row."""

_NARROWEST, _WIDE_FROM, _GAP = 470, 1500, 12
"""Pixels at text size 100 %: of a card that is half a row; of a page on which three share one; between cards."""


class CardGrid(QWidget):
    """Lays the cards out.

    Args:
        cards: in their order.
        wide, middle: the rows on a wide page and on one of middling width; on a narrow one each has its own.
    """

    def __init__(
        self,
        cards: tuple[QWidget, ...],
        wide: tuple[Row, ...],
        middle: tuple[Row, ...],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._cards = cards
        self._wide, self._middle = wide, middle
        self._scale = 1.0
        for card in cards:
            card.setParent(self)

    def dress(self, dress: Dress) -> None:
        """Take on a size of text, which decides how many cards share a row."""
        self._scale = dress.kind.scale
        self._arrange()

    def event(self, event: QEvent) -> bool:
        """Lay out anew when a card wants another height."""
        done = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest:
            self._arrange()
        return done

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out anew."""
        super().resizeEvent(event)
        self._arrange()

    def _rows(self) -> tuple[Row, ...]:
        if self.width() < 2 * _NARROWEST * self._scale + _GAP:
            return tuple((number,) for number in range(len(self._cards)))
        return self._wide if self.width() >= _WIDE_FROM * self._scale else self._middle

    def _arrange(self) -> None:
        top = 0
        for row in self._rows():
            width = (self.width() - _GAP * (len(row) - 1)) // len(row)
            cards = [self._cards[number] for number in row]
            height = max(max(card.heightForWidth(width), card.minimumSizeHint().height()) for card in cards)
            for place, card in enumerate(cards):
                last = place == len(row) - 1
                left = place * (width + _GAP)
                card.setGeometry(left, top, self.width() - left if last else width, height)
            top += height + _GAP
        if top - _GAP != self.height():
            self.setFixedHeight(max(0, top - _GAP))
