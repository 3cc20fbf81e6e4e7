"""Letters are made from their seed, and wishes are met."""

import re
from typing import get_args

import pytest

from tests.synthetic import PageBreak, make_letter, pages_of, render_pdf, truth
from tests.synthetic.citations import CitationKind
from tests.synthetic.headings import heading_paragraph
from tests.synthetic.rationales import OVERTURNED_ENDINGS, UPHELD_ENDINGS, Boilerplate, Quotation
from tests.synthetic.treatments import Category, Trait, has_traits
from tests.synthetic.typesetting import line_count
from tests.synthetic.wishes import HeadingKind, Layout

LAYOUTS = get_args(Layout)
LETTER_KEYS = ["file", "pages", "fields", "case_outcome", "items"]
FIELD_KEYS = [
    "case_number",
    "date_assigned",
    "date_of_injury",
    "decision_date",
    "ur_denial_date",
    "application_received",
    "priority",
    "licensure",
    "specialty",
    "age",
    "sex",
    "clinical_summary",
]
ITEM_KEYS = [
    "treatment",
    "disputed",
    "original_request",
    "authorized",
    "kind",
    "decision",
    "claims_admin_guideline",
    "imr_guideline",
    "rationale",
    "pages",
]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_same_seed_gives_the_same_letter_and_the_same_file(layout):
    assert make_letter(layout, 11) == make_letter(layout, 11)
    assert render_pdf(make_letter(layout, 11)) == render_pdf(make_letter(layout, 11))
    assert render_pdf(make_letter(layout, 11)) != render_pdf(make_letter(layout, 12))


def test_the_truth_of_the_short_form_has_the_shape_of_the_real_truth():
    found = truth(make_letter("D", 4))
    assert list(found) == LETTER_KEYS
    assert list(found["fields"]) == FIELD_KEYS
    assert all(list(item) == ITEM_KEYS for item in found["items"])
    dates = [value for name, value in found["fields"].items() if name.endswith(("date", "injury", "received"))]
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", value) for value in dates)


def test_other_layouts_state_only_what_they_print():
    review, notice, letter = (truth(make_letter(layout, 2))["fields"] for layout in ("A", "B", "C"))
    assert review["case_number"] is None
    assert review["documents_reviewed"]
    assert notice["letter_date"] > notice["noarfi_date"] > notice["application_received"] > notice["ur_denial_date"]
    assert notice["decision_date"] is None
    assert [name for name in FIELD_KEYS if letter[name] is None] == [
        "case_number",
        "date_assigned",
        "decision_date",
        "ur_denial_date",
        "application_received",
        "priority",
    ]
    assert truth(make_letter("B", 2))["items"][0]["rationale"] is None


@pytest.mark.parametrize(
    ("decisions", "outcome"),
    [
        ("upheld", "upheld"),
        ("overturned", "overturned"),
        (("upheld", "overturned", "upheld"), "partially overturned"),
    ],
)
def test_the_outcome_follows_from_the_decisions(decisions, outcome):
    assert truth(make_letter("D", 5, items=3, decisions=decisions))["case_outcome"] == outcome


@pytest.mark.parametrize("count", [1, 2, 9, 21])
def test_a_letter_has_as_many_items_as_asked_for_and_no_heading_twice(count):
    items = make_letter("D", 6, items=count).items
    assert len(items) == count
    assert len({item.heading.disputed for item in items}) == count


@pytest.mark.parametrize("category", get_args(Category))
def test_categories_are_met(category):
    letter = make_letter("D", 7, items=2, categories=category)
    assert [item.heading.treatment.category for item in letter.items] == [category, category]


@pytest.mark.parametrize("trait", get_args(Trait))
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_traits_of_headings_are_met(trait, seed):
    item = make_letter("D", seed, items=1, traits=trait).items[0]
    assert has_traits(item.heading.treatment, frozenset({trait}))


@pytest.mark.parametrize("seed", range(6))
def test_a_partial_approval_adds_up(seed):
    letter = make_letter("D", seed, items=1, kinds="partial_remaining", categories="Rehabilitation")
    heading = letter.items[0].heading
    assert heading.text.startswith(f"{heading.original_request} was the original request. {heading.authorized} was ")
    assert heading.disputed in heading.text.split("portion of the original request, ")[1]

    def count(text: str) -> int:
        found = re.search(r"\((\d+)\)|QTY: (\d+)|(\d+) sessions|times (\d+) for", text)
        assert found
        return int(next(filter(None, found.groups())))

    original, authorized = heading.original_request, heading.authorized
    assert original is not None
    assert authorized is not None
    assert count(original) == count(authorized) + count(heading.disputed)
    assert heading.treatment.quantity == str(count(heading.disputed))


def test_a_refill_can_be_what_remains():
    texts = [
        make_letter("D", seed, items=1, kinds="partial_remaining", traits="refills").items[0].heading.disputed
        for seed in range(4)
    ]
    assert all(re.match(r"(One|Two|Three) refills? of ", text) for text in texts)


