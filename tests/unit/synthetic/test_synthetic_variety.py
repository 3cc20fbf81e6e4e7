"""The grammars of letters.md all come up by themselves, and no sentence is a letter's own."""

import json
import re
from collections import Counter
from pathlib import Path
from typing import get_args

import pytest

from tests.synthetic import make_letter, sentences, summaries, truth
from tests.synthetic.citations import CHAPTERS, CitationKind
from tests.synthetic.dates import PROSE_STYLES
from tests.synthetic.rationales import OVERTURNED_ENDINGS, UPHELD_ENDINGS, Boilerplate, Quotation
from tests.synthetic.treatments import Category
from tests.synthetic.wishes import HeadingKind

SEEDS = 300
REAL = Path(__file__).resolve().parents[4] / "shared" / "letters"


@pytest.fixture(scope="module")
def letters():
    return [make_letter("D", seed) for seed in range(SEEDS)]


@pytest.fixture(scope="module")
def items(letters):
    return [item for letter in letters for item in letter.items]


def assert_all_seen(wanted, seen) -> None:
    counted = Counter(seen)
    assert {value for value in wanted if counted[value] == 0} == set()


def test_decisions_and_kinds_of_heading(items):
    assert_all_seen(get_args(HeadingKind), (item.heading.kind for item in items))
    overturned = sum(item.decision == "overturned" for item in items) / len(items)
    assert 0.05 < overturned < 0.3


def test_categories(items):
    assert_all_seen(get_args(Category), (item.heading.treatment.category for item in items))
    assert len({item.heading.treatment.subcategory for item in items}) > 30


def test_item_counts(letters):
    counts = Counter(len(letter.items) for letter in letters)
    assert {1, 2, 3, 5, 21} <= set(counts)
    assert counts[1] > SEEDS / 3


def test_citations(items):
    assert_all_seen(get_args(CitationKind), (item.claims_guideline.kind for item in items))
    assert_all_seen(get_args(CitationKind), (item.imr_guideline.kind for item in items))
    chapters = [
        f"{chapter.name} {chapter.year}"
        for item in items
        for cited in (item.claims_guideline, item.imr_guideline)
        for chapter in cited.chapters
    ]
    assert_all_seen([name for name, _ in CHAPTERS], chapters)
    assert_all_seen((1, 2, 3, 5), (len(item.imr_guideline.chapters) for item in items))


def test_rationales(items):
    told = [item.rationale for item in items]
    assert_all_seen([*UPHELD_ENDINGS, *OVERTURNED_ENDINGS], (rationale.ending for rationale in told))
    assert_all_seen(get_args(Boilerplate), (rationale.boilerplate for rationale in told))
    assert_all_seen(get_args(Quotation), (rationale.quotation for rationale in told))
    assert_all_seen([(True, "upheld"), (True, "overturned")], ((i.rationale.opened, i.decision) for i in items))
    assert any(rationale.echo_slip for rationale in told)


def test_headings(items):
    texts = [item.heading.text for item in items]
    patterns = (
        r"Associated surgical service: ",
        r"Associated surgical service:  ",
        r"QTY: \d",
        r"DOS: \d\d/\d\d/\d\d",
        r"\(DOS ",
        r"per \d\d/\d\d/\d{4} order",
        r"^Retrospective: ",
        r"Labs to include: ",
        r"day supply: 30",
        r"#\d+",
        r"times \d+",
        r"\d times a week for \d weeks \(\d+\)",
        r"(one|two|three) times a week times (two|three|four|six) weeks",
        r"\d sessions",
        r"\(unknown quantity\)",
        r"\(unspecified quantity",
        r"with \d refills?",
        r"\d\d day rental",
        r"L\d-[LS]\d",
        r"®",
    )
    assert_all_seen(patterns, (pattern for pattern in patterns if any(re.search(pattern, text) for text in texts)))
    lost = [
        item for item in items if item.heading.kind == "partial_remaining" and not item.heading.text.endswith(" is")
    ]
    assert lost


def test_summaries_and_credentials(letters):
    found = [letter.fields for letter in letters]
    assert_all_seen(summaries.ORDINARY_OPENINGS, (letter.printing.opening for letter in letters))
    assert_all_seen(("male", "female"), (fields.sex for fields in found))
    texts = " ".join(fields.clinical_summary for fields in found)
    for shape in (
        r"\d\d-\d\d-\d\d\b",
        r"\d\d-\d\d-\d{4}",
        r"\d\d/\d\d/\d{4}",
        r"[A-Z][a-z]+ \d{1,2}, \d{4}",
        r"\d\d/\d\d/\d\d\b",
    ):
        assert re.search(shape, texts)
    assert len(PROSE_STYLES) == 5
    assert re.search(r"\d\d-year-old", texts)
    assert re.search(r"\d\d year old", texts)
    assert set("°®×–’”") <= set(texts)
    assert_all_seen((1, 2, 3, 9), (len(fields.licensure) for fields in found))
    assert_all_seen((1, 2, 3, 4), (len(fields.specialty) for fields in found))
    assert_all_seen((",", ", "), (letter.printing.licence_gap for letter in letters))
    assert any("█" in fields.clinical_summary for fields in found)


def test_no_two_letters_are_alike(letters):
    assert len({json.dumps(truth(letter)["items"]) for letter in letters}) == SEEDS
    assert len({letter.fields.clinical_summary for letter in letters}) == SEEDS


def test_every_letter_says_that_it_is_synthetic(letters):
    assert all(letter.fields.case_number.startswith("CM99-") for letter in letters)


def shingles(text: str, size: int = 7) -> set[tuple[str, ...]]:
    words = re.findall(r"[a-z0-9']+", text.lower())
    return {tuple(words[index : index + size]) for index in range(len(words) - size + 1)}


ANCHORS = {"OPIOID_FIRST", "OPIOID_SECOND", "GUIDELINE_CITATION_2009"}


def invented_sentences() -> list[str]:
    """Every template of rationales and summaries but the anchors: wording that marks a layout."""
    found: list[str] = []
    for module in (sentences, summaries):
        for name, value in vars(module).items():
            if name in ANCHORS:
                continue
            if isinstance(value, str) and name.lstrip("_").isupper():
                found.append(value)
            elif isinstance(value, tuple) and all(isinstance(part, str) for part in value):
                found += value
            elif name == "CATEGORY_SAYS":
                found += [part for parts in value.values() for part in parts]
    return found


@pytest.mark.skipif(not REAL.exists(), reason="the real letters are not part of the project")
def test_no_invented_sentence_shares_seven_words_with_a_real_letter():
    real = shingles((REAL / "seed-letter.txt").read_text(encoding="utf-8"))
    for row in (REAL / "real" / "truth.jsonl").read_text(encoding="utf-8").splitlines():
        found = json.loads(row)
        real |= shingles(found["fields"]["clinical_summary"])
        for item in found["items"]:
            real |= shingles(item["rationale"])
    invented = invented_sentences()
    assert len(invented) > 80
    shared = {sentence for sentence in invented if shingles(sentence) & real}
    assert shared == set()
