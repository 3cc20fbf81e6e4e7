"""Second readings: sent, read blind, compared, given back, seen, settled, called off."""

import re

import msgspec
import pytest

from imr_desk.caselog.sqlite import SqliteCaseLog
from imr_desk.model.case import CaseStatus
from imr_desk.model.draft import CaseOutcome, Decision
from imr_desk.model.edits import (
    AskQuestion,
    FinishReview,
    ReopenReview,
    RereadLetter,
    SetField,
    SettleFlag,
    WriteNote,
)
from imr_desk.model.errors import EditRefusedError
from imr_desk.model.facts import CaseFacts, DueMark
from imr_desk.model.handling import (
    AddLabel,
    AskSecondLook,
    Assign,
    HoldReason,
    Priority,
    PutOnHold,
    SetPriority,
    Take,
)
from imr_desk.model.hiding import HIDDEN_TITLE
from imr_desk.model.history import Turn
from imr_desk.model.letter import LetterText
from imr_desk.model.queue import CaseFilter, CaseOrder, CaseQuery, DueWindow
from imr_desk.model.review import FlagState, Review, flag_key
from imr_desk.model.second import SecondState, Side
from imr_desk.services.figures import Figures
from imr_desk.services.people import NotAllowedError
from imr_desk.services.reviews import Reviews
from imr_desk.services.second_readings import Opening
from imr_desk.services.worklist import Worklist
from tests.contracts.caselog.letters import SetClock, page
from tests.unit.services.second_office import ANA, BEN, CHO, NIA, SAM, Office, done, employer, endings, overturned

PLANTED = "XYZZY-FIRST"


@pytest.fixture
def office() -> Office:
    return Office()


def opening(office: Office, name: str, case_id: int, **asked: bool) -> Opening:
    return office.sit(name).readings.opening(case_id, **asked)


# Sending


def test_only_a_supervisor_sends_and_calls_off(office: Office) -> None:
    case_id = office.finished()
    for name in (ANA, BEN, NIA):
        with pytest.raises(NotAllowedError, match="Only a supervisor"):
            office.sit(name).readings.send((case_id,), "why")
    assert office.second(case_id) is None
    assert office.sit(CHO).readings.send((case_id,), "why").before
    refused = office.sit(ANA).readings.call_off((case_id,)).refused
    assert [each.case_id for each in refused] == [case_id]
    assert office.second(case_id).is_open


def test_alone_nobody_could_read_blind() -> None:
    office = Office(alone=True)
    case_id = office.brought_in()
    assert not office.readings.has_second_reader
    with pytest.raises(EditRefusedError, match="Add a colleague first"):
        office.readings.send((case_id,), "why")


def test_people_who_left_do_not_count(office: Office) -> None:
    assert office.readings.has_second_reader
    office.sit(SAM)
    for person in office.people.register.people:
        if person.name != SAM:
            office.people.put(msgspec.structs.replace(person, active=False), person.name)
    assert not office.readings.has_second_reader


def test_what_does_not_fit_is_told_and_the_rest_is_sent(office: Office) -> None:
    new, fits, waits = office.brought_in("CM26-1"), office.finished("CM26-2"), office.sent("CM26-3")
    office.sit(SAM)
    taken = office.readings.send((new, fits, waits), "a check")
    assert set(taken.before) == {fits}
    assert {each.case_id: each.sentence for each in taken.refused} == {
        new: "Only a finished review can be read a second time. Finish it first.",
        waits: "This case is in its second reading already.",
    }
    second = office.second(fits)
    assert (second.why, second.first, second.round, second.state) == ("a check", ANA, 1, SecondState.WAITING)
    assert second.asked.who == SAM


@pytest.mark.parametrize(("why", "reader", "match"), [("  ", "", "Say what"), ("why", ANA, "somebody else must")])
def test_nonsense_is_refused(office: Office, why: str, reader: str, match: str) -> None:
    case_id = office.finished()
    refused = office.sit(SAM).readings.send((case_id,), why, reader=reader).refused
    assert match in refused[0].sentence
    assert office.second(case_id) is None


# Reading blind


