"""The queue of a case log, over every implementation: words, filters, orders, pages, counts."""

import msgspec
import pytest

from imr_desk.model.case import Case, CaseDigest, CaseStanding, CaseStatus, HandlingChange
from imr_desk.model.draft import CaseOutcome, Decision
from imr_desk.model.edits import WriteNote
from imr_desk.model.facts import CaseFacts, DueMark, ItemFacts
from imr_desk.model.handling import Handling, Hold, HoldReason, Priority, Take
from imr_desk.model.history import Act
from imr_desk.model.queue import DECIDED, CaseFilter, CaseOrder, CaseQuery, Count, DateRange, DueWindow, Figure
from imr_desk.ports import CaseLog
from tests.contracts.caselog.letters import added, new_letter, signed

TODAY = "2026-03-10"
ALL = CaseFilter()
OVER, UP = Decision.OVERTURNED, Decision.UPHELD


def names(log: CaseLog, where: CaseFilter = ALL, **asked: object) -> str:
    """Return the names of the cases found, without their endings."""
    query = msgspec.structs.replace(CaseQuery(where, today=TODAY), **asked)
    found = log.cases(query)
    if query.limit >= 200 and query.after is None:
        assert log.count(where, TODAY) == len(found)
    return " ".join(case.name.removesuffix(".pdf") for case in found)


def stand(log: CaseLog, case: Case, standing: CaseStanding) -> None:
    log.record(case.id, Act(WriteNote(None, ""), signed()), standing)


# Words


@pytest.fixture
def searched(log: CaseLog) -> CaseLog:
    for name, number, treatments in (
        ("c.pdf", "CM26-0219557", ("Lumbar epidural injection L4-L5",)),
        ("a.pdf", "", ("Physical therapy", "MRI of the knee")),
        ("b.pdf", "CM25-0000100", ("Norco 10/325 mg", "O'Brien splint (50%)")),
        ("d.pdf", "CM26-0219558", ("Épidurale, niveau cervical",)),
    ):
        added(log, new_letter(number, treatments, name))
    return log


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("", "c a b d"),
        ("  \t", "c a b d"),
        ("CM26-0219557", "c"),
        ("0219557", "c"),
        ("21955", "c d"),
        ("m26-02", "c d"),
        ("epidural", "c d"),
        ("EPIDURAL inj", "c"),
        ("inj epidural", ""),
        ("injection epidural", "c"),
        ("epidural ", "c"),
        ("L4-L5", "c"),
        ("L5-L4", ""),
        ("O'Brien", "b"),
        ("50%", "b"),
        ("10/325", "b"),
        ("therapy mri", "a"),
        ("b.pdf", "b"),
        ("knee -physical OR NEAR(", ""),
        ('"', ""),
        ('mri "of the', "a"),
        ("*", ""),
        ("\0", ""),
        ("\ud800", ""),
        ("case_number:CM26", "c d"),  # three words that the letters print
        ("name:b.pdf", ""),
        ("supported records", "c a b d"),  # in the letters alone
        ("records supp", ""),  # a beginning is looked for among a case's own words
        ("d.pdf records", "d"),
    ],
)
def test_words_are_found_literally_or_not_at_all(searched: CaseLog, words: str, wanted: str) -> None:
    assert names(searched, CaseFilter(words=words)) == wanted


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("mri", "a"),
        ("supported records", "c a b d"),
        ("records supp", ""),
        ("d.pdf records", "d"),
        ("CM26", "c d"),
        ("*", ""),
    ],
)
def test_letters_are_searched_alone(searched: CaseLog, words: str, wanted: str) -> None:
    where = CaseFilter(letter=words)
    assert names(searched, where) == wanted
    assert names(searched, CaseFilter(letter=words, statuses=(CaseStatus.FINISHED,))) == ""


def test_what_is_searched_follows_the_review(log: CaseLog) -> None:
    case = added(log, new_letter(treatments=("Epidural injection",)))
    facts = CaseFacts(excerpts="Guideline for acupuncture", notes="ask Ms. Okafor")
    digest = CaseDigest(case_number="CM26-0777777", claim_number="WC-99-12", title="Zonal therapy")
    stand(log, case, CaseStanding(CaseStatus.IN_REVIEW, digest, facts))
    for words in ("zonal ther", "77777", "acupuncture guideline", "okaf", "zonal okafor", "epidural supported"):
        assert names(log, CaseFilter(words=words)) == "letter", words
    for words in ("zonal", "77777", "acupuncture", "okafor"):
        assert names(log, CaseFilter(letter=words)) == "", words
    assert names(log, CaseFilter(letter="epidural supported")) == "letter"
    for words in ("0100001x", "acupunct", "zonal acupuncture"):
        assert names(log, CaseFilter(words=words)) == "", words
    assert names(log, CaseFilter(number="-99-")) == names(log, CaseFilter(number="7777")) == "letter"
    assert names(log, CaseFilter(number="0100001")) == ""
    stand(log, case, CaseStanding(CaseStatus.IN_REVIEW, CaseDigest()))
    assert names(log, CaseFilter(words="zonal")) == names(log, CaseFilter(words="okafor")) == ""


