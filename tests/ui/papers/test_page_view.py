"""One page of a paper at a time."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from imr_desk.documents.rendering import MupdfRenderer
from imr_desk.model.errors import LetterError
from imr_desk.ui.background import Lane
from imr_desk.ui.papers.page_view import PageView
from imr_desk.ui.papers.paper_pages import PaperPages
from tests.ui.letter.conftest import WatchedRenderer
from tests.ui.showing import show_active
from tests.unit.documents.pdf_making import with_lines


@pytest.fixture
def view(qtbot, dress):
    lane, renderer = Lane("papers"), WatchedRenderer()
    made = PageView(lane, dress)
    made.renderer = renderer
    made.resize(700, 420)
    show_active(made)
    made.settled = lambda: qtbot.waitUntil(lambda: made.is_settled, timeout=20_000)
    yield made
    renderer.open.set()
    lane.close()
    made.deleteLater()


def showing(view, pages):
    paper = PaperPages(view.renderer, with_lines(pages=pages))
    view.show_paper(paper, paper.count())
    view.settled()


@pytest.mark.parametrize("pages", [1, 2, 3, 5, 8, 9, 33])
def test_pages_are_counted_by_looking(pages):
    assert PaperPages(MupdfRenderer(), with_lines(pages=pages)).count() == pages


def test_a_page_that_cannot_be_drawn_is_counted_all_the_same():
    renderer = WatchedRenderer()
    renderer.damaged = {4}
    assert PaperPages(renderer, with_lines(pages=6)).count() == 6


def test_what_is_no_paper_is_told():
    with pytest.raises(LetterError):
        PaperPages(MupdfRenderer(), b"no paper").count()


def test_a_page_is_as_wide_as_the_view_and_drawn_as_fine_as_the_screen(view):
    showing(view, 2)
    page, scale = view.renderer.asked[-1]
    assert page == 1
    assert scale == pytest.approx((view.viewport().width() - 28) / 612 * view.devicePixelRatioF(), rel=0.01)
    picture = QImage(view.viewport().size(), QImage.Format.Format_RGB32)
    view.viewport().render(picture)
    assert picture.pixelColor(view.viewport().width() // 2, 30).name() == "#ffffff"


def test_keys_scroll_and_turn_pages(view):
    showing(view, 3)
    for _ in range(12):
        QTest.keyClick(view, Qt.Key.Key_PageDown)
        view.settled()
    assert view.page == 3
    assert view.accessibleName() == "Preview, page 3 of 3"
    QTest.keyClick(view, Qt.Key.Key_Home)
    view.settled()
    assert view.page == 1
    assert view.verticalScrollBar().value() == 0
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert view.verticalScrollBar().value() > 0
    QTest.keyClick(view, Qt.Key.Key_End)
    view.settled()
    QTest.keyClick(view, Qt.Key.Key_Space, Qt.KeyboardModifier.ShiftModifier)
    view.settled()
    assert view.page == 2
    assert view.verticalScrollBar().value() == view.verticalScrollBar().maximum()


def test_the_zoom_goes_in_steps_and_back_to_the_width(view):
    showing(view, 1)
    fitted = view.zoom
    QTest.keyClick(view, Qt.Key.Key_Plus)
    view.settled()
    assert view.zoom > fitted
    assert view.horizontalScrollBar().maximum() > 0
    QTest.keyClick(view, Qt.Key.Key_0)
    view.settled()
    assert view.zoom == pytest.approx(fitted)
    view.resize(500, 420)
    view.settled()
    assert view.is_fitted
    assert view.zoom < fitted


def test_the_wheel_turns_the_page_at_its_end(view):
    showing(view, 2)
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    at = QPointF(100, 100)
    none = Qt.MouseButton.NoButton
    turn = QWheelEvent(
        at, view.mapToGlobal(at), QPoint(), QPoint(0, -120), none, Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view.viewport(), turn)
    view.settled()
    assert view.page == 2


def test_only_the_newest_wish_is_drawn(view):
    showing(view, 9)
    view.renderer.open.clear()
    view.renderer.asked.clear()
    for page in range(2, 9):
        view.go_to(page)
    view.renderer.open.set()
    view.settled()
    drawn = {page for page, _ in view.renderer.asked}
    assert view.page == 8
    assert len(drawn) <= 2
    assert 8 in drawn


def test_a_page_that_cannot_be_drawn_says_why(view):
    told = []
    view.failed.connect(told.append)
    view.renderer.damaged = {2}
    showing(view, 2)
    view.go_to(2)
    view.settled()
    assert told == ["Page 2 is damaged."]
