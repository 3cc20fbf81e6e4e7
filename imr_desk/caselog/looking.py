"""Looking through an open log in the background, so that damage is known before it is met."""

import threading
from typing import Protocol

from imr_desk.caselog.inspection import Examination
from imr_desk.model.keeping import Soundness
from imr_desk.ports import Clock

_REST = 0.005
"""Seconds between two pieces: a log let go and taken again at once would let nobody in."""


class Examined(Protocol):
    """A log that can be looked through in pieces."""

    def examine(self, examination: Examination) -> None:
        """Take a look one piece further."""
        ...


def look_through(log: Examined, clock: Clock, stop: threading.Event) -> Soundness | None:
    """Look through history and cases of an open log, letting others in between; ``None`` when told to stop.

    Pages and indexes are looked at whenever a copy is made and proved, apart from the log.

    Raises:
        CaseLogError: the log was closed meanwhile, or cannot be read at all.
    """
    examination = Examination()
    while not examination.ended:
        if stop.wait(_REST):
            return None
        log.examine(examination)
    moment = clock.now().isoformat(timespec="seconds")
    return Soundness(moment, examination.events, tuple(examination.damage))
