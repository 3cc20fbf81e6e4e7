"""The menu of the selected cases: open, every act, the order of the rows."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from imr_desk.ui.case_acts import CASE_ACTS
from imr_desk.ui.worklist.case_table import CaseTable


def case_menu(table: CaseTable, actions: Mapping[str, QAction]) -> QMenu:
    """Return the menu of the cases selected in the table; the acts are given by their ids."""
    menu = QMenu(table)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    opening = menu.addAction("&Open")
    opening.setEnabled(table.currentIndex().isValid())
    opening.triggered.connect(lambda: table.doubleClicked.emit(table.currentIndex()))
    for act in CASE_ACTS:
        if act.rule:
            menu.addSeparator()
        menu.addAction(actions[act.id])
    menu.addSeparator()
    menu.addMenu(table.sort_menu())
    return menu
