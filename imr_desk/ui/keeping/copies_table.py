"""The dated copies of a log in a table."""

from collections.abc import Mapping
from types import MappingProxyType

from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from imr_desk.model.keeping import KeptCopy
from imr_desk.ui.pieces import whole_rows

_HEADS = ("Made", "Size", "Events", "Encrypted", "Proved")


class CopiesTable(QTableWidget):
    """Shows copies, newest first; one of them is chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, len(_HEADS), parent)
        self._copies: tuple[KeptCopy, ...] = ()
        whole_rows(self, "Backups, newest first", _HEADS)
        self.setShowGrid(False)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setStretchLastSection(True)

    def show_copies(self, copies: tuple[KeptCopy, ...], tried: Mapping[str, str] = MappingProxyType({})) -> None:
        """Show copies; ``tried`` says of some paths how trying them out went."""
        chosen = self.chosen
        self._copies = copies
        self.setRowCount(len(copies))
        for row, copy in enumerate(copies):
            for column, words in enumerate(_cells(copy, tried.get(copy.path, "when it was made"))):
                self.setItem(row, column, QTableWidgetItem(words))
        paths = [copy.path for copy in copies]
        if copies:
            self.selectRow(paths.index(chosen.path) if chosen is not None and chosen.path in paths else 0)

    @property
    def chosen(self) -> KeptCopy | None:
        """The chosen copy; ``None`` when there is none."""
        row = self.currentRow()
        return self._copies[row] if 0 <= row < len(self._copies) else None


def size_words(size: int) -> str:
    """Return a size of a file for people."""
    return f"{size / 1e6:,.1f} MB" if size >= 100_000 else f"{max(1, round(size / 1e3))} KB"


def copy_words(copy: KeptCopy) -> str:
    """Return when a copy was made, its size and what it holds."""
    events = "" if copy.events is None else f", {copy.events:,} events"
    return f"{copy.made_at:%Y-%m-%d %H:%M}, {size_words(copy.size)}{events}"


def _cells(copy: KeptCopy, proved: str) -> tuple[str, ...]:
    events = "needs its key" if copy.events is None and copy.encrypted else "cannot be read"
    return (
        f"{copy.made_at:%Y-%m-%d %H:%M:%S}",
        size_words(copy.size),
        events if copy.events is None else f"{copy.events:,}",
        "yes" if copy.encrypted else "no",
        proved,
    )
