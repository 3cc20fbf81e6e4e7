"""A letter is read twice in the real program: drawn, offered, read blind, compared; and what goes wrong meanwhile."""

import hashlib
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from imr_desk.caselog.verify import report
from imr_desk.export.sign_off import review_hash, sign_off_of
from imr_desk.model.case import CaseStatus
from imr_desk.model.edits import AskQuestion, ReopenReview, SetField
from imr_desk.model.second import SamplingRule, SecondState
from imr_desk.services.reviews import Reviews
from tests.e2e.second_office import (
    ANA,
    BEN,
    CHO,
    PHRASE,
    SAM,
    Form,
    bring_in,
    desk,
    finished,
    hand_over,
    shared_log,
    signing_in,
    to_the_end,
)
from tests.synthetic import make_letter, render_pdf

ROOT = Path(__file__).resolve().parents[2]
ALL = SamplingRule(on=True, overturned=False, flags=False, percent=100)
PLANTED = "XYZZY-FIRST"
FINISHED = "Your second reading is finished"


@pytest.fixture(scope="module")
def one_log(tmp_path_factory):
    """A closed log with a letter that Ana finished and that was drawn."""
    home = tmp_path_factory.mktemp("drawn")

    def read(workstation):
        workstation.people.sign_in(ANA, PHRASE)
        form = Form(workstation, bring_in(workstation, render_pdf(make_letter("D", 301))))
        form.act(SetField(None, "employer", PLANTED))
        finished(form)
        assert workstation.sampling.after_finish(1)

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("IMR_DESK_HOME", str(home / "home"))
        return shared_log(home / "shared.db", ALL, read)


@pytest.fixture
def drawn(one_log, tmp_path):
    log = tmp_path / "shared.db"
    log.write_bytes(one_log.read_bytes())
    return log


def first_reading(log, letter, program, *edits, act=None):
    """Let Ana read a letter to its end in the real program."""

    def play(hands):
        hands.opened(1)
        for edit in edits:
            assert hands.session.act(edit)
        to_the_end(hands.session)
        hands.window.actions_["finish"].trigger()
        hands.saved()
        hands.until(lambda: hands.window.workstation.log.case(1).stage is CaseStatus.FINISHED)
        if act is not None:
            act(hands)

    kept = signing_in(ANA)
    assert program(play, "open", letter, log=log) == 0
    kept.stop()


def offered(hands, choice):
    """Open the case from the queue and answer the offer."""
    hands.dialogs.answers["choose_act"] = choice
    hands.window.desk.open(1)
    hands.until(lambda: "choose_act" not in hands.dialogs.answers)


def in_the_log(log):
    with desk(log, SAM) as workstation:
        case = workstation.log.case(1)
        return case, workstation.log.events(1), workstation.log.opened(1)


@pytest.mark.timeout(120)
def test_a_letter_is_read_twice_at_one_desk(program, letters, tmp_path):
    log = shared_log(tmp_path / "shared.db", ALL)
    told = []

    def read_blind(hands):
        window = hands.window
        hands.until(lambda: "second reading" in hands.message())
        told.append(hands.message())
        hand_over(hands, BEN)
        # Whoever sits down finds the desk cleared.
        assert not hands.session.is_open
        assert hands.message() == ""
        offered(hands, 0)
        _, sentence, acts = hands.dialogs.asked[-1]
        assert "waits for a second reader" in sentence
        assert acts == ("Read it a second time", "Look at the record")
        hands.opened(1)
        assert hands.session.second.reader == BEN
        assert window.parts.bars.blind.isVisible()
        assert "is hidden until you finish" in window.parts.bars.blind.words.text()
        assert hands.review.fields["employer"].value != PLANTED
        for act in ("history", "hand_out", "export_marked", "reopen", "take_over", "duties", "read_again"):
            assert not window.actions_[act].isEnabled(), act
        assert hands.session.act(SetField(None, "employer", "Second Works"))
        assert hands.session.act(SetField("1", "quantity", "8 visits"))
        to_the_end(hands.session)
        window.actions_["finish"].trigger()
        hands.until(lambda: "agree with the reading of" in hands.message())
        told.append(hands.message())
        assert FINISHED in window.parts.bars.blind.words.text()
        # What was compared is not touched again, and nothing offers to.
        assert window.review.finish.finish.isHidden()
        before, refused = hands.review, []
        hands.session.refused.connect(refused.append)
        for step in (SetField(None, "employer", "late"), ReopenReview()):
            assert not hands.session.act(step)
        assert not hands.session.turn("undo")
        assert refused == ["Your second reading is finished and is being compared."] * 3
        assert hands.session.turn_label("undo") is None  # nothing is offered that would be refused
        assert hands.review == before
        hands.saved()

    changes = SetField(None, "employer", PLANTED), SetField("1", "quantity", "12 visits")
    first_reading(log, letters(301, items=2), program, *changes, act=read_blind)

    assert told[0] == "Case 1 goes to a second reading: drawn at random."
    case, events, opened = in_the_log(log)
    second = case.handling.second
    assert (second.first, second.reader, second.state, second.why) == (
        ANA,
        BEN,
        SecondState.COMPARING,
        "drawn at random",
    )
    assert case.status is CaseStatus.SECOND_READING
    (comparison,) = [event.comparison for event in events if event.comparison is not None]
    assert {pair.key: (pair.first, pair.second) for pair in comparison.differences} == {
        "letter/employer": (PLANTED, "Second Works"),
        "1/quantity": ("12 visits", "8 visits"),
    }
    assert f"{len(comparison.pairs) - 2} of {len(comparison.pairs)} values" in told[1]
    assert {act.by.who for act in opened.acts} == {ANA}
    assert {event.by for event in events if event.kind == "second act"} == {BEN}
    assert Reviews.history_of(opened).review.fields["employer"].value == PLANTED
    assert report(log)[0] == 0


