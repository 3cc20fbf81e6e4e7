"""The record of a case: it reads back without a difference and is fit for other programs."""

import json
from pathlib import Path
from typing import get_args

import msgspec
import pytest

from imr_desk.export.record_json import CaseJson, CaseRecord, content_of, record_from, record_of, schema_text
from imr_desk.export.sign_off import review_hash
from imr_desk.model.edits import Edit
from imr_desk.model.errors import ExportError
from imr_desk.model.handling import HandlingStep
from imr_desk.model.history import History
from imr_desk.model.review import Review
from tests.unit.export.dossiers import three_finished, three_half_done, three_unread
from tests.unit.export.papers import BENCHES, bench
from tests.unit.export.random_records import RandomValues, classes_in


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
    with pytest.raises(ExportError, match="not a whole case record"):
        record_from(json.dumps(words).encode())


def test_a_thousand_random_records_read_back_without_a_difference():
    seen = set()
    for seed in range(1000):
        record = RandomValues(seed).struct(CaseRecord)
        content = content_of(record)
        assert record_from(content) == record, seed
        assert content_of(record_from(content)) == content, seed
        seen |= classes_in(record)
    # Not one kind of edit or step of handling was left out.
    assert set(get_args(Edit)) <= seen
    assert set(get_args(HandlingStep)) <= seen


@pytest.mark.parametrize("name", BENCHES)
def test_the_acts_of_a_record_replayed_give_its_review(name):
    dossier = bench(name).dossier()
    record = record_from(CaseJson().content(dossier))
    history = History.replayed(dossier.letter, Review.of(record.draft, dossier.letter), record.acts)
    assert history.review == record.review


def test_handling_deadlines_and_the_audit_trail_are_in_it():
    dossier = three_finished().dossier()
    words = json.loads(CaseJson().content(dossier))
    assert words["case"]["handling"]["reviewer"] == "R. Ames, RN"
    assert [found["rule"] for found in words["deadlines"]] == [found.rule for found in dossier.deadlines]
    assert words["rules"].startswith("California IMR deadlines, version ")
    assert [event["seq"] for event in words["events"]] == list(range(1, len(dossier.events) + 1))
    assert {annotation["label"] for annotation in words["review"]["annotations"]} >= {"diagnosis", "prior-treatment"}
    assert words["signed_review_sha256"] == review_hash(dossier.review)


def test_the_published_schema_is_that_of_the_record():
    """To publish it anew: write ``schema_text()`` into the file."""
    published = Path(__file__).parents[3] / "docs" / "case-json.schema.json"
    assert published.read_bytes() == schema_text()


def test_the_schema_names_every_field_and_an_older_record_without_the_new_ones_still_reads():
    properties = json.loads(schema_text())["$defs"]["CaseRecord"]
    assert set(properties["properties"]) == set(CaseRecord.__struct_fields__)
    words = json.loads(CaseJson().content(three_unread().dossier()))
    older = {name: words[name] for name in properties["required"]}
    assert set(words) - set(older) == {"acts", "events", "deadlines", "rules", "signed_review_sha256"}
    assert record_from(json.dumps(older).encode()).acts == ()