@pytest.mark.parametrize("blank", [False, True])
def test_a_second_reader_begins_with_the_draft_or_an_empty_form(office: Office, blank: bool) -> None:
    case_id = office.sent("CM26-1", employer(PLANTED), overturned(), WriteNote(None, PLANTED), blank=blank)
    offer = opening(office, BEN, case_id)
    begun = office.readings.begin(case_id)
    for ready in (offer, begun):
        assert PLANTED not in repr(ready)
        assert "overturned" not in repr(ready.history.review.items) or not blank
        assert ready.opened.acts == ()
        assert ready.opened.case.digest.outcome is None
        assert ready.history.past == ()
    assert (offer.is_offer, begun.is_offer) == (True, False)
    review, draft = begun.history.review, Review.of(begun.opened.draft, begun.opened.letter)
    if blank:
        assert [item.outcome for item in review.items] == [None, None]
        assert [item.excerpt for item in review.items] == [None, None]
        assert {entry.value for entry in review.fields.values()} == {None}
        assert review.flags == ()
        assert [item.extent for item in review.items] == [item.extent for item in draft.items]
    else:
        assert review == draft
    again = office.readings.opening(case_id)
    assert (again.is_offer, again.second) == (False, begun.second)


def test_an_offer_goes_on_where_the_reader_stopped(office: Office) -> None:
    case_id = office.sent()
    left = office.read(case_id, employer("half way"), finish=False)
    ready = opening(office, BEN, case_id)
    assert ready.history == left
    assert ready.second.state is SecondState.READING
    assert office.readings.begin(case_id).second.taken == ready.second.taken  # since when does not move


def test_who_may_not_read_blind_sees_the_record_or_why_not(office: Office) -> None:
    case_id = office.sent("CM26-1", employer(PLANTED))
    first = opening(office, ANA, case_id)
    assert (first.second, first.is_offer) == (None, False)
    assert first.history.review.fields["employer"].value == PLANTED
    with pytest.raises(EditRefusedError, match="You read this case first"):
        office.readings.begin(case_id)
    office.read(case_id, finish=False)
    with pytest.raises(EditRefusedError, match=f"{BEN} reads this case"):
        office.sit(CHO).readings.begin(case_id)


def test_a_reader_cannot_look_at_the_record_meanwhile(office: Office) -> None:
    case_id = office.sent()
    office.read(case_id, finish=False)
    with pytest.raises(EditRefusedError, match="Give that back first"):
        office.readings.opening(case_id, record=True)
    assert office.second(case_id).seen_by == ()


def test_who_has_seen_the_record_can_no_longer_read_it_blind(office: Office) -> None:
    case_id = office.sent("CM26-1", employer(PLANTED))
    shown = opening(office, BEN, case_id, record=True)
    assert shown.second is None
    assert shown.history.review.fields["employer"].value == PLANTED
    assert office.second(case_id).seen_by == (BEN,)
    with pytest.raises(EditRefusedError, match="You have seen the first reading"):
        office.readings.begin(case_id)
    assert opening(office, BEN, case_id).is_offer is False
    assert office.sit(CHO).readings.begin(case_id).second.reader == CHO


def test_who_sees_the_record_while_another_reads_cannot_read_it_later(office: Office) -> None:
    case_id = office.sent("CM26-1", employer(PLANTED))
    office.read(case_id, finish=False)
    shown = opening(office, CHO, case_id)
    assert shown.history.review.fields["employer"].value == PLANTED
    office.sit(BEN).readings.give_back(case_id)
    with pytest.raises(EditRefusedError, match="You have seen the first reading"):
        office.sit(CHO).readings.begin(case_id)


def test_the_first_reader_and_who_settles_are_not_noted_as_onlookers(office: Office) -> None:
    case_id = office.sent()
    opening(office, ANA, case_id)
    assert office.second(case_id).seen_by == ()
    office.read(case_id)
    office.readings.finish(case_id)
    opening(office, CHO, case_id)
    assert office.second(case_id).seen_by == ()


def test_undoing_a_step_never_makes_anybody_blind_again(office: Office) -> None:
    case_id = office.sent()
    labelled = office.sit(SAM).handling.take((case_id,), AddLabel("rush"))
    opening(office, BEN, case_id, record=True)
    office.sit(SAM).handling.undo(labelled)
    assert office.log.case(case_id).handling.labels == ()
    assert office.second(case_id).seen_by == (BEN,)


