"""Views, filters and search: what is shown is said, and everything can be taken away again."""

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from imr_desk.checks.registry import CHECKS
from imr_desk.config.places import resources_folder
from imr_desk.model.case import CaseStatus, HandlingChange
from imr_desk.model.draft import CaseOutcome, Decision
from imr_desk.model.facts import DueMark
from imr_desk.model.flag_names import FLAG_NAMES, flag_name
from imr_desk.model.handling import Assign, HoldReason, Priority, PutOnHold, RestoreHandling, Take
from imr_desk.model.queue import CaseFilter, DateRange, DueWindow
from imr_desk.model.second.reading import SecondReading, SecondState
from imr_desk.model.signature import Signature
from imr_desk.services.agreement_sums import Differing
from imr_desk.ui.worklist.case_words import STATUS_ICONS
from imr_desk.ui.worklist.filter_parts import PARTS, narrowed
from imr_desk.ui.worklist.panel import WorklistPanel
from imr_desk.ui.worklist.views import ALL, NEEDS_DATE, OVERDUE, TO_DO, built_in_views, mine
from tests.ui.showing import show_active
from tests.ui.worklist.conftest import BY, letter, standing

WHOLE = CaseFilter(
    arrived=DateRange("2026-11-01"), finished=DateRange("2026-11-01", "2026-11-30"),
    statuses=(CaseStatus.NEW,), words="lumbar", number="12", injury=DateRange("2024-01-01", "2025-01-01"),
    received=DateRange("2026-01-01"), decided=DateRange("", "2026-12-31"), due=DateRange("2026-11-24", "2026-11-24"),
    window=DueWindow.TODAY, outcomes=(CaseOutcome.OVERTURNED,), item_outcome=Decision.UPHELD, category="Surgery",
    subcategory="Spine", specialty="Pain", guideline="MTUS", reviewer="", priority=Priority.HIGH,
    flag="page-missing", label="Batch 12", corrected="decision_date", second=SecondState.COMPARING,
    second_reader="Ben", questions=True, item_decided=True, exact_specialty="Pain Medicine",
    cited_guideline="MTUS Knee",
)  # fmt: skip


def chips(desk):
    return [chip.toolTip().removeprefix("Take away: ") for chip in desk.page.chips.chips]


def test_every_part_of_a_filter_is_said_and_can_be_put_back():
    parts = narrowed(WHOLE, CaseFilter())
    assert parts == PARTS
    assert {name for part in parts for name in part.names} == (
        set(CaseFilter.__struct_fields__) - {"free_for", "idle_before", "letter"}
    )
    assert all(part.words(WHOLE) for part in parts)
    where = WHOLE
    for part in parts:
        where = part.put_back(where, CaseFilter())
    assert where == CaseFilter()
    assert not any(part.words(CaseFilter()) for part in PARTS)


def test_the_form_shows_a_whole_filter_and_gives_it_back(queue_desk, qtbot):
    desk = queue_desk(3)
    desk.page.side.form.show_filter(WHOLE)
    with qtbot.waitSignal(desk.page.side.form.changed) as told:
        desk.page.side.form.editors["number"].setText("123")
    assert told.args[0] == CaseFilter(**{**{n: getattr(WHOLE, n) for n in WHOLE.__struct_fields__}, "number": "123"})


@pytest.mark.parametrize("kind", ["memory", "sqlite"])
def test_filters_stand_as_chips_and_are_taken_away_one_by_one_or_all_at_once(queue_desk, kind):
    desk = queue_desk(60, kind)
    form = desk.page.side.form.editors
    form["specialty"].setText("pain")
    form["decided"].first.setText("11/1/2026")
    desk.settled()
    assert chips(desk) == ["Decided: from 1 Nov 2026", "Specialty: pain"]
    narrow = desk.rows.rowCount()
    assert 0 < narrow < 54
    desk.page.chips.chips[0].click()
    desk.settled()
    assert chips(desk) == ["Specialty: pain"]
    assert form["decided"].first.text() == ""
    assert desk.rows.rowCount() > narrow
    desk.page.chips.clear.click()
    desk.settled()
    assert chips(desk) == []
    assert desk.queue.where == TO_DO.where
    assert not desk.page.chips.isVisible()


