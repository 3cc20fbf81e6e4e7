"""A letter as OCR reads it: here and there a character wrong, with the engine's confidence in each word."""

import random

import msgspec

from imr_desk.model.letter import LetterText, Page, TextKind, Word

_ALIKE = {
    "l": "1I",
    "I": "l1",
    "1": "l7",
    "0": "O8",
    "8": "3B",
    "3": "8",
    "5": "S",
    "6": "8",
    "e": "c",
    "c": "e",
    "h": "b",
    "a": "o",
    "o": "a0",
    "n": "r",
    "t": "f",
    "S": "5",
    ":": ";.",
    ".": ",",
    ",": ".",
    "(": "{",
    "U": "V",
    "O": "0Q",
    "#": "H",
    "/": "l",
}


def misread(letter: LetterText, seed: int, *, rate: float = 0.002) -> LetterText:
    """Return the letter as recognised text in which each character is misread with the given probability.

    Lengths stay, so that words keep their places; the engine is as sure of most wrong words as of right ones.
    """
    rng = random.Random(f"ocr/{seed}")
    pages = tuple(_page(page, rng, rate) for page in letter.pages)
    return msgspec.structs.replace(letter, kind=TextKind.OCR, pages=pages)


def _page(page: Page, rng: random.Random, rate: float) -> Page:
    text = "".join(
        rng.choice(_ALIKE[character]) if character in _ALIKE and rng.random() < rate else character
        for character in page.text
    )
    words = tuple(_word(word, text, page.text, rng) for word in page.words)
    return msgspec.structs.replace(page, text=text, words=words)


def _word(word: Word, text: str, true: str, rng: random.Random) -> Word:
    wrong = text[word.start : word.end] != true[word.start : word.end]
    sure = rng.randint(80, 97) if not wrong or rng.random() < 0.7 else rng.randint(10, 70)
    return msgspec.structs.replace(word, bold=False, confidence=sure)
