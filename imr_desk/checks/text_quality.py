"""Text that came to harm on its way: garbled characters, damaged files, gaps where words were taken out."""

import re
from collections.abc import Sequence

from imr_desk.checks.reading import Reading, ReadingCheck, flag
from imr_desk.model.draft import Flag, Severity
from imr_desk.model.geometry import Span
from imr_desk.model.letter import NoteKind

_SERIOUS = (
    NoteKind.DAMAGED,
    NoteKind.HIDDEN_TEXT,
    NoteKind.NO_TEXT,
    NoteKind.PAGES,
    NoteKind.PAGE_TWICE,
    NoteKind.OCR_MISSING,
    NoteKind.LOW_CONFIDENCE,
)
_GARBLED = re.compile(r"\ufffd+|Ã[\x80-\xbf]|Â[\x80-\xbf§°®]|â€[\x80-\xbf™œ\u0153\u201c\u201d]?")
_GAP = re.compile(r"(?<=[a-z,]) {12,}(?=[a-z])")
_REASON = "Words that are garbled or gone can change what an item says; the stored file itself is never altered."


class FileNotes(ReadingCheck):
    """What the reader of the file noted about it."""

    rule = "file-notes"

    def of(self, reading: Reading) -> Sequence[Flag]:
        """Return one flag for each note, a warning where text may be wrong or missing."""
        found: list[Flag] = []
        for note in reading.letter.notes:
            severity = Severity.WARNING if note.kind in _SERIOUS else Severity.INFO
            where = tuple(repair.span for repair in reading.letter.repairs) if note.kind is NoteKind.MOJIBAKE else ()
            found.append(flag(self.rule, severity, note.sentence, _REASON, where))
        return found


class GarbledText(ReadingCheck):
    """Characters that no letter prints, left in the text."""

    rule = "garbled-text"

    def of(self, reading: Reading) -> Sequence[Flag]:
        """Return one flag that shows the places."""
        where = [
            Span(page.number, *match.span())
            for page in reading.letter.pages
            if not page.text.isascii()
            for match in _GARBLED.finditer(page.text)
        ]
        if not where:
            return ()
        message = f"{len(where)} place{'s' if len(where) > 1 else ''} of the text hold garbled characters."
        return [flag(self.rule, Severity.INFO, message, _REASON, where)]


class RemovedWords(ReadingCheck):
    """A run of blanks inside a sentence, as a name that was blacked out leaves it."""

    rule = "removed-words"

    def of(self, reading: Reading) -> Sequence[Flag]:
        """Return one note that shows the gaps."""
        where = [
            Span(page.number, match.start() - 1, match.end() + 1)
            for page in reading.letter.pages
            if " " * 12 in page.text
            for match in _GAP.finditer(page.text)
        ]
        if not where:
            return ()
        message = "A sentence has a gap, as where a name was blacked out."
        return [flag(self.rule, Severity.INFO, message, _REASON, where)]
