"""Cases come a page at a time, in any order, and stay where they are when the log moves on."""

import pytest
from PySide6.QtCore import Qt

from imr_desk.model.handling import Assign, SetPriority
from imr_desk.model.handling import Priority as P
from imr_desk.model.queue import CaseFilter, CaseOrder, CaseQuery
from imr_desk.ui.worklist.columns import COLUMNS, column_of
from imr_desk.ui.worklist.queue import PAGE
from imr_desk.ui.worklist.views import ALL
from tests.ui.showing import show_active


def in_log_order(desk, limit=10_000):
    query = desk.queue.query
    asked = CaseQuery(query.where, query.order, query.descending, desk.worklist.today, limit)
    return [case.id for case in desk.real.cases(asked)]


def test_five_thousand_cases_come_page_by_page_as_the_view_nears_the_end(queue_desk, qtbot):
    desk = queue_desk(5000)
    desk.page.show_view(ALL)
    desk.settled()
    assert desk.rows.rowCount() == PAGE
    assert desk.page.frame.count.text() == "1–200 of 5,000"
    bar = desk.table.verticalScrollBar()
    while not desk.queue.is_whole:
        before = desk.rows.rowCount()
        bar.setValue(bar.maximum())
        qtbot.waitUntil(lambda before=before: desk.rows.rowCount() > before or desk.queue.is_whole, timeout=20_000)
    assert desk.ids() == in_log_order(desk)
    assert desk.page.frame.count.text() == "1–5,000 of 5,000"


@pytest.mark.parametrize("kind", ["memory", "sqlite"])
def test_a_click_on_a_head_sorts_and_another_turns_the_order(queue_desk, kind):
    desk = queue_desk(230, kind)
    header = desk.table.horizontalHeader()
    for order in (CaseOrder.CASE_NUMBER, CaseOrder.RECEIVED, CaseOrder.FLAGS):
        header.sectionClicked.emit(column_of(order))
        desk.settled()
        assert (desk.queue.query.order, desk.queue.query.descending) == (order, False)
        assert desk.ids() == in_log_order(desk, PAGE)
    header.sectionClicked.emit(column_of(CaseOrder.FLAGS))
    desk.settled()
    assert desk.queue.query.descending
    assert desk.ids() == in_log_order(desk, PAGE)
    assert header.sortIndicatorSection() == column_of(CaseOrder.FLAGS)
    assert header.sortIndicatorOrder() is Qt.SortOrder.DescendingOrder


def test_a_head_without_an_order_leaves_the_order_alone(queue_desk):
    desk = queue_desk(5)
    place = next(place for place, column in enumerate(COLUMNS) if column.order is None)
    desk.table.horizontalHeader().sectionClicked.emit(place)
    assert desk.table.horizontalHeader().sortIndicatorSection() == column_of(desk.queue.query.order)


def test_selection_and_place_stay_when_cases_change_come_and_go(queue_desk, qtbot):
    desk = queue_desk(600)
    desk.page.show_view(ALL)
    desk.queue.sort(CaseOrder.CASE_NUMBER)
    desk.settled()
    bar = desk.table.verticalScrollBar()
    bar.setValue(60 * desk.table.delegate.row_height + 7)
    desk.settled()
    top = desk.rows.case_at(desk.table.rowAt(0)).id
    offset = desk.table.rowViewportPosition(desk.table.rowAt(0))
    chosen = [desk.rows.case_at(row).id for row in (62, 64, 70)]
    desk.table.select_ids(chosen)
    desk.queue.narrow(CaseFilter(priority=P.NORMAL))  # another question starts from the top again …
    desk.settled()
    assert bar.value() == 0
    desk.queue.narrow(CaseFilter())
    desk.settled()
    bar.setValue(60 * desk.table.delegate.row_height + 7)
    desk.table.select_ids(chosen)
    desk.settled()
    desk.handling.take([chosen[0]], Assign("Ana"))  # … while news from the log leave everything in its place
    desk.log.on_qt_thread.clear()
    desk.page.refresh()
    desk.settled()
    assert desk.table.selected_ids() == chosen
    assert desk.rows.case_at(desk.rows.row_of(chosen[0])).handling.reviewer == "Ana"
    assert desk.rows.case_at(desk.table.rowAt(0)).id == top
    assert desk.table.rowViewportPosition(desk.table.rowAt(0)) == offset