def test_a_partial_heading_can_lose_its_is():
    lost = make_letter("D", 3, items=1, kinds="partial_remaining", without_is=True).items[0].heading
    kept = make_letter("D", 3, items=1, kinds="partial_remaining", without_is=False).items[0].heading
    assert lost.text.endswith(lost.disputed)
    assert kept.text.endswith(f"{kept.disputed} is")


def test_the_original_request_can_stay_in_dispute():
    heading = make_letter("D", 3, items=1, kinds="partial_original_eligible").items[0].heading
    assert heading.original_request is not None
    assert heading.disputed.lower() == heading.original_request.lower()
    assert "leaving the original request IMR eligible. The original request, " in heading.text


@pytest.mark.parametrize(
    ("kind", "lines"),
    [
        *(("plain", lines) for lines in range(1, 6)),
        ("partial_remaining", 3),
        ("partial_remaining", 4),
        ("partial_original_eligible", 4),
    ],
)
def test_headings_take_as_many_lines_as_asked_for(kind: HeadingKind, lines):
    letter = make_letter("D", 8, items=2, kinds=kind, heading_lines=lines, decisions="overturned")
    gap = letter.printing.heading_gap
    assert [line_count(heading_paragraph(item.heading, "overturned", gap, 0)) for item in letter.items] == [lines] * 2


@pytest.mark.parametrize("ending", [*UPHELD_ENDINGS])
def test_endings_of_upheld_items(ending):
    told = make_letter("D", 9, items=1, decisions="upheld", endings=ending).items[0].rationale
    assert told is not None
    assert told.ending == ending
    assert told.determination is not None
    assert told.determination in told.text
    assert UPHELD_ENDINGS[ending][0].removeprefix("{Subject}").lower()[3:] in told.determination.lower()


@pytest.mark.parametrize("ending", [*OVERTURNED_ENDINGS])
def test_endings_of_overturned_items(ending):
    told = make_letter("D", 9, items=1, decisions="overturned", endings=ending).items[0].rationale
    assert told is not None
    assert told.determination is not None
    assert not re.search(r"\bnot?\b", told.determination.split('"')[-1])


@pytest.mark.parametrize("kind", get_args(CitationKind))
def test_citations_of_each_kind(kind):
    item = make_letter("D", 10, items=1, claims_citations=kind, imr_citations=kind).items[0]
    for cited, who in ((item.claims_guideline, "Claims Administrator"), (item.imr_guideline, "Expert Reviewer")):
        assert cited is not None
        assert cited.kind == kind
        assert all(f"{chapter.name} {chapter.year}" in cited.text for chapter in cited.chapters)
        assert all(section in cited.text for chapter in cited.chapters for section in chapter.sections)
        if cited.outside is not None:
            assert cited.text.endswith(cited.outside)
        if kind in {"none", "outside"}:
            assert cited.text.startswith(f"The {who} ")


def test_answers_can_open_a_rationale():
    letter = make_letter("D", 12, items=2, decisions=("upheld", "overturned"), opened=True)
    openings = [item.rationale.text.split(",")[0] for item in letter.items if item.rationale]
    assert openings == ["No", "Yes"]


@pytest.mark.parametrize("where", [place for place in get_args(Boilerplate) if place != "none"])
def test_the_opioid_paragraph_stands_where_asked_for(where):
    item = make_letter("D", 13, items=1, kinds="partial_remaining", boilerplates=where).items[0]
    told = item.rationale
    assert told is not None
    assert told.determination is not None
    assert item.heading.treatment.opioid
    decides = told.text.index(told.determination)
    second = told.text.index("This medical necessity decision should not be interpreted")
    assert ("addresses the medical necessity of opioids" in told.text) == (where != "after_headless")
    assert (second < decides) == (where == "before")
    assert (item.heading.text.removesuffix(" is") in told.text) == (where == "before")


@pytest.mark.parametrize("quotation", [kind for kind in get_args(Quotation) if kind != "none"])
def test_guideline_words_can_contradict_the_outcome(quotation):
    letter = make_letter(
        "D", 14, items=2, decisions=("upheld", "overturned"), quotations=quotation, endings=("is_not", "is")
    )
    upheld, overturned = (item.rationale.text.lower() for item in letter.items if item.rationale)
    assert re.search(r"\bis recommended|considered part of a medically|indicated|is medically necessary when", upheld)
    assert re.search(r"\bnot recommended|\bnot indicated", overturned)


def test_defects_of_the_older_form():
    letter = make_letter(
        "C", 15, items=3, defects=("missing_conclusion", "unclosed_quote", "cut_in_citation"), decisions="overturned"
    )
    first, second, third = (item.rationale for item in letter.items)
    assert first is not None
    assert second is not None
    assert third is not None
    assert first.text.endswith("is therefore determined to be")
    assert third.text.endswith("(Ferrowick")
    assert first.determination is third.determination is None
    assert second.text.count('"') % 2 == 1
    assert second.determination is not None


