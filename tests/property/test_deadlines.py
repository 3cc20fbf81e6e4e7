"""Deadlines of random cases: what must hold whatever the dates."""

from datetime import date, timedelta

import msgspec
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from imr_desk.model.deadlines.computing import compute
from imr_desk.model.deadlines.due import due_of
from imr_desk.model.deadlines.facts import DeadlineFacts, DisputedItem, GivenDate, Suspension
from imr_desk.model.deadlines.rules import RuleTable, RuleTableError
from imr_desk.model.deadlines.table_text import parse_holidays, parse_rules, print_holidays, print_rules
from imr_desk.model.deadlines.triggers import TRIGGERS
from imr_desk.model.deadlines.words import DayUnit, DueState, Duty, HoldKind, Rendered, Roll, ServiceMethod
from imr_desk.model.draft import Decision
from tests.unit.model.deadlines.cases import california, shipped

NAMES = [trigger.name for trigger in TRIGGERS]
days = st.dates(date(2013, 1, 1), date(2040, 12, 31))
any_days = st.one_of(days, st.dates())
rows = st.tuples(st.sampled_from([*Decision, None]), st.sampled_from(Rendered))
items = st.lists(rows, max_size=4).map(lambda all_: tuple(DisputedItem(n, *row) for n, row in enumerate(all_, 1)))
holds = st.lists(st.builds(Suspension, st.sampled_from(HoldKind), days, st.none() | days), max_size=3).map(tuple)
PRINTED = print_rules(shipped())
unhurried = settings(deadline=None)  # the machine may be busy; no example fails for being slow


def cases(dates):
    return st.builds(
        DeadlineFacts,
        items=items,
        dates=st.dictionaries(st.sampled_from(NAMES), st.builds(GivenDate, dates, st.booleans())),
        expedited=st.sampled_from([None, True, False]),
        service=st.none() | st.sampled_from(ServiceMethod),
        holds=holds,
        answers=st.fixed_dictionaries({}, optional={"bill_form": st.just("paper"), "formulary": st.just("yes")}),
        done=st.fixed_dictionaries({}, optional={"R1": days}),
    )


@unhurried
@given(cases(any_days), any_days)
def test_whatever_is_known_the_dates_agree_with_the_rules(known, today):
    found = compute(known, shipped(), california())
    rules = {rule.id: rule for rule in shipped().rules}
    assert compute(known, shipped(), california()) == found
    for deadline in found:
        assert all(line for line in deadline.lines)
        if deadline.safe is None:
            assert deadline.latest is None
            assert deadline.missing
            continue
        rule = rules[deadline.rule]
        assert deadline.start <= deadline.latest
        assert deadline.safe <= deadline.latest
        stepped = rule.unit in {DayUnit.WORKING_DAYS, DayUnit.BUSINESS_DAYS}
        if rule.roll_safe is Roll.PREVIOUS or rule.unit is DayUnit.WORKING_DAYS:
            assert california().works(deadline.safe)
        if rule.roll_latest is Roll.NEXT or stepped:
            assert california().works(deadline.counts[-1].end, full=True)
        if rule.duty is Duty.OURS and stepped:
            assert deadline.safe > deadline.start
    due = due_of(found, today, california())
    assert due.words
    if due.state is DueState.OVERDUE:
        assert due.day < today
        assert not due.assumed
    if due.state in {DueState.TODAY, DueState.NEXT_WORKING_DAY, DueState.THIS_WEEK, DueState.LATER}:
        assert due.day >= today


@unhurried
@given(cases(days), st.sampled_from(NAMES), days, st.integers(0, 60))
def test_a_later_day_never_gives_an_earlier_date(known, name, start, later):
    def with_day(day):
        dates = {**known.dates, name: GivenDate(day)}
        return compute(msgspec.structs.replace(known, dates=dates), shipped(), california())

    first = {each.rule: each for each in with_day(start)}
    second = {each.rule: each for each in with_day(start + timedelta(days=later))}
    assert set(first) == set(second)
    for rule, deadline in first.items():
        if deadline.safe is not None:
            assert deadline.safe <= second[rule].safe
            assert deadline.latest <= second[rule].latest


@unhurried
@given(days, st.integers(1, 12))
def test_working_days_are_as_many_as_the_rule_says(start, count):
    rule = next(rule for rule in shipped().rules if rule.id == "R1")
    table = RuleTable.of((msgspec.structs.replace(rule, count=count),), "T", "1")
    known = DeadlineFacts((DisputedItem(1, Decision.OVERTURNED, Rendered.NO),), {"date_received": GivenDate(start)})
    (found,) = compute(known, table, california())
    between = [start + timedelta(days=n) for n in range(1, (found.safe - start).days + 1)]
    assert sum(california().works(day) for day in between) == count
    between = [start + timedelta(days=n) for n in range(1, (found.latest - start).days + 1)]
    assert sum(california().works(day, full=True) for day in between) == count


plain = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=20)


@unhurried
@given(
    plain, plain, st.integers(0, 1000), days, st.sampled_from(Roll), st.sets(st.sampled_from(Rendered), min_size=1)
)
def test_a_table_prints_and_reads_back(name, note, count, start, roll, rendered):
    rules = [
        msgspec.structs.replace(
            rule, name=name, note=note, count=min(count, 90), valid_from=start, rendered=tuple(rendered)
        )
        for rule in shipped().rules
    ]
    if roll is not Roll.PREVIOUS:
        rules[0] = msgspec.structs.replace(rules[0], roll_safe=roll, roll_latest=roll)
    table = RuleTable.of(rules, name, note)
    assert parse_rules(print_rules(table)) == table


@unhurried
@given(st.text(max_size=200))
@example("[" * 4000)
@example('name = "T"\nversion = "1"\n[[rule]]\nid = "\\u202e"')
def test_garbage_is_refused_with_a_sentence(text):
    for parse in (parse_rules, parse_holidays):
        try:
            parse(text)
        except RuleTableError as refused:
            assert refused.sentence.endswith((".", "]"))
            assert "\n" not in refused.sentence


@unhurried
@given(st.data())
def test_a_table_with_a_slip_is_refused_or_holds_every_rule(data):
    lines = PRINTED.splitlines()
    number = data.draw(st.integers(0, len(lines) - 1))
    key = lines[number].partition(" = ")[0]
    junk = data.draw(
        st.sampled_from(["", "nan", "[]", "{}", "-1", "10000000000000000000000", "1.5", '""', "[[]]", "2026-04-01"])
        | st.text(max_size=20)
    )
    lines[number] = data.draw(st.sampled_from([f"{key} = {junk}", junk, lines[number] + junk]))
    try:
        table = parse_rules("\n".join(lines))
    except RuleTableError as refused:
        assert "\n" not in refused.sentence
    else:
        assert len(table.rules) >= len(shipped().rules) - (key == "[[rule]]")
        known = DeadlineFacts((DisputedItem(1, Decision.OVERTURNED),), {"date_received": GivenDate(date(2026, 5, 4))})
        assert due_of(compute(known, table, california()), date(2026, 5, 4), california()).words


@pytest.mark.parametrize("reading", ["core", "full"])
def test_the_calendars_are_the_same_after_printing(reading):
    again = parse_holidays(print_holidays(california()))
    assert getattr(again, reading) == getattr(california(), reading)
