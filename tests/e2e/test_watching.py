"""A watched folder: what is put there comes in by itself, and goes on doing so after a restart."""


def test_letters_put_into_the_watched_folder_come_in(program, letters, tmp_path, monkeypatch):
    monkeypatch.setattr("imr_desk.services.inbox.SETTLED", 0.05)
    monkeypatch.setattr("imr_desk.ui.watching._EVERY", 60)
    folder = tmp_path / "inbox"
    folder.mkdir()
    here = letters(201)

    def cases(hands):
        return sum(hands.window.workstation.worklist.counts().values())

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
