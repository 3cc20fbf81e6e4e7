"""The list of recent cases over a log in memory."""

import pytest
from PySide6.QtCore import QObject, QSettings

from imr_desk.ui.actions import RECENT
from imr_desk.ui.recent import RecentCases


@pytest.fixture
def recent(desk, tmp_path):
    """Return the list over twelve letters that state no case number."""
    for number in range(12):
        desk.open(f"Dear reviewer, this is letter {number}.\n".encode() * 3, name=f"letter-{number}.txt")
    owner = QObject()
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    yield RecentCases(desk.log, tmp_path / "cases.db", settings, desk.lane, owner)
    desk.lane.close()


def test_ten_are_offered_the_last_one_first_and_never_the_one_on_the_desk(recent, qtbot):
    for case_id in range(1, 13):
        recent.opened(case_id)
    qtbot.waitUntil(lambda: len(recent.offered) == RECENT)
    assert [case.case_id for case in recent.offered] == list(range(11, 1, -1))
    recent.closed()
    qtbot.waitUntil(lambda: recent.offered[0].case_id == 12)


def test_a_letter_without_a_case_number_is_called_by_its_place_in_the_log(recent, qtbot):
    recent.opened(3)
    recent.opened(5)
    qtbot.waitUntil(lambda: [case.words for case in recent.offered] == ["letter 3"])
