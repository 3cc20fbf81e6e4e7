"""What was settled since both readings were compared, so that each of it is one step to undo."""

from typing import NamedTuple

from imr_desk.model.review import Review
from imr_desk.model.second import Settled


class Deed(NamedTuple):
    """One difference settled or opened again.

    Attributes:
        key: the pair's key.
        name: the place, for the menu.
        before: how it stood; ``None`` for open.
        after: how it stands.
        start: the record as it was.
        end: the record as it is; the same object where the record had the value already.
        steps: how many acts the record took.
    """

    key: str
    name: str
    before: Settled | None
    after: Settled | None
    start: Review
    end: Review
    steps: int

    @property
    def label(self) -> str:
        """Name it for the menu."""
        return f"settle {self.name}" if self.after is not None else f"open {self.name} again"


class Deeds:
    """Deeds with their past and future.

    A deed can be undone only while the record is as it left it: what was done in the form since is undone first.
    """

    def __init__(self) -> None:
        self._done: list[Deed] = []
        self._undone: list[Deed] = []

    def add(self, deed: Deed) -> None:
        """Note a deed; what had been undone is gone."""
        self._done.append(deed)
        self._undone.clear()

    def undoable(self, record: Review) -> Deed | None:
        """Return the deed that undo takes back."""
        return self._done[-1] if self._done and self._done[-1].end is record else None

    def redoable(self, record: Review) -> Deed | None:
        """Return the deed that redo does again."""
        return self._undone[-1] if self._undone and self._undone[-1].start is record else None

    def move_back(self) -> None:
        """The last deed was undone."""
        self._undone.append(self._done.pop())

    def move_forth(self) -> None:
        """The last deed undone was done again."""
        self._done.append(self._undone.pop())

    def clear(self) -> None:
        """Forget them: another case, or another look at this one."""
        self._done.clear()
        self._undone.clear()
