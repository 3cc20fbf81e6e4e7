"""The strip over the panels that says: this is a second reading, and the first one is hidden."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from imr_desk.model.second import SecondReading
from imr_desk.ui.dress import Dress, set_state
from imr_desk.ui.second.blind_words import strip_words
from imr_desk.ui.strip import Strip


class BlindStrip(Strip):
    """One line, there as long as a second reading is on the desk."""

    give_back_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("messageBar", "messageWords", parent)
        set_state(self, kind="info")
        self.give_back = QPushButton("Give back…")
        self.give_back.setObjectName("quietButton")
        self.give_back.setToolTip("Leave this second reading to somebody else")
        self.give_back.clicked.connect(self.give_back_requested)
        self._row.addWidget(self.give_back)

    def show_reading(self, second: SecondReading | None) -> None:
        """Show that a second reading is on the desk; ``None`` for the record."""
        if second is not None:
            self.say(strip_words(second))
            self.give_back.show()
        self.setVisible(second is not None)

    def show_done(self) -> None:
        """Show that the second reading on the desk is finished."""
        self.say("Your second reading is finished and was compared with the first. It can no longer be changed.")
        self.give_back.hide()

    def dress(self, dress: Dress) -> None:
        """Take on a look."""
        self.sign.setPixmap(dress.pixmap("second-look", "accent", self))
