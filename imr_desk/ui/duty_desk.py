"""The duties of the case on the desk and of the one chosen in the queue, and the rules behind them."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from imr_desk.services.workstation import Workstation
from imr_desk.ui.background import Lane, only_desk_errors
from imr_desk.ui.centre import Centre
from imr_desk.ui.dialogs import Dialogs
from imr_desk.ui.dress import Dress
from imr_desk.ui.duties.case_duties import CaseDuties, DutyView
from imr_desk.ui.duties.drawer import DutiesDrawer
from imr_desk.ui.duties.due_chip import DueChip
from imr_desk.ui.duties.recount import Recount
from imr_desk.ui.review.panel import ReviewPanel
from imr_desk.ui.session import Place, Session

if TYPE_CHECKING:
    from imr_desk.ui.duties.panel import DutiesPanel


class DutyDesk(QObject):
    """Ties the drawers of duties to the pages they lie over.

    Signals: ``moved()`` a case's duties may have changed: the queue should ask again.

    Args:
        workstation: the services.
        session: the case on the desk.
        centre: the pages of the window.
        review: the form, which answers some questions.
        chip: shows the next duty of the case on the desk.
        lane: the thread that the case log lives in.
        dialogs: the door for questions.
        window: the owner.
    """

    moved = Signal()

    def __init__(
        self,
        workstation: Workstation,
        session: Session,
        centre: Centre,
        review: ReviewPanel,
        chip: DueChip,
        lane: Lane,
        dialogs: Dialogs,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._workstation, self._session, self._centre, self._review = workstation, session, centre, review
        self._lane, self._dialogs, self._window = lane, dialogs, window
        self._dress: Dress | None = None
        self._recount = Recount(workstation.deadlines, lane, self)
        log, handling, deadlines = workstation.log, workstation.handling, workstation.deadlines
        self.duties = CaseDuties(log, handling, deadlines, session, lane, follows=True, parent=self)
        self.chosen = CaseDuties(log, handling, deadlines, session, lane, follows=False, parent=self)
        self.drawer = DutiesDrawer(partial(self._panel, self.duties), centre.desk.panels, review)
        self.queue_drawer = DutiesDrawer(partial(self._panel, self.chosen), centre.queue_place)
        self.duties.changed.connect(partial(self._show_due, chip))
        chip.clicked.connect(self.turn)
        session.case_opened.connect(self.drawer.shut)
        centre.queue_place.selection_moved.connect(self._follow_queue)
        centre.turned.connect(self._page_turned)
        self._recount.ended.connect(lambda _words: self._changed())
        for duties in (self.duties, self.chosen):
            duties.handled.connect(lambda _handled: self._changed())

    def _panel(self, duties: CaseDuties) -> "DutiesPanel":
        from imr_desk.ui.duties.panel import DutiesPanel  # noqa: PLC0415 - who starts the program need not wait for it

        panel = DutiesPanel(duties)
        panel.form_requested.connect(self._show_in_form)
        panel.rules_requested.connect(self.show_rules)
        return panel

    def start(self) -> None:
        """Count all cases anew where that was never done by the rules that count now."""
        if not self._workstation.to_read:
            wants = self._workstation.deadlines.wants_counting
            self._lane.run(self, wants, self._count_if, only_desk_errors)

    def _count_if(self, wanted: bool) -> None:
        if wanted:
            self._recount.start()

    def table(self) -> Mapping[str, Callable[[], object]]:
        """Return what each act does, by its id."""
        return {"duties": self.turn, "rules": self.show_rules}

    def turn(self) -> None:
        """Show what must be done about the case, by when, or put it away."""
        if self._centre.on_desk:
            if self._session.is_open:
                self.drawer.turn()
        elif self._centre.on_queue:
            self._follow_queue()
            self.queue_drawer.turn()

    def refresh(self) -> None:
        """Count anew: somebody worked on cases in the queue."""
        self.duties.refresh()
        self.chosen.refresh()

    def show_rules(self) -> None:
        """Show the rules of deadlines, for a supervisor to edit."""
        from imr_desk.ui.duties.rules_sheet import RulesSheet  # noqa: PLC0415 - who starts the program need not wait for it

        if self._dress is None:
            return
        ws = self._workstation
        sheet = RulesSheet(
            ws.deadlines, ws.reviews, ws.people, self._recount, self._lane, self._dialogs, self._dress, self._window
        )
        sheet.rules_kept.connect(self._changed)
        sheet.open()

    def dress(self, dress: Dress) -> None:
        """Take on a look."""
        self._dress = dress
        self.drawer.dress(dress)
        self.queue_drawer.dress(dress)

    def stop(self) -> None:
        """Stop counting: the window closes."""
        self._recount.stop()

    def _show_due(self, chip: DueChip, view: DutyView | None) -> None:
        chip.show_due(None if view is None else view.due)

    def _follow_queue(self) -> None:
        if self.queue_drawer.is_open or self._centre.on_queue:
            table = self._centre.queue.table
            case = self._centre.queue.queue.rows.case_at(table.leading_row())
            self.chosen.show_case(None if case is None else case.id)

    def _page_turned(self) -> None:
        self.drawer.shut()
        self.queue_drawer.shut()

    def _show_in_form(self, name: str, item: int) -> None:
        """Go to the field that answers; the case must be the one on the desk."""
        if not self._centre.on_desk or not self._session.is_open:
            return
        self.drawer.shut()
        items = self._session.review.items
        self._review.go_to(Place(items[item - 1].id if 0 < item <= len(items) else None, name))

    def _changed(self) -> None:
        self.refresh()
        self.moved.emit()
