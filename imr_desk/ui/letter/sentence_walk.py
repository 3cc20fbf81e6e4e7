"""The sentences of a letter, to go through them by keys."""

import re
from bisect import bisect_left, bisect_right
from functools import cached_property
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from imr_desk.model.geometry import Span
from imr_desk.model.letter import LetterText
from imr_desk.model.rationale import JoinedText
from imr_desk.model.terms.sentences import sentences_in
from imr_desk.ui.letter.text_selection import Caret

_HEADING = re.compile(
    r"""^(?:[^\n.:]{3,60}:(?=\s+["“(\[]*[A-Z0-9])|[^\n]{3,200}:(?=[ ]\w+$)|[^\na-z]*[A-Z][^\na-z]*[A-Z][^\na-z]*$)""",
    re.MULTILINE,
)
"""The words before a colon at the beginning of a line, and a line of capitals: they stand for themselves."""

Place = tuple[Span, ...]


def sentence_way(event: QKeyEvent) -> int:
    """Return 1 for the key that selects the next sentence (the full stop), -1 for the one before, 0 for any other."""
    held = event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.GroupSwitchModifier)
    return {".": 1, ",": -1}.get(event.text(), 0) if held == Qt.KeyboardModifier.NoModifier else 0


class SentenceWalk:
    """Finds the sentence at a place, behind words or before them; headings stand for themselves.

    Args:
        letter: the letter.
    """

    def __init__(self, letter: LetterText) -> None:
        self._letter = letter

    @cached_property
    def _sentences(self) -> tuple[Place, ...]:
        pages = tuple(Span(page.number, 0, len(page.text)) for page in self._letter.pages if page.text)
        whole = JoinedText.of(self._letter, pages)
        cuts = {0, *(end for _, end in sentences_in(whole.text))}
        for heading in _HEADING.finditer(whole.text):
            cuts.update(heading.span())
        found = (_trimmed(whole.text, start, end) for start, end in pairwise(sorted(cuts)))
        return tuple(whole.place_of(start, end) for start, end in found if start < end)

    @cached_property
    def _starts(self) -> list[Caret]:
        return [Caret(place[0].page, place[0].start) for place in self._sentences]

    @cached_property
    def _ends(self) -> list[Caret]:
        return [Caret(place[-1].page, place[-1].end) for place in self._sentences]

    def step(self, selected: Place, caret: Caret | None, way: int) -> Place:
        """Return the sentence behind selected words (1) or before them (-1), or the one at the caret.

        Behind the last sentence, and before the first, there is none: it is empty.
        """
        if selected:
            first, last = selected[0], selected[-1]
            if way > 0:
                return self._numbered(bisect_left(self._starts, Caret(last.page, last.end)))
            return self._numbered(bisect_right(self._ends, Caret(first.page, first.start)) - 1)
        return () if caret is None else self._numbered(bisect_right(self._ends, caret))

    def _numbered(self, number: int) -> Place:
        return self._sentences[number] if 0 <= number < len(self._sentences) else ()


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())