# Filters


@pytest.fixture
def queue(log: CaseLog) -> CaseLog:
    """Seven cases that differ in everything that is filtered and sorted by."""
    item = ItemFacts
    for name, stage, digest, facts, handling, due in (
        (
            "a", CaseStatus.NEW,
            CaseDigest("CM26-3", CaseOutcome.UPHELD, items=2, flags=3, decision_date="2026-02-01",
                       received="2026-02-05", claim_number="W1", injury_date="2020-05-05"),
            CaseFacts((item("MRI", UP, "Diagnostics", "MRI", "MTUS Knee"), item("CT", UP, "Diagnostics", "CT")),
                      specialty=("Pain",), flags=("units",)),
            Handling(), DueMark("2026-03-09"),
        ),
        (
            "b", CaseStatus.IN_REVIEW,
            CaseDigest("CM26-1", CaseOutcome.OVERTURNED, items=1, decision_date="2026-01-01", claim_number="W3"),
            CaseFacts((item("Brace", OVER, "Equipment", "Brace", "ODG Back"),), specialty=("Orthopaedics",)),
            Handling("ana", "2026-03-01", Priority.URGENT, labels=("rush",)), DueMark("2026-03-10"),
        ),
        (
            "c", CaseStatus.FINISHED,
            CaseDigest("", CaseOutcome.PARTIALLY_OVERTURNED, items=2, decision_date="2026-02-01",
                       finished_on="2026-03-04", received="2026-01-09"),
            CaseFacts((item("CT", OVER, "Diagnostics", "CT"), item("Pump", UP, "Equipment", "Pump")),
                      corrected=("age",), specialty=("Pain", "Neurology")),
            Handling("Ben", "2026-03-01", Priority.LOW), DueMark(),
        ),
        (
            "d", CaseStatus.IN_REVIEW,
            CaseDigest("CM25-9", None, items=1, claim_number="W2", injury_date="2019-01-01"),
            CaseFacts((item("Norco", None, "Pharmacy"),)),
            Handling("ana", "2026-03-02", holds=(Hold(HoldReason.APPEAL, "", TODAY, signed()),)),
            DueMark("2026-03-17", paused="appeal filed"),
        ),
        (
            "e", CaseStatus.REOPENED, CaseDigest("CM26-3"), CaseFacts(flags=("units", "dates")),
            Handling(second_look="dose", priority=Priority.HIGH), DueMark(needs="date_received"),
        ),
        ("f", CaseStatus.NEW, CaseDigest("CM26-2"), CaseFacts(), Handling(), DueMark("2026-03-18")),
        ("g", CaseStatus.NEW, CaseDigest(), CaseFacts(), Handling(), DueMark()),
    ):  # fmt: skip
        case = log.add(new_letter(name=f"{name}.pdf", salt=name), CaseStanding(stage, digest, facts, due), signed())
        if handling != Handling():
            log.handle((HandlingChange(case.id, Take(), handling, due),), signed())
    return log