def test_heading_and_rationale_can_disagree():
    item = make_letter(
        "D", 16, items=1, decisions="overturned", defects="heading_against_rationale", endings="is_not"
    ).items[0]
    assert item.decision == "overturned"
    assert item.rationale is not None
    assert "not medically necessary" in str(item.rationale.determination)


def test_a_summary_can_contradict_the_header_and_the_truth_says_so():
    letter = make_letter("D", 17, contradictions=("date_of_injury", "ur_denial_date"), date_style="slash")
    found = truth(letter)
    assert [odd["field"] for odd in found["contradictions"]] == ["date_of_injury", "ur_denial_date"]
    for odd in found["contradictions"]:
        assert found["fields"][odd["field"]] == odd["header"] != odd["summary"]
        year, month, day = odd["summary"].split("-")
        assert f"{month}/{day}/{year}" in found["fields"]["clinical_summary"]


def test_a_retrospective_request_has_its_date_of_service():
    found = truth(make_letter("D", 18, items=4, retrospective=True), details=True)["items"]
    assert all(item["treatment"].startswith("Retrospective") and item["retrospective"] for item in found)
    assert all(item["date_of_service"] for item in found)


def test_an_age_can_be_absent():
    found = truth(make_letter("D", 19, opening="two_birth_dates"))["fields"]
    assert found["age"] is None
    assert "year" not in found["clinical_summary"].split(".")[0]


def test_credentials_can_be_long_and_have_a_slip():
    letter = make_letter("D", 20, long_credentials=True, specialty_slip=True)
    lines = [line for page in pages_of(letter) for line in page.lines if line.role == "credentials"]
    assert len(lines) == 4
    assert truth(letter)["fields"]["specialty"][-1].endswith("a")


PLACES = [
    ("before_summary_section", "summary_section", True),
    ("in_summary", "summary", False),
    ("before_issues_section", "issues_section", True),
    ("before_heading", "heading", True),
    ("in_heading", "heading", False),
    ("before_claims_guideline", "claims_guideline", True),
    ("in_claims_guideline", "claims_guideline", False),
    ("before_imr_guideline", "imr_guideline", True),
    ("in_imr_guideline", "imr_guideline", False),
    ("before_rationale", "rationale", True),
    ("in_rationale", "rationale", False),
]


@pytest.mark.parametrize(("place", "role", "opens"), PLACES)
def test_page_breaks_fall_where_asked_for(place, role, opens):
    letter = make_letter(
        "D", 21, items=2, page_breaks=(PageBreak(place, 1),), claims_citations="chained", imr_citations="chained"
    )
    item = 1 if role in {"heading", "claims_guideline", "imr_guideline", "rationale"} else None
    firsts = [(page.lines[0].role, page.lines[0].item, page.lines[0].opens) for page in pages_of(letter)[1:]]
    assert (role, item, opens) in firsts


def test_several_page_breaks_in_one_letter():
    breaks = (PageBreak("in_heading", 0), PageBreak("before_rationale", 0), PageBreak("in_heading", 2))
    letter = make_letter("D", 22, items=3, page_breaks=breaks)
    firsts = [(page.lines[0].role, page.lines[0].item) for page in pages_of(letter)[1:]]
    assert [row for row in firsts if row in {("heading", 0), ("rationale", 0), ("heading", 2)}] == [
        ("heading", 0),
        ("rationale", 0),
        ("heading", 2),
    ]
    assert truth(letter)["items"][0]["pages"] == [1, 3]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_no_page_is_empty(layout):
    for seed in range(40):
        pages = pages_of(make_letter(layout, seed))
        assert all(any(line.role != "blank" for line in page.lines) for page in pages)


@pytest.mark.parametrize(
    ("layout", "wishes"),
    [
        ("A", {"items": 2}),
        ("D", {"items": 0}),
        ("D", {"decisions": "upheld", "endings": "is"}),
        ("D", {"kinds": "partial_remaining", "categories": "Surgery"}),
        ("D", {"kinds": "partial_remaining", "heading_lines": 1}),
        ("D", {"categories": "Surgery", "traits": "refills"}),
        ("C", {"items": 2, "defects": "cut_in_citation"}),
        ("C", {"contradictions": ("date_of_injury",)}),
    ],
)
def test_wishes_that_cannot_be_met_are_refused(layout, wishes):
    with pytest.raises(ValueError):
        make_letter(layout, 1, **wishes)


def test_a_page_break_without_a_place_is_refused():
    letter = make_letter("D", 1, items=1, page_breaks=(PageBreak("before_heading", 5),))
    with pytest.raises(ValueError, match="0 have a place"):
        pages_of(letter)
