"""Copies of letters that leave the desk: with highlights, and without what identifies people."""

import io
from types import SimpleNamespace

import msgspec
import pypdf
import pytest

from imr_desk.bootstrap.workshop import ProcessWorkshop
from imr_desk.model.annotations import LABELS, Attributes, LinkKind, Speaker
from imr_desk.model.copies import RedactedLetter, Withheld
from imr_desk.model.edits import Annotate, DecideItem, LinkAnnotations, SetField
from imr_desk.model.errors import ExportError
from imr_desk.model.history import History
from imr_desk.model.review import Review
from imr_desk.services.marking import EVIDENCE, EXCERPT, MarkedLetters, marks_of
from imr_desk.services.redaction import Redaction
from tests.synthetic.making import make_letter
from tests.synthetic.renderings import render_pdf, render_text


@pytest.fixture(scope="module")
def workshop():
    made = ProcessWorkshop()
    yield made
    made.close()


@pytest.fixture
def case(desk, workshop, tmp_path):
    """A letter in the log, with what is needed to copy it."""
    return brought_in(desk, workshop, tmp_path, render_pdf(make_letter("D", 21, items=2)), "letter.pdf")


def brought_in(desk, workshop, tmp_path, content, name):
    source = tmp_path / name
    source.write_bytes(content)
    desk.intake.one(source)
    case_id = desk.log.newest()
    opened, history = desk.reviews.open(case_id)
    return SimpleNamespace(
        id=case_id,
        desk=desk,
        letter=opened.letter,
        review=history.review,
        marked=MarkedLetters(desk.log, desk.reviews, workshop, "imr_desk 1", lambda: LABELS),
        redaction=Redaction(desk.log, desk.reviews, workshop),
    )


def do(case, *edits):
    for edit in edits:
        _, history = case.desk.reviews.open(case.id)
        act = case.desk.reviews.act(edit)
        case.review = history.done(act).review
        case.desk.reviews.record(case.id, act, case.review)


def text_of(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)


def test_values_with_the_same_evidence_share_one_highlight(case):
    marks = [mark for mark in marks_of(case.review, LABELS, "imr_desk 1") if mark.subject == EVIDENCE]
    assert len({mark.spans for mark in marks}) == len(marks)
    shared = [mark for mark in marks if mark.note.count("\n")]
    assert any("Item 1, As printed" in mark.note and "Item 1, Disputed" in mark.note for mark in shared)
    assert all(mark.author == "imr_desk 1 (not confirmed)" and mark.at == "" for mark in marks)
    sections = {case.review.fields["clinical_summary"].sources, case.review.items[0].fields["rationale"].sources}
    assert not sections & {mark.spans for mark in marks}


def test_what_a_person_settled_names_the_person(case):
    item = case.review.items[0]
    do(case, DecideItem(item.id, item.outcome))
    marks = marks_of(case.review, LABELS, "imr_desk 1")
    assert any(mark.author.endswith("rn1") and "Item 1, decision" in mark.note and mark.at for mark in marks)
    excerpts = [mark for mark in marks if mark.subject == EXCERPT]
    assert len(excerpts) == sum(each.excerpt is not None for each in case.review.items) > 0


def test_an_annotation_says_its_label_what_is_said_and_to_what_it_is_linked(case):
    first, second = list(case.letter.find("medically necessary"))[:2]
    do(
        case,
        Annotate((first,), "criterion", Attributes(negated=True, said_by=Speaker.PROVIDER), "1", "Look here."),
        Annotate((second,), "conclusion"),
        LinkAnnotations(LinkKind.REASONING_FOR, "a1", "a2"),
    )
    mark = marks_of(case.review, LABELS, "t")[-2]
    title = case.review.items[0].title
    assert mark.note.split("\n") == [
        "Criterion",
        f"Item 1, {title}",
        "Says that it is not so",
        "Said by: provider",
        "Is reasoning for: Conclusion, “medically necessary”",
        "Look here.",
    ]
    assert (mark.subject, mark.author, mark.spans) == ("Criterion", "rn1", (first,))


