"""Annotations for other programs: the W3C model as the Recommendation wants it, read back whole; a safe table."""

import csv
import io
import json
import re

import msgspec
import pytest

from imr_desk.export.annotations_csv import COLUMNS, AnnotationsCsv
from imr_desk.export.annotations_w3c import AnnotationsW3c
from imr_desk.model.annotations import LABELS, Attributes, CriterionState, LinkKind, Speaker
from imr_desk.model.edits import Annotate, LinkAnnotations
from imr_desk.model.geometry import Span
from tests.unit.export.dossiers import HOSTILE, OKAFOR, Bench, spans_of, three_finished, three_unread, twenty_one
from tests.unit.export.papers import BENCHES, bench
from tests.unit.export.w3c_reading import read_w3c

MOTIVATIONS = {
    "assessing", "bookmarking", "classifying", "commenting", "describing", "editing", "highlighting", "identifying",
    "linking", "moderating", "questioning", "replying", "tagging",
}  # fmt: skip
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")
IRI = re.compile(r"[a-z][a-z0-9+.-]*:\S+", re.IGNORECASE)


def labelled(case: Bench) -> Bench:
    """The case with annotations of all kinds: overlapping, over a page's end, with everything said, with links."""
    letter = case.letter
    case.do(
        Annotate(spans_of(letter, "the scan of the spine shows"), "patient-fact"),
        Annotate(
            spans_of(letter, "scan of the spine"),
            "criterion",
            Attributes(True, True, Speaker.GUIDELINE, CriterionState.NOT_MET, 3),
            case.review.items[0].id,
            f"=1+1 {HOSTILE[2]} \u202e “né”\nsecond line",
            "criterion-numbered",
        ),
        LinkAnnotations(LinkKind.EVIDENCE_FOR, "a1", "a2"),
    )
    last = letter.pages[-1]
    if len(letter.pages) > 1:
        first = letter.pages[0]
        crossing = (Span(1, first.words[-3].start, len(first.text)), Span(2, 0, letter.pages[1].words[2].end))
        case.do(Annotate(crossing, "private"), LinkAnnotations(LinkKind.CONTRADICTS, "a3", "a1"), by=OKAFOR)
    case.do(Annotate((Span(last.number, last.words[-1].start, last.words[-1].end),), "a-label-no-longer-there"))
    return case


@pytest.fixture(params=[three_unread, three_finished, twenty_one], ids=lambda made: made.__name__)
def case(request) -> Bench:
    made = request.param()
    if made.review.finished is not None:
        made = three_unread()
        return labelled(made).finish()
    return labelled(made)


def test_the_file_reads_back_without_a_difference(case):
    back = read_w3c(AnnotationsW3c().content(case.dossier()))
    assert back.annotations == case.review.annotations
    assert back.links == case.review.links
    assert back.fingerprint == case.letter.fingerprint


@pytest.mark.parametrize("name", BENCHES)
def test_every_case_gives_files_also_one_without_annotations(name):
    review = bench(name).review
    assert read_w3c(AnnotationsW3c().content(bench(name).dossier())).annotations == review.annotations
    table = AnnotationsCsv().content(bench(name).dossier()).decode("utf-8-sig")
    head, *rows = csv.reader(io.StringIO(table, newline=""))
    assert tuple(head) == COLUMNS
    assert len(rows) == len(review.annotations)


def test_tags_are_the_names_that_people_know_and_keys_stand_beside_them(case):
    own = tuple(msgspec.structs.replace(label, name=f"Our {label.key}") for label in LABELS)
    file = json.loads(AnnotationsW3c().content(msgspec.structs.replace(case.dossier(), labels=own)))
    made = [each for each in file["first"]["items"] if each["motivation"] == "tagging"]
    for each, annotation in zip(made, case.review.annotations, strict=True):
        known = any(label.key == annotation.label for label in LABELS)
        assert each["body"][0]["value"] == (f"Our {annotation.label}" if known else annotation.label)
        assert each["imr:label"] == annotation.label


