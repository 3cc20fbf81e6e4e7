"""Records are exactly the contract's JSON."""

import json

from imr_desk.extraction.engine import draft
from imr_desk.extraction.record import error_record, record_of
from imr_desk.model.errors import CaseLogError, CaseLogErrorKind, LetterError, LetterErrorKind
from tests.unit.extraction.letters import item, plain, short_form

VALUE = {"value", "state", "confidence", "needs_review", "origin", "candidates", "sources"}
SOURCE = {"page", "start", "end", "boxes", "text"}


def record(letter):
    return json.loads(json.dumps(record_of("one.pdf", letter, draft(letter))))


def test_the_keys_are_the_contracts():
    found = record(short_form())
    assert list(found) == ["schema", "file", "sha256", "pages", "layout", "text", "fields", "items", "checks"]
    assert found["schema"] == "imr-desk/extraction/1"
    assert (found["file"], found["pages"], found["text"]) == ("one.pdf", 1, "layer")
    for entry in (*found["fields"].values(), *(value for one in found["items"] for value in one.values())):
        assert set(entry) == VALUE
        assert entry["origin"] == "extracted"
        for source in entry["sources"]:
            assert set(source) == SOURCE


def test_a_value_shows_where_it_stands():
    letter = short_form()
    found = record(letter)["fields"]["decision_date"]
    (source,) = found["sources"]
    assert found["value"] == "2016-04-15"
    assert source["text"] == letter.page(1).text[source["start"] : source["end"]] == "04/15/2016"
    ((x0, y0, x1, y1),) = source["boxes"]
    assert x0 < x1
    assert y0 < y1


def test_plain_text_has_no_boxes_and_lists_are_lists():
    letter = plain(
        "Case Number: CM99-0001234\nState(s) of Licensure: Texas,Utah\nDecision rationale: medically necessary"
    )
    found = record(letter)
    assert found["text"] == "plain"
    assert all(source["boxes"] == [] for value in found["fields"].values() for source in value["sources"])
    assert isinstance(record(short_form())["fields"]["licensure"]["value"], list)


def test_the_outcome_of_the_case_is_derived_from_all_decisions():
    grip = item("Grip test: Overturned", "The request for a grip test is medically necessary.")
    found = record(short_form(item(), grip, bold=("Wrist splint:", "Grip test:")))["fields"]["case_outcome"]
    assert found["value"] == "partially overturned"
    assert [source["text"] for source in found["sources"]] == ["Upheld", "Overturned"]
    assert not found["needs_review"]
    assert record(short_form())["fields"]["case_outcome"]["value"] == "upheld"


def test_an_outcome_is_open_while_a_decision_is():
    found = record(short_form(item("Wrist splint:", "A splint rests.")))["fields"]["case_outcome"]
    assert (found["value"], found["state"], found["needs_review"]) == (None, "missing", True)


def test_candidates_carry_their_places():
    found = record(short_form(item("Wrist splint: Overturned")))["items"][0]["decision"]
    assert found["state"] == "ambiguous"
    assert [candidate["value"] for candidate in found["candidates"]] == ["overturned", "upheld"]
    assert all(candidate["sources"] for candidate in found["candidates"])


def test_a_letter_that_cannot_be_read_is_a_record_too():
    error = LetterError(LetterErrorKind.PASSWORD, "It needs a password.")
    assert error_record("two.pdf", error) == {
        "schema": "imr-desk/extraction/1",
        "file": "two.pdf",
        "error": {"kind": "password", "message": "It needs a password."},
    }
    assert error_record("x", CaseLogError(CaseLogErrorKind.IO, "No."))["error"]["message"] == "No."