def test_undoing_a_step_never_takes_a_reading_back(office: Office) -> None:
    case_id = office.finished()
    assigned = office.sit(SAM).handling.take((case_id,), Assign(CHO))
    sent = office.readings.send((case_id,), "a check")
    ranked = office.handling.take((case_id,), SetPriority(Priority.HIGH))
    office.read(case_id)
    office.readings.finish(case_id)
    office.sit(SAM)
    for handled in (ranked, sent, assigned):
        office.handling.undo(handled)
        assert office.second(case_id).state is SecondState.COMPARING
    assert office.log.case(case_id).handling.priority is Priority.NORMAL
    assert office.log.case(case_id).handling.reviewer == ANA
    assert office.log.case(case_id).status is CaseStatus.SECOND_READING


def test_sending_and_calling_off_can_be_undone_while_nobody_has_begun(office: Office) -> None:
    case_id = office.finished()
    office.sit(SAM)
    sent = office.readings.send((case_id,), "a check", reader=BEN)
    office.handling.undo(sent)
    assert office.second(case_id) is None
    assert office.log.case(case_id).status is CaseStatus.FINISHED
    office.readings.send((case_id,), "a check")
    before = office.second(case_id)
    off = office.readings.call_off((case_id,))
    office.handling.undo(off)
    assert office.second(case_id) == before


def test_a_case_given_to_somebody_is_read_by_them_alone(office: Office) -> None:
    case_id = office.sent(reader=BEN)
    second = office.second(case_id)
    assert (second.reader, second.state) == (BEN, SecondState.READING)
    assert opening(office, BEN, case_id).history.past == ()
    with pytest.raises(EditRefusedError, match=f"{BEN} reads this case"):
        office.sit(CHO).readings.begin(case_id)


# Finishing


def test_the_comparison_is_right(office: Office) -> None:
    case_id = office.sent("CM26-1", employer("Acme"), overturned("1"))
    office.read(case_id, employer("Apex"), overturned("2"))
    both = office.readings.finish(case_id)
    differing = {pair.key: (pair.first, pair.second) for pair in both.comparison.differences}
    assert differing == {
        "letter/employer": ("Acme", "Apex"),
        "1/decision": ("overturned", "upheld"),
        "2/decision": ("upheld", "overturned"),
        "flag/" + next(pair.label for pair in both.comparison.pairs if pair.field == "flag"): ("dismissed", "open"),
    }
    assert both.left == len(differing)
    agreeing = {pair.key for pair in both.comparison.pairs if pair.agrees}
    assert {"letter/case_number", "letter/specialty", "1/treatment", "1/excerpt"} <= agreeing
    assert (both.comparison.first, both.comparison.second, both.comparison.round) == (ANA, BEN, 1)
    assert both.comparison.blank is False
    assert both.comparison.acts == len(office.log.opened(case_id).acts)
    assert both.first_review.finished.who == ANA
    assert both.second_review.finished.who == BEN
    assert (both.second.state, both.second.signed.who) == (SecondState.COMPARING, BEN)
    assert office.readings.both(case_id) == both


def test_a_reading_that_is_not_finished_is_not_compared(office: Office) -> None:
    case_id = office.sent()
    office.read(case_id, finish=False)
    with pytest.raises(EditRefusedError, match="not finished yet"):
        office.readings.finish(case_id)
    with pytest.raises(EditRefusedError, match="is not finished"):
        office.sit(SAM).readings.both(case_id)
    assert office.log.comparisons(0, 5) == ()


def test_only_the_reader_finishes(office: Office) -> None:
    case_id = office.sent()
    office.read(case_id)
    with pytest.raises(EditRefusedError, match=f"{BEN} reads this case"):
        office.sit(CHO).readings.finish(case_id)
    assert office.log.comparisons(0, 5) == ()
    assert office.second(case_id).signed is None