def test_a_date_that_is_none_asks_for_nothing_and_says_so(queue_desk, qtbot):
    desk = queue_desk(4)
    received = desk.page.side.form.editors["received"]
    received.first.setFocus()
    QTest.keyClicks(received.first, "13/45/2026")
    QTest.keyClick(received.first, Qt.Key.Key_Tab)
    desk.settled()
    assert desk.queue.where.received == DateRange()
    assert received._problem.isVisible()
    received.first.setText("jan 5 2026")
    desk.settled()
    assert desk.queue.where.received == DateRange("2026-01-05")
    assert not received._problem.isVisible()


@pytest.mark.parametrize("words", ['"', "lumbar AND (", "a' OR 1=1 --", "NEAR(", "<b>lumbar</b>", "*", "^", "%"])
@pytest.mark.parametrize("kind", ["memory", "sqlite"])
def test_what_is_typed_into_the_search_is_literal(queue_desk, words, kind):
    desk = queue_desk(8, kind)
    desk.page.search.setText(words)
    desk.settled()
    assert desk.rows.rowCount() == 0
    assert desk.queue.problem == ""
    assert words in desk.page.empty.words.text()
    assert desk.page.empty.words.textFormat() is Qt.TextFormat.PlainText


def test_no_result_says_why_and_offers_to_clear_or_to_look_everywhere(queue_desk):
    desk = queue_desk(19)
    desk.page.search.setText("CM26-0000009")  # finished, so it is not among what is to do
    desk.settled()
    page = desk.page
    assert page.frame.stack.currentWidget() is page.empty
    assert page.empty.words.text() == "No case in “To do” fits: Words: CM26-0000009."
    assert page.empty.clear.isVisible()
    page.empty.everywhere.click()
    desk.settled()
    assert desk.ids() == [9]
    assert desk.queue.view == ALL
    page.chips.clear_all()
    desk.settled()
    assert desk.rows.rowCount() == 19


def test_the_panel_beside_the_letter_looks_for_the_same_words_in_all_cases(queue_desk, qtbot, dress):
    desk = queue_desk(20)
    panel = WorklistPanel(desk.worklist, desk.lane, dress, "rn1", queue=desk.queue)
    qtbot.addWidget(panel)
    show_active(panel)
    desk.queue.choose(OVERDUE)
    panel.search.setText("CM26-0000009")
    panel.search._search()
    desk.settled()
    assert panel.nothing.everywhere.isVisible()
    panel.nothing.everywhere.click()
    desk.settled()
    assert desk.ids() == [9]
    assert (desk.queue.view, panel.search.text()) == (ALL, "CM26-0000009")
    panel.hide()


ROWS = "".join(f'"=HYPERLINK({row})",({row}\r\n' for row in range(1_000_000))


def test_a_table_of_a_million_rows_that_is_pasted_by_mistake_is_cut_and_asks_no_nonsense(queue_desk):
    desk = queue_desk(6)
    page, form = desk.page, desk.page.side.form
    QApplication.clipboard().setText(ROWS)
    page.search.paste()
    desk.settled()
    assert desk.ids() == []
    assert len(page.search.text()) <= 400
    page.search.clear()
    desk.settled()
    for editor in form.editors.values():
        fields = editor.findChildren(QLineEdit) if not isinstance(editor, QLineEdit) else [editor]
        for field in fields:
            field.paste()
            desk.settled()
            assert len(field.text()) <= 400
            field.clear()
            desk.settled()
    assert len(desk.ids()) == 6
    page.side.begin_saving()
    page.side.name.paste()
    QTest.keyClick(page.side.name, Qt.Key.Key_Return)
    desk.settled()
    assert desk.said() == "A view needs a name of 1 to 60 characters."
    desk.table.select_ids(desk.ids()[:2])
    page.steps.begin("case_label")
    page.form.inputs[0].paste()
    QTest.keyClick(page.form.inputs[0], Qt.Key.Key_Return)
    desk.settled()
    assert "A label has 1 to 40 characters." in desk.said()
    QApplication.clipboard().clear()


