"""What every check promises: places in the letter, a sentence without blame, silence on a clean letter."""

import re

import pytest

from imr_desk.checks.reading import ReadingCheck
from imr_desk.checks.registry import CHECKS, flags_of
from imr_desk.model.draft import Draft, Flag, Severity
from imr_desk.model.letter import LetterText, Page, TextKind
from imr_desk.ports import Check
from tests.contracts.checks.defects import DEFECTS
from tests.unit.checks.drafted import Item, drafted

BLAME = re.compile(
    r"\b(?:wrong|error|mistake|mistaken|incorrect|fault|careless|negligen\w+|should\s+have|must\s+have|illegal|unlawful|violat\w+|"
    r"invalid|bad|misread|failed|reviewer\s+(?:is|was)\s+\w*(?:wrong|mistaken)|appeal\s+this|you\s+can\s+appeal|malpractice)\b",
    re.IGNORECASE,
)


def by_rule(rule: str) -> ReadingCheck:
    return next(check for check in CHECKS if check.rule == rule)


def assert_well_made(flag: Flag, rule: str, letter: LetterText, draft: Draft) -> None:
    assert flag.rule == rule
    assert isinstance(flag.severity, Severity)
    assert re.fullmatch(r"[A-Z0-9].*[.]", flag.message), flag.message
    assert not BLAME.search(flag.message), flag.message
    assert re.fullmatch(r"[A-Z].*[.]", flag.reason), flag.reason
    assert flag.item is None or 0 <= flag.item < len(draft.items)
    for span in flag.sources:
        assert 1 <= span.page <= len(letter.pages)
        assert 0 <= span.start < span.end <= len(letter.page(span.page).text)
        assert letter.text_of(span).strip()


def test_each_rule_comes_once_and_in_kebab_case():
    rules = [check.rule for check in CHECKS]
    assert len(set(rules)) == len(rules)
    assert all(re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", rule) for rule in rules)


def test_each_check_has_a_letter_that_shows_its_defect():
    assert {check.rule for check in CHECKS} == set(DEFECTS)


@pytest.mark.parametrize("rule", sorted(DEFECTS))
def test_a_check_speaks_on_its_defect_and_shows_where(rule):
    build, severity = DEFECTS[rule]
    letter, draft = build()
    check: Check = by_rule(rule)
    flags = check.flags(letter, draft)
    assert severity in [flag.severity for flag in flags], [flag.message for flag in flags]
    for flag in flags:
        assert_well_made(flag, rule, letter, draft)
    if rule not in ("file-notes", "documents-list", "layout-unknown"):  # these concern the letter as a whole
        assert all(flag.sources for flag in flags)


def test_every_check_is_silent_on_a_clean_letter():
    letter, draft = drafted(Item())
    assert [flag.message for flag in flags_of(letter, draft)] == []


@pytest.mark.parametrize("rule", sorted(DEFECTS))
def test_whatever_a_check_says_on_any_of_these_letters_is_well_made(rule):
    check = by_rule(rule)
    for build, _ in DEFECTS.values():
        letter, draft = build()
        for flag in check.flags(letter, draft):
            assert_well_made(flag, rule, letter, draft)


def test_together_they_say_what_each_says_alone():
    for build, _ in DEFECTS.values():
        letter, draft = build()
        alone = [flag for check in CHECKS for flag in check.flags(letter, draft)]
        assert list(flags_of(letter, draft)) == alone


@pytest.mark.parametrize("text", ["", " \n ", "x", '()"“”', "Upheld " * 500, "שלום 你好 \ufffd", "1) 2) 3) 4)"])
def test_no_text_makes_a_check_stumble(text):
    letter = LetterText("0" * 64, TextKind.PLAIN, (Page(1, text, ()),))
    for layout in ("posted-short-form", "professional-review", "notice-2013", "cover-block", "unknown", "other"):
        draft = Draft(layout, 0.0, {})
        for flag in flags_of(letter, draft):
            assert_well_made(flag, flag.rule, letter, draft)
