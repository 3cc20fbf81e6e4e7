"""Synthetic IMR letters: made from a seed, with their truth, in every layout known and in every state of decay.

    letter = make_letter("D", 7, items=3, decisions=("overturned", "upheld"))
    render_pdf(letter); render_text(letter); render_seed_text(letter)
    truth(letter)      # in the shape of truth.jsonl

Nothing in them is taken from a letter but the labels and lead-ins that mark a layout. Case numbers are
CM99-..., a year that no letter has; no person is named.
"""

from tests.synthetic.letter import Letter
from tests.synthetic.making import make_letter
from tests.synthetic.renderings import pages_of, render_pdf, render_seed_text, render_text, truth
from tests.synthetic.typesetting import PageBreak
from tests.synthetic.wishes import Wishes

__all__ = [
    "Letter",
    "PageBreak",
    "Wishes",
    "make_letter",
    "pages_of",
    "render_pdf",
    "render_seed_text",
    "render_text",
    "truth",
]
