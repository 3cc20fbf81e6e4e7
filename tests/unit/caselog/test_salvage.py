"""A damaged log: what can be read is there again, what cannot is said, and the damaged file is kept."""

import random
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from imr_desk.caselog.engine import CAN_ENCRYPT, connect, sqlite3
from imr_desk.caselog.protecting import Vault
from imr_desk.caselog.salvage import recover
from imr_desk.caselog.sqlite import SqliteCaseLog
from imr_desk.model.case import Case
from imr_desk.model.errors import CaseLogError, CaseLogErrorKind
from imr_desk.model.event_kinds import EventKind
from imr_desk.model.keeping import Recovered
from imr_desk.model.queue import CaseFilter, CaseQuery
from tests.contracts.caselog.letters import PACIFIC, SetClock, a_day_of_acts, added, new_letter, recorded, signed

NOW = datetime(2026, 1, 6, 8, 0, 0, tzinfo=PACIFIC)
PAGE = 4096
CASES = 7


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sound") / "cases.db"
    log = SqliteCaseLog(path, SetClock())
    for number in range(1, CASES + 1):
        letter = new_letter(f"CM26-01000{number:02}", repeated=12)
        recorded(log, added(log, letter), letter, a_day_of_acts(letter))
    log.keep("views", "[]", signed())
    log.close()
    return path


@pytest.fixture
def damaged(sound: Path, path: Path) -> Path:
    path.parent.mkdir()
    path.write_bytes(sound.read_bytes())
    return path


class Held:
    """What a log holds, a case at a time."""

    def __init__(self, path: Path, key: bytes | None = None) -> None:
        log = SqliteCaseLog(path, SetClock(), key=key)
        try:
            self.damage = log.damage()
            self.broken = log.verify()
            self.cases = {case.id: case for case in log.cases(CaseQuery(limit=1000))}
            self.acts = {number: _or_none(lambda number=number: log.opened(number).acts) for number in self.cases}
            self.letters = {number: _or_none(lambda number=number: log.content(number)) for number in self.cases}
            self.found = {
                words: [case.id for case in log.cases(CaseQuery(where=CaseFilter(words=words)))]
                for words in ("therapy", "0100003")
            }
            self.kept = log.kept("views")
        finally:
            log.close()


def _or_none(read: Callable[[], object]) -> object:
    try:
        return read()
    except CaseLogError as error:
        assert error.kind is CaseLogErrorKind.DAMAGED
        return None


def history(path: Path) -> list[tuple[int, str, str, str]]:
    with closing(connect(path)) as connection:
        return connection.execute("SELECT seq, kind, hash, detail FROM events ORDER BY seq").fetchall()


def pages_of(path: Path, name: str) -> list[int]:
    """Return the pages that a table or index lies on, from 0."""
    with closing(connect(path)) as connection:
        try:
            found = connection.execute("SELECT pageno FROM dbstat WHERE name = ?", (name,)).fetchall()
        except sqlite3.Error:  # this SQLite has no such table
            root = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (name,)).fetchone()
            found = [root]
    return [page - 1 for (page,) in found]


def spoil(path: Path, pages: list[int]) -> bytes:
    content = bytearray(path.read_bytes())
    for page in pages:
        content[page * PAGE : (page + 1) * PAGE] = bytes([0xA5]) * PAGE
    path.write_bytes(content)
    return bytes(content)


def checked(result: Recovered, path: Path, sound: Held, key: bytes | None = None) -> Held:
    """Make sure that what was recovered is what was there, and that what is missing is said."""
    now = Held(path, key)
    assert now.broken is None
    assert result.cases == len(now.cases)
    said = " ".join(result.lost)
    for number, case in sound.cases.items():
        if number not in now.cases:
            assert f"case {number}" in said
            continue
        if f"the row of case {number}," not in said:
            assert now.cases[number] == case
        if now.letters[number] is None:
            assert f"the letter of case {number}" in said
        else:
            assert now.letters[number] == sound.letters[number]
        if now.acts[number] is None:
            assert f"the stored text of case {number}" in said
        elif "of the history" not in said:
            assert now.acts[number] == sound.acts[number]
    assert {
        clause for clause in now.damage if not clause.startswith(("the letter of", "the stored text of"))
    } == set()
    return now


def test_what_is_whole_comes_back_whole(damaged: Path, sound: Path) -> None:
    before = history(damaged)
    result = recover(damaged, NOW)
    assert (result.cases, result.events, result.lost) == (CASES, len(before), ())
    assert Path(result.aside).name == "cases-damaged-20260106-080000.db"
    assert Path(result.aside).read_bytes() == sound.read_bytes()
    now = checked(result, damaged, Held(sound))
    assert now.damage == ()
    assert now.found == Held(sound).found
    assert now.kept == "[]"
    *old, last = history(damaged)
    assert old == before
    assert (last[1], last[3]) == (EventKind.RECOVERED, f"{CASES} cases read back from a damaged log; lost: nothing")
    assert sorted(file.name for file in damaged.parent.iterdir()) == [
        "cases-damaged-20260106-080000.db",
        "cases.db",
    ]


@pytest.mark.parametrize(
    "index", ["cases_by_due_on", "events_by_case", "case_words_data", "items", "marks", "counts"]
)
def test_what_was_taken_from_others_is_taken_anew(damaged: Path, sound: Path, index: str) -> None:
    spoil(damaged, pages_of(damaged, index))
    result = recover(damaged, NOW)
    assert result.lost == ()
    assert checked(result, damaged, Held(sound)).found == Held(sound).found


