"""Other passages for an excerpt: shown in its stead, lit up in the letter, taken by one key, nothing by itself."""

from types import SimpleNamespace

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from imr_desk.checks.proposals.excerpts import with_excerpts
from imr_desk.checks.proposals.proposing import propose
from imr_desk.model.case import CaseStanding, CaseStatus
from imr_desk.model.draft import Decision
from imr_desk.model.review import Review
from imr_desk.ports import NewLetter
from imr_desk.ui.annotation.proposer import Proposer
from imr_desk.ui.background import Lane
from imr_desk.ui.other_passages import OtherPassages
from imr_desk.ui.review.panel import ReviewPanel
from imr_desk.ui.session import Place
from tests.ui.showing import show_active
from tests.unit.checks.drafted import Item, drafted

VERDICT = "Therefore, the request is not medically necessary."
REASONED = "However, the submitted records do not show a response to the injections."
SECOND = "In this case, there is no documentation of a trial of exercise."
RECITED = "The guidelines state that exercise should be tried first. They allow ice for two days. " * 12
RATIONALE = f"{REASONED} {RECITED}{SECOND} {RECITED}{VERDICT}"


@pytest.fixture
def proposer(desk):
    lane = Lane("proposals")
    yield Proposer(desk.session, propose, lane)
    lane.close()


@pytest.fixture
def form(qtbot, desk, dress, proposer):
    """Return the form over a case whose draft offers recital and verdict, and a way to open others."""
    panel = ReviewPanel(desk.session)
    panel.dress(dress)
    panel.resize(600, 800)
    qtbot.addWidget(panel)
    show_active(panel)
    tied = OtherPassages(desk.session, panel, proposer)
    lit, revealed, asked, opened = [], [], [], []
    tied.lit.connect(lit.append)
    tied.revealed.connect(revealed.append)
    proposer.asked.connect(lambda: asked.append(1))

    def open_case(*items, named=False):
        letter, draft = drafted(*items)
        draft = with_excerpts(letter, draft) if named else draft
        letter = msgspec.structs.replace(letter, fingerprint=f"{len(opened):064x}")
        opened.append(letter)
        standing = CaseStanding.of(Review.of(draft, letter), CaseStatus.NEW)
        case = desk.log.add(NewLetter("letter.pdf", b"x", letter, draft), standing, desk.reviews.sign())
        desk.session.open(*desk.reviews.open(case.id))
        return panel.body.excerpt

    return SimpleNamespace(
        panel=panel, tied=tied, view=panel.body.excerpt, open=open_case, lit=lit, revealed=revealed, asked=asked,
        session=desk.session, desk=desk,
    )  # fmt: skip


def item(rationale=RATIONALE):
    return Item(rationale=rationale, determination=VERDICT)


@pytest.fixture
def view(form, qtbot):
    """Return the excerpt in focus, with what else could stand there."""
    view = form.open(item())
    form.panel.go_to(Place("1", "excerpt"))
    qtbot.waitUntil(view.others.isVisible)
    return view


def press(view, key):
    QTest.keyClick(view, key)


def test_a_recited_excerpt_is_told_from_applied_reasoning(form, view):
    before = form.session.review
    assert "quote the guideline" in view.advice.text()
    assert "Another passage applies the guideline to this patient" in view.advice.text()
    assert form.session.review is before
    assert REASONED not in view.words.text()


def test_down_shows_a_better_passage_in_form_and_letter_and_changes_nothing(form, view):
    before = form.session.review
    press(view, Qt.Key.Key_Down)
    assert view.words.text() == f"“{REASONED}”"
    assert "applies the guideline to this patient" in view.state.text()
    assert [mark.spans for mark in form.lit[-1]] == [form.revealed[-1]] == [view.other.spans]
    assert form.session.review is before


def test_enter_takes_the_passage_that_shows_and_goes_on(form, view):
    form.panel.decide(Decision.UPHELD)
    form.panel.go_to(Place("1", "excerpt"))
    press(view, Qt.Key.Key_Down)
    press(view, Qt.Key.Key_Down)
    press(view, Qt.Key.Key_Return)
    excerpt = form.session.review.items[0].excerpt
    assert (excerpt.text, excerpt.by.who) == (SECOND, "rn1")
    assert not view.hasFocus()
    assert form.lit[-1] == ()
    form.session.turn("undo")
    assert form.session.review.items[0].excerpt.text != SECOND


