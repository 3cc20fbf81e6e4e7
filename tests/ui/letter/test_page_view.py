"""The pages of a letter on the desk: drawn, scrolled, zoomed, turned."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from imr_desk.model.geometry import Rect
from imr_desk.ui.letter.page_layout import Fit
from imr_desk.ui.letter.tiles import PageTheme
from imr_desk.ui.session import Place
from tests.synthetic import make_letter, render_pdf


def turn_wheel(view, pos, notches, modifiers=Qt.KeyboardModifier.NoModifier):
    event = QWheelEvent(
        QPointF(pos), view.viewport().mapToGlobal(QPointF(pos)), QPoint(), QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton, modifiers, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view.viewport(), event)


def inked(view, page, rect):
    """Tell how dark the darkest pixel of a box on a page is."""
    image = view.viewport().grab().toImage()
    box = view.rect_in_view(page, rect).toRect().intersected(image.rect())
    assert not box.isEmpty()
    points = ((x, y) for x in range(box.left(), box.right()) for y in range(box.top(), box.bottom()))
    return min(image.pixelColor(x, y).lightness() for x, y in points)


def test_words_are_painted_where_the_reader_found_them(reading):
    for word in reading.letter.page(1).words[:40:8]:
        assert inked(reading.pages, 1, word.box) < 110


def test_a_letter_opens_at_its_top_as_wide_as_the_view(reading):
    assert reading.pages.fit is Fit.WIDTH
    assert reading.pages.verticalScrollBar().value() == 0
    frame = reading.pages.layout_of_pages.frame(1)
    assert reading.pages.viewport().width() - 40 < frame.width < reading.pages.viewport().width()


def test_opening_draws_the_first_page_once_and_the_next_ahead(reading):
    first = [scale for page, scale in reading.renderer.asked if page == 1 and scale > 0.5]
    assert len(first) == 1
    assert any(page == 2 for page, _ in reading.renderer.asked)


def test_a_view_made_wider_keeps_its_fit_and_its_place(reading, qtbot):
    view = reading.pages
    view.go_to_page(2)
    view.verticalScrollBar().setValue(view.verticalScrollBar().value() + 100)
    top = view.spot_at(QPointF(view.viewport().width() / 2, 0))
    reading.panel.resize(820, 640)
    qtbot.waitUntil(lambda: view.viewport().width() > 700)
    reading.settled()
    frame = view.layout_of_pages.frame(2)
    assert view.viewport().width() - 40 < frame.width < view.viewport().width()
    after = view.spot_at(QPointF(view.viewport().width() / 2, 0))
    assert after.page == top.page
    assert after.y == pytest.approx(top.y, abs=2)


def test_zooming_with_the_wheel_keeps_what_is_under_the_pointer(reading):
    view, pos = reading.pages, QPoint(300, 420)
    before = view.spot_at(QPointF(pos))
    turn_wheel(view, pos, 3, Qt.KeyboardModifier.ControlModifier)
    turn_wheel(view, pos, 2, Qt.KeyboardModifier.ControlModifier)
    after = view.spot_at(QPointF(pos))
    assert view.fit is Fit.FREE
    assert view.zoom > 1.4
    assert (after.x, after.y) == (pytest.approx(before.x, abs=1), pytest.approx(before.y, abs=1))


def test_zooming_by_key_stops_at_round_sizes_and_zero_fits_the_width_again(reading):
    view = reading.pages
    QTest.keyClick(view, Qt.Key.Key_Plus)
    assert view.zoom in (0.9, 1.0)
    QTest.keyClick(view, Qt.Key.Key_Minus)
    assert view.fit is Fit.FREE
    QTest.keyClick(view, Qt.Key.Key_0)
    assert view.fit is Fit.WIDTH


def test_while_a_size_is_drawn_the_nearest_one_stands_in(reading):
    view, word = reading.pages, reading.letter.page(1).words[0]
    reading.renderer.open.clear()
    view.zoom_to(1.6)
    view.verticalScrollBar().setValue(0)
    view.horizontalScrollBar().setValue(0)
    assert view._pictures.waiting
    assert inked(view, 1, word.box) < 190
    reading.renderer.open.set()
    reading.settled()
    assert inked(view, 1, word.box) < 110


def test_space_and_page_keys_go_by_screens_and_home_and_end_to_the_ends(reading, qtbot):
    view, bar = reading.pages, reading.pages.verticalScrollBar()
    QTest.keyClick(view, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: bar.value() == round(view.viewport().height() * 0.9))
    QTest.keyClick(view, Qt.Key.Key_Space, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: bar.value() == 0)
    QTest.keyClick(view, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: bar.value() == bar.maximum())
    assert view.page == len(reading.letter.pages)
    QTest.keyClick(view, Qt.Key.Key_Home)
    qtbot.waitUntil(lambda: bar.value() == 0)
    QTest.keyClick(view, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: bar.value() == 40)
    QTest.keyClick(view, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert view.page == 2


def test_screens_pressed_quickly_add_up(reading, qtbot):
    view = reading.pages
    for _ in range(2):
        QTest.keyClick(view, Qt.Key.Key_PageDown)
    qtbot.waitUntil(lambda: view.verticalScrollBar().value() == round(round(view.viewport().height() * 0.9) * 2))


def test_the_wheel_scrolls(reading, qtbot):
    turn_wheel(reading.pages, QPoint(300, 300), -2)
    qtbot.waitUntil(lambda: reading.pages.verticalScrollBar().value() == 240)


def test_left_and_right_turn_pages_while_the_whole_width_shows(reading):
    QTest.keyClick(reading.pages, Qt.Key.Key_Right)
    assert reading.pages.page == 2
    QTest.keyClick(reading.pages, Qt.Key.Key_Left)
    assert reading.pages.page == 1


def test_keys_that_the_view_does_not_know_go_on_to_the_window(reading, qtbot):
    seen = []
    reading.panel.keyPressEvent = lambda event: seen.append(event.key())
    QTest.keyClick(reading.pages, Qt.Key.Key_O)
    QTest.keyClick(reading.pages, Qt.Key.Key_Escape)
    assert seen == [Qt.Key.Key_O, Qt.Key.Key_Escape]


def test_turned_pages_show_their_words_at_the_turned_place(reading):
    view, word = reading.pages, reading.letter.page(1).words[0]
    asked = len(reading.renderer.asked)
    for _ in range(4):
        reading.panel.views.rotate()
        reading.panel.views.pages.set_fit(Fit.PAGE)
        reading.settled()
        assert inked(view, 1, word.box) < 150
    assert view.rotation == 0
    assert len(reading.renderer.asked) - asked <= 10


def test_a_turn_is_kept_for_its_letter(reading, letter_bytes):
    reading.panel.views.rotate()
    reading.open(render_pdf(make_letter("D", 8, items=1)))
    assert reading.pages.rotation == 0
    reading.open(letter_bytes)
    assert reading.pages.rotation == 90


def test_fit_page_shows_the_page_from_edge_to_edge(reading):
    reading.panel.views.pages.set_fit(Fit.PAGE)
    reading.panel.go_to_page(1)
    frame = reading.pages.layout_of_pages.frame(1)
    assert frame.height < reading.pages.viewport().height()


def test_a_picture_is_as_wide_as_its_place_in_device_pixels(reading):
    view = reading.pages
    view._ratio = 2.0
    image_width = view._key(reading.letter, 1).width
    assert image_width == round(view.layout_of_pages.frame(1).width * 2)


def test_pages_are_drawn_anew_when_the_window_comes_to_another_screen(reading, qtbot):
    view = reading.pages
    view._ratio = 2.0  # as if it had come from a finer screen
    view.viewport().update()
    qtbot.waitUntil(lambda: view._ratio == view.devicePixelRatioF())


def test_evidence_in_sight_stays_in_sight_when_the_window_changes(reading, qtbot):
    view, item = reading.pages, reading.session.review.items[0]
    reading.session.set_focus(Place(item.id, "decision"))
    span = reading.panel.light.spans[0]
    box = reading.letter.rects_of(span)[0]
    for size in ((560, 420), (1400, 500), (700, 900)):
        reading.panel.resize(*size)
        rect = view.rect_in_view(span.page, box).toRect()
        assert view.viewport().rect().contains(rect)


def test_pages_go_their_own_way_in_light_dimmed_and_inverted(reading, dress):
    view = reading.pages
    corner = Rect(10, 10, 14, 14)

    def ground():
        image = view.viewport().grab().toImage()
        return image.pixelColor(view.rect_in_view(1, corner).center().toPoint()).lightness()

    assert ground() == 255
    reading.panel.set_page_theme("dimmed")
    reading.settled()
    assert 180 < ground() < 240
    reading.panel.set_page_theme("inverted")
    reading.settled()
    assert ground() < 50
    reading.panel.dress(dress)
    assert reading.panel.page_theme is PageTheme.INVERTED
    with pytest.raises(ValueError, match="sepia"):
        reading.panel.set_page_theme("sepia")


def test_a_page_that_cannot_be_drawn_says_why_and_can_be_tried_again(studio, letter_bytes, qtbot):
    studio.renderer.damaged = {1}
    studio.open(letter_bytes)
    view = studio.panel.views.pages
    card = view._problems._cards[1]
    assert card.isVisible()
    assert "Page 1 is damaged." in card._sentence.text()
    studio.renderer.damaged = set()
    QTest.mouseClick(card._retry, Qt.MouseButton.LeftButton)
    studio.settled()
    qtbot.waitUntil(lambda: inked(view, 1, studio.session.letter.page(1).words[0].box) < 110)
    assert view._problems._cards == {}


def test_a_damaged_page_keeps_its_card_where_the_page_is(studio, letter_bytes):
    studio.renderer.damaged = {2}
    studio.open(letter_bytes)
    view = studio.panel.views.pages
    studio.panel.go_to_page(2)
    studio.settled()
    card = view._problems._cards[2]
    frame = view.layout_of_pages.frame(2)
    top = card.y() + view.verticalScrollBar().value()
    assert frame.y < top < frame.bottom
    studio.panel.go_to_page(1)
    view.verticalScrollBar().setValue(0)
    assert 2 not in view._problems._cards or view._problems._cards[2].y() > view.layout_of_pages.frame(1).bottom


def test_closing_the_case_leaves_nothing_of_the_letter(reading):
    reading.session.close()
    assert reading.panel.views.currentWidget() is reading.panel.views.empty
    assert reading.pages.letter is None
    assert reading.panel.is_settled
