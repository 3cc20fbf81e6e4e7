"""A slip of the keyboard in one of a letter's labels."""

import random

import msgspec

from imr_desk.model.letter import LetterText

LABELS = (
    "Claims Administrator guideline:",
    "MAXIMUS guideline:",
    "Decision rationale:",
    "Case Number:",
    "Date of Injury:",
    "Decision Date:",
    "UR Denial Date:",
    "Certification(s)/Specialty:",
    "CLINICAL CASE SUMMARY",
    "IMR ISSUES, DECISIONS AND RATIONALES",
    ": Upheld",
    ": Overturned",
)


def with_slip(letter: LetterText, seed: int) -> LetterText:
    """Return the letter with one character of one of its labels replaced by another."""
    rng = random.Random(f"slip/{seed}")
    spots = [
        (page.number, start, label)
        for page in letter.pages
        for label in LABELS
        if (start := page.text.find(label)) >= 0
    ]
    number, start, label = rng.choice(spots)
    at = start + rng.choice([index for index, character in enumerate(label) if character != " "])
    pages = list(letter.pages)
    page = pages[number - 1]
    changed = page.text[:at] + rng.choice("aeiorstq;.") + page.text[at + 1 :]
    pages[number - 1] = msgspec.structs.replace(page, text=changed)
    return msgspec.structs.replace(letter, pages=tuple(pages))
