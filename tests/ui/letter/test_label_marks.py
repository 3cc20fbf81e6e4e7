"""Labelled words on the pages and in the text."""

from PySide6.QtGui import QColor, QTextCharFormat

from imr_desk.model.annotations import LabelColor
from imr_desk.model.geometry import Span
from imr_desk.ui.label_look import LIGHT_TINTS, Mark, Pattern
from imr_desk.ui.letter.label_marks import LabelMarks
from tests.ui.showing import show_active
from tests.unit.model.letters import letter

TEXT = "The exam shows no radiculopathy.\nTherefore, the request is not medically necessary."


def mark(start, end, color=LabelColor.BLUE, page=1, **more):
    return Mark((Span(page, start, end),), color, Pattern.SOLID, **more)


def test_only_pages_that_look_different_are_painted_again():
    marks = LabelMarks(letter(TEXT, TEXT))
    one, other = mark(0, 8), mark(4, 20, page=2)
    assert marks.set((one, other)) == {1, 2}
    assert marks.set((one,)) == {2}
    assert marks.set((one,)) == frozenset()
    assert marks.on(2) == ()


def test_marks_that_overlap_have_lines_of_their_own():
    marks = LabelMarks(letter(TEXT))
    marks.set((mark(0, 20), mark(4, 12, LabelColor.RED), mark(10, 31, LabelColor.TEAL), mark(33, 50)))
    assert [each.level for each in marks.on(1)] == [0, 1, 2, 0]


def test_a_mark_over_two_lines_has_two_boxes():
    marks = LabelMarks(letter(TEXT))
    marks.set((mark(18, 45),))
    assert len(marks.on(1)[0].boxes) == 2


def test_a_mark_beyond_the_letter_is_left_out():
    marks = LabelMarks(letter(TEXT))
    assert marks.set((mark(0, 4, page=7),)) == frozenset()


def test_the_text_view_underlines_what_is_labelled(qtbot, dress):
    from imr_desk.ui.letter.text_view import TextView

    view = TextView(dress)
    qtbot.addWidget(view)
    view.resize(700, 400)
    show_active(view)
    view.show_letter(letter(TEXT))
    wave = Mark((Span(1, 4, 8),), LabelColor.ORANGE, Pattern.WAVE)
    view.show_labels((wave,))
    made = [each for each in view.extraSelections() if each.cursor.selectedText() == "exam"]
    assert [each.format.underlineStyle() for each in made] == [QTextCharFormat.UnderlineStyle.WaveUnderline]
    assert made[0].format.background().color() == QColor(LIGHT_TINTS[LabelColor.ORANGE].ground)
    view.show_labels(())
    assert not [each for each in view.extraSelections() if each.cursor.selectedText() == "exam"]


def test_the_pages_paint_what_is_labelled_and_nothing_else(qtbot, dress):
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QImage, QPainter

    from imr_desk.ui.letter.label_marks import paint_labels
    from imr_desk.ui.letter.paper import Paper
    from imr_desk.ui.letter.tiles import PageTheme

    marks = LabelMarks(letter(TEXT))
    marks.set((mark(0, 8), mark(40, 50, LabelColor.RED, proposed=True)))
    image = QImage(612, 40, QImage.Format.Format_RGB32)
    image.fill(QColor("#ffffff"))
    painter = QPainter(image)
    paint_labels(
        painter, marks.on(1), Paper.of(dress.theme, PageTheme.LIGHT),
        lambda rect: QRectF(rect.x0, rect.y0, rect.width, rect.height),
    )  # fmt: skip
    painter.end()
    assert image.pixelColor(10, 3) == QColor(LIGHT_TINTS[LabelColor.BLUE].ground)
    proposed = marks.on(1)[1].boxes[0]
    assert image.pixelColor(round(proposed.x0 + 5), round(proposed.y0 + 3)) == QColor("#ffffff")
    assert image.pixelColor(400, 5) == QColor("#ffffff")
