"""What the command line tells of the history, and keeps in it."""

import pytest
from click.testing import CliRunner

from imr_desk.bootstrap.workstation import open_workstation
from imr_desk.cli.main import desk
from imr_desk.model.case import HandlingChange
from imr_desk.model.facts import DueMark
from imr_desk.model.handling import SendToSecondReading, step_taken
from imr_desk.model.signature import Signature
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


def told(run, *words):
    done = run("history", *words)
    assert done.exit_code == 0, done.output
    return [line.split("\t") for line in done.stdout.splitlines()]


def exported(run, tmp_path, *words):
    done = run("export", 1, "--to", tmp_path / "papers", "--replace", *words)
    return done, [line[2] for line in told(run, "--case", 1) if line[2].startswith("exported")]


# The history of the log


def test_what_the_commands_do_to_a_log_stands_in_its_history_newest_first(run, log, tmp_path):
    run("backup")
    assert run("plain-copy", tmp_path / "plain.db").exit_code == 0
    assert run("protect", given=f"{PASSPHRASE}\n{PASSPHRASE}\n").exit_code == 0
    file = tmp_path / "passphrase.txt"
    file.write_text(PASSPHRASE, encoding="utf-8")
    assert run("cases", given=f"wrong\n{PASSPHRASE}\n").exit_code == 0
    assert run("--passphrase-file", file, "unprotect", "--yes").exit_code == 0
    words = [line[2] for line in told(run)]
    assert words[0] == "The protection of the log was changed: encryption removed"
    assert words[1].startswith("A wrong passphrase or code was tried at 20")
    assert words[2:4] == [
        "The protection of the log was changed: encrypted, opened by a passphrase",
        "A copy for other programs was written, not encrypted: plain.db",
    ]
    assert "A backup was begun" in words
    assert PASSPHRASE not in "".join(words)


def test_a_restored_log_says_so(run, log):
    run("backup")
    assert run("restore", "latest", "--yes").exit_code == 0
    when, who, words = told(run)[0]
    assert words.startswith("The log was restored from a backup: from cases-")
    assert "; the log before is kept as cases-" in words
    assert len(when) == 19
    assert who


def test_since_leaves_out_what_was_before_the_day(run, log):
    workstation = open_workstation(log)
    workstation.log.note_log_event("locked", "long ago", Signature("rn1", "2019-03-01T23:59:59-08:00"))
    workstation.log.note_log_event("locked", "then", Signature("rn1", "2019-03-02T00:00:00-08:00"))
    workstation.close()
    words = "".join(line[2] for line in told(run, "--since", "2019-03-02"))
    assert "then" in words
    assert "long ago" not in words
    assert "long ago" in "".join(line[2] for line in told(run))
    assert run("history", "--since", "yesterday").exit_code == 2


# The history of a case


def test_the_history_of_a_case_ends_with_its_import(run):
    lines = told(run, "--case", 1)
    assert lines[-1][2].startswith("imported: ")
    done = run("history", "--case", 9)
    assert done.exit_code == 1
    assert done.output.strip().endswith(".")


def test_who_may_still_read_the_case_blind_is_told_nothing(run, log):
    workstation = open_workstation(log)
    step, by = SendToSecondReading("open flags", "Ana Ruiz"), Signature("Sam Lead", "2026-11-24T09:00:00-08:00")
    handling = step_taken(step, workstation.log.case(1).handling, by)
    workstation.log.handle((HandlingChange(1, step, handling, DueMark()),), by)
    workstation.close()
    done = run("history", "--case", 1)
    assert (done.exit_code, done.stdout) == (1, "")
    assert "nothing made from its record is shown to you" in done.stderr
    assert "imported" not in "".join(line[2] for line in told(run))


# For whom a paper was written


def test_without_a_recipient_the_log_says_that_nobody_was_named(run, tmp_path):
    done, kept = exported(run, tmp_path)
    assert done.exit_code == 0
    assert kept == ["exported: Case summary (PDF); for nobody named (command line)"]
    _done, kept = exported(run, tmp_path, "--purpose", "for the file")
    assert kept[0].endswith("for nobody named (command line); purpose: for the file")


@pytest.mark.parametrize(
    ("words", "ends"),
    [
        (("--for", "claim-file", "--purpose", "act on it"), "for the claim file; purpose: act on it"),
        (
            ("--for", "Counsel: Lee and Park", "--purpose", "appeal?", "--paper", "summary-counsel"),
            "for defense counsel (Lee and Park); purpose: appeal?",
        ),
        (
            ("--for", "other: records office", "--purpose", "training", "--paper", "summary-deidentified"),
            "for records office; purpose: training",
        ),
        (
            ("--for", "employer", "--purpose", "duties", "--reason", "court order"),
            "for the employer; purpose: duties; more than the recipient needs, because: court order",
        ),
        # A reason that is not needed is not kept: it would say that there was more than needed.
        (
            ("--for", "auditor", "--purpose", "audit", "--reason", "none"),
            "for the auditor or regulator; purpose: audit",
        ),
    ],
)
def test_the_log_keeps_for_whom_and_what_for(run, tmp_path, words, ends):
    done, kept = exported(run, tmp_path, *words)
    assert done.exit_code == 0, done.output
    assert len(kept) == 1
    assert kept[0].endswith(f"; {ends}")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--for", "employer", "--purpose", "duties"), "3762(c)"),
        (("--for", "employer", "--purpose", "duties"), "--paper summary-employer"),
        (("--for", "employer", "--purpose", "duties", "--reason", " "), "--reason"),
        (("--for", "counsel"), "--purpose"),
        (("--for", "the boss", "--purpose", "x"), "claim-file, counsel, employer"),
        (("--for", "other", "--purpose", "x"), "behind a colon"),
        (("--reason", "x"), "--for"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_written(run, tmp_path, words, said):
    done, kept = exported(run, tmp_path, *words)
    assert done.exit_code == 1
    assert said in done.output
    assert done.output.strip().endswith(".")
    assert kept == []
    assert not (tmp_path / "papers").exists()