def test_a_value_that_was_typed_has_no_highlight(case):
    before = len(marks_of(case.review, LABELS, "t"))
    do(case, SetField(None, "claim_number", "WC-1"))
    assert len(marks_of(case.review, LABELS, "t")) == before


@pytest.mark.parametrize("form", ["pdf", "txt"])
def test_the_copy_with_highlights_holds_every_mark(desk, workshop, tmp_path, form):
    letter = make_letter("D", 22, items=2)
    content = render_pdf(letter) if form == "pdf" else render_text(letter).encode()
    case = brought_in(desk, workshop, tmp_path, content, f"letter.{form}")
    copy = case.marked.content(case.id)
    assert copy == case.marked.content(case.id)
    assert annotations_in(copy) >= len(marks_of(case.review, LABELS, "imr_desk 1")) > 10


def test_words_labelled_private_are_gone_from_the_copy(case):
    number = case.review.fields["case_number"]
    do(case, Annotate(number.sources, "private"))
    copy, report = case.redaction.content(case.id)
    text = text_of(copy)
    assert number.value not in text
    assert "Decision Date" in text
    assert report.pages == (1,)
    assert report.places >= 1
    assert "found none of the words" in report.sentence
    assert case.redaction.suffix(case.id) == ".pdf"


def test_a_plain_letter_stays_plain(desk, workshop, tmp_path):
    case = brought_in(desk, workshop, tmp_path, render_text(make_letter("C", 5)).encode(), "letter.txt")
    copy, _ = case.redaction.content(case.id, Withheld(words=("reviewer",)))
    assert "decision" in copy.decode().casefold()
    assert "reviewer" not in copy.decode().casefold()
    assert case.redaction.suffix(case.id) == ".txt"


def annotations_in(copy):
    return sum(len(page.get("/Annots", ())) for page in pypdf.PdfReader(io.BytesIO(copy)).pages)


def lost(monkeypatch, case, label):
    """Label words, then let the letter hold others there, as if it had been read anew."""
    do(case, Annotate(case.review.fields["case_number"].sources, label))
    opened, history = case.desk.reviews.open(case.id)
    moved = tuple(msgspec.structs.replace(made, text="other words") for made in history.review.annotations)
    after = History(opened.letter, msgspec.structs.replace(history.review, annotations=moved))
    monkeypatch.setattr(case.desk.reviews, "open", lambda case_id: (opened, after))


def test_private_words_that_lost_their_place_keep_the_copy_from_being_made(monkeypatch, case):
    lost(monkeypatch, case, "private")
    with pytest.raises(ExportError, match="could not be found again"):
        case.redaction.content(case.id)


def test_words_that_lost_their_place_are_highlighted_nowhere(monkeypatch, case):
    before = case.marked.content(case.id)
    lost(monkeypatch, case, "diagnosis")
    assert annotations_in(case.marked.content(case.id)) == annotations_in(before)


def test_nothing_marked_and_nothing_found_are_told(case):
    with pytest.raises(ExportError, match="Nothing is marked"):
        case.redaction.content(case.id)
    with pytest.raises(ExportError, match="does not hold"):
        case.redaction.content(case.id, Withheld(words=("Quartermain",)))


class Leaky:
    """A workshop whose copy still holds a word."""

    def redact(self, content, letter, withheld):
        return RedactedLetter(b"", 3, (1,), self.left)


@pytest.mark.parametrize(
    ("left", "told"), [((2,), "on page 2"), ((0, 1, 3), "on pages 1 and 3"), ((0,), "that no page shows")]
)
def test_what_can_still_be_found_keeps_the_copy_from_being_made(case, left, told):
    leaky = Leaky()
    leaky.left = left
    redaction = Redaction(case.desk.log, case.desk.reviews, leaky)
    with pytest.raises(ExportError, match=told):
        redaction.content(case.id, Withheld(words=("x",)))


def test_what_is_proposed_are_the_private_annotations():
    assert Redaction.proposed(Review({}, ())) == Withheld()
