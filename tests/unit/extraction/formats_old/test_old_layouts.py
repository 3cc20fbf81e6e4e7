"""Layouts A, B and C2, read from letters that are made from their known anchors alone."""

import re

import pytest

from imr_desk.documents.mupdf import MupdfReader
from imr_desk.documents.plain_text import PlainTextReader
from imr_desk.extraction.formats.cover_block import CoverBlock
from imr_desk.extraction.formats.notice_2013 import Notice2013
from imr_desk.extraction.formats.posted_short_form import PostedShortForm
from imr_desk.extraction.formats.professional_review import ProfessionalReview
from imr_desk.extraction.formats.sectioned_letter import SectionedLetter
from imr_desk.model.draft import Decision, FindingState
from imr_desk.model.letter import LetterText, Page, TextKind
from tests.synthetic import make_letter, render_pdf, render_text, truth

FORMATS = {"A": ProfessionalReview(), "B": Notice2013(), "C2": CoverBlock()}
OTHERS = (PostedShortForm(), SectionedLetter())
SEEDS = range(4)
NOT_PRINTED = {("A", "date_of_injury"), ("C2", "specialty")}
"""Fields that a letter of these seeds states in words that the reading does not know, so that it must be flagged."""


def readings(layout, seed, **wishes):
    """Yield the letter with its truth, as PDF and as plain text."""
    letter = make_letter(layout, seed, **wishes)
    for text in (
        MupdfReader().read(render_pdf(letter)),
        PlainTextReader().read(render_text(letter).encode()),
    ):
        yield text, truth(letter)


def folded(value):
    if isinstance(value, list | tuple):
        return [folded(part) for part in value]
    if isinstance(value, str):
        return re.sub(r"-\s+", "-", " ".join(str(value).split())) or None
    return value


def plain(*texts):
    pages = tuple(Page(number, text, ()) for number, text in enumerate(texts, 1))
    return LetterText("0" * 64, TextKind.PLAIN, pages)


@pytest.mark.parametrize("layout", FORMATS)
@pytest.mark.parametrize("seed", SEEDS)
def test_a_letter_fits_its_own_layout_best(layout, seed):
    for text, _ in readings(layout, seed):
        scores = {form.name: form.score(text) for form in (*OTHERS, *FORMATS.values())}
        assert max(scores, key=scores.__getitem__) == FORMATS[layout].name
        assert scores[FORMATS[layout].name] >= 0.9


@pytest.mark.parametrize("layout", ["C", "D"])
def test_letters_of_other_layouts_do_not_fit(layout):
    for text, _ in readings(layout, 1):
        assert [form.score(text) for form in FORMATS.values()] == [0.0, 0.0, 0.0]


@pytest.mark.parametrize("from_memory", [False, True])
@pytest.mark.parametrize("layout", FORMATS)
@pytest.mark.parametrize("seed", SEEDS)
def test_values_are_those_of_the_letter_or_flagged(layout, seed, from_memory):
    wishes = {"from_memory": from_memory} if layout != "A" else {}
    for text, told in readings(layout, seed, **wishes):
        draft = FORMATS[layout].draft(text)
        wanted = dict(told["fields"])
        if wanted.get("documents_reviewed"):
            wanted["documents_reviewed"] = " ".join(wanted["documents_reviewed"])
        for name, value in wanted.items():
            finding = draft.fields.get(name)
            got = None if finding is None else finding.value
            if (layout, name) in NOT_PRINTED:
                assert finding is not None
                assert finding.needs_review
            elif folded(got) or folded(value):
                assert folded(got) == folded(value), name
        assert len(draft.items) == len(told["items"])
        for item, want in zip(draft.items, told["items"], strict=True):
            for name in ("treatment", "disputed", "decision", "imr_guideline", "claims_admin_guideline", "rationale"):
                got = item.fields[name].value
                if got is not None or want[name] is not None:
                    assert folded(got) == folded(want[name]), name


@pytest.mark.parametrize("layout", FORMATS)
def test_nothing_of_these_layouts_may_be_trusted_unseen(layout):
    for text, _ in readings(layout, 2):
        draft = FORMATS[layout].draft(text)
        assert all(finding.needs_review for finding in draft.fields.values())
        assert all(finding.needs_review for item in draft.items for finding in item.fields.values())


