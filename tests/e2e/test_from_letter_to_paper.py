"""The main job: a letter is opened, reviewed by keyboard, saved, and its summary leaves the desk."""

import pymupdf
from PySide6.QtCore import Qt

from imr_desk.model.case import CaseStatus
from imr_desk.model.review import EntryState


def test_a_letter_goes_from_import_to_pdf_by_keyboard_alone(program, letters, tmp_path):
    letter = letters(21, items=3)
    paper = tmp_path / "out" / "summary.pdf"
    paper.parent.mkdir()

    def play(hands):
        hands.opened()
        assert hands.review.confirmed_outcome is None
        hands.control(Qt.Key.Key_Space)  # a key that means nothing changes nothing
        while hands.review.problems():
            before = hands.review
            hands.key(Qt.Key.Key_Return)
            assert hands.review != before
        assert hands.review.confirmed_outcome is not None
        hands.hand_out(paper)
        hands.control(Qt.Key.Key_Return)
        hands.until(lambda: "All done" in hands.message())
        hands.saved()
        assert hands.window.workstation.log.case(hands.session.case_id).status is CaseStatus.FINISHED

    assert program(play, "open", letter) == 0
    text = "".join(page.get_text() for page in pymupdf.open(paper))
    assert "DRAFT" in text
    assert "treatment approved" in text or "stays denied" in text


def test_a_corrected_value_and_its_undo_survive_closing(program, letters):
    letter = letters(22, items=1)

    def first(hands):
        hands.opened()
        hands.window.review.facts.rows["date_of_injury"].editor.setFocus()
        hands.control(Qt.Key.Key_A)
        hands.words("03/04/2015")
        hands.key(Qt.Key.Key_Return)
        assert hands.review.fields["date_of_injury"].value == "2015-03-04"

    def second(hands):
        hands.opened()
        entry = hands.review.fields["date_of_injury"]
        assert (entry.value, entry.state) == ("2015-03-04", EntryState.CORRECTED)
        assert hands.session.history.undo_label == "change date of injury"
        hands.control(Qt.Key.Key_Z)
        assert hands.review.fields["date_of_injury"].by is None
        hands.saved()

    def third(hands):
        hands.opened()
        assert hands.review.fields["date_of_injury"].by is None
        assert hands.session.history.redo_label == "change date of injury"

    assert program(first, "open", letter) == 0
    assert program(second) == 0
    assert program(third) == 0


def test_a_letter_deleted_after_import_is_still_there(program, letters):
    letter = letters(23)

    def first(hands):
        hands.opened()

    def second(hands):
        hands.opened()
        assert hands.window.letter.is_settled
        assert hands.session.letter.pages[0].text

    program(first, "open", letter)
    letter.unlink()
    assert program(second) == 0


def test_finishing_too_early_lists_what_is_left(program, letters):
    def play(hands):
        hands.opened()
        hands.control(Qt.Key.Key_Return)
        assert "Not finished yet" in hands.message()
        assert hands.window.review.finish.list.isVisible()
        assert hands.review.finished is None

    assert program(play, "open", letters(24, items=2)) == 0


def test_letter_keys_decide_only_outside_of_text(program, letters):
    def play(hands):
        hands.opened()
        hands.window.review.facts.rows["claim_number"].editor.setFocus()
        hands.words("OUE1")
        hands.key(Qt.Key.Key_Return)
        assert hands.review.fields["claim_number"].value == "OUE1"
        assert hands.review.items[0].decided is None
        hands.window.review.go_to_item(1)
        hands.key(Qt.Key.Key_O)
        assert hands.review.items[0].decided is not None

    assert program(play, "open", letters(25, items=1)) == 0


def test_a_folder_with_bad_files_fills_the_queue_and_names_them(program, letters, tmp_path):
    for seed in (26, 27):
        letters(seed, f"inbox/letter-{seed}.pdf")
    (tmp_path / "inbox" / "notes.pdf").write_bytes(b"<html>not a letter</html>")

    def play(hands):
        hands.dialogs.answers["choose_folder"] = tmp_path / "inbox"
        hands.key(Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
        hands.until(lambda: "could not be read" in hands.message())
        assert "2 letters brought in" in hands.message()
        hands.opened()
        hands.window.message.act.click()
        unread = hands.window.centre.queue.unread.list
        hands.until(lambda: unread.isVisible() and unread.count() == 1)
        assert "web page" in unread.item(0).text()

    assert program(play) == 0


def test_the_same_letter_twice_opens_its_case(program, letters, tmp_path):
    letter = letters(28)

    def first(hands):
        hands.opened()

    def second(hands):
        case_id = hands.opened()
        copy = tmp_path / "other name.pdf"
        copy.write_bytes(letter.read_bytes())
        hands.window.bring_in((copy,))
        hands.until(lambda: "already" in hands.message())
        assert hands.session.case_id == case_id

    program(first, "open", letter)
    assert program(second) == 0


def test_a_log_that_is_no_log_is_refused_with_a_sentence(program, tmp_path):
    log = tmp_path / "foreign.db"
    log.write_bytes(b"this is no database at all, " * 100)
    before = log.read_bytes()
    assert program(lambda hands: None, log=log) == 1
    assert program.told
    assert log.read_bytes() == before


def test_a_letter_that_arrives_takes_nobody_from_the_page_they_turned_to(program, letters):
    here, later = letters(28), letters(29)

    def play(hands):
        before = hands.opened()
        hands.window.bring_in((later,))
        hands.window.actions_["queue_page"].trigger()  # in the same turn, so that the letter cannot be there yet
        hands.until(lambda: len(hands.window.centre.queue.queue.rows.cases) == 2)
        hands.until(lambda: "1 letter brought in" in hands.message())
        assert not hands.window.centre.on_desk
        assert hands.session.case_id == before

    assert program(play, "open", here) == 0
