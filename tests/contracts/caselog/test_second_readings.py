"""The contract of a case log about second readings, over every implementation."""

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from imr_desk.caselog.memory import MemoryCaseLog
from imr_desk.caselog.rows import storable
from imr_desk.caselog.sqlite import SqliteCaseLog
from imr_desk.model.case import CaseStanding, CaseStatus, HandledCase, HandlingChange
from imr_desk.model.errors import CaseLogError, CaseLogErrorKind
from imr_desk.model.facts import CaseFacts, DueMark
from imr_desk.model.handling import (
    CallOffSecondReading,
    FinishSecondReading,
    Handling,
    SendToSecondReading,
    Take,
    TakeSecondReading,
)
from imr_desk.model.history import History
from imr_desk.model.queue import CaseFilter, CaseOrder, CaseQuery
from imr_desk.model.review import Review
from imr_desk.model.second import SecondReading, SecondState
from imr_desk.ports import CaseLog
from tests.contracts.caselog.letters import SetClock, added, new_letter, signed
from tests.contracts.caselog.made_up import TODAY, handlings, queries, some, standings
from tests.contracts.caselog.second_readings import (
    FIRST,
    SECOND,
    asking,
    at,
    comparison_of,
    finished_case,
    first_reading,
    read_twice,
    reviewed,
    second_reading,
    stepped,
    with_round,
)

NUMBER_OF_NO_CASE = 99


# Acts


def test_acts_of_a_second_reading_never_stand_among_those_of_the_record(log: CaseLog) -> None:
    letter = new_letter()
    case = finished_case(log, letter)
    before, handled = log.opened(case.id), log.handled((case.id,))
    for act in second_reading(letter):
        log.record_second(case.id, 1, act)
    assert log.opened(case.id) == before
    assert before.acts == first_reading(letter)
    assert log.handled((case.id,)) == handled
    assert log.cases(CaseQuery(CaseFilter(words="second treatment"))) == ()
    record = reviewed(letter, log.opened(case.id).acts)
    assert record.fields["employer"].value == "first employer"
    assert record.finished == at(1, FIRST)


def test_acts_come_back_in_their_order_and_replay_to_the_reading(log: CaseLog) -> None:
    letter = new_letter()
    case = finished_case(log, letter)
    acts = second_reading(letter)
    numbers = [log.record_second(case.id, 1, act) for act in acts]
    assert numbers == sorted(set(numbers))
    assert log.second_acts(case.id, 1) == acts
    start = Review.of(letter.draft, letter.text)
    review = History.replayed(letter.text, start, log.second_acts(case.id, 1)).review
    assert review.fields["employer"].value == "second employer, Inc."
    assert [item.title for item in review.items][-1] == "second treatment"


def test_rounds_are_apart_and_so_are_cases(log: CaseLog) -> None:
    one, other = new_letter("CM26-1"), new_letter("CM26-2")
    first, second = finished_case(log, one), finished_case(log, other)
    rounds = {
        (first.id, 1): second_reading(one, mark="a"),
        (first.id, 2): second_reading(one, mark="b"),
        (first.id, 12): second_reading(one, mark="c"),
        (second.id, 1): second_reading(other, mark="d"),
    }
    for place in range(len(second_reading(one))):  # interleaved, as two people work at the same time
        for (case_id, number), acts in rounds.items():
            log.record_second(case_id, number, acts[place])
    for (case_id, number), acts in rounds.items():
        assert log.second_acts(case_id, number) == acts
    assert log.second_acts(first.id, 3) == log.second_acts(second.id, 2) == ()


def test_the_history_names_reader_kind_and_round(log: CaseLog) -> None:
    letter = new_letter()
    case = finished_case(log, letter)
    act = second_reading(letter)[0]
    seq = log.record_second(case.id, 3, act)
    event = log.events(case.id)[-1]
    assert (event.seq, event.case_id, event.kind, event.detail) == (seq, case.id, "second act", "round 3")
    assert (event.by, event.at, event.act) == (SECOND, act.by.at, act)
    assert event.step is event.comparison is None


