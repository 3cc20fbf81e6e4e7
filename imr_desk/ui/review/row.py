"""One field of the form: sign, label, editor, place in the letter; under it, in focus, why it stands so."""

from collections.abc import Callable
from html import escape

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from imr_desk.model.draft import Candidate, Finding
from imr_desk.model.edits import ConfirmField, MarkField, SetField
from imr_desk.model.fields import FieldKind, FieldSpec
from imr_desk.model.letter import LetterText
from imr_desk.model.page_words import Completion
from imr_desk.model.places import place_words
from imr_desk.model.review import Entry, EntryState
from imr_desk.model.values import folded
from imr_desk.ui.dress import Dress, set_state
from imr_desk.ui.review import words as say
from imr_desk.ui.review.completion import MOST, LetterWords, TypeAhead
from imr_desk.ui.review.editors import LineEditor, ProseEditor
from imr_desk.ui.review.row_parts import RowParts
from imr_desk.ui.session import Place, Session

_BARE_HEIGHT = {FieldKind.LONG_TEXT: 46}
"""Pixels at 100 % text that a row takes before it is built; others take ``_BARE_LINE``."""
_BARE_LINE = 28


class FieldRow(QFrame):
    """A row bound to one place of the session's review.

    What it shows is built and filled when somebody may see it or asks for it; until then it keeps its place and shows
    nothing, never what stood there before.
    """

    advance_requested = Signal()
    built = Signal()

    def __init__(self, spec: FieldSpec, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("fieldRow")
        self.spec = spec
        self._session = session
        self._item: str | None = None
        self._entry = Entry()
        self._finding: Finding | None = None
        self._letter: LetterText | None = None
        self._dress: Dress | None = None
        self._key_of: say.KeyOf = say.no_key
        self._narrow = False
        self._folded = False
        self._is_built = False
        self._words_due = self._state_due = False
        self._typed_in = False
        for state in ("look", "settled", "wrong", "current"):
            self.setProperty(state, False)
        self.setMinimumHeight(_BARE_HEIGHT.get(spec.kind, _BARE_LINE))

    # What waits, and what is asked for

    @property
    def waits(self) -> bool:
        """Tell whether the row does not show yet what stands in it, and would if it were in sight."""
        return not self._folded and (self._words_due or self._state_due)

    @property
    def editor(self) -> LineEditor | ProseEditor:
        """The editor, with what stands in it now."""
        self.fill()
        return self._parts.editor

    @property
    def parts(self) -> RowParts:
        """What the row is made of, with what stands in it now."""
        self.fill()
        return self._parts

    @property
    def problem(self) -> QLabel:
        """The line that says what is wrong with what was typed."""
        self.fill()
        return self._parts.problem

    @property
    def ahead(self) -> TypeAhead:
        """What is offered while a person types."""
        self.fill()
        return self._ahead

    @property
    def stops(self) -> list[QWidget]:
        """What the keyboard visits here; nothing before the row is built."""
        return [self._parts.editor] if self._is_built else []

    def fill(self) -> None:
        """Show what stands in the row now."""
        if not self._is_built:
            self._build()
        if self._letter is None:
            return
        words, state = self._words_due, self._state_due
        self._words_due = self._state_due = False
        if words:
            self._show_value()
        if state:
            self._show_state(self._letter)

    def flush(self) -> None:
        """Take over at once what is being typed."""
        if self._is_built:
            self._parts.editor.flush()

    def set_folded(self, folded: bool) -> None:
        """Fold the row away, or show it."""
        self._folded = folded
        if not folded and self.waits:
            self.fill()
        if self.isHidden() is not folded:  # Qt works even when nothing changes
            self.setVisible(not folded)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Who is seen waits no longer."""
        if self.waits:
            self.fill()
        super().paintEvent(event)

    # Building

    def _build(self) -> None:
        self._parts = RowParts(self, self.spec)
        self._is_built = self._words_due = self._state_due = True
        if self._narrow:
            self._parts.place(narrow=True)
        self._size_label()
        self._connect()
        self.setMinimumHeight(0)
        self.built.emit()

    def _connect(self) -> None:
        self._parts.editor.keyed.connect(self._keyed)
        self._parts.editor.typed.connect(self._take)
        self._parts.editor.accepted.connect(self._accept)
        self._parts.editor.reverted.connect(self._revert)
        self._parts.editor.focused.connect(self._arrived)
        self._parts.editor.left.connect(self._left)
        self._ahead = TypeAhead(self._parts.editor, self._session, self._offers)
        self._ahead.taken.connect(self._take_offer)
        if isinstance(self._parts.editor, ProseEditor):
            self._parts.editor.folded.connect(self._show_folded)
            self._parts.editor.shortened.connect(self._session.refused)

    def set_narrow(self, narrow: bool) -> None:
        """Put the label above the editor where both do not fit beside each other, and back."""
        if narrow != self._narrow:
            self._narrow = narrow
            if self._is_built:
                self._parts.place(narrow=narrow)
                self._size_label()

    def _size_label(self) -> None:
        if self._dress is not None:
            self._parts.size_label(self._dress, narrow=self._narrow)

    @property
    def place(self) -> Place:
        """Where in the form this row stands."""
        return Place(self._item, self.spec.name)

    def dress(self, dress: Dress) -> None:
        """Take on a look."""
        self._dress = dress
        if self._is_built:
            self._size_label()
            self._draw_sign()
        else:
            self.setMinimumHeight(dress.kind.px(_BARE_HEIGHT.get(self.spec.kind, _BARE_LINE)))

    def show_keys(self, key_of: say.KeyOf) -> None:
        """Name the keys of what can be done here."""
        self._key_of = key_of
        if self._is_built and self._parts.has("readings"):
            self._parts.readings.show_keys(key_of)

    # Showing

    def show_entry(self, item: str | None, entry: Entry, finding: Finding | None, *, later: bool = False) -> None:
        """Show an entry, at once or (``later``, and while folded) when the row fills; words only when they moved."""
        letter = self._session.letter
        other = item != self._item or letter is not self._letter
        fresh = other or entry != self._entry or finding is not self._finding
        at_work = self._is_built and self._parts.editor.hasFocus()
        moved = other or folded(entry.value) != folded(self._entry.value)
        self._words_due |= moved or (self._typed_in and not at_work)
        self._state_due |= fresh
        self._item, self._entry, self._finding, self._letter = item, entry, finding, letter
        if (later or self._folded) and not at_work:
            self._blank()
        else:
            self.fill()

    def _blank(self) -> None:
        """Show nothing where something else is to stand, neither to the eye nor to a screen reader."""
        if self._is_built and self._words_due:
            self._parts.editor.blank()
        if self._is_built and self._state_due:
            self._parts.editor.setAccessibleDescription("")
            if self._parts.has("chip"):
                self._parts.chip.setAccessibleName("")

    def _show_value(self) -> None:
        self._typed_in = False
        self._parts.editor.show_words(say.editable(self.spec, self._entry.value))
        self._ahead.close_if_outdated()
        self._tell("")
        if self.spec.kind is FieldKind.DATE:
            self._parts.show_words("aside", say.long_date(self._entry.value))

    def _show_folded(self, folded_lines: int) -> None:
        """Say how much of the prose is not shown."""
        words = f"+{folded_lines} lines" if folded_lines > 1 else "+1 line" if folded_lines else ""
        self._parts.show_words("aside", words)

    def _show_state(self, letter: LetterText) -> None:
        entry = self._entry
        sentence = self._state_sentence()
        self._parts.show_words("detail", sentence if self._parts.editor.hasFocus() else "")
        chip = say.chip_words(letter, entry.sources)
        if chip:
            if not self._parts.has("chip"):
                self._parts.chip.clicked.connect(self._show_place)
            self._parts.chip.setText(chip)
            self._parts.chip.setToolTip(f"Show in the letter: {place_words(letter, entry.sources)}")
            self._parts.chip.setAccessibleName(f"{self.spec.label}: show {chip} in the letter")
        self._parts.show_part("chip", shown=bool(chip))
        placeholder = "type it if you know it" if self.spec.by_hand else say.STATE_WORDS[EntryState.MISSING].lower()
        if entry.state in (EntryState.UNREADABLE, EntryState.NOT_APPLICABLE):
            placeholder = entry.state.value
        self._parts.editor.setPlaceholderText(placeholder)
        self._parts.editor.setAccessibleDescription(
            f"{sentence}. {chip or 'No place in the letter'}. {self.spec.meaning}"
        )
        self.setToolTip(f"<p>{escape(sentence)}</p>")  # as rich text it wraps; what is in it is escaped
        self._parts.sign.setAccessibleName(sentence)
        set_state(self, look=entry.wants_look, settled=entry.by is not None)
        self._show_readings(letter)
        self._draw_sign()

    def _state_sentence(self) -> str:
        return say.state_sentence(self._entry, self._finding, not self.spec.by_hand)

    def _show_readings(self, letter: LetterText) -> None:
        readings = self._other_readings()
        if readings and not self._parts.has("readings"):
            self._parts.readings.show_keys(self._key_of)
            self._parts.readings.chosen.connect(self.take_reading)
        if self._parts.has("readings"):
            self._parts.readings.show_readings(readings, letter)
        self._fold_readings()

    def _fold_readings(self) -> None:
        """Readings that nobody must look at are offered only to who comes by."""
        offered = self._parts.has("readings") and self._parts.readings.count > 0
        wished = self._entry.wants_look or self._parts.editor.hasFocus()
        self._parts.show_part("readings", shown=offered and wished)

    def _other_readings(self) -> tuple[Candidate, ...]:
        """Return the machine's other readings: of an ambiguous value, or beside what a person settled."""
        if self._entry.by is not None:
            return self._entry.others
        return self._finding.candidates if self._finding is not None else ()

    def take_reading(self, number: int) -> bool:
        """Take reading ``number`` (from 1) of an ambiguous value; ``False`` when there is none."""
        readings = self._other_readings()
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
        value, problem = say.understood(self.spec, self._parts.editor.words())
        self._tell(problem)
        if problem:
            return False
        if folded(value) == folded(self._entry.value):
            return True
        return self._set(SetField(self._item, self.spec.name, value))

    def _set(self, edit: SetField) -> bool:
        """Set the value; what is typed or taken in one go is one step to undo."""
        return self._session.act(edit, by=self, amends=self._parts.editor.hasFocus())

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
        if self._entry.by is None or self._entry.lost:
            self._session.act(ConfirmField(self._item, self.spec.name), by=self)
        self.advance_requested.emit()

    def _revert(self) -> None:
        self._show_value()

    def _tell(self, problem: str) -> None:
        self._typed_in |= bool(problem)
        self._parts.show_words("problem", problem)
        set_state(self, wrong=bool(problem))

    def _keyed(self) -> None:
        self._typed_in = True

    def _arrived(self) -> None:
        self.fill()
        set_state(self, current=True)
        self._parts.show_words("detail", self._state_sentence())
        self._fold_readings()
        self._session.set_focus(self.place)

    def _left(self) -> None:
        set_state(self, current=False)
        self._parts.show_words("detail", "")
        self._fold_readings()

    def _show_place(self) -> None:
        self._parts.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        self._session.set_focus(None)
        self._session.set_focus(self.place)

    def _draw_sign(self) -> None:
        if self._dress is not None:
            name = "wants-look" if self._entry.wants_look else say.state_icon(self._entry)
            self._parts.sign.setPixmap(self._dress.pixmap(name, say.state_role(self._entry), self._parts.sign))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click anywhere on the row goes into its editor."""
        self.editor.setFocus(Qt.FocusReason.MouseFocusReason)
        event.accept()

    def changeEvent(self, event: QEvent) -> None:
        """Draw the sign anew when the screen's density or the palette moved."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._is_built:
            self._draw_sign()


Later = Callable[[FieldRow], bool]
"""Tells whether a row may show later what stands in it."""


def at_once(_row: FieldRow) -> bool:
    """Let no row wait."""
    return False
