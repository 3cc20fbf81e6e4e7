"""Colours by role, type and spacing: one place, light and dark, every pair of text and ground at least 4.5 : 1."""

from pathlib import Path

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

GRID = 4
"""All spacing is a multiple of this many pixels."""


class Theme(msgspec.Struct, frozen=True):
    """The colours of the program by role, as ``#rrggbb``.

    Attributes:
        name: ``light``, ``dark`` or ``contrast``.
        window: the ground behind everything.
        panel: the ground of panels and the form.
        raised: cards on a panel.
        sunken: editors, wells and the desk on which pages lie.
        text: words; ``quiet``: words of second rank.
        hairline: thin rules; ``line``: borders of controls.
        accent: focus and the main act; ``on_accent``: words on it; ``accent_ground``: a tint of it.
        evidence: behind words that a value comes from; ``evidence_focus``: of the value in focus.
        overturned: treatment approved; ``upheld``: treatment stays denied; each with its ground.
        warning: something to look at; ``error``: something wrong; ``good``: settled; each with its ground.
    """

    name: str
    window: str
    panel: str
    raised: str
    sunken: str
    text: str
    quiet: str
    hairline: str
    line: str
    accent: str
    on_accent: str
    accent_ground: str
    evidence: str
    evidence_focus: str
    overturned: str
    overturned_ground: str
    upheld: str
    upheld_ground: str
    warning: str
    warning_ground: str
    error: str
    error_ground: str
    good: str
    good_ground: str

    @property
    def is_dark(self) -> bool:
        """Tell whether the ground is dark."""
        return self.name == "dark"


LIGHT = Theme(
    name="light",
    window="#eef0f3", panel="#ffffff", raised="#ffffff", sunken="#f6f7f9",
    text="#1a1f26", quiet="#55606d", hairline="#dde1e6", line="#858e99",
    accent="#0b5cad", on_accent="#ffffff", accent_ground="#e4effb",
    evidence="#ffe7a3", evidence_focus="#ffc94d",
    overturned="#00614f", overturned_ground="#d9f2ec", upheld="#3a475e", upheld_ground="#e5e9f1",
    warning="#7f4b00", warning_ground="#fff0d1", error="#a8211a", error_ground="#fde6e4",
    good="#1c6b35", good_ground="#e0f3e5",
)  # fmt: skip

DARK = Theme(
    name="dark",
    window="#131519", panel="#1b1e23", raised="#22262c", sunken="#16181c",
    text="#e8eaed", quiet="#a7b0bb", hairline="#333941", line="#727c88",
    accent="#74b7f8", on_accent="#08182a", accent_ground="#1b3049",
    evidence="#ffe7a3", evidence_focus="#ffc94d",
    overturned="#67d6bf", overturned_ground="#12372f", upheld="#bac6da", upheld_ground="#2b3341",
    warning="#f4bd66", warning_ground="#3a2c12", error="#ff938a", error_ground="#41201e",
    good="#7fd397", good_ground="#17351f",
)  # fmt: skip

HIGH_CONTRAST = Theme(
    name="contrast",
    window="#ffffff", panel="#ffffff", raised="#ffffff", sunken="#ffffff",
    text="#000000", quiet="#1c1c1c", hairline="#000000", line="#000000",
    accent="#00188f", on_accent="#ffffff", accent_ground="#dfe6ff",
    evidence="#fff36b", evidence_focus="#ffe000",
    overturned="#00402f", overturned_ground="#d6ffef", upheld="#141c30", upheld_ground="#e6e9f5",
    warning="#5a2f00", warning_ground="#fff0c2", error="#7a0000", error_ground="#ffe2e0",
    good="#003d14", good_ground="#dcffe4",
)  # fmt: skip

THEMES: tuple[Theme, ...] = (LIGHT, DARK, HIGH_CONTRAST)

