"""Letters dropped on the panel."""

from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QWidget


class DropPlace(QObject):
    """Takes files and folders that are dropped on a widget.

    Args:
        widget: where they are dropped; it owns this.
    """

    hovering = Signal(bool)
    dropped = Signal(object)

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        widget.setAcceptDrops(True)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Take what is a file of this computer; leave everything else alone."""
        if isinstance(event, QDropEvent) and event.type() is QEvent.Type.Drop:
            self.hovering.emit(False)
            paths = paths_of(event.mimeData())
            if paths:
                event.acceptProposedAction()
                self.dropped.emit(paths)
                return True
        elif isinstance(event, QDragEnterEvent | QDragMoveEvent):
            if paths_of(event.mimeData()):
                event.acceptProposedAction()
                if event.type() is QEvent.Type.DragEnter:
                    self.hovering.emit(True)
                return True
        elif event.type() is QEvent.Type.DragLeave:
            self.hovering.emit(False)
        return False


def paths_of(data: QMimeData) -> tuple[Path, ...]:
    """Return the files and folders of this computer that are dragged."""
    return tuple(Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile())
