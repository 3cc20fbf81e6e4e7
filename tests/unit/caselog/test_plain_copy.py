"""The plain copy: read by Python's own SQLite, as its description says, and of one moment."""

import re
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from imr_desk.caselog.engine import CAN_ENCRYPT
from imr_desk.caselog.plain_copy import FORMAT, VIEWS, write_plain_copy
from imr_desk.caselog.protecting import Vault
from imr_desk.caselog.sqlite import SqliteCaseLog
from imr_desk.model.errors import CaseLogError
from tests.contracts.caselog.letters import PACIFIC, SetClock, a_day_of_acts, added, new_letter, recorded, signed
from tests.unit.caselog.conftest import ROOT
from tests.unit.caselog.writer import act, standing

NOW = datetime(2026, 1, 6, 8, 0, 0, tzinfo=PACIFIC)


@pytest.fixture
def copy(log: SqliteCaseLog, tmp_path: Path) -> Iterator[sqlite3.Connection]:
    for number in ("CM26-0100001", "CM26-0100002"):
        letter = new_letter(number)
        recorded(log, added(log, letter), letter, a_day_of_acts(letter))
    log.keep("views", "[]", signed())
    write_plain_copy(log, tmp_path / "plain.db", NOW)
    with closing(sqlite3.connect(tmp_path / "plain.db")) as connection:
        connection.row_factory = sqlite3.Row
        yield connection


def rows(copy: sqlite3.Connection, question: str) -> list[dict[str, object]]:
    return [dict(row) for row in copy.execute(question)]


def test_the_views_are_those_of_the_description(copy: sqlite3.Connection) -> None:
    text = (ROOT / "docs" / "plain-copy.md").read_text(encoding="utf-8")
    told = {}
    for part in text.split("\n## ")[1:]:
        names = re.findall(r"^\| `(\w+)` \|", part, re.MULTILINE)
        if names:
            told[part.split("`")[1]] = names
    there = {
        name: [column for _, column, *_ in copy.execute(f"PRAGMA table_info({name})")]
        for (name,) in copy.execute("SELECT name FROM sqlite_master WHERE type = 'view'")
    }
    assert there == told
    assert set(VIEWS) == set(there)
    assert FORMAT in text
    for question in text.split("## Examples")[1].split(";"):
        copy.execute(question).fetchall()


def test_it_says_what_the_log_says(copy: sqlite3.Connection, log: SqliteCaseLog) -> None:
    for case in (log.case(1), log.case(2)):
        (row,) = rows(copy, f"SELECT * FROM cases WHERE case_id = {case.id}")
        digest = case.digest
        assert row["case_number"] == digest.case_number
        assert (row["status"], row["priority"]) == (case.status.value, "normal")
        assert row["outcome"] == (digest.outcome.value if digest.outcome else "")
        assert (row["treatments"], row["items"]) == (digest.title, digest.items)
        assert (row["file_sha256"], row["file_bytes"]) == (case.fingerprint, case.size)
        (handled,) = log.handled([case.id])
        decided = rows(copy, f"SELECT * FROM decisions WHERE case_id = {case.id} ORDER BY item")
        assert [row["treatment"] for row in decided] == [item.title for item in handled.facts.items]
        assert [row["outcome"] for row in decided] == [
            item.outcome.value if item.outcome else "" for item in handled.facts.items
        ]
        for row in decided:
            if row["outcome"] == "upheld":
                assert row["meaning"] == "the denial stands: the treatment stays denied"
            if row["outcome"] == "overturned":
                assert row["meaning"] == "the denial falls: the treatment is approved"
        told = rows(copy, f"SELECT * FROM events WHERE case_id = {case.id}")
        assert [(row["event"], row["who"], row["kind"]) for row in told] == [
            (event.seq, event.by, event.kind) for event in log.events(case.id)
        ]
        assert {"confirm field", "set field"} <= {row["what"] for row in told}
    assert {row["outcome"] for row in rows(copy, "SELECT outcome FROM decisions")} & {"upheld", "overturned"}
    (kept,) = rows(copy, "SELECT * FROM events WHERE case_id IS NULL")
    assert (kept["kind"], kept["case_number"]) == ("kept", None)


def test_it_names_its_version_and_the_end_of_the_history(copy: sqlite3.Connection) -> None:
    about = {row["name"]: row["value"] for row in rows(copy, "SELECT * FROM about")}
    last = copy.execute("SELECT event, hash FROM events ORDER BY event DESC LIMIT 1").fetchone()
    assert about["format"] == FORMAT
    assert (about["events"], about["last_hash"]) == (str(last[0]), last[1])
    assert about["made_at"] == NOW.isoformat()
    assert copy.execute("PRAGMA user_version").fetchone()[0] == 1


def test_no_letter_is_in_it_and_nothing_is_left_beside(copy: sqlite3.Connection, path: Path, tmp_path: Path) -> None:
    content = (tmp_path / "plain.db").read_bytes()
    assert new_letter().content not in content
    assert not [name for (name,) in copy.execute("SELECT name FROM sqlite_master") if name in ("letters", "readings")]
    assert {file.name for file in path.parent.iterdir()} == {"cases.db", "cases.db-wal", "cases.db.holder"}
    assert {file.name for file in tmp_path.iterdir()} == {"desk", "plain.db"}


def test_it_is_of_one_moment_while_others_write(log: SqliteCaseLog, tmp_path: Path) -> None:
    case = added(log, new_letter(repeated=200))
    enough = threading.Event()

    def write() -> None:
        number = 0
        while not enough.is_set():
            number += 1
            log.record(case.id, act(number), standing(number))

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(3):
            write_plain_copy(log, tmp_path / f"{number}.db", NOW)
    finally:
        enough.set()
        writer.join()
    for number in range(3):
        with closing(sqlite3.connect(tmp_path / f"{number}.db")) as copy:
            (acts,) = copy.execute("SELECT count(*) FROM events WHERE kind = 'act'").fetchone()
            (title,) = copy.execute("SELECT treatments FROM cases").fetchone()
            assert title == (standing(acts).digest.title if acts else case.digest.title)


def test_it_cannot_take_the_place_of_the_log(log: SqliteCaseLog, path: Path, tmp_path: Path) -> None:
    added(log, new_letter())
    with pytest.raises(CaseLogError, match="cannot take the place of the log"):
        write_plain_copy(log, path, NOW)
    (tmp_path / "taken").mkdir()
    with pytest.raises(CaseLogError, match="The copy taken could not be written"):
        write_plain_copy(log, tmp_path / "taken", NOW)


@pytest.mark.skipif(not CAN_ENCRYPT, reason="sqlcipher3 is not installed")
def test_an_encrypted_log_gives_one_too_and_leaves_nothing_else_in_the_open(path: Path, tmp_path: Path) -> None:
    SqliteCaseLog(path, SetClock()).close()
    key, _ = Vault(path).protect("seven violet anvils", in_store=False)
    log = SqliteCaseLog(path, SetClock(), key=key)
    added(log, new_letter("CM26-0100042"))
    write_plain_copy(log, tmp_path / "plain.db", NOW, key)
    log.close()
    with closing(sqlite3.connect(tmp_path / "plain.db")) as copy:
        assert copy.execute("SELECT case_number FROM cases").fetchall() == [("CM26-0100042",)]
    for file in path.parent.rglob("*"):
        assert file.is_dir() or b"SQLite format 3" not in file.read_bytes()