# Comparisons


def test_a_comparison_comes_back_whole(log: CaseLog) -> None:
    letter = new_letter()
    case = finished_case(log, letter)
    comparison = comparison_of(letter)
    assert comparison.differences
    seq = log.keep_comparison(case.id, comparison, at(30, SECOND))
    event = log.events(case.id)[-1]
    assert (event.seq, event.kind, event.by, event.at) == (seq, "compared", SECOND, at(30, SECOND).at)
    assert event.comparison == comparison
    assert event.act is event.step is None
    assert log.opened(case.id).acts == first_reading(letter)
    assert log.second_acts(case.id, 1) == ()


def test_comparisons_are_read_on_from_where_one_stopped(log: CaseLog) -> None:
    letters = [new_letter(f"CM26-{number}") for number in range(3)]
    cases = [finished_case(log, letter) for letter in letters]
    kept = []
    for number in (1, 2):
        for case, letter in zip(cases, letters, strict=True):
            comparison = with_round(comparison_of(letter), number)
            log.record_second(case.id, number, second_reading(letter)[0])
            kept.append((log.keep_comparison(case.id, comparison, at(30, SECOND)), case.id, comparison))
    everything = log.comparisons(0, 100)
    assert [(event.seq, event.case_id, event.comparison) for event in everything] == kept
    found, after = [], 0
    while page := log.comparisons(after, 2):
        assert len(page) <= 2
        found += page
        after = page[-1].seq
    assert tuple(found) == everything
    assert log.comparisons(everything[0].seq, 1) == everything[1:2]
    assert log.comparisons(0, 0) == log.comparisons(0, -1) == log.comparisons(everything[-1].seq, 5) == ()


def test_text_that_is_no_unicode_comes_back_in_a_comparison(log: CaseLog) -> None:
    letter = new_letter()
    case = finished_case(log, letter)
    comparison = comparison_of(letter)
    odd = msgspec.structs.replace(comparison.pairs[0], first='\0 " \n 😀', second=None)
    comparison = msgspec.structs.replace(comparison, pairs=(odd,))
    log.keep_comparison(case.id, comparison, at(30, SECOND))
    (event,) = log.comparisons(0, 5)
    assert event.comparison == comparison


@pytest.mark.parametrize("asked", ["record", "acts", "compare"])
def test_a_case_that_is_not_there_is_refused(log: CaseLog, asked: str) -> None:
    letter = new_letter()
    added(log, letter)
    ask = {
        "record": lambda: log.record_second(NUMBER_OF_NO_CASE, 1, second_reading(letter)[0]),
        "acts": lambda: log.second_acts(NUMBER_OF_NO_CASE, 1),
        "compare": lambda: log.keep_comparison(NUMBER_OF_NO_CASE, comparison_of(letter), signed()),
    }[asked]
    with pytest.raises(CaseLogError) as caught:
        ask()
    assert caught.value.kind is CaseLogErrorKind.NO_CASE
    assert log.comparisons(0, 5) == ()


def test_an_event_of_the_whole_log_belongs_to_no_case(log: CaseLog) -> None:
    case = added(log, new_letter())
    before = log.events(case.id)
    seq = log.note_log_event("sign-in refused", "Ben Ode \udce9", signed(3))
    assert seq == before[-1].seq + 1
    assert log.events(case.id) == before
    assert log.note_event(case.id, "exported", "", signed(4)) == seq + 1
    assert log.kept("sign-in refused") is None


def test_a_closed_log_says_so(log: CaseLog) -> None:
    letter = new_letter()
    case = added(log, letter)
    log.close()
    for ask in (
        lambda: log.record_second(case.id, 1, second_reading(letter)[0]),
        lambda: log.second_acts(case.id, 1),
        lambda: log.keep_comparison(case.id, comparison_of(letter), signed()),
        lambda: log.comparisons(0, 1),
        lambda: log.note_log_event("x", "", signed()),
    ):
        with pytest.raises(CaseLogError):
            ask()


