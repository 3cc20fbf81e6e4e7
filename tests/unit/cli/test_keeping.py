"""The commands that keep a case log."""

import json
import sqlite3

import pytest
from click.testing import CliRunner

from imr_desk.caselog.keys import SHORTEST_PASSPHRASE
from imr_desk.cli.main import desk
from tests.synthetic import make_letter, render_pdf

PASSPHRASE = "otter violin thursday gravel"


@pytest.fixture
def log(tmp_path):
    return tmp_path / "cases.db"


@pytest.fixture
def run(log, tmp_path):
    def call(*words, given=None):
        return CliRunner().invoke(desk, ["--log", str(log), *map(str, words)], input=given)

    letter = tmp_path / "letter.pdf"
    letter.write_bytes(render_pdf(make_letter("D", 61)))
    assert call("import", letter).exit_code == 0
    return call


def test_a_backup_is_made_listed_verified_and_restored(run, log):
    assert "There is no backup" in run("backups").stderr
    assert run("backup").exit_code == 0
    (line,) = run("backups").stdout.splitlines()
    assert "not encrypted" in line
    assert "is whole" in run("verify", "latest").stdout
    log.unlink()
    done = run("restore", "latest", "--yes")
    assert done.exit_code == 0, done.output
    assert "1\t" in run("cases").stdout


def test_restoring_asks_first_and_a_no_changes_nothing(run, log):
    run("backup")
    before = log.read_bytes()
    assert run("restore", "latest", given="n\n").exit_code == 1
    assert log.read_bytes() == before
    assert "There is no backup nothing.db" in run("restore", "nothing.db", "--yes").stderr


def test_a_damaged_log_is_told_and_recovered(run, log):
    assert "is whole" in run("verify").stdout
    content = bytearray(log.read_bytes())
    content[4096 * 2 : 4096 * 3] = b"\xff" * 4096
    log.write_bytes(content)
    assert run("verify").exit_code == 1
    done = run("recover", "--yes")
    assert done.exit_code == 0, done.output
    assert "read back" in done.stdout
    assert len(list(log.parent.glob("cases-damaged-*.db"))) == 1


def test_protected_asked_for_and_unprotected(run, log, tmp_path):
    run("backup")
    done = run("protect", given=f"{PASSPHRASE}\n{PASSPHRASE}\n")
    assert done.exit_code == 0, done.output
    code = done.stdout.split("Recovery code: ")[1].split()[0]
    assert "Backups encrypted too: 1" in done.stderr
    assert PASSPHRASE not in done.output
    assert not log.read_bytes().startswith(b"SQLite")
    assert "encrypted already" in run("protect").stderr
    wrong = run("cases", given="nothing\nat\nall\n")
    assert wrong.exit_code == 1
    assert "does not open" in wrong.stderr
    assert "1\t" in run("cases", given=f"{code}\n").stdout
    file = tmp_path / "passphrase.txt"
    file.write_text(f"{PASSPHRASE}\n", encoding="utf-8")
    assert "1\t" in run("--passphrase-file", file, "cases").stdout
    assert run("--passphrase-file", file, "restore", "latest", "--yes").exit_code == 0
    assert run("--passphrase-file", file, "unprotect", "--yes").exit_code == 0
    assert log.read_bytes().startswith(b"SQLite")
    file.write_text("\n", encoding="utf-8")
    run("protect", given=f"{PASSPHRASE}\n{PASSPHRASE}\n")
    assert "no passphrase in passphrase.txt" in run("--passphrase-file", file, "cases").stderr


def test_a_passphrase_that_is_too_short_leaves_the_log_as_it_is(run, log):
    short = "x" * (SHORTEST_PASSPHRASE - 1)
    assert "at least" in run("protect", given=f"{short}\n{short}\n").stderr
    assert log.read_bytes().startswith(b"SQLite")


def test_a_plain_copy_opens_in_other_programs(run, tmp_path):
    target = tmp_path / "plain.db"
    assert run("plain-copy", target).exit_code == 0
    assert "--replace" in run("plain-copy", target).stderr
    assert run("plain-copy", target, "--replace").exit_code == 0
    with sqlite3.connect(target) as copy:
        assert copy.execute("SELECT count(*) FROM cases").fetchone() == (1,)
        (record,) = copy.execute("SELECT record FROM events WHERE record <> '' LIMIT 1").fetchall() or [("{}",)]
    json.loads(record[0])
    copy.close()
