"""The first minutes with the program: an empty log says how to begin, the first case says how the keys go."""

import os
import signal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from imr_desk.ui.sheets import Sheet


def start_of(hands):
    arrangement = hands.window.arrangement
    hands.until(lambda: arrangement.currentWidget() is arrangement.start)
    return arrangement.start


def test_an_empty_log_says_how_to_begin_and_the_first_letter_replaces_it(program, letters):
    letter = letters(111)

    def play(hands):
        start = start_of(hands)
        hands.until(lambda: not hands.window._lanes.log.busy)
        assert hands.message() == ""  # not "All done": nothing was to be done yet
        said = " ".join(label.text() for label in start.findChildren(QLabel) if label.isVisible())
        for words in ("Ctrl+O", "F8", "Ctrl+Return", "approved", "stays denied"):
            assert words in said
        assert QApplication.focusWidget() is start.open
        hands.dialogs.answers["choose_letters"] = (letter,)
        hands.key(Qt.Key.Key_Space)
        hands.opened()
        assert hands.window.letter.isVisible()
        assert not start.isVisible()

    def later(hands):
        hands.opened()
        assert not hands.window.arrangement.start.isVisible()

    assert program(play) == 0
    assert program(later) == 0


def test_keys_are_one_press_away_and_panels_can_be_stepped_through(program):
    def play(hands):
        start = start_of(hands)
        start.keys.click()
        hands.until(lambda: any(sheet.isVisible() for sheet in hands.window.findChildren(Sheet)))
        next(sheet for sheet in hands.window.findChildren(Sheet) if sheet.isVisible()).close()
        hands.window.actions_["next_panel"].trigger()
        assert start.open.hasFocus()

    assert program(play) == 0


def test_a_file_that_is_no_letter_leaves_the_start_page_and_says_so(program, tmp_path):
    bad = tmp_path / "notes.pdf"
    bad.write_bytes(b"<html>not a letter</html>")

    def play(hands):
        start = start_of(hands)
        hands.dialogs.answers["choose_letters"] = (bad,)
        start.open.click()
        hands.until(lambda: "web page" in hands.message())
        assert start.isVisible()
        hands.window.actions_["unread"].trigger()
        hands.until(hands.window.centre.queue.unread.list.isVisible)
        assert not start.isVisible()

    assert program(play) == 0


def test_the_keys_of_the_work_are_shown_until_they_are_put_away_for_good(program, letters):
    def first(hands):
        hands.opened()
        hint = hands.window.hint
        assert hint.isVisible()
        for key in ("Enter", "F8", "O / U", "Ctrl+Return"):
            assert key in hint.words.text()
        assert not hint.away.hasFocus()  # the work has the keyboard
        hint.away.click()
        assert not hint.isVisible()

    def second(hands):
        hands.opened()
        assert not hands.window.hint.isVisible()

    assert program(first, "open", letters(112)) == 0
    assert program(second, "open", letters(113)) == 0


@pytest.mark.skipif(os.name != "posix", reason="the second window is ended by a signal")
def test_the_sample_letters_open_apart_from_the_real_cases(program, monkeypatch):
    from PySide6.QtCore import QProcess

    started = []
    start_detached = QProcess.startDetached

    def watched(*arguments):
        answer = start_detached(*arguments)
        started.append(answer[1])
        return answer

    monkeypatch.setattr(QProcess, "startDetached", watched)

    def play(hands):
        start_of(hands).samples.click()
        home = Path(os.environ["IMR_DESK_HOME"])
        try:
            hands.until((home / "samples.db").exists, timeout=60_000)
        finally:
            os.kill(started[0], signal.SIGTERM)
        assert not any(hands.window.workstation.worklist.counts().values())

    assert program(play) == 0


def test_keys_on_the_screen_follow_the_persons_own(program, letters):
    def play(hands):
        hands.opened()
        window, store = hands.window, hands.window.preferences
        assert "(F8)" in window.case_bar.looks.toolTip()
        store.bind({**store.bindings, "next_wanting": ("F5",), "keys": (), "finish": ("Ctrl+K", "Ctrl+Return")})
        assert "(F5)" in window.case_bar.looks.toolTip()
        assert "F5: next that wants a look" in window.hint.words.text()
        assert "Ctrl+K: finish" in window.hint.words.text()
        assert "keys" not in window.status.keys.text()
        assert "F7 queue" in window.status.keys.text()
        assert "Ctrl+K" in window.review.finish.finish.toolTip()
        start = window.arrangement.start
        assert start.keys.text() == "Keys"
        assert "F5 goes to the next" in start._words[1].text()
        assert "Finish (Ctrl+K)" in start._words[2].text()

    assert program(play, "open", letters(114)) == 0
