"""A redacted copy of a letter, made and searched: it leaves only when nothing that was taken out is found in it."""

from collections.abc import Callable
from pathlib import Path

from imr_desk.documents.redaction import removed
from imr_desk.documents.redaction_search import can_read_pictures, left_in, left_in_pictures
from imr_desk.documents.redaction_text import redacted_text
from imr_desk.documents.redaction_words import sought
from imr_desk.model.copies import RedactedLetter, Withheld
from imr_desk.model.letter import LetterText


def redacted(
    content: bytes, letter: LetterText, withheld: Withheld, data: Path | None, step: Callable[[], None]
) -> RedactedLetter:
    """Take words out of a letter and search the copy; its content is empty when something is still found.

    Args:
        content: the letter's bytes.
        letter: its text as it was read.
        withheld: what is to go.
        data: folder of the data for text recognition; ``None`` where they are not installed.
        step: called before each page that is recognized, which takes seconds.

    Raises:
        LetterError: the copy cannot be made.
    """
    words = sought(letter, withheld)
    if not letter.has_paper:
        return redacted_text(letter, withheld, words)
    copy = removed(content, letter, withheld, words)
    left = set(left_in(copy, words))
    pictures_read = False
    if data is not None and can_read_pictures():
        left.update(left_in_pictures(copy, words, data, step))
        pictures_read = True
    places = sum(len(boxes) for boxes in copy.boxes.values())
    return RedactedLetter(
        b"" if left else copy.content, places, tuple(sorted(copy.boxes)), tuple(sorted(left)), pictures_read
    )
