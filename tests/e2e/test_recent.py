"""The cases that were on the desk last are one menu away, and nothing of them is kept outside of the log."""

import os
from pathlib import Path

from imr_desk.ui.actions import RECENT


def offered(hands):
    acts = [hands.window.actions_[f"recent_{place}"] for place in range(1, RECENT + 1)]
    return [act.iconText() for act in acts if act.isVisible()]


def numbers_of(hands):
    return {case.id: case.digest.case_number for case in hands.window.workstation.log.cases(_everything())}


def _everything():
    from imr_desk.model.queue import CaseQuery

    return CaseQuery()


def visit(hands, *cases):
    for case_id in cases:
        hands.window.desk.open(case_id)
        hands.opened(case_id)


def settings_text():
    return (Path(os.environ["IMR_DESK_HOME"]) / "settings.ini").read_text(encoding="utf-8")


def test_recent_cases_are_offered_by_number_and_open_from_the_menu(program, letters):
    paths = [letters(seed) for seed in (101, 102, 103)]

    def work(hands):
        hands.until(lambda: not hands.window.intake.running)
        visit(hands, 1, 2, 3)
        numbers = numbers_of(hands)
        assert len(set(numbers.values())) == 3
        hands.until(lambda: offered(hands) == [numbers[2], numbers[1]])
        hands.window.actions_["recent_2"].trigger()
        hands.opened(1)
        hands.until(lambda: offered(hands) == [numbers[3], numbers[2]])
        work.numbers = numbers

    def the_next_day(hands):
        hands.opened()
        numbers = [work.numbers[n] for n in (1, 3, 2) if n != hands.session.case_id]
        hands.until(lambda: offered(hands) == numbers)
        kept = settings_text()
        assert not any(number in kept for number in work.numbers.values())
        assert not any(path.name in kept for path in paths)
        hands.window.actions_["clear_recent"].trigger()
        hands.until(lambda: offered(hands) == [])
        assert not hands.window.actions_["clear_recent"].isVisible()

    def after_clearing(hands):
        hands.opened()
        hands.window.settings.sync()
        assert offered(hands) == []

    assert program(work, "open", *paths) == 0
    assert program(the_next_day) == 0
    assert program(after_clearing) == 0


def test_a_case_that_is_gone_drops_out_without_a_word(program, letters):
    def work(hands):
        hands.opened()
        key = hands.window.recent._key
        hands.window.settings.setValue(key, "77 1 nonsense -4 78")

    def later(hands):
        hands.opened()
        hands.until(lambda: hands.window.settings.value(hands.window.recent._key) == "1")
        assert offered(hands) == []
        assert hands.message() == ""

    assert program(work, "open", letters(104)) == 0
    assert program(later) == 0


def test_another_log_has_a_list_of_its_own(program, letters, tmp_path):
    def work(hands):
        hands.until(lambda: not hands.window.intake.running)
        visit(hands, 2, 1)
        hands.until(lambda: len(offered(hands)) == 1)

    def elsewhere(hands):
        hands.opened(1)
        hands.until(lambda: not hands.window._lanes.log.busy)
        assert offered(hands) == []

    assert program(work, "open", letters(105), letters(106)) == 0
    assert program(elsewhere, "open", letters(107), log=tmp_path / "other.db") == 0
