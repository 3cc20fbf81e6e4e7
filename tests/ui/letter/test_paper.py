"""Words stay legible on every mark of every paper."""

import pytest

from imr_desk.ui.letter.paper import MarkKind, Paper
from imr_desk.ui.letter.tiles import PageTheme
from imr_desk.ui.theme import THEMES, contrast


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize("page_theme", PageTheme)
def test_printed_words_stand_out_on_bare_and_marked_paper(theme, page_theme):
    paper = Paper.of(theme, page_theme)
    for ground in (paper.ground, *(_laid(paper, kind) for kind in MarkKind)):
        assert contrast(_printed(paper, ground), ground) >= 4.5


@pytest.mark.parametrize("page_theme", PageTheme)
def test_what_the_program_writes_on_bare_paper_is_legible(page_theme):
    for theme in THEMES:
        paper = Paper.of(theme, page_theme)
        assert contrast(paper.quiet, paper.ground) >= 4.5
        assert contrast(paper.underline, _laid(paper, MarkKind.FOCUS)) >= 3
        assert contrast(paper.outline, _laid(paper, MarkKind.CURRENT_HIT)) >= 3


@pytest.mark.parametrize("page_theme", PageTheme)
def test_no_two_kinds_of_mark_look_alike(page_theme):
    grounds = Paper.of(THEMES[0], page_theme).grounds
    assert len(set(grounds.values())) == len(MarkKind)


def _laid(paper, kind):
    """Return the ground of a mark as it comes to lie on this paper."""
    ink, bare = paper.ink(kind).name(), paper.ground
    pairs = [(int(ink[i : i + 2], 16), int(bare[i : i + 2], 16)) for i in (1, 3, 5)]
    mixed = (a * b // 255 if paper.darkens else min(255, a + b) for a, b in pairs)
    return "#" + "".join(f"{value:02x}" for value in mixed)


def _printed(paper, ground):
    """Return the colour of printed words on a mark: black stays, light words only become lighter."""
    return "#000000" if paper.darkens else paper.words
