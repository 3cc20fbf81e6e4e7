"""Proposals made where the letter is read: in the worker process."""

import msgspec
import pytest

from imr_desk.bootstrap.workshop import ProcessWorkshop
from imr_desk.checks.proposals.proposing import propose
from imr_desk.model.annotations import Proposal
from imr_desk.model.errors import LetterError, LetterErrorKind
from imr_desk.model.geometry import Span
from tests.unit.checks.drafted import Item, drafted


@pytest.fixture
def workshop():
    made = ProcessWorkshop(1)
    yield made
    made.close()


def test_the_worker_proposes_what_the_rules_propose(workshop):
    letter, draft = drafted(Item(), Item("Ice packs"))
    assert workshop.propose(letter, draft) == propose(letter, draft) != ()


@pytest.mark.parametrize(
    "answer",
    [
        b"no answer at all",
        msgspec.msgpack.encode([Proposal("symptom", (Span(1, 0, 10**9),))]),
        msgspec.msgpack.encode([Proposal("symptom", (Span(9, 0, 1),))]),
        msgspec.msgpack.encode([Proposal("symptom", (Span(1, 4, 4),))]),
    ],
)
def test_what_a_broken_worker_says_is_never_trusted(workshop, monkeypatch, answer):
    letter, draft = drafted(Item())
    monkeypatch.setattr(workshop, "_asked", lambda verb, payload: answer)
    with pytest.raises(LetterError) as refusal:
        workshop.propose(letter, draft)
    assert refusal.value.kind is LetterErrorKind.CRASHED
