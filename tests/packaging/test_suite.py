import os
from pathlib import Path

import pytest
from setup_steps import suite
from setup_steps.screen import can_make_screens, has_display
from setup_steps.suite import Verdict, closing_line, judged, pytest_runs
from setup_steps.worker_screen import SCREENS, choose_screen


def test_measurements_run_alone_after_the_other_tests() -> None:
    tests, measurements = pytest_runs(["tests/unit", "-x"], 2)

    assert tests == ("tests", ("-n", "2", "-m", "not performance"))
    assert measurements == ("measurements", ("-n", "0", "-m", "performance"))


@pytest.mark.parametrize("words", [["-m", "performance"], ["-n", "4"], ["-n4"], ["--numprocesses=2"]])
def test_a_person_who_chooses_gets_one_run_as_asked(words: list[str]) -> None:
    assert pytest_runs(words, 2) == (("tests", ()),)


def test_one_core_gets_one_run_without_workers() -> None:
    assert pytest_runs([], 1) == (("tests", ()),)


def test_a_run_that_finds_none_of_the_tests_asked_for_passes_only_beside_one_that_does() -> None:
    none, passed, failed = Verdict("measurements", 5), Verdict("tests", 0), Verdict("tests", 1)

    assert judged([passed, none]) == [passed]
    assert judged([failed, none]) == [failed]
    assert judged([none, none]) == [none, none]


def test_the_closing_line_says_what_failed() -> None:
    verdicts = [Verdict("ruff check", 0), Verdict("mypy", 1), Verdict("tests", 5)]

    assert closing_line(verdicts) == "Failed: mypy, tests."
    assert closing_line(verdicts[:1]) == "Passed: ruff check."


def test_each_worker_has_a_screen_of_its_own() -> None:
    def screen_of(worker: str) -> str:
        env = {"DISPLAY": ":7", SCREENS: ":7 :8", "PYTEST_XDIST_WORKER": worker}
        choose_screen(env)
        return env["DISPLAY"]

    assert [screen_of(worker) for worker in ("gw0", "gw1", "gw2", "master")] == [":7", ":8", ":7", ":7"]


def test_without_virtual_screens_a_worker_keeps_its_display() -> None:
    env = {"DISPLAY": ":7", "PYTEST_XDIST_WORKER": "gw1"}

    choose_screen(env)

    assert env["DISPLAY"] == ":7"


@pytest.mark.skipif(not can_make_screens(), reason="Xvfb or openbox is not installed")
def test_windows_of_tests_open_on_virtual_screens_though_a_person_has_a_display() -> None:
    with suite.test_room({"DISPLAY": "person:0"}) as room:
        assert room.env["QT_QPA_PLATFORM"] == "xcb"
        assert room.env["DISPLAY"] == room.env[SCREENS].split()[0]
        assert len(room.env[SCREENS].split()) == room.workers
        assert all(has_display({"DISPLAY": name}) for name in room.env[SCREENS].split())


def test_a_platform_that_a_person_has_chosen_stays() -> None:
    with suite.test_room({"QT_QPA_PLATFORM": "offscreen", "DISPLAY": ":3"}) as room:
        assert room.env["QT_QPA_PLATFORM"] == "offscreen"
        assert room.env["DISPLAY"] == ":3"


def test_without_xvfb_and_display_the_windows_stay_off_screen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    with suite.test_room({}) as room:
        assert room.env["QT_QPA_PLATFORM"] == "offscreen"


def test_pytest_finds_the_plugin_and_a_persons_own_path() -> None:
    with suite.test_room({"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": "own"}) as room:
        plugin_folder, own = room.env["PYTHONPATH"].split(os.pathsep)

    assert own == "own"
    assert (Path(plugin_folder) / "setup_steps" / "worker_screen.py").exists()
