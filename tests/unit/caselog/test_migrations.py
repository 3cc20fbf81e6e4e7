"""Formats of the log: the released ones stay as they are, and a change copies first."""

import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from imr_desk.caselog.engine import sqlite3
from imr_desk.caselog.facts_rows import kept_facts
from imr_desk.caselog.migrations import MIGRATIONS, SCHEMA, digest_of, schema_after, schema_of
from imr_desk.caselog.rows import kept_digest
from imr_desk.caselog.sqlite import SqliteCaseLog
from imr_desk.model.case import CaseStanding, CaseStatus, HandlingChange
from imr_desk.model.draft import Decision
from imr_desk.model.edits import ConfirmExcerpt, ConfirmField, DecideItem, FinishReview
from imr_desk.model.errors import CaseLogError, CaseLogErrorKind
from imr_desk.model.facts import DueMark
from imr_desk.model.handling import Handling, Take
from imr_desk.model.history import Act, History
from imr_desk.model.queue import CaseFilter, CaseQuery
from imr_desk.model.review import Review
from tests.contracts.caselog.letters import SetClock, a_day_of_acts, added, new_letter, recorded, signed
from tests.unit.caselog.conftest import ROOT
from tests.unit.caselog.format_one import FormatOne, spoil
from tests.unit.caselog.writer import act

RELEASED = {
    1: "ee77e26ae5e756875e47a14c0cb930b998d0fe102b27da2442e6af8be59d074b",
    2: "57e4ef861cc548a84a12c270ac113a8c0aef7e10978d3cfe0353a75d4288f944",
    3: "20afdbc1a7d68acfe1ac60d61940eb9d4a793c2a9af4bdcc00e56fac48732f89",  # also SCHEMA of the migrations
}
"""SHA-256 over the schema of each released format: a change of a released migration shows here."""

NEXT = len(MIGRATIONS) + 1


def m9999_colour(db: Database) -> None:
    db.execute("ALTER TABLE cases ADD COLUMN colour TEXT")


def m9999_broken(db: Database) -> None:
    db.execute("ALTER TABLE cases ADD COLUMN colour TEXT")
    db.execute("CREATE TABLE half (x)")
    raise OSError(5, "pulled plug")


def schema(path: Path) -> dict[str, str]:
    with closing(sqlite3.connect(path)) as connection:
        return schema_of(connection)


@pytest.fixture
def old(path: Path) -> Path:
    """A closed log of the newest format with acts in it."""
    log = SqliteCaseLog(path, SetClock())
    letter = new_letter()
    recorded(log, added(log, letter), letter, a_day_of_acts(letter))
    log.close()
    return path


@pytest.mark.parametrize("version", range(1, len(MIGRATIONS) + 1))
def test_a_released_format_is_never_changed(version: int) -> None:
    made = schema_after(MIGRATIONS[:version])
    assert digest_of(made) == RELEASED[version]


def test_a_change_of_format_copies_first_and_keeps_everything(old: Path) -> None:
    before = SqliteCaseLog(old, SetClock())
    case = before.opened(1)
    before.close()
    log = SqliteCaseLog(old, SetClock(), (*MIGRATIONS, m9999_colour))
    assert log.opened(1) == case
    assert log.damage() == ()
    log.record(1, act(1), CaseStanding(CaseStatus.IN_REVIEW, case.case.digest))
    log.close()
    copy = old.with_name(f"cases-before-format-{NEXT}-20260105-093000.db")
    assert {file.name for file in old.parent.iterdir()} == {"cases.db", copy.name}
    kept = SqliteCaseLog(copy, SetClock())
    assert kept.opened(1) == case
    kept.close()
    # The older program sees from outside that it does not know this format.
    with pytest.raises(CaseLogError) as caught:
        SqliteCaseLog(old, SetClock())
    assert caught.value.kind is CaseLogErrorKind.NEWER


def test_a_new_log_is_made_in_the_newest_format_without_a_copy(path: Path) -> None:
    log = SqliteCaseLog(path, SetClock(), (*MIGRATIONS, m9999_colour))
    log.close()
    assert [file.name for file in path.parent.iterdir()] == ["cases.db"]
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (NEXT,)


def test_a_change_that_fails_leaves_the_old_format(old: Path) -> None:
    before = schema(old)
    with pytest.raises(CaseLogError, match="Nothing saved before is lost"):
        SqliteCaseLog(old, SetClock(), (*MIGRATIONS, m9999_broken))
    assert schema(old) == before
    log = SqliteCaseLog(old, SetClock())
    assert log.damage() == ()
    assert len(log.opened(1).acts) == len(a_day_of_acts(new_letter()))
    log.close()


def test_without_a_copy_nothing_is_changed(old: Path) -> None:
    blocked = old.with_name(f"cases-before-format-{NEXT}-20260105-093000.db")
    blocked.mkdir()
    before = old.read_bytes()
    with pytest.raises(
        CaseLogError, match=rf"The copy cases-before-format-{NEXT}-20260105-093000\.db could not be written"
    ):
        SqliteCaseLog(old, SetClock(), (*MIGRATIONS, m9999_colour))
    assert old.read_bytes() == before


def test_a_change_of_format_that_drops_the_guards_is_caught(old: Path) -> None:
    def m9999_rebuilt(db: Database) -> None:
        db.execute("DROP INDEX events_compared")
        db["events"].transform(rename={"detail": "details"})  # type: ignore[union-attr]

    with pytest.raises(CaseLogError, match="what keeps its history from being changed"):
        SqliteCaseLog(old, SetClock(), (*MIGRATIONS, m9999_rebuilt))


