"""Letters set anew from a seed: what is not flagged is right in every rendering, and little is flagged."""

import pytest

from imr_desk.extraction.engine import draft
from imr_desk.extraction.record import record_of
from tests.property.extraction.figures import Figures, add, told
from tests.property.extraction.renderings import RENDERINGS
from tests.synthetic import make_letter, truth

MANY, SOME, FEW = 150, 40, 10
HOW_MANY = {
    "pdf": MANY,
    "text": SOME,
    "text with form feeds": SOME,
    "double-spaced text": MANY,
    "text by PDFium": SOME,
    "text by pypdf": FEW,
    "text by pdfminer": FEW,
    "text without line-end hyphens": SOME,
}
NAMES = {"C": "sectioned-letter", "D": "posted-short-form"}


def measured(layout, rendering, seeds, **wishes):
    figures = Figures()
    for seed in seeds:
        letter = make_letter(layout, seed, **wishes)
        text = RENDERINGS[rendering](letter)
        read = draft(text)
        assert read.layout == NAMES[layout]
        wanted = truth(letter, details=True)
        pages = [page.text for page in text.pages] if rendering == "pdf" else None
        add(figures, record_of(wanted["file"], text, read), wanted, pages=pages)
    return figures


@pytest.mark.parametrize("rendering", RENDERINGS)
@pytest.mark.parametrize("layout", ["C", "D"])
def test_what_is_not_flagged_is_right(layout, rendering, record_property):
    first = 40_000 if layout == "C" else 10_000
    figures = measured(layout, rendering, range(first, first + HOW_MANY[rendering]))
    record_property("figures", str(figures))
    print(f"{layout}, {rendering}: {figures}")
    assert not figures.silent_errors, told(figures.silent_errors)
    assert figures.letters_with_right_items == figures.letters
    if layout == "D" and rendering != "text without line-end hyphens":
        assert figures.exact == figures.values, told(figures.wrong)
        assert figures.load <= 0.02 * figures.values, figures.flags.most_common(8)
    if rendering == "pdf":
        assert figures.evidence >= 0.995 * figures.claims


ODD = {
    "wrapped lists": {"long_credentials": True},
    "slip in a specialty": {"specialty_slip": True},
    "two birth dates and no age": {"opening": "two_birth_dates"},
    "expedited": {"priority": "Expedited"},
    "another age and another upheld in the summary": {"decoys": True},
    "header against summary": {"contradictions": ("date_of_injury", "ur_denial_date")},
    "blacked out": {"redacted": True},
    "signs outside ASCII": {"non_ascii": True},
    "headings of many lines": {"heading_lines": 4},
    "no verb before the colon": {"kinds": "partial_remaining", "without_is": True},
    "whole request in dispute": {"kinds": "partial_original_eligible"},
    "associated services": {"kinds": "associated_surgical", "items": 6},
    "rendered before": {"retrospective": True},
    "answers first": {"opened": True},
    "quoted against the outcome": {"quotations": "quoted"},
    "guideline words against the outcome": {"quotations": "plain"},
    "notice behind": {"boilerplates": "after"},
    "notice first": {"boilerplates": "before"},
    "compounds at line ends": {"hyphen_break": True},
    "slips in what is repeated": {"echo_slips": True},
    "all overturned": {"decisions": "overturned"},
}


@pytest.mark.parametrize("oddity", ODD)
@pytest.mark.parametrize("rendering", ["pdf", "double-spaced text"])
def test_oddities_of_real_letters_are_read_or_flagged(oddity, rendering):
    figures = measured("D", rendering, range(20_000, 20_006), **ODD[oddity])
    assert not figures.silent_errors, told(figures.silent_errors)
    assert figures.exact >= 0.99 * figures.values, told(figures.wrong)


@pytest.mark.parametrize(
    "defect", ["missing_conclusion", "cut_in_citation", "unclosed_quote", "heading_against_rationale"]
)
@pytest.mark.parametrize("rendering", ["pdf", "double-spaced text"])
def test_defects_of_older_letters_are_flagged(defect, rendering):
    for seed in range(41_000, 41_008):
        letter = make_letter("C", seed, items=2, defects=(None, defect))
        item = draft(RENDERINGS[rendering](letter)).items[1]
        decision, rationale, determination = (item.fields[n] for n in ("decision", "rationale", "determination"))
        if defect == "heading_against_rationale":
            assert decision.state == "ambiguous"
            assert {candidate.value for candidate in decision.candidates} == {"upheld", "overturned"}
        elif defect == "unclosed_quote":
            assert decision.value == letter.items[1].decision
        else:
            assert decision.needs_review
            assert rationale.needs_review
            assert determination.needs_review
