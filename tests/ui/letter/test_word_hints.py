"""What is known of a word on which the pointer rests, and the keys that the panel names."""

from types import MappingProxyType

import msgspec
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip

from imr_desk.model.draft import Candidate, FindingState
from imr_desk.model.edits import ConfirmField, SetField
from imr_desk.model.geometry import Span
from imr_desk.model.review import Review
from imr_desk.ui.letter import evidence
from imr_desk.ui.letter.text_selection import Caret
from imr_desk.ui.letter.word_hints import place_name, provenances
from imr_desk.ui.session import Place
from tests.ui.letter.conftest import place_of

DATE = Place(None, "date_of_injury")


def rest(view, pos):
    """Let the pointer rest at a place of the viewport, as Qt reports it."""
    at = QPoint(pos)
    event = QHelpEvent(QHelpEvent.Type.ToolTip, at, view.viewport().mapToGlobal(at))
    QApplication.sendEvent(view.viewport(), event)


def source_place(reading, name="date_of_injury"):
    span = reading.session.review.fields[name].sources[0]
    return place_of(reading.pages, span.page, reading.letter.rects_of(span)[0])


@pytest.fixture(autouse=True)
def no_tip():
    QToolTip.hideText()
    yield
    QToolTip.hideText()


def test_resting_on_evidence_tells_the_value_and_why_it_is_trusted(reading, qtbot):
    rest(reading.pages, source_place(reading))
    finding, found = reading.session.draft.fields["date_of_injury"], reading.session.review.fields["date_of_injury"]
    assert finding.reasons
    said = QToolTip.text()
    assert "Date of injury" in said
    assert found.value in said
    assert "Read by the program and trusted" in said
    assert finding.reasons[0] in said
    assert "Click: go to it in the form" in said


def test_who_settled_it_is_told_instead(reading):
    reading.session.act(ConfirmField(None, "date_of_injury"))
    rest(reading.pages, source_place(reading))
    assert "Confirmed by rn1" in QToolTip.text()
    reading.desk.saved()


def test_the_field_that_a_click_with_ctrl_would_fill_is_named(reading):
    reading.session.set_focus(Place(None, "provider"))
    rest(reading.pages, source_place(reading))
    assert "Ctrl+click: put the word into Provider" in QToolTip.text()


def test_the_text_view_tells_the_same(reading):
    reading.panel.toggle_text_view()
    view = reading.panel.views.text
    span = reading.session.review.fields["date_of_injury"].sources[0]
    view.reveal((span,))
    rest(view, view._rect(view._text.units_of(span)[0] + 2).center())
    assert "Date of injury" in QToolTip.text()


def test_words_that_no_value_comes_from_say_nothing(reading, qtbot):
    review, words = reading.session.review, reading.letter.page(1).words
    word = next(w for w in words if w.start > 40 and not evidence.places_at(review, Caret(1, w.start)))
    rest(reading.pages, source_place(reading))
    assert QToolTip.text()
    rest(reading.pages, place_of(reading.pages, 1, word.box))
    qtbot.waitUntil(lambda: not QToolTip.isVisible())
    rest(reading.pages, QPoint(3, 3))
    assert not QToolTip.isVisible()


def test_nothing_of_a_letter_is_markup_in_a_hint(reading):
    sources = reading.session.review.fields["date_of_injury"].sources
    reading.session.act(SetField(None, "provider", "<img src='x'>Dr.", sources))
    reading.session.set_focus(Place(None, "provider"))
    rest(reading.pages, source_place(reading))
    assert "&lt;img src=" in QToolTip.text()
    assert "<img" not in QToolTip.text()
    reading.desk.saved()


def test_a_doubtful_value_says_why_it_wants_a_look(reading):
    review, draft = _with_finding(reading, needs_review=True, reasons=("two dates differ",))
    caret = _caret(draft)
    known = provenances(review, draft, caret, None)
    assert [value.standing for value in known if value.name == "Date of injury"] == ["Wants a look: two dates differ"]


def test_readings_of_the_value_in_focus_count_as_its_evidence(reading):
    word = reading.letter.page(1).words[0]
    span = Span(1, word.start, word.end)
    review, draft = _with_finding(
        reading, state=FindingState.AMBIGUOUS, sources=(), candidates=(Candidate("2016-01-01", (span,)),)
    )
    caret = Caret(1, word.start)
    assert "Date of injury" not in [value.name for value in provenances(review, draft, caret, None)]
    assert provenances(review, draft, caret, DATE)[0].name == "Date of injury"