def test_an_empty_to_do_names_what_waits_elsewhere_and_goes_there(queue_desk):
    desk = queue_desk(12)
    page, log = desk.page, desk.real
    desk.handling.take(range(1, 13), PutOnHold(HoldReason.OTHER, "asked the sender"))
    desk.log.on_qt_thread.clear()
    page.refresh()
    desk.settled()
    assert page.empty.words.text() == "No review is to be done. Elsewhere in the queue:"
    ways = [button.text() for button in page.empty.elsewhere]
    on_hold = log.count(CaseFilter(statuses=(CaseStatus.ON_HOLD,)), "2026-11-24")
    assert f"On hold: {on_hold} cases" in ways
    assert ways[0].startswith("Overdue: ")
    page.step_part(1)
    page.take_focus()
    assert page.empty.elsewhere[0].hasFocus()
    page.empty.elsewhere[ways.index(f"On hold: {on_hold} cases")].click()
    desk.settled()
    assert desk.queue.view.label == "On hold"
    assert len(desk.ids()) == on_hold
    page.show_view(TO_DO)
    desk.queue.narrow(CaseFilter(statuses=TO_DO.where.statuses, words="nothing like this"))
    desk.settled()
    assert page.empty.elsewhere == ()


def test_differences_that_wait_are_named_where_nothing_else_is_to_be_done(queue_desk):
    desk = queue_desk(1)
    asked, read = Signature("sup", "2026-11-20T08:00:00+00:00"), Signature("rn2", "2026-11-21T08:00:00+00:00")
    case = desk.real.case(1)
    second = SecondReading("a check", asked, first="rn1", reader="rn2", taken=read.at, signed=read)
    handling = msgspec.structs.replace(case.handling, reviewer="rn1", second=second)
    step = RestoreHandling(handling, "a second reading")
    desk.real.handle((HandlingChange(1, step, handling, DueMark()),), asked)
    desk.log.on_qt_thread.clear()
    desk.page.refresh()
    desk.settled()
    assert "All done" not in desk.page.empty.words.text()
    assert [button.text() for button in desk.page.empty.elsewhere] == ["Differences to settle: 1 case"]
    desk.page.empty.elsewhere[0].click()
    desk.settled()
    assert desk.ids() == [1]


def test_all_is_said_to_be_done_only_when_nothing_waits_anywhere(queue_desk):
    desk = queue_desk()
    desk.real.add(letter(9), standing(9), BY)  # finished, and nothing is due
    desk.page.refresh()
    desk.settled()
    assert desk.page.empty.words.text() == "All done. Nothing waits."
    assert desk.page.empty.elsewhere == ()


def test_an_empty_log_says_what_to_do(queue_desk, qtbot):
    desk = queue_desk(0)
    assert "Drop letters" in desk.page.empty.words.text()
    with qtbot.waitSignal(desk.page.open_requested):
        desk.page.empty.open.click()


@pytest.mark.parametrize("kind", ["memory", "sqlite"])
def test_views_have_numbers_and_show_what_they_say(queue_desk, kind):
    desk = queue_desk(120, kind)
    numbers = desk.page.counts.numbers
    for view in desk.page.side.built_in.views:
        if view.where is None:
            continue
        desk.page.show_view(view)
        desk.settled()
        assert desk.queue.total == numbers[view] == desk.rows.rowCount(), view.label
        assert desk.page.frame.title.text() == view.label
    assert numbers[OVERDUE] > 0
    assert numbers[NEEDS_DATE] == 3
    tile = next(tile for tile in desk.page.tiles.tiles if tile.view == OVERDUE)
    assert tile.number.text() == str(numbers[OVERDUE])
    assert tile.accessibleName() == f"Overdue: {numbers[OVERDUE]} cases"
    tile.click()
    desk.settled()
    assert desk.queue.view == OVERDUE
    assert tile.isChecked()


