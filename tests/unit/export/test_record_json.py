"""The record of a case: it reads back without a difference and is fit for other programs."""

import json

import msgspec
import pytest

from imr_desk.export.record_json import CaseJson, CaseRecord, record_from, record_of
from imr_desk.model.review import Review
from tests.unit.export.dossiers import three_finished, three_half_done, three_unread
from tests.unit.export.papers import BENCHES, bench


@pytest.mark.parametrize("name", BENCHES)
def test_a_record_reads_back_without_a_difference(name):
    dossier = bench(name).dossier()
    assert record_from(CaseJson().content(dossier)) == record_of(dossier)


@pytest.mark.parametrize("name", BENCHES)
def test_the_review_comes_back_as_it_was(name):
    review: Review = bench(name).review
    back = record_from(CaseJson().content(bench(name).dossier())).review
    assert back == review
    assert back.problems() == review.problems()


def test_the_letters_own_text_stays_in_the_letter():
    dossier = three_unread().dossier()
    words = json.loads(CaseJson().content(dossier))
    assert words["letter"] == {
        "fingerprint": dossier.letter.fingerprint,
        "kind": "layer",
        "pages": 1,
        "notes": [],
        "repairs": [],
    }
    assert "HOW THE DETERMINATION WAS MADE" not in CaseJson().content(dossier).decode()


def test_it_says_what_it_is_and_how_the_case_ended():
    words = json.loads(CaseJson().content(three_finished().dossier()))
    assert (words["format"], words["version"]) == ("imr-desk case", 1)
    assert (words["outcome"], words["confirmed_outcome"]) == ("partially overturned", "partially overturned")
    half = json.loads(CaseJson().content(three_half_done().dossier()))
    assert (half["outcome"], half["confirmed_outcome"]) == ("partially overturned", None)


def test_what_the_program_read_stands_beside_what_a_person_made_of_it():
    words = json.loads(CaseJson().content(three_finished().dossier()))
    assert words["draft"]["fields"]["ur_denial_date"]["value"] == "2026-09-18"
    entry = words["review"]["fields"]["ur_denial_date"]
    assert (entry["value"], entry["state"], entry["by"][0]) == ("2026-09-17", "corrected", "R. Ames, RN")


def test_the_order_of_entries_in_memory_does_not_show():
    dossier = three_finished().dossier()
    turned = msgspec.structs.replace(dossier.review, fields=dict(reversed(dossier.review.fields.items())))
    assert CaseJson().content(msgspec.structs.replace(dossier, review=turned)) == CaseJson().content(dossier)


@pytest.mark.parametrize("change", [{"format": "another"}, {"version": 2}, {"review": None}])
def test_another_kind_of_file_is_refused(change):
    words = json.loads(CaseJson().content(three_unread().dossier())) | change
    with pytest.raises(msgspec.ValidationError):
        record_from(json.dumps(words).encode())


def test_a_schema_can_be_published():
    schema = msgspec.json.schema(CaseRecord)
    assert {"format", "version", "case", "letter", "draft", "review"} <= set(
        schema["$defs"]["CaseRecord"]["properties"]
    )
