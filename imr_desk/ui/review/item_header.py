"""The head of an item: number, treatment, outcome in words, how much it still wants."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QToolButton, QWidget

from imr_desk.model.draft import Decision
from imr_desk.model.review import Item
from imr_desk.ui.dress import Dress, plain_label, set_state
from imr_desk.ui.review import words as say


class ItemHeader(QFrame):
    """Two lines high; a click opens the item."""

    chosen = Signal(str)
    questions_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("itemHeader")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.item_id = ""
        self.number = plain_label("itemNumber")
        self.number.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.title = plain_label("itemTitle")
        self.title.setWordWrap(True)
        self.outcome = plain_label("itemOutcome")
        self.sign = QLabel()
        self.chip = plain_label("itemAside")
        self.asked = QToolButton()
        self.asked.setObjectName("questionSign")
        self.asked.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.asked.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.asked.clicked.connect(lambda: self.questions_chosen.emit(self.item_id))
        self.asked.hide()
        self._asked = (0, "", "quiet")
        self._dress: Dress | None = None
        self._look = False
        grid = QGridLayout(self)
        grid.setContentsMargins(8, 7, 10, 7)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(2)
        grid.addWidget(self.number, 0, 0, 2, 1, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.title, 0, 1, 1, 4)
        grid.addWidget(self.outcome, 1, 1)
        grid.addWidget(self.chip, 1, 2, Qt.AlignmentFlag.AlignRight)
        grid.addWidget(self.asked, 1, 3, Qt.AlignmentFlag.AlignRight)
        grid.addWidget(self.sign, 1, 4, Qt.AlignmentFlag.AlignRight)
        grid.setColumnStretch(2, 1)

    def show_item(self, number: int, item: Item, aside: str, *, wanting: bool, current: bool) -> None:
        """Show an item; the current one in full, the others in two lines.

        ``aside`` says flags and place; ``wanting`` tells whether something of it wants the reviewer.
        """
        self.item_id = item.id
        self.number.setText(str(number))
        title = item.title
        shown = title if current or len(title) <= 88 else title[:87].rsplit(" ", 1)[0] + "…"
        self.title.setText(shown)
        self.title.setToolTip("")
        self.outcome.setText(say.decision_headline(item))
        decided = item.outcome in (Decision.OVERTURNED, Decision.UPHELD)
        settled = item.decision.by is not None
        kind = item.outcome.value if decided and item.outcome is not None else "open"
        set_state(self.outcome, decision=kind, settled=settled)
        self.chip.setText(aside)
        self._look = wanting
        set_state(self, current=current, look=self._look)
        name = f"Item {number}: {title}. {say.decision_headline(item)}"
        self.setAccessibleName(name if settled else f"{name}, proposed by the program")
        self._draw()

    def show_questions(self, number: int, words: str, role: str) -> None:
        """Show how many questions about the item are open, said in ``words``; ``role`` is the sign's colour."""
        if (number, words, role) == self._asked:
            return
        self._asked = number, words, role
        self.asked.setText(str(number))
        self.asked.setToolTip(words)
        self.asked.setAccessibleName(words)
        self.setAccessibleDescription(words if number else "")
        self.asked.setVisible(number > 0)
        self._draw()

    def dress(self, dress: Dress) -> None:
        """Take on a look."""
        self._dress = dress
        self.number.setFixedSize(dress.kind.px(24), dress.kind.px(24))
        self._draw()

    def _draw(self) -> None:
        if self._dress is not None:
            name, role = ("wants-look", "warning") if self._look else ("state-confirmed", "good")
            self.sign.setPixmap(self._dress.pixmap(name, role, self))
            self.sign.setToolTip("Wants you" if self._look else "Settled")
            self.asked.setIcon(self._dress.icon("question", self._asked[2]))
            self.asked.setIconSize(QSize(self._dress.kind.px(16), self._dress.kind.px(16)))

    def changeEvent(self, event: QEvent) -> None:
        """Draw the sign anew with the palette."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._draw()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click opens the item."""
        self.chosen.emit(self.item_id)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and the space bar open the item."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit(self.item_id)
        else:
            super().keyPressEvent(event)
