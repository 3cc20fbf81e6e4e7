"""The program's icons: one set, one weight, drawn in the colour of the words around them."""

from collections.abc import Callable
from functools import lru_cache, partial
from pathlib import Path

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

Draw = Callable[[int, float], QPixmap]
"""Draws an icon: logical pixels, device pixel ratio."""


class _DrawnOnDemand(QIconEngine):
    """Draws an icon only in the sizes that a screen really asks for."""

    def __init__(self, draw: Draw) -> None:
        super().__init__()
        self._draw = draw

    def clone(self) -> QIconEngine:
        """Return another one."""
        return _DrawnOnDemand(self._draw)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """Draw for a screen of ratio 1."""
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        """Draw ``size`` logical pixels for a screen of ratio ``scale``; what is disabled is fainter."""
        drawn = self._draw(max(1, min(size.width(), size.height())), scale)
        return faint(drawn) if mode is QIcon.Mode.Disabled else drawn

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Draw into a rectangle."""
        ratio = painter.device().devicePixelRatioF()
        painter.drawPixmap(rect, self.scaledPixmap(rect.size(), mode, state, ratio))


def faint(pixmap: QPixmap) -> QPixmap:
    """Return a paler copy."""
    pale = QPixmap(pixmap.size())
    pale.setDevicePixelRatio(pixmap.devicePixelRatio())
    pale.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pale)
    painter.setOpacity(0.4)
    painter.drawPixmap(0, 0, pixmap)
    painter.end()
    return pale


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
        if name not in self._drawings:
            raise KeyError(name)
        return QIcon(_DrawnOnDemand(partial(self._pixmap, name, colour)))

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
