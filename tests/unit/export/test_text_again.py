"""Papers of a case whose letter's text was read again: on the text in force, signed as it was, read back whole."""

import msgspec

from imr_desk.caselog.memory import MemoryCaseLog
from imr_desk.export.record_json import content_of, record_from, record_of
from imr_desk.export.sign_off import review_hash, sign_off_of
from imr_desk.model.case import Dossier
from imr_desk.model.edits import Annotate, RereadLetter, SetField
from imr_desk.model.geometry import Span
from imr_desk.services.marking import marks_of
from imr_desk.services.rereading import ReadAgain, reread_letter
from tests.contracts.caselog.letters import page
from tests.unit.services.second_office import ANA, Office, done, endings


def case_read_again():
    """Return the dossier of a finished case that was read again before, one value and one label lost by it."""
    office = Office(MemoryCaseLog()).sit(ANA)
    case_id = office.brought_in()
    opened, history = office.reviews.open(case_id)
    first = Span(1, 0, 4)
    history = done(
        office, case_id, history,
        (SetField(None, "claim_number", "Case", (first,)), Annotate((Span(1, 5, 12),), "private")),
    )  # fmt: skip
    text = msgspec.structs.replace(opened.letter, pages=(page(1, "Decided on 2026-01-02"), opened.letter.pages[1]))
    read = ReadAgain(text, opened.draft, is_new=True)
    history = done(office, case_id, history, (reread_letter(history.review, history.text, read),))
    before = history.review
    history = done(office, case_id, history, (SetField(None, "claim_number", "Case"), *endings(history)))
    opened, history = office.reviews.open(case_id)
    return before, Dossier(
        opened.case, history.text, opened.draft, history.review, "2026-01-07T09:00:00+00:00", ANA, "imr_desk",
        acts=opened.acts, events=office.log.events(case_id), first_letter=opened.letter,
    )  # fmt: skip


def test_the_record_reads_back_whole_with_the_text_in_it():
    _, dossier = case_read_again()
    record = record_of(dossier)
    assert record_from(content_of(record)) == record
    assert record.review.text == dossier.letter != dossier.first_letter
    (act,) = [act for act in record.acts if isinstance(act.step, RereadLetter)]
    assert act.step.text == dossier.letter


def test_what_was_signed_is_replayed_over_the_first_text():
    _, dossier = case_read_again()
    assert record_of(dossier).signed_review_sha256 == review_hash(dossier.review)
    facts = {fact.name: fact.words for fact in sign_off_of(dossier).facts}
    assert facts["changed"] == "no; this paper shows the review as signed"


def test_nothing_lost_is_highlighted():
    before, dossier = case_read_again()
    assert before.fields["claim_number"].lost == "Case"
    excerpt = msgspec.structs.replace(before.items[0].excerpt, spans=())
    items = (msgspec.structs.replace(before.items[0], excerpt=excerpt), *before.items[1:])
    marks = marks_of(msgspec.structs.replace(before, items=items, annotations=()), dossier.labels, "imr_desk")
    assert all(mark.spans for mark in marks)
