"""The place of the queue's page in the window: the page is built when somebody first goes to it."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, Signal
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from imr_desk.model.queue import CaseFilter
from imr_desk.services.case_handling import CaseHandling
from imr_desk.ui.case_acts import CASE_ACTS
from imr_desk.ui.dress import Dress
from imr_desk.ui.worklist.queue import Queue

if TYPE_CHECKING:
    from imr_desk.ui.worklist.page import QueuePage

Tell = Callable[[str, str, str, Callable[[], object] | None], object]
"""Shows news: kind, sentence, word on a button, what the button does."""


class LazyQueue(QWidget):
    """Holds the page, and knows what it must be told once it is there.

    Args:
        queue: the queue.
        handling: who works which case.
        person: who works here.
        dress: theme, type and icons.
        settings: where columns and widths are remembered.
        tell: shows news.
        colleagues: who can be asked to read a case a second time.

    Signals:
        case_chosen: number of a case that is to be opened.
        open_requested: letters are to be chosen and brought in.
        files_dropped: paths that are to be brought in.
        retry_requested: path of a file that is to be read again.
        retry_all_requested: paths of all files that could not be read.
        papers_requested: numbers of the cases whose papers are to be handed out.
        stepped: cases were changed from the page.
        selection_moved: other cases are selected.
    """

    case_chosen = Signal(int)
    open_requested = Signal()
    files_dropped = Signal(object)
    retry_requested = Signal(str)
    retry_all_requested = Signal(object)
    papers_requested = Signal(object)
    stepped = Signal()
    selection_moved = Signal()

    def __init__(
        self,
        queue: Queue,
        handling: CaseHandling,
        person: str,
        dress: Dress,
        settings: QSettings,
        tell: Tell,
        colleagues: Callable[[], Sequence[str]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._queue, self._handling, self._settings, self._tell = queue, handling, settings, tell
        self._person, self._dress, self._colleagues = person, dress, colleagues
        self._actions: Mapping[str, QAction] = {}
        self._open_case = -1
        self._page: QueuePage | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        queue.failed.connect(self._failed)

    @property
    def page(self) -> "QueuePage":
        """The page, built when it is first asked for."""
        if self._page is None:
            self._page = self._built()
        return self._page

    def _built(self) -> "QueuePage":
        # Half of all widgets of the window; who starts the program comes to a letter and need not wait for them.
        from imr_desk.ui.worklist.page import QueuePage  # noqa: PLC0415

        page = QueuePage(self._queue, self._handling, self._person, self._dress, self._settings, self._tell)
        for told, tell in (
            (page.case_chosen, self.case_chosen),
            (page.open_requested, self.open_requested),
            (page.files_dropped, self.files_dropped),
            (page.retry_requested, self.retry_requested),
            (page.retry_all_requested, self.retry_all_requested),
            (page.steps.papers_requested, self.papers_requested),
            (page.steps.done, self.stepped),
            (page.table.selection_moved, self.selection_moved),
        ):
            told.connect(tell)
        page.steps.colleagues = self._colleagues
        page.mark_open(self._open_case)
        if self._actions:
            page.adopt(self._actions)
        self._column.addWidget(page)
        return page

    # Acts

    def adopt(self, actions: Mapping[str, QAction]) -> None:
        """Let the acts of the window, by id, be those of the page; none can be done while it is not there."""
        self._actions = {act.id: actions[act.id] for act in CASE_ACTS}
        if self._page is not None:
            self._page.adopt(self._actions)
            return
        for action in self._actions.values():
            action.setEnabled(False)

    def does(self) -> Mapping[str, Callable[[], object]]:
        """Return what each act on cases does, by its id, for the window's table of acts."""
        return {act.id: partial(self._do, act.id) for act in CASE_ACTS}

    def _do(self, act: str) -> None:
        self.page.does()[act]()

    # What the page is told

    def dress(self, dress: Dress) -> None:
        """Take on a look."""
        self._dress = dress
        if self._page is not None:
            self._page.dress(dress)

    def show_person(self, person: str) -> None:
        """Let the page be that of another person, who works here now."""
        self._person = person
        if self._page is not None:
            self._page.show_person(person)

    def mark_open(self, case_id: int) -> None:
        """Mark the case that is on the desk."""
        self._open_case = case_id
        if self._page is not None:
            self._page.mark_open(case_id)

    def show_cases(self, title: str, where: CaseFilter) -> None:
        """Show cases under a title, such as those behind a number of a chart."""
        self.page.show_cases(title, where)

    def show_unread(self) -> None:
        """Show the files that could not be read."""
        self.page.show_unread()

    def take_focus(self) -> None:
        """Put the keyboard on the cases."""
        self.page.take_focus()

    def step_part(self, way: int) -> None:
        """Put the keyboard on the next part (1) or the one before (-1)."""
        self.page.step_part(way)

    def showEvent(self, event: QShowEvent) -> None:
        """Build the page when it is first needed."""
        super().showEvent(event)
        self.page.show()

    def _failed(self, sentence: str) -> None:
        """Tell, as the page does, why the rows that are shown are not those of now."""
        if self._page is None and self._queue.rows.rowCount():
            self._tell("error", sentence, "Try again", self._queue.refresh)
