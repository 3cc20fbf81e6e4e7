"""The tables as text: shipped, printed, and edited into nonsense."""

import re
from datetime import date, timedelta

import pytest

from imr_desk.config.rule_tables import read_holidays, read_rules, shipped_rules_file
from imr_desk.model.deadlines.rules import RuleTable, RuleTableError
from imr_desk.model.deadlines.table_text import (
    parse_holidays,
    parse_rules,
    print_holidays,
    print_rules,
    yearly_day,
    yearly_words,
)
from imr_desk.model.deadlines.words import Duty
from imr_desk.model.errors import DeskError
from tests.unit.model.deadlines.cases import california, shipped

RULE = """
name = "T"
version = "1"
[[rule]]
id = "R1"
name = "Authorize"
duty = "ours"
trigger = "date_received"
count = 5
unit = "working days"
source = "8 CCR"
"""
HOLIDAY = """
name = "H"
version = "1"
[[holiday]]
name = "New Year's Day"
excuse = "always"
on = "January 1"
"""


def test_the_shipped_tables_say_who_they_are_and_round_trip():
    assert (shipped().name, shipped().version) == ("California IMR deadlines", "2026-1")
    assert parse_rules(print_rules(shipped())) == shipped()
    assert parse_holidays(print_holidays(california())) == california()


def test_the_shipped_table_holds_every_rule_of_the_desk():
    ids = [rule.id for rule in shipped().rules]
    assert {f"R{number}" for number in range(1, 14)} <= set(ids)
    assert len(ids) == len(set(ids))
    assert all(rule.source for rule in shipped().rules)
    assert {rule.duty for rule in shipped().rules} == set(Duty)


def test_what_is_from_memory_is_marked():
    marked = {rule.id for rule in shipped().rules if rule.unverified}
    assert marked == {"R5-formulary", "R8-expedited", "R8-formulary", "R10", "R12", "R12-rendered"}
    edited = RULE.replace('source = "8 CCR"', 'source = "8 CCR"\nbasis = "memory"\nverified_by = "Ann"\n')
    assert parse_rules(edited + "verified_on = 2026-05-01").rules[0].unverified is False


def test_a_copy_can_be_edited(tmp_path):
    copy = tmp_path / "copy.toml"
    copy.write_text(
        shipped_rules_file().read_text(encoding="utf-8").replace("count = 5\n", "count = 4\n", 1), "utf-8"
    )
    assert read_rules(copy).rules[0].count == 4
    assert read_rules(copy) != shipped()


@pytest.mark.parametrize(
    ("old", "new", "rule", "column", "words"),
    [
        ('unit = "working days"', 'unit = "fortnights"', "R1", "unit", "says “fortnights”, which is none of"),
        ("count = 5", 'count = "5"', "R1", "count", "must be a whole number"),
        ("count = 5", "count = -1", "R1", "count", "must be from 0 to 1000"),
        ("count = 5", "count = 99999", "R1", "count", "must be from 0 to 1000"),
        ("count = 5", "count = true", "R1", "count", "must be a whole number"),
        ("count = 5\n", "", "R1", "count", "is missing"),
        ("count = 5", "count = 5\ncuont = 5", "R1", "cuont", "there is no column “cuont”"),
        ('trigger = "date_received"', 'trigger = "someday"', "R1", "trigger", "no date that the desk keeps"),
        ("count = 5", 'count = 5\nroll_safe = "next"', "R1", "roll_latest", "before the safe one"),
        ("count = 5", 'count = 5\nroll_latest = "previous"', "R1", "roll_latest", "before the safe one"),
        ("count = 5", "count = 5\nrendered = []", "R1", "rendered", "never apply"),
        ("count = 5", 'count = 5\nrendered = ["no", "no"]', "R1", "rendered", "names something twice"),
        ("count = 5", "count = 5\nvalid_from = 2026-04-01\nvalid_to = 2026-03-31", "R1", "valid_to", "is before"),
        ("count = 5", 'count = 5\nvalid_from = "soon"', "R1", "valid_from", "must be a date such as 2026-04-01"),
        ("count = 5", 'count = 5\nverified_by = "Ann"', "R1", "verified_by", "belong together"),
        ("count = 5", 'count = 5\nservice_days = { "in person" = 0 }', "R1", "service_assumed", "must be one of"),
        ("count = 5", 'count = 5\nservice_days = { "pigeon" = 9 }', "R1", "service_days", "says “pigeon”"),
        ("count = 5", 'count = 5\nservice_assumed = "in person"', "R1", "service_assumed", "has no meaning"),
        ("count = 5", 'count = 5\nanswers = { moon = "full" }', "R1", "answers", "the desk does not ask"),
        ("count = 5", 'count = 5\nanswers = { formulary = "perhaps" }', "R1", "answers", "can only be yes, no"),
        ("count = 5", 'count = 5\npaused_by = "appeal filed"', "R1", "paused_by", "must be a list"),
        ('source = "8 CCR"', 'source = ""', "R1", "source", "is empty"),
        ('source = "8 CCR"', 'source = "8\\nCCR"', "R1", "source", "one line of plain text"),
        ('id = "R1"', 'id = ""', "without a name", "", "is empty"),
    ],
)
def test_nonsense_is_refused_with_rule_and_column(old, new, rule, column, words):
    edited = RULE.replace(old, new)
    assert edited != RULE
    with pytest.raises(RuleTableError) as refused:
        parse_rules(edited)
    assert words in refused.value.sentence
    if column:
        assert (refused.value.rule, refused.value.column) == (rule, column)
        assert "R1" in refused.value.sentence
        assert column in refused.value.sentence


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "needs a line “name”"),
        ('name = "T"', "needs a line “version”"),
        ('name = "T"\nversion = "1"', "holds no rule"),
        (RULE + "\ncount =", "cannot be read, at its end"),
        (RULE.replace("count = 5", "count = five"), "cannot be read at line 9"),
        ("a = " + "[" * 5000, "brackets within brackets"),
        (RULE.replace("[[rule]]", "[rule]"), "[[rule]] blocks"),
        (RULE.replace("[[rule]]", "[[rules]]"), "a part “rules” that has no meaning"),
        ('name = "T"\nversion = "1"\nrule = [1, 2]', "[[rule]] blocks"),
        (RULE + RULE.partition('version = "1"')[2], "two versions are valid on the same day"),
        ("#" * 1_000_001, "longer than a million"),
        ("a = 2025-02-31", "cannot be read"),
    ],
)
def test_a_table_that_is_none_is_refused(text, words):
    with pytest.raises(RuleTableError, match=re.escape(words)):
        parse_rules(text)


