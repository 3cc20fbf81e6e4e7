"""What the pages of a PDF say of their own order: a page that was taken out, doubled or moved leaves a trace.

A tagged PDF (such as a word processor writes) numbers its pages by ``StructParents``: 0, 1, 2 and so on, page by
page, and keeps the next free number beside its structure. Whoever deletes, copies or moves pages later leaves those
numbers as they were. All posted letters of layout D that were measured count from 0 without a gap, to one below the
next free number; a file whose pages have no such marks, or were merged from others, says nothing.
"""

from itertools import pairwise

import pymupdf

from imr_desk.model.letter import LetterNote, NoteKind


def page_mark_notes(document: pymupdf.Document) -> list[LetterNote]:
    """Return what the page marks say against the order of the pages; empty when they agree or there are none."""
    marks = _marks(document)
    if marks is None:
        return []
    if marks == list(range(len(marks))):
        return _end_notes(document, len(marks))
    notes = []
    for page, (mark, following) in enumerate(pairwise([-1, *marks]), 1):
        if following == mark:
            sentence = f"Page {page} is page {page - 1} again: it stands twice in this file."
            notes.append(LetterNote(NoteKind.PAGE_TWICE, sentence, page))
        elif following < mark:
            notes.append(_note(f"Page {page} was not meant to follow page {page - 1}: pages are out of order.", page))
        elif following > mark + 1:
            place = f"between page {page - 1} and page {page}" if page > 1 else "before the first page"
            notes.append(_note(f"A page seems to be missing {place}: ask for the whole letter.", page))
    return notes


def _end_notes(document: pymupdf.Document, pages: int) -> list[LetterNote]:
    """Return what the next free mark says: in a file of ``pages`` pages that nobody cut it is their number."""
    kind, value = document.xref_get_key(document.pdf_catalog(), "StructTreeRoot/ParentTreeNextKey")
    if kind != "int" or int(value) <= pages:
        return []
    return [_note("A page seems to be missing at the end: ask for the whole letter.", pages)]


def _note(sentence: str, page: int) -> LetterNote:
    return LetterNote(NoteKind.PAGES, sentence, page)


def _marks(document: pymupdf.Document) -> list[int] | None:
    marks = []
    for number in range(document.page_count):
        kind, value = document.xref_get_key(document.page_xref(number), "StructParents")
        if kind != "int":
            return None
        marks.append(int(value))
    return marks
