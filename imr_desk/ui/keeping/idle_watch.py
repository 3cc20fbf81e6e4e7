"""Tells when nobody has touched the program for a while."""

from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

_TOUCHES = frozenset(
    (
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    )
)
_LOOK = 5_000
"""Milliseconds between two looks at the clock."""


class IdleWatch(QObject):
    """Watches the windows that have the keyboard; an event filter on the whole program would slow everything.

    It goes by the clock on the wall, so that a computer that slept for longer than the limit is locked when it wakes.

    Args:
        now: tells the time.
        parent: the window.

    Signals:
        idle: nobody touched the program for as long as the limit says.
    """

    idle = Signal()

    def __init__(self, now: Callable[[], datetime], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self._touched = now()
        self._limit: timedelta | None = None
        self._look = QTimer(self)
        self._look.setInterval(_LOOK)
        self._look.timeout.connect(self.check)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.connect(self._watch)
            self._watch(app.focusWindow())

    def set_limit(self, minutes: int) -> None:
        """Tell after how many minutes; 0 for never."""
        self._limit = timedelta(minutes=minutes) if minutes else None
        self.touched()
        if minutes:
            self._look.start()
        else:
            self._look.stop()

    def touched(self) -> None:
        """Count from now."""
        self._touched = self._now()

    def check(self) -> None:
        """Look at the clock."""
        since = self._now() - self._touched
        if since < timedelta():  # the clock was set back
            self.touched()
        elif self._limit is not None and since >= self._limit:
            self.touched()
            self.idle.emit()

    def _watch(self, window: QWindow | None) -> None:
        self.touched()
        if window is not None:
            window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Take note of keys and the pointer; let everything through."""
        if event.type() in _TOUCHES:
            self.touched()
        return False

    def close(self) -> None:
        """Stop watching."""
        self._look.stop()
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.disconnect(self._watch)
