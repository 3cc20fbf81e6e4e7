"""The department's table of labels: what words of a letter can be labelled with."""

import re
from collections import Counter
from collections.abc import Iterable
from functools import cached_property

import msgspec

from imr_desk.model.annotations import LABELS, Label, label_of
from imr_desk.model.errors import DeskError
from imr_desk.model.signature import Signature
from imr_desk.ports import LogKeeping

_TABLE = "labels"
"""Name of the table among the texts that the log keeps."""

_KEY = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_LONGEST_NAME = 30
_LONGEST_MEANING = 160
_MOST = 60


class LabelTableError(DeskError):
    """A table of labels that makes no sense; the sentence says what to change."""


class Labels:
    """Keeps the table in the log.

    Args:
        log: where the table is kept.

    Attributes:
        problem: why the kept table cannot be used; empty when it can.
    """

    def __init__(self, log: LogKeeping) -> None:
        self._log = log
        self.problem = ""

    @cached_property
    def table(self) -> tuple[Label, ...]:
        """All labels in their order, those no longer offered included; read when first needed."""
        kept = self._log.kept(_TABLE)
        if kept is None:
            return LABELS
        try:
            return msgspec.json.decode(kept, type=tuple[Label, ...])
        except msgspec.MsgspecError:
            # Written by a newer version or by hand: annotations keep their labels whatever the table says.
            self.problem = "The table of labels cannot be read by this version, so the one that came with it is used."
            return LABELS

    @property
    def offered(self) -> tuple[Label, ...]:
        """The labels that can be given now, in their order."""
        return tuple(label for label in self.table if label.active)

    def of(self, key: str) -> Label:
        """Return the label with a key, or one that tells that it is gone."""
        return label_of(self.table, key)

    def by_hotkey(self, hotkey: str) -> Label | None:
        """Return the label that a letter or digit stands for, in small or capital letters alike."""
        wanted = hotkey.lower()
        return next((label for label in self.offered if wanted and label.hotkey == wanted), None)

    def keep(self, table: Iterable[Label], by: Signature) -> None:
        """Take an edited table.

        Raises:
            LabelTableError: it makes no sense; the table is as it was.
            CaseLogError: it could not be saved.
        """
        checked = checked_table(table, self.table)
        self._log.keep(_TABLE, msgspec.json.encode(checked).decode(), by)
        self.table, self.problem = checked, ""


def checked_table(table: Iterable[Label], before: tuple[Label, ...]) -> tuple[Label, ...]:
    """Return the table as it is kept: names without stray blanks, hotkeys in small letters.

    Raises:
        LabelTableError: it makes no sense.
    """
    labels = tuple(_tidy(label) for label in table)
    if len(labels) > _MOST:
        raise LabelTableError(f"A table has at most {_MOST} labels. Take some of them out.")
    for label in labels:
        _must_make_sense(label)
    gone = {label.key for label in before} - {label.key for label in labels}
    if gone:
        name = label_of(before, min(gone)).name
        raise LabelTableError(f"“{name}” may be in use. Switch it off instead of taking it out.")
    _must_be_unique("key", [label.key for label in labels])
    offered = [label for label in labels if label.active]
    if not offered:
        raise LabelTableError("At least one label must be offered. Switch one on.")
    _must_be_unique("name", [label.name for label in offered])
    _must_be_unique("letter", [label.hotkey for label in offered if label.hotkey])
    return labels


def key_for(name: str, taken: Iterable[str]) -> str:
    """Return a key for a new label, made of its name and different from those taken."""
    words = re.findall(r"[a-z0-9]+", name.lower())
    base = "-".join(words) if words and words[0][0].isalpha() else "-".join(("label", *words))
    known, key, number = set(taken), base, 2
    while key in known:
        key, number = f"{base}-{number}", number + 1
    return key


def _tidy(label: Label) -> Label:
    return msgspec.structs.replace(
        label,
        name=" ".join(label.name.split()),
        meaning=" ".join(label.meaning.split()),
        hotkey=label.hotkey.strip().lower(),
    )


def _must_make_sense(label: Label) -> None:
    if not _KEY.fullmatch(label.key):
        raise LabelTableError(f"“{label.key}” is no key. A key has small letters, digits and single hyphens.")
    if not label.name:
        raise LabelTableError("A label has no name yet. Give it one, or take the row out.")
    if len(label.name) > _LONGEST_NAME:
        raise LabelTableError(f"“{label.name[:20]}…” is too long for a name; {_LONGEST_NAME} characters fit.")
    if not label.meaning:
        raise LabelTableError(f"Say in a sentence when “{label.name}” is used, so that all use it alike.")
    if len(label.meaning) > _LONGEST_MEANING:
        raise LabelTableError(f"The meaning of “{label.name}” is too long; {_LONGEST_MEANING} characters fit.")
    if label.hotkey and not re.fullmatch(r"[a-z0-9]", label.hotkey):
        raise LabelTableError(f"“{label.name}” needs one letter or digit as its key, or none.")


def _must_be_unique(what: str, values: list[str]) -> None:
    for value, count in Counter(value.lower() for value in values).items():
        if count > 1:
            raise LabelTableError(f"Two labels have the {what} “{value}”. Give one of them another.")
