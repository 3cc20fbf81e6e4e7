"""Pages that were taken out, doubled or moved."""

import pymupdf
import pytest

from imr_desk.documents.mupdf import MupdfReader
from imr_desk.model.letter import NoteKind


@pytest.fixture
def marked():
    """Return a letter of four pages, marked as a word processor marks them."""
    document = pymupdf.open()
    for number in range(4):
        page = document.new_page()
        page.insert_text((72, 72), f"This is page number {number + 1} of a letter.")
        document.xref_set_key(page.xref, "StructParents", str(number))
    document.xref_set_key(
        document.pdf_catalog(), "StructTreeRoot", "<< /Type /StructTreeRoot /ParentTreeNextKey 4 >>"
    )
    return document


def sentences(document):
    letter = MupdfReader().read(document.tobytes())
    return [note.sentence for note in letter.notes if note.kind in (NoteKind.PAGES, NoteKind.PAGE_TWICE)]


def test_a_whole_letter_has_nothing_to_say(marked):
    assert sentences(marked) == []


def test_a_page_taken_out_is_missed_where_it_stood(marked):
    marked.delete_page(1)
    assert sentences(marked) == ["A page seems to be missing between page 1 and page 2: ask for the whole letter."]


def test_a_first_page_taken_out_is_missed(marked):
    marked.delete_page(0)
    assert "before the first page" in sentences(marked)[0]


def test_a_last_page_taken_out_is_missed(marked):
    marked.delete_page(3)
    assert sentences(marked) == ["A page seems to be missing at the end: ask for the whole letter."]


def test_a_page_that_stands_twice_is_told(marked):
    marked.select([0, 1, 1, 2, 3])
    assert sentences(marked) == ["Page 3 is page 2 again: it stands twice in this file."]


def test_pages_in_another_order_are_told(marked):
    marked.select([0, 2, 1, 3])
    assert any("out of order" in sentence for sentence in sentences(marked))


def test_pages_without_marks_say_nothing(marked):
    marked.xref_set_key(marked[2].xref, "StructParents", "null")
    marked.delete_page(1)
    assert sentences(marked) == []


def test_the_real_letters_are_all_whole(real_letters):
    for path in sorted(real_letters.glob("*.pdf")):
        with pymupdf.open(path) as document:
            assert sentences_of(document) == [], path.name


def sentences_of(document):
    from imr_desk.documents.page_marks import page_mark_notes

    return page_mark_notes(document)
