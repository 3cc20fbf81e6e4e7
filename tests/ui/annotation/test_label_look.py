"""Colours and patterns of labels."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from imr_desk.model.annotations import LabelColor
from imr_desk.ui.label_look import DARK_TINTS, LIGHT_TINTS, PATTERNS, Pattern, paint_line
from imr_desk.ui.theme import DARK, HIGH_CONTRAST, LIGHT, contrast


def test_every_colour_has_a_pattern_of_its_own_and_can_be_read():
    assert len({PATTERNS[color] for color in LabelColor}) == len(LabelColor)
    for tints, themes in ((LIGHT_TINTS, (LIGHT, HIGH_CONTRAST)), (DARK_TINTS, (DARK,))):
        for color in LabelColor:
            grounds = (tints[color].ground, *(getattr(t, g) for t in themes for g in ("panel", "accent_ground")))
            assert min(contrast(tints[color].line, ground) for ground in grounds) >= 4.5, color
            assert contrast(themes[0].text, tints[color].ground) >= 4.5


def test_patterns_differ_without_colour(qapp):
    pictures = set()
    for pattern in Pattern:
        image = QImage(60, 6, QImage.Format.Format_RGB32)
        image.fill(QColor("#ffffff"))
        painter = QPainter(image)
        paint_line(painter, QRectF(2, 1, 56, 4), pattern, "#000000")
        painter.end()
        pictures.add(bytes(image.constBits()))
    assert len(pictures) == len(Pattern)
