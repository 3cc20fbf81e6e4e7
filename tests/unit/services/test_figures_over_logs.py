"""Figures over the real logs: each number's filter leads to just so many cases."""

import msgspec
import pytest

from imr_desk.caselog.memory import MemoryCaseLog
from imr_desk.caselog.sqlite import SqliteCaseLog
from imr_desk.model.case import CaseDigest, CaseStanding, CaseStatus
from imr_desk.model.draft import Decision
from imr_desk.model.facts import CaseFacts, DueMark, ItemFacts
from imr_desk.model.queue import OUTCOMES, CaseFilter, CaseQuery, Figure
from imr_desk.model.signature import Signature
from imr_desk.services import figures
from imr_desk.services.figures import Figures, FigureTable, Tiles
from imr_desk.services.reviews import Reviews
from imr_desk.services.worklist import Worklist
from tests.contracts.caselog.letters import new_letter
from tests.unit.services.conftest import StandingClock

DAYS = ("2026-11-20", "2026-11-24", "2026-11-24", "2026-11-30", "2027-02-01", "", "2026-12-01")
CATEGORIES = ("Injection", "Surgery", "", "Injection")
ARRIVED = tuple(Signature("rn1", f"{day}T23:30:00-08:00") for day in ("2026-11-22", "2026-11-23", "2026-10-01"))
GUIDELINES = (
    "Decision based on MTUS Elbow Complaints 2007, Section(s): Special Studies.",
    "Decision based on MTUS Elbow Complaints 2007, Section(s): Surgical Considerations.",
    "Decision based on MTUS Low Back Complaints 2004. Decision based on Non-MTUS Citation ODG, Low Back Chapter.",
    "ODG",
)
RULES = ("date-order", "page-missing")


def standing(number):
    """Return the standing of a made-up case; everything repeats with a period of its own."""
    item = ItemFacts(
        title=f"treatment {number}",
        outcome=(Decision.OVERTURNED, Decision.UPHELD, Decision.UPHELD, None, Decision.UNCLEAR)[number % 5],
        category=CATEGORIES[number % 4],
        subcategory=("ESI", "", "MRI")[number % 3],
        guideline=GUIDELINES[number % 3],
    )
    other = msgspec.structs.replace(item, outcome=Decision.UPHELD, guideline=GUIDELINES[number % 4])
    facts = CaseFacts(
        items=(item, other, other)[: 1 + number % 3],
        specialty=(("Surgery",), ("Orthopedic Surgery", "Pain Medicine"), ())[number % 3],
        flags=RULES[: number % 3],
        corrected=("age",) if number % 4 == 0 else (),
    )
    finished = number % 5 == 4
    digest = CaseDigest(
        case_number=f"CM26-{number:07}",
        decision_date=("2017-01-20", "2017-02-03", "")[number % 3],
        finished_on="2026-11-23" if finished else "",
    )
    stage = CaseStatus.FINISHED if finished else (CaseStatus.NEW, CaseStatus.IN_REVIEW)[number % 2]
    day = DAYS[number % 7]
    assumed = not day or number % 4 == 3
    return CaseStanding(stage, digest, facts, DueMark(on=day, needs="date_received" if assumed else ""))


@pytest.fixture(params=["sqlite", "memory"])
def log(request, tmp_path):
    made = SqliteCaseLog(tmp_path / "cases.db", StandingClock()) if request.param == "sqlite" else MemoryCaseLog()
    for number in range(60):
        made.add(new_letter(f"CM26-{number:07}", salt=str(number)), standing(number), ARRIVED[number % 3])
    yield made
    made.close()


@pytest.fixture
def counted(log, monkeypatch):
    """Return the log's list and its figures, added up seven cases at a time."""
    monkeypatch.setattr(figures, "AT_ONCE", 7)
    worklist = Worklist(log, Reviews(log, StandingClock(), "rn1"))
    return worklist, [found for found in Figures(log, worklist).results() if found is not None]


def test_numbers_of_cases_lead_to_just_so_many(counted):
    worklist, found = counted
    seen = 0
    for table in found:
        if isinstance(table, FigureTable) and table.figure not in OUTCOMES:
            for line in table.lines:
                for number in line.numbers:
                    assert worklist.count(number.where) == number.number, (table.figure, line.group)
                    seen += number.number
    assert seen > 100


def test_numbers_of_items_tell_in_how_many_cases_they_are_and_lead_to_just_those(counted):
    worklist, found = counted
    tables = [table for table in found if isinstance(table, FigureTable) and table.figure in OUTCOMES]
    assert [len(table.lines) > 0 for table in tables] == [True] * len(OUTCOMES)
    for table in tables:
        for line in table.lines:
            for number in (*line.numbers, line.decided):
                assert worklist.count(number.where) == number.cases <= number.number, (table.figure, line.group)
                assert (number.cases > 0) == (number.number > 0)
            assert line.decided.number == line.numbers[0].number + line.numbers[1].number
    assert any(line.decided.cases < line.decided.number for table in tables for line in table.lines)


def test_decisions_are_grouped_by_guideline_whatever_section_is_cited(counted):
    _worklist, found = counted
    table = next(one for one in found if getattr(one, "figure", None) is Figure.OUTCOME_BY_GUIDELINE)
    assert {line.group for line in table.lines} == {
        "MTUS Elbow Complaints 2007", "MTUS Low Back Complaints 2004", "Non-MTUS: ODG", "ODG",
    }  # fmt: skip


def test_what_a_number_leads_to_is_listed_as_it_is_counted(counted):
    worklist, found = counted
    tables = [table for table in found if isinstance(table, FigureTable) and table.figure in OUTCOMES]
    for number in (line.decided for table in tables for line in table.lines):
        listed = worklist.cases(CaseQuery(number.where, today=worklist.today))
        assert len({case.id for case in listed}) == len(listed) == number.cases


def test_the_numbers_at_the_top_are_those_of_the_queue(counted):
    worklist, found = counted
    tiles = found[0]
    assert isinstance(tiles, Tiles)
    assert tiles.cases == 60 == worklist.count(CaseFilter())
    numbers = {tile.name: tile.number.number for tile in tiles.tiles}
    assert numbers["Overdue"] == sum(DAYS[n % 7] == "2026-11-20" and n % 4 != 3 for n in range(60))
    assert numbers["Due today"] == sum(DAYS[n % 7] == "2026-11-24" and n % 4 != 3 for n in range(60))
    assert numbers["Needs a date"] == sum(not DAYS[n % 7] or n % 4 == 3 for n in range(60))
    assert numbers["Finished this week"] == 12
