"""Confidence means something: on damaged letters the share of right values rises with it."""

import random
from collections import Counter

from imr_desk.documents.mupdf import MupdfReader
from imr_desk.extraction.engine import draft
from imr_desk.extraction.record import record_of
from tests.property.extraction.figures import ITEM, LETTER, folded, pairs_of
from tests.property.extraction.misreading import misread
from tests.property.extraction.renderings import RENDERINGS
from tests.property.extraction.slips import with_slip
from tests.synthetic import decay, make_letter, render_pdf, truth

CLASSES = (0.3, 0.7, 0.9)
"""Upper ends of the classes of doubted values: hardly, perhaps, likely; the rest is nearly sure."""


def damaged(letter, seed):
    """The letter as printed, with a slip, misread, and without one of its pages."""
    text = RENDERINGS["pdf"](letter)
    yield text
    yield with_slip(text, seed)
    yield misread(text, seed)
    pdf = render_pdf(letter, encrypted=False)
    pages = decay.page_count(pdf)
    if pages > 1:
        yield MupdfReader().read(decay.without_page(pdf, random.Random(seed).randint(1, pages)))


def judged(record, wanted):
    """Each value that the record gives, with whether it is right."""
    pairs = [(record["fields"], wanted["fields"], LETTER)]
    pairs += [
        (record["items"][g], wanted["items"][w], ITEM) for w, g in pairs_of(wanted["items"], record["items"]).items()
    ]
    for found, true, names in pairs:
        for name in names:
            if name in found:
                yield found[name], folded(found[name]["value"]) == folded(true.get(name))


def test_the_share_of_right_values_rises_with_confidence():
    values, right = Counter(), Counter()
    for seed in range(80_000, 80_030):
        letter = make_letter("D", seed)
        wanted = truth(letter, details=True)
        for text in damaged(letter, seed):
            for entry, is_right in judged(record_of(wanted["file"], text, draft(text)), wanted):
                doubted = sum(1 for end in CLASSES if entry["confidence"] >= end)
                group = doubted if entry["needs_review"] else "trusted"
                values[group] += 1
                right[group] += is_right
    share = {group: right[group] / values[group] for group in values}
    print({group: (values[group], round(share[group], 3)) for group in values})
    assert share["trusted"] == 1.0
    assert values["trusted"] > 2_000
    doubted = [share[group] for group in range(len(CLASSES) + 1) if values[group] >= 20]
    assert len(doubted) >= 3
    assert doubted == sorted(doubted)
