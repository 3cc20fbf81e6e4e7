"""Draws typeset pages into a PDF: text, table, redaction boxes and the emblem at the top right.

The emblem stands where the posted letters have a logo: an image without text of its own in the text layer.
It says SYNTHETIC SAMPLE, so that a printed page cannot be taken for a letter.
"""

import functools
from collections.abc import Iterable
from datetime import date

import pymupdf

from tests.synthetic.pdf_file import PdfFile
from tests.synthetic.typesetting import (
    PAGE_HEIGHT,
    PAGE_WIDTH,
    REDACTION,
    REDACTION_BLANKS,
    Box,
    Face,
    Line,
    Page,
)

_FONTS: dict[Face, tuple[bytes, bytes]] = {
    "roman": (b"F1", b"Times-Roman"),
    "bold": (b"F2", b"Times-Bold"),
    "sans": (b"F3", b"Helvetica"),
    "sans-bold": (b"F4", b"Helvetica-Bold"),
}
_EMBLEM = pymupdf.Rect(461.4, 44.2, 584.1, 74.3)
_EMBLEM_PIXELS = (376, 92)
_GOLD = (0.67, 0.58, 0.36)
_SLATE = (0.3, 0.3, 0.32)


@functools.cache
def _emblem() -> bytes:
    """A JPEG of a pediment with columns beside two words, drawn here."""
    width, height = _EMBLEM_PIXELS
    with pymupdf.open() as document:
        page = document.new_page(width=width, height=height)
        page.insert_text((8, 44), "SYNTHETIC", fontname="helv", fontsize=38, color=_GOLD)
        page.insert_text((10, 80), "Sample letter", fontname="helv", fontsize=28, color=_SLATE)
        page.draw_line((238, 8), (238, 84), color=_SLATE, width=2)
        page.draw_polyline([(254, 34), (310, 10), (366, 34), (254, 34)], color=_GOLD, fill=_GOLD)
        for x in range(262, 362, 18):
            page.draw_rect(pymupdf.Rect(x, 40, x + 9, 70), color=_GOLD, fill=_GOLD)
        page.draw_rect(pymupdf.Rect(254, 74, 366, 82), color=_GOLD, fill=_GOLD)
        return bytes(page.get_pixmap(alpha=False).tobytes("jpeg", jpg_quality=90))


def _escaped(text: str) -> bytes:
    data = text.replace(REDACTION, " " * REDACTION_BLANKS).encode("cp1252")
    return data.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def _boxes(boxes: Iterable[Box]) -> list[bytes]:
    return [
        b"%.4g g %.2f %.2f %.2f %.2f re f"
        % (box.grey, box.x0, PAGE_HEIGHT - box.y1, box.x1 - box.x0, box.y1 - box.y0)
        for box in boxes
    ]


def _line(line: Line) -> bytes:
    shown = b" ".join(
        b"/%s %g Tf (%s) Tj" % (_FONTS[run.face][0], line.size, _escaped(run.text)) for run in line.runs
    )
    return b"BT 1 0 0 1 %.2f %.2f Tm %s ET" % (line.x, PAGE_HEIGHT - line.baseline, shown)


def _content(page: Page) -> bytes:
    parts = _boxes(page.under)
    parts.append(b"0 g")
    parts.extend(_line(line) for line in page.lines)
    parts.extend(_boxes(page.over))
    if page.logo:
        parts.append(
            b"q %.2f 0 0 %.2f %.2f %.2f cm /Im0 Do Q"
            % (_EMBLEM.width, _EMBLEM.height, _EMBLEM.x0, PAGE_HEIGHT - _EMBLEM.y1)
        )
    return b"\n".join(parts)


def draw_pages(pages: Iterable[Page], *, made_on: date, encrypted: bool = True) -> bytes:
    """The PDF of typeset pages, dated `made_on`; encrypted with an empty user password, as posted letters are.

    Raises UnicodeEncodeError for a character that Windows-1252 does not have.
    """
    file = PdfFile()
    fonts = b" ".join(
        b"/%s %d 0 R"
        % (name, file.add(b"/Type /Font /Subtype /Type1 /BaseFont /%s /Encoding /WinAnsiEncoding" % base))
        for name, base in _FONTS.values()
    )
    width, height = _EMBLEM_PIXELS
    image = file.add(
        b"/Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceRGB /BitsPerComponent 8 "
        b"/Filter /DCTDecode" % (width, height),
        _emblem(),
        deflate=False,
    )
    tree = file.add(b"")
    kids = []
    for page in pages:
        content = file.add(b"", _content(page))
        images = b"/XObject << /Im0 %d 0 R >>" % image if page.logo else b""
        kids.append(
            file.add(
                b"/Type /Page /Parent %d 0 R /MediaBox [0 0 %g %g] /Contents %d 0 R "
                b"/Resources << /Font << %s >> %s >>" % (tree, PAGE_WIDTH, PAGE_HEIGHT, content, fonts, images)
            )
        )
    listed = b" ".join(b"%d 0 R" % kid for kid in kids)
    file.replace(tree, b"/Type /Pages /Kids [%s] /Count %d" % (listed, len(kids)))
    file.replace(1, b"/Type /Catalog /Pages %d 0 R" % tree)
    stamp = f"D:{made_on:%Y%m%d}120000Z"
    information = {
        "Title": "Synthetic sample letter",
        "Producer": "imr_desk synthetic letters",
        "CreationDate": stamp,
        "ModDate": stamp,
    }
    return file.to_bytes(information, encrypted=encrypted)
