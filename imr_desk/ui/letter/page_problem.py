"""What stands in the place of a page that could not be drawn: why, and a button to try again."""

from collections.abc import Mapping

from PySide6.QtCore import QObject, QRect, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from imr_desk.ui.dress import Dress, plain_label
from imr_desk.ui.theme import GRID, font


class PageProblem(QFrame):
    """A card on the page's place.

    Args:
        page: page number, from 1.
        sentence: why the page could not be drawn.
        dress: theme, type and icons.
        parent: the viewport.
    """

    retry_requested = Signal(int)

    def __init__(self, page: int, sentence: str, dress: Dress, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("pageProblem")
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self._page = page
        self._sign = plain_label("sign")
        self._title = plain_label("pageProblemTitle", f"Page {page} cannot be shown")
        self._sentence = plain_label("pageProblemSentence", sentence)
        self._sentence.setWordWrap(True)
        self._retry = QPushButton("Try again", self)
        self._retry.setAccessibleName(f"Try again to show page {page}")
        self._retry.clicked.connect(self._ask)
        head = QHBoxLayout()
        head.addWidget(self._sign)
        head.addWidget(self._title, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID * 4, GRID * 4, GRID * 4, GRID * 4)
        column.setSpacing(GRID * 2)
        column.addLayout(head)
        column.addWidget(self._sentence)
        column.addWidget(self._retry, 0, Qt.AlignmentFlag.AlignLeft)
        self.dress(dress)

    def dress(self, dress: Dress) -> None:
        """Restyle."""
        self._sign.setPixmap(dress.pixmap("error", "error", self, 20))
        self._title.setFont(font(dress.kind.title, strong=True))
        self._sentence.setFont(font(dress.kind.body))

    def stand_in(self, page: QRect, seen: QRect) -> None:
        """Stand in the middle of what is seen of the page."""
        visible = page.intersected(seen)
        width = min(max(page.width() - 8 * GRID, 40 * GRID), self.sizeHint().width() * 2, 120 * GRID)
        height = max(self.heightForWidth(width), self.minimumSizeHint().height())
        left = page.center().x() - width // 2
        top = max(page.top() + 4 * GRID, visible.center().y() - height // 2)
        self.setGeometry(left, top, width, height)

    def _ask(self) -> None:
        self.retry_requested.emit(self._page)


class PageProblems(QObject):
    """The cards of all pages that show and could not be drawn.

    Args:
        viewport: where they stand.
        dress: theme, type and icons.
    """

    retry_requested = Signal(int)

    def __init__(self, viewport: QWidget, dress: Dress) -> None:
        super().__init__(viewport)
        self._viewport = viewport
        self._dress = dress
        self._cards: dict[int, PageProblem] = {}

    def dress(self, dress: Dress) -> None:
        """Restyle."""
        self._dress = dress
        for card in self._cards.values():
            card.dress(dress)

    def place(self, problems: Mapping[int, tuple[str, QRect]]) -> None:
        """Show a card for each of these pages (sentence, and where the page lies in the viewport), and no others."""
        for page in [page for page in self._cards if page not in problems]:
            self._cards.pop(page).deleteLater()
        for page, (sentence, rect) in problems.items():
            card = self._cards.get(page)
            if card is None:
                card = PageProblem(page, sentence, self._dress, self._viewport)
                card.retry_requested.connect(self.retry_requested)
                self._cards[page] = card
                card.show()
            card.stand_in(rect, self._viewport.rect())
