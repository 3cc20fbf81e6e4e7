"""One field of the form: sign, label, editor, place in the letter; under it, in focus, why it stands so."""

from html import escape

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from imr_desk.model.draft import Candidate, Finding
from imr_desk.model.edits import ConfirmField, MarkField, SetField
from imr_desk.model.fields import FieldKind, FieldSpec
from imr_desk.model.page_words import Completion
from imr_desk.model.places import place_words
from imr_desk.model.review import Entry, EntryState
from imr_desk.model.values import folded
from imr_desk.ui.dress import Dress, plain_label, set_state
from imr_desk.ui.review import words as say
from imr_desk.ui.review.completion import MOST, LetterWords, TypeAhead
from imr_desk.ui.review.editors import ProseEditor, editor_for
from imr_desk.ui.session import Place, Session

LABEL_WIDTH = 136
"""Pixels at 100 % text; one width for all rows, so that labels and values stand in columns."""


class FieldRow(QFrame):
    """A row bound to one place of the session's review."""

    advance_requested = Signal()

    def __init__(self, spec: FieldSpec, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("fieldRow")
        self.spec = spec
        self._session = session
        self._item: str | None = None
        self._entry = Entry()
        self._finding: Finding | None = None
        self._dress: Dress | None = None
        self._shown = False
        self._narrow = False
        self._build()

    def _build(self) -> None:
        self.sign = QLabel()
        self.sign.setObjectName("stateSign")
        self.label = plain_label("fieldLabel", self.spec.label)
        self.label.setWordWrap(True)
        self.label.setToolTip(self.spec.meaning)
        self.editor = editor_for(self.spec, self)
        self.label.setBuddy(self.editor)
        self.aside = plain_label("fieldAside")
        self.chip = QToolButton()
        self.chip.setObjectName("pageChip")
        self.chip.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.detail = plain_label("fieldDetail")
        self.problem = plain_label("fieldProblem")
        self.candidates = QWidget()
        self._candidate_row = QVBoxLayout(self.candidates)
        self._candidate_row.setContentsMargins(0, 0, 0, 0)
        self._candidate_row.setSpacing(2)
        self._arrange()
        self.chip.clicked.connect(self._show_place)
        self.editor.typed.connect(self._take)
        self.editor.accepted.connect(self._accept)
        self.editor.reverted.connect(self._revert)
        self.editor.focused.connect(self._arrived)
        self.editor.left.connect(self._left)
        self.ahead = TypeAhead(self.editor, self._session, self._offers)
        self.ahead.taken.connect(self._take_offer)
        if isinstance(self.editor, ProseEditor):
            self.editor.folded.connect(self._show_folded)
        self.setFocusProxy(self.editor)

    def _arrange(self) -> None:
        grid = self._grid = QGridLayout(self)
        grid.setContentsMargins(8, 1, 8, 1)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(2, 1)
        self._side = QVBoxLayout()
        self._side.setSpacing(0)
        if self.spec.kind is FieldKind.LONG_TEXT:
            # How many lines are folded stands under the chip, so that prose keeps its width.
            right = Qt.AlignmentFlag.AlignRight
            self._side.addWidget(self.chip, 0, right)
            self._side.addWidget(self.aside, 0, right)
            self._side.addStretch(1)
        self.problem.setWordWrap(True)
        self.detail.setWordWrap(True)
        self._place(narrow=False)
        for under in (self.problem, self.candidates, self.detail):
            under.hide()

    def set_narrow(self, narrow: bool) -> None:
        """Put the label above the editor where both do not fit beside each other, and back."""
        if narrow != self._narrow:
            self._place(narrow=narrow)

    def _place(self, *, narrow: bool) -> None:
        self._narrow = narrow
        grid, top = self._grid, Qt.AlignmentFlag.AlignTop
        row, column = (1, 1) if narrow else (0, 2)
        grid.addWidget(self.sign, 0, 0, top)
        grid.addWidget(self.label, 0, 1, 1, 4 if narrow else 1, top)
        grid.addWidget(self.editor, row, column, 1, 3 - column)
        if self.spec.kind is FieldKind.LONG_TEXT:
            grid.removeItem(self._side)
            grid.addLayout(self._side, row, 3, 1, 2)
        else:
            grid.addWidget(self.aside, row, 3, top)
            grid.addWidget(self.chip, row, 4, top)
        for number, under in enumerate((self.problem, self.candidates, self.detail), row + 1):
            grid.addWidget(under, number, column, 1, 5 - column)
        self._size_label()

    def _size_label(self) -> None:
        if self._dress is None:
            return
        if self._narrow:
            self.label.setMinimumWidth(0)
            self.label.setMaximumWidth(16_777_215)
        else:
            self.label.setFixedWidth(self._dress.kind.px(LABEL_WIDTH))

    @property
    def place(self) -> Place:
        """Where in the form this row stands."""
        return Place(self._item, self.spec.name)

    def dress(self, dress: Dress) -> None:
        """Take on a look."""
        self._dress = dress
        self._size_label()
        self._sign()

    def show_entry(self, item: str | None, entry: Entry, finding: Finding | None) -> None:
        """Show an entry; the words in the editor change only when the value did."""
        moved = item != self._item or folded(entry.value) != folded(self._entry.value)
        fresh = not self._shown or item != self._item or entry != self._entry or finding is not self._finding
        self._shown = True
        self._item, self._entry, self._finding = item, entry, finding
        if moved or not self.editor.hasFocus():
            self._show_value()
        if fresh:
            self._show_state()

    def _show_value(self) -> None:
        self.editor.show_words(say.editable(self.spec, self._entry.value))
        self.ahead.close_if_outdated()
        self._tell("")
        if self.spec.kind is FieldKind.DATE:
            self.aside.setText(say.long_date(self._entry.value))
        self.aside.setVisible(bool(self.aside.text()))

    def _show_folded(self, folded_lines: int) -> None:
        """Say how much of the prose is not shown."""
        self.aside.setText(f"+{folded_lines} lines" if folded_lines > 1 else "+1 line" if folded_lines else "")
        self.aside.setVisible(folded_lines > 0)

    def _show_state(self) -> None:
        entry = self._entry
        sentence = say.state_sentence(entry, self._finding, not self.spec.by_hand)
        self.detail.setText(sentence)
        chip = say.chip_words(self._session.letter, entry.sources)
        self.chip.setText(chip)
        self.chip.setVisible(bool(chip))
        self.chip.setToolTip(f"Show in the letter: {place_words(self._session.letter, entry.sources)}")
        self.chip.setAccessibleName(f"{self.spec.label}: show {chip} in the letter")
        placeholder = "type it if you know it" if self.spec.by_hand else say.STATE_WORDS[EntryState.MISSING].lower()
        if entry.state in (EntryState.UNREADABLE, EntryState.NOT_APPLICABLE):
            placeholder = entry.state.value
        self.editor.setPlaceholderText(placeholder)
        self.editor.setAccessibleName(self.spec.label)
        self.editor.setAccessibleDescription(f"{sentence}. {chip or 'No place in the letter'}. {self.spec.meaning}")
        self.editor.setToolTip(f"<p>{escape(sentence)}</p>")  # as rich text it wraps; what is in it is escaped
        self.sign.setToolTip(f"<p>{escape(sentence)}</p>")
        self.sign.setAccessibleName(sentence)
        set_state(self, look=entry.wants_look, settled=entry.by is not None)
        self._show_candidates()
        self._sign()

    def _show_candidates(self) -> None:
        while (taken := self._candidate_row.takeAt(0)) is not None:
            if (old := taken.widget()) is not None:
                old.deleteLater()
        choices = self._readings()
        for number, candidate in enumerate(choices[:6], 1):
            self._candidate_row.addWidget(self._candidate_button(number, candidate))
        self._fold_candidates()

    def _fold_candidates(self) -> None:
        """Readings that nobody must look at are offered only to who comes by."""
        shown = self._candidate_row.count() > 0 and (self._entry.wants_look or self.editor.hasFocus())
        self.candidates.setVisible(shown)

    def _readings(self) -> tuple[Candidate, ...]:
        """Return the machine's other readings: of an ambiguous value, or beside what a person settled."""
        if self._entry.by is not None:
            return self._entry.others
        return self._finding.candidates if self._finding is not None else ()

    def _candidate_button(self, number: int, candidate: Candidate) -> QPushButton:
        place = say.chip_words(self._session.letter, candidate.sources)
        words = say.editable(self.spec, candidate.value) or "none"
        button = QPushButton()
        button.setObjectName("candidate")
        shown = words if len(words) <= 60 else words[:59] + "…"
        label = f"{number}   {shown}" + (f"   ({place})" if place else "")
        button.setText(label.replace("&", "&&"))
        button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        button.setToolTip(f"Take this reading (Ctrl+{number})")
        button.setAccessibleName(f"Reading {number}: {words}")
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setProperty("reading", number)
        button.clicked.connect(self._take_clicked_reading)
        return button

    def _take_clicked_reading(self) -> None:
        button = self.sender()
        if button is not None:
            self.take_reading(int(button.property("reading")))

    def take_reading(self, number: int) -> bool:
        """Take reading ``number`` (from 1) of an ambiguous value; ``False`` when there is none."""
        readings = self._readings()
        if not 1 <= number <= len(readings):
            return False
        chosen = readings[number - 1]
        return self._session.act(SetField(self._item, self.spec.name, chosen.value, chosen.sources))

    def take_selection(self) -> bool:
        """Fill the field from the words selected in the letter, and keep them as its evidence."""
        spans = self._session.selection
        if not spans:
            return False
        words = self._session.letter.quote_of(spans)
        value, problem = say.understood(self.spec, words)
        if problem:
            self._tell(f"The selected words do not fit here. {problem}")
            return False
        return self._session.act(SetField(self._item, self.spec.name, value, spans))

    def mark(self, state: EntryState, note: str = "") -> bool:
        """Mark the field missing, unreadable, not applicable or unsure."""
        return self._session.act(MarkField(self._item, self.spec.name, state, note))

    def _take(self) -> bool:
        """Take over what was typed; ``False`` when it cannot be understood or was refused."""
        value, problem = say.understood(self.spec, self.editor.words())
        self._tell(problem)
        if problem:
            return False
        if folded(value) == folded(self._entry.value):
            return True
        return self._set(SetField(self._item, self.spec.name, value))

    def _set(self, edit: SetField) -> bool:
        """Set the value; what is typed or taken in one go is one step to undo."""
        past = self._session.history.past
        amends = bool(past) and past[-1].target == edit.target and self.editor.hasFocus()
        return self._session.act(edit, by=self, amends=amends)

    def _offers(self, typed: str) -> tuple[Completion, ...]:
        """Return words of the letter that begin so and fit here; none for what stands here already."""
        value, problem = say.understood(self.spec, typed)
        if self.spec.choices or (not problem and folded(value) == folded(self._entry.value)):
            return ()
        # Of words that a date or a number cannot be, more are asked for than are shown.
        found = LetterWords.of(self._session).completions(typed, 4 * MOST)
        return tuple(offer for offer in found if not say.understood(self.spec, offer.text)[1])[:MOST]

    def _take_offer(self, offer: Completion) -> None:
        """Fill the field with words of the letter, and keep them as its evidence."""
        value, _ = say.understood(self.spec, offer.text)
        if self._set(SetField(self._item, self.spec.name, value, offer.spans)):
            self._show_value()

    def _accept(self) -> None:
        if not self._take():
            return
        if self._entry.by is None:
            self._session.act(ConfirmField(self._item, self.spec.name), by=self)
        self.advance_requested.emit()

    def _revert(self) -> None:
        self._show_value()

    def _tell(self, problem: str) -> None:
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        set_state(self, wrong=bool(problem))

    def _arrived(self) -> None:
        set_state(self, current=True)
        self.detail.setVisible(True)
        self._fold_candidates()
        self._session.set_focus(self.place)

    def _left(self) -> None:
        set_state(self, current=False)
        self.detail.setVisible(False)
        self._fold_candidates()

    def _show_place(self) -> None:
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        self._session.set_focus(None)
        self._session.set_focus(self.place)

    def _sign(self) -> None:
        if self._dress is not None:
            name = "wants-look" if self._entry.wants_look else say.state_icon(self._entry)
            self.sign.setPixmap(self._dress.pixmap(name, say.state_role(self._entry), self.sign))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click anywhere on the row goes into its editor."""
        self.editor.setFocus(Qt.FocusReason.MouseFocusReason)
        event.accept()

    def changeEvent(self, event: QEvent) -> None:
        """Draw the sign anew when the screen's density or the palette moved."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._sign()
