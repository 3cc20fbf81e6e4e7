"""A letter's text as it came from the worker process: looked through before anything relies on it.

The worker has read a hostile file. If that took it over, all it can still do is to lie in its answer; the answer must
at least hold together, so that no offset or box leads the program astray.
"""

from math import isfinite

from imr_desk.documents.refusals import MAX_PAGES, crashed
from imr_desk.model.letter import LetterText, Page

_FARTHEST = 1e9  # points; no page that MuPDF opens is larger


def checked(letter: LetterText, fingerprint: str) -> LetterText:
    """Return the letter if it holds together and is the one that was sent.

    Raises:
        LetterError: it does not; the worker is broken.
    """
    numbers = [page.number for page in letter.pages]
    whole = (
        letter.fingerprint == fingerprint
        and 0 < len(numbers) <= MAX_PAGES
        and numbers == list(range(1, len(numbers) + 1))
        and all(map(_holds_together, letter.pages))
        and all(
            1 <= repair.span.page <= len(numbers)
            and 0 <= repair.span.start < repair.span.end <= len(letter.page(repair.span.page).text)
            for repair in letter.repairs
        )
        and all(note.page is None or 1 <= note.page <= len(numbers) for note in letter.notes)
    )
    if not whole:
        raise crashed()
    return letter


def _holds_together(page: Page) -> bool:
    if not (0 <= page.width < _FARTHEST and 0 <= page.height < _FARTHEST):
        return False
    end = 0
    for word in page.words:
        if not end <= word.start < word.end or word.line < 0:
            return False
        end = word.end
        box = word.box
        if box is not None and not isfinite(box.x0 + box.y0 + box.x1 + box.y1):
            return False
    return end <= len(page.text)
