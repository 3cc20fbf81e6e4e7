"""Bringing letters in: each file gets its word, and one bad file stops nothing."""

import os

import pytest

from imr_desk.model.case import CaseStatus
from imr_desk.model.draft import Decision
from imr_desk.model.edits import DecideItem
from imr_desk.model.queue import CaseQuery
from imr_desk.services.intake import AlreadyThere, BroughtIn, NotRead
from imr_desk.services.letter_files import letters_in
from tests.synthetic import make_letter, render_pdf, render_seed_text


@pytest.fixture
def inbox(tmp_path):
    folder = tmp_path / "inbox"
    folder.mkdir()
    (folder / "a.pdf").write_bytes(render_pdf(make_letter("D", 1, items=2)))
    (folder / "b.txt").write_text(render_seed_text(make_letter("C", 2)), encoding="utf-8")
    return folder


def test_a_folder_is_brought_in_file_by_file(desk, inbox):
    (inbox / "broken.pdf").write_bytes(b"%PDF-1.7 and nothing more")
    (inbox / ".hidden").write_text("no letter")
    ends = [type(taken) for taken in desk.intake.bring_in(letters_in([inbox]))]
    assert ends == [BroughtIn, BroughtIn, NotRead]
    assert [unread.path for unread in desk.log.unread()] == [str(inbox / "broken.pdf")]
    assert len(desk.worklist.cases(CaseQuery())) == 2


def test_the_same_letter_under_another_name_is_known(desk, inbox):
    content = (inbox / "a.pdf").read_bytes()
    (inbox / "z.pdf").write_bytes(content)
    first, _, again = desk.intake.bring_in(letters_in([inbox]))
    assert isinstance(again, AlreadyThere)
    assert again.case.id == first.case.id


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.pdf", b""),
        ("page.pdf", b"<html><body>Please log in</body></html>"),
        ("archive.pdf", b"PK\x03\x04" + bytes(60)),
    ],
)
def test_what_is_no_letter_gets_a_sentence_and_stays_on_the_list(desk, inbox, name, content):
    (inbox / name).write_bytes(content)
    (taken,) = desk.intake.bring_in([inbox / name])
    assert isinstance(taken, NotRead)
    assert taken.letter.sentence.endswith(".")
    assert desk.log.unread() == (taken.letter,)


def test_a_file_that_is_mended_comes_off_the_list(desk, inbox):
    path = inbox / "later.pdf"
    path.write_bytes(b"")
    list(desk.intake.bring_in([path]))
    path.write_bytes(render_pdf(make_letter("D", 5)))
    (taken,) = desk.intake.bring_in([path])
    assert isinstance(taken, BroughtIn)
    assert desk.log.unread() == ()


def test_a_file_that_vanished_is_said_to_be_gone(desk, inbox):
    (taken,) = desk.intake.bring_in([inbox / "gone.pdf"])
    assert taken.letter.kind == "gone"


@pytest.mark.skipif(os.name != "posix", reason="pipes in folders are a thing of POSIX systems")
def test_a_pipe_in_the_folder_neither_blocks_nor_comes_in(desk, inbox):
    os.mkfifo(inbox / "pipe.pdf")
    (taken,) = desk.intake.bring_in([inbox / "pipe.pdf"])
    assert isinstance(taken, NotRead)


@pytest.mark.skipif(os.name != "posix", reason="links and devices in folders are a thing of POSIX systems")
def test_links_devices_and_folders_are_refused_each_with_its_sentence(desk, inbox):
    (inbox / "link.pdf").symlink_to("/etc/hostname")
    (inbox / "loop.pdf").symlink_to("loop.pdf")
    (inbox / "device.pdf").symlink_to("/dev/zero")
    (inbox / "folder.pdf").mkdir()
    for name in ("link.pdf", "loop.pdf", "device.pdf", "folder.pdf"):
        taken = desk.intake.one(inbox / name)
        assert isinstance(taken, NotRead), name
        assert taken.letter.kind == "not-a-file", name


def test_an_intake_can_be_stopped_between_letters(desk, inbox):
    class Stop:
        steps = 0

        def step(self, done, total, name):
            self.steps += 1

        def cancelled(self):
            return self.steps >= 1

    assert len(list(desk.intake.bring_in(letters_in([inbox]), Stop()))) == 1


def test_the_letter_in_the_log_does_not_need_its_file(desk, inbox):
    content = (inbox / "a.pdf").read_bytes()
    (taken,) = desk.intake.bring_in([inbox / "a.pdf"])
    (inbox / "a.pdf").unlink()
    assert desk.log.content(taken.case.id) == content
    opened, history = desk.reviews.open(taken.case.id)
    assert history.review.items
    assert opened.letter.pages


def test_the_queue_goes_on_with_the_next_unfinished_case(desk, inbox):
    cases = [taken.case.id for taken in desk.intake.bring_in(letters_in([inbox]))]
    assert desk.worklist.next_after(None, CaseQuery()).id == cases[0]
    assert desk.worklist.next_after(cases[0], CaseQuery()).id == cases[1]
    assert desk.worklist.next_after(cases[1], CaseQuery()).id == cases[0]
    _opened, history = desk.reviews.open(cases[0])
    act = desk.reviews.act(DecideItem("1", Decision.UPHELD))
    review = history.done(act).review
    desk.reviews.record(cases[0], act, review)
    assert desk.log.case(cases[0]).status is CaseStatus.IN_REVIEW


def test_a_folder_that_may_not_be_looked_into_gets_its_word_and_a_retry(desk, inbox, closed_folder):
    letter = inbox / "a.pdf"
    opened = closed_folder(inbox / "closed")
    letter.rename(inbox / "closed" / "a.pdf")
    files = desk.intake.files_in((inbox,))
    assert files == (inbox / "b.txt", inbox / "closed")
    ends = [type(taken) for taken in desk.intake.bring_in(files)]
    assert ends == [BroughtIn, NotRead]
    assert [unread.path for unread in desk.log.unread()] == [str(inbox / "closed")]
    assert desk.intake.files_in((inbox / "closed",)) == (inbox / "closed",)  # still closed
    assert len(desk.log.unread()) == 1
    opened()
    assert desk.intake.files_in((inbox / "closed",)) == (inbox / "closed" / "a.pdf",)
    assert desk.log.unread() == ()