@pytest.mark.parametrize("layout", FORMATS)
def test_every_value_has_its_place(layout):
    for text, _ in readings(layout, 3):
        draft = FORMATS[layout].draft(text)
        findings = [*draft.fields.values(), *(f for item in draft.items for f in item.fields.values())]
        for finding in findings:
            if finding.state is FindingState.FOUND:
                assert finding.sources
            for span in finding.sources:
                assert 0 <= span.start < span.end <= len(text.page(span.page).text)
        for item in draft.items:
            assert item.extent


@pytest.mark.parametrize(("verdict", "decision"), [("NOT ", Decision.UPHELD), ("", Decision.OVERTURNED)])
def test_the_label_of_layout_a_carries_the_outcome(verdict, decision):
    text = plain(
        "\r\nMEDICAL PROFESSIONAL REVIEW\nISSUE AT DISPUTE: A knee brace.\nCASE SUMMARY: A knee.\n"
        f"RATIONALE FOR WHY THE REQUESTED TREATMENT/SERVICE IS/WAS {verdict}\nMEDICALLY NECESSARY: It was weighed.\n"
        "MEDICAL REVIEWER QUALIFICATIONS: A physician."
    )
    (item,) = ProfessionalReview().draft(text).items
    assert item.fields["decision"].value == decision
    assert item.fields["treatment"].value == "A knee brace"


def test_a_rationale_of_layout_a_that_contradicts_its_label_is_ambiguous():
    text = plain(
        "MEDICAL PROFESSIONAL REVIEW\nISSUE AT DISPUTE: A knee brace.\n"
        "RATIONALE FOR WHY THE REQUESTED TREATMENT/SERVICE IS/WAS NOT\nMEDICALLY NECESSARY: "
        "Therefore, the request is medically necessary."
    )
    (item,) = ProfessionalReview().draft(text).items
    assert item.fields["decision"].state is FindingState.AMBIGUOUS


def notice(first, second):
    decided = "1) MAXIMUS Federal Services, Inc. has determined the request for a brace {} and appropriate.\n"
    return plain(
        "MAXIMUS FEDERAL SERVICES, INC.\nNotice of Independent Medical Review Determination\nDated: 9/26/2013\n"
        + decided.format(first)
        + "INDEPENDENT MEDICAL REVIEW DECISION AND RATIONALE\n"
        + decided.format(second)
    )


@pytest.mark.parametrize(
    ("words", "decision"),
    [
        ("is notmedically necessary", Decision.UPHELD),
        ("is not medically necessary", Decision.UPHELD),
        ("is medically necessary", Decision.OVERTURNED),
    ],
)
def test_a_decision_of_layout_b_is_read_with_its_words_joined(words, decision):
    draft = Notice2013().draft(notice(words, words))
    (item,) = draft.items
    assert item.fields["decision"].value == decision
    assert item.fields["treatment"].value == "a brace"
    assert draft.fields["letter_date"].value == "2013-09-26"


def test_decisions_of_layout_b_that_differ_are_ambiguous():
    (item,) = Notice2013().draft(notice("is not medically necessary", "is medically necessary")).items
    assert item.fields["decision"].state is FindingState.AMBIGUOUS
    assert len(item.fields["decision"].candidates) == 2


@pytest.mark.parametrize("form", FORMATS.values(), ids=FORMATS)
@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n \n",
        "MEDICAL PROFESSIONAL REVIEW",
        "ISSUE AT DISPUTE:",
        "1) MAXIMUS Federal Services, Inc. has determined the request for ",
        "MAXIMUS FEDERAL SERVICES, INC.\nIndependent Medical Review\nIMR DECISION(S) AND RATIONALE(S)",
        "IMR DECISION(S) AND RATIONALE(S)\n1. The request for a brace is medically necessary.",
        "1) 2) 3) Upheld Overturned " * 50,
    ],
)
def test_no_text_makes_a_layout_stumble(form, text):
    draft = form.draft(plain(text))
    assert draft.layout == form.name
    assert 0.0 <= draft.score <= 1.0


@pytest.mark.parametrize("layout", FORMATS)
def test_a_letter_cut_anywhere_is_still_read(layout):
    (text, _), _ = readings(layout, 1)
    whole = "\n".join(page.text for page in text.pages)
    for part in range(0, len(whole), max(1, len(whole) // 25)):
        draft = FORMATS[layout].draft(plain(whole[:part]))
        assert all(finding.needs_review for finding in draft.fields.values())
