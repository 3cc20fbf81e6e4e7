"""What a letter prints and what is only drawn from it."""

import pytest

from imr_desk.export.printed import stands_printed
from imr_desk.export.summary import summary_of
from imr_desk.model.edits import ConfirmField
from imr_desk.model.fields import spec_of
from imr_desk.model.review import Entry, EntryState
from tests.unit.export.dossiers import RULINGS, Bench, bench_of


@pytest.mark.parametrize(
    ("name", "value", "quote", "printed"),
    [
        ("decision_date", "2017-01-06", "01/06/2017", True),
        ("decision_date", "2017-01-06", "Decision Date: January 6, 2017.", True),
        ("decision_date", "2017-01-06", "01/07/2017", False),
        ("decision_date", "2017-01-06", "no date here", False),
        ("specialty", ("Neurology", "Pain Management"), "certified in Neurology and in Pain  management", True),
        ("specialty", ("Neurology", "Surgery"), "certified in Neurology", False),
        ("age", 44, "a 44-year-old man", True),
        ("age", 4, "a 44-year-old man", False),
        ("quantity", "6 visits", "therapy x6 visits", False),
        ("quantity", "6 visits", "therapy, 6 visits", True),
        ("body_part", "low back", "for the LOW\nback", True),
        ("treatment", "Tramadol 50 mg #60", "Tramadol 50mg, #60: Upheld", True),
        ("treatment", "Tramadol 50 mg #60", "3. Tramadol 50 mg  #60: Upheld", True),
        ("retrospective", "no", "no surgery was done", False),
        ("category", "Surgery", "Surgery of the knee", False),
        ("drug", "(*", "a (* b", True),
        ("drug", "(*", "a b", False),
        ("drug", None, "a b", False),
    ],
)
def test_printed_or_drawn(name, value, quote, printed):
    assert stands_printed(spec_of(name), value, quote) is printed


def with_category(bench: Bench) -> Bench:
    """Let the program infer a category from the treatment, as an extractor does."""
    treatment = bench.draft.items[0].fields["treatment"]
    entry = Entry("Rehabilitation", EntryState.PROPOSED, treatment.sources)
    bench.review.items[0].fields["category"] = entry  # type: ignore[index]
    return bench


def test_an_inference_is_never_said_to_be_printed():
    bench = with_category(bench_of(RULINGS[:1]))
    [category] = [fact for fact in summary_of(bench.dossier()).items[0].facts if fact.name == "category"]
    assert category.state == "drawn from the letter"
    bench.do(ConfirmField("1", "category"))
    [category] = [fact for fact in summary_of(bench.dossier()).items[0].facts if fact.name == "category"]
    assert category.state == "drawn from the letter, confirmed"