def test_escape_and_up_go_back_to_what_is_proposed(form, view):
    proposed = view.words.text()
    for way_back in (Qt.Key.Key_Escape, Qt.Key.Key_Up):
        press(view, Qt.Key.Key_Down)
        assert view.words.text() != proposed
        press(view, way_back)
        assert view.words.text() == proposed
        assert form.lit[-1] == ()
    press(view, Qt.Key.Key_Return)
    assert f"“{form.session.review.items[0].excerpt.text}”" == proposed
    assert form.session.review.items[0].excerpt.by is not None


def test_the_last_passage_is_the_end(view):
    for _ in range(9):
        press(view, Qt.Key.Key_Down)
    last = view.words.text()
    press(view, Qt.Key.Key_Down)
    assert view.words.text() == last
    assert f"{len(view._offered)} of {len(view._offered)}" in view.state.text()


def test_the_buttons_do_what_the_keys_do(form, view):
    view.next.click()
    view.next.click()
    view.before.click()
    assert view.words.text() == f"“{REASONED}”"
    view.take_other.click()
    assert form.session.review.items[0].excerpt.text == REASONED


def test_who_goes_elsewhere_in_the_form_sees_the_excerpt_again(form, view):
    proposed = view.words.text()
    press(view, Qt.Key.Key_Down)
    form.panel.go_to(Place("1", "decision"))
    assert view.words.text() == proposed
    assert form.lit[-1] == ()


def test_another_item_shows_its_own_passages(form, qtbot):
    view = form.open(item(), item(f"{SECOND} {RECITED}{VERDICT}"))
    form.panel.go_to(Place("1", "excerpt"))
    qtbot.waitUntil(view.others.isVisible)
    press(view, Qt.Key.Key_Down)
    form.panel.go_to(Place("2", "excerpt"))
    assert view.other is None
    press(view, Qt.Key.Key_Down)
    assert view.words.text() == f"“{SECOND}”"


def test_an_excerpt_that_reasons_gets_no_advice(form, qtbot):
    view = form.open(item(f"{RECITED}{SECOND} {VERDICT}"))
    form.panel.go_to(Place("1", "excerpt"))
    qtbot.waitUntil(view.others.isVisible)
    assert "could stand here" in view.advice.text()
    assert "Another passage" not in view.advice.text()


def test_a_draft_that_names_excerpts_offers_reasoning_and_asks_only_when_somebody_comes(form, qtbot):
    view = form.open(item(), named=True)
    form.panel.start()
    assert REASONED in view.words.text()
    assert not form.tied._soon.isActive()
    assert form.asked == []
    form.panel.go_to(Place("1", "excerpt"))
    qtbot.waitUntil(view.others.isVisible)
    assert form.asked == [1]


def test_a_draft_that_names_none_is_asked_about_unbidden(form, qtbot):
    view = form.open(item())
    form.panel.start()
    assert form.tied._soon.isActive()
    qtbot.waitUntil(view.others.isVisible)
    assert view.advice.text()


def test_another_case_never_shows_words_of_the_one_before(form, view, qtbot):
    press(view, Qt.Key.Key_Down)
    form.open(item(f"{RECITED}{SECOND} {VERDICT}"))
    assert view.other is None
    assert REASONED not in view.words.text()
    assert not view.others.isVisible()
    form.panel.go_to(Place("1", "excerpt"))
    qtbot.waitUntil(view.others.isVisible)
    press(view, Qt.Key.Key_Down)
    assert REASONED not in view.words.text()


def test_closing_the_case_takes_its_passages_away(form, view):
    form.session.close()
    form.open(item(f"{SECOND} {VERDICT}"), named=True)
    assert not view.others.isVisible()


def test_words_of_the_letter_are_never_taken_as_rich_text(view):
    assert view.words.textFormat() is view.advice.textFormat() is Qt.TextFormat.PlainText
