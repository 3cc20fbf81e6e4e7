"""Signs at the heads of items, the list of questions, and the way from what is left to the thread."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from imr_desk.model.edits import AnswerQuestion, AskQuestion, CloseQuestion
from imr_desk.ui.dress import Dress
from imr_desk.ui.session import Place
from imr_desk.ui.theme import DARK, Type
from tests.synthetic import make_letter, render_pdf
from tests.ui.questions.conftest import Office, press, send, type_words

MANY = render_pdf(make_letter("D", 9, items=21))


def lines(office):
    made = office.questions.overview.list.list
    return [made.item(row).text() for row in range(made.count())]


def sign(office, number):
    return office.form.items.cards[number - 1].header.asked


def test_a_case_without_questions_shows_nothing_of_them(office):
    assert office.questions.overview.button.isHidden()
    assert office.questions.overview.list.isHidden()
    assert all(card.header.asked.isHidden() for card in office.form.items.cards)


def test_the_head_of_an_item_counts_its_open_questions_in_words(office):
    office.session.act(AskQuestion("2", "treatment", "Why six?"))
    office.session.act(AskQuestion("2", "", "Two items?"))
    office.session.act(AnswerQuestion("q1", "So."))
    assert sign(office, 2).text() == "2"
    assert sign(office, 2).isVisible()
    assert sign(office, 2).accessibleName() == "2 open questions about this item, 2 waiting for an answer"
    assert sign(office, 1).isHidden()
    office.session.act(CloseQuestion("q1"))
    office.session.act(CloseQuestion("q2"))
    assert sign(office, 2).isHidden()
    assert office.form.items.cards[1].header.accessibleDescription() == ""


def test_the_sign_of_an_item_opens_it_and_its_first_waiting_thread(office):
    office.session.act(AskQuestion("3", "treatment", "Why six?"))
    sign(office, 3).click()
    assert office.form.items.current == "3"
    assert office.at(Place("3", "treatment")).is_open


def test_the_list_leads_by_key_to_each_place(office):
    office.session.act(AskQuestion("2", "treatment", "Why six?"))
    office.session.act(AskQuestion(None, "claim_number", "Whose number?"))
    office.session.act(CloseQuestion("q1"))
    office.questions.show_list()
    assert lines(office) == [
        "Claim number · You ask: Whose number?",
        "Item 2, as printed · 1 closed question",
    ]
    assert office.questions.overview.button.text() == "1 question"
    assert QApplication.focusWidget() is office.questions.overview.list.list
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    assert office.at(Place("2", "treatment")).is_open
    office.questions.show_list()
    press(Qt.Key.Key_Up)
    press(Qt.Key.Key_Return)
    assert office.at(Place(None, "claim_number")).is_open


def test_escape_puts_the_list_away_and_the_keyboard_back(office):
    office.session.act(AskQuestion("1", "treatment", "Why six?"))
    office.form.go_to(Place("1", "treatment"))
    office.questions.show_list()
    press(Qt.Key.Key_Escape)
    assert office.questions.overview.list.isHidden()
    assert office.form.isAncestorOf(QApplication.focusWidget())
    assert office.form.here == Place("1", "treatment")


def test_the_list_tells_what_waits_for_whoever_looks_first(office):
    office.session.act(AskQuestion("1", "decision", "Sure?", "Ana"))
    office.session.act(AskQuestion("1", "treatment", "Why six?", "Cho"))
    office.sit("Cho")
    office.questions.show_list()
    assert lines(office) == ["Item 1, as printed · Ben asks you: Why six?", "Item 1, decision · Ben asks Ana: Sure?"]


def test_what_was_not_sent_stands_in_the_list_and_in_the_button(office):
    office.ask(Place("1", "treatment"))
    type_words("Why six")
    press(Qt.Key.Key_Escape)
    assert office.questions.overview.button.text() == "1 not sent"
    office.questions.show_list()
    assert lines(office) == ["Item 1, as printed · Not sent yet: Why six"]


@pytest.mark.parametrize("place", [Place("3", "decision"), Place("3", "treatment"), Place(None, "claim_number")])
def test_what_is_left_before_finishing_leads_to_the_thread_by_key(office, place):
    office.session.act(AskQuestion(place.item, place.name, "Why six?", "Ben"))
    office.form.finish.open_list()
    left = office.form.finish.list
    [row] = [row for row in range(left.count()) if "Ben asks: Why six?" in left.item(row).text()]
    left.setFocus()
    left.setCurrentRow(row)
    QTest.keyClick(left, Qt.Key.Key_Return)
    assert office.at(place).is_open


@pytest.mark.parametrize("place", [Place("3", ""), Place(None, "")])
def test_a_question_about_a_whole_item_or_case_is_led_to_as_well(office, place):
    office.session.act(AskQuestion(place.item, "", "Two items?"))
    office.form.finish.open_list()
    left = office.form.finish.list
    left.setCurrentRow(left.count() - 1)
    left.setFocus()
    QTest.keyClick(left, Qt.Key.Key_Return)
    assert office.at(place).is_open


def test_the_list_and_its_button_are_reached_with_tab_from_what_is_left(office):
    office.session.act(AskQuestion("1", "treatment", "Why six?"))
    office.questions.show_list()
    office.form.finish.left.setFocus()
    seen = []
    for _ in range(4):
        press(Qt.Key.Key_Tab)
        seen.append(QApplication.focusWidget())
    overview = office.questions.overview
    assert seen == [overview.button, overview.list.list, overview.list.whole, office.form.finish.finish]


def test_another_case_shows_only_its_own_questions(office):
    office.session.act(AskQuestion("1", "treatment", "Why six?"))
    office.questions.show_list()
    first = office.session.case_id
    office.open(MANY)
    assert office.questions.overview.list.isHidden()
    assert office.questions.overview.button.isHidden()
    assert sign(office, 1).isHidden()
    office.reopen(first)
    assert office.questions.overview.button.text() == "1 question"
    assert sign(office, 1).text() == "1"


def test_twenty_one_items_with_five_questions_stay_in_order_and_nothing_is_clipped(desk, dress, qtbot):
    office = Office(desk, dress, qtbot)
    office.open(MANY)
    for item in ("2", "5", "5", "13", "21"):
        office.session.act(AskQuestion(item, "treatment", f"What of item {item}? " * 20))
    for look, width in ((dress, 620), (Dress(dress.icons, DARK, Type(2.0)), 640)):
        office.form.dress(look)
        office.questions.dress(look)
        office.form.resize(width, 700)
        office.questions.show_list()
        assert [line.split(" · ")[0] for line in lines(office)] == [f"Item {n}, as printed" for n in (2, 5, 13, 21)]
        for number in (2, 5, 13, 21):
            asked = sign(office, number)
            qtbot.waitUntil(lambda asked=asked: asked.isVisible())
            assert asked.width() >= asked.minimumSizeHint().width()
        office.questions.show_thread(Place("13", "treatment"))
        thread = office.at(Place("13", "treatment"))
        qtbot.waitUntil(lambda thread=thread: thread.line.width() <= office.form.width())
        qtbot.waitUntil(
            lambda thread=thread: all(
                card.height() >= card.minimumSizeHint().height() and card.width() <= thread.width()
                for card in thread.cards
            )
        )
        thread.fold()
    left, others = office.form.finish.left, office.questions.overview.button
    assert left.fontMetrics().horizontalAdvance(left.text()) < left.width()
    assert others.geometry().right() < office.form.finish.finish.geometry().left()


def test_whoever_types_long_words_sees_all_of_them(office):
    thread = office.ask(Place("1", "treatment"))
    before = thread.composer.edit.height()
    type_words("Why six? " * 60)
    assert thread.composer.edit.height() > 2 * before
    send()
    assert office.asked()[0].text.startswith("Why six? Why six?")