def test_what_leaves_the_view_above_does_not_move_what_is_looked_at(queue_desk):
    desk = queue_desk(400)
    desk.queue.choose(ALL)
    desk.queue.narrow(CaseFilter(priority=P.NORMAL))
    desk.settled()
    bar = desk.table.verticalScrollBar()
    bar.setValue(50 * desk.table.delegate.row_height + 5)
    desk.settled()
    top = desk.rows.case_at(desk.table.rowAt(0)).id
    offset = desk.table.rowViewportPosition(desk.table.rowAt(0))
    chosen = [desk.rows.case_at(row).id for row in (51, 53)]
    desk.table.select_ids(chosen)
    gone = desk.ids()[3:20:2]
    desk.handling.take(gone, SetPriority(P.LOW))
    desk.log.on_qt_thread.clear()
    desk.page.refresh()
    desk.settled()
    assert not set(gone) & set(desk.ids())
    assert desk.rows.case_at(desk.table.rowAt(0)).id == top
    assert desk.table.rowViewportPosition(desk.table.rowAt(0)) == offset
    assert desk.table.selected_ids() == chosen


def test_rows_turn_into_any_other_rows_and_the_selection_goes_with_the_cases(queue_desk):
    desk = queue_desk(30)
    desk.queue.choose(ALL)
    desk.settled()
    cases = list(desk.rows.cases)
    desk.table.select_ids([cases[2].id, cases[11].id])
    turned = [*reversed(cases[5:]), cases[2]]
    desk.rows.become(turned, desk.rows.outlook)
    assert desk.ids() == [case.id for case in turned]
    assert set(desk.table.selected_ids()) == {cases[2].id, cases[11].id}
    assert [desk.rows.row_of(case.id) for case in turned] == list(range(len(turned)))


def test_page_and_panel_show_one_queue(queue_desk, qtbot, dress):
    from imr_desk.ui.worklist.panel import WorklistPanel

    desk = queue_desk(20)
    panel = WorklistPanel(desk.worklist, desk.lane, dress, "rn1", queue=desk.queue)
    qtbot.addWidget(panel)
    show_active(panel)
    desk.queue.narrow(CaseFilter(number="0000012"))
    desk.settled()
    assert panel.rows.rowCount() == 1
    assert panel.query == desk.queue.query
    panel.search.setText("nothing like this")
    qtbot.waitUntil(lambda: desk.queue.where.words == "nothing like this")
    desk.settled()
    assert desk.page.search.text() == "nothing like this"
    assert "nothing like this" in panel.empty.text()
    qtbot.waitUntil(lambda: not panel.counts.is_counting)
    panel.hide()


def test_the_log_is_asked_only_in_its_lane(queue_desk):
    desk = queue_desk(250)
    desk.page.show_view(ALL)
    desk.table.selectAll()
    desk.settled()
    assert {"cases", "count", "counts", "kept"} <= set(desk.log.asked)
    assert desk.log.on_qt_thread == []


def test_a_count_that_is_outdated_is_dropped(queue_desk, qtbot):
    desk = queue_desk(300)
    desk.log.asked.clear()
    for words in ("a", "b", "c", "lumbar"):
        desk.queue.narrow(CaseFilter(words=words))
    desk.settled()
    views = len([view for view in desk.page.side.views if view.where is not None])
    assert desk.log.asked.count("count") <= views + 2
    assert desk.queue.where.words == "lumbar"
    assert desk.rows.rowCount() == desk.queue.total == 75
