"""What is odd about the letter's file, over the letter; never text of the letter itself."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from imr_desk.model.letter import LetterNote, NoteKind
from imr_desk.ui.dress import Dress, plain_label, set_state
from imr_desk.ui.theme import GRID, font

_ICONS: Mapping[NoteKind, str] = {
    NoteKind.REPAIRED: "repaired",
    NoteKind.DAMAGED: "warning",
    NoteKind.HIDDEN_TEXT: "hidden-text",
    NoteKind.NO_TEXT: "no-text",
    NoteKind.MOJIBAKE: "repaired",
    NoteKind.CONTROL_CHARACTERS: "warning",
    NoteKind.SCRIPTS: "scripts",
    NoteKind.ATTACHMENTS: "attachment",
    NoteKind.OCR_MISSING: "no-text",
    NoteKind.LOW_CONFIDENCE: "warning",
    NoteKind.ENCODING: "info",
    NoteKind.PAGES: "warning",
    NoteKind.PAGE_TWICE: "warning",
}
_MILD = frozenset({NoteKind.MOJIBAKE, NoteKind.ENCODING, NoteKind.ATTACHMENTS, NoteKind.SCRIPTS})
"""Notes after which the text can still be trusted."""
_MOST = 6
"""Notes that are listed; a file with more is told by their number."""


class _NoteLine(QWidget):
    """One note: sign, sentence, and a way to its page."""

    page_requested = Signal(int)

    def __init__(self, note: LetterNote, dress: Dress, parent: QWidget) -> None:
        super().__init__(parent)
        self._note = note
        self._sign = plain_label("sign")
        self._sentence = plain_label("noteSentence", note.sentence)
        self._sentence.setWordWrap(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID * 2)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._sentence, 1)
        self._page: QToolButton | None = None
        if note.page is not None:
            self._page = QToolButton(self)
            self._page.setObjectName("notePage")
            self._page.setText(f"Page {note.page}")
            self._page.setToolTip(f"Go to page {note.page}")
            self._page.setAutoRaise(True)
            self._page.clicked.connect(self._ask)
            row.addWidget(self._page, 0, Qt.AlignmentFlag.AlignTop)
        self.dress(dress)

    def dress(self, dress: Dress) -> None:
        """Restyle."""
        role = "quiet" if self._note.kind in _MILD else "warning"
        self._sign.setPixmap(dress.pixmap(_ICONS[self._note.kind], role, self, 15))
        self._sentence.setFont(font(dress.kind.small))
        if self._page is not None:
            self._page.setFont(font(dress.kind.small))

    def _ask(self) -> None:
        if self._note.page is not None:
            self.page_requested.emit(self._note.page)


class NotesBar(QWidget):
    """All notes on a letter, one line each; foldable to a single line.

    Args:
        dress: theme, type and icons.
    """

    page_requested = Signal(int)

    def __init__(self, dress: Dress, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notesBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._dress = dress
        self._notes: tuple[LetterNote, ...] = ()
        self._lines: list[_NoteLine] = []
        self._folded = False
        self._head = plain_label("notesHead")
        self._fold = QToolButton(self)
        self._fold.setObjectName("notesFold")
        self._fold.setAutoRaise(True)
        self._fold.clicked.connect(self.toggle)
        self._column = QVBoxLayout()
        self._column.setSpacing(GRID)
        self._column.addWidget(self._head)
        row = QHBoxLayout(self)
        row.setContentsMargins(GRID * 3, GRID + 2, GRID, GRID + 2)
        row.addLayout(self._column, 1)
        row.addWidget(self._fold, 0, Qt.AlignmentFlag.AlignTop)
        self.show_notes(())

    def show_notes(self, notes: tuple[LetterNote, ...]) -> None:
        """Show the notes of a letter; without any the bar is not there."""
        for line in self._lines:
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._notes = notes
        self._lines = [_NoteLine(note, self._dress, self) for note in notes[:_MOST]]
        for line in self._lines:
            line.page_requested.connect(self.page_requested)
            self._column.addWidget(line)
        self._folded = False
        set_state(self, mild=all(note.kind in _MILD for note in notes))
        self.setVisible(bool(notes))
        self._tell()

    def dress(self, dress: Dress) -> None:
        """Restyle."""
        self._dress = dress
        for line in self._lines:
            line.dress(dress)
        self._tell()

    @property
    def folded(self) -> bool:
        """Tell whether only the head shows."""
        return self._folded

    def toggle(self) -> None:
        """Fold the notes to one line, or show them again."""
        self._folded = not self._folded
        self._tell()

    def _tell(self) -> None:
        count = len(self._notes)
        more = count - len(self._lines)
        words = f"{count} note{'s' if count != 1 else ''} on this letter's file"
        self._head.setText(words if self._folded or not more else f"{words}, the first {len(self._lines)}:")
        self._head.setVisible(self._folded or more > 0)
        self._head.setFont(font(self._dress.kind.small))
        for line in self._lines:
            line.setVisible(not self._folded)
        act = "Show the notes on this letter's file" if self._folded else "Fold the notes"
        self._fold.setIcon(self._dress.icon("more" if self._folded else "less"))
        self._fold.setAccessibleName(act)
        self._fold.setToolTip(act)
        self.setAccessibleName(words)
