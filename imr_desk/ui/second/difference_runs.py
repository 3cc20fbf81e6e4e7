"""Two texts word by word: what both have, and what only one of them has."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

import msgspec

_WORDS = re.compile(r"\S+\s*")
_FEW = 4
"""Texts of fewer words than this are seen at a glance: nothing in them is picked out."""
_MANY = 800
"""Words from which on frequent ones are passed over, so that no text takes long (difflib's own remedy)."""
_LITTLE = 0.25
"""Share of words that two texts must have in common; with fewer, everything differs and picking out tells nothing."""
_AROUND = 7
"""Words that are kept on each side of a difference when what both have is left out."""
_LONG = 2 * _AROUND + 10
"""Words of a passage that both have, from which on its middle is left out."""

GAP = " … "
"""Stands for words that both texts have."""


class Run(msgspec.Struct, frozen=True):
    """Some words of one text.

    Attributes:
        text: the words, with the space behind them.
        differs: whether the other text has others there.
    """

    text: str
    differs: bool = False


def runs_of(first: str, second: str) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
    """Return both texts cut into runs that they share and that differ; whole ones where cutting tells nothing."""
    words = _WORDS.findall(first), _WORDS.findall(second)
    plain = (Run(first),), (Run(second),)
    if min(len(words[0]), len(words[1])) < _FEW:
        return plain
    bare = [[word.strip() for word in side] for side in words]
    matcher = SequenceMatcher(None, bare[0], bare[1], autojunk=max(map(len, bare)) > _MANY)
    if matcher.ratio() < _LITTLE:
        return plain
    cuts = matcher.get_opcodes()
    return (
        tuple(_cut(words[0], ((tag, start, end) for tag, start, end, _, _ in cuts))),
        tuple(_cut(words[1], ((tag, start, end) for tag, _, _, start, end in cuts))),
    )


def _cut(words: Sequence[str], cuts: Iterator[tuple[str, int, int]]) -> Iterator[Run]:
    for tag, start, end in cuts:
        if end > start:
            yield Run("".join(words[start:end]), tag != "equal")


def shortened(runs: Sequence[Run]) -> tuple[Run, ...]:
    """Return runs with the middle of long passages that both texts have left out."""
    return tuple(_shortened(runs))


def _shortened(runs: Sequence[Run]) -> Iterator[Run]:
    if len(runs) == 1:
        yield runs[0]  # nothing is picked out, so nothing may be left out either
        return
    for place, run in enumerate(runs):
        words = _WORDS.findall(run.text)
        if run.differs or len(words) <= _LONG:
            yield run
            continue
        head = "".join(words[:_AROUND]).rstrip() if place else ""
        tail = "".join(words[-_AROUND:]) if place < len(runs) - 1 else ""
        yield Run(f"{head}{GAP}{tail}".removeprefix(" ") if tail else f"{head}{GAP.rstrip()}")


def is_shortened(runs: Sequence[Run]) -> bool:
    """Tell whether ``shortened`` leaves anything out."""
    return shortened(runs) != tuple(runs)
