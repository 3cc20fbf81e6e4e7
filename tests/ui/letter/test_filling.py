"""Filling the field in focus from the page: Ctrl with a click, a drag or a box; Shift from word to word."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from imr_desk.model.geometry import Rect, Span
from imr_desk.model.review import EntryState
from imr_desk.ui.letter.evidence import places_at
from imr_desk.ui.letter.paper import MarkKind
from imr_desk.ui.letter.text_selection import Caret
from imr_desk.ui.review.panel import ReviewPanel
from imr_desk.ui.session import Place
from tests.synthetic import make_letter, render_seed_text
from tests.ui.letter.conftest import place_of, word_place
from tests.ui.showing import show_active

NONE = Qt.KeyboardModifier.NoModifier
SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
PROVIDER = Place(None, "provider")


def click(view, pos, held=NONE):
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, held, QPoint(pos))


def haul(view, start, end, held=NONE, let_go_with=None):
    """Drag as a hand does, with keys held, perhaps others when the button is let go."""
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, held, QPoint(start))
    QTest.mouseMove(view.viewport(), (start + end) / 2)
    QTest.mouseMove(view.viewport(), end)
    let_go_with = held if let_go_with is None else let_go_with
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, let_go_with, QPoint(end))


def hover(view, pos, held=NONE):
    where = QPointF(pos)
    none = Qt.MouseButton.NoButton
    moved = QMouseEvent(QEvent.Type.MouseMove, where, view.viewport().mapToGlobal(where), none, none, held)
    QApplication.sendEvent(view.viewport(), moved)


def tie(studio, form):
    """Tie the panel to the form as the window does."""

    def fill(_spans):
        form.row_in_focus().take_selection()

    studio.panel.fill_requested.connect(fill)
    studio.panel.excerpt_requested.connect(form.take_excerpt)


@pytest.fixture
def form(reading, qtbot, dress):
    """Return the real form over the same case, tied to the panel; the field of the provider is in focus."""
    form = ReviewPanel(reading.session)
    qtbot.addWidget(form)
    form.dress(dress)
    reading.session.case_opened.emit()
    tie(reading, form)
    show_active(form)
    form.go_to(PROVIDER)
    assert reading.session.focus == PROVIDER
    yield form
    reading.desk.saved()


@pytest.fixture
def line(reading):
    """Return indices of the words of a printed line from which no value comes."""
    words = reading.letter.page(1).words
    lines = {}
    for index, word in enumerate(words):
        lines.setdefault(word.line, []).append(index)
    return next(
        indices
        for indices in lines.values()
        if len(indices) >= 8
        and not any(places_at(reading.session.review, Caret(1, words[index].start)) for index in indices)
    )


def entry(reading, name="provider"):
    return reading.session.review.fields[name]


def words(reading, first, last=None):
    """Return the span of words of the first page."""
    all_words = reading.letter.page(1).words
    return Span(1, all_words[first].start, all_words[first if last is None else last].end)


def at(reading, index, share=0.5):
    return word_place(reading.pages, reading.letter, 1, index, share)


def columns(letter):
    """Return two lines of the first page, one under the other, each as what stands left and right of a wide gap."""
    lines = {}
    for word in letter.page(1).words:
        lines.setdefault(word.line, []).append(word)
    for number in sorted(lines):
        parts = []
        for one in (lines[number], lines.get(number + 1, [])):
            gaps = [after.box.x0 - word.box.x1 for word, after in pairwise(one)]
            wide = [index for index, gap in enumerate(gaps, 1) if gap > 25]
            parts.append((one[: wide[0]], one[wide[0] :]) if wide else None)
        if all(parts):
            return parts
    raise AssertionError("the synthetic letter has no table")


def around(found, margin=1.0):
    boxes = [word.box for word in found]
    return Rect(
        min(box.x0 for box in boxes) - margin, min(box.y0 for box in boxes) - margin,
        max(box.x1 for box in boxes) + margin, max(box.y1 for box in boxes) + margin,
    )  # fmt: skip


def corners(view, rect, page=1):
    box = view.rect_in_view(page, rect)
    return box.topLeft().toPoint(), box.bottomRight().toPoint()


def test_ctrl_and_a_click_fill_the_field_with_the_word(reading, form, line):
    click(reading.pages, at(reading, line[2]), CONTROL)
    span = words(reading, line[2])
    assert entry(reading).value == reading.letter.text_of(span)
    assert entry(reading).sources == (span,)
    assert entry(reading).state is EntryState.CORRECTED


def test_ctrl_and_a_click_fill_even_from_a_word_that_another_field_uses(reading, form, qtbot):
    led = []
    reading.panel.value_clicked.connect(led.append)
    source = entry(reading, "case_number").sources[0]
    page, box = source.page, reading.letter.rects_of(source)[-1]
    click(reading.pages, place_of(reading.pages, page, box, 0.9), CONTROL)
    assert entry(reading).sources[0].overlaps(source)
    assert not reading.pages._gestures._click.isActive()
    assert led == []


def test_a_double_click_with_ctrl_fills_once(reading, form, line):
    past = len(reading.session.history.past)
    pos = at(reading, line[2])
    click(reading.pages, pos, CONTROL)
    QTest.mouseDClick(reading.pages.viewport(), Qt.MouseButton.LeftButton, CONTROL, pos)
    assert len(reading.session.history.past) == past + 1


def test_a_plain_click_on_a_word_that_leads_nowhere_selects_it_for_the_key(reading, form, line):
    before = entry(reading)
    click(reading.pages, at(reading, line[2]))
    assert reading.session.selection == (words(reading, line[2]),)
    assert entry(reading) == before
    form.row_in_focus().take_selection()
    assert entry(reading).sources == (words(reading, line[2]),)


def test_a_plain_click_on_a_word_of_a_value_selects_nothing_and_leads_there(reading, form, qtbot):
    source = entry(reading, "case_number").sources[0]
    box = reading.letter.rects_of(source)[-1]
    with qtbot.waitSignal(reading.panel.value_clicked) as led:
        click(reading.pages, place_of(reading.pages, source.page, box, 0.9))
    assert led.args == [Place(None, "case_number")]
    assert reading.session.selection == ()


@pytest.mark.parametrize("share", [0.1, 0.95])
def test_shift_reaches_from_the_word_clicked_last_to_this_one_whole(reading, form, line, share):
    click(reading.pages, at(reading, line[1], share))
    click(reading.pages, at(reading, line[4], 1.0 - share), SHIFT)
    assert reading.session.selection == (words(reading, line[1], line[4]),)
    click(reading.pages, at(reading, line[0], share), SHIFT)
    assert reading.session.selection == (words(reading, line[0], line[1]),)


def test_shift_and_ctrl_fill_from_word_to_word(reading, form, line):
    click(reading.pages, at(reading, line[1]))
    click(reading.pages, at(reading, line[4]), SHIFT | CONTROL)
    assert entry(reading).sources == (words(reading, line[1], line[4]),)


def test_a_drag_let_go_with_ctrl_fills(reading, form, line):
    haul(reading.pages, at(reading, line[1]), at(reading, line[3]), let_go_with=CONTROL)
    assert entry(reading).sources == (words(reading, line[1], line[3]),)
    assert entry(reading).value == reading.letter.quote_of(entry(reading).sources)


def test_a_drag_without_ctrl_only_selects(reading, form, line):
    before = entry(reading)
    haul(reading.pages, at(reading, line[1]), at(reading, line[3]))
    assert reading.session.selection == (words(reading, line[1], line[3]),)
    assert entry(reading) == before


def test_what_is_in_focus_is_filled_and_nothing_when_it_is_the_excerpt(reading, form, line):
    item = reading.session.review.items[0].id
    reading.session.set_focus(Place(item, "excerpt"))
    before = entry(reading)
    taken = []
    reading.panel.excerpt_requested.connect(taken.append)
    haul(reading.pages, at(reading, line[1]), at(reading, line[3]), let_go_with=CONTROL)
    assert taken == [(words(reading, line[1], line[3]),)]
    assert entry(reading) == before


@pytest.mark.parametrize("turns", range(4))
@pytest.mark.parametrize("zoom", [None, 2.0])
def test_a_box_takes_the_words_of_one_column_only(reading, form, turns, zoom):
    (left, right), (below_left, below_right) = columns(reading.letter)
    view = reading.pages
    for _ in range(turns):
        reading.panel.views.rotate()
    if zoom:
        view.zoom_to(zoom)
    view.show_box(1, around([*right, *below_right], 20))
    start, end = corners(view, around([*right, *below_right]))
    haul(view, start, end, ALT)
    expected = tuple(Span(1, part[0].start, part[-1].end) for part in (right, below_right))
    assert reading.session.selection == expected
    assert entry(reading).sources != expected
    haul(view, start, end, ALT, let_go_with=ALT | CONTROL)
    assert entry(reading).sources == expected
    assert entry(reading).value == reading.letter.quote_of(expected)
    assert not any(span.contains(Span(1, word.start, word.end)) for word in (*left, *below_left) for span in expected)


def test_a_box_drawn_from_any_corner_takes_the_same(reading):
    _, (_, right) = columns(reading.letter)
    start, end = corners(reading.pages, around(right))
    for one, other in ((start, end), (end, start), (QPoint(start.x(), end.y()), QPoint(end.x(), start.y()))):
        reading.session.select(())
        haul(reading.pages, one, other, ALT)
        assert reading.session.selection == (Span(1, right[0].start, right[-1].end),)


def test_a_word_counts_when_its_middle_lies_in_the_box(reading, line):
    word, after = (reading.letter.page(1).words[index].box for index in line[2:4])
    middle = (word.x0 + word.x1) / 2
    for left, expected in ((middle - 1, line[2]), (middle + 1, line[3])):
        rect = Rect(left, word.y0 - 1, after.x1 + 1, word.y1 + 1)
        haul(reading.pages, *corners(reading.pages, rect), ALT)
        assert reading.session.selection == (words(reading, expected, line[3]),)


def test_a_drag_from_empty_paper_draws_a_box_and_shows_so_before(reading, line):
    view = reading.pages
    first = reading.letter.page(1).words[line[0]].box
    start = place_of(view, 1, Rect(first.x0 - 40, first.y0, first.x0 - 36, first.y1))
    hover(view, start)
    assert view.viewport().cursor().shape() is Qt.CursorShape.CrossCursor
    hover(view, at(reading, line[1]))
    assert view.viewport().cursor().shape() is Qt.CursorShape.IBeamCursor
    end = at(reading, line[3], 0.9) + QPoint(0, 4)
    haul(view, start - QPoint(0, 6), end)
    assert reading.session.selection == (words(reading, line[0], line[3]),)


def test_the_box_shows_while_it_is_drawn_and_goes(reading, line):
    view = reading.pages
    start, end = corners(view, around([reading.letter.page(1).words[index] for index in line]))
    before = view.viewport().grab().toImage()
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, ALT, start)
    QTest.mouseMove(view.viewport(), end)
    frame = view.viewport().grab().toImage()
    for corner in (start, end, QPoint(start.x(), end.y())):
        assert frame.pixelColor(corner) != before.pixelColor(corner)
    assert view.viewport().cursor().shape() is Qt.CursorShape.CrossCursor
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, ALT, end)
    reading.session.select(())
    assert view.viewport().grab().toImage().pixelColor(start) == before.pixelColor(start)


def test_escape_gives_a_box_up(reading, line):
    view = reading.pages
    start, end = corners(view, around([reading.letter.page(1).words[index] for index in line]))
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, ALT, start)
    QTest.mouseMove(view.viewport(), end)
    assert reading.session.selection
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert reading.session.selection == ()
    QTest.mouseMove(view.viewport(), end + QPoint(0, 20))
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, ALT | CONTROL, end)
    assert reading.session.selection == ()


def test_a_box_reaches_over_pages_and_scrolls_on(reading, qtbot):
    view, bar = reading.pages, reading.pages.verticalScrollBar()
    width = view.viewport().width()
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, ALT, QPoint(30, 60))
    QTest.mouseMove(view.viewport(), QPoint(width - 30, view.viewport().height() + 300))
    qtbot.waitUntil(lambda: bar.value() > view.layout_of_pages.frame(2).y)
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, ALT, QPoint(width - 30, 400))
    assert not view._gestures.edge.isActive()
    assert {span.page for span in reading.session.selection} >= {1, 2}
    last = reading.letter.page(1).words[-1]
    assert any(span.contains(Span(1, last.start, last.end)) for span in reading.session.selection)


def test_a_box_around_nothing_fills_nothing(reading, form):
    asked = []
    reading.panel.fill_requested.connect(asked.append)
    top = place_of(reading.pages, 1, Rect(10, 4, 12, 6))
    haul(reading.pages, top, top + QPoint(40, 8), CONTROL)
    assert asked == []
    assert reading.session.selection == ()


def test_ctrl_over_a_word_points_and_alt_draws(reading, line):
    view = reading.pages
    hover(view, at(reading, line[2]), CONTROL)
    assert view.viewport().cursor().shape() is Qt.CursorShape.PointingHandCursor
    hover(view, at(reading, line[2]), ALT)
    assert view.viewport().cursor().shape() is Qt.CursorShape.CrossCursor


def test_a_drag_says_where_its_words_can_go(reading, form, line):
    view, said = reading.pages, reading.panel.line
    before = said.sentence
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, NONE, at(reading, line[1]))
    QTest.mouseMove(view.viewport(), at(reading, line[3]))
    assert said.sentence == "Let go with Ctrl to put the words into Provider"
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, NONE, at(reading, line[3]))
    assert said.sentence == before


class TestTextView:
    @pytest.fixture
    def prose(self, reading, form):
        reading.panel.toggle_text_view()
        form.go_to(PROVIDER)
        return reading.panel.views.text

    def spot(self, view, span, share=0.5):
        start, end = view._text.units_of(span)
        return view._rect(start + int((end - start) * share)).center()

    def test_ctrl_and_a_click_fill(self, reading, prose, line):
        span = words(reading, line[2])
        click(prose, self.spot(prose, span), CONTROL)
        assert entry(reading).sources == (span,)

    def test_shift_reaches_from_word_to_word_and_fills(self, reading, prose, line):
        click(prose, self.spot(prose, words(reading, line[1])))
        assert reading.session.selection == (words(reading, line[1]),)
        click(prose, self.spot(prose, words(reading, line[4]), 0.2), SHIFT)
        assert reading.session.selection == (words(reading, line[1], line[4]),)
        click(prose, self.spot(prose, words(reading, line[5])), SHIFT | CONTROL)
        assert entry(reading).sources == (words(reading, line[1], line[5]),)

    def test_a_drag_let_go_with_ctrl_fills(self, reading, prose, line):
        start, end = words(reading, line[1]), words(reading, line[3])
        haul(prose, self.spot(prose, start, 0), self.spot(prose, end, 1), let_go_with=CONTROL)
        assert entry(reading).sources == (Span(1, start.start, end.end),)

    def test_a_box_of_the_pages_shows_as_marks_and_goes(self, reading, prose, line):
        spans = (words(reading, line[0]), words(reading, line[3]))
        reading.session.select(spans)
        shown = {prose.textCursor().selectedText(), *(s.cursor.selectedText() for s in prose.extraSelections())}
        assert {reading.letter.text_of(span) for span in spans} <= shown
        assert reading.letter.text_of(words(reading, line[0], line[3])) not in shown
        QTest.keyClick(prose, Qt.Key.Key_Escape)
        assert reading.session.selection == ()
        assert not prose._marks.has(MarkKind.SELECTION)

    def test_plain_letters_have_words_too(self, studio, qtbot, dress):
        studio.open(render_seed_text(make_letter("D", 9, items=1)).encode(), "letter.txt")
        form = ReviewPanel(studio.session)
        qtbot.addWidget(form)
        form.dress(dress)
        studio.session.case_opened.emit()
        tie(studio, form)
        show_active(form)
        form.go_to(PROVIDER)
        view, letter = studio.panel.views.text, studio.session.letter
        word = letter.page(1).words[12]
        span = Span(1, word.start, word.end)
        click(view, self.spot(view, span), CONTROL)
        assert entry(studio).sources == (span,)
        studio.desk.saved()
