"""The contract of a case log, over every implementation."""

import pytest

from imr_desk.model.case import CaseDigest, CaseStanding, CaseStatus, HandlingChange, UnreadLetter
from imr_desk.model.draft import CaseOutcome
from imr_desk.model.edits import SetField, WriteNote
from imr_desk.model.errors import CaseLogError, CaseLogErrorKind
from imr_desk.model.facts import DueMark
from imr_desk.model.handling import Handling, Take
from imr_desk.model.history import Act, History
from imr_desk.model.queue import CaseFilter, CaseQuery
from imr_desk.model.review import Review
from imr_desk.ports import CaseLog
from tests.contracts.caselog.letters import (
    NURSE,
    a_day_of_acts,
    added,
    digest_of,
    new_letter,
    recorded,
    signed,
    standing_of,
)

IN_REVIEW = CaseStatus.IN_REVIEW


def test_a_new_case_is_what_was_brought_in(log: CaseLog) -> None:
    letter = new_letter(name="scan 07.pdf")
    case = log.add(letter, standing_of(letter), signed())
    assert (case.fingerprint, case.name, case.size, case.pages) == (
        letter.text.fingerprint,
        "scan 07.pdf",
        len(letter.content),
        2,
    )
    assert (case.status, case.imported_by, case.imported_at) == (CaseStatus.NEW, NURSE, signed().at)
    assert case.digest == digest_of(letter)
    assert case.digest.outcome is CaseOutcome.UPHELD
    assert log.case(case.id) == case
    assert log.cases(CaseQuery()) == (case,)


def test_the_same_letter_under_another_name_is_the_same_case(log: CaseLog) -> None:
    first = added(log, new_letter(name="a.pdf"))
    again = log.add(
        new_letter(name="b.pdf"), CaseStanding(CaseStatus.NEW, CaseDigest(title="other")), signed(5, "m.okafor")
    )
    assert again == first
    assert log.with_fingerprint(first.fingerprint) == first
    assert len(log.cases(CaseQuery())) == 1
    assert [event.kind for event in log.events(first.id)] == ["imported"]


def test_an_unknown_fingerprint_has_no_case(log: CaseLog) -> None:
    added(log, new_letter())
    assert log.with_fingerprint("0" * 64) is None


def test_a_case_comes_back_whole(log: CaseLog) -> None:
    letter = new_letter()
    case = added(log, letter)
    acts = a_day_of_acts(letter)
    recorded(log, case, letter, acts)
    opened = log.opened(case.id)
    assert opened.letter == letter.text
    assert opened.draft == letter.draft
    assert opened.acts == acts
    assert opened.case == log.case(case.id)
    assert log.content(case.id) == letter.content


def test_replaying_the_log_gives_the_review_that_stood_on_the_screen(log: CaseLog) -> None:
    letter = new_letter()
    case = added(log, letter)
    shown = recorded(log, case, letter, a_day_of_acts(letter))
    opened = log.opened(case.id)
    replayed = History.replayed(opened.letter, Review.of(opened.draft, opened.letter), opened.acts)
    assert replayed == shown
    assert CaseDigest.of(replayed.review) == opened.case.digest


def test_recording_leaves_digest_and_status(log: CaseLog) -> None:
    letter = new_letter()
    case = added(log, letter)
    digest = CaseDigest(
        "CM26-7", None, True, "MRI of the knee", 3, 1, 4, 2, "2026-02-03", "2026-02-09", "WC-17", "2019-05-06",
        "2026-02-10", NURSE,
    )  # fmt: skip
    due = DueMark("2026-02-12", "2026-02-19", "R1", "date_received", "appeal filed")
    log.record(case.id, Act(WriteNote(None, "n"), signed()), CaseStanding(CaseStatus.FINISHED, digest, due=due))
    after = log.case(case.id)
    assert (after.digest, after.status, after.stage) == (digest, CaseStatus.FINISHED, CaseStatus.FINISHED)
    assert after.due == due
    assert (after.fingerprint, after.imported_at) == (case.fingerprint, case.imported_at)