def test_two_versions_that_follow_one_another_are_one_family():
    newer = RULE.partition('version = "1"')[2] + "valid_from = 2026-04-01\n"
    table = parse_rules(RULE + "valid_to = 2026-03-31\n" + newer)
    assert [len(family) for family in table.families] == [2]
    assert parse_rules(print_rules(table)) == table


def test_a_gap_between_two_versions_is_refused():
    newer = RULE.partition('version = "1"')[2] + "valid_from = 2026-04-01\n"
    with pytest.raises(RuleTableError, match="after 2026-03-30 no version is valid until 2026-04-01"):
        parse_rules(RULE + "valid_to = 2026-03-30\n" + newer)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('on = "January 1"', "", "either “on” or “dates”"),
        ('on = "January 1"', 'on = "January 32"', "a day that no month has"),
        ('on = "January 1"', 'on = "5th Monday of May"', "must read as"),
        ('on = "January 1"', 'on = "January 1"\ndates = [2025-01-01]', "and not both"),
        ('on = "January 1"', "dates = [2025-01-01, 2025-01-01]", "names something twice"),
        ('on = "January 1"', 'on = "January 1"\nfrom_year = 2020\nto_year = 2019', "“to_year” is before"),
        ('on = "January 1"', "dates = [1025-01-01]", "a year in which it would not be used"),
        ('on = "January 1"', "dates = [2025-01-01]\nfrom_year = 2026", "a year in which it would not be used"),
        ('excuse = "always"', 'excuse = "sometimes"', "none of: always, arguable, never"),
        ('name = "New Year\'s Day"', 'name = ""', "“name” is empty"),
        ('excuse = "always"', 'excuse = "never"', "leaves out no day at all"),
        ('on = "January 1"', 'on = "January 1"\nfrom_year = 12', "“from_year” must be a year"),
        ('on = "January 1"', 'on = "January 1"\nto_year = 20266', "“to_year” must be a year"),
        (
            'on = "January 1"',
            'on = "January 1"\n[[holiday]]\nname = "new year\'s day"\nexcuse = "never"\non = "May 1"',
            "there are two of this name",
        ),
    ],
)
def test_nonsense_in_the_holidays_is_refused(old, new, words):
    edited = HOLIDAY.replace(old, new)
    assert edited != HOLIDAY
    with pytest.raises(RuleTableError, match=re.escape(words)):
        parse_holidays(edited)


def test_a_table_in_which_hardly_a_day_counts_is_refused():
    days = [date(2026, 1, 1) + timedelta(number) for number in range(70)]
    listed = f"dates = [{', '.join(day.isoformat() for day in days)}]"
    with pytest.raises(RuleTableError, match="leaves out 70 days of 2026; it cannot be what was meant"):
        parse_holidays(HOLIDAY.replace('on = "January 1"', listed))


@pytest.mark.parametrize(
    "said", ["July 4", "3rd Monday of January", "last Monday of May", "1 day after 4th Thursday of November"]
)
def test_a_day_that_comes_every_year_reads_as_it_is_printed(said):
    assert yearly_words(yearly_day(said)) == said


def test_files_that_cannot_be_read_are_refused_in_words(tmp_path):
    with pytest.raises(RuleTableError, match=r"“gone\.toml” cannot be read"):
        read_rules(tmp_path / "gone.toml")
    (tmp_path / "latin.toml").write_bytes(b'name = "\xe9"')
    with pytest.raises(RuleTableError, match="not text in UTF-8"):
        read_holidays(tmp_path / "latin.toml")


def test_a_table_without_rules_cannot_be_made():
    with pytest.raises(DeskError):
        RuleTable.of((), "Empty", "1")
