"""The excerpt of an item as a quotation with its place, other passages for its stead, and the acts on them."""

from collections.abc import Mapping

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from imr_desk.model.geometry import Span
from imr_desk.model.letter import LetterText
from imr_desk.model.places import place_words
from imr_desk.model.review import Excerpt, Item
from imr_desk.ui.dress import Dress, plain_label, set_state
from imr_desk.ui.review import words as say

_LONGEST_SHOWN = 1200


_COMES_BACK = (
    Qt.FocusReason.PopupFocusReason,
    Qt.FocusReason.ActiveWindowFocusReason,
    Qt.FocusReason.MenuBarFocusReason,
)
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class OtherPassage(msgspec.Struct, frozen=True):
    """A passage that could stand as an item's excerpt.

    Attributes:
        spans: where it stands, one span a page.
        text: its words, white space folded.
        why: what it does, such as "applies the guideline to this patient".
    """

    spans: tuple[Span, ...]
    text: str
    why: str


class Passages(msgspec.Struct, frozen=True):
    """What could stand as one item's excerpt.

    Attributes:
        others: best first.
        advice: why the first of them is better than what is proposed; empty when it is not.
    """

    others: tuple[OtherPassage, ...] = ()
    advice: str = ""


class ExcerptView(QFrame):
    """Focusable: Enter confirms, an act takes the words selected in the letter.

    Down and up show other passages in its stead, without a change of the review; Enter then takes the one that shows,
    Escape goes back.

    Signals:
        focused: the reviewer is here.
        accepted: the excerpt is right.
        take_requested: the selected words shall be the excerpt.
        drop_requested: the item shall have none.
        passage_shown: another passage shows (a tuple of ``Span``), or none any more (an empty one).
        passage_taken: another passage shall be the excerpt (an ``OtherPassage``).
    """

    focused = Signal()
    accepted = Signal()
    take_requested = Signal()
    drop_requested = Signal()
    passage_shown = Signal(object)
    passage_taken = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("excerptView")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.sign = QLabel()
        self.state = plain_label("excerptState")
        self.words = plain_label("excerptWords")
        self.words.setWordWrap(True)
        self._key = ""
        self._empty = True
        self._item: Item | None = None
        self._letter: LetterText | None = None
        self._passages: Mapping[str, Passages] = {}
        self._shown = -1
        self.advice = plain_label("annotationQuiet")
        self.advice.setWordWrap(True)
        self.before, self.next = QPushButton("Previous  (↑)"), QPushButton("Next  (↓)")
        self.take_other = QPushButton("Take this passage  (Enter)")
        self.others = QFrame()
        self.take = QPushButton("Take selection")
        self.take.setObjectName("quietButton")
        self.take.setToolTip("Take the words selected in the letter as this item's excerpt")
        self.drop = QPushButton("Remove")
        self.drop.setObjectName("quietButton")
        for button in (self.take, self.drop):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.take.clicked.connect(self.take_requested)
        self.drop.clicked.connect(self.drop_requested)
        for button, way_on in (
            (self.before, lambda: self._step(-1)),
            (self.next, lambda: self._step(1)),
            (self.take_other, self._take_shown),
        ):
            button.setObjectName("quietButton")
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # their keys are those of the excerpt itself
            button.clicked.connect(way_on)
        self.state.setWordWrap(True)
        self._arrange()
        self._show_others()

    def _arrange(self) -> None:
        first, acts = QHBoxLayout(), QHBoxLayout()
        first.setSpacing(8)
        first.addWidget(self.sign, 0, Qt.AlignmentFlag.AlignTop)
        first.addWidget(self.state, 1)
        acts.addWidget(self.take)
        acts.addWidget(self.drop)
        acts.addStretch(0)
        head = self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        head.setSpacing(8)
        head.addLayout(first, 1)
        head.addLayout(acts)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 8, 10)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.words)
        column.addWidget(self.others)
        self._arrange_others()

    def _arrange_others(self) -> None:
        self.others.setObjectName("annotationLink")
        steps = QHBoxLayout()
        steps.setSpacing(4)
        for button in (self.next, self.before):  # what is pressed again and again stays where it is
            steps.addWidget(button)
        steps.addStretch(1)
        acts = self._acts = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        acts.setSpacing(4)
        acts.addLayout(steps)
        acts.addWidget(self.take_other, 0, Qt.AlignmentFlag.AlignLeft)
        acts.addStretch(1)
        below = QVBoxLayout(self.others)
        below.setContentsMargins(0, 4, 0, 0)
        below.setSpacing(2)
        below.addWidget(self.advice)
        below.addLayout(acts)

    def show_item(self, item: Item, letter: LetterText) -> None:
        """Show the item's excerpt, or that there is none; what else showed is left when the excerpt moved."""
        before = self._item
        same = before is not None and before.id == item.id and before.excerpt == item.excerpt
        if not same or self._letter is not letter:
            self._leave()
        self._item, self._letter = item, letter
        self._empty = item.excerpt is None
        set_state(self, look=item.excerpt is None or item.excerpt.by is None)
        self.setAccessibleName("Rationale excerpt")
        self._show()

    def show_passages(self, passages: Mapping[str, Passages]) -> None:
        """Offer what else could stand as an excerpt, by the identity of the item."""
        if passages != self._passages:
            self._leave()
            self._passages = passages
            self._show()

    @property
    def other(self) -> OtherPassage | None:
        """The passage that shows in the excerpt's stead."""
        return self._offered[self._shown] if 0 <= self._shown < len(self._offered) else None

    @property
    def _offered(self) -> tuple[OtherPassage, ...]:
        item = self._item
        if item is None:
            return ()
        own = item.excerpt.spans if item.excerpt is not None else ()
        return tuple(each for each in self._passages.get(item.id, Passages()).others if each.spans != own)

    def _show(self) -> None:
        """Show the excerpt, or the passage that is looked at in its stead."""
        if self._item is None or self._letter is None:
            return
        excerpt, other = self._item.excerpt, self.other
        if other is not None:
            place = place_words(self._letter, other.spans)
            state = f"Other passage {self._shown + 1} of {len(self._offered)} · {place} · {other.why}"
            text = other.text
        elif excerpt is not None and excerpt.is_lost:
            how = f"press {self._key}" if self._key else "take the selection"
            state = f"Not found in the letter's new text. Mark these words in the letter and {how}."
            text = excerpt.text
        elif excerpt is not None:
            state, text = f"{place_words(self._letter, excerpt.spans).capitalize()} · {_whose(excerpt)}", excerpt.text
        else:
            state, text = self._advice(), ""
        self.take.setVisible(other is None)  # both are about the excerpt, which does not show then
        self.drop.setVisible(other is None and excerpt is not None)
        self.words.setVisible(bool(text))
        self.words.setText(f"“{text if len(text) <= _LONGEST_SHOWN else text[:_LONGEST_SHOWN] + '…'}”")
        self.state.setText(state)
        self._show_others()
        self.setAccessibleDescription(f"{state}. {text} {self.advice.text()}")

    def _show_others(self) -> None:
        some, other = len(self._offered), self.other
        self.others.setVisible(bool(some))
        if not some or self._item is None:
            self.advice.clear()
            return
        offered = self._passages.get(self._item.id, Passages())
        unsettled = self._item.excerpt is None or self._item.excerpt.by is None
        count = "1 other passage" if some == 1 else f"{some} other passages"
        if other is not None:
            self.advice.setText("Enter takes this passage, Escape goes back. Nothing is changed until then.")
        elif offered.advice and unsettled:
            self.advice.setText(offered.advice)
        else:
            self.advice.setText(f"{count} could stand here.")
        self.before.setVisible(other is not None)
        self.take_other.setVisible(other is not None)

    def _step(self, way: int) -> bool:
        """Show the next passage or the one before; before the first one stands the excerpt itself."""
        wanted = self._shown + way
        if not -1 <= wanted < len(self._offered):
            return False
        self._shown = wanted
        self._show()
        self.passage_shown.emit(self.other.spans if self.other is not None else ())
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _leave(self) -> None:
        """Look at no other passage any more."""
        if self._shown >= 0:
            self._shown = -1
            self.passage_shown.emit(())

    def _take_shown(self) -> None:
        other = self.other
        if other is not None:
            self.passage_taken.emit(other)

    def show_keys(self, key_of: say.KeyOf) -> None:
        """Name the key that takes the selected words."""
        self._key = key_of("take_excerpt")
        self.take.setText(say.with_key("Take selection", self._key))
        if self._empty and self.other is None:
            self.state.setText(self._advice())

    def _advice(self) -> str:
        how = f"press {self._key}" if self._key else "take the selection"
        return f"No excerpt. Mark the reasoning in the letter and {how}."

    def set_narrow(self, narrow: bool) -> None:
        """Put the acts under the state where both do not fit beside each other."""
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._head.setDirection(way)
        self._acts.setDirection(way)

    def dress(self, dress: Dress) -> None:
        """Take on a look."""
        self.sign.setPixmap(dress.pixmap("quote", "quiet", self))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter confirms the excerpt, or takes the passage that shows; the arrows go through the passages."""
        key, other = event.key(), self.other
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            if event.isAutoRepeat():
                return  # a key held down must not take what nobody looked at
            self._take_shown() if other is not None else self.accepted.emit()
        elif key == Qt.Key.Key_Escape and other is not None:
            self._leave()
            self._show()
        elif plain and key in _STEPS and self._offered:
            self._step(_STEPS[Qt.Key(key)])
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell that the reviewer is here."""
        super().focusInEvent(event)
        self.focused.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Who goes elsewhere in the form looks at the excerpt again; who goes to a menu or a window comes back."""
        super().focusOutEvent(event)
        if event.reason() not in _COMES_BACK and self._shown >= 0:
            self._leave()
            self._show()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click focuses the excerpt."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        event.accept()


def _whose(excerpt: Excerpt) -> str:
    return "proposed by the program" if excerpt.by is None else f"confirmed by {excerpt.by.who}"
