"""Where settings and keys are remembered: the settings file of the window. What is chosen applies at once."""

from PySide6.QtCore import QObject, QSettings, Signal

from imr_desk.model.settings import SETTINGS, Choices, Value
from imr_desk.ui.preferences.bindings import Bindings, bindings_of, differences

_KEYS = "keys"
"""The group of the settings file that holds the keys a person changed, by the act's id."""


class PreferenceStore(QObject):
    """What a person chose, in a settings file that holds only what differs from the defaults.

    Args:
        settings: the settings of the window.
        default_keys: the keys that every act has until a person changes them.
        parent: its owner.

    Signals:
        changed: key and new value of a setting.
        keys_changed: all bindings, after any of them changed.
    """

    changed = Signal(str, object)
    keys_changed = Signal(object)

    def __init__(self, settings: QSettings, default_keys: Bindings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._default_keys = default_keys
        self._choices = Choices(_texts(settings, [setting.key for setting in SETTINGS]))
        self._bindings = bindings_of(
            {act.rpartition("/")[2]: text for act, text in self._stored_keys().items()}, default_keys
        )

    @property
    def choices(self) -> Choices:
        """The value of every setting."""
        return self._choices

    @property
    def bindings(self) -> Bindings:
        """The keys of every act."""
        return self._bindings

    @property
    def default_keys(self) -> Bindings:
        """The keys of every act before anybody changed them."""
        return self._default_keys

    def choose(self, key: str, value: Value) -> None:
        """Choose a value: remember it and tell.

        Raises:
            KeyError: no such setting.
            ValueError: the setting cannot have this value.
        """
        self._become(self._choices.replaced(key, value))

    def restore_defaults(self) -> None:
        """Choose the default of every setting; the keys stay."""
        self._become(Choices())

    def bind(self, bindings: Bindings) -> None:
        """Give the acts these keys: remember the differences and tell."""
        if bindings == self._bindings:
            return
        for name in self._stored_keys():
            if name.rpartition("/")[2] in self._default_keys:  # what only another version knows stays
                self._settings.remove(name)
        for act, text in differences(bindings, self._default_keys).items():
            self._settings.setValue(f"{_KEYS}/{act}", text)
        self._bindings = bindings
        self.keys_changed.emit(bindings)

    def restore_keys(self) -> None:
        """Give every act its first keys."""
        self.bind(self._default_keys)

    def _become(self, choices: Choices) -> None:
        before, self._choices = self._choices, choices
        stored = choices.stored
        moved = [key for key in choices if choices[key] != before[key]]
        for key in moved:
            if key in stored:
                self._settings.setValue(key, stored[key])
            else:
                self._settings.remove(key)
        for key in moved:
            self.changed.emit(key, choices[key])

    def _stored_keys(self) -> dict[str, str]:
        return _texts(self._settings, [key for key in self._settings.allKeys() if key.startswith(f"{_KEYS}/")])


def _texts(settings: QSettings, keys: list[str]) -> dict[str, str]:
    """Return the stored texts; a comma written by hand makes a list of a text, which is put together again."""
    found: dict[str, str] = {}
    for key in keys:
        if settings.contains(key):
            value = settings.value(key)
            found[key] = ",".join(map(str, value)) if isinstance(value, list) else str(value)
    return found
