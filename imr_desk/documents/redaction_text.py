"""Words taken out of a plain-text letter: what is left is written as a new text file."""

from imr_desk.documents.redaction_words import Sought
from imr_desk.model.copies import RedactedLetter, Withheld
from imr_desk.model.letter import LetterText, Page

MARK = "█████"
"""Stands for what was taken out; always of one length, for the length of a name tells something of it."""


def redacted_text(letter: LetterText, withheld: Withheld, words: Sought) -> RedactedLetter:
    """Return the text of the letter, UTF-8, without the words; its pages are divided by form feeds.

    The text is that which was read and shown, not the file's own bytes, so no other spelling of it survives in them.
    """
    sheets, places, pages = [], 0, []
    for page in letter.pages:
        taken = _taken(page, letter, withheld, words)
        sheets.append(_without(page, taken))
        places += len(taken)
        if taken:
            pages.append(page.number)
    left = tuple(page.number for page, sheet in zip(letter.pages, sheets, strict=True) if words.stands_in(sheet))
    content = b"" if left else ("\n\f".join(sheets) + "\n").encode()
    return RedactedLetter(content, places, tuple(pages), left)


def _taken(page: Page, letter: LetterText, withheld: Withheld, words: Sought) -> list[int]:
    """Return the indexes of the page's words that are to go."""
    found = words.hits([page.text[word.start : word.end] for word in page.words])
    for span in withheld.spans:
        if span.page == page.number:
            gone = set(letter.words_of(span))
            found |= {index for index, word in enumerate(page.words) if word in gone}
    return sorted(found)


def _without(page: Page, taken: list[int]) -> str:
    parts: list[str] = []
    at = 0
    before = -2
    for index in taken:
        word = page.words[index]
        if index == before + 1:
            parts[-1] = MARK  # a row of words is one gap: how many there were is not told
        else:
            parts += [page.text[at : word.start], MARK]
        at, before = word.end, index
    return "".join((*parts, page.text[at:]))
