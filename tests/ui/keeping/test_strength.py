"""What is said of a passphrase."""

import itertools

import pytest

from imr_desk.caselog.keys import SHORTEST_PASSPHRASE
from imr_desk.ui.keeping.strength import SHORTEST, bits_of, strength_words


def test_the_shortest_is_what_the_case_log_takes():
    assert SHORTEST == SHORTEST_PASSPHRASE


@pytest.mark.parametrize(
    ("passphrase", "said"),
    [
        ("", "Four or five words"),
        ("short", "Too short: 5 more characters"),
        ("ninechars", "Too short: 1 more character."),
        ("aaaaaaaaaaaaaaaaaaaa", "Weak"),
        ("password123", "Weak"),
        ("otter otter otter otter", "Weak"),
        ("otter violin thursday gravel", "Good"),
        ("otter violin thursday gravel lantern", "Strong"),
    ],
)
def test_words_follow_how_hard_it_is_to_guess(passphrase, said):
    words, good = strength_words(passphrase)
    assert words.startswith(said)
    assert good == (said in ("Good", "Strong"))


def test_more_of_it_is_never_worth_less():
    passphrase = "otter violin thursday gravel lantern 7 pebble"
    worth = [bits_of(passphrase[:length]) for length in range(1, len(passphrase) + 1)]
    assert all(after >= before - 12 for before, after in itertools.pairwise(worth))
