"""Agreement over the real logs: what counts, in steps, and who may see what."""

import pytest

from imr_desk.caselog.memory import MemoryCaseLog
from imr_desk.caselog.sqlite import SqliteCaseLog
from imr_desk.model.errors import CaseLogError
from imr_desk.model.handling import (
    CallOffSecondReading,
    FinishSecondReading,
    SendToSecondReading,
    SettleDifference,
    TakeSecondReading,
)
from imr_desk.model.people import Person, Role
from imr_desk.model.queue import CaseFilter
from imr_desk.model.second import Pair, PairKind, SecondState, Side
from imr_desk.services import agreement
from imr_desk.services.agreement import AgreementFigures, Agreements, Fate
from imr_desk.services.agreement_sums import NEWEST_LISTED, Differing, Start
from imr_desk.services.case_handling import CaseHandling
from imr_desk.services.figures import Tiles
from imr_desk.services.people import People
from imr_desk.services.reviews import Reviews
from imr_desk.services.worklist import Worklist
from tests.synthetic.comparing import READERS, add_cases, decision, keep, keep_many, pair, passage
from tests.unit.services.conftest import StandingClock

NGUYEN, OKAFOR = READERS[0]
FACT, JUDGEMENT, PASSAGE, TEXT = PairKind.FACT, PairKind.JUDGEMENT, PairKind.PASSAGE, PairKind.TEXT


@pytest.fixture(params=["sqlite", "memory"])
def log(request, tmp_path):
    made = SqliteCaseLog(tmp_path / "cases.db", StandingClock()) if request.param == "sqlite" else MemoryCaseLog()
    add_cases(made, 6)
    yield made
    made.close()


class Desk:
    """The services of a log, at which anybody can sit."""

    def __init__(self, log):
        self.log = log
        self.reviews = Reviews(log, StandingClock(), "ana")
        self.people = People(log, StandingClock(), self.reviews, "ana")
        self.agreements = Agreements(log, Worklist(log, self.reviews), self.people)

    def figures(self, start=Start.DRAFT):
        found = [each for each in self.agreements.results() if isinstance(each, AgreementFigures)]
        assert [each.start for each in found] == list(Start)
        return next(each for each in found if each.start is start)

    def kind(self, kind, start=Start.DRAFT):
        return next(each for each in self.figures(start).whole.by_kind if each.kind is kind)

    def step(self, who, case_id, step):
        handled = CaseHandling(self.log, Reviews(self.log, StandingClock(), who)).take((case_id,), step)
        assert not handled.refused

    def sign_in(self, name, role):
        """Let somebody of a role sit at the desk, in a log that has a register."""
        self.people.begin("ana")
        self.people.put(Person(name, role, "other"))
        self.reviews.person = name
        self.people = People(self.log, StandingClock(), self.reviews, "other")
        self.agreements = Agreements(self.log, Worklist(self.log, self.reviews), self.people)


@pytest.fixture
def desk(log):
    return Desk(log)


def test_kinds_are_counted_each_by_its_own_measure(desk):
    keep(desk.log, 1, pair("quantity", "6", "8"), pair("age", "44", "44"), decision("upheld", "upheld"))
    keep(desk.log, 2, passage(10, 20, 15), passage(0, 12, 0, "annotation"), pair("drug", "x", None, TEXT))
    facts, judged, texts, passages = (desk.kind(kind) for kind in (FACT, JUDGEMENT, TEXT, PASSAGE))
    assert (facts.pairs, facts.same, facts.differing) == (2, 1, 1)
    assert (texts.pairs, texts.same) == (1, 0)
    assert (passages.shared, passages.marked, passages.f1) == (10, 47, pytest.approx(20 / 47))
    assert (judged.pairs, judged.same) == (2, 2)  # the decision, and the item that it stands on
    assert desk.figures().whole.letters == 2


def test_kappa_by_field_is_that_of_its_table(desk):
    said = [("yes", "yes")] * 20 + [("yes", "no")] * 5 + [("no", "yes")] * 10 + [("no", "no")] * 15
    for case, (mine, yours) in enumerate(said):
        keep(desk.log, case % 6 + 1, pair("retrospective", mine, yours, JUDGEMENT, 1), number=case)
    line = next(line for line in desk.figures().fields if line.field == "retrospective")
    assert line.agreement.beyond.kappa == pytest.approx(0.4)
    assert desk.kind(JUDGEMENT).beyond.kappa == pytest.approx(0.4)


