"""Steps with many cases: done by key, menu or button, told, stopped, refused with reasons, and taken back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from imr_desk.model.case import CaseStatus
from imr_desk.model.errors import CaseLogError, CaseLogErrorKind
from imr_desk.model.handling import Assign, GiveDate, HoldReason, Priority, Take
from imr_desk.ui.case_acts import CASE_ACTS
from imr_desk.ui.worklist.views import ALL, TO_DO
from tests.ui.showing import show_active

CONTROL = Qt.KeyboardModifier.ControlModifier


def press(key, modifiers=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(QApplication.focusWidget(), key, modifiers)


def handling(desk, case_id):
    return desk.real.case(case_id).handling


def select(desk, ids):
    desk.table.setFocus()
    desk.table.select_ids(ids)


@pytest.mark.parametrize("kind", ["memory", "sqlite"])
def test_cases_are_assigned_by_keys_and_ctrl_z_takes_it_back(queue_desk, kind):
    desk = queue_desk(30, kind)
    ids = desk.ids()[:12]
    select(desk, ids)
    press(Qt.Key.Key_A)
    form = desk.page.form
    assert form.isVisible()
    assert form.head.text() == "Assign 12 cases to"
    QTest.keyClicks(form.inputs[0], "Ana Ortiz")
    press(Qt.Key.Key_Return)
    desk.settled()
    assert {handling(desk, case_id).reviewer for case_id in ids} == {"Ana Ortiz"}
    assert desk.told[-1][:3] == ("good", "Assign to Ana Ortiz: 12 cases.", "Undo assign to Ana Ortiz, 12 cases")
    assert desk.table.selected_ids() == ids
    assert desk.table.hasFocus()
    press(Qt.Key.Key_Z, CONTROL)
    desk.settled()
    assert {handling(desk, case_id).reviewer for case_id in ids} == {""}
    assert desk.told[-1][:3] == ("good", "Undone: assign to Ana Ortiz: 12 cases.", "Redo")
    press(Qt.Key.Key_Z, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    desk.settled()
    assert {handling(desk, case_id).reviewer for case_id in ids} == {"Ana Ortiz"}
    desk.told[-1][3]()  # “Undo …” in the message does the same
    desk.settled()
    assert {handling(desk, case_id).reviewer for case_id in ids} == {""}


def test_take_and_give_back_need_no_question(queue_desk):
    desk = queue_desk(10)
    ids = desk.ids()[:3]
    select(desk, ids)
    press(Qt.Key.Key_T)
    desk.settled()
    assert {handling(desk, case_id).reviewer for case_id in ids} == {"rn1"}
    press(Qt.Key.Key_B)
    desk.settled()
    assert {handling(desk, case_id).reviewer for case_id in ids} == {""}
    for sentence in ("Give back: 3 cases.", "Take: 3 cases."):
        assert sentence in {told[1] for told in desk.told}


def test_those_it_does_not_fit_are_left_and_named_with_the_reason(queue_desk):
    desk = queue_desk(10)
    desk.page.show_view(ALL)
    desk.settled()
    first, second, third = desk.ids()[:3]
    desk.handling.take([second], Assign("Ana Ortiz"))
    desk.log.on_qt_thread.clear()
    select(desk, [first, second, third])
    press(Qt.Key.Key_T)
    desk.settled()
    assert handling(desk, second).reviewer == "Ana Ortiz"
    assert handling(desk, third).reviewer == "rn1"
    kind, sentence = desk.told[-1][:2]
    assert kind == "warning"
    assert sentence.startswith(f"Take: 2 cases. Left as they were: CM26-{second:07d}. Ana Ortiz works on this case.")
    press(Qt.Key.Key_T, Qt.KeyboardModifier.ShiftModifier)
    desk.settled()
    assert handling(desk, second).reviewer == "rn1"


@pytest.mark.parametrize("kind", ["memory", "sqlite"])
def test_a_hold_has_a_reason_and_a_day_and_leaves_what_is_to_do(queue_desk, kind):
    desk = queue_desk(12, kind)
    case_id = 8  # overturned, so that something is due
    select(desk, [case_id])
    press(Qt.Key.Key_H)
    reason, words, until = desk.page.form.inputs
    assert reason.hasFocus()
    QTest.keyClicks(words, "petition filed")
    QTest.keyClicks(until, "13/13/2026")
    QTest.keyClick(until, Qt.Key.Key_Return)
    assert desk.page.form.problem.isVisible()
    until.setText("12/15/26")
    QTest.keyClick(until, Qt.Key.Key_Return)
    desk.settled()
    hold = handling(desk, case_id).hold
    assert (hold.reason, hold.words, hold.until) == (HoldReason.APPEAL, "petition filed", "2026-12-15")
    assert desk.real.case(case_id).due.paused == "appeal filed"
    assert case_id not in desk.ids()
    desk.page.show_view(next(view for view in desk.page.side.built_in.views if view.label == "On hold"))
    desk.settled()
    assert desk.ids() == [case_id]
    select(desk, [case_id])
    press(Qt.Key.Key_R)
    desk.settled()
    assert desk.real.case(case_id).status is CaseStatus.NEW


def test_other_steps_ask_for_what_they_need(queue_desk):
    desk = queue_desk(6)
    desk.page.show_view(ALL)
    desk.settled()
    ids = desk.ids()[:2]
    for key, words in (
        (Qt.Key.Key_L, "Batch 12"),
        (Qt.Key.Key_S, "heading differs"),
        (Qt.Key.Key_K, "waits for OCR"),
    ):
        select(desk, ids)
        press(key)
        press(Qt.Key.Key_Return)
        assert desk.page.form.problem.isVisible()  # nothing was said
        QTest.keyClicks(desk.page.form.inputs[0], words)
        press(Qt.Key.Key_Return)
        desk.settled()
    after = handling(desk, ids[0])
    assert (after.labels, after.second_look, after.skipped) == (("Batch 12",), "heading differs", "waits for OCR")
    assert desk.real.case(ids[0]).status is CaseStatus.SECOND_LOOK
    select(desk, ids)
    press(Qt.Key.Key_P)
    desk.page.form.inputs[0].show_value(Priority.URGENT)
    press(Qt.Key.Key_Return)
    desk.settled()
    assert handling(desk, ids[1]).priority is Priority.URGENT
    select(desk, ids)
    press(Qt.Key.Key_L, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClicks(desk.page.form.inputs[0], "Batch 12")
    press(Qt.Key.Key_Return)
    desk.settled()
    assert handling(desk, ids[0]).labels == ()


def test_esc_leaves_everything_as_it_was(queue_desk):
    desk = queue_desk(4)
    select(desk, desk.ids()[:2])
    press(Qt.Key.Key_A)
    QTest.keyClicks(desk.page.form.inputs[0], "Ana")
    press(Qt.Key.Key_Escape)
    assert not desk.page.form.isVisible()
    assert desk.table.hasFocus()
    desk.settled()
    assert "handle" not in desk.log.asked


def test_the_form_says_of_how_many_cases_it_is_when_others_are_selected_meanwhile(queue_desk):
    desk = queue_desk(6)
    ids = desk.ids()
    select(desk, ids[:3])
    press(Qt.Key.Key_L)
    form = desk.page.form
    form.inputs[0].setText("Batch 12")
    assert form.head.text() == "Put a label on 3 cases"
    desk.table.select_ids(ids[3:5])
    assert form.head.text() == "Put a label on 2 cases"
    desk.table.clearSelection()
    QTest.keyClick(form.inputs[0], Qt.Key.Key_Return)
    assert form.isVisible()  # there is no case to do it with
    assert not form.accept.isEnabled()
    desk.table.select_ids(ids[4:])
    QTest.keyClick(form.inputs[0], Qt.Key.Key_Return)
    desk.settled()
    labelled = [case_id for case_id in ids if handling(desk, case_id).labels]
    assert sorted(labelled) == sorted(ids[4:])


def test_who_types_on_elsewhere_keeps_the_keyboard_when_a_step_ends(queue_desk, qtbot):
    desk = queue_desk(6)
    select(desk, desk.ids()[:2])
    press(Qt.Key.Key_L)
    QTest.keyClicks(desk.page.form.inputs[0], "Batch 12")
    press(Qt.Key.Key_Return)
    assert desk.table.hasFocus()
    desk.page.take_search()
    desk.settled()
    assert desk.said().startswith("Label “Batch 12”: 2 cases.")
    assert desk.page.search.hasFocus()


def test_what_was_done_after_a_step_is_not_taken_back_with_it(queue_desk):
    desk = queue_desk(6)
    first, second = desk.ids()[:2]
    select(desk, [first, second])
    press(Qt.Key.Key_A)
    QTest.keyClicks(desk.page.form.inputs[0], "Ana Ortiz")
    press(Qt.Key.Key_Return)
    desk.settled()
    desk.handling.take([first], GiveDate("date_billed", "2026-11-20"))  # as the panel of deadlines does
    desk.handling.take([second], Assign("Ben Roth"))
    desk.log.on_qt_thread.clear()
    desk.page.steps.undo()
    desk.settled()
    assert (handling(desk, first).reviewer, dict(handling(desk, first).dates)) == ("", {"date_billed": "2026-11-20"})
    assert handling(desk, second).reviewer == "Ben Roth"
    kind, sentence = desk.told[-1][:2]
    assert kind == "warning"
    assert sentence == (
        f"Undone: assign to Ana Ortiz: 1 case. Left as they were: CM26-{second:07d}. "
        "Who has the case changed again after this step, so it is left as it is."
    )


def test_ctrl_a_selects_what_is_loaded_and_offers_all_that_the_filter_lets_through(queue_desk):
    desk = queue_desk(520)
    desk.page.show_view(ALL)
    desk.settled()
    desk.table.setFocus()
    press(Qt.Key.Key_A, CONTROL)
    offer = desk.page.frame.offer
    assert offer.isVisible()
    assert offer.text() == "The 200 cases loaded are selected. Select all 520 that the filter lets through"
    assert desk.page.acts.count.text() == "200 cases selected"
    offer.click()
    assert desk.page.acts.count.text() == "520 cases selected"
    desk.settled()
    press(Qt.Key.Key_T)
    desk.settled()
    assert all(handling(desk, number).reviewer == "rn1" for number in range(1, 521))
    assert desk.told[-1][1] == "Take: 520 cases."
    press(Qt.Key.Key_Z, CONTROL)
    desk.settled()
    assert not any(handling(desk, number).reviewer for number in range(1, 521))


def test_a_long_step_tells_how_far_it_is_and_can_be_stopped_and_taken_back(queue_desk, qtbot):
    desk = queue_desk(700)
    desk.page.show_view(ALL)
    desk.settled()
    ids = list(range(1, 701))
    steps = desk.page.steps

    def stop(done, total, _label):
        if (done, total) == (250, 700):
            told = desk.told[-1]
            assert told[1:3] == ("Take: 250 of 700 cases", "Stop")
            told[3]()

    steps.bulk.stepped.connect(stop)
    steps.bulk.take(ids, Take())
    desk.settled()
    taken = [number for number in ids if handling(desk, number).reviewer == "rn1"]
    assert len(taken) == 250
    assert desk.told[-1][:2] == ("warning", "Stopped. Take: 250 cases.")
    steps.undo()
    desk.settled()
    assert not any(handling(desk, number).reviewer for number in ids)


def test_a_log_that_fails_in_the_middle_says_so_and_what_was_done_can_be_taken_back(queue_desk):
    desk = queue_desk(300)
    desk.page.show_view(ALL)
    desk.settled()

    def full(name):
        if name == "handle" and desk.log.asked.count("handle") > 1:
            raise CaseLogError(CaseLogErrorKind.DISK_FULL, "The disk is full.")

    desk.log.asked.clear()
    desk.log.before = full
    desk.page.steps.bulk.take(list(range(1, 301)), Take())
    desk.settled()
    assert desk.told[-1][:2] == ("error", "The disk is full. Take: 250 cases.")
    desk.log.before = None
    desk.page.steps.undo()
    desk.settled()
    assert not any(handling(desk, number).reviewer for number in range(1, 301))


def test_every_act_is_in_the_menu_and_none_can_be_done_without_a_case(queue_desk):
    desk = queue_desk(5)
    actions = desk.page._actions
    desk.table.clearSelection()
    assert not any(action.isEnabled() for action in actions.values())
    select(desk, desk.ids()[:1])
    menu = desk.page.case_menu()
    texts = [action.text() for action in menu.actions() if action.text()]
    assert texts == ["&Open", *(act.text for act in CASE_ACTS), "Sort by"]
    assert all(action.isEnabled() for action in actions.values())
    desk.page.hide()
    assert not any(action.isEnabled() for action in actions.values())
    show_active(desk.page)


def test_keys_of_the_acts_do_nothing_while_text_is_typed(queue_desk):
    desk = queue_desk(5)
    select(desk, desk.ids()[:1])
    desk.page.take_search()
    QTest.keyClicks(desk.page.search, "tab")
    assert desk.page.search.text() == "tab"
    desk.settled()
    assert "handle" not in desk.log.asked
    assert not desk.page.form.isVisible()


def test_the_next_case_goes_on_in_the_queue_that_is_shown(queue_desk):
    desk = queue_desk(30)
    desk.page.search.setText("MRI")
    desk.settled()
    ids = desk.ids()
    after = desk.worklist.next_after(ids[0], desk.queue.query)
    desk.log.on_qt_thread.clear()
    assert after.id == ids[1]
    assert desk.queue.view == TO_DO
