"""Second readings: which finished reviews are read twice. To look at for all, to change and draw for a supervisor."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from imr_desk.model.errors import DeskError
from imr_desk.model.people import Right
from imr_desk.model.second import SamplingRule
from imr_desk.services.sampling import Drawn
from imr_desk.services.second_readings import ALONE
from imr_desk.services.workstation import Workstation
from imr_desk.ui.background import Lane
from imr_desk.ui.dialogs import Dialogs
from imr_desk.ui.dress import Dress, plain_label
from imr_desk.ui.duties.news_bar import NewsBar
from imr_desk.ui.people.allowed import allow
from imr_desk.ui.pieces import only_down
from imr_desk.ui.second.sampling_card import SamplingCard
from imr_desk.ui.second.sampling_form import SamplingForm
from imr_desk.ui.second.sampling_runs import SamplingDraw
from imr_desk.ui.second.sampling_words import SAVE_FIRST, TOLD, drawn_words

_ROOMY = QSize(760, 740)


class SamplingSheet(QDialog):
    """Shows the rule, what it would do, and draws by it.

    What stands in the form stays there while the program is locked, and while another person works here; only who
    may change the rule can save it.

    Args:
        workstation: the services.
        drawing: draws; belongs to the window.
        lane: the log's thread.
        dialogs: asks before changes are lost.
        dress: the look.
        parent: the window.

    Signals:
        people_requested: the person wants to add a colleague.
    """

    people_requested = Signal()

    def __init__(
        self,
        workstation: Workstation,
        drawing: SamplingDraw,
        lane: Lane,
        dialogs: Dialogs,
        dress: Dress,
        parent: QWidget | None,
    ) -> None:
        super().__init__(parent)
        self._sampling, self._people = workstation.sampling, workstation.people
        self._readings = workstation.second_readings
        self._drawing, self._lane, self._dialogs = drawing, lane, dialogs
        self._is_saving = False
        self.setWindowTitle("Second readings")
        self.setObjectName("sheet")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        today = workstation.clock.now().date()
        self.form, self.card = SamplingForm(), SamplingCard(self._sampling, lane, today)
        self.refused, self.alone = plain_label("samplingRefused"), QFrame()
        self.colleague = QPushButton("People…")
        self.news = NewsBar(dress)
        self.news.progress.setAccessibleName("How many cases are sent to a second reading")
        self.save, self.discard, self.shut = (QPushButton(w) for w in ("Save", "Discard changes", "Close"))
        self._arrange()
        self._connect()
        self.form.show_rule(self._sampling.rule)
        self._tell_state()
        self._judge()
        self.card.look()
        room = self.screen().availableGeometry().size()
        self.resize((_ROOMY * max(1.0, dress.kind.scale * 0.85)).boundedTo(room - QSize(40, 60)))

    # Building

    def _arrange(self) -> None:
        content = QWidget()
        content.setObjectName("settingsContent")
        inner = QVBoxLayout(content)
        inner.setContentsMargins(0, 0, 8, 0)
        inner.setSpacing(10)
        inner.addWidget(self._alone_card())
        inner.addWidget(self.card)
        inner.addWidget(self.form)
        inner.addStretch(1)
        around = QScrollArea()
        only_down(around, "settingsScroll", content)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 14)
        column.setSpacing(8)
        column.addWidget(plain_label("sheetHead", "Second readings"))
        for words in (plain_label("settingMeaning", TOLD), self.refused):
            words.setWordWrap(True)
            column.addWidget(words)
        column.addWidget(around, 1)
        column.addWidget(self.news)
        column.addLayout(self._buttons())

    def _alone_card(self) -> QFrame:
        self.alone.setObjectName("rulesNewsBar")
        self.alone.setProperty("kind", "warning")
        words = plain_label("rulesNews", ALONE)
        words.setWordWrap(True)
        self.colleague.setAutoDefault(False)
        row = QHBoxLayout(self.alone)
        row.setContentsMargins(14, 8, 14, 8)
        row.setSpacing(12)
        row.addWidget(words, 1)
        row.addWidget(self.colleague)
        return self.alone

    def _buttons(self) -> QHBoxLayout:
        self.save.setObjectName("dutyAccept")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        for button in (self.discard, self.save, self.shut):
            button.setAutoDefault(False)
            row.addWidget(button)
        return row

    def _connect(self) -> None:
        self.form.changed.connect(self._edited)
        self.card.draw.clicked.connect(self._draw)
        self.card.period.changed.connect(self._judge)
        self.colleague.clicked.connect(self.people_requested)
        self.save.clicked.connect(self._save)
        self.discard.clicked.connect(self._discard)
        self.shut.clicked.connect(self.close)
        self.news.stop_requested.connect(self._drawing.stop)
        self._drawing.stepped.connect(self._show_step)
        self._drawing.ended.connect(self._drawn)
        self._drawing.failed.connect(self._not_drawn)

    # Showing

    @property
    def is_changed(self) -> bool:
        """Tell whether the form holds another rule than the one that is kept."""
        return self.form.rule != self._sampling.rule

    def _edited(self) -> None:
        self.card.show_rule(self.form.rule)
        self._tell_state()
        self._judge()

    def _tell_state(self) -> None:
        if self._drawing.is_running:
            return
        if self.is_changed:
            self.news.tell("warning", "Changed, and not saved yet.")
        else:
            self.news.tell("error" if self._sampling.problem else "", self._sampling.problem)

    def _judge(self) -> None:
        """Allow what can be done now, by whoever sits at the desk."""
        refusal, is_changed = self._people.refusal(Right.SECOND_READINGS), self.is_changed
        has_reader = self._readings.has_second_reader
        self.refused.setText(refusal)
        self.refused.setVisible(bool(refusal))
        self.alone.setVisible(not has_reader)
        self.form.allow(refusal)
        self.save.setEnabled(is_changed and not refusal and not self._is_saving)
        self.discard.setEnabled(is_changed and not self._is_saving)
        for button in (self.save, self.discard):
            button.setVisible(not refusal or is_changed)
        wanting = "" if has_reader else ALONE
        if not wanting and is_changed:
            wanting = SAVE_FIRST
        if not wanting and self.card.period.days is None:
            wanting = "Write in which time reviews were finished."
        if not wanting and self._drawing.is_running:
            wanting = "Cases are drawn just now."
        allow(self.card.draw, refusal or wanting)

    def event(self, event: QEvent) -> bool:
        """Look again at who works here: somebody else may after the program was locked."""
        if event.type() is QEvent.Type.WindowActivate:
            self._judge()
        return bool(super().event(event))

    # Saving

    def _save(self) -> None:
        rule = self.form.rule
        self._is_saving = True
        self._judge()
        self._lane.run(self, lambda: self._sampling.keep_rule(rule), lambda _none: self._saved(rule), self._not_saved)

    def _saved(self, rule: SamplingRule) -> None:
        self._is_saving = False
        self._tell_state()
        if not self.is_changed and not self._drawing.is_running:
            when = "as soon as a review is finished" if rule.on else "by “Draw now” only"
            self.news.tell("good", f"Saved. Cases are drawn {when}.")
        self._judge()

    def _not_saved(self, error: Exception) -> None:
        self._is_saving = False
        self._judge()
        if not isinstance(error, DeskError):
            raise error
        self.news.tell("error", f"Not saved. {error.sentence}")

    def _discard(self) -> None:
        self.form.show_rule(self._sampling.rule)
        self._edited()

    # Drawing

    def _draw(self) -> None:
        days = self.card.period.days
        if days is not None:
            self._drawing.start(days)

    def _show_step(self, done: int, total: int) -> None:
        words = f"Sending: {done:,} of {total:,} cases" if total else "Looking through the finished reviews…"
        self.news.show_step(done, total)
        self.news.words.setText(words)
        self._judge()

    def _drawn(self, drawn: Drawn) -> None:
        self.news.tell("warning" if drawn.stopped else "good", drawn_words(drawn))
        self._judge()
        self.card.look()

    def _not_drawn(self, sentence: str) -> None:
        self.news.tell("error", f"{sentence} Cases that were sent before stay sent.")
        self._judge()
        self.card.look()

    # Ending

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter never closes the sheet; Esc closes it as the button does, so that changes are asked for."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()
        elif event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask before changes are lost."""
        if self.is_changed and not self._dialogs.confirm(
            "Not saved", "The changed rule is not saved.", "Close and lose it"
        ):
            event.ignore()
        else:
            event.accept()