def test_a_judgement_left_empty_is_an_answer(desk):
    said = [("Surgery", "Surgery")] * 6 + [("Surgery", None)] * 2 + [("Therapy", "Therapy")] * 4
    for case, (mine, yours) in enumerate(said):
        keep(desk.log, case % 6 + 1, pair("category", mine, yours, JUDGEMENT, 1), number=case)
    found = desk.kind(JUDGEMENT)
    assert (found.pairs, found.same) == (12, 10)
    chance = (8 * 6 + 4 * 4) / 144  # Surgery, Therapy; nothing was said by one reader only
    assert found.beyond.kappa == pytest.approx((10 / 12 - chance) / (1 - chance))


def test_items_that_only_one_reader_has_differ_and_those_of_both_do_not(desk):
    lone = Pair("item/second/3", JUDGEMENT, "item", "3", 0, None, "Corset", False)
    keep(desk.log, 1, decision("upheld", "upheld", 1), decision("upheld", "overturned", 2), lone)
    lines = {line.field: line.agreement for line in desk.figures().fields}
    assert (lines["item"].pairs, lines["item"].same) == (3, 2)
    assert lines["item"].beyond is None
    assert (lines["decision"].pairs, lines["decision"].same) == (2, 1)
    (listed,) = desk.agreements.listed(Differing(kind=JUDGEMENT, field="item"))
    assert listed.difference.pair.second == "Corset"


def test_the_newest_comparison_of_a_round_counts_and_each_round_does(desk):
    keep(desk.log, 1, pair("quantity", "6", "8"), decision("upheld", "overturned"))
    keep(desk.log, 2, pair("age", "44", "45"))
    assert desk.kind(FACT).differing == 2
    keep(desk.log, 1, pair("quantity", "6", "6"), decision("upheld", "upheld"), at="2026-12-01T08:00:00+00:00")
    keep(desk.log, 2, pair("age", "44", "44"), number=2)
    figures = desk.figures()
    assert (figures.whole.letters, desk.kind(FACT).pairs, desk.kind(FACT).differing) == (3, 3, 1)
    assert desk.kind(JUDGEMENT).differing == 0
    assert [line.letters for line in figures.months] == [2, 1]
    assert [one.difference.case_id for one in desk.agreements.listed(Differing())] == [2]
    assert desk.figures() == figures == Desk(desk.log).figures()


def test_a_round_that_was_compared_again_on_another_form_moves_there(desk):
    keep(desk.log, 1, pair("quantity", "6", "8"))
    assert desk.figures().whole.letters == 1
    keep(desk.log, 1, pair("quantity", "6", "8"), blank=True)
    assert (desk.figures().whole.letters, desk.figures(Start.BLANK).whole.letters) == (0, 1)
    assert desk.agreements.listed(Differing()) == ()


def test_drafts_and_empty_forms_stand_apart(desk):
    keep(desk.log, 1, pair("quantity", "6", "6"))
    keep(desk.log, 2, pair("quantity", "6", "8"), blank=True)
    assert (desk.kind(FACT).differing, desk.kind(FACT, Start.BLANK).differing) == (0, 1)
    assert [one.difference.case_id for one in desk.agreements.listed(Differing(start=Start.BLANK))] == [2]


def test_counting_in_small_steps_and_going_on_gives_what_one_count_gives(desk, monkeypatch):
    keep_many(desk.log, 6, 25)
    monkeypatch.setattr(agreement, "AT_ONCE", 3)
    steps = list(desk.agreements.results())
    assert steps.count(None) >= 4 + 9
    keep_many(desk.log, 6, 13, seed=9)  # rounds that were there, compared anew
    went_on = [desk.figures(start) for start in Start]
    assert went_on == [Desk(desk.log).figures(start) for start in Start]
    assert sum(each.whole.letters for each in went_on) == 25
    for figures in went_on:
        for groups in (figures.months, figures.readers):
            for at, found in enumerate(figures.whole.by_kind):
                assert sum(line.by_kind[at].differing for line in groups) == found.differing


def test_every_choice_lists_its_differences(desk):
    keep_many(desk.log, 6, 12)
    figures = desk.figures()
    for line in figures.fields:
        assert len(desk.agreements.listed(line.where)) == line.agreement.differing, line.field
    for line in figures.readers:
        assert len(desk.agreements.listed(line.where)) == sum(found.differing for found in line.by_kind)
    for line in figures.months:
        assert len(desk.agreements.listed(line.where)) == sum(found.differing for found in line.by_kind)


