"""A disk that rots: each flipped bit is seen somewhere or changes nothing that is read."""

import random
from pathlib import Path

import pytest

from imr_desk.caselog.sqlite import SqliteCaseLog
from imr_desk.model.errors import CaseLogError, CaseLogErrorKind
from imr_desk.model.queue import CaseFilter, CaseQuery
from tests.contracts.caselog.letters import SetClock, a_day_of_acts, added, new_letter, recorded

FLIPS = 120


def all_that_is_read(log: SqliteCaseLog) -> list[object]:
    cases = log.cases(CaseQuery())
    whole = [(log.opened(case.id), log.content(case.id), log.events(case.id)) for case in cases]
    found = [log.cases(CaseQuery(CaseFilter(words=words))) for words in ("epidural", "0100001", "therapy")]
    return [cases, whole, found, log.counts(), log.unread()]


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sound") / "cases.db"
    log = SqliteCaseLog(path, SetClock())
    for number in ("CM26-0100001", "CM26-0100002", "CM26-0100003"):
        letter = new_letter(number, repeated=120)
        recorded(log, added(log, letter), letter, a_day_of_acts(letter))
    log.close()
    return path


def outcome(path: Path, wanted: list[object]) -> str:
    """Return how a flipped bit ends: ``seen`` at opening, reading or inspection, or ``harmless``."""
    try:
        log = SqliteCaseLog(path, SetClock())
    except CaseLogError as error:
        # A flip in the mark or the number of the format makes it another program's or a newer log.
        plain = error.kind in (CaseLogErrorKind.DAMAGED, CaseLogErrorKind.FOREIGN, CaseLogErrorKind.NEWER)
        return "seen" if plain else f"taken for {error.kind}"
    try:
        if log.damage():
            return "seen"
        return "harmless" if all_that_is_read(log) == wanted else "silent"
    except CaseLogError as error:
        return "seen" if error.kind is CaseLogErrorKind.DAMAGED else f"taken for {error.kind}"
    finally:
        log.close()


def test_a_flipped_bit_is_seen_or_harmless(sound: Path, tmp_path: Path) -> None:
    content = sound.read_bytes()
    log = SqliteCaseLog(sound, SetClock())
    wanted = all_that_is_read(log)
    log.close()
    chance = random.Random(11)
    ends = []
    for number in range(FLIPS):
        place = chance.randrange(len(content))
        spoiled = bytearray(content)
        spoiled[place] ^= 1 << chance.randrange(8)
        path = tmp_path / f"{number}.db"
        path.write_bytes(spoiled)
        ends.append(outcome(path, wanted))
        path.unlink()
    assert set(ends) == {"seen", "harmless"}
    assert ends.count("seen") > FLIPS // 4


@pytest.mark.parametrize(
    ("statement", "seen"),
    [
        ("UPDATE cases SET title = 'other' WHERE id = 2", "the row of case 2"),
        ("UPDATE cases SET outcome = 'won' WHERE id = 2", "the row of case 2"),
        ("UPDATE letters SET content = CAST(content || '0' AS BLOB) WHERE case_id = 2", "the letter of case 2"),
        ("DELETE FROM letters WHERE case_id = 2", "the letter of case 2"),
        ("UPDATE readings SET draft = x'44310000' WHERE case_id = 2", "the stored text of case 2"),
        ("UPDATE readings SET letter = substr(letter, 1, 40) WHERE case_id = 2", "the stored text of case 2"),
        ("UPDATE readings SET letter = CAST('Z9' || letter AS BLOB) WHERE case_id = 2", "the stored text of case 2"),
        ("DELETE FROM readings WHERE case_id = 2", "the stored text of case 2"),
    ],
)
def test_what_was_altered_is_named_and_refused(sound: Path, tmp_path: Path, statement: str, seen: str) -> None:
    path = tmp_path / "cases.db"
    path.write_bytes(sound.read_bytes())
    log = SqliteCaseLog(path, SetClock())
    assert log._db is not None
    log._db.execute(statement)
    assert seen in log.damage()
    read = log.content if "letter of" in seen else log.opened
    with pytest.raises(CaseLogError, match=seen) as caught:
        read(2)
    assert caught.value.kind is CaseLogErrorKind.DAMAGED
    assert log.opened(1).acts == log.opened(3).acts
    log.close()


def test_a_search_index_that_lags_is_seen(sound: Path, tmp_path: Path) -> None:
    path = tmp_path / "cases.db"
    path.write_bytes(sound.read_bytes())
    log = SqliteCaseLog(path, SetClock())
    assert log._db is not None
    log._db.execute("INSERT INTO case_words (rowid, case_number, title, name, notes) VALUES (9, 'x', 'y', 'z', '')")
    assert "the search index case_words" in log.damage()
    log.close()
