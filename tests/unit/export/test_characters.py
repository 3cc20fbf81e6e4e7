"""Characters of foreign text on paper: nothing vanishes, nothing is disguised, nothing breaks the typesetter."""

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imr_desk.export.characters import glyphs_of, printable
from imr_desk.model.errors import ExportError
from tests.unit.export.papers import RESOURCES

FONTS = RESOURCES / "fonts"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Plain ASCII #1.", "Plain ASCII #1."),
        ("“curly” – dash § ½ ×", "“curly” – dash § ½ ×"),
        ("a\u00a0b\u2009c\td", "a b c d"),
        ("a\r\nb\rc\u2028d\ve\ff", "a\nb\nc\nd\ne\nf"),
        ("\u202egnp.exe", "[U+202E]gnp.exe"),
        ("nul\x00bell\x07esc\x1b", "nul[U+0000]bell[U+0007]esc[U+001B]"),
        ("zero\u200bwidth\ufeff", "zero[U+200B]width[U+FEFF]"),
        ("soft\u00adhyphen", "soft-hyphen"),
        ("private \ue000", "private [U+E000]"),
        ("half \ud83d", "half [U+D83D]"),
    ],
)
def test_what_cannot_be_seen_is_shown_by_its_number(text, shown):
    assert printable(text) == shown


def test_what_the_fonts_lack_is_shown_by_its_number():
    glyphs = glyphs_of([FONTS / "Inter-Regular.otf", FONTS / "SourceSerif4-Regular.ttf"])
    assert printable("中 \U0001f600 Ω é", glyphs) == "[U+4E2D] [U+1F600] Ω é"
    assert printable("中 \U0001f600", None) == "中 \U0001f600"


@given(st.text(st.characters(max_codepoint=sys.maxunicode)))
def test_nothing_unprintable_is_left_and_a_second_look_changes_nothing(text):
    shown = printable(text)
    assert all(character == "\n" or character.isprintable() for character in shown)
    assert printable(shown) == shown


def test_all_faces_of_a_family_have_the_same_glyphs():
    """The paper mixes faces; one face must answer for its family."""
    inter = glyphs_of([FONTS / "Inter-Regular.otf"])
    for face in ("Bold", "Italic", "Medium", "SemiBold"):
        assert glyphs_of([FONTS / f"Inter-{face}.otf"]) == inter
    serif = glyphs_of([FONTS / "SourceSerif4-Regular.ttf"])
    assert glyphs_of([FONTS / "SourceSerif4-Semibold.ttf"]) == serif
    assert {ord(character) for character in "[]U+0123456789ABCDEF…"} <= inter & serif


@pytest.mark.parametrize("content", [None, b"", b"OTTO", b"\x00\x01\x00\x00\x00\x00" + bytes(6), b"\x00" * 400])
def test_a_font_that_is_missing_or_broken_is_told_in_a_sentence(tmp_path, content):
    font = tmp_path / "font.otf"
    if content is not None:
        font.write_bytes(content)
    with pytest.raises(ExportError, match="install it again"):
        glyphs_of([font])
