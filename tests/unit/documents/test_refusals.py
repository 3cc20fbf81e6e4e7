"""What is refused, told by its content, with a sentence that says what to do."""

import zlib

import pymupdf
import pytest

from imr_desk.documents import refusals
from imr_desk.documents.registry import reader_for
from imr_desk.model.errors import LetterError, LetterErrorKind
from tests.unit.documents.pdf_making import SHOWN, bomb, one_page, raw, stream, with_lines

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
HTML = b"<html><body>Please log in</body></html>"


def refused(content: bytes) -> LetterError:
    with pytest.raises(LetterError) as caught:
        reader_for(content).read(content)
    return caught.value


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (HTML, "web page"),
        (b"\xef\xbb\xbf\r\n<!-- saved --> <!DOCTYPE HTML>\n" + HTML, "web page"),
        (b"<?xml version='1.0'?><html xmlns='x'></html>", "web page"),
        (b"PK\x03\x04" + bytes(60) + b"word/document.xml" + bytes(60), "Word document"),
        (b"PK\x03\x04" + bytes(60) + b"xl/workbook.xml" + bytes(60), "Excel workbook"),
        (b"PK\x03\x04" + bytes(60) + b"mimetypeapplication/vnd.oasis.opendocument.text", "LibreOffice document"),
        (b"PK\x03\x04" + bytes(60), "archive"),
        (b"\x1f\x8b\x08" + bytes(60), "archive"),
        (OLE + "WordDocument".encode("utf-16-le"), "Word document"),
        (OLE + "__substg1.0_0037001F".encode("utf-16-le"), "e-mail"),
        (OLE, "older Office"),
        (b"{\\rtf1\\ansi Decision: Upheld}", "rich-text"),
        (b"\x89PNG\r\n\x1a\n" + bytes(60), "PNG picture"),
        (b"\xff\xd8\xff\xe0" + bytes(60), "JPEG picture"),
        (b"II*\x00" + bytes(60), "TIFF picture"),
        (b"MIME-Version: 1.0\r\nContent-Transfer-Encoding: base64\r\n\r\nJVBERi0xLjQK\r\n", "e-mail"),
        (bytes(range(256)) * 40, "neither a PDF nor text"),
    ],
)
def test_a_file_of_another_program_is_named(content, words):
    error = refused(content)
    assert error.kind is LetterErrorKind.NOT_A_LETTER
    assert words in error.sentence
    assert error.sentence.count(".") >= 2 or "import" in error.sentence  # it says what to do


@pytest.mark.parametrize("content", [b"", b" \r\n\t \n", b"\xef\xbb\xbf \n", b"\x0c\x0c"])
def test_an_empty_file_is_said_to_be_empty(content):
    assert refused(content).kind is LetterErrorKind.EMPTY


def test_a_file_over_the_size_that_is_read_is_refused_unread():
    error = refused(b"%PDF-1.7\n" + bytes(refusals.MAX_BYTES))
    assert error.kind is LetterErrorKind.TOO_LARGE
    assert "64 MB" in error.sentence


def test_a_password_is_asked_for_only_if_the_file_does_not_open_without():
    document = pymupdf.open(stream=with_lines())
    locked = document.tobytes(encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw="letmein", owner_pw="o")
    assert refused(locked).kind is LetterErrorKind.PASSWORD
    copying_forbidden = document.tobytes(
        encryption=pymupdf.PDF_ENCRYPT_AES_128, owner_pw="o", permissions=pymupdf.PDF_PERM_PRINT
    )
    assert "Upheld" in reader_for(copying_forbidden).read(copying_forbidden).pages[0].text


def test_a_pdf_without_pages_is_refused_though_it_opens():
    empty = raw([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 0 >>"])
    assert refused(empty).kind is LetterErrorKind.NO_PAGES


@pytest.mark.parametrize(
    "pages",
    [
        b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 2000000000 >>",
        b"<< /Type /Pages /Kids [9 0 R] /Count 1 >>",
    ],
    ids=["loop", "two thousand million pages", "page that is not there"],
)
def test_a_page_tree_that_cannot_be_is_refused_at_once(pages):
    error = refused(raw([b"<< /Type /Catalog /Pages 2 0 R >>", pages]))
    assert error.kind in {LetterErrorKind.DAMAGED, LetterErrorKind.TOO_MANY_PAGES, LetterErrorKind.NO_PAGES}


def test_more_pages_than_a_letter_has_are_refused_with_the_number_that_is_read():
    document = pymupdf.open()
    for _ in range(refusals.MAX_PAGES + 1):
        document.new_page()
    error = refused(document.tobytes())
    assert error.kind is LetterErrorKind.TOO_MANY_PAGES
    assert "501" in error.sentence
    assert "500" in error.sentence


def test_html_with_a_pdf_mark_inside_is_no_pdf():
    assert refused(b"<html>\n%PDF-1.4\n</html>").kind is LetterErrorKind.NOT_A_LETTER
    assert refused(b"x\n%PDF-1.4\n" + HTML).kind is LetterErrorKind.DAMAGED


def test_mail_lines_before_a_pdf_do_no_harm():
    content = b"From: x\r\n" * 150 + with_lines()
    assert "Upheld" in reader_for(content).read(content).pages[0].text


def test_a_bomb_is_refused_as_too_large_when_unpacked():
    content = bomb(512)
    assert len(content) < 4000
    error = refused(content)
    assert error.kind is LetterErrorKind.TOO_LARGE
    assert "unpacked" in error.sentence


def test_a_page_in_pieces_is_missing_and_said_to_be_while_the_others_are_read():
    document = pymupdf.open(stream=with_lines(pages=2))
    document.update_object(document[1].xref, "<< /Type /Page /Parent 2 0 R /MediaBox (none) /Contents 99999 0 R >>")
    content = document.tobytes()
    letter = reader_for(content).read(content)
    assert "Upheld" in letter.pages[0].text


def test_a_page_whose_text_is_damaged_is_flagged_and_the_others_are_read():
    packed = zlib.compress(b"BT /F1 12 Tf 72 720 Td (Decision: Overturned, after all the rest) Tj ET")
    broken = packed[:20] + b"\x00\x00\x00\x00" + packed[24:]
    page = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>"
    )
    content = raw(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R 6 0 R] /Count 2 >>",
            page % 4,
            SHOWN,
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
            page % 7,
            stream(broken, b"/Filter /FlateDecode"),
        ]
    )
    letter = reader_for(content).read(content)
    assert letter.pages[0].text == "Decision: Upheld"
    assert "Overturned" not in letter.pages[1].text
    assert LetterErrorKind.DAMAGED.value in {note.kind.value for note in letter.notes}


def test_a_damaged_letter_that_shows_nothing_at_all_is_refused():
    assert refused(one_page(stream(b"\x00garbage", b"/Filter /FlateDecode"))).kind is LetterErrorKind.DAMAGED
