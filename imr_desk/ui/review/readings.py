"""The machine's readings of one value, each a button that takes it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from imr_desk.model.draft import Candidate
from imr_desk.model.fields import FieldSpec
from imr_desk.model.letter import LetterText
from imr_desk.ui.review import words as say

MOST = 6
"""Readings that are offered; each has an act, and so a key, of its own."""
_LONGEST = 60


class Readings(QWidget):
    """Buttons under an editor. Signals: ``chosen(number)``, from 1."""

    chosen = Signal(int)

    def __init__(self, spec: FieldSpec, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._spec = spec
        self._buttons: list[QPushButton] = []
        self._key_of: say.KeyOf = say.no_key
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)

    @property
    def count(self) -> int:
        """How many readings are offered."""
        return len(self._buttons)

    def show_readings(self, readings: Sequence[Candidate], letter: LetterText) -> None:
        """Offer these readings, the first ones of them."""
        for button in self._buttons:
            self._column.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = [self._button(number, reading, letter) for number, reading in enumerate(readings[:MOST], 1)]
        self._name_keys()

    def show_keys(self, key_of: say.KeyOf) -> None:
        """Name the keys that take a reading."""
        self._key_of = key_of
        self._name_keys()

    def _name_keys(self) -> None:
        for number, button in enumerate(self._buttons, 1):
            button.setToolTip(say.with_key("Take this reading", self._key_of(f"reading_{number}")))

    def _button(self, number: int, reading: Candidate, letter: LetterText) -> QPushButton:
        place = say.chip_words(letter, reading.sources)
        words = say.editable(self._spec, reading.value) or "none"
        button = QPushButton()
        button.setObjectName("candidate")
        shown = words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"
        label = f"{number}   {shown}" + (f"   ({place})" if place else "")
        button.setText(label.replace("&", "&&"))
        button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        button.setAccessibleName(f"Reading {number}: {words}")
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setProperty("reading", number)
        button.clicked.connect(self._clicked)
        self._column.addWidget(button)
        return button

    def _clicked(self) -> None:
        button = self.sender()
        if button is not None:
            self.chosen.emit(int(button.property("reading")))