def test_a_crash_before_the_comparison_is_made_up_for(office: Office) -> None:
    case_id = office.sent()
    office.read(case_id, employer("Apex"))
    office.sit(BEN)  # the program ended here, and starts again
    ready = office.readings.opening(case_id)
    assert (ready.is_offer, ready.history.review.finished.who) == (False, BEN)
    assert office.readings.finish(case_id).comparison.differences
    assert office.second(case_id).state is SecondState.COMPARING


def test_a_crash_between_comparison_and_step_leaves_a_reading_that_is_finished_again(office: Office) -> None:
    case_id = office.sent()
    office.read(case_id, employer("Apex"))
    keeping = office.log.handle
    office.log.handle = _pulled_plug
    with pytest.raises(OSError, match="pulled"):
        office.readings.finish(case_id)
    office.log.handle = keeping
    assert len(office.log.comparisons(0, 5)) == 1
    assert office.second(case_id).state is SecondState.READING
    both = office.readings.finish(case_id)
    assert len(office.log.comparisons(0, 5)) == 2
    assert office.readings.both(case_id).comparison == both.comparison
    assert office.log.comparisons(0, 5)[-1].comparison == both.comparison


def _pulled_plug(*_asked: object) -> None:
    raise OSError(5, "pulled plug")


def test_the_record_is_untouched_by_a_second_reading(office: Office) -> None:
    case_id = office.sent("CM26-1", employer("Acme"))
    before, facts = office.log.opened(case_id), office.log.handled((case_id,))[0].facts
    office.read(case_id, employer("Apex"), overturned())
    office.readings.finish(case_id)
    after = office.log.opened(case_id)
    assert (after.acts, after.draft, after.letter) == (before.acts, before.draft, before.letter)
    assert after.case.digest == before.case.digest
    assert office.log.handled((case_id,))[0].facts == facts
    assert Reviews.history_of(after).review.finished.who == ANA


def test_both_readings_stay_as_they_were_compared(office: Office) -> None:
    """The record goes on; what was compared does not."""
    case_id = office.sent("CM26-1", employer("Acme"))
    office.read(case_id, employer("Apex"))
    both = office.readings.finish(case_id)
    _, history = office.sit(SAM).reviews.open(case_id)
    done(office, case_id, history, (ReopenReview(), employer("Third"), FinishReview()))
    again = office.readings.both(case_id)
    assert again.first_review == both.first_review
    assert again.first_review.fields["employer"].value == "Acme"
    assert again.comparison == both.comparison


# Giving back


def test_giving_back_starts_a_new_round(office: Office) -> None:
    case_id = office.sent()
    office.read(case_id, employer("given back"))
    office.sit(BEN).readings.give_back(case_id)
    second = office.second(case_id)
    assert (second.reader, second.taken, second.round, second.state) == ("", "", 2, SecondState.WAITING)
    history = office.sit(CHO).readings.begin(case_id).history
    assert history.past == ()
    assert history.review.fields["employer"].value is None
    assert office.log.second_acts(case_id, 1)  # what was done stays in the history
    office.read(case_id, employer("Apex"), by=CHO)
    both = office.readings.finish(case_id)
    assert both.comparison.round == 2
    assert both.second_review.fields["employer"].value == "Apex"


def test_nobody_gives_back_what_nobody_reads(office: Office) -> None:
    case_id = office.sent()
    with pytest.raises(EditRefusedError, match="Nobody reads this case"):
        office.sit(BEN).readings.give_back(case_id)


def test_a_case_can_be_read_twice_again(office: Office) -> None:
    case_id = office.sent()
    office.read(case_id)
    office.readings.finish(case_id)
    office.sit(SAM).readings.call_off((case_id,))
    assert office.log.case(case_id).status is CaseStatus.FINISHED
    assert not office.readings.send((case_id,), "again").refused
    assert (office.second(case_id).round, office.second(case_id).signed) == (2, None)
    assert office.log.second_acts(case_id, 2) == ()


# Settling and calling off


