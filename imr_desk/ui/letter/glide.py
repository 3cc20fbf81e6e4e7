"""Scrolling that glides a moment, or jumps where the system asks for no motion."""

from PySide6.QtCore import QEasingCurve, QVariantAnimation
from PySide6.QtWidgets import QScrollBar, QStyle

DURATION = 100
"""Milliseconds."""


class Glide(QVariantAnimation):
    """Moves a scroll bar to a value.

    Args:
        bar: the scroll bar; it owns this.
    """

    def __init__(self, bar: QScrollBar) -> None:
        super().__init__(bar)
        self._bar = bar
        self.setDuration(DURATION)
        self.setEasingCurve(QEasingCurve.Type.OutCubic)
        self.valueChanged.connect(self._move)
        bar.sliderPressed.connect(self.stop)

    @property
    def goal(self) -> int:
        """Where the bar will stand when it has come to rest."""
        return int(self.endValue()) if self.state() is self.State.Running else self._bar.value()

    def to(self, value: float) -> None:
        """Go to a value, gliding."""
        goal = min(self._bar.maximum(), max(self._bar.minimum(), round(value)))
        moves = self._bar.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration, None, self._bar)
        if goal == self.goal:
            return
        self.stop()
        if moves <= 0 or not self._bar.isVisible():
            self._bar.setValue(goal)
            return
        self.setStartValue(self._bar.value())
        self.setEndValue(goal)
        self.start()

    def jump(self, value: float) -> None:
        """Go to a value at once."""
        self.stop()
        self._bar.setValue(round(value))

    def _move(self, value: object) -> None:
        if isinstance(value, int):
            self._bar.setValue(value)
