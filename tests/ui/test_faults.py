"""What went wrong is told in full and without a word of a letter."""

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from imr_desk.ui.faults import CrashLog, Fault, FaultBook, crash_of, fault_of

ROOT = Path(__file__).resolve().parents[2]
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
CANARY = "CM17-0004711 lumbar fusion of Mrs. Example"


class _Unreadable:
    """A stored value that fails with letter text in its message as the program reads it."""

    def __bool__(self):
        return True

    def __str__(self):
        raise ValueError(CANARY)


def met():
    """Let code of the program fail on letter text, and fail again on the way out."""
    from imr_desk.ui.recent import _numbers

    try:
        _numbers(_Unreadable())
    except ValueError as error:
        later = KeyError(CANARY)
        later.__cause__ = error
        return later, error
    raise AssertionError("nothing failed")


def test_an_error_is_told_by_its_kinds_and_the_lines_of_the_program_alone(qapp):
    outer, inner = met()
    fault = fault_of(outer, inner.__traceback__)
    assert fault.kind == "KeyError, from ValueError"
    assert len(fault.lines) == 1  # the frames of this test, of the standard library and of Qt are none of its own
    assert fault.lines[0].startswith("imr_desk/ui/recent.py:")
    assert fault.lines[0].endswith(" in _numbers")
    book = FaultBook()
    book.note(fault, NOW)
    report = book.report()
    assert "CM17" not in report
    assert "Example" not in report
    assert str(Path.home()) not in report
    assert str(ROOT) not in report
    for word in ("imr_desk 0.", "Python 3.", "PySide6 6.", "platform ", "KeyError, from ValueError", "recent.py:"):
        assert word in report


def test_a_fault_that_comes_again_and_again_is_counted(qapp):
    book = FaultBook()
    for number in range(100):
        book.note(Fault("KeyError", ("imr_desk/ui/a.py:1 in a",)), NOW)
        book.note(Fault("ValueError", (f"imr_desk/ui/a.py:{number} in b",)), NOW)
    report = book.report()
    assert "KeyError (100 times)" in report
    assert report.count("ValueError") < 25
    assert "a.py:99 in b" in report


CHILD = """
import faulthandler, sys
from pathlib import Path
from imr_desk.ui.faults import CrashLog
from imr_desk.ui import background
log = CrashLog(Path(sys.argv[1]), Path(sys.argv[2]))
assert log.begin() is None
if sys.argv[3] == "crash":
    background._carry_out(faulthandler._sigsegv, None, None, None)
elif sys.argv[3] == "kill":
    import os
    os.kill(os.getpid(), 9)
log.end()
"""


def run(tmp_path, end):
    home, log = tmp_path / "CM17-0004711", tmp_path / "cases.db"
    done = subprocess.run(
        [sys.executable, "-c", CHILD, str(home), str(log), end], cwd=ROOT, check=False, capture_output=True
    )
    return done.returncode, home, log


@pytest.mark.skipif(sys.platform == "win32", reason="signals end a process like this on POSIX systems")
def test_a_run_that_died_is_told_at_the_next_start_and_only_then(tmp_path):
    status, home, log = run(tmp_path, "crash")
    assert status != 0
    (left,) = home.iterdir()
    assert "cases" not in left.name
    before = CrashLog(home, log)
    fault = before.begin()
    assert fault.kind == "Segmentation fault"
    assert len(fault.lines) == 1
    assert fault.lines[0].startswith("imr_desk/ui/background.py:")
    assert fault.lines[0].endswith(" in _carry_out")
    book = FaultBook()
    book.last_end = fault
    assert "The run before ended unexpectedly\n  Segmentation fault" in book.report()
    assert str(tmp_path) not in book.report()
    before.end()
    assert list(home.iterdir()) == []
    after = CrashLog(home, log)
    assert after.begin() is None
    after.end()


@pytest.mark.parametrize("end", ["well", "kill"])
def test_a_run_that_ended_or_was_killed_from_outside_is_no_crash_of_the_program(tmp_path, end):
    if end == "kill" and sys.platform == "win32":
        pytest.skip("kill -9 is a thing of POSIX systems")
    _, home, log = run(tmp_path, end)
    again = CrashLog(home, log)
    assert again.begin() is None
    again.end()


def test_a_folder_that_cannot_be_written_costs_nothing_but_the_crash_log(tmp_path):
    (tmp_path / "taken").write_text("a file where the folder should be")
    log = CrashLog(tmp_path / "taken", tmp_path / "cases.db")
    assert log.begin() is None
    log.end()


def test_what_the_interpreter_writes_elsewhere_is_no_crash():
    assert crash_of("") is None
    assert crash_of("some other words\n") is None
    words = (
        "Windows fatal exception: access violation\n\nCurrent thread 0x1 (most recent call first):\n"
        '  File "C:\\x.py", line 1 in f\n'
    )
    assert crash_of(words) == Fault("access violation", ())


def test_the_lines_are_those_of_the_thread_that_died():
    from imr_desk.ui import background, desk

    words = (
        "Fatal Python error: Aborted\n\n"
        f'Thread 0x1 (most recent call first):\n  File "{background.__file__}", line 7 in task\n\n'
        f'Current thread 0x2 (most recent call first):\n  File "/elsewhere/x.py", line 1 in f\n'
        f'  File "{desk.__file__}", line 9 in open\n  File "{desk.__file__}", line 3 in _take\n\n'
        f'Thread 0x3 (most recent call first):\n  File "{background.__file__}", line 8 in task\n\n'
        "Extension modules: msgspec._core (total: 1)\n"
    )
    assert crash_of(words) == Fault("Aborted", ("imr_desk/ui/desk.py:3 in _take", "imr_desk/ui/desk.py:9 in open"))
