"""One editor for each kind of setting; all show a value and tell when a person chooses another."""

from abc import abstractmethod
from collections.abc import Mapping

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QRadioButton, QSpinBox, QVBoxLayout, QWidget

from imr_desk.model.settings import Setting, SettingKind, Value

_STEP = 10
"""Percent by which a share grows or shrinks."""


class SettingEditor(QWidget):
    """Shows the value of one setting.

    Args:
        setting: what is chosen here.

    Signals:
        chosen: key and value, when a person chose another value.
    """

    chosen = Signal(str, object)

    def __init__(self, setting: Setting) -> None:
        super().__init__()
        self.setting = setting
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)

    @abstractmethod
    def show_value(self, value: Value) -> None:
        """Show a value, without telling that it was chosen."""

    def _hold(self, widget: QWidget) -> None:
        self._column.addWidget(widget, 0, Qt.AlignmentFlag.AlignLeft)
        widget.setAccessibleDescription(self.setting.meaning)

    def _choose(self, value: Value) -> None:
        self.chosen.emit(self.setting.key, value)


class RadioEditor(SettingEditor):
    """The values below one another, one of them on; arrow keys go from one to the next.

    Args:
        setting: what is chosen here.
        words: what each value is called.
    """

    def __init__(self, setting: Setting, words: Mapping[Value, str]) -> None:
        super().__init__(setting)
        self.buttons: dict[Value, QRadioButton] = {}
        self._group = QButtonGroup(self)
        for value, label in words.items():
            button = QRadioButton(label)
            button.setAccessibleName(f"{setting.label}: {label}")
            self.buttons[value] = button
            self._group.addButton(button)
            self._hold(button)
        self._group.buttonToggled.connect(self._toggled)

    def show_value(self, value: Value) -> None:
        """Switch the button on that has this value."""
        self.setFocusProxy(self.buttons[value])
        with QSignalBlocker(self._group):
            self.buttons[value].setChecked(True)

    def _toggled(self, button: QRadioButton, is_on: bool) -> None:
        if is_on:
            self.setFocusProxy(button)
            self._choose(next(value for value, other in self.buttons.items() if other is button))


class PercentBox(QSpinBox):
    """A whole number of percent; the wheel goes on to the page, so that scrolling changes nothing."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()


class ShareEditor(SettingEditor):
    """A share of one, in percent."""

    def __init__(self, setting: Setting) -> None:
        super().__init__(setting)
        self.box = PercentBox()
        for part in (self.box, self.box.lineEdit()):
            part.setAccessibleName(f"{setting.label} in percent")
            part.setAccessibleDescription(setting.meaning)
        self.box.setRange(round(setting.least * 100), round(setting.most * 100))
        self.box.setSingleStep(_STEP)
        self.box.setSuffix(" %")
        self.box.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.box.setKeyboardTracking(False)  # “150” is not 1, then 15
        self.less, self.more = QPushButton("−"), QPushButton("+")
        line = QHBoxLayout()
        line.setSpacing(6)
        for widget in (self.less, self.box, self.more):
            line.addWidget(widget)
        self._column.addLayout(line)
        self.setFocusProxy(self.box)
        for button, words, step in ((self.less, "less", self.box.stepDown), (self.more, "more", self.box.stepUp)):
            button.setAutoDefault(False)
            button.setAccessibleName(f"{setting.label}: {words}")
            button.clicked.connect(step)
        self.box.valueChanged.connect(lambda percent: self._choose(percent / 100))

    def show_value(self, value: Value) -> None:
        """Show a share."""
        with QSignalBlocker(self.box):
            self.box.setValue(round(float(value) * 100))


def editor_of(setting: Setting) -> SettingEditor:
    """Return the editor for a setting."""
    match setting.kind:
        case SettingKind.CHOICE:
            return RadioEditor(setting, {option.value: option.label for option in setting.options})
        case SettingKind.FLAG:
            return RadioEditor(setting, {True: "Yes", False: "No"})
        case SettingKind.NUMBER:
            return ShareEditor(setting)
