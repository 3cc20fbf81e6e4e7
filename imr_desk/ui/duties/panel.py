"""What must be done about a case, by when: a card a duty, the nearest first, holds above, whose rules below."""

from functools import partial

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QToolButton, QVBoxLayout, QWidget

from imr_desk.model.deadlines.computing import Deadline
from imr_desk.model.deadlines.triggers import Question
from imr_desk.model.deadlines.words import Duty
from imr_desk.ui.dress import Dress, plain_label, set_state
from imr_desk.ui.duties.case_duties import CaseDuties, DutyView
from imr_desk.ui.duties.duty_card import DutyCard
from imr_desk.ui.duties.hold_line import HoldLine
from imr_desk.ui.duties.other_date import OtherDate
from imr_desk.ui.duties.words import DUTY_HEADS, NOT_ADVICE, other_dates
from imr_desk.ui.pieces import only_down

_DONE = "Done"
_NO_CASE = "Open or choose a case to see what must be done about it."
_NO_DUTY = "No rule asks for anything in this case."


class DutiesPanel(QFrame):
    """The duties of one case.

    Args:
        duties: the case, and what can be done about it.
        parent: its owner.

    Signals:
        close_requested: the person is done here (Esc, or the cross).
        form_requested: name of a field and number of an item (0 for none): only the form can answer.
        rules_requested: the person wants to see the rules.
    """

    close_requested = Signal()
    form_requested = Signal(str, int)
    rules_requested = Signal()

    def __init__(self, duties: CaseDuties, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("dutiesPanel")
        self.setAccessibleName("What must be done, by when")
        self._duties = duties
        self._dress: Dress | None = None
        self._heads: dict[str, QLabel] = {}
        self.cards: dict[str, DutyCard] = {}
        self._which = plain_label("dutiesCase")
        self._close = QToolButton()
        self.empty = plain_label("emptyState", _NO_CASE)
        self.empty.setWordWrap(True)
        self.hold: HoldLine | None = None
        self.other: OtherDate | None = None
        self._foot = plain_label("dutiesFoot")
        self._problem = plain_label("questionProblem")
        self._said = plain_label("dutiesSaid")
        self._undo = QPushButton("Undo")
        self._bar = QFrame()
        self._arrange()
        duties.changed.connect(self._changed)
        duties.failed.connect(self._tell_problem)
        duties.undo_changed.connect(self._tell_undo)
        self._show(duties.view)

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._make_head())
        column.addWidget(self._make_list(), 1)
        column.addWidget(self._make_bar())
        column.addWidget(self._make_foot())

    def _make_head(self) -> QHBoxLayout:
        title = plain_label("dutiesTitle", "What must be done, by when")
        title.setWordWrap(True)
        self._close.setAccessibleName("Close what must be done")
        self._close.setToolTip("Close (Esc)")
        self._close.clicked.connect(self.close_requested)
        head = QHBoxLayout()
        head.setContentsMargins(16, 12, 10, 8)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(title)
        words.addWidget(self._which)
        head.addLayout(words, 1)
        head.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        return head

    def _make_list(self) -> QScrollArea:
        content = QWidget()
        content.setObjectName("dutiesContent")
        self._list = QVBoxLayout(content)
        self._list.setContentsMargins(12, 4, 12, 12)
        self._list.setSpacing(6)
        self._list.addWidget(self.empty)
        self._list.addStretch(1)
        self.area = QScrollArea()
        only_down(self.area, "dutiesScroll", content)
        return self.area

    def _make_bar(self) -> QFrame:
        """Return the line that says what was just done, or why it was not."""
        self._bar.setObjectName("dutiesBar")
        self._said.setWordWrap(True)
        self._undo.setObjectName("quietButton")
        self._undo.setAutoDefault(False)
        self._undo.clicked.connect(self._duties.undo)
        row = QHBoxLayout(self._bar)
        row.setContentsMargins(16, 6, 10, 6)
        row.addWidget(self._said, 1)
        row.addWidget(self._undo, 0, Qt.AlignmentFlag.AlignTop)
        self._bar.hide()
        return self._bar

    def _make_foot(self) -> QFrame:
        foot = QFrame()
        foot.setObjectName("dutiesFootBar")
        for words in (self._foot, self._problem):
            words.setWordWrap(True)
        rules = QPushButton("Rules…")
        rules.setObjectName("quietButton")
        rules.setAutoDefault(False)
        rules.setAccessibleDescription("Shows the rules that the dates are counted by")
        rules.clicked.connect(self.rules_requested)
        lines = QVBoxLayout()
        lines.setSpacing(2)
        lines.addWidget(self._foot)
        lines.addWidget(self._problem)
        row = QHBoxLayout(foot)
        row.setContentsMargins(16, 6, 10, 8)
        row.addLayout(lines, 1)
        row.addWidget(rules, 0, Qt.AlignmentFlag.AlignTop)
        return foot

    # Showing

    def showEvent(self, event: QShowEvent) -> None:
        """Show the duties as they are now: nothing is laid out while nobody looks."""
        self._show(self._duties.view)
        super().showEvent(event)

    def _changed(self, view: DutyView | None) -> None:
        if self.isVisible():
            self._show(view)

    def _show(self, view: DutyView | None) -> None:
        self.empty.setVisible(view is None or not view.deadlines)
        self.empty.setText(_NO_CASE if view is None else _NO_DUTY)
        self._which.setText("" if view is None else f"Case {view.case.case.id} of this log")
        self._foot.setText(NOT_ADVICE if view is None else _counted_by(view))
        self._problem.setText("" if view is None else view.problem)
        self._problem.setVisible(bool(self._problem.text()))
        self._show_hold(view)
        self._show_cards(view)
        self._show_other(view)

    def _show_hold(self, view: DutyView | None) -> None:
        if view is not None and self.hold is None:
            self.hold = HoldLine(view.today)
            self.hold.step_chosen.connect(self._duties.take)
            self._list.insertWidget(0, self.hold)
            if self._dress is not None:
                self.hold.dress(self._dress)
        if self.hold is not None:
            self.hold.setVisible(view is not None)
            self.hold.show_hold(None if view is None else view.case.case.handling.hold)

    def _show_cards(self, view: DutyView | None) -> None:
        groups = {} if view is None else _groups(view.deadlines)
        rules = {deadline.rule for deadlines in groups.values() for deadline in deadlines}
        for gone in [rule for rule in self.cards if rule not in rules]:
            self._drop(self.cards.pop(gone))
        for name in [name for name in self._heads if name not in groups]:
            self._drop(self._heads.pop(name))
        if view is None:
            return
        asked: set[Question] = set()
        place = 1  # behind the hold
        for name, deadlines in groups.items():
            self._put(self._head(name), place)
            place += 1
            for deadline in deadlines:
                card = self._card(view, deadline)
                card.show_duty(view, deadline, asked)
                self._put(card, place)
                place += 1

    def _show_other(self, view: DutyView | None) -> None:
        if view is not None and self.other is None:
            self.other = OtherDate(view.today)
            self.other.date_given.connect(self._duties.give_date)
            self._list.insertWidget(self._list.count() - 1, self.other)
            if self._dress is not None:
                self.other.dress(self._dress)
        if self.other is not None:
            triggers = () if view is None else other_dates(view.deadlines, view.rules, view.case.case.handling)
            self.other.offer(triggers)

    def _head(self, name: str) -> QLabel:
        if name not in self._heads:
            self._heads[name] = plain_label("dutiesHead", name)
        return self._heads[name]

    def _card(self, view: DutyView, deadline: Deadline) -> DutyCard:
        card = self.cards.get(deadline.rule)
        if card is None:
            card = self.cards[deadline.rule] = DutyCard(view, deadline)
            card.date_given.connect(self._duties.give_date)
            card.answer_given.connect(self._duties.give_answer)
            card.form_requested.connect(self.form_requested)
            card.done.connect(self._duties.mark_done)
            card.not_done.connect(self._duties.mark_not_done)
            card.step_requested.connect(partial(self._step, card))
            if self._dress is not None:
                card.dress(self._dress)
        return card

    def _put(self, widget: QWidget, place: int) -> None:
        """Put a widget at its place, without taking the keyboard from what stands there already."""
        item = self._list.itemAt(place)
        if item is None or item.widget() is not widget:
            self._list.insertWidget(place, widget)
            widget.show()

    def _drop(self, widget: QWidget) -> None:
        self._list.removeWidget(widget)
        widget.hide()
        widget.deleteLater()

    # What was done

    def _tell_undo(self, label: str) -> None:
        self._undo.setVisible(bool(label))
        self._say(f"Saved: {label}." if label else "", "good")

    def _tell_problem(self, sentence: str) -> None:
        self._undo.hide()
        self._say(sentence, "error")

    def _say(self, words: str, kind: str) -> None:
        self._said.setText(words)
        self._undo.setAccessibleDescription(words)
        set_state(self._bar, kind=kind)
        self._bar.setVisible(bool(words))

    # Keyboard and look

    def take_focus(self) -> None:
        """Put the keyboard on the first thing to do here: a question, else the first duty."""
        cards = [card for card in self._shown() if card.questions]
        target: QWidget = cards[0].questions[0].first if cards else next(iter(self._shown()), self._close)
        target.setFocus(Qt.FocusReason.OtherFocusReason)
        # Once the cards have their sizes.
        QTimer.singleShot(0, self, lambda: self.area.ensureWidgetVisible(target))

    def _shown(self) -> list[DutyCard]:
        items = (self._list.itemAt(place) for place in range(self._list.count()))
        widgets = (item.widget() for item in items if item is not None)
        return [widget for widget in widgets if isinstance(widget, DutyCard)]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_requested.emit()
        else:
            super().keyPressEvent(event)

    def _step(self, card: DutyCard, way: int) -> None:
        cards = self._shown()
        following = cards[max(0, min(cards.index(card) + way, len(cards) - 1))]
        following.setFocus(Qt.FocusReason.TabFocusReason)
        self.area.ensureWidgetVisible(following)

    def dress(self, dress: Dress) -> None:
        """Take on a look."""
        self._dress = dress
        self._close.setIconSize(QSize(dress.kind.px(16), dress.kind.px(16)))
        self._close.setIcon(dress.icon("close"))
        if self.hold is not None:
            self.hold.dress(dress)
        if self.other is not None:
            self.other.dress(dress)
        for card in self.cards.values():
            card.dress(dress)


def _counted_by(view: DutyView) -> str:
    return f"Counted by {view.rules.name}, version {view.rules.version}. {NOT_ADVICE}"


def _groups(deadlines: tuple[Deadline, ...]) -> dict[str, list[Deadline]]:
    """Return the deadlines by group: what is ours by date, then the rest; what is done last."""
    groups: dict[str, list[Deadline]] = {}
    for duty in Duty:
        found = [each for each in deadlines if each.duty is duty and each.done is None]
        if found:
            groups[DUTY_HEADS[duty]] = sorted(found, key=lambda each: each.safe.toordinal() if each.safe else 0)
    done = [each for each in deadlines if each.done is not None]
    if done:
        groups[_DONE] = done
    return groups