def test_all_differences_are_settled_before_it_is_closed(office: Office) -> None:
    case_id = office.sent("CM26-1", employer("Acme"))
    office.read(case_id, employer("Apex"))
    left = office.readings.finish(case_id).comparison.differences
    with pytest.raises(EditRefusedError, match="Only a supervisor"):
        office.readings.settle(case_id, left[0].key, Side.FIRST)
    office.sit(SAM)
    for number, pair in enumerate(left):
        with pytest.raises(EditRefusedError, match=f"{len(left) - number} differences? still to settle"):
            office.readings.close(case_id)
        assert office.readings.settle(case_id, pair.key, Side.SECOND, " as printed ").side_of(pair.key).words == (
            "as printed"
        )
    office.readings.settle(case_id, left[0].key, None)
    with pytest.raises(EditRefusedError, match="1 difference still"):
        office.readings.close(case_id)
    office.readings.settle(case_id, left[0].key, Side.THIRD)
    assert office.readings.close(case_id).state is SecondState.SETTLED
    assert office.log.case(case_id).status is CaseStatus.FINISHED
    assert office.readings.both(case_id).left == 0


@pytest.mark.parametrize("begun", [False, True])
def test_a_second_reading_that_is_called_off_hides_nothing(office: Office, begun: bool) -> None:
    case_id = office.sent("CM26-1", employer(PLANTED))
    if begun:
        office.read(case_id, finish=False)
    office.sit(SAM).readings.call_off((case_id,))
    assert office.log.case(case_id).status is CaseStatus.FINISHED
    shown = opening(office, BEN, case_id)
    assert (shown.is_offer, shown.second) == (False, None)
    assert shown.history.review.fields["employer"].value == PLANTED
    with pytest.raises(EditRefusedError, match="in no second reading"):
        office.readings.begin(case_id)


# What the queue tells


def told(office: Office, name: str) -> str:
    """Return all that the queue and the dashboard tell somebody, in every order and of every filter."""
    office.sit(name)
    worklist, found = office.worklist, list[str]()
    for order in CaseOrder:
        found += (repr(worklist.cases(CaseQuery(order=order, descending=falling))) for falling in (False, True))
        found.append(repr(worklist.next_after(None, CaseQuery(CaseFilter(second=SecondState.WAITING), order))))
    found += (repr(result) for result in Figures(office.log, worklist).results() if result is not None)
    found += (
        f"{where}: {worklist.count(where)} {[case.id for case in worklist.cases(CaseQuery(where))]}"
        for where in FILTERS
    )
    found += (repr((worklist.handled(case.id), worklist.related(case))) for case in worklist.cases(CaseQuery()))
    return "\n".join(found)


FILTERS = (
    CaseFilter(outcomes=(CaseOutcome.UPHELD,)),
    CaseFilter(outcomes=(CaseOutcome.PARTIALLY_OVERTURNED,)),
    CaseFilter(item_outcome=Decision.OVERTURNED),
    CaseFilter(item_outcome=Decision.UPHELD),
    CaseFilter(corrected="specialty"),
    CaseFilter(corrected="employer"),
    CaseFilter(flag="units-unclear"),
    *(CaseFilter(window=window) for window in DueWindow),
    CaseFilter(second=SecondState.WAITING, item_outcome=Decision.OVERTURNED),
    CaseFilter(statuses=(CaseStatus.SECOND_READING,)),
    CaseFilter(second=SecondState.WAITING),
    CaseFilter(label="overturned, call provider"),
    CaseFilter(words="xyzzy"),
    CaseFilter(words="xyzzy-first note"),
    CaseFilter(number="777"),
    CaseFilter(words="determination"),
)

HANDLED = (
    (AddLabel("overturned, call provider"), PutOnHold(HoldReason.LIABILITY, f"{PLANTED} hold")),
    (AddLabel("file"), PutOnHold(HoldReason.APPEAL, "another reason")),
)
"""What was done with the case because of what its first reader decided."""


