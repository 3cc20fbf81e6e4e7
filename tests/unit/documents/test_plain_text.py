"""Plain text as it is shown: decoded, put right, single-spaced, with offsets that fit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imr_desk.documents.plain_text import LONGEST_WORD, PlainTextReader
from imr_desk.model.errors import LetterError
from imr_desk.model.letter import LetterText, NoteKind, TextKind
from tests.conftest import SHARED
from tests.synthetic import make_letter, render_seed_text, render_text


def read(content: bytes | str) -> LetterText:
    return PlainTextReader().read(content.encode() if isinstance(content, str) else content)


def kinds(letter: LetterText) -> list[NoteKind]:
    return [note.kind for note in letter.notes]


DOUBLE_SPACED = """The request for a brace for the low

back was looked at by a reviewer who

has practised for years and who is

licensed in this state and in others,

among them the states of the west.



It is not medically necessary at this

time, for the reasons that follow here.
"""


def test_a_letter_is_one_page_of_words_without_boxes():
    letter = read("Decision: Upheld\nby the reviewer\n")
    assert letter.kind is TextKind.PLAIN
    assert not letter.has_paper
    (page,) = letter.pages
    assert page.text == "Decision: Upheld\nby the reviewer"
    assert [(page.text[w.start : w.end], w.line, w.box) for w in page.words][-1] == ("reviewer", 1, None)
    assert letter.notes == ()


def test_double_spaced_text_is_shown_single_spaced_with_its_paragraphs():
    text = read(DOUBLE_SPACED).pages[0].text
    assert text.split("\n\n")[0].count("\n") == 4
    assert text.split("\n\n")[1].startswith("It is not")


def test_paragraphs_of_one_line_each_are_no_double_spacing():
    text = "\n\n".join(f"This is paragraph {number} and it says all that it has to say." for number in range(9))
    assert read(text).pages[0].text == text


def test_single_spaced_text_keeps_its_lines_and_paragraphs():
    text = "one line\nand the next\n\na new paragraph\nof two lines\n\nthe end\nof it"
    assert read(text).pages[0].text == text
    assert read(text.replace("\n\n", "\n\n\n\n")).pages[0].text == text


def test_form_feeds_divide_pages():
    letter = read("first page\n\fsecond page\n\f")
    assert [(page.number, page.text) for page in letter.pages] == [(1, "first page"), (2, "second page")]


def test_double_encoding_is_undone_and_its_source_kept():
    letter = read("see 8 C.C.R. \u00c2\u00a7\u00c2\u00a79792.20, the patient\u00e2\u20ac\u2122s, and Jos\u00c3\u00a9")
    assert letter.pages[0].text == "see 8 C.C.R. §§9792.20, the patient’s, and José"
    assert [(letter.text_of(repair.span), repair.source) for repair in letter.repairs] == [
        ("§§", "\u00c2\u00a7\u00c2\u00a7"),
        ("’", "\u00e2\u20ac\u2122"),
        ("é", "\u00c3\u00a9"),
    ]
    assert kinds(letter) == [NoteKind.MOJIBAKE]


def test_repairs_are_where_they_are_shown_after_lines_were_set_anew():
    text = DOUBLE_SPACED.replace("time,", "time (8 C.C.R.   \u00c2\u00a7 9792),")
    letter = read("first\n\f" + text)
    (repair,) = letter.repairs
    assert repair.span.page == 2
    assert letter.text_of(repair.span) == "§"


@pytest.mark.parametrize("text", ["50° – 3 × “quoted” ®", "naïve café", "Â", "Ã alone", "ÃÂ", "â€"])
def test_honest_signs_are_left_alone(text):
    letter = read(text)
    assert letter.pages[0].text == text
    assert letter.repairs == ()


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"])
def test_other_encodings_of_unicode_are_read_without_a_note(encoding):
    letter = read("Decision: Upheld, 50° – “so”".encode(encoding))
    assert letter.pages[0].text == "Decision: Upheld, 50° – “so”"
    assert letter.notes == ()


def test_windows_1252_is_read_and_told():
    letter = read("Reviewer: José \u2013 decision: Upheld".encode("cp1252"))
    assert letter.pages[0].text == "Reviewer: José – decision: Upheld"
    assert kinds(letter) == [NoteKind.ENCODING]


def test_a_character_cut_in_two_is_told_and_the_rest_is_read():
    letter = read("20° flexion, 30° extension, 40°".encode()[:-1])
    assert letter.pages[0].text == "20° flexion, 30° extension, 40\ufffd"
    assert kinds(letter) == [NoteKind.DAMAGED]


def test_control_characters_are_shown_as_marks():
    letter = read("Upheld\x00 \x1b[2J\x07 \u202eDLEHPU\u202c \x7f")
    assert letter.pages[0].text == "Upheld\u2400 \u241b[2J\u2407 \ufffdDLEHPU\ufffd \u2421"
    assert kinds(letter) == [NoteKind.CONTROL_CHARACTERS]


def test_the_run_of_blanks_that_a_redaction_leaves_is_kept():
    assert read("replaced by            and  apparently").pages[0].text == "replaced by            and apparently"


def test_a_word_too_long_to_be_shown_is_broken():
    letter = read(b"QUJD" * 250_000)
    page = letter.pages[0]
    assert max(map(len, page.text.split("\n"))) == LONGEST_WORD
    assert [word.line for word in page.words] == list(range(1000))
    assert kinds(letter) == [NoteKind.ENCODING]


@pytest.mark.parametrize("layout", ["A", "B", "C", "C2", "D"])
def test_every_layout_as_text_keeps_its_words(layout):
    letter = make_letter(layout, 3)
    for text in (render_text(letter), render_text(letter, form_feeds=True)):
        read_letter = read(text)
        assert [word for page in read_letter.pages for word in page.text.split()] == text.split()


def test_a_letter_as_the_first_one_arrived_is_put_right():
    source = render_seed_text(make_letter("C", 1))
    letter = read(source)
    text = letter.pages[0].text
    assert "Â§" not in text
    assert text.split() == source.replace("Â§", "§").split()
    assert len(text.split("\n\n")) < len(text.split("\n")) / 3  # lines of a paragraph stand together
    assert all(letter.text_of(repair.span) in {"§", "§§"} for repair in letter.repairs)


def test_the_first_letter_is_put_right():
    path = SHARED / "letters" / "seed-letter.txt"
    if not path.is_file():
        pytest.skip("the first letter of ../shared is not here")
    letter = read(path.read_bytes())
    assert [letter.text_of(repair.span) for repair in letter.repairs] == ["§§"] * 3
    assert kinds(letter) == [NoteKind.MOJIBAKE]
    assert "\n\n\n" not in letter.pages[0].text
    assert letter.pages[0].text.count("\n\n") < 40


@given(st.text(max_size=400))
def test_no_text_whatever_breaks_the_reader_and_offsets_always_fit(text):
    try:
        letter = read(text.encode("utf-8", "replace"))
    except LetterError:
        return
    for page in letter.pages:
        end = 0
        for word in page.words:
            assert end <= word.start < word.end <= len(page.text)
            assert not page.text[end : word.start].strip()
            end = word.end
        assert not page.text[end:].strip()
    for repair in letter.repairs:
        assert letter.text_of(repair.span)


@given(st.binary(max_size=300))
def test_no_bytes_whatever_break_the_reader(content):
    try:
        letter = read(content)
    except LetterError:
        return
    assert any(page.words for page in letter.pages)
