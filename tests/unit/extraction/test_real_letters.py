"""The letters at hand, measured: exact, silent errors, review load, evidence. Nothing of them is kept here."""

import json

from imr_desk.documents.mupdf import MupdfReader
from imr_desk.extraction.engine import draft
from imr_desk.extraction.record import record_of
from tests.property.extraction.figures import Figures, add, told


def test_what_is_not_flagged_is_right_on_the_letters_at_hand(real_letters, record_property):
    figures = Figures()
    lines = (real_letters / "truth.jsonl").read_text(encoding="utf-8").splitlines()
    for truth in map(json.loads, lines):
        letter = MupdfReader().read((real_letters / truth["file"]).read_bytes())
        record = record_of(truth["file"], letter, draft(letter))
        assert record["layout"] == "posted-short-form"
        add(figures, record, truth, pages=[page.text for page in letter.pages])
    record_property("figures", str(figures))
    assert figures.exact == figures.values, told(figures.wrong)
    assert not figures.silent_errors
    assert figures.load <= 0.02 * figures.values, figures.flags.most_common(5)
    assert figures.evidence >= 0.995 * figures.claims
