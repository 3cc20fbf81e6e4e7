"""Evidence both ways: what is in focus lights up in the letter, and a word leads to its value."""

import msgspec
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest

from imr_desk.extraction.engine import draft
from imr_desk.model.case import CaseStanding, CaseStatus
from imr_desk.model.draft import Flag, Severity
from imr_desk.model.edits import SetField
from imr_desk.model.geometry import Span
from imr_desk.model.review import Review, flag_key
from imr_desk.ports import NewLetter
from imr_desk.ui.letter import evidence
from imr_desk.ui.letter.paper import MarkKind
from imr_desk.ui.session import Place
from imr_desk.ui.theme import LIGHT
from tests.ui.letter.conftest import place_of, press_at, release_at


def ground(view, page, rect):
    """Return the colour of the padding around marked words, where nothing is printed."""
    image = view.viewport().grab().toImage()
    box = view.rect_in_view(page, rect)
    return image.pixelColor(round(box.left()) - 1, round(box.center().y()))


def first_box(reading, place):
    spans = evidence.sources_of(reading.session.review, reading.session.draft, place)
    return spans[0].page, reading.letter.rects_of(spans[0])[0]


def last_item(reading):
    return reading.session.review.items[-1].id


def shows(view, page, rect):
    return view.viewport().rect().contains(view.rect_in_view(page, rect).toRect())


def test_the_words_of_the_value_in_focus_light_up_and_are_underlined(reading):
    place = Place(None, "case_number")
    page, box = first_box(reading, place)
    assert ground(reading.pages, page, box) == QColor("#ffffff")
    reading.session.set_focus(place)
    assert ground(reading.pages, page, box) == QColor(LIGHT.evidence_focus)
    image = reading.pages.viewport().grab().toImage()
    rect = reading.pages.rect_in_view(page, box)
    under = {image.pixelColor(round(rect.center().x()), round(rect.bottom()) + dy).name() for dy in (-2, -1, 0, 1)}
    assert reading.pages.paper.underline in under
    reading.session.set_focus(None)
    assert ground(reading.pages, page, box) == QColor("#ffffff")


def test_words_under_the_mark_stay_black(reading):
    place = Place(None, "case_number")
    page, box = first_box(reading, place)
    reading.session.set_focus(place)
    image = reading.pages.viewport().grab().toImage()
    rect = reading.pages.rect_in_view(page, box).toRect()
    darkest = min(
        image.pixelColor(x, y).lightness()
        for x in range(rect.left(), rect.right())
        for y in range(rect.top(), rect.bottom() - 3)
    )
    assert darkest < 60


def test_decision_and_excerpt_of_the_item_in_focus_are_marked_softly(reading):
    item = last_item(reading)
    reading.session.set_focus(Place(item, "treatment"))
    page, box = first_box(reading, Place(item, "decision"))
    assert ground(reading.pages, page, box) == QColor(LIGHT.evidence)


def test_evidence_out_of_sight_comes_into_view_with_context(reading):
    place = Place(last_item(reading), "excerpt")
    page, box = first_box(reading, place)
    assert not shows(reading.pages, page, box)
    reading.session.set_focus(place)
    assert shows(reading.pages, page, box)
    rect = reading.pages.rect_in_view(page, box)
    assert rect.top() > 40
    assert rect.bottom() < reading.pages.viewport().height() - 40


def test_what_shows_already_does_not_move_at_all(reading):
    bar = reading.pages.verticalScrollBar()
    bar.setValue(37)
    for name in ("case_number", "date_of_injury", "priority", "decision_date"):
        reading.session.set_focus(Place(None, name))
        assert bar.value() == 37


def test_a_changed_value_lights_up_anew_and_never_scrolls(reading):
    session, bar = reading.session, reading.pages.verticalScrollBar()
    session.set_focus(Place(None, "case_number"))
    far = session.review.items[-1].decision.sources
    assert not shows(reading.pages, far[0].page, reading.letter.rects_of(far[0])[0])
    before = bar.value()
    session.act(SetField(None, "case_number", "CM99-0000001", far))
    assert reading.pages.marks.spans(MarkKind.FOCUS) == far
    assert bar.value() == before
    reading.desk.saved()


