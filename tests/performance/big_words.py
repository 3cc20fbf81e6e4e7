"""Words for synthetic letters: a small vocabulary that is used as language uses words, few often and most seldom."""

import random
from itertools import accumulate
from typing import NamedTuple

_OFTEN = (
    "the", "of", "and", "to", "in", "was", "is", "for", "patient", "treatment", "that", "with", "on",
    "medical", "not", "as", "by", "are", "review", "this", "guidelines", "pain", "worker", "injured", "date",
    "request", "be", "or", "records", "provider", "therapy", "from", "physical", "chronic", "documentation",
    "necessary", "evidence", "dated", "injury", "left", "right", "lumbar", "diagnosis", "decision", "claims",
    "administrator", "determination", "report", "symptoms", "functional", "improvement", "support",
    "medication", "knee", "shoulder", "spine", "cervical", "radiculopathy", "exam", "range", "motion", "low",
    "back", "mri", "opioid", "injection", "epidural", "steroid", "acupuncture", "surgery", "visits", "weeks",
    "days", "mg", "quantity",
)  # fmt: skip
_SYLLABLES = tuple(first + then for first in "bdfglmnprstvk" for then in ("a", "en", "i", "or", "u", "ex", "al"))

SENTENCES = 200_000
"""Sentences that letters are put together from: a word of one sentence stands in one letter of two thousand."""


class Language(NamedTuple):
    """What letters are written in.

    Attributes:
        words: the vocabulary, the most frequent first.
        seldom: words such as names, each in a handful of letters.
        sentences: sentences of words, about 105 characters each.
    """

    words: tuple[str, ...]
    seldom: tuple[str, ...]
    sentences: tuple[str, ...]


def language(seed: int) -> Language:
    """Make up the language of a seed."""
    chance = random.Random(seed)
    made: dict[str, None] = dict.fromkeys(_OFTEN)
    while len(made) < 12_000:
        made["".join(chance.choices(_SYLLABLES, k=chance.randint(2, 4)))] = None
    words = tuple(made)
    # Zipf: the word of rank n is used 1/n as often as the first.
    weights = list(accumulate(1 / rank for rank in range(1, len(words) + 1)))
    seldom = tuple({"".join(chance.choices(_SYLLABLES, k=5)) for _ in range(150_000)})
    sentences = tuple(
        " ".join(chance.choices(words, cum_weights=weights, k=chance.randint(12, 24))) + "." for _ in range(SENTENCES)
    )
    return Language(words, tuple(sorted(seldom)), sentences)
