"""The rules that deadlines are counted by: to look at for all, to edit for a supervisor."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from imr_desk.model.deadlines.rules import DeadlineRule, RuleTableError
from imr_desk.model.errors import DeskError
from imr_desk.model.people import Right
from imr_desk.model.signature import Signature
from imr_desk.model.values import date_of
from imr_desk.services.deadlines import Deadlines
from imr_desk.services.people import People
from imr_desk.services.reviews import Reviews
from imr_desk.ui.background import Lane
from imr_desk.ui.dialogs import Dialogs
from imr_desk.ui.dress import Dress, plain_label
from imr_desk.ui.duties.holidays_view import HolidaysView
from imr_desk.ui.duties.news_bar import NewsBar
from imr_desk.ui.duties.recount import Recount
from imr_desk.ui.duties.rule_draft import RuleDraft, rule_words
from imr_desk.ui.duties.rule_editor import RuleEditor
from imr_desk.ui.duties.rule_list import RuleList
from imr_desk.ui.duties.rule_text import RuleText
from imr_desk.ui.duties.rule_version import RuleVersionLine
from imr_desk.ui.duties.words import NOT_ADVICE

_ROOMY = QSize(1180, 740)


class RulesSheet(QDialog):
    """Shows and edits the rule table; what makes no sense is told at once and never kept.

    Args:
        deadlines: keeps the rules.
        reviews: signs.
        people: tells whether the person may change rules.
        recount: counts all cases anew; belongs to the window.
        lane: the log's thread.
        dialogs: asks before changes are lost.
        dress: the look.
        parent: the window.

    Signals:
        rules_kept: other rules count now.
    """

    rules_kept = Signal()

    def __init__(
        self,
        deadlines: Deadlines,
        reviews: Reviews,
        people: People,
        recount: Recount,
        lane: Lane,
        dialogs: Dialogs,
        dress: Dress,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._deadlines, self._reviews, self._people = deadlines, reviews, people
        self._recount, self._lane, self._dialogs, self._dress = recount, lane, dialogs, dress
        self._place = 0
        self._draft = RuleDraft(deadlines.rules)
        self._refusal = people.refusal(Right.RULES)
        self.setWindowTitle("Deadline rules")
        self.setObjectName("sheet")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.list, self.editor = RuleList(), RuleEditor(deadlines.today)
        self.text = RuleText()
        self.holidays = HolidaysView(deadlines.calendar, deadlines.today, reviews.person, self._refusal)
        self.version = RuleVersionLine(deadlines)
        self.stack, self.told = QStackedWidget(), plain_label("settingMeaning")
        self.edit = QPushButton("Look at this rule…" if self._refusal else "Edit this rule…")
        self.pages = QTabWidget()
        self.news = NewsBar(dress)
        self.save, self.discard = QPushButton("Save and count anew"), QPushButton("Discard changes")
        self.shipped, self.again = QPushButton("As shipped"), QPushButton("Count all cases anew")
        self._arrange()
        self._connect()
        self._show_all()
        room = self.screen().availableGeometry().size()
        self.resize((_ROOMY * max(1.0, dress.kind.scale * 0.85)).boundedTo(room - QSize(40, 60)))

    # Building

    def _arrange(self) -> None:
        self.pages.setDocumentMode(True)
        self.pages.tabBar().setDrawBase(False)
        self.pages.setAccessibleName("Rules, their text, holidays")
        self.pages.addTab(self._rules_page(), "&Rules")
        self.pages.addTab(self.text, "&Text")
        self.pages.addTab(self.holidays, "&Holidays")
        told = plain_label("settingMeaning", f"Rules are data: edit them when the law changes. {NOT_ADVICE}")
        told.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 14)
        column.setSpacing(8)
        column.addWidget(plain_label("sheetHead", "Deadline rules"))
        column.addWidget(told)
        column.addWidget(self.pages, 1)
        column.addWidget(self.news)
        column.addLayout(self._buttons())

    def _rules_page(self) -> QWidget:
        one, every = QWidget(), QWidget()
        column = QVBoxLayout(one)
        column.setContentsMargins(0, 10, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.version)
        column.addWidget(self.editor, 1)
        self.told.setWordWrap(True)
        self.edit.setObjectName("dutyButton")
        self.edit.setAutoDefault(False)
        self.edit.clicked.connect(self._open)
        line = QHBoxLayout()
        line.addWidget(self.told, 1)
        line.addWidget(self.edit)
        rows = QVBoxLayout(every)
        rows.setContentsMargins(0, 10, 0, 0)
        rows.setSpacing(8)
        rows.addWidget(self.list, 1)
        rows.addLayout(line)
        self.stack.addWidget(every)
        self.stack.addWidget(one)
        return self.stack

    def _buttons(self) -> QHBoxLayout:
        close = QPushButton("Close")
        close.clicked.connect(self.close)
        self.save.setObjectName("dutyAccept")
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in (self.shipped, self.again):
            row.addWidget(button)
        row.addStretch(1)
        for button in (self.discard, self.save, close):
            row.addWidget(button)
        for button in (self.shipped, self.again, self.discard, self.save, close):
            button.setAutoDefault(False)
        return row

    def _connect(self) -> None:
        self.list.chosen.connect(self._choose)
        self.list.cellDoubleClicked.connect(lambda _row, _column: self._open())
        self.list.opened.connect(self._open)
        self.version.back_requested.connect(self._go_back)
        self.editor.changed.connect(self._edited)
        self.version.verify_requested.connect(self._verify)
        self.version.version_requested.connect(self._add_version)
        self.version.remove_requested.connect(self._remove)
        self.text.taken.connect(self._take_text)
        self.holidays.changed.connect(self._judge)
        self.pages.currentChanged.connect(self._turned)
        self.save.clicked.connect(self._save)
        self.discard.clicked.connect(self._discard)
        self.shipped.clicked.connect(self._as_shipped)
        self.again.clicked.connect(self._recount.start)
        self.news.stop_requested.connect(self._recount.stop)
        self._recount.stepped.connect(self.news.show_step)
        self._recount.ended.connect(partial(self.news.tell, "good"))
        self._recount.failed.connect(partial(self.news.tell, "error"))

    # Showing

    def _show_all(self) -> None:
        self._place = max(0, min(self._place, len(self._draft.rules) - 1))
        self.list.dress(self._dress)
        self.list.show_rules(tuple(self._draft.rules), self._place)
        self.holidays.dress(self._dress)
        self._show_one()
        self.text.show_text(self._draft.text())
        self._judge()

    def _choose(self, place: int) -> None:
        self._place = place
        self._show_one()
        self._judge()

    def _show_one(self) -> None:
        rule = self._draft.rules[self._place]
        self.editor.show_rule(rule)
        self.version.show_rule(rule, sum(each.id == rule.id for each in self._draft.rules))
        self.told.setText(rule_words(rule))

    def _open(self) -> None:
        """Show the chosen rule alone, with all its fields."""
        self.stack.setCurrentIndex(1)
        self.editor.verticalScrollBar().setValue(0)
        self.editor.cells["name"].setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_back(self) -> None:
        self.stack.setCurrentIndex(0)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def _on_holidays(self) -> bool:
        """Tell whether the buttons below are about the holidays: they do what they say with the page that is seen."""
        return self.pages.currentWidget() is self.holidays

    def _judge(self) -> None:
        """Show what is wrong, and allow what can be done."""
        if self._on_holidays:
            self._judge_holidays()
            return
        error = self._draft.problem
        shown = self.editor.show_problem(error)
        own = self.editor.own_problem
        if error is not None and not shown:
            self.news.tell("error", error.sentence)
        elif error is not None or own:
            self.news.tell("error", "Nothing can be saved yet: see the field marked below its line.")
        else:
            self._tell_state(changed=self._draft.changed)
        may = not self._refusal
        for widget in (self.editor.content, self.version, self.shipped, self.again, self.text.take):
            widget.setEnabled(may)
            if not may:
                widget.setToolTip(self._refusal)
        self.text.edit.setReadOnly(not may)
        self.save.setEnabled(may and self._draft.changed and error is None and not own)
        self.discard.setEnabled(may and (self._draft.changed or bool(own)))

    def _judge_holidays(self) -> None:
        holidays, may = self.holidays, not self._refusal
        problem, changed = holidays.problem, holidays.draft.changed
        if problem:
            self.news.tell("error", problem)
        else:
            self._tell_state(changed=changed)
        self.save.setEnabled(may and changed and not problem)
        self.discard.setEnabled(may and (changed or bool(problem)))

    def _tell_state(self, *, changed: bool) -> None:
        if changed:
            self.news.tell("warning", "Changed, and not saved yet.")
        elif not self._recount.is_running:
            kept = self._refusal or self._deadlines.problem
            self.news.tell("warning" if kept else "", kept)

    def _turned(self, page: int) -> None:
        if self.pages.widget(page) is self.text:
            self.text.show_text(self._draft.text())
        self._judge()

    # Editing

    def _edited(self, rule: DeadlineRule) -> None:
        self._draft.put(self._place, rule)
        self._name_version()
        self.list.show_rules(tuple(self._draft.rules), self._place)
        self.told.setText(rule_words(rule))
        self._judge()

    def _verify(self) -> None:
        self._change(lambda: self._draft.verify(self._place, self._reviews.person, self._deadlines.today))

    def _add_version(self, day: str) -> None:
        first = date_of(day)

        def add() -> None:
            if first is not None:
                self._place = self._draft.add_version(self._place, first)

        self._change(add)

    def _remove(self) -> None:
        self._change(lambda: self._draft.remove(self._place))

    def _take_text(self, text: str) -> None:
        def take() -> None:
            self._draft.take_text(text)
            self.text.show_text("")

        self._change(take)

    def _as_shipped(self) -> None:
        if self._on_holidays:
            self.holidays.take_text(self._deadlines.shipped_holidays_text())
            return
        self._change(lambda: self._draft.take_text(self._deadlines.shipped_text()))

    def _discard(self) -> None:
        if self._on_holidays:
            self.holidays.discard()
            return
        self.text.show_text("")
        self._draft.discard()
        self._show_all()

    def _change(self, do: Callable[[], object]) -> None:
        """Do what can be refused; a refusal leaves everything as it was."""
        before = list(self._draft.rules)
        try:
            do()
        except DeskError as error:
            if isinstance(error, RuleTableError):
                self.text.show_error(error)
            self.news.tell("error", error.sentence)
            return
        if before != self._draft.rules:
            self._name_version()
        self._show_all()

    def _name_version(self) -> None:
        """Let a changed table say so in its version, since every date tells which version gave it."""
        shipped = self._draft.version.partition(", changed ")[0]
        if self._draft.changed:
            self._draft.version = f"{shipped}, changed {self._deadlines.today.isoformat()} by {self._reviews.person}"[
                :200
            ]

    # Saving

    def _save(self) -> None:
        rules_fit = self._draft.problem is None and not self.editor.own_problem
        if self._on_holidays and not self.holidays.problem:
            text = self.holidays.draft.text()
            self._keep(text, self._deadlines.keep_holidays, partial(self.holidays.kept_now, text))
        elif not self._on_holidays and rules_fit:
            self._keep(self._draft.text(), self._deadlines.keep_rules, self._draft.kept_now)
        else:
            self._judge()

    def _keep(self, text: str, keep: Callable[[str, Signature], None], kept_now: Callable[[], None]) -> None:
        people, by = self._people, self._reviews.sign()

        def work() -> None:
            people.must(Right.RULES)
            keep(text, by)

        self.save.setEnabled(False)
        self._lane.run(self, work, lambda _none: self._saved(kept_now), self._not_saved)

    def _saved(self, kept_now: Callable[[], None]) -> None:
        kept_now()
        self.rules_kept.emit()
        self._show_all()
        self._recount.start()

    def _not_saved(self, error: Exception) -> None:
        if not isinstance(error, DeskError):
            raise error
        self._judge()
        self.news.tell("error", f"Not saved. {error.sentence}")

    # Ending

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to all rules, then closes as the button does, so that changes are asked for."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.pages.currentIndex() == 0 and self.stack.currentIndex():
            self._go_back()
        elif not (self._on_holidays and self.holidays.go_back()):
            self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask before changes are lost."""
        lost = [
            *(["rules"] if self._draft.changed or self.text.is_changed else []),
            *(["holidays"] if self.holidays.draft.changed else []),
        ]
        sentence = f"The changed {' and '.join(lost)} are not saved."
        if lost and not self._dialogs.confirm("Not saved", sentence, "Close and lose them"):
            event.ignore()
        else:
            event.accept()
