"""Those who do the acts of the menus: each has a table of what it does, by the id of the act."""

from collections.abc import Callable, Mapping
from typing import Protocol

from imr_desk.ui.acts import Acts, Parts
from imr_desk.ui.command_sheet import RecentCommands
from imr_desk.ui.faults import FaultBook
from imr_desk.ui.log_history_acts import LogHistoryActs
from imr_desk.ui.papers.paper_acts import PaperActs
from imr_desk.ui.parts import Given, WindowParts
from imr_desk.ui.preferences.store import PreferenceStore
from imr_desk.ui.recent import RecentActs
from imr_desk.ui.sheet_acts import SheetActs


class Doer(Protocol):
    """Somebody who does acts."""

    def table(self) -> Mapping[str, Callable[[], object]]:
        """Return what each act does, by its id."""


class Doers:
    """All who do acts in one window.

    Attributes:
        acts: on the open case, the letter and the log.
        sheets: those that show a sheet.
        recent: those that open a recent case.
        papers: those that hand out papers.

    Args:
        given: what the window is made of.
        parts: the parts of the window.
        preferences: settings and keys.
        faults: what went wrong.
    """

    def __init__(self, given: Given, parts: WindowParts, preferences: PreferenceStore, faults: FaultBook) -> None:
        lanes, window, dialogs = given.lanes, given.window, given.dialogs
        worked_on = Parts(
            given.workstation,
            parts.session,
            parts.desk,
            parts.arrivals.bring_in,
            parts.worklist,
            parts.letter,
            parts.review,
            parts.bars.message,
            lanes.log,
            lanes.reading[0],
            lanes.printing,
        )
        self.acts = Acts(window, worked_on, dialogs)
        self.sheets = SheetActs(window, worked_on, dialogs, preferences, faults, RecentCommands(given.settings))
        self.recent = RecentActs(parts.recent, parts.desk.open)
        self.papers = PaperActs(
            window, worked_on, dialogs, dialogs.choose_papers_folder, given.settings, self.acts.flush_typing
        )
        log_history = LogHistoryActs(given.workstation, lanes.log, dialogs, window)
        self._queue = parts.centre.queue_place
        self._all: tuple[Doer, ...] = (
            self.acts,
            self.sheets,
            self.recent,
            self.papers,
            parts.people,
            parts.time_out,
            log_history,
            parts.duty_desk,
            parts.questions,
            parts.colleagues,
            parts.annotating,
            parts.blind_desk,
            parts.second_acts,
            parts.settling,
            parts.watching,
            parts.centre,
        )

    def tables(self) -> tuple[Mapping[str, Callable[[], object]], ...]:
        """Return what each of them does; a new one is heard by its place in the tuple above."""
        return (*(doer.table() for doer in self._all), self._queue.does())
