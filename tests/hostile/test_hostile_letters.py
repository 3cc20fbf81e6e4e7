"""Hostile and odd letters through the worker: each gets its sentence or opens, and the next is read as ever."""

import json
import os
import subprocess
import sys
from hashlib import sha256

import msgspec
import pymupdf
import pytest

from imr_desk.documents.language_data import language_data
from imr_desk.documents.limits import Limits
from imr_desk.documents.mupdf import MupdfReader
from imr_desk.documents.pixels import unpacked
from imr_desk.documents.received import checked
from imr_desk.documents.rendering import MAX_PIXELS
from imr_desk.documents.tesseract import is_built_in
from imr_desk.documents.worker import WorkerProcess
from imr_desk.model.errors import LetterError, LetterErrorKind
from imr_desk.model.letter import LetterText, NoteKind
from tests.conftest import SHARED
from tests.hostile.conftest import LETTERS
from tests.hostile.letter_worker import Drawing
from tests.synthetic import make_letter, render_pdf
from tests.unit.documents.pdf_making import LINES, bomb, one_page, raw, scanned, stream, with_lines

GOOD = with_lines()


def read(worker: WorkerProcess, content: bytes) -> LetterText:
    answer = msgspec.msgpack.decode(worker.request("read", content), type=LetterText)
    return checked(answer, sha256(content).hexdigest())


def kinds(letter: LetterText) -> set[NoteKind]:
    return {note.kind for note in letter.notes}


def survived(worker: WorkerProcess, content: bytes) -> LetterText | LetterError:
    """Read and draw the letter as the program does; return what came of it."""
    try:
        letter = read(worker, content)
        if letter.has_paper:
            wanted = Drawing(content, letter.fingerprint, len(letter.pages), 2.0)
            picture = unpacked(worker.request("render", msgspec.msgpack.encode(wanted)))
            assert picture.width * picture.height <= MAX_PIXELS * 1.01
    except LetterError as error:
        return error
    finally:
        assert read(worker, GOOD).pages[0].text == "\n".join(LINES)
        assert read(worker, GOOD).notes == ()
    return letter


