"""Ties between the pages of the window and those who do what they ask for."""

from imr_desk.ui.actions import ActionSet
from imr_desk.ui.acts import Acts
from imr_desk.ui.arrivals import Arrivals
from imr_desk.ui.bars import MessageBar
from imr_desk.ui.centre import Centre
from imr_desk.ui.desk import Desk
from imr_desk.ui.duty_desk import DutyDesk
from imr_desk.ui.start_page import StartPage


def tie_pages(
    centre: Centre, acts: Acts, arrivals: Arrivals, desk: Desk, duties: DutyDesk, message: MessageBar
) -> None:
    """Let the queue and the dashboard open cases, bring letters in and tell news."""
    queue, dashboard = centre.queue, centre.dashboard
    queue.case_chosen.connect(desk.open)
    for page in (queue, dashboard):
        page.open_requested.connect(acts.open_letters)
    queue.files_dropped.connect(arrivals.bring_in)
    queue.retry_requested.connect(arrivals.retry)
    queue.steps.done.connect(duties.refresh)
    dashboard.told.connect(message.tell)


def tie_start(start: StartPage, acts: Acts, actions: ActionSet) -> None:
    """Let the start page lead to the first letters."""
    start.open_requested.connect(acts.open_letters)
    start.samples_requested.connect(actions["samples"].trigger)
    start.keys_requested.connect(actions["keys"].trigger)
