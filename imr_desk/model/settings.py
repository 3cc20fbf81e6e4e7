"""Every setting a person can choose, once: the dialog, the store and what is remembered follow this table."""

import math
from collections.abc import Iterator, Mapping
from enum import StrEnum
from types import MappingProxyType

import msgspec

Value = str | bool | float
"""What a setting can be: the value of an option, on or off, or a share of one."""


class SettingKind(StrEnum):
    """What a setting holds and so which editor it gets."""

    CHOICE = "choice"
    FLAG = "flag"
    NUMBER = "number"


class SettingGroup(StrEnum):
    """Under which head of the dialog a setting stands; the value is the head."""

    LOOK = "Look"
    LETTER = "Letter"
    WORK = "Work"


class Option(msgspec.Struct, frozen=True):
    """One of the values of a ``CHOICE`` setting.

    Attributes:
        value: what is stored.
        label: what the dialog calls it.
    """

    value: str
    label: str


class Setting(msgspec.Struct, frozen=True):
    """One setting.

    Attributes:
        key: name in the settings file, ``group/name``; never changed once released.
        group: where it stands.
        label: what the dialog calls it.
        meaning: one sentence on what it does, for the dialog and the screen reader.
        kind: what it holds.
        default: its value until a person chooses another.
        options: the values of a ``CHOICE``.
        least: the smallest ``NUMBER``, a share of one; the dialog shows it in percent.
        most: the greatest ``NUMBER``.
    """

    key: str
    group: SettingGroup
    label: str
    meaning: str
    kind: SettingKind
    default: Value
    options: tuple[Option, ...] = ()
    least: float = 0.0
    most: float = 1.0

    def allows(self, value: Value) -> bool:
        """Tell whether the setting can have this value."""
        if self.kind is SettingKind.CHOICE:
            return any(option.value == value for option in self.options)
        if self.kind is SettingKind.FLAG:
            return isinstance(value, bool)
        if isinstance(value, str | bool):
            return False
        return math.isfinite(value) and self.least <= value <= self.most

    def value_of(self, text: str | None) -> Value:
        """Return the value that a stored text stands for; the default when it stands for none.

        A settings file may be edited by hand or come from a newer version, and a start must never fail on it.
        """
        value = None if text is None else self._parsed(text.strip())
        return value if value is not None and self.allows(value) else self.default

    def text_of(self, value: Value) -> str:
        """Return the text under which a value is stored; ``value_of`` turns it back."""
        return str(value).lower() if isinstance(value, bool) else str(value)

    def _parsed(self, text: str) -> Value | None:
        if self.kind is SettingKind.CHOICE:
            return text
        if self.kind is SettingKind.FLAG:
            return {"true": True, "false": False}.get(text.lower())
        try:
            return float(text)
        except ValueError:
            return None


THEME, SCALE, PAGE_THEME = "look/theme", "look/scale", "letter/page_theme"
ORDER, OPEN_NEXT, LOCK, PAPER = "walk/order", "start/open_next", "work/lock", "papers/size"

SETTINGS: tuple[Setting, ...] = (
    Setting(
        THEME, SettingGroup.LOOK, "Theme", "Colours of the window; “Like the system” follows light and dark.",
        SettingKind.CHOICE, "system",
        (Option("system", "Like the system"), Option("light", "Light"), Option("dark", "Dark"),
         Option("contrast", "High contrast")),
    ),
    Setting(
        SCALE, SettingGroup.LOOK, "Text size", "Size of all words in the window, from 80 to 200 percent.",
        SettingKind.NUMBER, 1.0, least=0.8, most=2.0,
    ),
    Setting(
        PAGE_THEME, SettingGroup.LETTER, "Pages", "How the paper of a letter looks, whatever the theme.",
        SettingKind.CHOICE, "light",
        (Option("light", "Light, as printed"), Option("dimmed", "Dimmed"), Option("inverted", "Inverted")),
    ),
    Setting(
        ORDER, SettingGroup.WORK, "Next that wants a look",
        "Which value comes next: the next one that the form lists, or the next one that the letter prints.",
        SettingKind.CHOICE, "form", (Option("form", "In form order"), Option("document", "In document order")),
    ),
    Setting(
        OPEN_NEXT, SettingGroup.WORK, "Open the next case at start",
        "The program starts with the next case of the queue on the desk, or with an empty desk.",
        SettingKind.FLAG, True,
    ),
    Setting(
        PAPER, SettingGroup.WORK, "Paper", "Size of the pages of papers that are exported.",
        SettingKind.CHOICE, "us-letter", (Option("us-letter", "US Letter"), Option("a4", "A4")),
    ),
    Setting(
        LOCK, SettingGroup.WORK, "Lock when idle",
        "After how many minutes without a key or the pointer the windows are hidden. A case log with a passphrase is "
        "closed and asks for it, a shared one asks who goes on; otherwise the lock is only a cover.",
        SettingKind.CHOICE, "auto",
        (
            Option("auto", "10 min, if it asks a passphrase"), Option("off", "Never"),
            *(Option(str(n), f"{n} min") for n in (1, 2, 5, 10, 15, 30, 60)),
        ),
    ),
)  # fmt: skip
"""The settings in the order of the dialog; groups stand together."""


class Choices(Mapping[str, Value]):
    """The value of every setting at one moment; never changed, ``replaced`` gives another.

    Args:
        stored: texts from a settings file by key; unknown keys are left alone, bad texts give the default.
    """

    def __init__(self, stored: Mapping[str, str] = MappingProxyType({})) -> None:
        self._values = MappingProxyType({s.key: s.value_of(stored.get(s.key)) for s in SETTINGS})

    def __getitem__(self, key: str) -> Value:
        return self._values[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def replaced(self, key: str, value: Value) -> "Choices":
        """Return these choices with one other value.

        Raises:
            KeyError: no such setting.
            ValueError: the setting cannot have this value.
        """
        setting = setting_of(key)
        if not setting.allows(value):
            raise ValueError(f"{key} cannot be {value!r}")
        return Choices({**self.stored, key: setting.text_of(value)})

    @property
    def stored(self) -> dict[str, str]:
        """The texts to store, by key: only what differs from the defaults."""
        return {s.key: s.text_of(self[s.key]) for s in SETTINGS if self[s.key] != s.default}


def setting_of(key: str) -> Setting:
    """Return the setting with a key.

    Raises:
        KeyError: no such setting.
    """
    for setting in SETTINGS:
        if setting.key == key:
            return setting
    raise KeyError(key)