# Where cases stand


def test_status_and_counts_follow_the_second_reading(log: CaseLog) -> None:
    letter = new_letter()
    case = finished_case(log, letter)
    added(log, new_letter("CM26-2", salt="2"))
    assert set(log.counts()) == set(CaseStatus)
    assert log.counts()[CaseStatus.SECOND_READING] == 0
    sent = stepped(log, case.id, SendToSecondReading("open flags", FIRST), at(10, "Sam Lead"))
    assert (sent.status, sent.stage) == (CaseStatus.SECOND_READING, CaseStatus.FINISHED)
    assert log.counts()[CaseStatus.SECOND_READING] == 1
    assert log.counts()[CaseStatus.FINISHED] == 0
    assert sent.digest == case.digest
    stepped(log, case.id, TakeSecondReading(), at(11, SECOND))
    stepped(log, case.id, FinishSecondReading(), at(12, SECOND))
    assert log.counts()[CaseStatus.SECOND_READING] == 1  # the differences are to be settled
    done = stepped(log, case.id, CallOffSecondReading(), at(13, "Sam Lead"))
    assert done.status is CaseStatus.FINISHED
    assert log.counts()[CaseStatus.SECOND_READING] == 0
    assert sum(log.counts().values()) == 2


def test_an_act_of_the_record_leaves_the_second_reading_as_it_is(log: CaseLog) -> None:
    letter = new_letter()
    case = finished_case(log, letter)
    stepped(log, case.id, SendToSecondReading("open flags", FIRST, blank=True), at(10, "Sam Lead"))
    before = log.case(case.id)
    act = asking(letter)
    review = reviewed(letter, (*log.opened(case.id).acts, act))
    log.record(case.id, act, CaseStanding.of(review, CaseStatus.FINISHED))
    after = log.case(case.id)
    assert (after.handling, after.status) == (before.handling, CaseStatus.SECOND_READING)
    assert log.cases(CaseQuery(CaseFilter(questions=True, second=SecondState.WAITING))) == (after,)


def test_each_state_is_found_by_its_filter_and_by_no_other(log: CaseLog) -> None:
    wanted = {}
    for number, state in enumerate(SecondState):
        case = finished_case(log, new_letter(f"CM26-{number}"))
        stepped(log, case.id, SendToSecondReading("open flags", FIRST), at(10, "Sam Lead"))
        if state is not SecondState.WAITING:
            stepped(log, case.id, TakeSecondReading(), at(11, f"{SECOND} {number}"))
        if state in (SecondState.COMPARING, SecondState.SETTLED):
            stepped(log, case.id, FinishSecondReading(), at(12, f"{SECOND} {number}"))
        if state is SecondState.SETTLED:
            stepped(log, case.id, CallOffSecondReading(), at(13, "Sam Lead"))
        wanted[state] = case.id
    finished_case(log, new_letter("CM26-9"))
    for state, case_id in wanted.items():
        where = CaseFilter(second=state)
        assert [case.id for case in log.cases(CaseQuery(where))] == [case_id]
        assert log.count(where, "") == 1
        assert log.case(case_id).handling.second is not None
    reading = wanted[SecondState.READING]
    assert [case.id for case in log.cases(CaseQuery(CaseFilter(second_reader=f"{SECOND} 1")))] == [reading]
    assert log.cases(CaseQuery(CaseFilter(second_reader=SECOND))) == ()  # whole names


# Both logs alike, and by brute force

