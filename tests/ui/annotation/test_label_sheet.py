"""The table of labels: edited by a supervisor, looked at by all."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from imr_desk.model.annotations import LABELS, LabelColor
from imr_desk.services.labels import Labels
from imr_desk.ui.annotation.label_sheet import LabelSheet
from tests.ui.showing import show_active


@pytest.fixture
def sheet(desk, dress, qtbot):
    window = QWidget()
    qtbot.addWidget(window)

    def opened(refusal=""):
        made = LabelSheet(Labels(desk.log), desk.reviews.sign, desk.lane, dress, refusal, window)
        show_active(made)
        return made

    return opened


def saved(sheet, qtbot):
    with qtbot.waitSignal(sheet.labels_changed):
        sheet.save.click()


def test_a_changed_label_is_kept_in_the_log_for_all(sheet, desk, qtbot):
    shown = sheet()
    shown.table.item(0, 1).setText("  Own   reasoning ")
    shown.table.item(0, 2).setText("J")
    shown.table.cellWidget(0, 3).setCurrentIndex(tuple(LabelColor).index(LabelColor.TEAL))
    shown.table.item(1, 0).setCheckState(Qt.CheckState.Unchecked)
    saved(shown, qtbot)
    table = Labels(desk.log)
    first = table.table[0]
    assert (first.key, first.name, first.hotkey, first.color) == (
        "reviewer-reasoning", "Own reasoning", "j", LabelColor.TEAL,
    )  # fmt: skip
    assert table.by_hotkey("J") == first
    assert not table.table[1].active
    assert table.by_hotkey("f") is None


def test_a_new_label_gets_a_key_of_its_own(sheet, desk, qtbot):
    shown = sheet()
    shown.add.click()
    row = shown.table.rowCount() - 1
    shown.table.item(row, 1).setText("Diagnosis")
    shown.table.item(row, 4).setText("A second kind of diagnosis.")
    shown.save.click()
    assert "Two labels have the name “diagnosis”" in shown.said.text()
    shown.table.item(row, 1).setText("Diagnosis 2")
    saved(shown, qtbot)
    assert Labels(desk.log).table[-1].key == "diagnosis-2"


def test_a_table_that_makes_no_sense_is_refused_in_words(sheet, desk):
    shown = sheet()
    shown.table.item(0, 2).setText("f")
    shown.save.click()
    assert shown.said.isVisible()
    assert shown.said.text() == "Two labels have the letter “f”. Give one of them another."
    assert Labels(desk.log).table == LABELS


def test_labels_move_and_the_shipped_ones_come_back(sheet, desk, qtbot):
    shown = sheet()
    shown.table.setCurrentCell(0, 1)
    shown.down.click()
    saved(shown, qtbot)
    assert Labels(desk.log).table[1] == LABELS[0]
    shown.shipped.click()
    saved(shown, qtbot)
    assert Labels(desk.log).table == LABELS


def test_who_may_not_change_it_can_look_at_it(sheet):
    shown = sheet("Only a supervisor or an administrator may change the labels.")
    assert shown.said.text().startswith("Only a supervisor")
    assert not shown.save.isVisible()
    assert not shown.table.cellWidget(0, 3).isEnabled()
    assert not shown.table.item(0, 1).flags() & Qt.ItemFlag.ItemIsEditable
