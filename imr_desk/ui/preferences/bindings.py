"""Which keys do which act: the defaults, what a person changed, and what stands in whose way. No widget, no Qt."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

import msgspec

Bindings = Mapping[str, tuple[str, ...]]
"""The keys of every act, by the act's id, as the table of acts writes them: ``Ctrl+Shift+O``."""

_MODIFIERS = ("Ctrl", "Alt", "Shift", "Meta")
_OTHER_NAMES: Mapping[str, str] = MappingProxyType(
    {"pagedown": "PgDown", "pageup": "PgUp", "escape": "Esc", "delete": "Del", "insert": "Ins", "control": "Ctrl"}
)

_TEXT = "moves or edits in a text"
_FORM = "works in the form and the letter"
KEPT_KEYS: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("Return", "Enter", "Shift+Return", "Shift+Enter", "Esc", "Space", "Shift+Space"), _FORM),
        **dict.fromkeys(("Tab", "Shift+Tab", "Ctrl+Tab", "Ctrl+Shift+Tab"), "goes from one control to the next"),
        **dict.fromkeys(("Backspace", "Del", "Home", "End", "PgUp", "PgDown"), _TEXT),
        **dict.fromkeys(("Ctrl+A", "Ctrl+C", "Ctrl+V", "Ctrl+X", "Ctrl+Home", "Ctrl+End"), _TEXT),
        **dict.fromkeys(("Ctrl+Left", "Ctrl+Right", "Ctrl+Shift+Left", "Ctrl+Shift+Right"), _TEXT),
        **dict.fromkeys((way + arrow for way in ("", "Shift+") for arrow in ("Left", "Right", "Up", "Down")), _TEXT),
    }
)
"""Keys that widgets need themselves, with what they do there; no act may take them."""


class Conflict(msgspec.Struct, frozen=True):
    """A key that more than one act wants.

    Attributes:
        key: the key, in its plain spelling.
        acts: ids of the acts, in the order of the table.
    """

    key: str
    acts: tuple[str, ...]


def plain_key(key: str) -> str:
    """Return one spelling for a key however it was written: ``shift+ctrl+pagedown`` is ``Ctrl+Shift+PgDown``.

    Raises:
        ValueError: this is no single key with its modifiers.
    """
    words = key.strip()
    if words == "+" or words.endswith("++"):  # the key plus itself
        before, name = words[:-2].split("+") if len(words) > 1 else [], "+"
    else:
        *before, name = words.split("+")
    parts = [_spelled(part) for part in before]
    name = _spelled(name)
    if not name or name in _MODIFIERS or " " in name or (len(name) > 1 and "," in name):
        raise ValueError(f"no key: {key!r}")
    if not set(parts) <= set(_MODIFIERS):
        raise ValueError(f"no key: {key!r}")
    return "+".join((*(part for part in _MODIFIERS if part in parts), name))


def works_in_text(key: str) -> bool:
    """Tell whether a key does its act while text is edited too.

    A letter, figure or sign alone (with Shift or without) is typed there; with Ctrl, Alt or Meta it is an act
    everywhere, as are F1 to F35.

    Raises:
        ValueError: this is no key.
    """
    *modifiers, name = _split(plain_key(key))
    return len(name) > 1 or bool({"Ctrl", "Alt", "Meta"} & set(modifiers))


def refusal(key: str, menus: Iterable[str]) -> str:
    """Return a sentence on why no act may have this key; empty when one may.

    Args:
        key: the key.
        menus: the menus by name, whose first letter opens them together with Alt.
    """
    try:
        plain = plain_key(key)
    except ValueError:
        return "This key cannot be given to an act."
    if plain in KEPT_KEYS:
        return f"{plain} {KEPT_KEYS[plain]}, so no act can have it."
    opened = next((menu for menu in menus if plain == f"Alt+{menu[:1].upper()}"), "")
    return f"{plain} opens the menu {opened}, so no act can have it." if opened else ""


def conflicts(bindings: Bindings) -> tuple[Conflict, ...]:
    """Return the keys that more than one act wants."""
    wanted: dict[str, list[str]] = {}
    for act, keys in bindings.items():
        for key in dict.fromkeys(plain_key(key) for key in keys):
            wanted.setdefault(key, []).append(act)
    return tuple(Conflict(key, tuple(acts)) for key, acts in wanted.items() if len(acts) > 1)


def owner_of(key: str, bindings: Bindings) -> str | None:
    """Return the id of the act that has a key."""
    plain = plain_key(key)
    return next((act for act, keys in bindings.items() if plain in map(plain_key, keys)), None)


def bindings_of(stored: Mapping[str, str], defaults: Bindings) -> Bindings:
    """Return the keys of every act: the defaults with what a person changed.

    The answer never has a conflict. What a person stored goes before a default, so a new version cannot take a key
    away from them; of two stored acts that want one key (a file edited by hand) the first of the table has it.

    Args:
        stored: keys of the changed acts with spaces between, by id; empty for an act without keys. Acts that this
            version does not know are left alone, and what is no key gives the default.
        defaults: the keys of every act.
    """
    chosen = {act: keys for act in defaults if act in stored and (keys := _read(stored[act])) is not None}
    taken: set[str] = set()
    made: dict[str, tuple[str, ...]] = {}
    for act in (*chosen, *(act for act in defaults if act not in chosen)):
        keys = chosen.get(act, defaults[act])
        made[act] = tuple(key for key in keys if plain_key(key) not in taken)
        taken |= {plain_key(key) for key in keys}
    return MappingProxyType({act: made[act] for act in defaults})


def differences(bindings: Bindings, defaults: Bindings) -> dict[str, str]:
    """Return what to store: the acts whose keys differ from the defaults; ``bindings_of`` turns it back."""
    return {act: " ".join(bindings[act]) for act in defaults if bindings[act] != defaults[act]}


def given(bindings: Bindings, act: str, key: str) -> Bindings:
    """Return bindings in which an act has one more key; the act that had it loses it."""
    plain = plain_key(key)
    without = {other: tuple(k for k in keys if plain_key(k) != plain) for other, keys in bindings.items()}
    return MappingProxyType({**without, act: (*without[act], plain)})


def taken_away(bindings: Bindings, act: str, key: str) -> Bindings:
    """Return bindings in which an act has one key less."""
    return MappingProxyType({**bindings, act: tuple(k for k in bindings[act] if plain_key(k) != plain_key(key))})


def reset(bindings: Bindings, act: str, defaults: Bindings) -> Bindings:
    """Return bindings in which an act has its first keys again; acts that had taken them lose them."""
    back: Bindings = MappingProxyType({**bindings, act: ()})
    for key in defaults[act]:
        back = given(back, act, key)
    return MappingProxyType({**back, act: defaults[act]})


def _read(text: str) -> tuple[str, ...] | None:
    try:
        return tuple(dict.fromkeys(plain_key(word) for word in text.split()))
    except ValueError:
        return None


def _split(plain: str) -> list[str]:
    if plain.endswith("+"):
        return [*plain[:-1].removesuffix("+").split("+"), "+"] if plain != "+" else ["+"]
    return plain.split("+")


def _spelled(part: str) -> str:
    word = part.strip()
    known = {name.lower(): name for name in (*_MODIFIERS, *_OTHER_NAMES.values())}
    low = word.lower()
    return _OTHER_NAMES.get(low) or known.get(low) or (word[:1].upper() + word[1:])