def test_places_are_named_with_their_item(reading):
    review = reading.session.review
    assert place_name(review, Place(review.items[1].id, "decision")) == "Item 2: Decision"
    assert place_name(review, Place("gone", "flag", "x")) == "Check"
    assert place_name(review, DATE) == "Date of injury"


def test_flags_and_excerpts_tell_what_they_are(reading):
    item = reading.session.review.items[0]
    span = item.excerpt.spans[0]
    known = provenances(reading.session.review, reading.session.draft, Caret(span.page, span.start), None)
    assert "Proposed by the program" in [value.standing for value in known if value.name == "Item 1: Excerpt"]


KEYS = MappingProxyType({
    "find": "Ctrl+Alt+F", "thumbnails": "F7", "go_to_page": "Ctrl+J", "find_next": "F2", "find_previous": "",
    "fill": "Ctrl+K", "take_excerpt": "X",
})  # fmt: skip
"""Keys that the person has chosen; the other acts have none."""


class TestKeys:
    @pytest.fixture
    def keyed(self, reading):
        reading.panel.show_keys(lambda act: KEYS.get(act, ""))
        return reading.panel

    def test_the_toolbar_names_the_keys_that_acts_have_now(self, keyed):
        buttons = keyed.toolbar._buttons
        assert buttons["find"].toolTip() == "Find in the letter  (Ctrl+Alt+F)"
        assert buttons["thumbnails"].toolTip() == "Small pages  (F7)"
        assert buttons["rotate"].toolTip() == "Rotate the pages"
        assert keyed.toolbar._page.toolTip() == "Page number  (Ctrl+J)"
        keyed.show_keys(lambda act: "F12" if act == "rotate" else "")
        assert buttons["find"].toolTip() == "Find in the letter"
        assert buttons["rotate"].toolTip() == "Rotate the pages  (F12)"

    def test_the_find_bar_names_its_own_keys_and_those(self, keyed):
        bar = keyed.finding.bar
        assert bar._next.toolTip().endswith(" or F2)")
        assert " or " not in bar._previous.toolTip()
        assert "Esc" in bar._close.toolTip()

    def test_the_menu_names_them(self, keyed, reading):
        words = [action.text() for action in keyed.words.menu().actions()]
        assert "Put into the focused field\tCtrl+K" in words
        assert "Take as excerpt\tX" in words
        assert "Copy with citation" in words

    def test_where_the_letter_gives_nothing_it_says_how_to_fill(self, keyed, reading):
        reading.session.act(SetField(None, "provider", None))
        reading.session.set_focus(Place(None, "provider"))
        keyed.resize(1100, 800)
        assert keyed.line.sentence == evidence.NOT_FOUND
        assert keyed.line.more == "Ctrl+click a word to fill it in, or mark words and press Ctrl+K."
        keyed.resize(420, 800)
        keyed.views.resize(420, 700)
        assert keyed.line.more == ""
        assert keyed.line.sentence == evidence.NOT_FOUND
        one_line = keyed.line.height()
        keyed.views.resize(180, 700)
        assert keyed.line.height() > one_line * 1.5
        assert keyed.views.rect().contains(keyed.line.geometry())
        reading.desk.saved()

    def test_the_panel_has_no_keys_of_its_own_but_for_copying(self, keyed):
        shown = keyed.thumbnails.isHidden()
        for key in (Qt.Key.Key_F3, Qt.Key.Key_F4):
            QTest.keyClick(keyed.views.front, key)
        QTest.keyClick(keyed.views.front, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
        assert keyed.finding.bar.isHidden()
        assert keyed.thumbnails.isHidden() == shown


def _with_finding(reading, **changes):
    draft = reading.session.draft
    finding = msgspec.structs.replace(draft.fields["date_of_injury"], **changes)
    draft = msgspec.structs.replace(draft, fields={**draft.fields, "date_of_injury": finding})
    return Review.of(draft, reading.letter), draft


def _caret(draft):
    span = draft.fields["date_of_injury"].sources[0]
    return Caret(span.page, span.start)