CONTRAST_PAIRS: tuple[tuple[str, str], ...] = (
    *((words, ground) for words in ("text", "quiet") for ground in ("window", "panel", "raised", "sunken")),
    ("on_accent", "accent"), ("accent", "panel"), ("accent", "accent_ground"), ("text", "accent_ground"),
    ("quiet", "accent_ground"),
    ("overturned", "overturned_ground"), ("overturned", "raised"), ("overturned", "panel"),
    ("upheld", "upheld_ground"), ("upheld", "raised"), ("upheld", "panel"),
    ("warning", "warning_ground"), ("warning", "panel"), ("text", "warning_ground"),
    ("error", "error_ground"), ("error", "panel"), ("text", "error_ground"),
    ("good", "good_ground"), ("good", "panel"),
)  # fmt: skip
"""Words and grounds that meet on the screen; a test holds each pair to WCAG AA (4.5 : 1) in every theme."""


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours (WCAG 2.2, 1 to 21)."""

    def luminance(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


class Type(msgspec.Struct, frozen=True):
    """Sizes of type in pixels: four of them, times the person's text size (1.0 is 100 %)."""

    scale: float = 1.0

    def px(self, size: float) -> int:
        """Return a size times the text size, whole pixels."""
        return max(1, round(size * self.scale))

    @property
    def small(self) -> int:
        """Notes, chips and column heads."""
        return self.px(12)

    @property
    def body(self) -> int:
        """Everything that is read and typed."""
        return self.px(13.5)

    @property
    def title(self) -> int:
        """Heads of cards and groups."""
        return self.px(15)

    @property
    def display(self) -> int:
        """The one outcome line."""
        return self.px(19)


FAMILY = "Inter"
SERIF = "Source Serif 4"


def load_fonts(folder: Path) -> None:
    """Make the program's own fonts known, so that it looks alike on every machine."""
    for path in sorted(folder.glob("*.[ot]tf")):
        QFontDatabase.addApplicationFont(str(path))


def font(size: int, *, strong: bool = False, serif: bool = False) -> QFont:
    """Return a font of the program: ``size`` in pixels; figures as wide as each other."""
    made = QFont(SERIF if serif else FAMILY)
    made.setPixelSize(size)
    if strong:
        made.setWeight(QFont.Weight.DemiBold)
    made.setFeature(QFont.Tag("tnum"), 1)
    return made


def palette_of(theme: Theme) -> QPalette:
    """Return Qt's palette for a theme."""
    palette = QPalette()
    roles = {
        QPalette.ColorRole.Window: theme.window,
        QPalette.ColorRole.WindowText: theme.text,
        QPalette.ColorRole.Base: theme.panel,
        QPalette.ColorRole.AlternateBase: theme.sunken,
        QPalette.ColorRole.Text: theme.text,
        QPalette.ColorRole.PlaceholderText: theme.quiet,
        QPalette.ColorRole.Button: theme.panel,
        QPalette.ColorRole.ButtonText: theme.text,
        QPalette.ColorRole.ToolTipBase: theme.raised,
        QPalette.ColorRole.ToolTipText: theme.text,
        QPalette.ColorRole.Highlight: theme.accent,
        QPalette.ColorRole.HighlightedText: theme.on_accent,
        QPalette.ColorRole.Link: theme.accent,
        QPalette.ColorRole.Light: theme.raised,
        QPalette.ColorRole.Midlight: theme.hairline,
        QPalette.ColorRole.Mid: theme.line,
        QPalette.ColorRole.Dark: theme.line,
        QPalette.ColorRole.Shadow: theme.hairline,
        QPalette.ColorRole.Accent: theme.accent,
    }
    for role, colour in roles.items():
        palette.setColor(role, QColor(colour))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(theme.line))
    return palette


def system_theme(app: QApplication) -> Theme:
    """Return the theme that the system asks for; light where it does not say."""
    return DARK if app.styleHints().colorScheme() is Qt.ColorScheme.Dark else LIGHT


def apply_theme(app: QApplication, theme: Theme, kind: Type, style_sheet: str) -> None:
    """Dress the whole program; ``style_sheet`` is the text of ``desk.qss`` with ``@role`` in it."""
    app.setStyle("Fusion")
    app.setPalette(palette_of(theme))
    app.setFont(font(kind.body))
    app.setStyleSheet(styled(style_sheet, theme, kind))


def styled(style_sheet: str, theme: Theme, kind: Type) -> str:
    """Fill the roles and sizes into a style sheet: ``@text``, ``@size-body`` and so on."""
    words = {field: getattr(theme, field) for field in Theme.__struct_fields__ if field != "name"}
    sizes = {f"size-{name}": f"{getattr(kind, name)}px" for name in ("small", "body", "title", "display")}
    sizes |= {f"space-{n}": f"{kind.px(GRID * n)}px" for n in (1, 2, 3, 4, 6, 8)}
    for name, value in sorted((words | sizes).items(), key=lambda pair: -len(pair[0])):
        style_sheet = style_sheet.replace(f"@{name}", value)
    return style_sheet
