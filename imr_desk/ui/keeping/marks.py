"""What stays in sight: that a log is not encrypted, that it is only read."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from imr_desk.ui.dress import set_state
from imr_desk.ui.pieces import wrapped


class EncryptionMark(QPushButton):
    """“Not encrypted” in the foot of the window, as long as it holds; one click leads to encrypting the log."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Not encrypted", parent)
        self.setObjectName("quietButton")
        self.hide()

    def show_notice(self, notice: str, *, possible: bool) -> None:
        """Show it with what it means, and whether it can be helped; an empty notice hides it."""
        self.setText("Not encrypted: protect…" if possible else "Not encrypted")
        self.setToolTip(f"{notice} {'Click to encrypt it.' if possible else 'Click to see what is protected.'}")
        self.setAccessibleDescription(notice)
        self.setVisible(bool(notice))


class ReadOnlyBar(QFrame):
    """Says as long as the window is open that nothing in this log can be changed."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("messageBar")
        set_state(self, kind="warning")
        self.words = wrapped(
            "messageWords",
            f"{name} is opened only to read: look at everything, change nothing. To go on working, close this window "
            "and open the case log itself.",
        )
        self.setAccessibleName(self.words.text())
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 16, 6)
        row.addWidget(self.words, 1)
