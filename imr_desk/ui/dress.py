"""What every widget is dressed with: the theme, the sizes of type and the icons."""

from pathlib import Path

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QLabel, QWidget

from imr_desk.ui.icons import Icons
from imr_desk.ui.theme import LIGHT, Theme, Type


class Dress(msgspec.Struct, frozen=True):
    """The look of the program at one moment; a new one is handed down when theme or text size change."""

    icons: Icons
    theme: Theme = LIGHT
    kind: Type = Type()

    @classmethod
    def from_resources(cls, resources: Path) -> "Dress":
        """Load the program's own icons."""
        return cls(Icons(resources / "icons"))

    def icon(self, name: str, role: str = "quiet") -> QIcon:
        """Return an icon in the colour of a role of the theme."""
        return self.icons.icon(name, getattr(self.theme, role))

    def pixmap(self, name: str, role: str, widget: QWidget, size: int = 16) -> QPixmap:
        """Return an icon as a picture, sharp on the screen that shows the widget."""
        ratio = widget.devicePixelRatioF()
        return self.icons.pixmap(name, getattr(self.theme, role), self.kind.px(size), ratio)


def set_state(widget: QWidget, **states: object) -> None:
    """Set dynamic properties that the style sheet looks at, and restyle the widget when one moved."""
    moved = False
    for name, value in states.items():
        if widget.property(name) != value:
            widget.setProperty(name, value)
            moved = True
    if moved:
        style = widget.style()
        style.unpolish(widget)
        style.polish(widget)


def plain_label(name: str, words: str = "") -> QLabel:
    """Return a label that shows words literally; letter text is never taken as rich text."""
    label = QLabel(words)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setObjectName(name)
    return label
