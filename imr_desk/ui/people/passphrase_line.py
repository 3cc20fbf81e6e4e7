"""A line for a passphrase, hidden until the person wants to see it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

_LONGEST = 1000


class PassphraseLine(QWidget):
    """Takes a passphrase.

    Signals:
        changed: what stands there changed.
        accepted: Enter was pressed.
    """

    changed = Signal()
    accepted = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = QLineEdit()
        self.line.setAccessibleName(name)
        self.line.setPlaceholderText(name)
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.setMaxLength(_LONGEST)
        self.see = QPushButton("Show")
        self.see.setObjectName("quietButton")
        self.see.setCheckable(True)
        self.see.setAutoDefault(False)
        self.see.setAccessibleName(f"Show: {name}")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.line, 1)
        row.addWidget(self.see)
        self.setFocusProxy(self.line)
        self.line.textChanged.connect(self.changed)
        self.line.returnPressed.connect(self.accepted)
        self.see.toggled.connect(self._show)

    @property
    def words(self) -> str:
        """What stands there, blanks included."""
        return self.line.text()

    def forget(self) -> None:
        """Clear and hide it."""
        self.line.clear()
        self.see.setChecked(False)

    def _show(self, shown: bool) -> None:
        self.line.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        self.see.setText("Hide" if shown else "Show")
