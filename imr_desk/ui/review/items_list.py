"""The rail of disputed items: a head for each, and one body under the current one."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from imr_desk.ui.dress import Dress, set_state
from imr_desk.ui.review import words as say
from imr_desk.ui.review.item_body import ItemBody
from imr_desk.ui.review.item_header import ItemHeader
from imr_desk.ui.review.row import Later, at_once
from imr_desk.ui.session import Session


class ItemCard(QFrame):
    """A head, and room for the body."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("itemCard")
        self.header = ItemHeader(self)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.column.addWidget(self.header)


class ItemsList(QWidget):
    """All items of the case; the current one is open."""

    current_changed = Signal(str)

    def __init__(self, session: Session, body: ItemBody, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.body = body
        self.cards: list[ItemCard] = []
        self._spare: list[ItemCard] = []
        self.current = ""
        self._later: Later = at_once
        self._dress: Dress | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)

    def dress(self, dress: Dress) -> None:
        """Take on a look."""
        self._dress = dress
        self.body.dress(dress)
        for card in (*self.cards, *self._spare):
            card.header.dress(dress)

    def let_wait(self, later: Later) -> None:
        """Let rows of an item that is opened wait, those that ``later`` tells."""
        self._later = later

    def start(self) -> None:
        """Turn to the first item of a case just opened; it is shown with the review."""
        items = self._session.review.items
        self.current = items[0].id if items else ""

    def set_current(self, item_id: str) -> None:
        """Open an item."""
        if item_id != self.current:
            self.current = item_id
            self.show_review(self._later)
            self.current_changed.emit(item_id)

    def show_review(self, later: Later) -> None:
        """Show all items as they stand; rows of the current one that ``later`` tells may wait."""
        review, letter = self._session.review, self._session.letter
        known = [item.id for item in review.items]
        if self.current not in known:
            self.current = known[0] if known else ""
        self._match(len(known))
        wanting = {look.item for look in review.problems()}
        for number, (item, card) in enumerate(zip(review.items, self.cards, strict=True), 1):
            flags = len(review.open_flags(item.id))
            words = [
                f"{flags} flag{'' if flags == 1 else 's'}" if flags else "",
                say.chip_words(letter, item.extent),
            ]
            aside = " · ".join(word for word in words if word)
            current = item.id == self.current
            card.header.show_item(number, item, aside, wanting=item.id in wanting, current=current)
            set_state(card, current=current)
        self._place_body(later)

    def _match(self, count: int) -> None:
        while len(self.cards) > count:
            card = self.cards.pop()
            card.hide()
            self._spare.append(card)
        while len(self.cards) < count:
            self.cards.append(self._spare.pop() if self._spare else self._another())
            self.cards[-1].show()

    def _another(self) -> ItemCard:
        card = ItemCard(self)
        card.header.chosen.connect(self.set_current)
        if self._dress is not None:
            card.header.dress(self._dress)
        self._column.addWidget(card)
        return card

    def _place_body(self, later: Later) -> None:
        card = next((card for card in self.cards if card.header.item_id == self.current), None)
        if card is None:
            self.body.hide()
            return
        if self.body.parentWidget() is not card:
            card.column.addWidget(self.body)
        self.body.show_item(self.current, later)
        self.body.show()

    def current_header(self) -> ItemHeader | None:
        """Return the head of the open item."""
        return next((card.header for card in self.cards if card.header.item_id == self.current), None)

    def widgets_in_order(self) -> list[QWidget]:
        """Return what the keyboard visits, from top to bottom."""
        stops: list[QWidget] = []
        for card in self.cards:
            stops.append(card.header)
            if card.header.item_id == self.current:
                stops.extend(self.body.widgets_in_order())
        return stops
