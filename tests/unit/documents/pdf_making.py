"""Small PDFs for the tests of the readers: every word in them is invented."""

import zlib
from collections.abc import Iterable

import pymupdf

LINES = (
    "Case Number: CM99-0000001",
    "The request for a lumbar brace is not medically necessary.",
    "Decision: Upheld",
)


def with_lines(lines: Iterable[str] = LINES, *, pages: int = 1, rotation: int = 0) -> bytes:
    """Return a letter-sized PDF with the lines on each page."""
    document = pymupdf.open()
    for _ in range(pages):
        page = document.new_page(width=612, height=792)
        for number, line in enumerate(lines):
            page.insert_text((72, 72 + 18 * number), line, fontsize=11)
        page.set_rotation(rotation)
    return document.tobytes()


def with_texts(*texts: tuple[float, float, str, str]) -> bytes:
    """Return a PDF with texts (x, y of the baseline, built-in font, characters) written in the order given."""
    document = pymupdf.open()
    page = document.new_page(width=612, height=792)
    for x, y, font, text in texts:
        page.insert_text((x, y), text, fontsize=11, fontname=font)
    return document.tobytes()


def raw(objects: list[bytes], trailer: bytes = b"/Root 1 0 R") -> bytes:
    """Return a PDF from the sources of its objects, numbered from 1."""
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    offsets = []
    for number, source in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, source)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return bytes(out + b"trailer\n<< /Size %d %s >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, table))


def stream(content: bytes, entries: bytes = b"") -> bytes:
    """Return the source of a stream object."""
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), entries, content)


SHOWN = stream(b"BT /F1 12 Tf 72 720 Td (Decision: Upheld) Tj ET")


def one_page(
    content: bytes = SHOWN, *, catalog: bytes = b"", page: bytes = b"", box: bytes = b"0 0 612 792"
) -> bytes:
    """Return a PDF of one page with further entries in its catalog and page."""
    return raw(
        [
            b"<< /Type /Catalog /Pages 2 0 R %s >>" % catalog,
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [%s] /Contents 4 0 R %s "
            b"/Resources << /Font << /F1 5 0 R >> >> >>" % (box, page),
            content,
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        ]
    )


def bomb(megabytes: int = 1024) -> bytes:
    """Return a PDF of under 2 kB whose one page unpacks to so many megabytes of blanks."""
    packer = zlib.compressobj(1)
    packed = b"".join(packer.compress(b" " * (1 << 20)) for _ in range(megabytes)) + packer.flush()
    for _ in range(2):
        packed = zlib.compress(packed, 9)
    return one_page(stream(packed, b"/Filter [/FlateDecode /FlateDecode /FlateDecode]"))


def scanned(lines: Iterable[str] = LINES, *, dpi: int = 200, slant: float = 0, turn: int = 0) -> bytes:
    """Return a PDF whose one page is a picture of the lines, slanted by degrees and turned by right angles."""
    document = pymupdf.open()
    page = document.new_page(width=612, height=792)
    for number, line in enumerate(lines):
        page.insert_text((72, 90 + 20 * number), line, fontsize=12, fontname="tiro")
    matrix = pymupdf.Matrix(dpi / 72, dpi / 72).prerotate(slant)
    picture = page.get_pixmap(matrix=matrix, colorspace=pymupdf.csGRAY, alpha=False)
    scan = pymupdf.open()
    width, height = picture.width * 72 / dpi, picture.height * 72 / dpi
    if turn in {90, 270}:
        width, height = height, width
    sheet = scan.new_page(width=width, height=height)
    sheet.insert_image(sheet.rect, stream=picture.tobytes("jpeg", jpg_quality=80), rotate=turn)
    return scan.tobytes()
