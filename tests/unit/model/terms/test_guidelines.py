"""Names of guidelines, by which decisions are grouped."""

import pytest

from imr_desk.model.terms.guidelines import guideline_names


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        ("Decision based on MTUS Elbow Complaints 2007, Section(s): Imaging.", ["MTUS Elbow Complaints 2007"]),
        ("Decision based on MTUS Elbow Complaints 2007, Section(s): Surgery.", ["MTUS Elbow Complaints 2007"]),
        (
            "Decision based on MTUS Chronic Pain Treatment Guidelines Physical Medicine section Page(s): 98-99.",
            ["MTUS Chronic Pain Medical Treatment"],
        ),
        (
            "Decision based on MTUS Low Back Complaints 2004. Decision based on Non-MTUS Citation ODG, Low Back.",
            ["MTUS Low Back Complaints 2004", "Non-MTUS: ODG"],
        ),
        ("Decision based on Non-MTUS Citation Official Disability Guidelines, Pain Chapter.", ["Non-MTUS: ODG"]),
        ("Decision based on Non-MTUS Citation Fritz, Spine Journal.", ["Non-MTUS: Fritz"]),
        ("The Expert Reviewer did not cite any medical evidence for its decision.", ["No guideline cited"]),
        ("what fits no grammar", ["what fits no grammar"]),
        ("", [""]),
    ],
)
def test_a_line_goes_by_its_guidelines_without_sections_and_pages(printed, names):
    assert list(guideline_names(printed)) == names
