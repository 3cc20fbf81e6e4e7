"""Asking, answering, asking again and closing under the rows of the form, by key."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QApplication

from imr_desk.model.edits import AnswerQuestion, AskQuestion, CloseQuestion, DecideItem, RemoveItem, SetField
from imr_desk.model.questions import Answer, Question
from imr_desk.model.second import SecondReading
from imr_desk.model.signature import Signature
from imr_desk.ui.questions.words import Here, edit_words, line_of
from imr_desk.ui.session import Place
from tests.ui.questions.conftest import ANOTHER, Office, press, send, texts, type_words

QUANTITY = Place("1", "treatment")
DECISION = Place("1", "decision")


def test_a_field_is_asked_about_by_key_and_the_keyboard_comes_back(office):
    thread = office.ask(QUANTITY)
    assert QApplication.focusWidget() is thread.composer.edit
    type_words("Why six?")
    send()
    [asked] = office.asked()
    assert (asked.item, asked.field, asked.text, asked.to, asked.by.who) == ("1", "treatment", "Why six?", "", "Ben")
    assert office.form.row_in_focus().spec.name == "treatment"
    assert QApplication.focusWidget() is office.form.row_in_focus().editor
    assert not office.at(QUANTITY).is_open
    assert "Why six?" in office.at(QUANTITY).line.text()


@pytest.mark.parametrize(
    "place",
    [Place("1", "decision"), Place("1", "excerpt"), Place("2", "rationale"), Place(None, "claim_number")],
    ids=lambda place: f"{place.item}-{place.name}",
)
def test_every_kind_of_place_has_its_thread_under_itself(office, place):
    thread = office.ask(place)
    type_words("Sure?")
    assert thread.isVisible()
    anchor = {"decision": office.form.body.switch, "excerpt": office.form.body.excerpt}.get(place.name)
    anchor = anchor or office.form.row_in_focus()
    assert thread.parentWidget() is anchor.parentWidget()
    gap = thread.geometry().top() - anchor.geometry().bottom()
    assert 0 < gap <= 6
    send()
    assert [(asked.item, asked.field) for asked in office.asked()] == [(place.item, place.name)]


def test_an_item_and_the_case_as_a_whole_are_asked_about(office):
    office.form.items.cards[1].header.setFocus()
    office.questions.ask()
    type_words("Two items?")
    send()
    assert QApplication.focusWidget() is office.form.items.cards[1].header
    office.questions.show_list()
    office.questions.overview.list.whole.click()
    type_words("All of it?")
    send()
    assert [(asked.item, asked.field) for asked in office.asked()] == [("2", ""), (None, "")]
    assert office.at(Place(None, "")).isVisible()
    assert "The case" in office.at(Place(None, "")).line.text()


def test_whom_to_ask_is_chosen_from_those_who_work_here(office):
    thread = office.ask(QUANTITY)
    box = thread.composer.to
    assert [box.itemData(row) for row in range(box.count())] == ["", "Ana", "Cho"]
    type_words("Why six?")
    box.setCurrentIndex(box.findData("Cho"))
    send()
    assert office.asked()[0].to == "Cho"
    assert office.at(QUANTITY).line.text().startswith("You ask Cho: Why six?")


def test_alone_in_a_log_nobody_is_to_be_chosen(desk, dress, qtbot):
    alone = Office(desk, dress, qtbot, alone=True)
    alone.open()
    thread = alone.ask(QUANTITY)
    assert thread.composer.to.isHidden()
    assert thread.composer.back.isHidden()
    type_words("Look again.")
    send()
    assert alone.asked()[0].to == ""


def test_what_is_typed_and_left_is_kept_until_it_is_sent(office):
    office.ask(QUANTITY)
    type_words("Why six")
    press(Qt.Key.Key_Escape)
    thread = office.at(QUANTITY)
    assert (thread.is_open, thread.line.text()) == (False, "Not sent yet: Why six")
    assert office.questions.unsent == 1
    assert office.asked() == ()
    office.ask(QUANTITY)
    type_words(" and not twelve?")
    send()
    assert office.asked()[0].text == "Why six and not twelve?"
    assert office.questions.unsent == 0


def test_drafts_stay_with_their_case_and_their_writer(office):
    first = office.session.case_id
    office.ask(QUANTITY)
    type_words("Why six?")
    office.open(ANOTHER)
    assert office.at(QUANTITY) is None
    office.ask(QUANTITY)
    type_words("Another matter")
    office.sit("Cho")
    assert office.at(QUANTITY) is None
    office.sit("Ben")
    assert office.at(QUANTITY).line.text() == "Not sent yet: Another matter"
    office.reopen(first)
    assert office.at(QUANTITY).line.text() == "Not sent yet: Why six?"
    assert office.questions.unsent == 2


def test_a_draft_can_be_discarded(office):
    office.ask(QUANTITY)
    type_words("Never mind")
    office.at(QUANTITY).composer.discard.click()
    assert office.at(QUANTITY) is None
    assert office.questions.unsent == 0


def test_an_empty_question_is_not_sent_and_the_thread_says_why(office):
    thread = office.ask(QUANTITY)
    send()
    assert office.asked() == ()
    assert "Write a few words first." in texts(thread)
    assert QApplication.focusWidget() is thread.composer.edit
    type_words("x")
    assert thread.composer.problem.isHidden()


def test_whoever_is_asked_answers_at_once_and_the_asker_closes(office):
    office.ask(QUANTITY)
    office.at(QUANTITY).composer.to.setCurrentIndex(2)
    type_words("Why six?")
    send()
    office.sit("Cho")
    line = office.at(QUANTITY).line
    assert line.text() == "Ben asks you: Why six?"
    assert line.property("mine")
    line.click()
    thread = office.at(QUANTITY)
    assert QApplication.focusWidget() is thread.composer.edit
    assert thread.composer.head.text() == "Answer Ben"
    type_words("As printed on page 2.")
    send()
    assert office.asked()[0].answers[0].by.who == "Cho"
    office.sit("Ben")
    assert office.at(QUANTITY).line.text() == "Cho answered: As printed on page 2."
    office.ask(QUANTITY)
    [card] = office.at(QUANTITY).cards
    assert "As printed on page 2." in texts(card)
    card.close_.click()
    assert office.asked()[0].closed.who == "Ben"
    assert office.at(QUANTITY).line.text() == "1 closed question"


def test_the_asker_asks_again(office):
    for words in ("Why six?", "On which page?"):
        office.ask(QUANTITY)
        if office.asked():
            office.at(QUANTITY).cards[0].answer.click()
            assert office.at(QUANTITY).composer.head.text() == "Ask again"
        type_words(words)
        send()
    [asked] = office.asked()
    assert [answer.text for answer in asked.answers] == ["On which page?"]
    assert asked.waits


def test_closed_questions_are_folded_and_can_be_read(office):
    office.session.act(AskQuestion("1", "treatment", "Why six?"))
    office.session.act(CloseQuestion("q1"))
    office.session.act(AskQuestion("1", "treatment", "And when?"))
    thread = office.at(QUANTITY)
    thread.line.click()
    assert "And when?" in texts(thread.body)
    assert "Why six?" not in texts(thread.body)
    thread.old.click()
    assert "Why six?" in texts(thread.body)
    assert "Closed by you" in texts(thread.body)
    thread.old.click()
    assert "Why six?" not in texts(thread.body)


def test_a_second_question_at_one_place_is_asked_beside_the_first(office):
    office.session.act(AskQuestion("1", "treatment", "Why six?"))
    thread = office.ask(QUANTITY)
    thread.more.click()
    type_words("And when?")
    send()
    assert [asked.text for asked in office.asked()] == ["Why six?", "And when?"]
    assert office.at(QUANTITY).line.text().startswith("2 questions · ")


def test_what_was_typed_to_a_question_that_is_closed_meanwhile_is_kept(office):
    office.sit("Cho")
    office.session.act(AskQuestion("1", "treatment", "Why six?", "Ben"))
    office.sit("Ben")
    office.at(QUANTITY).line.click()
    type_words("Because")
    office.session.act(CloseQuestion("q1"))
    assert office.at(QUANTITY).composer.isHidden()
    press(Qt.Key.Key_Escape)
    assert office.at(QUANTITY).line.text() == "Not sent yet: Because"
    office.ask(QUANTITY)
    assert office.at(QUANTITY).composer.edit.toPlainText() == "Because"


def test_undo_takes_the_question_and_its_thread_away(office):
    office.ask(QUANTITY)
    type_words("Why six?")
    send()
    office.session.turn("undo")
    assert office.at(QUANTITY) is None
    assert office.questions.overview.button.isHidden()


def test_the_thread_of_a_row_that_is_folded_away_names_it_and_leads_there(office):
    place = Place("1", "quantity")
    office.form.body.more.setChecked(False)
    office.session.act(AskQuestion("1", "quantity", "Why six?"))
    assert office.form.body.rows["quantity"].isHidden()
    assert office.at(place).line.text().startswith("Quantity · ")
    office.questions.show_thread(place)
    assert office.form.body.rows["quantity"].isVisible()
    assert not office.at(place).line.text().startswith("Quantity · ")


def test_threads_of_an_item_go_with_it(office):
    office.session.act(AskQuestion("2", "treatment", "Why six?"))
    assert office.at(Place("2", "treatment")) is None
    office.form.items.set_current("2")
    assert office.at(Place("2", "treatment")).isVisible()
    office.form.items.set_current("1")
    assert office.at(Place("2", "treatment")) is None


def test_a_question_about_an_item_that_was_removed_is_still_there_to_be_closed(office):
    office.session.act(AskQuestion("2", "treatment", "Why six?"))
    office.session.act(RemoveItem("2"))
    thread = office.at(Place("2", "treatment"))
    assert thread.isVisible()
    assert thread.line.text().startswith("An item that was removed, ")
    thread.line.click()
    thread.cards[0].close_.click()
    assert not office.asked()[0].is_open


def test_typing_in_the_form_leaves_an_open_thread_alone(office):
    thread = office.ask(QUANTITY)
    type_words("Why six?")
    office.session.act(SetField("1", "quantity", "6"))
    office.session.act(DecideItem("2", office.session.review.item("2").outcome))
    assert office.at(QUANTITY) is thread
    assert thread.composer.edit.toPlainText() == "Why six?"
    assert QApplication.focusWidget() is thread.composer.edit


def test_in_a_copy_that_is_only_read_nothing_can_be_asked_and_the_thread_says_so(office):
    office.session.act(AskQuestion("1", "treatment", "Why six?"))
    office.services.to_read = True
    office.questions.show_person()
    thread = office.ask(QUANTITY)
    assert "only to read" in texts(thread.body)
    assert thread.composer.isHidden()
    assert "Why six?" in texts(thread.body)
    assert all(card.close_.isHidden() for card in thread.cards)


def test_a_second_reader_cannot_ask_and_the_thread_says_why(office):
    case_id = office.session.case_id
    opened, history = office.desk.reviews.open(case_id)
    by = Signature("Cho", "2026-11-24T09:00:00+00:00")
    office.session.open(opened, history, SecondReading("drawn", by, "Ana", reader="Ben", taken=by.at))
    office.form.start()
    thread = office.ask(QUANTITY)
    assert "You read this case a second time" in texts(thread.body)
    assert thread.composer.isHidden()
    assert thread.more.isHidden()


# The keyboard's way and the menu


def test_tab_goes_from_the_row_through_its_thread(office):
    office.session.act(AskQuestion("1", "treatment", "Why six?"))
    thread = office.ask(QUANTITY)
    assert thread.is_open
    office.form.go_to(QUANTITY)
    seen = []
    for _ in range(6):
        press(Qt.Key.Key_Tab)
        seen.append(QApplication.focusWidget())
    row = office.form.body.rows["disputed"]
    assert seen[:2] == [thread.line, thread.cards[0].answer]
    assert seen.index(thread.cards[0].close_) < seen.index(row.editor)


def test_escape_folds_a_thread_from_any_of_its_buttons(office):
    office.session.act(AskQuestion("1", "treatment", "Why six?"))
    thread = office.ask(QUANTITY)
    thread.cards[0].close_.setFocus()
    press(Qt.Key.Key_Escape)
    assert not thread.is_open
    assert QApplication.focusWidget() is office.form.body.rows["treatment"].editor


def menu_at(office, widget, *, by_key=False):
    """Ask a widget for its context menu and return the words of it."""
    reason = QContextMenuEvent.Reason.Keyboard if by_key else QContextMenuEvent.Reason.Mouse
    middle = widget.rect().center()
    QApplication.sendEvent(widget, QContextMenuEvent(reason, middle, widget.mapToGlobal(middle)))
    menu = QApplication.activePopupWidget()
    assert menu is not None
    return menu


def test_every_place_offers_to_ask_in_its_context_menu(office):
    body = office.form.body
    editor = body.rows["treatment"].editor
    for widget, place in (
        (editor.viewport(), QUANTITY),
        (body.rows["treatment"].parts.label, QUANTITY),
        (body.switch.upheld, DECISION),
        (body.excerpt, Place("1", "excerpt")),
        (office.form.items.cards[0].header, Place("1", "")),
        (office.form.facts.rows["claim_number"].editor, Place(None, "claim_number")),
    ):
        menu = menu_at(office, widget)
        [ask] = [act for act in menu.actions() if act.text().startswith("Ask about this")]
        ask.trigger()
        menu.close()
        assert office.at(place).is_open, place
        press(Qt.Key.Key_Escape)


def test_the_menu_of_an_editor_keeps_what_editors_offer_and_names_the_key(office):
    office.questions.show_keys({"ask_question": "F5"}.get)
    editor = office.form.facts.rows["claim_number"].editor
    menu = menu_at(office, editor, by_key=True)
    words = [act.text() for act in menu.actions()]
    menu.close()
    assert words[0] == "Ask about this…\tF5"
    assert any("Paste" in word for word in words)
    assert not any("Send the case back" in word for word in words)


def test_the_menu_of_a_field_leads_to_its_history_unless_the_record_is_hidden(office):
    office.questions.show_keys({"field_history": "Ctrl+Shift+H"}.get)
    wished, editor = [], office.form.facts.rows["claim_number"].editor
    office.questions.menus.history_wished.connect(wished.append)
    menu = menu_at(office, editor)
    [history] = [act for act in menu.actions() if act.text() == "History of this…\tCtrl+Shift+H"]
    history.trigger()
    menu.close()
    assert wished == [Place(None, "claim_number")]
    office.session._second = object()
    menu = menu_at(office, editor)
    assert not any("History" in act.text() for act in menu.actions())
    menu.close()


def test_ctrl_enter_and_escape_reach_no_act_of_the_window(office, qtbot):
    thread = office.ask(QUANTITY)
    for key, modifiers in (
        (Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier),
        (Qt.Key.Key_Escape, Qt.NoModifier),
    ):
        override = QKeyEvent(QEvent.Type.ShortcutOverride, key, modifiers)
        override.ignore()
        QApplication.sendEvent(thread.composer.edit, override)
        assert override.isAccepted()


# Words


def question(asker="Cho", to="", *answers, closed=None):
    by = Signature(asker, "2026-11-24T09:00:00+00:00")
    said = tuple(Answer(text, Signature(who, "2026-11-24T10:00:00+00:00")) for who, text in answers)
    return Question("q1", "1", "quantity", "Why\nsix?", by, to, said, closed)


@pytest.mark.parametrize(
    ("asked", "worker", "words", "role", "mine"),
    [
        (question("Cho", "Ben"), "Dee", "Cho asks you: Why six?", "warning", True),
        (question("Cho"), "Ben", "Cho asks you: Why six?", "warning", True),
        (question("Cho"), "Dee", "Cho asks Dee: Why six?", "accent", False),
        (question("Cho"), "", "Cho asks: Why six?", "warning", True),
        (question("Ben", "Cho"), "Ben", "You ask Cho: Why six?", "accent", False),
        (question("Ben"), "Ben", "You ask: Why six?", "accent", False),
        (question("Cho", "Ben", ("Cho", "Well?")), "Ben", "Cho asks you again: Well?", "warning", True),
        (question("Cho", "Ben", ("Ben", "So.")), "Ben", "You answered: So.", "good", False),
        (question("Ben", "Cho", ("Cho", "So.")), "Ben", "Cho answered: So.", "good", True),
        (question(closed=Signature("Cho", "2026-11-24T11:00:00+00:00")), "Ben", "1 closed question", "quiet", False),
    ],
)
def test_a_line_tells_who_waits_for_whom(asked, worker, words, role, mine):
    line = line_of((asked,), "", Here("Ben", worker))
    assert (line.words, line.role, line.mine) == (words, role, mine)


def test_the_history_tells_questions_in_plain_words(office):
    office.session.act(AskQuestion("2", "quantity", "Why\nsix?", "Ana"))
    steps = (
        AskQuestion("2", "quantity", "Why\nsix?", "Ana"),
        AnswerQuestion("q1", "As printed."),
        CloseQuestion("q1"),
    )
    review = office.session.review
    assert [edit_words(step, review) for step in steps] == [
        "asks Ana about item 2, quantity: Why six?",
        "writes to the question about quantity of item 2: As printed.",
        "closes the question about quantity of item 2",
    ]
    assert edit_words(steps[0]) == "asks Ana about quantity: Why six?"


def test_letter_words_are_shown_literally(office):
    office.session.act(AskQuestion("1", "treatment", "<b>Six</b> & why?"))
    thread = office.ask(QUANTITY)
    assert "<b>Six</b> & why?" in texts(thread.cards[0])
    assert thread.line.text() == "You ask: <b>Six</b> && why?"