@pytest.mark.parametrize("reading", [False, True])
def test_the_queue_tells_a_second_reader_the_same_whatever_the_first_one_decided(reading: bool) -> None:
    tales = []
    noted = SetField(None, "case_number", "CM26-777"), WriteNote(None, f"{PLANTED} note")
    said = (employer(PLANTED), overturned(), *noted), (employer("other"),)
    for edits, steps in zip(said, HANDLED, strict=True):
        office = Office()
        case_id = office.sent("CM26-1", *edits)
        for step in (*steps, AskSecondLook(f"{PLANTED} look {steps[0].label}")):
            assert not office.sit(ANA).handling.take((case_id,), step).refused
        office.finished("CM26-1x", by=CHO)
        office.sent("CM26-1y", employer("the same"))
        if reading:
            office.sit(BEN).readings.begin(case_id)
        tales.append(told(office, BEN))
        assert told(office, ANA) != tales[-1]
    assert PLANTED not in tales[0]
    assert PLANTED not in tales[1]
    # The moments of the steps are those of the desk, not of the review.
    assert _without_moments(tales[0]) == _without_moments(tales[1])


def _without_moments(tale: str) -> str:
    return re.sub(r"2026-01-06T[\d:.]+", "", tale)


def test_a_hidden_case_keeps_its_place_and_tells_its_file_alone(office: Office) -> None:
    case_id = office.sent("CM26-1", overturned())
    seen = office.sit(BEN).worklist.cases(CaseQuery())[0]
    assert (seen.digest.title, seen.digest.outcome, seen.digest.flags) == (HIDDEN_TITLE, None, 0)
    assert (seen.digest.case_number, seen.digest.received, seen.digest.decision_date) == ("", "", "")
    assert (seen.name, seen.due, seen.status) == ("letter.pdf", DueMark(), CaseStatus.SECOND_READING)
    assert office.worklist.handled(case_id).facts == CaseFacts()
    assert office.worklist.related(seen) == ()


def test_a_hidden_case_is_found_by_its_letter_and_not_by_what_was_said_of_it(office: Office) -> None:
    corrected = SetField(None, "case_number", "CM26-777")
    case_id = office.sent("CM26-1", corrected, WriteNote(None, "call the provider"))
    other = office.finished("CM26-2", WriteNote(None, "call the provider"))
    by_note = CaseFilter(words="provider call")
    for name, found in ((ANA, [case_id, other]), (BEN, [other])):
        worklist = office.sit(name).worklist
        assert [case.id for case in worklist.cases(CaseQuery(by_note))] == found
        assert worklist.count(by_note) == len(found)
    words = office.log.opened(case_id).letter.pages[0].text.split()
    by_letter = CaseFilter(words=next(word for word in words if len(word) > 6 and word.isalpha()))
    worklist = office.sit(BEN).worklist
    assert {case.id for case in worklist.cases(CaseQuery(by_letter))} == {case_id, other}
    assert worklist.count(by_letter) == 2
    assert worklist.count(CaseFilter(number="777")) == 0
    first = worklist.cases(CaseQuery(by_letter, limit=1))
    rest = worklist.cases(CaseQuery(by_letter, limit=1, after=first[-1]))
    assert [case.id for case in (*first, *rest)] == [other, case_id]


def test_who_has_worked_on_a_review_cannot_read_it_blind(office: Office) -> None:
    office.sit(BEN)
    case_id = office.brought_in("CM26-5")
    _, history = office.reviews.open(case_id)
    history = done(office, case_id, history, (employer("seen by Ben"),))
    office.sit(ANA)
    office.handling.take((case_id,), Take(over=True))
    done(office, case_id, history, endings(history))
    office.sit(SAM)
    refused = office.readings.send((case_id,), "why", reader=BEN).refused
    assert [each.sentence for each in refused] == [
        f"{BEN} has worked on this review; somebody else must read it blind."
    ]
    sent = office.readings.send((case_id,), "why")
    assert (office.second(case_id).known_to, office.second(case_id).seen_by) == ((BEN,), ())
    assert not opening(office, BEN, case_id).is_offer
    with pytest.raises(EditRefusedError, match="You have worked on this review"):
        office.readings.begin(case_id)
    assert opening(office, CHO, case_id).is_offer
    office.sit(SAM).handling.undo(sent)
    assert office.second(case_id) is None


def test_who_has_settled_cannot_read_the_next_round_blind(office: Office) -> None:
    case_id = office.sent("CM26-6")
    office.read(case_id, employer("second"), by=BEN)
    office.readings.finish(case_id)
    office.sit(CHO)
    for pair in office.readings.both(case_id).comparison.differences:
        office.readings.settle(case_id, pair.key, Side.FIRST)
    office.readings.close(case_id)
    office.sit(SAM).readings.send((case_id,), "once more")
    assert office.second(case_id).known_to == (BEN, CHO)
    assert opening(office, NIA, case_id).is_offer


