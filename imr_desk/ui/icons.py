"""The program's icons: one set, one weight, drawn in the colour of the words around them."""

from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

_SIZES = (16, 20, 24, 32)
_RATIOS = (1, 2, 3)


class Icons:
    """Icons from a folder of 24-unit SVG drawings whose strokes are ``currentColor``.

    Args:
        folder: where the ``NAME.svg`` files are.
    """

    def __init__(self, folder: Path) -> None:
        self._drawings = {path.stem: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.svg"))}
        self._pixmap = lru_cache(maxsize=512)(self._draw)

    def names(self) -> tuple[str, ...]:
        """Return the names of all icons."""
        return tuple(self._drawings)

    def icon(self, name: str, colour: str) -> QIcon:
        """Return an icon in a colour, sharp at every device pixel ratio.

        Raises:
            KeyError: no drawing has this name.
        """
        icon = QIcon()
        for size in _SIZES:
            for ratio in _RATIOS:
                icon.addPixmap(self._pixmap(name, colour, size, ratio))
        return icon

    def pixmap(self, name: str, colour: str, size: int, ratio: float) -> QPixmap:
        """Return a drawing ``size`` logical pixels square for a screen of this device pixel ratio.

        Raises:
            KeyError: no drawing has this name.
        """
        return self._pixmap(name, colour, size, ratio)

    def _draw(self, name: str, colour: str, size: int, ratio: float) -> QPixmap:
        drawing = self._drawings[name].replace("currentColor", colour)
        renderer = QSvgRenderer(QByteArray(drawing.encode()))
        pixmap = QPixmap(QSize(round(size * ratio), round(size * ratio)))
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        renderer.render(painter, QRectF(pixmap.rect()))
        painter.end()
        pixmap.setDevicePixelRatio(ratio)
        return pixmap
