"""A letter whose text gets better: read before text recognition worked, read again once it does."""

import hashlib

import msgspec
import pymupdf
import pytest
from PySide6.QtWidgets import QApplication, QTableWidget

from imr_desk.bootstrap.letter_worker import checked
from imr_desk.bootstrap.workstation import SystemClock
from imr_desk.caselog.sqlite import SqliteCaseLog
from imr_desk.documents import tesseract
from imr_desk.documents.language_data import language_data
from imr_desk.documents.registry import reader_for
from imr_desk.extraction.engine import draft
from imr_desk.model.case import CaseStanding, CaseStatus
from imr_desk.model.draft import Decision
from imr_desk.model.edits import AddItem, Annotate, DecideItem, QuoteRationale, SetField
from imr_desk.model.edits.on_annotations import stands
from imr_desk.model.errors import ExportError
from imr_desk.model.letter import NoteKind, TextKind
from imr_desk.model.queue import CaseFilter, CaseQuery
from imr_desk.model.review import EntryState, Review
from imr_desk.model.signature import Signature
from imr_desk.ports import NewLetter
from tests.synthetic import make_letter, render_pdf
from tests.synthetic.decay import scanned

FAX = "Received by fax 01/02/2016"
needs_data = pytest.mark.skipif(
    language_data() is None or not tesseract.is_built_in(), reason="Tesseract's English data are not installed here"
)


def faxed(pdf):
    """Return a scan of a letter under the line that a fax machine prints on its first page."""
    document = pymupdf.open(stream=scanned(pdf, skew=0.2, specks=100))
    document[0].insert_text((40, 24), FAX, fontsize=10)
    return document.tobytes()


@pytest.fixture
def without_recognition(monkeypatch, tmp_path):
    """Let text recognition fail as it does where its data are damaged; return a way to mend them."""
    folder = tmp_path / "damaged data"
    folder.mkdir()
    (folder / "eng.traineddata").write_bytes(b"")
    monkeypatch.setenv("TESSDATA_PREFIX", str(folder))
    return lambda: monkeypatch.delenv("TESSDATA_PREFIX")


def span_in(letter, words):
    return next(letter.find(words))


def read_again(hands):
    before = hands.review
    hands.window.actions_["read_again"].trigger()
    hands.until(lambda: hands.review is not before, timeout=60_000)
    hands.saved()
    hands.until(lambda: hands.window.letter.is_settled)


def found(hands, words):
    return [case.id for case in hands.window.workstation.log.cases(CaseQuery(where=CaseFilter(words=words)))]


@needs_data
def test_a_scan_gets_its_text_once_recognition_works(program, tmp_path, without_recognition):
    letter = tmp_path / "scan.pdf"
    letter.write_bytes(faxed(render_pdf(make_letter("D", 41, items=1, length="short"))))
    kept = []

    def before(hands):
        session = hands.session
        hands.until(lambda: session.is_open)
        assert session.letter.pages[0].text.strip() == FAX
        assert NoteKind.OCR_MISSING in [note.kind for note in session.letter.notes]
        assert hands.window.letter.notes.isVisible()
        day = span_in(session.letter, "01/02/2016")
        assert session.act(SetField(None, "letter_date", "2016-01-02", (day,)))
        assert session.act(SetField(None, "claim_number", "A-123"))
        assert session.act(Annotate((span_in(session.letter, "by fax"),), "private"))
        assert session.act(AddItem("Typed treatment"))
        # Read again here, nothing is won, and nothing is lost.
        read_again(hands)
        assert "Its text is the same as before" in hands.message()
        assert hands.review.text is None
        assert found(hands, "rationale") == []

    def after(hands):
        session, window = hands.session, hands.window
        hands.until(lambda: session.is_open)
        hands.until(lambda: window.letter.is_settled)
        old = session.letter
        session.select((span_in(old, "fax"),))
        read_again(hands)
        text = session.letter
        assert text is hands.review.text
        assert text.kind is TextKind.OCR
        assert session.selection == ()
        assert "everything found its place" in hands.message()
        assert not window.letter.notes.isVisible()
        assert window.letter.views.front.letter is text
        entries = hands.review.fields
        assert (entries["letter_date"].value, entries["letter_date"].state) == ("2016-01-02", EntryState.CORRECTED)
        assert text.quote_of(entries["letter_date"].sources) == "01/02/2016"
        assert entries["claim_number"].value == "A-123"
        assert "rationale" in text.quote_of(hands.review.items[-1].extent).lower()
        read = [entry for entry in entries.values() if entry.state is EntryState.PROPOSED]
        assert len(read) > 3
        (made,) = hands.review.annotations
        assert stands(text, made)
        assert "Typed treatment" in [item.title for item in hands.review.items]
        assert found(hands, "rationale") == [session.case_id]
        # Papers follow the text in force, and are undone with it.
        dossier = window.workstation.papers.dossier(session.case_id)
        assert (dossier.letter, dossier.first_letter) == (text, old)
        redacted = window.workstation.papers.preview(session.case_id, "letter-redacted")
        assert "taken out" in redacted.remark
        assert "by fax" not in "".join(page.get_text() for page in pymupdf.open(stream=redacted.content))
        assert window.workstation.papers.preview(session.case_id, "letter-marked").content.startswith(b"%PDF")
        record = window.workstation.papers.preview(session.case_id, "case-json").content
        kept.append((text, hands.review, record))
        window.actions_["undo"].trigger()
        hands.saved()
        assert session.letter == old
        assert window.letter.views.front.letter is session.letter
        assert found(hands, "rationale") == []
        window.actions_["redo"].trigger()
        hands.saved()
        assert found(hands, "rationale") == [session.case_id]
        (told,) = [event for event in window.workstation.log.events(session.case_id) if event.act and _brings(event)]
        assert told.by == session.person

    def later(hands):
        hands.until(lambda: hands.session.is_open)
        assert (hands.session.letter, hands.review) == kept[0][:2]
        # The same bytes give the same text, also of a recognized page.
        read_again(hands)
        assert "Its text is the same as before" in hands.message()

    assert program(before, "open", letter) == 0
    without_recognition()
    assert program(after) == 0
    assert program(later) == 0