seconds = st.builds(
    SecondReading,
    why=some("drawn", "open flags"),
    asked=st.just(signed()),
    first=some("ana", "Ben"),
    round=st.integers(1, 3),
    blank=st.booleans(),
    reader=some("", "Ben", "z\ud800", "Cho"),
    signed=some(None, signed(5)),
    closed=some(None, None, signed(6)),
    seen_by=some((), ("Cho",)),
)
secondary = st.builds(
    lambda handling, second: msgspec.structs.replace(handling, second=second),
    handlings,
    st.none() | seconds,
)
asked_facts = st.builds(CaseFacts, questions=some((), (), ("",), ("ana", "Ben")))
ours = st.fixed_dictionaries(
    {},
    optional={
        "second": some(*SecondState),
        "second_reader": some("Ben", "z\ud800", "Cho", "nobody"),
        "questions": st.just(True),
        "statuses": some((CaseStatus.SECOND_READING,), (CaseStatus.FINISHED, CaseStatus.SECOND_READING)),
    },
)


def brute(where: CaseFilter, handled: HandledCase) -> bool:
    """Tell what the three filters mean, in the plainest words."""
    second = handled.case.handling.second
    state = None if second is None else second.state
    reader = None if second is None else second.reader
    return (
        (where.second is None or state is where.second)
        and (not where.second_reader or reader == storable(where.second_reader))
        and (not where.questions or bool(handled.facts.questions))
        and (not where.statuses or handled.case.status in where.statuses)
    )


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    cases=st.lists(st.tuples(standings, secondary, asked_facts), min_size=1, max_size=6),
    asked=st.lists(ours, min_size=1, max_size=6),
    others=st.lists(queries, min_size=1, max_size=3),
)
def test_both_logs_find_the_same_cases(
    tmp_path_factory: pytest.TempPathFactory,
    cases: list[tuple[CaseStanding, Handling, CaseFacts]],
    asked: list[dict[str, object]],
    others: list[CaseQuery],
) -> None:
    logs: tuple[CaseLog, CaseLog] = (
        SqliteCaseLog(tmp_path_factory.mktemp("both") / "cases.db", SetClock()),
        MemoryCaseLog(),
    )
    try:
        for log in logs:
            for number, (standing, handling, asks) in enumerate(cases):
                facts = msgspec.structs.replace(standing.facts, questions=asks.questions)
                case = log.add(
                    new_letter(salt=str(number), name=f"{number}.pdf"),
                    msgspec.structs.replace(standing, facts=facts),
                    signed(),
                )
                log.handle((HandlingChange(case.id, Take(), handling, standing.due),), signed())
        everything = logs[0].handled_from(1, 100)
        assert everything == logs[1].handled_from(1, 100)
        for where in (CaseFilter(**fields) for fields in asked):
            wanted = [each.case.id for each in everything if brute(where, each)]
            for log in logs:
                for order in (CaseOrder.ARRIVAL, CaseOrder.DUE):
                    found = [case.id for case in log.cases(CaseQuery(where, order, today=TODAY))]
                    assert sorted(found) == wanted
                assert log.count(where, TODAY) == len(wanted)
            for query in others:  # together with every other filter, order and page
                fields = {name: getattr(where, name) for name in ("second", "second_reader", "questions")}
                both = msgspec.structs.replace(query, where=msgspec.structs.replace(query.where, **fields))
                assert logs[0].cases(both) == logs[1].cases(both)
        assert logs[0].counts() == logs[1].counts()
        standing_now = [each.case.status for each in everything]
        assert logs[0].counts() == {status: standing_now.count(status) for status in CaseStatus}
    finally:
        for log in logs:
            log.close()


def test_a_whole_story_is_the_same_in_both(log: CaseLog) -> None:
    letter = new_letter()
    case = read_twice(log, letter)
    assert case.handling.second is not None
    assert (case.handling.second.state, case.handling.second.round) == (SecondState.COMPARING, 2)
    assert log.second_acts(case.id, 2) == second_reading(letter)
    assert len(log.second_acts(case.id, 1)) == 1
    assert [event.comparison for event in log.comparisons(0, 5)] == [comparison_of(letter, 2)]
    kinds = [event.kind for event in log.events(case.id)]
    assert kinds.count("second act") == 1 + len(second_reading(letter))
    assert kinds[-2:] == ["compared", "handled"]
    assert case.due == DueMark()
