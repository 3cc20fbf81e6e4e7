"""How the set-up speaks: one short line at a time, on standard error, so that output for machines stays clean."""

import sys


class SetupStoppedError(Exception):
    """The set-up cannot go on; the text is one or two sentences that say what to do.

    Attributes:
        untouched: nothing in the environment was changed, so what stood there before is still good.
    """

    def __init__(self, sentence: str, *, untouched: bool = False) -> None:
        super().__init__(sentence)
        self.untouched = untouched


def say(line: str) -> None:
    """Prints one line to the person who started the set-up."""
    print(line, file=sys.stderr, flush=True)
