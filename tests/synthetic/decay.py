"""What happens to a letter between the printer and the desk: functions from PDF bytes to PDF bytes.

They take any PDF with an empty user password; pages are counted from 1. The results are not encrypted
unless said otherwise.
"""

import random
from typing import Literal

import pymupdf

HiddenWay = Literal["invisible", "white", "tiny", "off_page", "covered"]
"""Text mode 3, white ink, half a point high, outside the page, under a white patch."""


def _open(pdf: bytes) -> pymupdf.Document:
    return pymupdf.open(stream=pdf, filetype="pdf")


def _bytes(document: pymupdf.Document) -> bytes:
    return bytes(document.tobytes(garbage=3, deflate=True, encryption=pymupdf.PDF_ENCRYPT_NONE, no_new_id=True))


def scanned(
    pdf: bytes, seed: int = 0, *, dpi: int = 200, skew: float = 0.6, specks: int = 1500, quality: int = 60
) -> bytes:
    """The letter as a scanner gives it: grey pictures of its pages, no text layer.

    Each page is turned by up to `skew` degrees, strewn with `specks` and kept as JPEG of `quality`.
    """
    rng = random.Random(f"scan/{seed}")
    with _open(pdf) as source, pymupdf.open() as result:
        for page in source:
            width, height = page.rect.width, page.rect.height
            _strew(page, rng, specks)
            matrix = pymupdf.Matrix(dpi / 72, dpi / 72).prerotate(rng.uniform(-skew, skew))
            picture = page.get_pixmap(matrix=matrix, colorspace=pymupdf.csGRAY, alpha=False)
            picture.gamma_with(1.15)
            box = _middle(picture, round(width * dpi / 72), round(height * dpi / 72))
            sheet = result.new_page(width=width, height=height)
            sheet.insert_image(sheet.rect, stream=box.tobytes("jpeg", jpg_quality=quality))
        return _bytes(result)


def _middle(picture: pymupdf.Pixmap, width: int, height: int) -> pymupdf.Pixmap:
    """The middle of a turned page, so that every scan has the size of the paper."""
    x = picture.x + (picture.width - width) // 2
    y = picture.y + (picture.height - height) // 2
    middle = pymupdf.Pixmap(picture.colorspace, pymupdf.IRect(x, y, x + width, y + height), False)
    middle.clear_with(255)
    middle.copy(picture, middle.irect)
    return middle


def _strew(page: pymupdf.Page, rng: random.Random, count: int) -> None:
    """Dirt on the glass: grey dots, and pale ones that eat into letters."""
    parts = []
    for _ in range(count):
        size = rng.uniform(0.2, 0.7)
        x, y = rng.uniform(0, page.rect.width), rng.uniform(0, page.rect.height)
        grey = rng.choice((0.2, 0.45, 0.7, 0.95, 1.0))
        parts.append(f"{grey} g {x:.1f} {y:.1f} {size:.2f} {size:.2f} re f")
    _append(page, "\n".join(parts))


def _append(page: pymupdf.Page, content: str) -> None:
    """Draws content on top of a page; what is there is bracketed, so that its state does not reach further."""
    document = page.parent
    before, after = document.get_new_xref(), document.get_new_xref()
    for xref, text in ((before, "q"), (after, f"Q\nq\n{content}\nQ")):
        document.update_object(xref, "<<>>")
        document.update_stream(xref, text.encode())
    old = " ".join(f"{xref} 0 R" for xref in page.get_contents())
    document.xref_set_key(page.xref, "Contents", f"[{before} 0 R {old} {after} 0 R]")


def with_hidden_text(
    pdf: bytes, text: str, *, page: int = 1, way: HiddenWay = "invisible", at: tuple[float, float] = (72.0, 60.0)
) -> bytes:
    """The letter with text that a reader of the paper does not see but a reader of the text layer does.

    `at` is where the text begins, in points from the top left.
    """
    with _open(pdf) as document:
        sheet = document[page - 1]
        x, y = at
        if way == "off_page":
            y = -30.0
        sheet.insert_text(
            (x, y),
            text,
            fontname="tiro",
            fontsize=0.5 if way == "tiny" else 12.0,
            color=(1.0, 1.0, 1.0) if way == "white" else (0.0, 0.0, 0.0),
            render_mode=3 if way == "invisible" else 0,
        )
        if way == "covered":
            width = pymupdf.get_text_length(text, fontname="tiro", fontsize=12.0)
            patch = pymupdf.Rect(x - 1, y - 11, x + width + 1, y + 4)
            sheet.draw_rect(patch, color=(1.0, 1.0, 1.0), fill=(1.0, 1.0, 1.0))
        return _bytes(document)


def rotated(pdf: bytes, *, page: int = 1, degrees: int = 90) -> bytes:
    """The letter with one page that a viewer shows turned (the page's /Rotate)."""
    with _open(pdf) as document:
        document[page - 1].set_rotation(degrees)
        return _bytes(document)


def fed_upside_down(pdf: bytes, *, page: int = 1) -> bytes:
    """The letter with one page printed upside down: its content is turned and no /Rotate tells so."""
    with _open(pdf) as source, pymupdf.open() as result:
        result.insert_pdf(source)
        sheet = result[page - 1]
        result.delete_page(page - 1)
        turned = result.new_page(pno=page - 1, width=source[page - 1].rect.width, height=source[page - 1].rect.height)
        del sheet
        turned.show_pdf_page(turned.rect, source, page - 1, rotate=180)
        return _bytes(result)


def _in_order(pdf: bytes, order: list[int]) -> bytes:
    """The pages in another order; a page named twice is copied."""
    with _open(pdf) as source, pymupdf.open() as result:
        for number in order:
            result.insert_pdf(source, from_page=number - 1, to_page=number - 1)
        return _bytes(result)


def page_count(pdf: bytes) -> int:
    """How many pages the file has."""
    with _open(pdf) as document:
        return int(document.page_count)


def without_page(pdf: bytes, page: int) -> bytes:
    """The letter with a page missing; raises ValueError when it has no such page or only that one."""
    pages = page_count(pdf)
    if not (1 <= page <= pages) or pages == 1:
        raise ValueError(f"page {page} of {pages} cannot go")
    return _in_order(pdf, [number for number in range(1, pages + 1) if number != page])


def with_doubled_page(pdf: bytes, page: int) -> bytes:
    """The letter with a page that was fed twice."""
    return _in_order(pdf, sorted([*range(1, page_count(pdf) + 1), page]))


def with_swapped_pages(pdf: bytes, page: int, other: int) -> bytes:
    """The letter with two pages in each other's place."""
    order = list(range(1, page_count(pdf) + 1))
    order[page - 1], order[other - 1] = order[other - 1], order[page - 1]
    return _in_order(pdf, order)


def cut_short(pdf: bytes, *, page: int, y: float) -> bytes:
    """The letter as if it ended on `page` at `y` points from the top: text below is gone, later pages too."""
    with _open(pdf) as source, pymupdf.open() as document:
        document.insert_pdf(source, to_page=page - 1)
        last = document[page - 1]
        last.add_redact_annot(pymupdf.Rect(0.0, y, last.rect.width, last.rect.height), fill=False)
        last.apply_redactions()
        return _bytes(document)


def truncated(pdf: bytes, fraction: float) -> bytes:
    """The first part of the file's bytes, as an interrupted copy leaves it."""
    return pdf[: int(len(pdf) * fraction)]
