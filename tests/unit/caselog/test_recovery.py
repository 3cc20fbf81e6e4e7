"""Recovery codes: printed, read aloud, typed again; a slip is named and never tried."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imr_desk.caselog.recovery import SECRET_SIZE, code_of, looks_like_code, new_secret, secret_of
from imr_desk.model.errors import CaseLogError, CaseLogErrorKind

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
secrets_of_any_kind = st.binary(min_size=SECRET_SIZE, max_size=SECRET_SIZE)


@given(secrets_of_any_kind)
def test_a_code_gives_its_secret_back(secret: bytes) -> None:
    code = code_of(secret)
    assert [len(group) for group in code.split("-")] == [5] * 8
    assert secret_of(code) == secret
    assert secret_of(code.lower().replace("-", " ").replace("0", "o").replace("1", "l")) == secret
    assert looks_like_code(code)
    assert looks_like_code(code.replace("-", ""))


def test_every_wrong_character_and_every_swap_is_named_by_its_group() -> None:
    code = code_of(random.Random(3).randbytes(SECRET_SIZE))
    tried = 0
    for place, letter in enumerate(code):
        if letter == "-":
            continue
        group = place // 6 + 1
        for other in ALPHABET:
            if other != letter:
                with pytest.raises(CaseLogError, match=f"Group {group} of the recovery code does not fit"):
                    secret_of(code[:place] + other + code[place + 1 :])
                tried += 1
        after = code[place + 1 : place + 2]
        if after not in ("", "-", letter):
            with pytest.raises(CaseLogError, match=f"Group {group} "):
                secret_of(code[:place] + after + letter + code[place + 2 :])
    assert tried == 40 * 31


@given(secrets_of_any_kind, st.integers(0, 7), st.integers(0, 7))
def test_groups_in_another_order_do_not_fit(secret: bytes, one: int, other: int) -> None:
    groups = code_of(secret).split("-")
    groups[one], groups[other] = groups[other], groups[one]
    code = "-".join(groups)
    if one == other:
        assert secret_of(code) == secret
    else:
        with pytest.raises(CaseLogError, match="does not fit"):
            secret_of(code)


@pytest.mark.parametrize("text", ["", "A", "-".join(["AAAAA"] * 7), "é" * 40, "\udc80" * 40])
def test_what_is_no_code_is_refused_in_words(text: str) -> None:
    with pytest.raises(CaseLogError) as caught:
        secret_of(text)
    assert caught.value.kind is CaseLogErrorKind.SEALED
    assert "recovery code" in caught.value.sentence


def test_no_two_codes_are_alike() -> None:
    assert len({code_of(new_secret()) for _ in range(200)}) == 200


@pytest.mark.parametrize("words", ["four common words here", "correct-horse-battery-staple", "x" * 39])
def test_a_passphrase_is_not_taken_for_a_code(words: str) -> None:
    assert not looks_like_code(words)
