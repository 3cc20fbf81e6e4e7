"""Writing a whole, proved copy of an open log."""

import contextlib
from collections.abc import Callable
from pathlib import Path

from imr_desk.caselog.backup import copy_whole, part_of, prove_copy
from imr_desk.caselog.engine import sqlite3
from imr_desk.caselog.failures import sorted_copy_failures
from imr_desk.caselog.keys import carry_keys


def copy_log(
    log: Path,
    copy: Path,
    reading: Callable[[], contextlib.AbstractContextManager[sqlite3.Connection]],
    letting_go: Callable[[], contextlib.AbstractContextManager[None]],
) -> None:
    """Write a copy of an open log, its sealed key beside it; an older copy stands until the new one is proved.

    Args:
        log: the log.
        copy: where the copy is to be.
        reading: gives the log's connection to this thread alone.
        letting_go: gives it back for a moment, inside ``reading``, to whoever waits for it.

    Raises:
        CaseLogError: the copy could not be made, or the log was closed meanwhile.
    """
    with sorted_copy_failures(log, copy), part_of(copy) as part:
        with reading() as connection:
            promise = copy_whole(connection, part, letting_go)
        prove_copy(part, promise)
        carry_keys(log, copy)
