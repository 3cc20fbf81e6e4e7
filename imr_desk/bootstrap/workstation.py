"""Joins services and what they are made of. The type checker proves here that each part keeps its port."""

from datetime import datetime
from pathlib import Path

from imr_desk import __version__
from imr_desk.bootstrap.workshop import ProcessWorkshop
from imr_desk.caselog.sqlite import SqliteCaseLog
from imr_desk.config.places import person, resources_folder, settings_file
from imr_desk.config.rule_tables import read_holidays, read_rules
from imr_desk.export.destination import FileDestination
from imr_desk.export.registry import exporters
from imr_desk.ports import CaseLog, Clock, Destination
from imr_desk.services.case_handling import CaseHandling
from imr_desk.services.deadlines import Deadlines
from imr_desk.services.intake import Intake
from imr_desk.services.pages import Pages
from imr_desk.services.papers import Papers
from imr_desk.services.reviews import Reviews
from imr_desk.services.worklist import Worklist
from imr_desk.services.workstation import Workstation


class SystemClock:
    """The computer's clock, with its zone."""

    def now(self) -> datetime:
        """Return the present moment."""
        return datetime.now().astimezone()


def open_workstation(log_path: Path) -> Workstation:
    """Open a case log, made if need be, and join everything that works on it.

    Raises:
        CaseLogError: the log cannot be opened; it is left as it was.
    """
    resources = resources_folder()
    clock: Clock = SystemClock()
    destination: Destination = FileDestination()
    # The drawing process starts while the log opens: both take a good part of the time until the window is usable.
    workshop = ProcessWorkshop()
    workshop.start()
    try:
        log: CaseLog = SqliteCaseLog(log_path, clock)
    except BaseException:
        workshop.close()
        raise
    deadlines = Deadlines(log, clock, read_rules, read_holidays)
    reviews = Reviews(log, clock, person(), deadlines.mark)
    return Workstation(
        log_path=log_path,
        resources=resources,
        settings_path=settings_file(),
        clock=clock,
        log=log,
        workshop=workshop,
        intake=Intake(log, workshop, reviews),
        reviews=reviews,
        worklist=Worklist(log, reviews),
        handling=CaseHandling(log, reviews),
        deadlines=deadlines,
        pages=Pages(log, workshop),
        papers=Papers(log, reviews, exporters(resources), destination, f"imr_desk {__version__}"),
    )
