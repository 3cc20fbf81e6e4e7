"""What a PDF would do if it were let: scripts, commands, attachments. Noted for the person, never run or opened."""

import re

import pymupdf

from imr_desk.documents.open_pdf import MUPDF_ERRORS
from imr_desk.model.letter import LetterNote, NoteKind

_ACTS = re.compile(r"/(JavaScript|JS|Launch|SubmitForm|ImportData|GoToR|GoToE|Rendition|RichMedia)\b")
_ATTACHED = re.compile(r"/FileAttachment\b")
_REFERENCE = re.compile(r"(\d+) 0 R\b")
_FOLLOWED = 200  # references; letters have a handful, a hostile file may have millions
_PRESENCE_IS_ENOUGH = ("AA", "Names/JavaScript", "AcroForm/XFA", "AcroForm/CO")


def active_content(document: pymupdf.Document) -> list[LetterNote]:
    """Return a note on scripts and a note on attachments if the document holds any.

    Looked at are the catalog's actions, named scripts and forms, and the actions and annotations of each page.
    """
    catalog = document.pdf_catalog()
    shown = _object(document, catalog)
    scripts = any(_value(document, catalog, key) for key in _PRESENCE_IS_ENOUGH if f"/{key.split('/')[0]}" in shown)
    if "/OpenAction" in shown:
        scripts = scripts or _acts(document, _value(document, catalog, "OpenAction"))
    attachments = document.embfile_count() if _value(document, catalog, "Names/EmbeddedFiles") else 0
    for number in range(document.page_count):
        page = document.page_xref(number)
        shown = _object(document, page)
        scripts = scripts or "/AA" in shown
        if "/Annots" in shown:
            annotations = _expanded(document, _value(document, page, "Annots"))
            attachments += len(_ATTACHED.findall(annotations))
            scripts = scripts or _acts(document, annotations)
    return _notes(scripts=scripts, attachments=attachments)


def _notes(*, scripts: bool, attachments: int) -> list[LetterNote]:
    notes = []
    if scripts:
        notes.append(LetterNote(NoteKind.SCRIPTS, "This PDF contains scripts or commands. They are never run here."))
    if attachments:
        files = "1 attached file" if attachments == 1 else f"{attachments:,} attached files"
        notes.append(LetterNote(NoteKind.ATTACHMENTS, f"This PDF carries {files}; nothing attached is opened here."))
    return notes


def _acts(document: pymupdf.Document, source: str) -> bool:
    return _ACTS.search(source) is not None or _ACTS.search(_expanded(document, source)) is not None


def _expanded(document: pymupdf.Document, source: str) -> str:
    """Return the objects that the source refers to, directly and at one remove, as text."""
    last = document.xref_length()
    texts: list[str] = [source]
    followed: set[int] = set()
    for _ in range(3):  # an array of annotations, the annotations, their actions
        wanted = [int(match[1]) for text in texts for match in _REFERENCE.finditer(text)]
        new = [xref for xref in dict.fromkeys(wanted) if 0 < xref < last and xref not in followed]
        new = new[: _FOLLOWED - len(followed)]
        followed.update(new)
        texts += [_object(document, xref) for xref in new]
    return "\n".join(texts)


def _object(document: pymupdf.Document, xref: int) -> str:
    """Return an object's source; empty where it cannot be read, for then no program can act on it either."""
    try:
        return str(document.xref_object(xref, compressed=True))
    except MUPDF_ERRORS:
        return ""


def _value(document: pymupdf.Document, xref: int, key: str) -> str:
    """Return the source of an entry of an object; empty where there is none or it cannot be read."""
    try:
        kind, value = document.xref_get_key(xref, key)
    except MUPDF_ERRORS:
        return ""
    return "" if kind == "null" else str(value)