def test_pages_go_on_behind_a_hidden_case(office: Office) -> None:
    ids = [office.sent(f"CM26-{number}") for number in range(5)]
    office.finished("CM26-9")
    office.sit(BEN)
    for order in (CaseOrder.CASE_NUMBER, CaseOrder.DUE, CaseOrder.OUTCOME):
        shown, after = [], None
        while page := office.worklist.cases(CaseQuery(order=order, limit=2, after=after)):
            shown += [case.id for case in page]
            after = page[-1]
        assert shown == [6, *ids]
        assert shown == [case.id for case in office.worklist.cases(CaseQuery(order=order))]


def test_a_filter_by_what_reviews_say_pages_over_hidden_cases(office: Office) -> None:
    shown = [
        office.finished(f"CM26-{number}") if number % 3 else office.sent(f"CM26-{number}") for number in range(9)
    ]
    wanted = [case_id for place, case_id in enumerate(shown) if place % 3]
    office.sit(BEN)
    where = CaseFilter(outcomes=(CaseOutcome.UPHELD,))
    found, after = [], None
    while page := office.worklist.cases(CaseQuery(where, limit=2, after=after)):
        found += [case.id for case in page]
        after = page[-1]
    assert found == wanted
    assert office.worklist.count(where) == len(wanted)
    office.sit(ANA)
    assert office.worklist.count(where) == 9
    assert len(office.worklist.cases(CaseQuery(where))) == 9


def test_a_hidden_case_that_has_timed_out_is_counted_as_it_is_shown(office: Office) -> None:
    case_id = office.finished("CM26-1")
    office.handling.take((case_id,), Take())
    office.sit(SAM).readings.send((case_id,), "why")
    office.sit(BEN)
    worklist = Worklist(office.log, office.reviews, idle_before=lambda: "2100-01-01T00:00:00+00:00")
    tells = CaseFilter(free_for=BEN, outcomes=(CaseOutcome.UPHELD,))
    assert (worklist.count(tells), worklist.cases(CaseQuery(tells))) == (0, ())
    letter = CaseFilter(free_for=BEN, words="CM26-1")
    assert worklist.count(letter) == len(worklist.cases(CaseQuery(letter))) == 1


def test_the_next_to_read_is_found_behind_whole_pages_of_cases_that_the_person_read_first(office: Office) -> None:
    own = [office.finished(f"CM26-02000{number:02}", by=BEN) for number in range(1, 6)]
    free = office.finished("CM26-0200009", by=ANA)
    office.sit(SAM).readings.send((*own, free), "why")
    office.sit(BEN)
    waiting = CaseQuery(CaseFilter(second=SecondState.WAITING), limit=2)
    found = office.worklist.next_after(None, waiting)
    assert found is not None
    assert found.id == free


def test_the_next_to_read_is_one_that_the_person_can_read(office: Office) -> None:
    own = office.sent("CM26-1")
    seen = office.sent("CM26-2")
    free = office.sent("CM26-3")
    office.sit(BEN).readings.see_first(seen)
    waiting = CaseQuery(CaseFilter(second=SecondState.WAITING))
    following = lambda case_id: getattr(office.worklist.next_after(case_id, waiting), "id", None)  # noqa: E731
    office.sit(BEN)
    assert [following(case_id) for case_id in (None, own, seen, free)] == [own, free, free, own]
    office.sit(ANA)
    assert following(None) is None
    office.sit(CHO)
    assert [following(case_id) for case_id in (None, own, seen, free)] == [own, seen, free, own]
    # Readings that are finished wait for whoever settles them.
    office.read(free)
    office.readings.finish(free)
    office.sit(SAM)
    assert office.worklist.next_after(None, CaseQuery(CaseFilter(second=SecondState.COMPARING))).id == free


# Signing


