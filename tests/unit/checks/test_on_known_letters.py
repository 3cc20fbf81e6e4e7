"""The figures promised on the letters of ../shared: the seed's five defects, and no false error on the real ones.

Nothing of their text stands here; where they are absent these tests are skipped.
"""

from imr_desk.checks.registry import flags_of
from imr_desk.documents.mupdf import MupdfReader
from imr_desk.documents.plain_text import PlainTextReader
from imr_desk.extraction.engine import draft
from imr_desk.model.draft import Severity

MOST_WARNINGS = 10
"""Warnings on the 47 letters; all of them were read by eye and show what they say."""


DEFECTS_OF_THE_SEED = {
    "the conclusion of item 1 is lost": ("missing-conclusion", 0),
    "item 3 ends inside a citation": ("text-breaks-off", 2),
    "item 3 has no conclusion": ("missing-conclusion", 2),
    "the criteria of item 3 are not applied": ("criteria-not-taken-up", 2),
    "item 2 rests on a guess": ("speculation", 1),
    "item 1 is mostly quotation": ("mostly-quotation", 0),
    "item 2 is mostly quotation": ("mostly-quotation", 1),
    "item 3 says nothing of the case": ("nothing-of-the-case", 2),
    "both sides cite the same and differ": ("same-citation-other-outcome", 0),
}


def test_the_defects_of_the_seed_are_found(real_letters):
    letter = PlainTextReader().read((real_letters.parent / "seed-letter.txt").read_bytes())
    told = {(flag.rule, flag.item) for flag in flags_of(letter, draft(letter)) if flag.sources}
    assert [defect for defect, place in DEFECTS_OF_THE_SEED.items() if place not in told] == []


def test_the_real_letters_give_no_error_and_few_warnings(real_letters):
    reader = MupdfReader()
    flags = []
    for path in sorted(real_letters.glob("*.pdf")):
        letter = reader.read(path.read_bytes())
        flags += flags_of(letter, draft(letter))
    assert [flag.rule for flag in flags if flag.severity is Severity.ERROR] == []
    assert sum(flag.severity is Severity.WARNING for flag in flags) <= MOST_WARNINGS