@pytest.mark.timeout(120)
def test_what_was_finished_is_compared_on_the_next_opening_when_the_program_was_killed(program, drawn):
    child = subprocess.run(
        [sys.executable, "-c", _KILLED, str(drawn), BEN, PHRASE],
        env={**os.environ, "PYTHONPATH": str(ROOT)}, cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (child.returncode, child.stdout) == (-signal.SIGKILL, "finished\n"), child.stderr
    case, events, _ = in_the_log(drawn)
    assert case.handling.second.state is SecondState.READING
    assert events[-1].kind == "second act"

    def play(hands):
        hands.window.desk.open(1)  # no offer: it is theirs already
        hands.opened(1)
        hands.until(lambda: "agree with the reading of" in hands.message())
        assert FINISHED in hands.window.parts.bars.blind.words.text()

    kept = signing_in(BEN)
    assert program(play, log=drawn) == 0
    kept.stop()
    case, events, _ = in_the_log(drawn)
    assert case.handling.second.state is SecondState.COMPARING
    (comparison,) = [event.comparison for event in events if event.comparison is not None]
    assert {pair.key for pair in comparison.differences} == {"letter/employer"}


_KILLED = """
import os, signal, sys
from pathlib import Path
from imr_desk.bootstrap.workstation import open_workstation
from imr_desk.model.edits import SetField
from tests.e2e.second_office import Form, finished

workstation = open_workstation(Path(sys.argv[1]))
workstation.people.sign_in(*sys.argv[2:])
form = Form(workstation, 1, blind=True)
form.act(SetField(None, "employer", "Second Works"))
finished(form)
print("finished", flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.timeout(120)
def test_who_looks_is_barred_giving_back_begins_anew_and_calling_off_ends_it(program, drawn):
    def play(hands):
        window, log = hands.window, hands.window.workstation.log
        offered(hands, None)  # neither: the desk stays empty
        assert not hands.session.is_open
        offered(hands, 1)
        hands.opened(1)
        assert hands.session.second is None
        assert hands.review.fields["employer"].value == PLANTED
        hands.session.close()
        window.desk.begin_second(1)
        hands.until(lambda: "You have seen the first reading" in hands.message())
        assert not hands.session.is_open

        hand_over(hands, CHO)
        offered(hands, 0)
        hands.opened(1)
        hands.session.act(SetField(None, "employer", "given back"))
        hands.saved()
        hands.dialogs.answers["confirm"] = True
        window.actions_["give_back_second"].trigger()
        hands.until(lambda: not hands.session.is_open)
        hands.until(lambda: "waits for another second reader" in hands.message())
        assert not window.parts.bars.blind.isVisible()
        offered(hands, 0)
        hands.opened(1)
        assert hands.review.fields["employer"].value not in ("given back", PLANTED)
        assert hands.session.history.past == ()
        second = log.case(1).handling.second
        assert (second.round, second.reader, second.seen_by) == (2, CHO, (BEN,))

        hands.session.close()
        assert not window.workstation.second_readings.call_off((1,)).refused
        window.desk.open(1)  # nothing is hidden any more, and nothing is asked
        hands.opened(1)
        assert hands.review.fields["employer"].value == PLANTED

    kept = signing_in(BEN)
    assert program(play, log=drawn) == 0
    kept.stop()
    case, events, _ = in_the_log(drawn)
    assert (case.handling.second.state, case.status) == (SecondState.SETTLED, CaseStatus.FINISHED)
    assert [event.detail for event in events if event.kind == "second act"] == ["round 1"]


def test_finishing_signs_reopening_voids_and_a_question_leaves_the_signature(drawn):
    """Who, when, and the hashes of letter and review stand in the dossier that papers are made from."""
    with desk(drawn, SAM) as workstation:
        papers, reviews = workstation.papers, workstation.reviews

        def record(edit):
            _, history = reviews.open(1)
            act = reviews.act(edit)
            reviews.record(1, act, history.done(act).review)
            return papers.dossier(1)

        dossier = papers.dossier(1)
        signed = facts_of_signing(dossier)
        who, when = dossier.review.finished.who, dossier.review.finished.at
        assert (who, dossier.case.digest.finished_by, when[:10]) == (ANA, ANA, dossier.case.digest.finished_on)
        assert signed["letter_hash"] == hashlib.sha256(workstation.log.content(1)).hexdigest()
        assert signed["review_hash"] == review_hash(dossier.review)
        assert signed["signed"].startswith(ANA.replace(" ", ""))
        assert signed["changed"].startswith("no")

        asked = record(AskQuestion(None, "employer", "Which one?", ANA))
        assert asked.review.questions
        assert asked.review.finished == dossier.review.finished
        assert facts_of_signing(asked) == signed

        void = record(ReopenReview())
        assert void.review.finished is None
        assert void.case.stage is CaseStatus.REOPENED
        assert (void.case.digest.finished_on, void.case.digest.finished_by) == ("", "")
        assert facts_of_signing(void)["changed"].startswith("yes;thesignatureisvoid")
        other = record(SetField(None, "employer", "another"))
        assert review_hash(other.review) != signed["review_hash"]


def facts_of_signing(dossier):
    """Return what the sign-off of a paper says, by the names of its lines."""
    return {fact.name: fact.words.replace(" ", "") for fact in sign_off_of(dossier).facts}
