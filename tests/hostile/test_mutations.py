"""Two hundred damaged letters: no change of the text goes unflagged, and no refusal is without a known kind."""

from hashlib import sha256

import msgspec

from imr_desk.documents.received import checked
from imr_desk.documents.worker import WorkerProcess
from imr_desk.model.errors import LetterErrorKind
from imr_desk.model.letter import LetterText, NoteKind
from tests.hostile.mutations import damaged
from tests.synthetic import make_letter, render_pdf

LETTERS = [
    render_pdf(make_letter("D", 1)),
    render_pdf(make_letter("D", 2)),
    render_pdf(make_letter("B", 3)),
    render_pdf(make_letter("C", 4)),
    render_pdf(make_letter("D", 5), encrypted=False),
]
FLAGS = {NoteKind.REPAIRED, NoteKind.DAMAGED}
AT_ONCE = 25


def read_all(worker: WorkerProcess, contents: list[bytes]) -> list[LetterText | str]:
    answer = worker.request("read all", msgspec.msgpack.encode(contents))
    return msgspec.msgpack.decode(answer, type=list[LetterText | str])


def test_every_changed_text_is_flagged(letters):
    whole = [[page.text for page in letter.pages] for letter in read_all(letters, LETTERS)]
    copies = list(damaged(LETTERS, 200, seed=2026))
    changed = refused = 0
    for start in range(0, len(copies), AT_ONCE):
        some = copies[start : start + AT_ONCE]
        outcomes = read_all(letters, [content for _, _, content in some])
        for (which, damage, content), outcome in zip(some, outcomes, strict=True):
            if isinstance(outcome, str):
                assert LetterErrorKind(outcome) in {
                    LetterErrorKind.DAMAGED,
                    LetterErrorKind.NO_PAGES,
                    LetterErrorKind.PASSWORD,
                    LetterErrorKind.NOT_A_LETTER,
                }, damage
                refused += 1
                continue
            checked(outcome, sha256(content).hexdigest())
            if [page.text for page in outcome.pages] != whole[which]:
                changed += 1
                assert {note.kind for note in outcome.notes} & FLAGS, damage
    assert changed > 20
    assert refused > 20


def test_the_copies_are_damaged_and_the_same_in_each_run():
    once = list(damaged(LETTERS, 80, seed=1))
    assert once == list(damaged(LETTERS, 80, seed=1))
    assert sum(content != LETTERS[which] for which, _, content in once) > 70
