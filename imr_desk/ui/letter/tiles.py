"""Pictures of pages that are kept for painting: their keys, and a store with a budget of bytes.

A tile is a whole page at one size: the port draws whole pages only. The turn of the view is no part of the key,
because a picture is turned while it is painted, so that rotating costs no drawing.
"""

from collections import OrderedDict
from collections.abc import Container
from enum import StrEnum
from typing import Generic, TypeVar

import msgspec

T = TypeVar("T")


class PageTheme(StrEnum):
    """How the paper looks, whatever the theme of the program."""

    LIGHT = "light"
    DIMMED = "dimmed"
    INVERTED = "inverted"


class TileKey(msgspec.Struct, frozen=True):
    """What a picture shows.

    Attributes:
        letter: fingerprint of the letter.
        page: page number, from 1.
        width: width of the upright page in device pixels.
        theme: how the paper looks.
    """

    letter: str
    page: int
    width: int
    theme: PageTheme = PageTheme.LIGHT

    @property
    def sheet(self) -> tuple[str, int, PageTheme]:
        """What pictures of other sizes share with this one."""
        return (self.letter, self.page, self.theme)


class TileStore(Generic[T]):
    """Pictures within a budget of bytes; those used longest ago go first.

    Args:
        budget: bytes that all pictures together may take.
    """

    def __init__(self, budget: int) -> None:
        self.budget = budget
        self.used = 0
        self._tiles: OrderedDict[TileKey, tuple[T, int]] = OrderedDict()
        self._widths: dict[tuple[str, int, PageTheme], set[int]] = {}

    def __len__(self) -> int:
        return len(self._tiles)

    def __contains__(self, key: TileKey) -> bool:
        return key in self._tiles

    def get(self, key: TileKey) -> T | None:
        """Return the picture, and count it as just used."""
        kept = self._tiles.get(key)
        if kept is None:
            return None
        self._tiles.move_to_end(key)
        return kept[0]

    def nearest(self, key: TileKey) -> T | None:
        """Return the picture of the same sheet that is nearest in size; of two equally near, the larger."""
        widths = self._widths.get(key.sheet)
        if not widths:
            return None
        width = min(widths, key=lambda each: (abs(each - key.width), -each))
        return self.get(msgspec.structs.replace(key, width=width))

    def make_room(self, size: int, keep: Container[TileKey] = ()) -> bool:
        """Drop old pictures until ``size`` bytes fit; those in ``keep`` stay. Tell whether there is room now."""
        for key in tuple(self._tiles):
            if self.used + size <= self.budget:
                break
            if key not in keep:
                self._drop(key)
        return self.used + size <= self.budget

    def put(self, key: TileKey, tile: T, size: int) -> None:
        """Keep a picture of ``size`` bytes. Room is made before a picture is drawn, so nothing is dropped here."""
        if key in self._tiles:
            self._drop(key)
        self._tiles[key] = (tile, size)
        self._widths.setdefault(key.sheet, set()).add(key.width)
        self.used += size

    def _drop(self, key: TileKey) -> None:
        _, size = self._tiles.pop(key)
        self.used -= size
        widths = self._widths[key.sheet]
        widths.discard(key.width)
        if not widths:
            del self._widths[key.sheet]