def _brings(event):
    return event.act.step.__class__.__name__ == "RereadLetter" and event.act.step.text is not None


@needs_data
def test_what_a_worse_reader_kept_goes_to_a_better_text_and_what_is_lost_is_told(program, tmp_path):
    """The log holds the clean letter with the text of a bad copy, as a worse reader would have left it."""
    clean = render_pdf(make_letter("D", 42, items=2, length="short"))
    path = tmp_path / "cases.db"
    bad = faxed(clean)
    text = reader_for(bad).read(bad)
    text = msgspec.structs.replace(text, fingerprint=hashlib.sha256(clean).hexdigest())
    made = checked(text, draft(text))
    log = SqliteCaseLog(path, SystemClock())
    log.add(
        NewLetter("clean.pdf", clean, text, made),
        CaseStanding.of(Review.of(made, text), CaseStatus.NEW),
        Signature("importer", "2026-01-02T09:00:00.000-08:00"),
    )
    log.close()

    def play(hands):
        session, window = hands.session, hands.window
        hands.opened(1)
        window.actions_["annotate"].trigger()
        fax = span_in(session.letter, "fax")
        assert session.act(Annotate((fax,), "private"))
        assert session.act(SetField(None, "letter_date", "2016-01-02", (span_in(session.letter, "01/02/2016"),)))
        item = session.review.items[0]
        passage = item.fields["determination"].sources
        assert session.act(Annotate(passage, "conclusion"))
        assert session.act(DecideItem(item.id, item.outcome or Decision.UPHELD))
        assert session.act(QuoteRationale(item.id, passage, session.letter.quote_of(passage)))
        told = session.review
        read_again(hands)
        new = session.letter
        assert new.kind is TextKind.LAYER
        assert "2 places were not found" in hands.message()
        lost, placed = session.review.annotations
        assert (lost, stands(new, lost), stands(new, placed)) == (told.annotations[0], False, True)
        assert "private" in lost.label
        entry = session.review.fields["letter_date"]
        assert (entry.value, entry.sources, entry.lost) == ("2016-01-02", (), "01/02/2016")
        assert "Letter date wants a look." in [look.sentence for look in session.review.problems()]
        now = session.review.item(item.id)
        assert now.decided is told.item(item.id).decided
        assert new.quote_of(now.excerpt.spans) == now.excerpt.text
        assert new.quote_of(now.decision.sources)
        with pytest.raises(ExportError):  # nothing is handed out as redacted while words to redact have no place
            window.workstation.papers.preview(1, "letter-redacted")
        window.actions_["history"].trigger()
        hands.until(lambda: QApplication.activeModalWidget() is not None)
        sheet = QApplication.activeModalWidget()
        words = [
            table.item(row, 2).text() for table in sheet.findChildren(QTableWidget) for row in range(table.rowCount())
        ]
        assert "read the letter's text again (2 places not found)" in words
        sheet.close()

    assert program(play, log=path) == 0
