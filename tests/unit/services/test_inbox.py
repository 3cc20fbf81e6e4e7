"""The watched folder."""

import os

import pytest

from imr_desk.services.inbox import SETTLED, Inbox, InboxError


@pytest.fixture
def watched(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    now = [100.0]
    return folder, Inbox(folder, lambda: now[0]), now


def test_a_file_comes_in_once_it_stands_still(watched):
    folder, inbox, now = watched
    letter = folder / "a.pdf"
    letter.write_bytes(b"%PDF-1.4 half")
    assert inbox.ready() == ()
    now[0] += SETTLED
    letter.write_bytes(b"%PDF-1.4 half and more")  # still being copied
    assert inbox.ready() == ()
    now[0] += SETTLED
    assert inbox.ready() == (letter,)
    now[0] += SETTLED
    assert inbox.ready() == ()


def test_it_is_looked_at_over_time_not_over_looks(watched):
    folder, inbox, now = watched
    (folder / "a.pdf").write_bytes(b"x")
    for _ in range(5):
        now[0] += SETTLED / 10
        assert inbox.ready() == ()
    assert inbox.waits


def test_a_file_that_changes_comes_in_again(watched):
    folder, inbox, now = watched
    letter = folder / "a.pdf"
    letter.write_bytes(b"one")
    inbox.ready()
    now[0] += SETTLED
    assert inbox.ready() == (letter,)
    letter.write_bytes(b"another letter")
    inbox.ready()
    now[0] += SETTLED
    assert inbox.ready() == (letter,)


def test_folders_below_count_hidden_ones_links_and_empty_files_do_not(watched):
    folder, inbox, now = watched
    (folder / "today").mkdir()
    (folder / "today" / "b.txt").write_text("b")
    (folder / ".trash").mkdir()
    (folder / ".trash" / "c.txt").write_text("c")
    (folder / ".d.part").write_text("d")
    (folder / "empty.pdf").touch()
    outside = folder.parent / "secret.txt"
    outside.write_text("s")
    (folder / "link.txt").symlink_to(outside)
    inbox.ready()
    now[0] += SETTLED
    assert inbox.ready() == (folder / "today" / "b.txt",)


def test_what_is_taken_away_and_put_back_comes_in_again(watched):
    folder, inbox, now = watched
    letter = folder / "a.pdf"
    letter.write_bytes(b"one")
    os.utime(letter, ns=(1, 1))
    inbox.ready()
    now[0] += SETTLED
    assert inbox.ready() == (letter,)
    letter.unlink()
    inbox.ready()
    letter.write_bytes(b"one")
    os.utime(letter, ns=(1, 1))
    inbox.ready()
    now[0] += SETTLED
    assert inbox.ready() == (letter,)


def test_a_folder_that_is_gone_gets_its_sentence(watched):
    folder, inbox, _ = watched
    folder.rmdir()
    with pytest.raises(InboxError, match="watched folder is gone"):
        inbox.ready()


def test_what_did_not_come_in_is_handed_over_once_more(watched):
    folder, inbox, now = watched
    letters = [folder / "a.pdf", folder / "b.pdf"]
    for letter in letters:
        letter.write_bytes(b"one")
    inbox.ready()
    now[0] += SETTLED
    assert inbox.ready() == tuple(letters)
    inbox.give_again({letters[1]})
    inbox.ready()
    now[0] += SETTLED
    assert inbox.ready() == (letters[1],)


def test_a_folder_below_that_may_not_be_looked_into_is_told_once(watched, closed_folder):
    folder, inbox, now = watched
    closed_folder(folder / "closed")
    inbox.ready()
    now[0] += SETTLED
    assert inbox.ready() == (folder / "closed",)
    now[0] += SETTLED
    assert inbox.ready() == ()