@pytest.mark.parametrize(
    ("where", "wanted"),
    [
        (CaseFilter(), "a b c d e f g"),
        (CaseFilter(statuses=(CaseStatus.ON_HOLD, CaseStatus.SECOND_LOOK)), "d e"),
        (CaseFilter(statuses=(CaseStatus.IN_REVIEW, CaseStatus.FINISHED)), "b c"),
        (CaseFilter(number="26-3"), "a e"),
        (CaseFilter(number="w3"), "b"),
        (CaseFilter(number=" 26 "), "a b e f"),
        (CaseFilter(injury=DateRange("2019-06-01")), "a"),
        (CaseFilter(injury=DateRange("", "2019-06-01")), "d"),
        (CaseFilter(received=DateRange("2026-01-09", "2026-02-05")), "a c"),
        (CaseFilter(decided=DateRange("2026-02-01", "2026-02-01")), "a c"),
        (CaseFilter(due=DateRange("", "2026-03-10")), "a b"),
        (CaseFilter(arrived=DateRange("2026-01-05", "2026-01-05")), "a b c d e f g"),
        (CaseFilter(arrived=DateRange("2026-01-06")), ""),
        (CaseFilter(finished=DateRange("2026-03-04", "2026-03-04")), "c"),
        (CaseFilter(finished=DateRange("", "2026-03-03")), ""),
        (CaseFilter(window=DueWindow.OVERDUE), "a"),
        (CaseFilter(window=DueWindow.TODAY), "b"),
        (CaseFilter(window=DueWindow.WEEK), "d"),
        (CaseFilter(window=DueWindow.LATER), "f"),
        (CaseFilter(window=DueWindow.NEEDS_DATE), "e"),
        (CaseFilter(window=DueWindow.PAUSED), "d"),
        (CaseFilter(window=DueWindow.NOTHING), "c g"),
        (CaseFilter(outcomes=(CaseOutcome.UPHELD, CaseOutcome.PARTIALLY_OVERTURNED)), "a c"),
        (CaseFilter(item_outcome=OVER), "b c"),
        (CaseFilter(category="Diagnostics"), "a c"),
        (CaseFilter(category="Diagnostics", item_outcome=OVER), "c"),
        (CaseFilter(category="Equipment", item_outcome=OVER), "b"),
        (CaseFilter(subcategory="CT", item_outcome=UP), "a"),
        (CaseFilter(category="Equipment", subcategory="CT"), ""),
        (CaseFilter(specialty="PAIN"), "a c"),
        (CaseFilter(specialty="o"), "b c"),
        (CaseFilter(guideline="back"), "b"),
        (CaseFilter(exact_specialty="Pain"), "a c"),
        (CaseFilter(exact_specialty="PAIN"), ""),
        (CaseFilter(cited_guideline="ODG Back"), "b"),
        (CaseFilter(cited_guideline="ODG"), ""),
        (CaseFilter(cited_guideline="MTUS Knee", item_outcome=UP), "a"),
        (CaseFilter(cited_guideline="MTUS Knee", item_outcome=UP, subcategory="CT"), ""),  # not the same item
        (CaseFilter(cited_guideline="MTUS Knee", item_outcome=OVER), ""),
        (CaseFilter(item_decided=True, category="Pharmacy"), ""),
        (CaseFilter(item_decided=True, category="Equipment"), "b c"),
        (CaseFilter(guideline="nowhere"), ""),
        (CaseFilter(reviewer="ana"), "b d"),
        (CaseFilter(reviewer=""), "a e f g"),
        (CaseFilter(free_for="Ben"), "a c e f g"),
        (CaseFilter(priority=Priority.HIGH), "b e"),
        (CaseFilter(flag="units"), "a e"),
        (CaseFilter(label="rush"), "b"),
        (CaseFilter(corrected="age"), "c"),
        (CaseFilter(words="records", flag="units", statuses=(CaseStatus.NEW,)), "a"),
        (CaseFilter(reviewer="ana", due=DateRange("2026-03-11")), "d"),
    ],
)
def test_a_filter_lets_through_what_fits_all_of_it(queue: CaseLog, where: CaseFilter, wanted: str) -> None:
    assert names(queue, where) == wanted


def test_a_window_of_days_wants_the_day(queue: CaseLog) -> None:
    with pytest.raises(ValueError, match="isoformat"):
        queue.cases(CaseQuery(CaseFilter(window=DueWindow.WEEK)))


@pytest.mark.parametrize(
    ("order", "rising", "falling"),
    [
        (CaseOrder.ARRIVAL, "a b c d e f g", "g f e d c b a"),
        (CaseOrder.DUE, "a b d f c e g", "f d b a g e c"),
        (CaseOrder.PRIORITY, "c a d f g e b", "b e g f d a c"),
        (CaseOrder.CASE_NUMBER, "d b f a e c g", "e a f b d g c"),
        (CaseOrder.CLAIM_NUMBER, "a d b c e f g", "b d a g f e c"),
        (CaseOrder.OUTCOME, "b c a d e f g", "a c b g f e d"),
        (CaseOrder.ITEMS, "e f g b d a c", "c a d b g f e"),
        (CaseOrder.FLAGS, "b c d e f g a", "a g f e d c b"),
        (CaseOrder.STATUS, "a f g b d e c", "c e d b g f a"),
        (CaseOrder.REVIEWER, "c b d a e f g", "d b c g f e a"),
        (CaseOrder.INJURY, "d a b c e f g", "a d g f e c b"),
        (CaseOrder.RECEIVED, "c a b d e f g", "a c g f e d b"),
        (CaseOrder.DECIDED, "b a c d e f g", "c a b g f e d"),
    ],
)
def test_the_queue_has_the_order_asked_for(queue: CaseLog, order: CaseOrder, rising: str, falling: str) -> None:
    """What is wanting comes last both ways; equal ones come by arrival, in the direction of the order."""
    for descending, wanted in ((False, rising), (True, falling)):
        assert names(queue, order=order, descending=descending) == wanted
        shown: list[Case] = []
        while page := queue.cases(
            CaseQuery(order=order, descending=descending, limit=2, after=shown[-1] if shown else None)
        ):
            shown += page
        assert " ".join(case.name[0] for case in shown) == wanted
        assert queue.cases(CaseQuery(order=order, limit=0)) == ()


