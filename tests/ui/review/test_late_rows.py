"""Rows out of sight wait until what is seen is painted; nobody ever meets a value of the case before."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from imr_desk.model.edits import WriteNote
from imr_desk.ui.review import words as say
from imr_desk.ui.review.panel import ReviewPanel
from imr_desk.ui.session import Place
from tests.synthetic import make_letter, render_pdf
from tests.ui.showing import show_active

FIRST, SECOND = (render_pdf(make_letter("D", seed, items=2)) for seed in (7, 8))


@pytest.fixture
def form(qtbot, desk, dress):
    """Return a form on the screen that has shown one case, with every row of it filled."""
    panel = ReviewPanel(desk.session)
    panel.dress(dress)
    panel.resize(600, 500)
    qtbot.addWidget(panel)
    show_active(panel)
    desk.open(FIRST)
    panel.start()
    qtbot.waitUntil(lambda: not waiting(panel))
    return panel


def rows_of(form):
    return (*form.body.rows.values(), *form.facts.rows.values())


def waiting(form):
    return [row for row in rows_of(form) if row.waits]


def shown_words(row):
    """Return what stands in a row's editor without asking the row, which would fill it."""
    [editor] = row.stops
    return editor.words()


def entry_of(desk, row):
    return desk.session.review.entry(row.place.item, row.spec.name)


def is_right(desk, row):
    return shown_words(row) == say.editable(row.spec, entry_of(desk, row).value)


def in_sight(form):
    view = form._area.viewport()
    return [
        row for row in rows_of(form) if row.isVisible() and row.visibleRegion().boundingRect().height() > 1 and view
    ]


def test_what_is_in_sight_stands_there_at_once_and_the_rest_soon(form, desk, qtbot):
    desk.open(SECOND)
    assert waiting(form)
    assert all(is_right(desk, row) for row in in_sight(form))
    qtbot.waitUntil(lambda: not waiting(form))
    assert all(is_right(desk, row) for row in rows_of(form) if row.stops and not row.isHidden())


def test_what_waits_shows_nothing_of_the_case_before(form, desk):
    before = {row.spec.name: shown_words(row) for row in form.facts.rows.values()}
    desk.open(SECOND)
    late = [row for row in waiting(form) if row in form.facts.rows.values()]
    assert any(before[row.spec.name] for row in late)
    for row in late:
        assert is_right(desk, row) or shown_words(row) == ""
        assert row.stops[0].accessibleDescription() == "" or is_right(desk, row)


def test_who_scrolls_at_once_finds_everything_filled(form, desk, qtbot):
    desk.open(SECOND)
    assert waiting(form)
    bar = form._area.verticalScrollBar()
    bar.setValue(bar.maximum())
    last = list(form.facts.rows.values())[-3:]
    assert all(not row.waits and is_right(desk, row) for row in last)


def test_the_keyboard_finds_a_row_that_waits(form, desk):
    desk.open(SECOND)
    name = waiting(form)[-1].spec.name
    form.go_to(Place(None, name))
    assert QApplication.focusWidget() is form.row_in_focus().editor
    assert is_right(desk, form.row_in_focus())


def test_tab_goes_through_every_row_in_the_order_of_the_form(qtbot, desk, dress):
    """Right after the start most rows are not even built."""
    panel = ReviewPanel(desk.session)
    panel.dress(dress)
    panel.resize(600, 500)
    qtbot.addWidget(panel)
    show_active(panel)
    desk.open(FIRST)
    panel.go_to(Place(None, "case_number"))
    assert QApplication.focusWidget() is panel.row_in_focus().editor
    visited = []
    for _ in range(4):
        visited.append(desk.session.focus.name)
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    names = list(panel.facts.rows)
    assert visited == names[names.index("case_number") :][:4]


def test_an_act_leaves_nothing_waiting(form, desk):
    desk.open(SECOND)
    form.start()
    assert desk.session.act(WriteNote(None, "seen"))
    assert not waiting(form)


def test_details_are_built_when_they_are_unfolded(form, desk):
    form.body.more.setChecked(False)
    desk.open(SECOND)
    form.body.more.setChecked(False)
    row = form.body.rows["subcategory"]
    assert row.isHidden()
    form.body.more.setChecked(True)
    assert not row.isHidden()
    assert is_right(desk, row)


def test_the_view_does_not_move_while_rows_are_filled(form, desk, qtbot):
    desk.open(SECOND)
    form.start()
    qtbot.waitUntil(lambda: form._area.verticalScrollBar().maximum() > 0)
    header = form.items.current_header()
    QTest.qWait(0)
    at, top = form._area.verticalScrollBar().value(), header.mapTo(form, header.rect().topLeft())
    qtbot.waitUntil(lambda: not waiting(form))
    QTest.qWait(0)
    assert form._area.verticalScrollBar().value() == at
    assert header.mapTo(form, header.rect().topLeft()) == top


def test_the_form_names_the_keys_that_are_set(form, desk):
    form.show_keys(lambda act: {"finish": "F12", "overturn": "X", "take_excerpt": "Ctrl+9"}.get(act, ""))
    assert form.finish.finish.toolTip() == "F12"
    assert form.body.switch.overturned.toolTip().endswith("(X)")
    assert "(" not in form.body.switch.upheld.toolTip()
    assert form.body.excerpt.take.text() == "Take selection (Ctrl+9)"
    form.show_keys(say.no_key)
    assert form.finish.finish.toolTip() == ""
    assert form.body.excerpt.take.text() == "Take selection"
