"""What other engines than MuPDF find in a copy of a letter."""

import io
import re

import pymupdf
import pypdf
import pypdfium2

from imr_desk.documents.language_data import language_data
from imr_desk.documents.mupdf import MupdfReader
from imr_desk.documents.plain_text import PlainTextReader
from imr_desk.documents.tesseract import Tesseract
from imr_desk.model.letter import LetterText


def read(content: bytes) -> LetterText:
    return (MupdfReader() if content.startswith(b"%PDF") else PlainTextReader()).read(content)


def solid(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


def opened_by_pypdf(content: bytes) -> pypdf.PdfReader:
    reader = pypdf.PdfReader(io.BytesIO(content))
    if reader.is_encrypted:
        reader.decrypt("")
    return reader


def boxes_by_pypdf(content: bytes) -> list[tuple[int, dict, list[tuple[float, float, float, float]]]]:
    """Highlights as pypdf reads them: page (from 0), annotation, boxes in the file's coordinates."""
    found = []
    for number, page in enumerate(opened_by_pypdf(content).pages):
        for reference in page.get("/Annots", ()):
            annotation = reference.get_object()
            if annotation["/Subtype"] == "/Highlight":
                points = [float(value) for value in annotation["/QuadPoints"]]
                found.append((number, annotation, [_box(points[at : at + 8]) for at in range(0, len(points), 8)]))
    return found


def boxes_by_pdfium(content: bytes) -> list[tuple[int, str, list[tuple[float, float, float, float]]]]:
    """Highlights as PDFium reads them: page (from 0), note, boxes in the file's coordinates."""
    raw = pypdfium2.raw
    found = []
    document = pypdfium2.PdfDocument(content)
    for number, page in enumerate(document):
        for index in range(raw.FPDFPage_GetAnnotCount(page)):
            annotation = raw.FPDFPage_GetAnnot(page, index)
            if raw.FPDFAnnot_GetSubtype(annotation) == raw.FPDF_ANNOT_HIGHLIGHT:
                boxes = []
                for at in range(raw.FPDFAnnot_CountAttachmentPoints(annotation)):
                    quad = raw.FS_QUADPOINTSF()
                    assert raw.FPDFAnnot_GetAttachmentPoints(annotation, at, quad)
                    boxes.append(_box([quad.x1, quad.y1, quad.x2, quad.y2, quad.x3, quad.y3, quad.x4, quad.y4]))
                length = raw.FPDFAnnot_GetStringValue(annotation, b"Contents", None, 0)
                held = (raw.FPDF_WCHAR * (length // 2))()
                raw.FPDFAnnot_GetStringValue(annotation, b"Contents", held, length)
                found.append((number, bytes(held).decode("utf-16-le").rstrip("\0"), boxes))
            raw.FPDFPage_CloseAnnot(annotation)
    document.close()
    return found


def words_in(content: bytes, page: int, boxes: list[tuple[float, float, float, float]]) -> str:
    """The characters whose middle PDFium sees in the boxes of a page (from 0), solid."""
    document = pypdfium2.PdfDocument(content)
    text = document[page].get_textpage()
    found = []
    for index in range(text.count_chars()):
        left, bottom, right, top = text.get_charbox(index)
        x, y = (left + right) / 2, (bottom + top) / 2
        if any(box[0] <= x <= box[2] and box[1] <= y <= box[3] for box in boxes):
            found.append(text.get_text_range(index, 1))
    text.close()
    document.close()
    return solid("".join(found))


def strings_by_pypdf(content: bytes) -> str:
    """Everything in the file: its raw bytes, each object's source, each stream unpacked."""
    reader = opened_by_pypdf(content)
    parts = [content.decode("latin-1")]
    for generation in reader.xref.values():
        for number in generation:
            parts += _of_object(reader.get_object(pypdf.generic.IndirectObject(number, 0, reader)))
    for number in reader.xref_objStm:
        parts += _of_object(reader.get_object(pypdf.generic.IndirectObject(number, 0, reader)))
    parts += [page.extract_text() for page in reader.pages]
    parts.append(str(reader.metadata))
    return "\n".join(parts)


def _of_object(value: object) -> list[str]:
    parts = [str(value)]
    if isinstance(value, pypdf.generic.StreamObject) and value.get("/Subtype") != "/Image":
        unpacked = value.get_data()
        parts += [unpacked.decode("latin-1"), unpacked.decode("utf-16-be", "ignore")]
        strings = re.findall(rb"\(((?:[^()\\]|\\.)*)\)|<([0-9A-Fa-f]+)>", unpacked)
        parts.append(
            b"".join(
                literal or bytes.fromhex(digits.decode().ljust(len(digits) + len(digits) % 2, "0"))
                for literal, digits in strings
            ).decode("latin-1")
        )
    return parts


def text_by_pdfium(content: bytes) -> str:
    document = pypdfium2.PdfDocument(content)
    parts = [*document.get_metadata_dict().values(), *(mark.get_title() for mark in document.get_toc())]
    for page in document:
        text = page.get_textpage()
        parts.append(text.get_text_range())
        text.close()
    parts += [document.get_attachment(index).get_name() for index in range(document.count_attachments())]
    document.close()
    return "\n".join(parts)


def text_by_recognition(content: bytes, dpi: int = 150) -> str:
    """What Tesseract reads in PDFium's pictures of the pages."""
    parts = []
    document = pypdfium2.PdfDocument(content)
    data = language_data()
    assert data is not None
    with Tesseract(data) as engine:
        for page in document:
            bitmap = page.render(scale=dpi / 72, grayscale=True)
            rows = bytes(bitmap.buffer)
            picture = pymupdf.Pixmap(pymupdf.csGRAY, bitmap.width, bitmap.height, _tight(rows, bitmap), 0)
            parts.append(" ".join(word.text for word in engine.words(picture, dpi)))
    document.close()
    return "\n".join(parts)


def _tight(rows: bytes, bitmap) -> bytes:
    return b"".join(rows[at * bitmap.stride : at * bitmap.stride + bitmap.width] for at in range(bitmap.height))


def _box(points: list[float]) -> tuple[float, float, float, float]:
    xs, ys = points[0::2], points[1::2]
    return (min(xs), min(ys), max(xs), max(ys))
