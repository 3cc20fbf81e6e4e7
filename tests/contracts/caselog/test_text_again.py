"""A letter whose text was read again: the act brings it whole, and the search finds the words in force."""

import msgspec

from imr_desk.model.case import CaseStanding, CaseStatus
from imr_desk.model.draft import Draft
from imr_desk.model.edits import RereadLetter, SetField
from imr_desk.model.history import Act, History, Turn
from imr_desk.model.letter import LetterText
from imr_desk.model.queue import CaseFilter, CaseQuery
from imr_desk.model.review import Review
from imr_desk.ports import CaseLog, NewLetter
from tests.contracts.caselog.letters import added, new_letter, page, recorded, signed

OLD, NEW = "supported", "acupuncture"


def better(letter: NewLetter, words: str = f"The claimant asks for {NEW} again.") -> LetterText:
    return msgspec.structs.replace(letter.text, pages=(page(1, words), page(2, "")))


def reread(letter: NewLetter, minute: int) -> Act:
    return Act(RereadLetter(Draft("unknown", 0.0, {}), text=better(letter)), signed(minute))


def found(log: CaseLog, words: str) -> list[int]:
    return [case.id for case in log.cases(CaseQuery(where=CaseFilter(words=words)))]


def test_the_search_finds_the_words_in_force_through_undo_and_redo(log: CaseLog) -> None:
    letter, other = new_letter(), new_letter("CM26-0100002", salt="other")
    case, second = added(log, letter), added(log, other)
    history = recorded(log, case, letter, (Act(SetField(None, "employer", "Works"), signed(1)),))
    assert found(log, OLD) == [case.id, second.id]
    for number, (step, words) in enumerate(
        ((reread(letter, 2), NEW), (Act(Turn("undo"), signed(3)), OLD), (Act(Turn("redo"), signed(4)), NEW))
    ):
        history = history.done(step)
        recorded_once(log, case.id, step, history)
        assert (case.id in found(log, NEW)) == (words == NEW), number
        assert (case.id in found(log, OLD)) == (words == OLD), number
        assert second.id in found(log, OLD)


def recorded_once(log: CaseLog, case_id: int, act: Act, history: History) -> None:
    log.record(case_id, act, CaseStanding.of(history.review, CaseStatus.IN_REVIEW))


def test_the_text_comes_back_with_the_case(log: CaseLog) -> None:
    letter = new_letter()
    case = added(log, letter)
    recorded(log, case, letter, (reread(letter, 1), Act(SetField(None, "employer", "Works"), signed(2))))
    opened = log.opened(case.id)
    assert opened.letter == letter.text
    history = History.replayed(opened.letter, Review.of(opened.draft, opened.letter), opened.acts)
    assert history.text == better(letter)
    assert log.events(case.id)[1].act == opened.acts[0]