def test_each_annotation_has_what_the_recommendation_requires(case):
    collection = json.loads(AnnotationsW3c().content(case.dossier()))
    # 3.1, 5.1, 5.2 of the Web Annotation Data Model: keys that MUST be there, and their kinds.
    assert collection["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
    assert collection["type"] == "AnnotationCollection"
    assert IRI.fullmatch(collection["id"])
    page = collection["first"]
    assert page["type"] == "AnnotationPage"
    assert page["partOf"] == collection["id"]
    assert page["startIndex"] == 0
    assert collection["total"] == len(page["items"]) == len(case.review.annotations) + len(case.review.links)
    identities = {each["id"] for each in page["items"]}
    assert len(identities) == collection["total"]
    for each in page["items"]:
        assert each["type"] == "Annotation"
        assert IRI.fullmatch(each["id"])
        assert each["motivation"] in MOTIVATIONS
        assert each["target"]
        assert "created" not in each or MOMENT.fullmatch(each["created"])
        for body in each["body"]:
            assert body["purpose"] in MOTIVATIONS
            assert isinstance(body["value"] if body["type"] == "TextualBody" else body["source"], str)
        if each["motivation"] == "linking":
            assert each["target"] in identities
            assert each["body"][0]["source"] in identities


def test_each_selector_finds_the_words_by_itself(case):
    letter = case.letter
    collection = json.loads(AnnotationsW3c().content(case.dossier()))
    looked = 0
    for each in collection["first"]["items"]:
        for target in each["target"] if each["motivation"] == "tagging" else ():
            assert target["type"] == "SpecificResource"
            assert target["source"] == f"urn:sha256:{letter.fingerprint}"
            position, quote = target["selector"]
            assert {position["conformsTo"], quote["conformsTo"]} == {"http://tools.ietf.org/rfc/rfc3778"}
            assert position["value"] == quote["value"]
            text = letter.page(int(position["value"].removeprefix("page="))).text
            place, words = position["refinedBy"], quote["refinedBy"]
            assert text[place["start"] : place["end"]] == words["exact"]
            assert words["prefix"] + words["exact"] + words["suffix"] in text
            looked += 1
    assert looked == sum(len(each.spans) for each in case.review.annotations)


def test_a_label_is_a_tag_and_a_remark_a_comment():
    case = labelled(three_unread())
    items = json.loads(AnnotationsW3c().content(case.dossier()))["first"]["items"]
    criterion = items[1]
    assert [(body["purpose"], body["value"]) for body in criterion["body"]] == [
        ("tagging", "Criterion"),
        ("commenting", case.review.annotations[1].note),
    ]
    assert criterion["creator"] == {"type": "Person", "name": "R. Ames, RN"}
    assert criterion["created"] == "2026-11-23T22:05:00Z"


@pytest.mark.parametrize("exporter", [AnnotationsW3c(), AnnotationsCsv()], ids=lambda each: each.name)
def test_the_same_case_gives_the_same_bytes_and_says_whose_it_is(exporter):
    first = exporter.content(labelled(three_unread()).dossier())
    assert first == exporter.content(labelled(three_unread()).dossier())
    text = first.decode("utf-8-sig")
    assert "CM26-0000417" in text
    assert three_unread().letter.fingerprint in text
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", exporter.name)
    assert exporter.label[0].isupper()


def test_the_table_has_a_row_for_each_annotation_and_no_formula(case):
    text = AnnotationsCsv().content(case.dossier()).decode("utf-8-sig")
    assert text.endswith("\r\n")
    head, *rows = csv.reader(io.StringIO(text, newline=""))
    assert tuple(head) == COLUMNS
    assert len(rows) == len(case.review.annotations)
    for row, annotation in zip(rows, case.review.annotations, strict=True):
        cells = dict(zip(head, row, strict=True))
        assert cells["annotation"] == annotation.id
        assert cells["labelled_by"] == annotation.by.who
        assert not any(cell.lstrip().startswith(("=", "+", "-", "@")) for cell in row)
        assert all("\u202e" not in cell for cell in row)
    cells = dict(zip(head, rows[1], strict=True))
    assert (cells["negated"], cells["historical"], cells["said_by"]) == ("yes", "yes", "guideline")
    assert (cells["criterion"], cells["criterion_number"], cells["item"]) == ("not met", "3", "1")
    assert cells["note"].startswith("'=1+1 ")
    assert dict(zip(head, rows[0], strict=True))["links"] == "is evidence for a2"
    assert cells["item_decision"] == "Upheld: treatment stays denied"


def lost(case):
    """The dossier of a case in which words are no longer where they stood, and one page is gone."""
    dossier = case.dossier()
    pages = dossier.letter.pages
    gone = msgspec.structs.replace(case.review.annotations[0], text="words of the text before")
    beyond = msgspec.structs.replace(
        case.review.annotations[1], spans=(Span(len(pages) + 3, 4, 9),), text="a page gone"
    )
    review = msgspec.structs.replace(dossier.review, annotations=(gone, beyond, *case.review.annotations[2:]))
    return msgspec.structs.replace(dossier, review=review)


def test_a_place_that_was_lost_is_never_told_as_one(case):
    first, second, third, *_ = json.loads(AnnotationsW3c().content(lost(case)))["first"]["items"]
    assert [each["selector"] for each in first["target"]] == [
        [{"type": "TextQuoteSelector", "exact": "words of the text before", "prefix": "", "suffix": ""}]
    ]
    assert second["target"][0]["selector"][0]["exact"] == "a page gone"
    assert first["imr:notPlacedAgain"] is second["imr:notPlacedAgain"] is True
    assert "imr:notPlacedAgain" not in third
    head, *rows = csv.reader(io.StringIO(AnnotationsCsv().content(lost(case)).decode("utf-8-sig"), newline=""))
    cells = [dict(zip(head, row, strict=True)) for row in rows]
    assert [(each["place"], each["spans"]) for each in cells[:2]] == [("not placed again", "")] * 2
    assert cells[0]["text"] == "words of the text before"
    assert cells[2]["place"].startswith(("page", "line"))


def test_the_table_calls_a_label_as_the_department_does(case):
    renamed = tuple(msgspec.structs.replace(label, name=f"Our {label.key}") for label in LABELS)
    dossier = msgspec.structs.replace(case.dossier(), labels=renamed)
    head, *rows = csv.reader(io.StringIO(AnnotationsCsv().content(dossier).decode("utf-8-sig"), newline=""))
    cells = dict(zip(head, rows[0], strict=True))
    assert (cells["label"], cells["label_name"]) == ("patient-fact", "Our patient-fact")
