"""Where a question, an answer or the words of a case sent back are typed."""

from collections.abc import Sequence

import msgspec
from PySide6.QtCore import QEvent, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from imr_desk.ui.choice_boxes import ChoiceBox
from imr_desk.ui.dress import plain_label
from imr_desk.ui.flow import Flow
from imr_desk.ui.questions.drafts import Draft

_SEND = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Aim(msgspec.Struct, frozen=True):
    """What is being written.

    Attributes:
        head: what stands over the words.
        accept: what the main button says.
        question: identity of the question that is answered; empty for a new one.
        choices: whom it can go to, each as a name and what the box calls it; empty where nobody is to be chosen.
        notice: what sending it brings about, said before; empty for nothing.
        back: whether it sends the case back.
    """

    head: str
    accept: str
    question: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    notice: str = ""
    back: bool = False


class WordsEdit(QPlainTextEdit):
    """As high as its words, to a limit. Ctrl+Enter sends, Esc puts away; both reach no act of the window."""

    sent = Signal()
    put_away = Signal()

    _FEWEST, _MOST = 2, 9

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("questionEdit")
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(2)
        self.textChanged.connect(self.grow)
        self.grow()

    def grow(self) -> None:
        """Be as high as the words."""
        lines = min(max(self._FEWEST, int(self.document().size().height())), self._MOST)
        around = 2 * (self.frameWidth() + self.document().documentMargin()) + 10
        height = int(lines * QFontMetricsF(self.font()).lineSpacing() + around)
        if height != self.height():
            self.setFixedHeight(height)

    def sizeHint(self) -> QSize:
        """Ask for little width; the form gives what it has."""
        return QSize(120, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the width, which moves the line breaks."""
        super().resizeEvent(event)
        self.grow()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the size of the type."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.grow()

    def event(self, event: QEvent) -> bool:
        """Keep the two keys from the acts of the window that have the same ones."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _ends(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Send, or put away; anything else is typed."""
        if not _ends(event):
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Escape:
            self.put_away.emit()
        else:
            self.sent.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Be as high as the words once it is on the screen."""
        super().focusInEvent(event)
        self.grow()


def _ends(event: QKeyEvent) -> bool:
    if event.key() == Qt.Key.Key_Escape:
        return event.modifiers() == Qt.KeyboardModifier.NoModifier
    return event.key() in _SEND and bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)


class Composer(QFrame):
    """Words, to whom they go, and the buttons that send, keep or discard them.

    Signals:
        sent: the words are to go.
        put_away: the person leaves; what was typed is kept.
        discarded: what was typed is to be forgotten.
        typed: something was typed or chosen.
        back_wished: the case is to be sent back with these words.
    """

    sent = Signal()
    put_away = Signal()
    discarded = Signal()
    typed = Signal()
    back_wished = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("questionComposer")
        self.setProperty("seenWhole", True)
        self.aim = Aim("", "")
        self.head = plain_label("questionHead")
        self.edit = WordsEdit()
        self.to_label = plain_label("questionMeta", "To")
        self.to = ChoiceBox("Who shall answer")
        self.notice = plain_label("questionNotice")
        self.problem = plain_label("questionProblem")
        self.accept, self.discard = QPushButton(), QPushButton("Discard")
        self.back = QPushButton("Send the case back…")
        self._arrange()
        self.edit.sent.connect(self.sent)
        self.edit.put_away.connect(self.put_away)
        self.edit.textChanged.connect(self._typed)
        self.to.currentIndexChanged.connect(self.typed)
        self.accept.clicked.connect(self.sent)
        self.back.clicked.connect(self.back_wished)
        self.discard.clicked.connect(self.discarded)

    def _arrange(self) -> None:
        self.accept.setObjectName("stepAccept")
        self.back.setObjectName("questionButton")
        self.back.setToolTip("Ask this, open the review again and give the case to its first reader")
        self.discard.setObjectName("questionButton")
        self.discard.setToolTip("Forget what was typed here")
        for button in (self.accept, self.back, self.discard):
            button.setAutoDefault(False)
        for label in (self.head, self.notice, self.problem):
            label.setWordWrap(True)
        self.to_label.setBuddy(self.to)
        self.to.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.to_label)
        line.addWidget(self.to, 1)
        buttons = Flow()
        for button in (self.accept, self.back, self.discard):
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(6)
        for part in (self.head, self.edit):
            column.addWidget(part)
        column.addLayout(line)
        for part in (self.notice, self.problem):
            column.addWidget(part)
        column.addLayout(buttons)

    def aim_at(self, aim: Aim, draft: Draft, *, may_send_back: bool) -> None:
        """Get ready to write something, beginning with what was typed before."""
        self.aim = aim
        self.head.setText(aim.head)
        self.edit.setAccessibleName(aim.head)
        key = QKeySequence("Ctrl+Return").toString(QKeySequence.SequenceFormat.NativeText)
        self.accept.setText(aim.accept)
        self.accept.setToolTip(f"{aim.accept} ({key})")
        self.edit.setPlaceholderText(f"{key} sends it; Esc keeps it for later.")
        with QSignalBlocker(self.edit), QSignalBlocker(self.to):
            self.edit.setPlainText(draft.text)
            self._fill_box(aim.choices, draft.to)
        self.edit.moveCursor(self.edit.textCursor().MoveOperation.End)
        self.edit.grow()
        for part in (self.to, self.to_label):
            part.setVisible(bool(aim.choices))
        self.notice.setText(aim.notice)
        self.notice.setVisible(bool(aim.notice))
        self.back.setVisible(may_send_back and not aim.back and not aim.question)
        self.tell("")
        self._offer_discard()
        self.set_busy(busy=False)

    def _fill_box(self, choices: Sequence[tuple[str, str]], chosen: str) -> None:
        self.to.clear()
        for name, words in choices:
            self.to.addItem(words, name)
        self.to.setCurrentIndex(max(0, self.to.findData(chosen)))

    @property
    def draft(self) -> Draft:
        """What stands here."""
        return Draft(self.edit.toPlainText(), self.to.currentData() or "" if self.aim.choices else "")

    def tell(self, problem: str) -> None:
        """Say why it was not sent."""
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))

    def set_busy(self, *, busy: bool) -> None:
        """Let nothing be sent twice while it is on its way."""
        self.accept.setEnabled(not busy)
        self.edit.setReadOnly(busy)

    def stops(self) -> tuple[QWidget, ...]:
        """Return what the keyboard visits here, in order."""
        return (self.edit, self.to, self.accept, self.back, self.discard)

    def _typed(self) -> None:
        self.tell("")
        self._offer_discard()
        self.typed.emit()

    def _offer_discard(self) -> None:
        self.discard.setVisible(bool(self.edit.toPlainText().strip()))
