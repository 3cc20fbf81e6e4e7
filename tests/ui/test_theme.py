"""Colours can be read by everybody."""

import pytest

from imr_desk.ui.theme import CONTRAST_PAIRS, THEMES, Type, contrast, styled


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize(("words", "ground"), CONTRAST_PAIRS)
def test_words_stand_out_from_their_ground(theme, words, ground):
    assert contrast(getattr(theme, words), getattr(theme, ground)) >= 4.5


def test_contrast_is_measured_as_wcag_does():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_the_style_sheet_knows_all_its_roles(theme):
    from imr_desk.config.places import resources_folder

    sheet = (resources_folder() / "desk.qss").read_text(encoding="utf-8")
    assert "@" not in styled(sheet.split("*/", 1)[1], theme, Type(1.5))
