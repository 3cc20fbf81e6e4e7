"""Undo reaches no further than what the person at the desk did, over the real session and in the menu."""

from collections import defaultdict

import pytest
from PySide6.QtWidgets import QWidget

from imr_desk.model.draft import Decision
from imr_desk.model.edits import DecideItem, SetField
from imr_desk.ui.actions import ActionSet
from tests.synthetic import make_letter, render_pdf

LETTER = render_pdf(make_letter("D", 7, items=2))


@pytest.fixture
def handed_on(desk):
    """Ana decided an item and named the employer; Ben has the case now."""
    desk.reviews.person = "Ana"
    case = desk.open(LETTER)
    desk.session.act(DecideItem("1", Decision.OVERTURNED))
    desk.session.act(SetField(None, "employer", "First Works"))
    desk.saved()
    desk.reviews.person = "Ben"
    desk.session.open(*desk.reviews.open(case.id))
    desk.session.take_over()
    desk.told = []
    desk.session.refused.connect(desk.told.append)
    return desk


def test_a_colleagues_act_is_not_taken_back_and_whose_it_is_is_told(handed_on):
    before, events = handed_on.session.review, len(handed_on.log.events(handed_on.session.case_id))
    assert not handed_on.session.turn("undo")
    assert handed_on.session.review is before
    assert "“change employer”) was done by Ana" in handed_on.told[-1]
    assert len(handed_on.log.events(handed_on.session.case_id)) == events


def test_undo_takes_back_all_of_ones_own_and_stops_there(handed_on):
    start = handed_on.session.review
    for name in ("provider", "employee"):
        handed_on.session.act(SetField(None, name, "Somebody"))
    assert [handed_on.session.turn("undo") for _ in range(3)] == [True, True, False]
    assert handed_on.session.review == start
    handed_on.saved()
    assert handed_on.reviews.open(handed_on.session.case_id)[1].review == start


def test_typing_on_in_a_colleagues_field_is_ones_own_step(handed_on):
    start = handed_on.session.review
    assert handed_on.session.act(SetField(None, "employer", "Second Works"), amends=True)
    assert handed_on.session.turn("undo")
    assert handed_on.session.review == start
    assert handed_on.session.review.fields["employer"].value == "First Works"


def test_what_a_colleague_took_back_is_not_done_again_in_her_name(handed_on):
    handed_on.reviews.person = "Ana"
    assert handed_on.session.turn("undo")
    handed_on.reviews.person = "Ben"
    assert not handed_on.session.turn("redo")
    assert "Redo does again only what you did yourself" in handed_on.told[-1]


def test_the_menu_names_only_ones_own_and_its_key_tells_the_rest(handed_on, qtbot):
    window, session = QWidget(), handed_on.session
    qtbot.addWidget(window)
    actions = ActionSet(window, defaultdict(lambda: lambda: None))

    def menu():
        actions.show_turns(session.history, session.turn_label("undo"), session.turn_label("redo"))
        return actions["undo"].text(), actions["undo"].isEnabled()

    assert menu() == ("&Undo", True)
    session.act(SetField(None, "provider", "Somebody"))
    assert menu() == ("&Undo change provider", True)
