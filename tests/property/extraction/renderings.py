"""The ways in which the same synthetic letter reaches the desk."""

import io
import re
from collections.abc import Callable, Mapping

import pdfplumber
import pypdf
import pypdfium2

from imr_desk.documents.mupdf import MupdfReader
from imr_desk.documents.plain_text import PlainTextReader
from imr_desk.model.letter import LetterText
from tests.synthetic import Letter, render_pdf, render_seed_text, render_text


def _plain(text: str) -> LetterText:
    return PlainTextReader().read(text.encode())


def _pdfium(letter: Letter) -> LetterText:
    with pypdfium2.PdfDocument(render_pdf(letter, encrypted=False)) as document:
        return _plain("\f".join(page.get_textpage().get_text_range() for page in document))


def _pypdf(letter: Letter) -> LetterText:
    reader = pypdf.PdfReader(io.BytesIO(render_pdf(letter, encrypted=False)))
    return _plain("\f".join(page.extract_text() for page in reader.pages))


def _pdfminer(letter: Letter) -> LetterText:
    with pdfplumber.open(io.BytesIO(render_pdf(letter, encrypted=False))) as document:
        return _plain("\f".join(page.extract_text() or "" for page in document.pages))


_LABELS = re.compile(
    r"(Case Number:|Date Assigned:|Date of Injury:|Decision Date:|UR Denial Date:|Priority:|"
    r"Application\s+Received:)\s*(\S+)"
)


def hyphens_dropped(letter: Letter) -> LetterText:
    """The text as pdftotext writes it: header labels before their values, a hyphen at a line's end lost.

    A word that was broken at its hyphen is put together on the upper line.
    """
    text = render_text(letter)
    header, heading, rest = text.partition("HOW THE IMR")
    cells = _LABELS.findall(header)
    if cells:
        header = "\n".join([label for label, _ in cells] + [""] + [value for _, value in cells]) + "\n\n"
    lines = f"{header}{heading}{rest}".split("\n")
    for index in range(len(lines) - 1):
        if lines[index].endswith("-") and lines[index + 1]:
            moved, _, behind = lines[index + 1].partition(" ")
            lines[index], lines[index + 1] = lines[index][:-1] + moved, behind
    return _plain("\n".join(lines))


RENDERINGS: Mapping[str, Callable[[Letter], LetterText]] = {
    "pdf": lambda letter: MupdfReader().read(render_pdf(letter)),
    "text": lambda letter: _plain(render_text(letter)),
    "text with form feeds": lambda letter: _plain(render_text(letter, form_feeds=True)),
    "double-spaced text": lambda letter: _plain(render_seed_text(letter)),
    "text by PDFium": _pdfium,
    "text by pypdf": _pypdf,
    "text by pdfminer": _pdfminer,
    "text without line-end hyphens": hyphens_dropped,
}
