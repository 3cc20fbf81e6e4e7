"""Looking for words in the whole letter while they are typed, without keeping anybody waiting."""

import msgspec
from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from imr_desk.model.geometry import Span
from imr_desk.model.letter import LetterText
from imr_desk.ui.letter.text_selection import Caret

_SLICE = 6
"""Milliseconds that a search may take before other events have their turn."""


class LetterSearch(QObject):
    """A search that goes through the pages in slices; an ordinary letter is done in the first.

    Signals:
        begun: the hits of the search before are forgotten.
        found: these hits came to those before.
        moved: the current hit is another one and wants to be seen.
        changed: anything that is said about the search may be another now.
    """

    begun = Signal()
    found = Signal(object)
    moved = Signal()
    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.words = ""
        self.hits: list[Span] = []
        self.current: int | None = None
        self._letter: LetterText | None = None
        self._start = Caret(1, 0)
        self._next_page = 0
        self._turn = QTimer(self)
        self._turn.setInterval(0)
        self._turn.timeout.connect(self._go_on)

    @property
    def done(self) -> bool:
        """Tell whether the whole letter has been looked through."""
        return not self._turn.isActive()

    @property
    def current_hit(self) -> Span | None:
        """The hit that stands first in the view."""
        return None if self.current is None else self.hits[self.current]

    def open(self, letter: LetterText | None) -> None:
        """Turn to another letter; the words are forgotten."""
        self._letter = letter
        self.look_for("", Caret(1, 0))

    def look_for(self, words: str, start: Caret) -> None:
        """Look for words, taken literally in any case; the current hit is the first one behind ``start``."""
        self._turn.stop()
        self.words, self.hits, self.current = words, [], None
        self._start, self._next_page = start, 0
        self.begun.emit()
        if self._letter is not None and words.strip():
            self._turn.start()
            self._go_on()
        else:
            self.changed.emit()

    def step(self, way: int) -> None:
        """Go to the next hit (``way`` is 1) or the one before (-1), round the ends of the letter."""
        if not self.hits:
            return
        at = -1 if self.current is None and way > 0 else self.current or 0
        self.current = (at + way) % len(self.hits)
        self.moved.emit()
        self.changed.emit()

    def _go_on(self) -> None:
        letter = self._letter
        if letter is None:
            self._turn.stop()
            return
        clock = QElapsedTimer()
        clock.start()
        before = len(self.hits)
        while self._next_page < len(letter.pages) and clock.elapsed() < _SLICE:
            page = msgspec.structs.replace(letter, pages=(letter.pages[self._next_page],))
            self.hits.extend(page.find(self.words))
            self._next_page += 1
        if self._next_page >= len(letter.pages):
            self._turn.stop()
        chosen = self._choose(before)
        if len(self.hits) > before:
            self.found.emit(tuple(self.hits[before:]))
        if chosen:
            self.moved.emit()
        self.changed.emit()

    def _choose(self, new: int) -> bool:
        """Make the first hit behind the start the current one; at the end of the letter begin at its top."""
        if self.current is not None or not self.hits:
            return False
        for at in range(new, len(self.hits)):
            if (self.hits[at].page, self.hits[at].start) >= (self._start.page, self._start.offset):
                self.current = at
                return True
        if self.done:
            self.current = 0
        return self.current is not None