def test_events_are_numbered_over_the_whole_log_and_told_by_case(log: CaseLog) -> None:
    one, two = added(log, new_letter("CM26-1")), added(log, new_letter("CM26-2"))
    act = Act(SetField(None, "employer", "Acme"), signed(3, "m.okafor"))
    third = log.record(one.id, act, CaseStanding(IN_REVIEW, one.digest))
    fourth = log.note_event(two.id, "exported", "summary-pdf", signed(4))
    fifth = log.note_event(one.id, "opened", "", signed(1))
    assert (third, fourth, fifth) == (3, 4, 5)
    told = log.events(one.id)
    assert [(event.seq, event.kind, event.by, event.at) for event in told] == [
        (1, "imported", NURSE, signed().at),
        (3, "act", "m.okafor", signed(3).at),
        (5, "opened", NURSE, signed(1).at),
    ]
    assert [event.act for event in told] == [None, act, None]
    assert log.events(two.id)[1].detail == "summary-pdf"
    assert one.fingerprint in log.events(one.id)[0].detail


def test_other_events_are_no_acts(log: CaseLog) -> None:
    case = added(log, new_letter())
    log.note_event(case.id, "exported", "summary-pdf", signed())
    assert log.opened(case.id).acts == ()


def test_an_empty_log_counts_nothing(log: CaseLog) -> None:
    assert log.counts() == dict.fromkeys(CaseStatus, 0)
    assert log.cases(CaseQuery()) == ()
    assert log.unread() == ()
    assert log.newest() == log.count(CaseFilter(), "") == 0
    assert log.handled_from(0, 9) == ()


def test_what_could_not_be_read_is_listed_newest_first_until_forgotten(log: CaseLog) -> None:
    odd = "/in/caf\udce9.pdf"  # a file name that is no UTF-8
    first, second = (UnreadLetter(path, "damaged", "It is damaged.", signed().at) for path in ("/in/a.pdf", odd))
    log.keep_unread(first)
    log.keep_unread(second)
    assert log.unread() == (second, first)
    again = UnreadLetter("/in/a.pdf", "password", "It needs a password.", signed(9).at)
    log.keep_unread(again)
    assert log.unread() == (again, second)
    log.forget_unread(odd)
    log.forget_unread("/never/listed.pdf")
    assert log.unread() == (again,)


def test_names_that_no_file_can_hold_are_made_storable(log: CaseLog) -> None:
    letter = new_letter(name="caf\udce9.pdf", treatments=("Odd \ud800 treatment",))
    case = added(log, letter)
    assert case.name == "caf?.pdf"
    assert case.digest.title == "Odd ? treatment"
    opened = log.opened(case.id)
    assert opened.letter.pages[1].text.startswith("Odd ? treatment")
    assert log.case(case.id) == case == opened.case


def test_a_case_that_is_not_there_is_named(log: CaseLog) -> None:
    added(log, new_letter())
    act = Act(WriteNote(None, ""), signed())
    later = HandlingChange(7, Take(), Handling(), DueMark())
    for ask in (
        lambda: log.case(7),
        lambda: log.opened(7),
        lambda: log.content(7),
        lambda: log.events(7),
        lambda: log.note_event(7, "exported", "", signed()),
        lambda: log.record(7, act, CaseStanding(CaseStatus.NEW, CaseDigest())),
        lambda: log.handled((1, 7)),
        lambda: log.handle((HandlingChange(1, Take(), Handling("x"), DueMark()), later), signed()),
        lambda: log.set_due({1: DueMark("2026-01-01"), 7: DueMark()}),
    ):
        with pytest.raises(CaseLogError, match="Case 7 is not in the case log") as caught:
            ask()
        assert caught.value.kind is CaseLogErrorKind.NO_CASE
    assert [event.seq for event in log.events(1)] == [1]
    assert (log.case(1).handling, log.case(1).due) == (Handling(), DueMark())


def test_closing_twice_does_nothing_and_a_closed_log_says_so(log: CaseLog) -> None:
    case = added(log, new_letter())
    log.close()
    log.close()
    with pytest.raises(CaseLogError, match="has been closed"):
        log.case(case.id)
    with pytest.raises(CaseLogError, match="has been closed"):
        added(log, new_letter("CM26-2"))
