"""The look through an open log in the background: what it finds, and that nobody waits for it."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from imr_desk.caselog.engine import connect
from imr_desk.caselog.inspection import Examination
from imr_desk.caselog.looking import look_through
from imr_desk.caselog.sqlite import SqliteCaseLog
from imr_desk.model.errors import CaseLogError
from imr_desk.model.keeping import Soundness
from tests.contracts.caselog.letters import SetClock, a_day_of_acts, added, new_letter, recorded, signed


@pytest.fixture
def closed(path: Path) -> Path:
    log = SqliteCaseLog(path, SetClock())
    for number in range(1, 46):
        letter = new_letter(f"CM26-01000{number:02}")
        added(log, letter)
    recorded(log, log.case(1), new_letter("CM26-0100001"), a_day_of_acts(new_letter("CM26-0100001")))
    log.close()
    return path


@pytest.fixture
def opened(closed: Path) -> Iterator[SqliteCaseLog]:
    log = SqliteCaseLog(closed, SetClock())
    yield log
    log.close()


@pytest.fixture
def stop() -> threading.Event:
    return threading.Event()


def test_a_whole_log_is_found_whole(opened: SqliteCaseLog, clock: SetClock, stop: threading.Event) -> None:
    found = look_through(opened, clock, stop)
    assert found == Soundness(clock.now().isoformat(timespec="seconds"), 45 + len(opened.events(1)) - 1)
    assert found.whole


@pytest.mark.parametrize(
    ("statement", "clause"),
    [
        ("UPDATE cases SET title = 'other' WHERE id = 41", "the row of case 41"),
        ("DELETE FROM letters WHERE case_id = 20", "the letter of case 20"),
        ("UPDATE readings SET draft = x'00' WHERE case_id = 21", "the stored text of case 21"),
        ("UPDATE facts SET notes = 'other' WHERE case_id = 45", "the facts of case 45"),
        ("DELETE FROM facts WHERE case_id = 1", "the facts of case 1"),
    ],
)
def test_what_was_altered_is_named(
    closed: Path, clock: SetClock, stop: threading.Event, statement: str, clause: str
) -> None:
    connection = connect(closed)
    connection.execute(statement)
    connection.close()
    log = SqliteCaseLog(closed, SetClock())
    found = look_through(log, clock, stop)
    log.close()
    assert found is not None
    assert not found.whole
    assert clause in found.damage


def test_others_save_in_between_and_are_looked_at_too(
    opened: SqliteCaseLog, clock: SetClock, stop: threading.Event
) -> None:
    looked: list[Soundness | None] = []
    thread = threading.Thread(target=lambda: looked.append(look_through(opened, clock, stop)))
    thread.start()
    saved = 0
    while thread.is_alive():
        opened.note_event(1, "printed", "", signed())
        saved += 1
    thread.join()
    assert saved > 3
    assert looked[0] is not None
    assert looked[0].whole


def test_it_can_be_called_off(opened: SqliteCaseLog, clock: SetClock, stop: threading.Event) -> None:
    pieces: list[Examination] = []

    class Counting:
        def examine(self, examination: Examination) -> None:
            opened.examine(examination)
            pieces.append(examination)
            if len(pieces) == 2:
                stop.set()

    assert look_through(Counting(), clock, stop) is None
    assert len(pieces) == 2


def test_a_log_closed_meanwhile_is_told(opened: SqliteCaseLog, clock: SetClock, stop: threading.Event) -> None:
    opened.close()
    with pytest.raises(CaseLogError, match="has been closed"):
        look_through(opened, clock, stop)
