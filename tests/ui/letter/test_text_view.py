"""The letter as text."""

import pytest
from PySide6.QtCore import QElapsedTimer, Qt
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtTest import QTest

from imr_desk.model.geometry import Span
from imr_desk.ui.letter import evidence
from imr_desk.ui.letter.display_text import trimmed
from imr_desk.ui.letter.paper import MarkKind
from imr_desk.ui.session import Place
from tests.synthetic import make_letter, render_seed_text, render_text


@pytest.fixture
def plain(studio):
    """Return a panel with a letter in plain text, double-spaced as copied out of a viewer."""
    studio.open(render_seed_text(make_letter("B", 3, items=3)).encode(), "letter.txt")
    studio.text = studio.panel.views.text
    studio.letter = studio.session.letter
    return studio


def shown_marks(view, kind):
    colour = view.paper.grounds[kind]
    return [
        selection.cursor.selectedText().replace("\u2029", "\n")
        for selection in view.extraSelections()
        if selection.format.background().color().name() == colour
    ]


def test_a_letter_without_paper_is_shown_as_text(plain):
    assert plain.panel.views.front is plain.text
    assert plain.text.toPlainText() == plain.letter.page(1).text
    assert plain.text.isReadOnly()
    assert plain.panel.thumbnails.isHidden()
    for name in ("rotate", "fit_page", "text_view", "thumbnails"):
        assert not plain.panel.toolbar._buttons[name].isEnabled()


def test_its_lines_stay_whole_in_a_column_in_the_middle(plain):
    block = plain.text.document().firstBlock()
    while block.isValid():
        plain.text.blockBoundingGeometry(block)
        assert block.layout().lineCount() == 1
        block = block.next()
    plain.panel.resize(1200, 800)
    assert plain.text.viewportMargins().left() == plain.text.viewportMargins().right() > 40


def test_evidence_lights_up_and_comes_into_view(plain):
    item = plain.session.review.items[-1]
    place = Place(item.id, "decision")
    spans = evidence.sources_of(plain.session.review, plain.session.draft, place)
    plain.session.set_focus(place)
    assert shown_marks(plain.text, MarkKind.FOCUS) == [plain.letter.text_of(spans[0])]
    rect = plain.text._rect(plain.text._text.units_of(spans[0])[0])
    assert plain.text.viewport().rect().contains(rect.center())


def test_what_shows_already_does_not_move(plain):
    place = Place(plain.session.review.items[-1].id, "decision")
    plain.session.set_focus(place)
    before = plain.text.verticalScrollBar().value()
    plain.session.set_focus(None)
    plain.session.set_focus(place)
    assert plain.text.verticalScrollBar().value() == before


def test_a_selection_is_told_in_the_letters_own_places(plain):
    word = next(word for word in plain.letter.page(1).words if word.end - word.start > 4)
    span = Span(1, word.start, word.end)
    cursor = QTextCursor(plain.text.document())
    cursor.setPosition(span.start)
    cursor.setPosition(span.end + 1, QTextCursor.MoveMode.KeepAnchor)
    plain.text.setTextCursor(cursor)
    assert plain.session.selection == (span,)
    plain.session.select(())
    assert not plain.text.textCursor().hasSelection()


def test_finding_marks_and_shows_hits(plain):
    plain.panel.show_find()
    QTest.keyClicks(plain.panel.finding.bar._field, "the")
    assert shown_marks(plain.text, MarkKind.CURRENT_HIT) == [
        plain.letter.text_of(plain.panel.finding.search.current_hit)
    ]
    assert shown_marks(plain.text, MarkKind.HIT)


def test_zooming_changes_the_size_of_the_type(plain):
    before = plain.text.fontMetrics().height()
    plain.panel.zoom_in()
    plain.panel.zoom_in()
    assert plain.text.fontMetrics().height() > before
    assert plain.panel.toolbar._zoom.text() == "125 %"
    plain.panel.fit_width()
    assert plain.text.fontMetrics().height() == before


def test_a_printed_letter_turns_to_its_text_and_back_at_the_same_page(reading):
    reading.panel.go_to_page(2)
    reading.panel.toggle_text_view()
    text = reading.panel.views.text
    assert reading.panel.views.front is text
    assert text.hasFocus()
    assert text.page == 2
    assert "Page 2" in text.toPlainText()
    reading.panel.toggle_text_view()
    assert reading.panel.views.front is reading.pages
    assert reading.pages.page == 2


def test_the_text_of_a_printed_letter_shows_what_the_pages_showed(reading):
    item = reading.session.review.items[-1]
    reading.session.set_focus(Place(item.id, "decision"))
    reading.session.select((Span(1, 10, 30),))
    reading.panel.toggle_text_view()
    text = reading.panel.views.text
    decision = reading.letter.text_of(item.decision.sources[0])
    assert decision in shown_marks(text, MarkKind.FOCUS)
    assert text._selected() == trimmed(reading.letter, (Span(1, 10, 30),))


def test_copying_from_the_text_leaves_out_what_the_view_put_in(reading):
    reading.panel.toggle_text_view()
    text = reading.panel.views.text
    text.selectAll()
    QTest.keyClick(text, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    copied = QGuiApplication.clipboard().text()
    assert "Page 2\n" not in copied
    assert copied.split() == " ".join(page.text for page in reading.letter.pages).split()


def test_bold_words_of_the_paper_are_bold_in_the_text(reading):
    reading.panel.toggle_text_view()
    text = reading.panel.views.text
    word = next(word for word in reading.letter.page(1).words if word.bold)
    light = next(word for word in reading.letter.page(1).words if not word.bold)
    cursor = QTextCursor(text.document())
    weights = []
    for each in (word, light):
        cursor.setPosition(text._text.units_of(Span(1, each.start, each.end))[0] + 1)
        weights.append(cursor.charFormat().fontWeight())
    assert weights[0] > weights[1]


def test_clicking_a_word_of_the_text_leads_to_its_value(plain, qtbot):
    spans = evidence.sources_of(plain.session.review, plain.session.draft, Place("1", "decision"))
    plain.session.set_focus(Place("1", "decision"))
    plain.session.set_focus(None)
    pos = plain.text._rect(plain.text._text.units_of(spans[0])[0] + 2).center()
    with qtbot.waitSignal(plain.panel.value_clicked) as clicked:
        QTest.mouseClick(plain.text.viewport(), Qt.MouseButton.LeftButton, pos=pos)
    assert clicked.args == [Place("1", "decision")]


def test_markup_in_a_letter_is_shown_literally(studio, tmp_path):
    picture = tmp_path / "canary.png"
    letter = f'Case Number: CM99-0000001\n<b>bold</b> <img src="file://{picture}"> &amp; <script>x</script>\n'
    studio.open(letter.encode(), "letter.txt")
    assert "<b>bold</b>" in studio.panel.views.text.toPlainText()
    assert "&amp;" in studio.panel.views.text.toPlainText()


def test_a_megabyte_without_a_blank_does_not_keep_anybody_waiting(studio):
    body = render_text(make_letter("D", 5, items=1)) + "\n" + "x" * 1_000_000
    clock = QElapsedTimer()
    case_ready = studio.desk
    clock.start()
    case_ready.open(body.encode(), "letter.txt")
    studio.panel.views.text.grab()
    assert clock.elapsed() < 10_000
    assert studio.panel.views.text.toPlainText().count("x") >= 1_000_000


def test_escape_takes_the_selection_away_and_then_goes_on(plain):
    plain.text.selectAll()
    assert plain.session.selection
    QTest.keyClick(plain.text, Qt.Key.Key_Escape)
    assert plain.session.selection == ()
