"""The cases that were on the desk last, for File > Open recent.

The settings keep nothing of them but their numbers in the log; what the menu shows is asked of the log.
"""

import hashlib
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

import msgspec
from PySide6.QtCore import QObject, QSettings, Signal

from imr_desk.model.case import Case
from imr_desk.model.errors import CaseLogError, CaseLogErrorKind
from imr_desk.model.hiding import as_seen_by
from imr_desk.ports import CaseLog
from imr_desk.ui.actions import RECENT, RECENT_MENU, ActionSet
from imr_desk.ui.background import Job, Lane


class RecentCase(msgspec.Struct, frozen=True):
    """A line of the menu: a case and what it is called, its case number or that it is a letter without one."""

    case_id: int
    words: str


class RecentCases(QObject):
    """Remembers which cases were opened, the last one first.

    Signals: ``found(cases)`` what the menu can offer now: a tuple of ``RecentCase`` without the case on the desk.

    Args:
        log: knows the cases.
        log_path: tells one log's list from another's.
        settings: keep the numbers.
        lane: where the log is asked.
        parent: its owner.
        person: who works here; what is hidden from them while a case is read blind is not in the menu either.
    """

    found = Signal(object)

    def __init__(
        self,
        log: CaseLog,
        log_path: Path,
        settings: QSettings,
        lane: Lane,
        parent: QObject,
        person: Callable[[], str] = str,
    ) -> None:
        super().__init__(parent)
        self._log = log
        self._settings = settings
        self._lane = lane
        self._person = person
        # The path itself may name a person's folder, so the settings know the log by a hash of it.
        self._key = f"recent/{hashlib.sha256(str(log_path.absolute()).encode()).hexdigest()[:24]}"
        self._ids = _numbers(settings.value(self._key))
        self._here: int | None = None
        self._offered: tuple[RecentCase, ...] = ()
        self._job: Job | None = None

    @property
    def offered(self) -> tuple[RecentCase, ...]:
        """What the menu offers now."""
        return self._offered

    def opened(self, case_id: int) -> None:
        """Remember that a case is on the desk now."""
        self._here = case_id
        self._keep((case_id, *(other for other in self._ids if other != case_id)))
        self.look_up()

    def closed(self) -> None:
        """The desk is empty: the case that was on it can be offered."""
        self._here = None
        self.look_up()

    def clear(self) -> None:
        """Forget all cases."""
        self._keep(())
        self.look_up()

    def look_up(self) -> None:
        """Ask the log what the cases are called; those that are gone drop out."""
        if self._job is not None:
            self._job.cancel()
        wanted = self._ids
        self._job = self._lane.run(
            self, lambda: tuple(_known(self._log, wanted)), partial(self._take, wanted), _quiet
        )

    def _take(self, wanted: tuple[int, ...], cases: tuple[Case, ...]) -> None:
        self._job = None
        if len(cases) != len(wanted):
            there = {case.id for case in cases}
            self._keep(tuple(case_id for case_id in self._ids if case_id in there))
        others = [case for case in cases if case.id != self._here]
        self._offered = tuple(
            RecentCase(case.id, _words(as_seen_by(case, self._person()))) for case in others[:RECENT]
        )
        self.found.emit(self._offered)

    def _keep(self, ids: tuple[int, ...]) -> None:
        self._ids = ids[: RECENT + 1]  # one more than is offered: the case on the desk is not
        if self._ids:
            self._settings.setValue(self._key, " ".join(map(str, self._ids)))
        else:
            self._settings.remove(self._key)


class RecentActs:
    """The acts of the menu: one a case, and clearing the list.

    Args:
        recent: the cases.
        open_case: puts a case on the desk.
    """

    def __init__(self, recent: RecentCases, open_case: Callable[[int], object]) -> None:
        self._recent = recent
        self._open_case = open_case

    def table(self) -> Mapping[str, Callable[[], object]]:
        """Return what each act does, by its id."""
        places = {f"recent_{place}": partial(self._open, place) for place in range(1, RECENT + 1)}
        return {**places, "clear_recent": self._recent.clear}

    def show(self, actions: ActionSet, cases: tuple[RecentCase, ...]) -> None:
        """Name the acts after the cases; what has no case is not shown."""
        for place in range(1, RECENT + 1):
            act = actions[f"recent_{place}"]
            act.setVisible(place <= len(cases))
            if place <= len(cases):
                words = cases[place - 1].words.replace("&", "&&")
                act.setIconText(cases[place - 1].words)
                act.setText(f"&{place}  {words}" if place < RECENT else f"1&0  {words}")
        actions["clear_recent"].setVisible(bool(cases))
        actions.submenu(RECENT_MENU).setEnabled(bool(cases))

    def _open(self, place: int) -> None:
        if place <= len(self._recent.offered):
            self._open_case(self._recent.offered[place - 1].case_id)


def _known(log: CaseLog, ids: tuple[int, ...]) -> list[Case]:
    found = []
    for case_id in ids:
        try:
            found.append(log.case(case_id))
        except CaseLogError as error:
            if error.kind is not CaseLogErrorKind.NO_CASE:
                raise
    return found


def _quiet(error: Exception) -> None:
    """A log that cannot be read says so where the person works with it; the menu stays as it is."""
    if not isinstance(error, CaseLogError):
        raise error


def _words(case: Case) -> str:
    return case.digest.case_number or f"letter {case.id}"


def _numbers(stored: object) -> tuple[int, ...]:
    """Return the stored numbers; a settings file may be edited by hand, and a start must never fail on it."""
    words = str(stored or "").split()
    return tuple(dict.fromkeys(int(word) for word in words if word.isascii() and word.isdigit()))[: RECENT + 1]