# From format 1 to format 2


@pytest.fixture
def first(path: Path) -> Path:
    """A closed log of format 1: a case worked on, one finished, one untouched."""
    log = FormatOne(path)
    letter = new_letter(name="caf\udce9.pdf")
    log.add(letter, a_day_of_acts(letter), CaseStatus.IN_REVIEW)
    done = new_letter("CM25-0000007", ("Knee brace",), "done.pdf")
    by = signed(5, "m.okafor")
    edits = [DecideItem("1", Decision.UPHELD), ConfirmExcerpt("1")]
    looks = Review.of(done.draft, done.text).looks()
    edits += [
        ConfirmField(look.item, look.field or "") for look in looks if look.field not in ("decision", "excerpt")
    ]
    acts = tuple(Act(edit, by) for edit in (*edits, FinishReview()))
    log.add(done, acts, CaseStatus.FINISHED)
    log.add(new_letter("CM26-0100003", salt="3"))
    log.close()
    return path


def test_format_1_comes_over_with_all_that_the_reviews_hold(first: Path) -> None:
    log = SqliteCaseLog(first, SetClock())
    assert log.damage() == ()
    assert log.verify() is None
    assert log.counts() == {
        **dict.fromkeys(CaseStatus, 0),
        CaseStatus.NEW: 1,
        CaseStatus.IN_REVIEW: 1,
        CaseStatus.FINISHED: 1,
    }
    for case_id in (1, 2, 3):
        opened = log.opened(case_id)
        review = History.replayed(opened.letter, Review.of(opened.draft, opened.letter), opened.acts).review
        wanted = CaseStanding.of(review, opened.case.status)
        handled = log.handled((case_id,))[0]
        stood = log.case(case_id)
        assert (stood.digest, stood.stage, handled.facts) == (
            kept_digest(wanted.digest),
            wanted.stage,
            kept_facts(wanted.facts),
        )
        assert (stood.handling, stood.due) == (Handling(), DueMark())
    assert (log.case(2).digest.finished_on, log.case(2).digest.finished_by) == ("2026-01-05", "m.okafor")
    log.close()


@pytest.mark.parametrize(
    ("where", "wanted"),
    [
        (CaseFilter(words="records on file"), [1, 2, 3]),
        (CaseFilter(words="caf"), [1]),
        (CaseFilter(words="pasted"), [1]),
        (CaseFilter(words="brace"), [2]),
        (CaseFilter(words="0000007"), [2]),
        (CaseFilter(number="M25"), [2]),
        (CaseFilter(specialty="neurology"), [1]),
        (CaseFilter(specialty="PAIN"), [2, 3]),
        (CaseFilter(flag="units-unclear"), [2, 3]),
        (CaseFilter(item_outcome=Decision.OVERTURNED), [1]),
        (CaseFilter(corrected="specialty"), [1]),
        (CaseFilter(statuses=(CaseStatus.FINISHED,)), [2]),
    ],
)
def test_what_came_over_is_found(first: Path, where: CaseFilter, wanted: list[int]) -> None:
    log = SqliteCaseLog(first, SetClock())
    assert [case.id for case in log.cases(CaseQuery(where))] == wanted
    assert log.count(where, "") == len(wanted)
    log.close()


def test_a_log_that_came_over_goes_on_like_a_new_one(first: Path) -> None:
    log = SqliteCaseLog(first, SetClock())
    log.handle((HandlingChange(1, Take(), Handling("ana", labels=("rush",)), DueMark("2026-01-09")),), signed())
    log.record(1, act(1), CaseStanding(CaseStatus.IN_REVIEW, log.case(1).digest))
    added(log, new_letter("CM26-0100004", salt="4"))
    assert [case.id for case in log.cases(CaseQuery(CaseFilter(label="rush", reviewer="ana")))] == [1]
    assert log.newest() == 4
    assert log.damage() == ()
    assert schema_of(log._db).items() >= schema_after(MIGRATIONS).items()  # type: ignore[arg-type]
    log.close()


def events_in(path: Path) -> list[object]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("SELECT * FROM events").fetchall()


def test_format_1_is_copied_first(first: Path) -> None:
    before = events_in(first)
    SqliteCaseLog(first, SetClock()).close()
    copy = first.with_name("cases-before-format-2-20260105-093000.db")
    assert events_in(copy) == events_in(first) == before
    assert schema(copy) == schema_after(MIGRATIONS[:1])


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        ("UPDATE readings SET draft = x'44310000' WHERE case_id = 1", "the stored text of case 1"),
        ("DELETE FROM readings WHERE case_id = 1", "the stored text of case 1"),
        ("UPDATE cases SET title = 'other' WHERE id = 1", "the row of case 1"),
    ],
)
def test_a_damaged_case_comes_over_and_stays_named(first: Path, statement: str, named: str) -> None:
    spoil(first, statement)
    log = SqliteCaseLog(first, SetClock())
    assert named in log.damage()
    with pytest.raises(CaseLogError, match=named):
        log.opened(1)
    assert log.opened(2).case.status is CaseStatus.FINISHED
    log.close()


def test_a_start_that_changes_no_format_does_without_sqlite_utils(path: Path) -> None:
    SqliteCaseLog(path, SetClock()).close()
    assert RELEASED[len(MIGRATIONS)] == SCHEMA
    code = (
        "import sys; from pathlib import Path; from imr_desk.caselog.sqlite import SqliteCaseLog; "
        "from tests.contracts.caselog.letters import SetClock; "
        f"SqliteCaseLog(Path({str(path)!r}), SetClock()).close(); sys.exit('sqlite_utils' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