@pytest.mark.parametrize("table", ["cases", "facts"])
def test_rows_and_facts_are_made_again_from_letters_and_history(damaged: Path, sound: Path, table: str) -> None:
    spoil(damaged, pages_of(damaged, table))
    result = recover(damaged, NOW)
    assert len(result.lost) == CASES
    now = checked(result, damaged, Held(sound))
    assert [case.digest for case in now.cases.values()] == [case.digest for case in Held(sound).cases.values()]
    assert now.found["0100003"] == [3]


def test_lost_events_are_said_where_they_were(damaged: Path, sound: Path) -> None:
    before = history(damaged)
    with closing(connect(damaged)) as connection:
        connection.execute("DROP TRIGGER events_are_never_deleted")
        connection.execute("DELETE FROM events WHERE seq BETWEEN 20 AND 24")
        connection.execute("DELETE FROM events WHERE seq = ?", (len(before),))
    result = recover(damaged, NOW)
    assert result.lost == ("events 20 to 24 of the history",)
    assert result.events == len(before) - 6
    told = history(damaged)
    assert told[:19] == before[:19]
    assert (told[19][1], told[19][3]) == (
        EventKind.HISTORY_LOST,
        "events 20 to 24 of the damaged log could not be read; what follows is linked anew",
    )
    assert [event[1] for event in told[20:-1]] == [event[1] for event in before[24:-1]]
    assert told[-1][1] == EventKind.RECOVERED
    assert Held(damaged).broken is None


def test_an_altered_event_counts_as_lost(damaged: Path) -> None:
    with closing(connect(damaged)) as connection:
        connection.execute("DROP TRIGGER events_are_never_changed")
        connection.execute("UPDATE events SET actor = 'somebody' WHERE seq = 7")
    assert recover(damaged, NOW).lost == ("event 7 of the history",)
    assert Held(damaged).broken is None


def test_the_number_of_a_lost_case_is_never_given_again(damaged: Path, sound: Path) -> None:
    with closing(connect(damaged)) as connection:
        for table, number in (("cases", "id"), ("letters", "case_id"), ("readings", "case_id"), ("facts", "case_id")):
            connection.execute(f"DELETE FROM {table} WHERE {number} = {CASES}")
        connection.execute("DELETE FROM sqlite_sequence")
    result = recover(damaged, NOW)
    assert result.lost == (f"case {CASES}",)
    checked(result, damaged, Held(sound))
    log = SqliteCaseLog(damaged, SetClock())
    assert added(log, new_letter("CM26-0100099")).id == CASES + 1
    log.close()


@pytest.mark.parametrize(
    "encrypted", [False, pytest.param(True, marks=pytest.mark.skipif(not CAN_ENCRYPT, reason=""))]
)
def test_whatever_pages_are_lost_the_rest_is_there_or_nothing_is_done(
    sound: Path, tmp_path: Path, encrypted: bool
) -> None:
    content, wanted, chance = sound.read_bytes(), Held(sound), random.Random(5)
    key = None
    if encrypted:
        path = tmp_path / "sealed.db"
        path.write_bytes(content)
        key, _ = Vault(path).protect("seven violet anvils", in_store=False)
        content = path.read_bytes()
    pages = len(content) // PAGE
    came_back = []
    for number in range(8):
        path = tmp_path / f"{number}" / "cases.db"
        path.parent.mkdir()
        path.write_bytes(content)
        bad = spoil(path, chance.sample(range(1, pages), 1 + number % 4))
        try:
            result = recover(path, NOW, key)
        except CaseLogError as error:
            assert error.kind is CaseLogErrorKind.DAMAGED
            assert path.read_bytes() == bad
            assert [file.name for file in path.parent.iterdir()] == ["cases.db"]
            continue
        assert Path(result.aside).read_bytes() == bad
        came_back.append(len(checked(result, path, wanted, key).cases))
    assert len(came_back) >= 5
    assert sum(came_back) > 0.8 * CASES * len(came_back)


def test_what_is_beyond_reading_is_left_alone_and_the_backup_named(damaged: Path) -> None:
    bad = spoil(damaged, [0])
    with pytest.raises(CaseLogError, match="There is no backup of it in") as caught:
        recover(damaged, NOW)
    assert caught.value.kind is CaseLogErrorKind.DAMAGED
    assert damaged.read_bytes() == bad
    assert [file.name for file in damaged.parent.iterdir()] == ["cases.db"]


def test_an_open_log_is_not_recovered(damaged: Path) -> None:
    log = SqliteCaseLog(damaged, SetClock())
    with pytest.raises(CaseLogError) as caught:
        recover(damaged, NOW)
    assert caught.value.kind is CaseLogErrorKind.LOCKED
    log.close()


def test_the_cases_of_a_recovered_log_go_on(damaged: Path) -> None:
    spoil(damaged, pages_of(damaged, "facts"))
    recover(damaged, NOW)
    log = SqliteCaseLog(damaged, SetClock())
    case: Case = log.case(4)
    log.note_event(case.id, "exported", "", signed())
    assert log.verify() is None
    log.close()


def test_a_history_that_is_lost_whole_is_said_to_be_lost(damaged: Path) -> None:
    """Without the root of its table nothing tells how long the history was, but it must not vanish in silence."""
    spoil(damaged, pages_of(damaged, "events")[:1])
    result = recover(damaged, NOW)
    assert "the end of the history, of unknown length" in result.lost


def test_a_log_in_which_nothing_happened_yet_has_lost_nothing(path: Path) -> None:
    SqliteCaseLog(path, SetClock()).close()
    assert recover(path, NOW).lost == ()
