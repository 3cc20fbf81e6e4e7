"""A watched folder: what is put there comes in by itself, and goes on doing so after a restart."""

from datetime import date

import msgspec
import pytest

from imr_desk.model.errors import CaseLogError, CaseLogErrorKind
from imr_desk.services.inbox import Inbox
from imr_desk.services.intake import Intake
from tests.synthetic import make_letter, render_pdf


def test_letters_put_into_the_watched_folder_come_in(program, letters, tmp_path, monkeypatch):
    monkeypatch.setattr("imr_desk.services.inbox.SETTLED", 0.05)
    monkeypatch.setattr("imr_desk.ui.watching._EVERY", 60)
    folder = tmp_path / "inbox"
    folder.mkdir()
    here = letters(201)

    def first(hands):
        hands.opened()
        before = hands.session.case_id
        hands.dialogs.answers["choose_folder"] = folder
        hands.window.actions_["watch_folder"].trigger()
        hands.until(lambda: "Watching" in hands.message())
        assert hands.window.actions_["watch_folder"].isChecked()
        letters(202, "inbox/a.pdf")
        hands.until(lambda: cases(hands) == 2)
        assert hands.session.case_id == before  # nobody is taken from their work
        assert (folder / "a.pdf").exists()

    def second(hands):
        assert hands.window.watching.folder == folder
        letters(203, "inbox/b.pdf")
        hands.until(lambda: cases(hands) == 3)
        hands.window.actions_["watch_folder"].trigger()
        assert not hands.window.actions_["watch_folder"].isChecked()

    def third(hands):
        assert hands.window.watching.folder is None

    assert program(first, "open", here) == 0
    assert program(second) == 0
    assert program(third) == 0


def test_a_watched_folder_that_is_gone_gets_its_sentence(program, tmp_path):
    folder = tmp_path / "inbox"
    folder.mkdir()

    def play(hands):
        hands.dialogs.answers["choose_folder"] = folder
        folder.rmdir()
        hands.window.actions_["watch_folder"].trigger()
        hands.until(lambda: "watched folder is gone" in hands.message())
        assert not hands.window.actions_["watch_folder"].isChecked()

    assert program(play) == 0


def corrected(letter, decided):
    """Return a letter as it is sent once more, decided on another day."""
    return msgspec.structs.replace(letter, fields=msgspec.structs.replace(letter.fields, decision_date=decided))


def watch(hands, folder):
    hands.dialogs.answers["choose_folder"] = folder
    hands.window.actions_["watch_folder"].trigger()
    hands.until(lambda: "Watching" in hands.message())


def cases(hands):
    return sum(hands.window.workstation.worklist.counts().values())


@pytest.fixture
def inbox(tmp_path, monkeypatch):
    monkeypatch.setattr("imr_desk.services.inbox.SETTLED", 0.05)
    monkeypatch.setattr("imr_desk.ui.watching._EVERY", 60)
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder


def test_what_the_watched_folder_had_before_is_no_news_at_the_next_start(program, letters, inbox, monkeypatch):
    here = letters(201)
    ready, hidden = Inbox.ready, [False]
    monkeypatch.setattr(Inbox, "ready", lambda inbox: () if hidden[0] else ready(inbox))

    def first(hands):
        hands.opened()
        watch(hands, inbox)
        letters(202, "inbox/a.pdf")
        hands.until(lambda: cases(hands) == 2)
        hands.until(lambda: hands.message() == "1 letter brought in.")
        hidden[0] = True  # until somebody looks: a window that is long in coming would miss how it ended

    def second(hands):
        ended = []
        hands.window.intake.ended.connect(ended.append)
        hidden[0] = False
        hands.until(lambda: bool(ended))
        assert ended[0].known == 1
        assert hands.message() == ""  # least of all that its case is open

    assert program(first, "open", here) == 0
    assert program(second) == 0


def test_the_letter_that_was_asked_for_is_opened_whatever_else_comes_in(program, letters, tmp_path):
    here = letters(201)
    letters(202, "folder/a.pdf")
    letters(203, "folder/b.pdf")
    wanted = letters(204)

    def play(hands):
        hands.opened()
        hands.window.bring_in((tmp_path / "folder",))
        hands.window.bring_in((wanted,))
        hands.until(lambda: cases(hands) == 4)
        hands.until(lambda: not hands.window.intake.running)
        log = hands.window.workstation.log
        hands.until(lambda: log.case(hands.session.case_id).name == wanted.name)
        hands.window.bring_in((here,))
        hands.until(lambda: "its case is open now" in hands.message())
        hands.until(lambda: log.case(hands.session.case_id).name == here.name)

    assert program(play, "open", here) == 0


def test_letters_of_the_folder_come_in_once_the_log_takes_them_again(program, letters, inbox, monkeypatch):
    monkeypatch.setattr("imr_desk.ui.watching._AFTER_TROUBLE", 80)
    here = letters(201)

    def play(hands):
        hands.opened()
        put, full = Intake.put, [True]

        def put_or_not(intake, reading):
            if full[0]:
                raise CaseLogError(CaseLogErrorKind.DISK_FULL, "The disk is full.")
            return put(intake, reading)

        monkeypatch.setattr(Intake, "put", put_or_not)
        watch(hands, inbox)
        letters(202, "inbox/a.pdf")
        hands.until(lambda: "The disk is full." in hands.message())
        assert cases(hands) == 1
        full[0] = False
        hands.until(lambda: cases(hands) == 2)

    assert program(play, "open", here) == 0


def test_stopping_the_letters_of_the_folder_says_that_it_is_no_longer_watched(program, letters, inbox, tmp_path):
    here = letters(201)
    for seed in (202, 203, 204):
        letters(seed, f"batch/{seed}.pdf")

    def play(hands):
        hands.opened()
        watch(hands, inbox)
        hands.window.intake.arrived.connect(lambda _taken: hands.window.intake.cancel())
        (tmp_path / "batch").rename(inbox / "batch")  # all at once: of a letter alone there is no rest to stop
        hands.until(lambda: "no longer watched" in hands.message())
        assert "You stopped the rest." in hands.message()
        assert hands.window.watching.folder is None
        assert not hands.window.actions_["watch_folder"].isChecked()

    assert program(play, "open", here) == 0


def test_a_corrected_letter_is_told_and_both_are_shown(program, tmp_path):
    paths = []
    for place, decided in enumerate((date(2016, 5, 2), date(2016, 6, 2))):
        letter = corrected(make_letter("D", 7, items=1), decided)
        paths.append(tmp_path / f"letter-{place}.pdf")
        paths[-1].write_bytes(render_pdf(letter))

    def play(hands):
        hands.opened()
        hands.window.bring_in((paths[1],))
        hands.until(lambda: "It has a case number that the log had already" in hands.message())
        hands.window.message.act.click()
        page = hands.window.centre.queue_place.page
        hands.until(lambda: page.queue.is_answered and page.queue.rows.rowCount() == 2)

    assert program(play, "open", paths[0]) == 0
