"""The shipped sample letters are those that the script writes."""

import runpy
from pathlib import Path

import pymupdf
import pytest

from tests.synthetic import truth
from tests.synthetic.samples import shipped_samples

ROOT = Path(__file__).resolve().parents[3]
SHIPPED = ROOT / "resources" / "samples"


@pytest.fixture(scope="module")
def write_samples():
    return runpy.run_path(str(ROOT / "packaging" / "make_samples.py"))["write_samples"]


def shown(path: Path) -> list[str]:
    """The text of a letter, page by page: what a rendering library of another release leaves the same."""
    if path.suffix == ".txt":
        return [path.read_bytes().decode("utf-8")]
    with pymupdf.open(path) as document:
        return [page.get_text() for page in document]


def test_two_runs_write_the_same_bytes(write_samples, tmp_path):
    first = write_samples(tmp_path / "one")
    second = write_samples(tmp_path / "two")
    assert [path.name for path in first] == [sample.name for sample in shipped_samples()]
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


def test_the_shipped_letters_are_up_to_date(write_samples, tmp_path):
    for path in write_samples(tmp_path):
        assert shown(SHIPPED / path.name) == shown(path)


def test_the_samples_are_what_they_are_shipped_for():
    short, mixed, long, older, notice, partial = (sample.letter for sample in shipped_samples())
    assert [len(letter.items) for letter in (short, mixed, long)] == [1, 3, 21]
    assert truth(short)["case_outcome"] == "overturned"
    assert truth(mixed)["case_outcome"] == truth(long)["case_outcome"] == "partially overturned"
    assert [item.defect for item in older.items] == ["missing_conclusion", None, "cut_in_citation"]
    assert notice.layout == "B"
    assert [item.heading.kind for item in partial.items] == [
        "partial_remaining",
        "partial_original_eligible",
        "partial_remaining",
        "plain",
    ]
    assert [item.rationale.boilerplate for item in partial.items if item.rationale] == [
        "before",
        "none",
        "none",
        "after",
    ]
    numbers = [sample.letter.fields.case_number for sample in shipped_samples() if sample.letter.fields.case_number]
    assert len(numbers) == 4
    assert all(number.startswith("CM99-9") for number in numbers)
