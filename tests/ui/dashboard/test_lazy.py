"""The charting library costs nothing to who never opens a dashboard."""

import subprocess
import sys
from functools import partial

import pytest
from PySide6.QtCore import Qt

from imr_desk.ui.dashboard.lazy_page import LazyDashboard, dashboard_page
from imr_desk.ui.dress import Dress
from imr_desk.ui.theme import DARK


@pytest.mark.parametrize("module", ["imr_desk.ui.app", "imr_desk.ui.dashboard.lazy_page"])
def test_the_window_starts_without_the_charting_library(module):
    code = f"import {module}, sys; sys.exit(any(name in sys.modules for name in ('pyqtgraph', 'numpy')))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_page_is_built_when_it_is_first_seen_and_counts_whenever_it_is_seen(board, qtbot):
    parts = board.page
    make = partial(dashboard_page, parts._figures, parts._saving._files, board.lane, board.answers)
    place = LazyDashboard(make, board.dress)
    qtbot.addWidget(place)
    place.dress(Dress(board.dress.icons, DARK))
    assert place.page is None
    place.show()
    qtbot.waitUntil(lambda: place.page.reviewers.content is not None)
    for again in (False, True):
        place.setVisible(again)
        assert place.page.is_counting is again
    qtbot.waitUntil(lambda: not place.page.is_counting)
    asked = []
    place.cases_requested.connect(asked.append)
    qtbot.keyClick(place.page.tiles.buttons[0], Qt.Key.Key_Space)
    with qtbot.waitSignal(place.left):
        qtbot.keyClick(place.page, Qt.Key.Key_Escape)
    assert asked == [place.page.tiles.buttons[0].tile.number.where]
