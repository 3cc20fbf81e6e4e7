"""Cases left lying: told in the queue, free for others, and the time that makes them so."""

import pytest
from PySide6.QtWidgets import QWidget

from imr_desk.model.case import HandlingChange
from imr_desk.model.facts import DueMark
from imr_desk.model.handling import Assign, TakeIdle
from imr_desk.model.people import Person, Role
from imr_desk.model.signature import Signature
from imr_desk.services.ownership import MOST_HOURS
from imr_desk.services.people import People
from imr_desk.ui.worklist.columns import COLUMNS
from imr_desk.ui.worklist.time_out_sheet import TimeOutSheet
from imr_desk.ui.worklist.views import TO_DO, free
from tests.ui.showing import show_active
from tests.ui.worklist.conftest import BY

WHO = next(place for place, column in enumerate(COLUMNS) if column.key == "who")


def lying(desk, case_id, who="Ana", since="2026-11-20T08:00:00.000+00:00"):
    """Let somebody have had a case since a moment, and not have worked on it."""
    step = Assign(who)
    after = step.apply(desk.real.case(case_id).handling, Signature("rn9", since))
    desk.real.handle((HandlingChange(case_id, step, after, DueMark()),), BY)


@pytest.mark.parametrize("kind", ["memory", "sqlite"])
def test_the_queue_says_what_lies_and_offers_it(queue_desk, kind):
    desk = queue_desk(8, kind, person="Ben")
    lying(desk, 2)
    lying(desk, 3, since="2026-11-24T08:30:00.000+00:00")
    lying(desk, 4, who="Ben")
    desk.page.show_view(TO_DO)
    desk.settled()
    cells = {case.id: desk.rows.cell(desk.rows.row_of(case.id), WHO) for case in desk.rows.cases}
    assert cells[2].words == "Ana, idle since 20 Nov"
    assert "anybody may take it" in cells[2].tip
    assert cells[3].words == "Ana"
    assert cells[4].words == "Ben, idle since 20 Nov"
    assert cells[1].words == "Nobody"
    desk.page.show_view(free("Ben"))
    desk.settled()
    assert sorted(desk.ids()) == [1, 2, 4, 5, 6, 7, 8]
    assert desk.page.counts.numbers[free("Ben")] == 7
    desk.table.select_ids([2])
    desk.settled()
    texts = [right.text() for _left, right in desk.page.details._facts._rows]
    assert "Ana; taken or last worked on 20 Nov 2026. Timed out: anybody may take it." in texts
    desk.page.steps.begin("case_take")
    desk.settled()
    assert desk.real.case(2).handling.reviewer == "Ben"
    assert isinstance(desk.real.events(2)[-1].step, TakeIdle)
    assert desk.said() == "Take: 1 case."
    desk.page.steps.undo()
    desk.settled()
    assert desk.real.case(2).handling.reviewer == "Ana"
    desk.table.select_ids([3])
    desk.page.steps.begin("case_take")
    desk.settled()
    assert desk.real.case(3).handling.reviewer == "Ana"


@pytest.fixture
def sheet(queue_desk, qtbot):
    desk = queue_desk(2)
    people = People(desk.real, desk.reviews.clock, desk.reviews, "rn1")
    window = QWidget()
    qtbot.addWidget(window)

    def make():
        made = TimeOutSheet(desk.ownership, people, desk.reviews, desk.lane, window)
        qtbot.addWidget(made)
        show_active(made)
        qtbot.waitUntil(lambda: made.hours.text() != "")
        return made

    desk.make, desk.people = make, people
    return desk


def test_a_supervisor_changes_the_time_and_switches_it_off(sheet, qtbot):
    made = sheet.make()
    assert made.on.isChecked()
    assert made.hours.text() == "24"
    made.hours.setText("8")
    with qtbot.waitSignal(made.hours_kept):
        made.save.click()
    assert sheet.real.kept("case-time-out") == "8"
    made = sheet.make()
    assert made.hours.text() == "8"
    made.on.setChecked(False)
    assert not made.hours.isEnabled()
    with qtbot.waitSignal(made.hours_kept):
        made.save.click()
    assert sheet.real.kept("case-time-out") == "0"
    made = sheet.make()
    assert not made.on.isChecked()


@pytest.mark.parametrize("wrong", ["", "0", str(MOST_HOURS + 1)])
def test_nonsense_is_told_and_not_kept(sheet, wrong):
    made = sheet.make()
    made.hours.setText(wrong)
    made.save.click()
    assert made.problem.text() == f"Write a number of hours from 1 to {MOST_HOURS:,}."
    assert made.isVisible()
    assert sheet.real.kept("case-time-out") is None


def test_a_nurse_sees_the_time_and_cannot_change_it(sheet):
    sheet.people.begin("rn1")
    sheet.people.put(Person("A. Ruiz, RN", Role.NURSE, "", sheet.people.hashed("correct horse battery")))
    sheet.people.sign_in("A. Ruiz, RN", "correct horse battery")
    made = sheet.make()
    assert not any(widget.isEnabled() for widget in (made.on, made.hours, made.save))
