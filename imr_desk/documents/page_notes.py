"""What a person must know of single pages, in one sentence each."""

from imr_desk.documents.page_text import PageText
from imr_desk.model.letter import LetterNote, NoteKind, Page

_UNMAPPED = "\ufffd"
_DOUBTFUL = 60  # per cent confidence of one word
_MANY = 0.1  # share of doubtful words that makes a page hard to read


def layer_notes(found: PageText) -> list[LetterNote]:
    """Return what is odd about a page's text layer."""
    number = found.page.number
    notes: list[tuple[NoteKind, str]] = []
    if not found.page.words:
        notes.append((NoteKind.NO_TEXT, f"Page {number} shows no text."))
    if found.unseen_words:
        notes.append(
            (NoteKind.HIDDEN_TEXT, f"Page {number} holds words that are not seen in print; they are left out here.")
        )
    if found.only_unseen:
        notes.append(
            (NoteKind.HIDDEN_TEXT, f"The words of page {number} lie unseen on a picture; compare them with the page.")
        )
    if found.control_characters:
        notes.append(
            (NoteKind.CONTROL_CHARACTERS, f"Page {number} has unprintable characters; marks stand for them.")
        )
    if _UNMAPPED in found.page.text and not found.control_characters:
        notes.append(
            (NoteKind.ENCODING, f"Some characters of page {number} cannot be read as text; compare with the page.")
        )
    return [LetterNote(kind, sentence, number) for kind, sentence in notes]


def recognition_notes(page: Page) -> list[LetterNote]:
    """Return what is odd about a page that was recognized."""
    if not page.words:
        return nothing_read(page.number)
    doubtful = sum(1 for word in page.words if word.confidence is not None and word.confidence < _DOUBTFUL)
    if doubtful <= _MANY * len(page.words):
        return []
    sentence = f"Page {page.number} is a picture that is hard to read; compare every value with it."
    return [LetterNote(NoteKind.LOW_CONFIDENCE, sentence, page.number)]


def nothing_read(number: int) -> list[LetterNote]:
    """Return the note on a picture of which no word is known."""
    return [LetterNote(NoteKind.NO_TEXT, f"Page {number} is a picture; none of its words are known here.", number)]


def recognition_missing(numbers: list[int]) -> LetterNote:
    """Return the note on pictures that could not be read because text recognition is not installed."""
    pages = f"Page {numbers[0]} is a picture" if len(numbers) == 1 else f"{len(numbers)} pages are pictures"
    return LetterNote(
        NoteKind.OCR_MISSING,
        f"{pages} and text recognition is not installed: read from the screen and type. "
        "To have such pages read, install Tesseract with its English data, then choose Case, Read the letter again.",
    )
