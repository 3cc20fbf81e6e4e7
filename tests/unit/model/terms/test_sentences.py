"""Sentences of running text."""

import pytest

from imr_desk.model.terms.sentences import sentences_in


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("He fell. She ran! Why?", ["He fell.", "She ran!", "Why?"]),
        ("See Dr. Lee on Sept. 4, pgs. 8 to 9. Then rest.", ["See Dr. Lee on Sept. 4, pgs. 8 to 9.", "Then rest."]),
        ("No gain is noted.The request fails.", ["No gain is noted.", "The request fails."]),
        ("It asks for: 1. Rest. Then ice.", ["It asks for: 1. Rest.", "Then ice."]),
        ("It gave 2.5 mg.  ", ["It gave 2.5 mg."]),
        ("   ", []),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text, sentences):
    assert [text[start:end] for start, end in sentences_in(text)] == sentences


def test_a_stretch_is_cut_by_itself():
    text = "One is here. Two is here. Three is here."
    assert [text[start:end] for start, end in sentences_in(text, 4, 25)] == ["is here.", "Two is here."]
