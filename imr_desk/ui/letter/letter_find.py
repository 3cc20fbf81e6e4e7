"""Finding in the letter: the bar, the search behind it, and its hits in the view."""

from typing import Protocol

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from imr_desk.model.geometry import Span
from imr_desk.model.letter import LetterText
from imr_desk.ui.dress import Dress
from imr_desk.ui.letter.find_bar import FindBar
from imr_desk.ui.letter.letter_search import LetterSearch
from imr_desk.ui.letter.paper import MarkKind
from imr_desk.ui.letter.text_selection import Caret


class Searched(Protocol):
    """A view of the letter in which hits are shown."""

    @property
    def page(self) -> int:
        """The page that is being read, from 1."""
        ...

    def mark(self, kind: MarkKind, spans: tuple[Span, ...]) -> None:
        """Mark these words and no others of this kind."""
        ...

    def mark_more(self, kind: MarkKind, spans: tuple[Span, ...]) -> None:
        """Mark these words beside the others of this kind."""
        ...

    def reveal(self, spans: tuple[Span, ...]) -> None:
        """Scroll so that the words show."""
        ...

    def setFocus(self, reason: Qt.FocusReason, /) -> None:  # noqa: N802 - Qt's name
        """Take the keyboard."""
        ...


class LetterFind(QObject):
    """Ties the find bar to the view that shows the letter.

    Signals: ``shown(bool)`` the bar was opened or closed; ``left_at(Span)`` it was closed on these words.

    Args:
        dress: theme, type and icons.
        parent: the panel.
    """

    shown = Signal(bool)
    left_at = Signal(object)

    def __init__(self, dress: Dress, parent: QWidget) -> None:
        super().__init__(parent)
        self.search = LetterSearch(self)
        self.bar = FindBar(self.search, dress, parent)
        self.bar.hide()
        self._view: Searched | None = None
        self._ready = False
        self.bar.words_changed.connect(self._look_for)
        self.bar.step_requested.connect(self.step)
        self.bar.close_requested.connect(self.close)
        self.search.begun.connect(self._forget_hits)
        self.search.found.connect(self._show_more)
        self.search.moved.connect(self._show_current)

    def open(self, letter: LetterText | None) -> None:
        """Turn to another letter; the bar closes, for nothing was looked for there yet."""
        self._ready = letter is not None
        self.search.open(letter)
        self.bar.hide()
        self.shown.emit(False)

    def look_on(self, view: Searched) -> None:
        """Show the hits in another view."""
        self._view = view
        current = self.search.current_hit
        view.mark(MarkKind.HIT, tuple(self.search.hits))
        view.mark(MarkKind.CURRENT_HIT, () if current is None else (current,))

    def show(self, words: str) -> None:
        """Open the bar, with words to begin with; there must be a letter."""
        if not self._ready:
            return
        self.bar.show()
        self.bar.take_words(words)
        self.shown.emit(True)

    def step(self, way: int) -> None:
        """Go to the next hit or the one before; without a search, open the bar."""
        if self.bar.isHidden():
            self.show("")
        else:
            self.search.step(way)

    def close(self) -> None:
        """Close the bar, take the marks away, and give the keyboard back to the letter, with the hit to work on."""
        current = self.search.current_hit
        self.bar.hide()
        self.shown.emit(False)
        self.search.look_for("", Caret(1, 0))
        if self._view is not None:
            self._view.setFocus(Qt.FocusReason.OtherFocusReason)
        if current is not None:
            self.left_at.emit(current)

    def _look_for(self, words: str) -> None:
        page = self._view.page if self._view is not None else 1
        self.search.look_for(words, Caret(page, 0))

    def _forget_hits(self) -> None:
        if self._view is not None:
            self._view.mark(MarkKind.HIT, ())
            self._view.mark(MarkKind.CURRENT_HIT, ())

    def _show_more(self, hits: tuple[Span, ...]) -> None:
        if self._view is not None:
            self._view.mark_more(MarkKind.HIT, hits)

    def _show_current(self) -> None:
        current = self.search.current_hit
        if self._view is not None and current is not None:
            self._view.mark(MarkKind.CURRENT_HIT, (current,))
            self._view.reveal((current,))
