"""Find anything the program does by a few letters of its name, and do it."""

import re
from collections.abc import Callable, Sequence

import msgspec
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHeaderView, QLineEdit, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

_RECENT = "commands/recent"
_MOST_RECENT = 5


class Command(msgspec.Struct, frozen=True):
    """One line of the sheet.

    Attributes:
        id: what it is remembered by.
        words: its menu and name.
        do: does it.
        keys: its keys as the system writes them.
        why_off: why it cannot be done now; empty when it can.
    """

    id: str
    words: str
    do: Callable[[], object]
    keys: str = ""
    why_off: str = ""


def distance(wanted: str, words: str) -> int | None:
    """Tell how far ``words`` are from what was typed: 0 is nearest, ``None`` no match.

    Each word that was typed must begin a word, stand within one, or be letters of the words in their order, the
    first of them the beginning of a word: “zin” finds “Zoom in”.
    """
    target, total = words.casefold(), 0
    for part in wanted.casefold().split():
        one = _distance(part, target)
        if one is None:
            return None
        total += one
    return total


def _distance(part: str, target: str) -> int | None:
    starts = [word.start() for word in re.finditer(r"\w+", target)]
    if any(target.startswith(part, start) for start in starts):
        return 0
    if part in target:
        return 1
    spreads = (_spread(part, target, start) for start in starts)
    return min((2 + spread for spread in spreads if spread is not None), default=None)


def _spread(part: str, target: str, start: int) -> int | None:
    """Return how many letters are passed over from ``start`` on; ``None`` where the letters do not follow."""
    place, passed = start, 0
    for number, letter in enumerate(part):
        found = target.find(letter, place)
        if found < 0 or (number == 0 and found != start):
            return None
        passed += found - place
        place = found + 1
    return passed


class RecentCommands:
    """Remembers which commands were chosen last, the last one first.

    Args:
        settings: keep their ids.
    """

    def __init__(self, settings: QSettings) -> None:
        self._settings = settings

    @property
    def ids(self) -> tuple[str, ...]:
        """The last ones."""
        return tuple(str(self._settings.value(_RECENT, "") or "").split())[:_MOST_RECENT]

    def chosen(self, command_id: str) -> None:
        """Remember one."""
        others = [other for other in self.ids if other != command_id]
        self._settings.setValue(_RECENT, " ".join([command_id, *others][:_MOST_RECENT]))


class CommandSheet(QDialog):
    """A line to type in, and what it finds: those chosen last on top, what cannot be done now below, with the reason.

    Args:
        parent: the window.
        commands: all of them, in the order of the menus.
        recent: remembers those chosen last.
    """

    def __init__(self, parent: QWidget, commands: Sequence[Command], recent: RecentCommands) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("commandSheet")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._commands = {command.id: command for command in commands}
        self._recent = recent
        self.words = QLineEdit()
        self.words.setPlaceholderText("Type a command or a setting")
        self.words.setAccessibleName("Find a command or a setting")
        self.list = QTreeWidget()
        self._build_list()
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.addWidget(self.words)
        column.addWidget(self.list)
        letter = self.fontMetrics().averageCharWidth()
        self.resize(min(letter * 84, parent.width() - 80), min(letter * 60, parent.height() - 120))
        self.words.textChanged.connect(self._fill)
        self.words.returnPressed.connect(self._do)
        self.list.itemActivated.connect(self._do)
        self.list.itemClicked.connect(self._do)
        self._fill()

    def _build_list(self) -> None:
        self.list.setObjectName("commandList")
        self.list.setAccessibleName("Commands and settings")
        self.list.setColumnCount(2)
        self.list.setHeaderHidden(True)
        self.list.setRootIsDecorated(False)
        self.list.setIndentation(0)
        self.list.setUniformRowHeights(True)
        self.list.setAllColumnsShowFocus(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.header().setStretchLastSection(False)
        self.list.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.list.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)

    def _fill(self) -> None:
        self.list.clear()
        for command in self._found(self.words.text()):
            line = QTreeWidgetItem([command.words, command.why_off or command.keys])
            line.setData(0, Qt.ItemDataRole.UserRole, command.id)
            line.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            line.setDisabled(bool(command.why_off))
            said = command.words + (f", {line.text(1)}" if line.text(1) else "")
            line.setData(0, Qt.ItemDataRole.AccessibleTextRole, said)
            self.list.addTopLevelItem(line)
        self._go(-1, 1)

    def _found(self, wanted: str) -> list[Command]:
        if not wanted.strip():
            last = [self._commands[name] for name in self._recent.ids if name in self._commands]
            return last + [command for command in self._commands.values() if command not in last]
        near = [(distance(wanted, command.words), command) for command in self._commands.values()]
        hits = [(away, command) for away, command in near if away is not None]
        return [command for _, command in sorted(hits, key=lambda hit: (bool(hit[1].why_off), hit[0]))]

    def _go(self, row: int, way: int) -> None:
        """Stand on the next line from ``row`` that can be done."""
        row += way
        while 0 <= row < self.list.topLevelItemCount():
            line = self.list.topLevelItem(row)
            if line is not None and not line.isDisabled():
                self.list.setCurrentItem(line)
                return
            row += way

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrow keys move in the list while the words keep the keyboard."""
        moves = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if (way := moves.get(Qt.Key(event.key()))) is not None:
            line = self.list.currentItem()
            self._go(-1 if line is None else self.list.indexOfTopLevelItem(line), way)
        else:
            super().keyPressEvent(event)

    def _do(self) -> None:
        line = self.list.currentItem()
        if line is None or line.isDisabled():
            return
        command = self._commands[str(line.data(0, Qt.ItemDataRole.UserRole))]
        self._recent.chosen(command.id)
        self.accept()
        command.do()
