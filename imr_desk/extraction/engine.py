"""Reads a letter with the layout that fits it best."""

import msgspec

from imr_desk.extraction.details.item_words import ItemWords
from imr_desk.extraction.details.registry import DETAILS
from imr_desk.extraction.formats.unknown import UnknownLayout
from imr_desk.extraction.registry import FORMATS
from imr_desk.model.draft import Draft, Finding, ItemDraft
from imr_desk.model.letter import LetterText, NoteKind, TextKind
from imr_desk.ports import LetterFormat

_FITS = 0.2
"""Score below which no layout is taken for the letter's: the labels of one item alone score a little more."""
_FITS_BEYOND_DOUBT = 0.95
"""Score at which the layouts behind it in the table need not be tried."""

_LAID_UNDER = "unseen on a picture"  # how the PDF reader tells of a page whose words are a scanner's OCR


def draft(letter: LetterText) -> Draft:
    """Read the letter: the best layout's draft, with the details of each item; never raises on any text.

    A letter that fits no layout is drafted by ``unknown``: what can be found, all of it to be looked at; a text that
    is no letter of independent medical review gives an empty draft.
    """
    letter = _as_it_must_be_taken(letter)
    read = _best_layout(letter).draft(letter)
    return Draft(
        layout=read.layout,
        score=read.score,
        fields=read.fields,
        items=tuple(_detailed(letter, item) for item in read.items),
        flags=read.flags,
    )


def _as_it_must_be_taken(letter: LetterText) -> LetterText:
    """Return the letter as recognised text where its text layer is what a scanner's OCR laid under the picture."""
    laid_under = any(note.kind is NoteKind.HIDDEN_TEXT and _LAID_UNDER in note.sentence for note in letter.notes)
    return msgspec.structs.replace(letter, kind=TextKind.OCR) if laid_under else letter


def _best_layout(letter: LetterText) -> LetterFormat:
    best: LetterFormat = UnknownLayout()
    best_score = _FITS
    for layout in FORMATS:
        score = layout.score(letter)
        if score > best_score:
            best, best_score = layout, score
        if score >= _FITS_BEYOND_DOUBT:
            break
    return best


def _detailed(letter: LetterText, item: ItemDraft) -> ItemDraft:
    words = ItemWords(letter, item.fields)
    fields: dict[str, Finding] = dict(item.fields)
    for rule in DETAILS:
        fields |= rule(words)
    return ItemDraft(fields, item.extent)
