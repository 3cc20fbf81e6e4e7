"""How a second try of the files that could not be read ended, in a sentence."""

from pathlib import Path

import msgspec

from imr_desk.services.intake import Intaken, NotRead


class RetrySum(msgspec.Struct, frozen=True):
    """What became of files that are tried once more; other letters may come in meanwhile and are not counted.

    Attributes:
        paths: the files.
        came_in: those that are in the log now.
        still: those that still cannot be read.
    """

    paths: frozenset[Path]
    came_in: frozenset[Path] = frozenset()
    still: frozenset[Path] = frozenset()

    @classmethod
    def of(cls, paths: tuple[str, ...]) -> "RetrySum":
        """Begin with files of which nothing is known yet."""
        return cls(frozenset(map(Path, paths)))

    def with_one(self, taken: Intaken) -> "RetrySum":
        """Return the sum with what became of one more file; one that is none of these changes nothing."""
        one = self.paths & {taken.path, *taken.path.parents}  # a folder that could not be looked into is tried too
        if not one:
            return self
        if isinstance(taken, NotRead):
            return msgspec.structs.replace(self, still=self.still | one, came_in=self.came_in - one)
        return msgspec.structs.replace(self, came_in=self.came_in | one, still=self.still - one)

    @property
    def kind(self) -> str:
        """What kind of news it is."""
        return "good" if len(self.came_in) == len(self.paths) else "warning"

    @property
    def sentence(self) -> str:
        """Say it in a sentence."""
        tried, came_in, still = len(self.paths), len(self.came_in), len(self.still)
        if tried == 1:
            parts = ["it came in" if came_in else "it still cannot be read"] if came_in or still else []
        elif came_in == tried:
            parts = ["all of them came in"]
        elif still == tried:
            parts = ["none of them can be read yet"]
        else:
            parts = [f"{came_in:,} came in", *([f"{still:,} still cannot be read"] if still else [])]
        left = tried - came_in - still
        if left:
            parts.append(f"{left:,} not tried, since it was stopped")
        return f"Tried {_files(tried)} again: {', '.join(parts)}."


def _files(number: int) -> str:
    return f"{number:,} file{'' if number == 1 else 's'}"