def test_the_newest_differences_are_kept_and_long_values_cut(desk):
    for number in range(NEWEST_LISTED + 7):
        keep(desk.log, number % 6 + 1, pair("drug", f"{number}" + "x" * 5000, "y", TEXT), number=number // 6 + 1)
    assert desk.kind(TEXT).differing == NEWEST_LISTED + 7
    listed = desk.agreements.listed(Differing(kind=TEXT, field="drug"))
    assert len(listed) == NEWEST_LISTED
    assert listed[0].difference.pair.first.startswith(f"{NEWEST_LISTED + 6}x")
    assert max(len(one.difference.pair.first) for one in listed) < 200


def test_the_numbers_at_the_top_lead_to_their_cases(desk):
    for case in (1, 2, 3):
        desk.step("ana", case, SendToSecondReading("drawn", NGUYEN))
    desk.step(OKAFOR, 3, TakeSecondReading())
    (tiles,) = [each for each in desk.agreements.results() if isinstance(each, Tiles)]
    assert [(tile.number.number, tile.number.where) for tile in tiles.tiles] == [
        (number, CaseFilter(second=state)) for number, state in zip((2, 1, 0, 0), SecondState, strict=True)
    ]


@pytest.fixture
def read_twice(desk):
    """Case 1 was read twice and compared: quantity and age differ."""
    desk.step("ana", 1, SendToSecondReading("drawn", NGUYEN))
    desk.step(OKAFOR, 1, TakeSecondReading())
    desk.step(OKAFOR, 1, FinishSecondReading())
    keep(desk.log, 1, pair("quantity", "6", "8"), pair("age", "44", "45"))
    desk.figures()

    def fates():
        return {one.difference.pair.field: one.fate for one in desk.agreements.listed(Differing())}

    return fates


def test_a_difference_tells_how_it_was_settled(desk, read_twice):
    assert read_twice() == {"quantity": Fate.OPEN, "age": Fate.OPEN}
    desk.step("ana", 1, SettleDifference("letter/quantity", Side.SECOND))
    desk.step("ana", 1, SettleDifference("letter/age", Side.THIRD))
    assert read_twice() == {"quantity": Fate.SECOND, "age": Fate.THIRD}
    desk.step("ana", 1, SettleDifference("letter/age", None))
    desk.step("ana", 1, CallOffSecondReading())
    assert read_twice() == {"quantity": Fate.SECOND, "age": Fate.LEFT}


def test_values_of_a_case_that_can_still_be_read_blind_are_hidden(desk, read_twice):
    desk.step("ana", 1, CallOffSecondReading())
    desk.step("ana", 1, SendToSecondReading("drawn", NGUYEN))
    shown = desk.agreements.listed(Differing())
    assert all(one.hidden and one.difference.pair.first is one.difference.pair.second is None for one in shown)
    assert len(shown) == 2
    desk.reviews.person = NGUYEN  # the first reader cannot read it blind
    asked = Agreements(
        desk.log, Worklist(desk.log, desk.reviews), People(desk.log, StandingClock(), desk.reviews, NGUYEN)
    )
    list(asked.results())
    assert {one.fate for one in asked.listed(Differing())} == {Fate.EARLIER}


@pytest.mark.parametrize("role", [Role.NURSE, Role.REVIEWER])
def test_figures_of_readers_are_for_themselves_and_supervisors(desk, role):
    for case, readers in enumerate(READERS, 1):
        keep(desk.log, case, pair("quantity", "6", "8"), readers=readers)
    assert len(desk.figures().readers) == 3
    desk.sign_in("J. Alvarez", role)
    figures = desk.figures()
    assert ([line.names for line in figures.readers], figures.kept_back) == ([READERS[2]], 2)
    assert figures.whole.letters == 3
    assert desk.agreements.listed(Differing(readers=READERS[0])) == ()
    assert len(desk.agreements.listed(Differing(readers=READERS[2]))) == 1
    assert not desk.agreements.sees_everybody


def test_a_supervisor_sees_all_readers(desk):
    keep(desk.log, 1, pair("quantity", "6", "8"))
    desk.sign_in("Cho", Role.SUPERVISOR)
    assert [line.names for line in desk.figures().readers] == [READERS[0]]


def test_a_log_that_cannot_be_read_says_so(desk):
    keep(desk.log, 1, pair("quantity", "6", "8"))
    results = desk.agreements.results()
    next(results)
    desk.log.close()
    with pytest.raises(CaseLogError):
        list(results)