def test_arrows_in_the_views_show_the_view_they_come_to(queue_desk):
    desk = queue_desk(12)
    views = desk.page.side.built_in
    views.setFocus()
    views.setCurrentRow(0)
    QTest.keyClick(views, Qt.Key.Key_Down)
    desk.settled()
    assert desk.queue.view.label == "Mine"


@pytest.mark.parametrize("kind", ["memory", "sqlite"])
def test_a_filter_is_saved_under_a_name_renamed_and_deleted_for_all(queue_desk, kind):
    desk = queue_desk(40, kind)
    desk.queue.narrow(CaseFilter(specialty="pain"))
    desk.settled()
    side = desk.page.side
    desk.page.chips.save.click()
    assert side.name.hasFocus()
    QTest.keyClicks(side.name, "Pain doctors")
    QTest.keyClick(side.name, Qt.Key.Key_Return)
    desk.settled()
    assert [view.label for view in side.saved.views] == ["Pain doctors"]
    assert desk.page.counts.numbers[side.saved.views[0]] == 20
    desk.page.show_view(TO_DO)
    desk.settled()
    side.saved.setFocus()
    side.saved.setCurrentRow(0)
    QTest.keyClick(side.saved, Qt.Key.Key_F2)
    side.name.setText("Pain")
    QTest.keyClick(side.name, Qt.Key.Key_Return)
    desk.settled()
    assert [view.name for view in desk_views(desk)] == ["Pain"]
    side.saved.chosen.emit(side.saved.views[0])
    desk.settled()
    assert desk.rows.rowCount() == 20
    side.saved.setCurrentRow(0)
    QTest.keyClick(side.saved, Qt.Key.Key_Delete)
    desk.settled()
    assert desk_views(desk) == ()
    assert desk.told[-1][2] == "Undo"
    desk.told[-1][3]()
    desk.settled()
    assert [view.name for view in desk_views(desk)] == ["Pain"]


def desk_views(desk):
    views = desk.worklist.views()
    desk.log.on_qt_thread.clear()
    return views


def test_a_view_without_a_name_is_refused_in_words(queue_desk):
    desk = queue_desk(2)
    desk.page.side.begin_saving()
    QTest.keyClick(desk.page.side.name, Qt.Key.Key_Return)
    desk.settled()
    assert desk.told[-1][:2] == ("error", "A view needs a name of 1 to 60 characters.")


@pytest.mark.parametrize("kind", ["memory", "sqlite"])
def test_flags_that_occur_are_offered_by_name_and_narrow_the_queue(queue_desk, kind):
    desk = queue_desk(40, kind)
    flag = desk.page.side.form.editors["flag"]
    assert [flag.itemText(row) for row in range(flag.count())] == ["Any", "Criteria quoted, not applied"]
    flag.setCurrentIndex(1)
    desk.settled()
    assert desk.queue.where.flag == "criteria-not-taken-up"
    assert {number % 5 for number in desk.ids()} == {0}
    assert chips(desk) == ["Flag: Criteria quoted, not applied"]
    desk.page.chips.clear_all()
    desk.settled()
    assert flag.value() == ""


def test_a_flag_that_no_case_bears_is_named_all_the_same(queue_desk):
    desk = queue_desk(6)
    desk.queue.choose(ALL)
    desk.queue.narrow(CaseFilter(flag="a-newer-check"))
    desk.settled()
    assert chips(desk) == ["Flag: A newer check"]
    assert desk.page.side.form.editors["flag"].currentText() == "A newer check"


def test_every_check_has_one_name_and_no_name_is_left_over():
    told_by_extractor = {"page-edge", "page-ends-early"}
    assert {check.rule for check in CHECKS} | told_by_extractor == set(FLAG_NAMES)
    assert len(set(FLAG_NAMES.values())) == len(FLAG_NAMES)
    assert all(len(name) <= 40 and name == flag_name(rule) for rule, name in FLAG_NAMES.items())