def test_a_value_without_evidence_says_so_and_moves_nothing(reading):
    session, line, bar = reading.session, reading.panel.line, reading.pages.verticalScrollBar()
    bar.setValue(50)
    session.act(SetField(None, "provider", "Dr. A"))
    session.set_focus(Place(None, "provider"))
    assert line.sentence == evidence.NO_PLACE
    assert line.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    assert bar.value() == 50
    session.set_focus(Place(None, "case_number"))
    assert line.sentence == ""
    reading.desk.saved()


def test_a_frozen_view_lights_up_but_never_scrolls_until_it_is_let_go(reading):
    session, bar = reading.session, reading.pages.verticalScrollBar()
    reading.panel.light.toggle_frozen()
    assert reading.panel.toolbar._frozen.isVisible()
    place = Place(last_item(reading), "excerpt")
    session.set_focus(place)
    assert bar.value() == 0
    assert reading.pages.marks.spans(MarkKind.FOCUS)
    reading.panel.light.toggle_frozen()
    page, box = first_box(reading, place)
    assert shows(reading.pages, page, box)
    assert not reading.panel.toolbar._frozen.isVisible()


def test_a_double_click_on_an_empty_place_freezes_the_view(reading):
    QTest.mouseDClick(reading.pages.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
    assert reading.panel.light.frozen


def test_clicking_a_word_offers_the_value_that_comes_from_it(reading, qtbot):
    reading.session.set_focus(None)
    page, box = first_box(reading, Place(None, "date_of_injury"))
    pos = place_of(reading.pages, page, box)
    with qtbot.waitSignal(reading.panel.value_clicked) as clicked:
        press_at(reading.pages, pos)
        release_at(reading.pages, pos)
    assert clicked.args == [Place(None, "date_of_injury")]


def test_selecting_a_word_by_double_click_leads_nowhere(reading, qtbot):
    page, box = first_box(reading, Place(None, "date_of_injury"))
    pos = place_of(reading.pages, page, box)
    clicked = []
    reading.panel.value_clicked.connect(clicked.append)
    QTest.mouseDClick(reading.pages.viewport(), Qt.MouseButton.LeftButton, pos=pos)
    gestures = reading.pages._gestures
    assert reading.session.selection
    assert not gestures._click.isActive()
    assert clicked == []


def test_a_new_letter_shows_nothing_of_the_focus_before(reading, letter_bytes):
    reading.session.set_focus(Place(None, "case_number"))
    reading.open(letter_bytes)
    assert reading.pages.marks.spans(MarkKind.FOCUS) == ()
    assert reading.panel.line.sentence == ""


def test_a_flag_shows_all_of_its_places(studio, letter, letter_bytes):
    flag = Flag("two-dates", Severity.WARNING, "Two dates.", sources=(Span(1, 20, 28), Span(2, 10, 16)))
    made = msgspec.structs.replace(draft(letter), flags=(flag,))
    desk = studio.desk
    new = NewLetter("letter.pdf", letter_bytes, letter, made)
    case = desk.log.add(new, CaseStanding.of(Review.of(made, letter), CaseStatus.NEW), desk.reviews.sign())
    studio.session.open(*desk.reviews.open(case.id))
    studio.session.set_focus(Place(None, "flag", flag_key(flag)))
    assert studio.panel.views.pages.marks.spans(MarkKind.FOCUS) == flag.sources


def test_evidence_of_a_value_that_was_removed_is_gone(reading):
    session = reading.session
    session.set_focus(Place(None, "case_number"))
    assert reading.pages.marks.spans(MarkKind.FOCUS)
    session.act(SetField(None, "case_number", "typed by hand"))
    assert reading.pages.marks.spans(MarkKind.FOCUS) == ()
    assert reading.panel.line.sentence == evidence.NO_PLACE
    session.turn("undo")
    assert reading.pages.marks.spans(MarkKind.FOCUS)
    reading.desk.saved()