def test_finishing_locks_and_signs_and_reopening_voids(office: Office) -> None:
    case_id = office.finished("CM26-1", employer("Acme"))
    _, history = office.reviews.open(case_id)
    signed = history.review.finished
    assert (signed.who, office.log.case(case_id).digest.finished_by) == (ANA, ANA)
    assert office.log.case(case_id).digest.finished_on == signed.at[:10]
    with pytest.raises(EditRefusedError):
        history.done(office.reviews.act(employer("other")))
    opened = done(office, case_id, history, (ReopenReview(),))
    assert opened.review.finished is None
    case = office.log.case(case_id)
    assert (case.status, case.digest.finished_on, case.digest.finished_by) == (CaseStatus.REOPENED, "", "")
    again = done(office, case_id, opened, (employer("other"), FinishReview()))
    assert again.review.finished.at > signed.at


def test_a_question_on_a_finished_review_keeps_the_signature(office: Office) -> None:
    case_id = office.finished()
    _, history = office.reviews.open(case_id)
    asked = done(office.sit(SAM), case_id, history, (AskQuestion(None, "employer", "Which one?", ANA),))
    assert asked.review.finished == history.review.finished
    assert office.log.case(case_id).stage is CaseStatus.FINISHED
    assert msgspec.structs.replace(asked.review, questions=()) == history.review


# On the disk


def test_a_story_in_a_file_survives_each_step(tmp_path) -> None:
    path = tmp_path / "cases.db"
    log = SqliteCaseLog(path, SetClock())
    office = Office(log)
    case_id = office.sent("CM26-1", employer("Acme"))
    office.read(case_id, employer("Apex"))
    both = office.readings.finish(case_id)
    log.close()
    log = SqliteCaseLog(path, SetClock())
    office.log = office.reviews._log = log
    office.sit(SAM)
    assert office.readings.both(case_id) == both
    assert log.verify() is None
    assert log.damage() == ()
    log.close()


# Another text of the letter


def reread(office: Office, case_id: int, words: str) -> LetterText:
    """Let the first reader take another text of the letter into the record; its draft is what was read before."""
    opened, history = office.reviews.open(case_id)
    text = msgspec.structs.replace(opened.letter, pages=(page(1, words), *opened.letter.pages[1:]))
    done(office, case_id, history, (RereadLetter(opened.draft, text=text),))
    return text


def test_a_second_reader_reads_the_text_in_force_when_they_were_asked(office: Office) -> None:
    case_id = office.sit(ANA).brought_in()
    text = reread(office, case_id, "Case Number: CM26-0100001 Decision Date: 2026-01-02 in a better text")
    _, history = office.reviews.open(case_id)
    flags = tuple(SettleFlag(flag_key(flag), FlagState.DISMISSED) for flag in history.review.flags)
    done(office, case_id, history, (*flags, *endings(history, flags)))
    office.sit(SAM).readings.send((case_id,), "drawn at random")
    begun = office.sit(BEN).readings.begin(case_id)
    assert (begun.opened.letter, begun.history.text) == (text, text)
    office.read(case_id, employer("Second Works"), finish=False)
    # The record is opened again and read once more: the reading that has begun stays on its text.
    _, history = office.sit(ANA).reviews.open(case_id)
    history = done(office, case_id, history, (ReopenReview(),))
    reread(office, case_id, "Case Number: CM26-0100001 Decision Date: 2026-01-02 in another text")
    going_on = office.sit(BEN).readings.begin(case_id)
    assert going_on.history.text == text
    assert going_on.history.review.fields["employer"].value == "Second Works"


def test_a_text_that_was_taken_back_is_not_read(office: Office) -> None:
    case_id = office.sit(ANA).brought_in()
    reread(office, case_id, "Case Number: CM26-0100001 in a worse text")
    opened, history = office.reviews.open(case_id)
    act = office.reviews.act(Turn("undo"))
    history = history.done(act)
    office.reviews.record(case_id, act, history.review)
    flags = tuple(SettleFlag(flag_key(flag), FlagState.DISMISSED) for flag in history.review.flags)
    done(office, case_id, history, (*flags, *endings(history, flags)))
    office.sit(SAM).readings.send((case_id,), "drawn at random")
    assert office.sit(BEN).readings.begin(case_id).history.text == opened.letter