def test_a_page_goes_on_where_the_case_stood_that_was_shown_last(queue: CaseLog) -> None:
    """What changed meanwhile neither repeats cases nor leaves any out."""
    first = queue.cases(CaseQuery(order=CaseOrder.DUE, limit=2))
    queue.set_due({first[1].id: DueMark("2026-09-09")})
    assert names(queue, order=CaseOrder.DUE, after=first[1]) == "d f b c e g"


# Counts


def test_counts_follow_every_change(queue: CaseLog) -> None:
    stood = {
        CaseStatus.NEW: 3, CaseStatus.IN_REVIEW: 1, CaseStatus.ON_HOLD: 1, CaseStatus.SECOND_LOOK: 1,
        CaseStatus.FINISHED: 1, CaseStatus.REOPENED: 0,
        CaseStatus.SECOND_READING: 0,
    }  # fmt: skip
    assert queue.counts() == stood
    assert (queue.newest(), queue.count(CaseFilter(), "")) == (7, 7)
    stand(queue, queue.case(4), CaseStanding(CaseStatus.FINISHED, CaseDigest()))
    assert queue.counts() == stood  # the hold lasts
    assert (queue.case(4).status, queue.case(4).stage) == (CaseStatus.ON_HOLD, CaseStatus.FINISHED)
    queue.handle((HandlingChange(4, Take(), Handling(), DueMark()),), signed())
    assert queue.counts() == {**stood, CaseStatus.ON_HOLD: 0, CaseStatus.FINISHED: 2}


@pytest.mark.parametrize(
    ("figure", "wanted"),
    [
        (Figure.STATUS, "finished//1 in review//1 needs a second look//1 new//3 on hold//1"),
        (Figure.DUE_DATE, "2026-03-09//1 2026-03-10//1 2026-03-17//1 2026-03-18//1"),
        (Figure.REVIEWER, "/needs a second look/1 /new/3 Ben/finished/1 ana/in review/1 ana/on hold/1"),
        (Figure.FINISHED_BY_WEEK, "2026-03-02//1"),
        (Figure.ARRIVED_BY_WEEK, "2026-01-05//7"),
        (
            Figure.OUTCOME_BY_CATEGORY,
            "Diagnostics/overturned/1 Diagnostics/upheld/2 Equipment/overturned/1 Equipment/upheld/1 Pharmacy//1",
        ),
        (
            Figure.OUTCOME_BY_SUBCATEGORY,
            "Brace/overturned/1 CT/overturned/1 CT/upheld/1 MRI/upheld/1 Pump/upheld/1",
        ),
        (Figure.OUTCOME_BY_GUIDELINE, "MTUS Knee/upheld/1 ODG Back/overturned/1"),
        (
            Figure.OUTCOME_BY_SPECIALTY,
            "Neurology/overturned/1 Neurology/upheld/1 Orthopaedics/overturned/1 Pain/overturned/1 Pain/upheld/3",
        ),
        (Figure.OUTCOME_BY_MONTH, "2026-01/overturned/1 2026-02/overturned/1 2026-02/upheld/3"),
        (Figure.CORRECTED_FIELD, "age//1"),
        (Figure.OPEN_FLAG, "dates//1 units//2"),
    ],
)
def test_figures_add_up_over_ranges(queue: CaseLog, figure: Figure, wanted: str) -> None:
    def told(counts: tuple[Count, ...]) -> str:
        return " ".join(f"{count.group}/{count.part}/{count.number}" for count in counts if count.part != DECIDED)

    assert told(queue.tally(figure, 1, 7)) == wanted
    parts: dict[tuple[str, str], int] = {}
    for first, last in ((0, 2), (3, 3), (4, 5), (6, 999)):
        for count in queue.tally(figure, first, last):
            parts[count.group, count.part] = parts.get((count.group, count.part), 0) + count.number
    assert told(tuple(Count(*group, number) for group, number in sorted(parts.items()))) == wanted
    assert queue.tally(figure, 8, 9) == ()
