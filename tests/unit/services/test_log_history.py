"""The history of a log in plain words, newest first, a look at a time."""

import pytest

from imr_desk.caselog.memory import MemoryCaseLog
from imr_desk.model.case import CaseEvent
from imr_desk.model.draft import Decision
from imr_desk.model.edits import DecideItem, WriteNote
from imr_desk.model.event_kinds import EventKind
from imr_desk.model.handling import Take
from imr_desk.model.history import Act, Turn
from imr_desk.model.signature import Signature
from imr_desk.services import deadlines, labels, log_history, ownership, people, sampling, worklist
from imr_desk.services.case_history import case_words
from imr_desk.services.log_events import Happened, LogEvents
from imr_desk.services.log_history import EventGroup, LogHistory, line_of

OF_CASES = {
    EventKind.IMPORTED,
    EventKind.ACT,
    EventKind.HANDLED,
    EventKind.SECOND_ACT,
    EventKind.COMPARED,
    EventKind.EXPORTED,
}
BY = Signature("Ana Ruiz", "2026-11-24T09:00:00.250-08:00")


def event(kind, detail="", **told):
    return CaseEvent(7, 0, kind, BY.who, BY.at, detail=detail, **told)


def told(kind, detail=""):
    line = line_of(event(kind, detail))
    return line.group, line.words


@pytest.mark.parametrize(
    ("kind", "detail", "group", "words"),
    [
        (
            "signed in",
            "Ben Ode (computer account ben)",
            EventGroup.SIGN_IN,
            "Signed in: Ben Ode (computer account ben)",
        ),
        ("sign-in refused", "Ben", EventGroup.SIGN_IN, "Sign-in refused, name or passphrase not right: Ben"),
        ("locked", "", EventGroup.LOCK, "The window was locked"),
        ("locked", "the file stays open", EventGroup.LOCK, "The window was locked: the file stays open"),
        ("unlock refused", "at 2026-11-24", EventGroup.LOCK, "A wrong passphrase or code was tried at 2026-11-24"),
        ("restored", "from a.db", EventGroup.COPY, "The log was restored from a backup: from a.db"),
        ("recovered", "3 cases", EventGroup.REPAIR, "The log was recovered: 3 cases"),
        ("tomorrow's kind", "with detail", EventGroup.OTHER, "tomorrow's kind: with detail"),
        ("tomorrow's kind", "", EventGroup.OTHER, "tomorrow's kind"),
    ],
)
def test_each_event_is_told_in_words(kind, detail, group, words):
    assert told(kind, detail) == (group, words)


def test_every_kind_that_a_service_notes_has_words_of_its_own():
    for kind in set(EventKind) - OF_CASES - {EventKind.KEPT}:  # what is kept has a test of its own
        group, words = told(kind.value)
        assert group is not EventGroup.OTHER
        assert words[0].isupper()
        assert words != kind.value


def test_every_text_that_a_service_keeps_is_named():
    names = {
        deadlines._RULES,
        deadlines._HOLIDAYS,
        deadlines._COUNTED,
        labels._TABLE,
        ownership._HOURS,
        people._REGISTER,
        sampling._RULE,
        worklist._VIEWS,
    }
    assert names == set(log_history._KEPT_TEXTS)
    log = MemoryCaseLog()
    for name in sorted(names):
        log.keep(name, "a text", BY)
    for line in LogHistory(log).every():
        assert line.group is EventGroup.KEPT
        assert "“" not in line.words
        assert line.words.endswith(")")
        assert len(line.kept) > 70  # the whole fingerprint


def test_a_line_says_when_by_whom_and_what_the_log_has_kept():
    line = line_of(event("kept", f"labels, SHA-256 {'ab' * 32}"))
    assert (line.when, line.by, line.seq) == ("2026-11-24 09:00:00", "Ana Ruiz", 7)
    assert line.words == f"The table of labels was changed (fingerprint {'ab' * 6})"
    assert line.kept == f"kept: labels, SHA-256 {'ab' * 32}"


def test_looks_follow_one_another_and_a_group_is_picked_out(monkeypatch):
    monkeypatch.setattr(log_history, "LOOK", 4)
    log = MemoryCaseLog()
    events = LogEvents(log, lambda: BY)
    for _each in range(5):
        events.note(Happened(EventKind.LOCKED), Happened(EventKind.COPYING))
    history = LogHistory(log)
    first = history.look(0, EventGroup.LOCK)
    assert [line.seq for line in first.lines] == [9, 7]
    assert (first.after, first.ended) == (7, False)
    assert [line.seq for line in history.every(EventGroup.LOCK)] == [9, 7, 5, 3, 1]
    assert [line.seq for line in history.every()] == list(range(10, 0, -1))
    last = history.look(1)
    assert (last.lines, last.after, last.ended) == ((), 1, True)


def test_an_empty_log_has_an_empty_history():
    assert list(LogHistory(MemoryCaseLog()).every()) == []


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"kind": "handled", "step": Take()}, Take().label),
        ({"kind": "exported", "detail": "a paper; for counsel"}, "exported: a paper; for counsel"),
        ({"kind": "act", "act": Act(DecideItem("1", Decision.UPHELD), BY)}, "decide item: 1 · upheld"),
        ({"kind": "act", "act": Act(WriteNote(None, "words"), BY)}, "write note"),
        ({"kind": "act", "act": Act(Turn("undo"), BY)}, "undo"),
        (
            {"kind": "second act", "act": Act(DecideItem("1", Decision.UPHELD), BY), "detail": "round 2"},
            "second reading, round 2: decide item: 1 · upheld",
        ),
        ({"kind": "compared"}, "compared"),
    ],
)
def test_an_event_of_a_case_is_told(told, words):
    assert case_words(event(**told)) == words