PAGE_WITH_OBJECT = (
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
    b"/Resources << /XObject << /X 5 0 R >> >> >>"
)
PICTURE_OF_60000 = raw(
    [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        PAGE_WITH_OBJECT,
        stream(b"q 612 0 0 792 0 0 cm /X Do Q"),
        stream(
            bytes(1000),
            b"/Type /XObject /Subtype /Image /Width 60000 /Height 60000 /BitsPerComponent 8 /ColorSpace /DeviceRGB",
        ),
    ]
)
ODD = {
    "huge page": one_page(box=b"0 0 2000000 2000000"),
    "page without end": one_page(box=b"0 0 1e38 1e38"),
    "page inside out": one_page(box=b"612 792 -50 -50"),
    "page of no size": one_page(box=b"0 0 0 0"),
    "picture larger than memory": PICTURE_OF_60000,
    "half a letter": GOOD[: len(GOOD) // 2],
    "zeros in the middle": GOOD[:400] + bytes(300) + GOOD[700:],
    "line ends changed": GOOD.replace(b"\n", b"\r\n"),
    "only a head": b"%PDF-1.7\n",
    "page in itself": raw([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>"]),
    "nesting": one_page(stream(b"q " * 200_000)),
    "form in itself": raw(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            PAGE_WITH_OBJECT,
            stream(b"/X Do"),
            stream(
                b"/X Do /X Do",
                b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 5 0 R >> >>",
            ),
        ]
    ),
    "deep arrays": one_page(catalog=b"/X " + b"[" * 100_000),
    "random": bytes(range(256)) * 300,
    "zeros": bytes(100_000),
    "one word of a megabyte": b"QUJD" * 250_000,
}


@pytest.mark.parametrize("name", ODD)
def test_an_odd_letter_is_read_or_refused_and_the_next_one_is_read_as_ever(letters, name):
    outcome = survived(letters, ODD[name])
    if isinstance(outcome, LetterError):
        assert outcome.kind is not LetterErrorKind.CRASHED
        assert outcome.sentence.endswith(".")


def test_a_bomb_ends_at_the_time_that_a_letter_may_take_at_most():
    content = bomb(64).replace(b"/Contents 4 0 R", b"/Contents [" + b"4 0 R " * 400 + b"]")
    with WorkerProcess(LETTERS, Limits(seconds=3.0)) as worker:
        outcome = survived(worker, content)
    assert isinstance(outcome, LetterError)
    assert outcome.kind in {LetterErrorKind.TIMEOUT, LetterErrorKind.TOO_LARGE}


def test_a_page_of_a_hundred_thousand_words_is_read_whole(letters):
    row = " ".join(["word"] * 100)
    rows = b"".join(b"(%s) ' " % row.encode() for _ in range(1000))
    letter = read(letters, one_page(stream(b"BT /F1 1 Tf 0.7 TL 10 780 Td " + rows + b"ET"), box=b"0 0 612 792"))
    # Print of one point is not read by anybody, and is all there is: it is kept and told.
    assert len(letter.pages[0].words) == 100_000
    assert kinds(letter) == {NoteKind.HIDDEN_TEXT}


EXPECTED = {
    "ok_plain.pdf": set(),
    "empty.pdf": LetterErrorKind.EMPTY,
    "not_a_pdf.pdf": LetterErrorKind.NOT_A_LETTER,
    "png_named.pdf": LetterErrorKind.NOT_A_LETTER,
    "zip_named.pdf": LetterErrorKind.NOT_A_LETTER,
    "zero_pages.pdf": LetterErrorKind.NO_PAGES,
    "many_pages.pdf": LetterErrorKind.TOO_MANY_PAGES,
    "page_loop.pdf": LetterErrorKind.DAMAGED,
    "password_user.pdf": LetterErrorKind.PASSWORD,
    "password_owner_only.pdf": set(),
    "javascript.pdf": {NoteKind.SCRIPTS},
    "launch_action.pdf": {NoteKind.SCRIPTS},
    "uri_unc.pdf": {NoteKind.SCRIPTS},
    "embedded_exe.pdf": {NoteKind.ATTACHMENTS},
    "invisible_text.pdf": {NoteKind.HIDDEN_TEXT},
    "white_text.pdf": {NoteKind.HIDDEN_TEXT},
    "off_page_text.pdf": {NoteKind.HIDDEN_TEXT},
    "truncated_half.pdf": {NoteKind.REPAIRED},
    "zeros_in_middle.pdf": {NoteKind.REPAIRED},
    "prefix_junk.pdf": {NoteKind.REPAIRED},
    "crlf_mangled.pdf": LetterErrorKind.DAMAGED,
    "html_formula_sql_text.pdf": set(),
    "two_decisions.pdf": set(),
    "huge_page.pdf": set(),
    "letter_nul_bidi.txt": {NoteKind.CONTROL_CHARACTERS},
    "letter_one_word_1MB.txt": {NoteKind.ENCODING},
    "letter_utf16.txt": set(),
    "letter_latin1.txt": {NoteKind.ENCODING},
}
"""What comes of the letters of make_hostile.py that have one right answer: the notes, or the refusal."""


@pytest.fixture
def hostile_folder(tmp_path):
    maker = SHARED / "tools" / "make_hostile.py"
    if not maker.is_file():
        pytest.skip("make_hostile.py of ../shared is not here")
    # Its two bombs are made much smaller, because packing them takes longer than all the rest.
    source = maker.read_text().replace("bomb(3, 1 << 30)", "bomb(3, 1 << 22)")
    folder = tmp_path / "hostile"
    subprocess.run([sys.executable, "-c", source, str(folder)], check=True, capture_output=True)
    return folder


def test_the_hostile_set_leaves_every_letter_with_its_sentence_or_its_text(hostile_folder, letters):
    names = {os.fsencode(name) for name in json.loads((hostile_folder / "expect.json").read_text())}
    outcomes = {}
    for path in sorted(hostile_folder.iterdir()):
        if path.is_symlink() or not path.is_file() or path.name == "expect.json":
            continue  # what is no file of its own is refused before it is read
        outcomes[path.name] = survived(letters, path.read_bytes())
    assert len(outcomes) >= len(names) - 8
    for name, wanted in EXPECTED.items():
        outcome = outcomes[name]
        assert (outcome.kind if isinstance(outcome, LetterError) else kinds(outcome)) == wanted, name
    hidden = [outcomes[name] for name in ("invisible_text.pdf", "white_text.pdf", "off_page_text.pdf")]
    assert not any("OVERTURNED" in letter.pages[0].text for letter in hidden)
    assert not any(
        isinstance(outcome, LetterError) and outcome.kind is LetterErrorKind.CRASHED for outcome in outcomes.values()
    )


def test_letters_that_broke_another_version_of_the_parser_are_flagged(letters):
    folder = SHARED / "letters" / "damaged"
    if not folder.is_dir():
        pytest.skip("the damaged letters of ../shared are not here")
    paths = sorted(folder.glob("*.pdf"))
    assert paths
    for path in paths:
        outcome = survived(letters, path.read_bytes())
        assert isinstance(outcome, LetterError) or kinds(outcome) & {NoteKind.REPAIRED, NoteKind.DAMAGED}


def test_text_recognition_works_inside_the_sandbox(letters):
    if language_data() is None or not is_built_in():
        pytest.skip("Tesseract's English data are not installed here")
    letter = read(letters, scanned(LINES))
    assert letter.pages[0].text == "\n".join(LINES)


def test_a_letter_is_the_same_with_and_without_the_sandbox(letters):
    for layout in ("A", "B", "C", "C2", "D"):
        content = render_pdf(make_letter(layout, 9))
        assert read(letters, content) == MupdfReader().read(content)
        page = pymupdf.open(stream=content)[0]
        wanted = Drawing(content, sha256(content).hexdigest(), 1, 1.5)
        picture = unpacked(letters.request("render", msgspec.msgpack.encode(wanted)))
        assert bytes(picture.rgb) == page.get_pixmap(matrix=pymupdf.Matrix(1.5, 1.5), alpha=False).samples
