"""Scripts and attachments are noted, wherever they sit, and an ordinary letter has neither."""

import pymupdf
import pytest

from imr_desk.documents.mupdf import MupdfReader
from imr_desk.model.letter import NoteKind
from tests.unit.documents.pdf_making import one_page, with_lines


def kinds(content: bytes) -> list[NoteKind]:
    return [note.kind for note in MupdfReader().read(content).notes]


@pytest.mark.parametrize(
    "entries",
    [
        {"catalog": b"/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>"},
        {"catalog": b"/OpenAction << /S /Launch /F (calc.exe) >>"},
        {"catalog": b"/OpenAction << /S /GoToR /F (x.pdf) /D [0 /Fit] >>"},
        {"catalog": b"/Names << /JavaScript << /Names [(a) << /S /JavaScript /JS (1) >>] >> >>"},
        {"catalog": b"/AcroForm << /XFA (x) /Fields [] >>"},
        {"catalog": b"/AA << /WC << /S /JavaScript /JS (1) >> >>"},
        {"page": b"/AA << /O << /S /JavaScript /JS (1) >> >>"},
        {"page": b"/Annots [<< /Subtype /Link /Rect [0 0 9 9] /A << /S /Launch /F (calc.exe) >> >>]"},
    ],
    ids=["open", "launch", "elsewhere", "named", "form", "closing", "page", "link"],
)
def test_a_script_or_command_is_noted(entries):
    assert kinds(one_page(**entries)) == [NoteKind.SCRIPTS]


def test_an_indirect_action_is_followed():
    document = pymupdf.open(stream=with_lines())
    action = document.get_new_xref()
    document.update_object(action, "<< /S /JavaScript /JS (1) >>")
    document.xref_set_key(document.pdf_catalog(), "OpenAction", f"{action} 0 R")
    assert kinds(document.tobytes()) == [NoteKind.SCRIPTS]


@pytest.mark.parametrize(
    "entries",
    [
        {"catalog": b"/OpenAction [3 0 R /Fit]"},
        {"page": b"/Annots [<< /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI (https://www.dir.ca.gov) >> >>]"},
    ],
    ids=["page to show first", "web address"],
)
def test_what_every_viewer_asks_about_is_no_script(entries):
    assert kinds(one_page(**entries)) == []


def test_attachments_are_counted_and_not_opened():
    document = pymupdf.open(stream=with_lines())
    document.embfile_add("invoice.exe", b"MZ" + bytes(100), filename="../../invoice.exe")
    document[0].add_file_annot((100, 400), b"MZ", "other.exe")
    letter = MupdfReader().read(document.tobytes())
    assert [note.kind for note in letter.notes] == [NoteKind.ATTACHMENTS]
    assert "2 attached files" in letter.notes[0].sentence


def test_a_thousand_annotations_cost_no_time_and_hide_no_letter():
    links = b"<< /Subtype /Link /Rect [0 0 9 9] >> " * 1000
    assert kinds(one_page(page=b"/Annots [" + links + b"]")) == []
