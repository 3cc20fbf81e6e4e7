"""A locked log: its file is closed and its key gone, it stays ours, and who asks something of it waits."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from imr_desk.caselog.engine import CAN_ENCRYPT, connect
from imr_desk.caselog.protecting import Vault
from imr_desk.caselog.refusals import note_refusal, take_refusals
from imr_desk.caselog.sqlite import SqliteCaseLog
from imr_desk.model.errors import CaseLogError, CaseLogErrorKind
from tests.contracts.caselog.letters import SetClock, added, new_letter
from tests.unit.caselog.conftest import Beside
from tests.unit.caselog.writer import act, standing

pytestmark = pytest.mark.skipif(not CAN_ENCRYPT, reason="sqlcipher3 is not installed")

KEY, OTHER = bytes(range(32)), bytes(32)


@pytest.fixture
def sealed(path: Path, clock: SetClock) -> Iterator[SqliteCaseLog]:
    log = SqliteCaseLog(path, clock, key=KEY)
    yield log
    log.close()


def test_it_rests_and_wakes_as_it_was(sealed: SqliteCaseLog) -> None:
    case = added(sealed, new_letter())
    assert sealed.key == KEY
    sealed.rest()
    sealed.rest()
    assert (sealed.key, sealed.resting) == (None, True)
    sealed.wake(KEY)
    sealed.wake(OTHER)  # it does not rest any more
    assert sealed.case(case.id) == case
    sealed.record(case.id, act(1), standing(1))
    assert sealed.damage() == ()


def test_another_key_does_not_wake_it(sealed: SqliteCaseLog) -> None:
    case = added(sealed, new_letter())
    sealed.rest()
    with pytest.raises(CaseLogError) as caught:
        sealed.wake(OTHER)
    assert caught.value.kind is CaseLogErrorKind.SEALED
    assert sealed.resting
    sealed.wake(KEY)
    assert sealed.case(case.id) == case


def test_who_asks_waits_and_the_qt_thread_is_told(sealed: SqliteCaseLog) -> None:
    case = added(sealed, new_letter())
    sealed.rest()
    with pytest.raises(CaseLogError, match="is locked"):
        sealed.case(case.id)
    saved, begun = threading.Event(), threading.Event()

    def save() -> None:
        begun.set()
        sealed.record(case.id, act(1), standing(1))
        saved.set()

    writer = threading.Thread(target=save)
    writer.start()
    assert begun.wait(10)
    assert not saved.is_set()
    sealed.wake(KEY)
    assert saved.wait(10)
    writer.join()
    assert len(sealed.opened(case.id).acts) == 1


def test_who_waits_is_told_when_the_program_ends(sealed: SqliteCaseLog) -> None:
    case = added(sealed, new_letter())
    sealed.rest()
    told: list[CaseLogError] = []
    begun = threading.Event()

    def ask() -> None:
        begun.set()
        try:
            sealed.case(case.id)
        except CaseLogError as error:
            told.append(error)

    asking = threading.Thread(target=ask)
    asking.start()
    assert begun.wait(10)
    sealed.give_up_rest()
    sealed.close()
    asking.join(10)
    assert "has been closed" in told[0].sentence


def test_nobody_else_takes_it_meanwhile(sealed: SqliteCaseLog, path: Path, beside: Beside) -> None:
    added(sealed, new_letter())
    sealed.rest()
    other = beside("opening", path)
    told, _ = other.communicate(timeout=60)
    assert told.startswith("locked ")
    sealed.wake(KEY)


def test_what_another_program_did_to_it_meanwhile_is_noticed(sealed: SqliteCaseLog, path: Path) -> None:
    case = added(sealed, new_letter())
    sealed.rest()
    # Not this program: it would have been kept out.
    intruder = connect(path, KEY)
    intruder.execute("PRAGMA recursive_triggers = ON")
    prev = intruder.execute("SELECT hash FROM events ORDER BY seq DESC LIMIT 1").fetchone()[0]
    columns = [row[1] for row in intruder.execute("PRAGMA table_info(events)")]
    last = dict(
        zip(columns, intruder.execute("SELECT * FROM events ORDER BY seq DESC LIMIT 1").fetchone(), strict=True)
    )
    event = {**last, "seq": last["seq"] + 1, "prev": prev, "hash": "0" * 64}
    intruder.execute(f"INSERT INTO events VALUES ({', '.join('?' * len(columns))})", tuple(event.values()))
    intruder.close()
    with pytest.raises(CaseLogError, match="another program wrote into it while it was locked"):
        sealed.wake(KEY)
    assert sealed.resting
    assert case.id == 1


def test_a_file_put_in_its_place_is_noticed(sealed: SqliteCaseLog, path: Path) -> None:
    added(sealed, new_letter())
    sealed.rest()
    path.rename(path.with_name("away.db"))
    SqliteCaseLog(path.with_name("new.db"), SetClock(), key=KEY).close()
    path.with_name("new.db").rename(path)
    with pytest.raises(CaseLogError, match="moved, deleted or replaced while it was locked"):
        sealed.wake(KEY)
    path.with_name("away.db").replace(path)
    sealed.wake(KEY)


def test_a_backup_that_is_read_rests_too(sealed: SqliteCaseLog, tmp_path: Path) -> None:
    case = added(sealed, new_letter())
    sealed.back_up(tmp_path / "copy.db")
    copy = SqliteCaseLog(tmp_path / "copy.db", SetClock(), key=KEY, to_read=True)
    copy.rest()
    copy.wake(KEY)
    assert copy.case(case.id) == case
    copy.close()


def test_refused_words_wait_beside_the_log(path: Path, clock: SetClock, monkeypatch: pytest.MonkeyPatch) -> None:
    SqliteCaseLog(path, clock).close()
    vault = Vault(path)
    vault.protect("seven violet anvils", in_store=False)
    assert vault.take_refusals() == ()
    for words in ("seven violet anvil", "nothing like it"):
        with pytest.raises(CaseLogError, match="does not open"):
            vault.unlock(words)
    vault.unlock("seven violet anvils")
    beside = path.with_name(f"{path.name}.refused")
    assert beside.stat().st_mode & 0o077 == 0
    assert "violet" not in beside.read_text()
    assert len(vault.take_refusals()) == 2
    assert vault.take_refusals() == ()
    assert not beside.exists()


def test_what_somebody_else_wrote_there_is_not_believed(path: Path, clock: SetClock) -> None:
    path.parent.mkdir(parents=True)
    note_refusal(path, clock.now())
    with path.with_name(f"{path.name}.refused").open("ab") as file:
        file.write(b"\xff\xfe not a moment\n" + b"9" * 5_000 + b"\n")
    assert take_refusals(path) == (clock.now().isoformat(timespec="seconds"),)


def test_no_more_is_kept_than_anybody_would_read(path: Path, clock: SetClock) -> None:
    path.parent.mkdir(parents=True)
    beside = path.with_name(f"{path.name}.refused")
    beside.write_text(f"{clock.now().isoformat(timespec='seconds')}\n" * 2_000)
    size = beside.stat().st_size
    note_refusal(path, clock.now())
    assert beside.stat().st_size == size
    assert len(take_refusals(path)) == 1_000


def test_where_nothing_can_be_written_nothing_is_kept(tmp_path: Path, clock: SetClock) -> None:
    note_refusal(tmp_path / "gone" / "cases.db", clock.now())
    assert take_refusals(tmp_path / "gone" / "cases.db") == ()