@pytest.mark.parametrize("kind", ["memory", "sqlite"])
def test_what_is_mine_follows_the_person_who_works_here(queue_desk, kind, qtbot, dress):
    desk = queue_desk(40, kind)
    desk.handling.take((4, 8), Assign("Ben"))
    desk.handling.take((12,), Take())
    desk.log.on_qt_thread.clear()
    panel = WorklistPanel(desk.worklist, desk.lane, dress, "rn1", queue=desk.queue)
    qtbot.addWidget(panel)
    desk.page.show_view(mine("rn1"))
    desk.queue.narrow(CaseFilter(statuses=(CaseStatus.NEW,), reviewer="rn1", specialty="ortho"))
    desk.settled()
    assert desk.ids() == [12]
    desk.reviews.person = "Ben"
    for part in (panel, desk.page):
        part.show_person("Ben")
    desk.settled()
    assert desk.queue.view == mine("Ben") == panel.view
    assert desk.queue.where == CaseFilter(statuses=(CaseStatus.NEW,), reviewer="Ben", specialty="ortho")
    assert sorted(desk.ids()) == [4, 8]
    shown = desk.page.side.built_in
    assert shown.views[shown.currentRow()] == mine("Ben")
    tile = next(tile for tile in desk.page.tiles.tiles if tile.view == mine("Ben"))
    assert tile.isChecked()
    assert tile.number.text() == "2"
    who = desk.page.side.form.editors["reviewer"]
    assert [who.itemText(row) for row in range(who.count())] == ["Anyone", "Me (Ben)", "Nobody", "rn1"]
    assert who.currentText() == "Me (Ben)"
    desk.page.show_view(TO_DO)
    tile.click()
    desk.settled()
    assert sorted(desk.ids()) == [4, 8]


def test_every_status_has_a_view_a_sign_and_its_own_words():
    shown = {status for view in built_in_views("rn1") if view.where for status in view.where.statuses}
    assert shown == set(STATUS_ICONS) == set(CaseStatus)
    assert len(set(STATUS_ICONS.values())) == len(CaseStatus)
    assert all((resources_folder() / "icons" / f"{icon}.svg").exists() for icon in STATUS_ICONS.values())


def test_another_view_stays_when_the_person_changes(queue_desk):
    desk = queue_desk(40)
    desk.page.show_view(OVERDUE)
    desk.settled()
    ids = desk.ids()
    desk.page.show_person("Ben")
    desk.settled()
    assert (desk.queue.view, desk.ids()) == (OVERDUE, ids)


def test_steps_of_the_one_before_cannot_be_taken_back_by_the_next(queue_desk):
    desk = queue_desk(6)
    desk.table.select_ids([1])
    desk.page.steps.take(Assign("Ana"))
    desk.settled()
    assert desk.page.steps.bulk.undo_label
    desk.page.show_person("Ben")
    desk.page.steps.undo()
    assert desk.said() == "There is nothing to undo here."
    assert desk.real.case(1).handling.reviewer == "Ana"


def test_cases_behind_a_number_stand_under_chips_that_say_what_was_asked(queue_desk):
    desk = queue_desk(40)
    desk.page.show_cases("From the dashboard", CaseFilter(category="Surgery", item_outcome=Decision.UPHELD))
    desk.settled()
    assert desk.page.frame.title.text() == "All cases"
    assert desk.rows.rowCount() == 30
    assert chips(desk) == ["An item: Upheld: treatment stays denied", "Category: Surgery"]
    desk.page.show_cases("From the dashboard", CaseFilter(item_decided=True, cited_guideline="none such"))
    desk.settled()
    assert desk.rows.rowCount() == 0
    assert chips(desk) == ["An item: overturned or upheld", "Guideline is: none such"]
    desk.page.chips.clear_all()
    desk.settled()
    assert desk.rows.rowCount() == 40


def test_what_no_chip_can_say_stands_under_its_title(queue_desk):
    desk = queue_desk(4)
    desk.page.show_cases("From the agreement of readers", Differing(field="age"))
    assert desk.page.frame.title.text() == "From the agreement of readers"
    assert chips(desk) == []
