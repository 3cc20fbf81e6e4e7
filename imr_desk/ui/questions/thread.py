"""All questions about one place of the form: a line under the place, which unfolds what was said."""

import msgspec
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from imr_desk.ui.dress import Dress, plain_label, set_state
from imr_desk.ui.flow import Flow
from imr_desk.ui.questions.composer import Aim, Composer
from imr_desk.ui.questions.drafts import Draft, PlaceDrafts
from imr_desk.ui.questions.question_card import QuestionCard
from imr_desk.ui.questions.talk import Talk
from imr_desk.ui.questions.thread_line import ThreadLine
from imr_desk.ui.questions.words import Here, line_of, number_of, worker_words
from imr_desk.ui.session import Place

_INDENT = 24
"""Pixels at 100 % text by which a thread stands in from its row: the row's sign stays alone in its column."""


class Thread(QFrame):
    """Reads, asks, answers and closes at one place; it does nothing itself but ask for it.

    Signals:
        asked: a question and to whom it goes.
        answered: identity of a question and what is said to it.
        closed: identity of a question that is dealt with.
        sent_back: a question and who gets the case with it.
        left: the thread was folded; the keyboard wants to go back to the place.
        turned: it was unfolded or folded, or its parts moved, so that the keyboard's way must be laid anew.

    Args:
        place: the place.
        drafts: what was typed there and not sent.
    """

    asked = Signal(str, str)
    answered = Signal(str, str)
    closed = Signal(str)
    sent_back = Signal(str, str)
    left = Signal()
    turned = Signal()

    def __init__(self, place: Place, drafts: PlaceDrafts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("thread")
        self.place = place
        self._drafts = drafts
        self._talk = Talk("", "", False, (), Here(""))
        self._dress: Dress | None = None
        self._old_shown = False
        self._right = 0
        self.line = ThreadLine()
        self.body = QFrame()
        self.body.setObjectName("threadBody")
        self.refusal = plain_label("questionNotice")
        self.refusal.setWordWrap(True)
        self.old = QPushButton()
        self.more = QPushButton("Ask something else")
        self.composer = Composer()
        self.cards: list[QuestionCard] = []
        self._arrange()
        self.body.hide()
        self.line.clicked.connect(self._turn)
        self.old.clicked.connect(self._turn_old)
        self.more.clicked.connect(self.write)
        self.composer.sent.connect(self._send)
        self.composer.put_away.connect(self.fold)
        self.composer.discarded.connect(self._discard)
        self.composer.typed.connect(self._keep)
        self.composer.back_wished.connect(self.write_back)

    def _arrange(self) -> None:
        self.old.setObjectName("disclosure")
        self.old.setCheckable(True)
        self.more.setObjectName("quietButton")
        for button in (self.old, self.more):
            button.setAutoDefault(False)
        inner = QVBoxLayout(self.body)
        inner.setContentsMargins(10, 8, 10, 8)
        inner.setSpacing(6)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(6)
        more = Flow()
        more.addWidget(self.more)
        inner.addWidget(self.old)
        inner.addLayout(self._cards)
        inner.addWidget(self.refusal)
        inner.addWidget(self.composer)
        inner.addLayout(more)
        column = self._column = QVBoxLayout(self)
        column.setSpacing(0)
        column.addWidget(self.line)
        column.addWidget(self.body)

    def dress(self, dress: Dress) -> None:
        """Take on a look."""
        self._dress = dress
        self._set_edges()
        self.composer.edit.grow()
        for button in (self.line, self.old):
            button.setIconSize(QSize(dress.kind.px(16), dress.kind.px(16)))
        self._sign()

    def stand_in(self, right: int) -> None:
        """Keep away from the right edge of what it stands in, by pixels at 100 % text."""
        if right != self._right:
            self._right = right
            self._set_edges()

    def _set_edges(self) -> None:
        if self._dress is not None:
            self._column.setContentsMargins(self._dress.kind.px(_INDENT), 1, self._dress.kind.px(self._right), 4)

    # Showing

    @property
    def is_open(self) -> bool:
        """Tell whether it is unfolded."""
        return not self.body.isHidden()

    @property
    def is_idle(self) -> bool:
        """Tell whether there is nothing to show: nobody asked anything, and nothing is being written."""
        return not self._talk.questions and not self._drafts.words and not self.is_open

    def show_talk(self, talk: Talk) -> None:
        """Show the questions as they stand."""
        before, self._talk = self._talk, talk
        if (before.questions, before.here, before.refusal) != (talk.questions, talk.here, talk.refusal):
            self._show_cards()
        self._drafts.rescue(frozenset(each.id for each in talk.questions if each.is_open))
        aim = self.composer.aim
        if talk.refusal or (aim.question and not any(q.is_open and q.id == aim.question for q in talk.questions)):
            self.composer.hide()
        self.refusal.setText(talk.refusal)
        self.refusal.setVisible(bool(talk.refusal))
        self._offer_more()
        self._sign()

    def _show_cards(self) -> None:
        talk, quiet = self._talk, bool(self._talk.refusal)
        for card in self.cards:
            self._cards.removeWidget(card)
            card.hide()
            card.deleteLater()
        done = [each for each in talk.questions if not each.is_open]
        open_ = [each for each in talk.questions if each.is_open]
        self.cards = [QuestionCard(each, talk.here, quiet=quiet, parent=self.body) for each in (*done, *open_)]
        for card in self.cards:
            card.answer_wished.connect(self._write_to)
            card.close_wished.connect(self.closed)
            self._cards.addWidget(card)
        self.old.setText(number_of(len(done), "closed question"))
        self.old.setVisible(bool(done and open_))  # alone they need no folding
        self._fold_old(shown=self._old_shown or not open_)
        self.turned.emit()

    def _fold_old(self, *, shown: bool) -> None:
        self.old.setChecked(shown)
        for card in self.cards:
            card.setVisible(shown or card.question.is_open)
        if self._dress is not None:
            self.old.setIcon(self._dress.icon("less" if shown else "more"))

    def _turn_old(self) -> None:
        self._old_shown = self.old.isChecked()
        self._fold_old(shown=self._old_shown)
        self.turned.emit()

    def _sign(self) -> None:
        talk = self._talk
        line = line_of(talk.questions, self._drafts.words, talk.here)
        words = line.words or "Ask about this"
        self.line.show_words(f"{talk.short} · {words}" if talk.named else words)
        set_state(self.line, mine=line.mine, quiet=line.role == "quiet")
        waiting = sum(each.waits for each in talk.questions)
        counted = f"{number_of(waiting, 'question')} waiting. " if waiting else ""
        self.line.setAccessibleName(f"{talk.about}: {counted}{words}")
        self.line.setAccessibleDescription("Shows or folds what was asked here")
        self.line.setToolTip("Fold" if self.is_open else "Show what was asked here, and answer")
        if self._dress is not None:
            self.line.setIcon(self._dress.icon("question", line.role))
            self.old.setIcon(self._dress.icon("less" if self.old.isChecked() else "more"))

    def _offer_more(self) -> None:
        writing = not self.composer.isHidden()
        writing_new = writing and not self.composer.aim.question
        for card in self.cards:
            card.offer_answer(offered=not writing or self.composer.aim.question != card.question.id)
        self.more.setText("Ask something else" if self._talk.questions else "Ask about this")
        self.more.setVisible(not writing_new and not self._talk.refusal)

    def stops(self) -> list[QWidget]:
        """Return what the keyboard visits here, from top to bottom."""
        if not self.is_open:
            return [self.line]
        cards = [stop for card in self.cards for stop in card.stops()]
        return [self.line, self.old, *cards, *self.composer.stops(), self.more]

    # Unfolding

    def unfold(self) -> None:
        """Show what was said, ready to answer what the person at the desk is asked."""
        mine = [each for each in self._talk.questions if self._talk.here.is_asked(each)]
        drafted = [each for each in self._talk.questions if each.is_open and self._drafts.of(each.id).text]
        self._show_body()
        if drafted or mine:
            self._write_to((drafted or mine)[-1].id)
        elif self._drafts.of("").text or not self._talk.questions:
            self.write()
        else:
            self.composer.hide()
            self._offer_more()
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def fold(self) -> None:
        """Fold what was said; what was typed is kept."""
        self.body.hide()
        self.line.setChecked(False)
        self.composer.hide()
        self._sign()
        self.left.emit()
        self.turned.emit()

    def _turn(self) -> None:
        if self.is_open:
            self.fold()
        else:
            self.unfold()

    def _show_body(self) -> None:
        self.line.setChecked(True)
        self.body.show()
        self._sign()
        self.turned.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc folds it, from any of its buttons."""
        if event.key() == Qt.Key.Key_Escape and self.is_open:
            self.fold()
        else:
            super().keyPressEvent(event)

    # Writing

    def write(self) -> None:
        """Begin a question about the place, or go on with one."""
        choices = [("", worker_words(self._talk.here)), *((name, name) for name in self._talk.people)]
        aim = Aim(f"Ask about {self._talk.about}", "Ask", choices=tuple(choices) if self._talk.people else ())
        self._aim_at(aim, self._drafts.of(""))

    def write_back(self) -> None:
        """Begin the question with which the case goes back; what was typed as a question is taken over."""
        back = self._talk.back
        if back is None:
            self.write()
            return
        names = dict.fromkeys((back.to, *self._talk.people)) if back.to else dict.fromkeys(self._talk.people)
        words = {back.to: f"{back.to} (read it first)"}
        choices = tuple((name, words.get(name, name)) for name in names)
        head = f"Send the case back for {self._talk.about}, with a question"
        kept = msgspec.structs.replace(self._drafts.of(""), to=back.to)
        self._aim_at(Aim(head, "Send back", choices=choices, notice=back.notice, back=True), kept)

    def _write_to(self, question: str) -> None:
        asked = next((each for each in self._talk.questions if each.id == question and each.is_open), None)
        if asked is None:
            return
        mine = asked.by.who == self._talk.here.me
        head = "Ask again" if mine else f"Answer {asked.by.who}"
        self._aim_at(Aim(head, head, question), self._drafts.of(question))

    def _aim_at(self, aim: Aim, draft: Draft) -> None:
        self._show_body()
        if self._talk.refusal:
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.composer.aim_at(aim, draft, may_send_back=self._talk.back is not None)
        self.composer.show()
        self._offer_more()
        self.turned.emit()
        self.composer.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _keep(self) -> None:
        self._drafts.keep(self.composer.aim.question, self.composer.draft)

    def _send(self) -> None:
        aim, draft = self.composer.aim, self.composer.draft
        if not self.composer.accept.isEnabled():
            return
        if aim.back:
            self.composer.set_busy(busy=True)
            self.sent_back.emit(draft.text, draft.to)
        elif aim.question:
            self.answered.emit(aim.question, draft.text)
        else:
            self.asked.emit(draft.text, draft.to)

    def taken(self) -> None:
        """What was written is in the case: forget the draft and fold."""
        self._drafts.keep(self.composer.aim.question, Draft())
        self.fold()

    def refused(self, problem: str) -> None:
        """Say why it was not taken; the words stay."""
        self.composer.set_busy(busy=False)
        self.composer.tell(problem)
        self.composer.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _discard(self) -> None:
        self._drafts.keep(self.composer.aim.question, Draft())
        self.fold()
