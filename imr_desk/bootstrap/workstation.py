"""Joins services and what they are made of. The type checker proves here that each part keeps its port."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import NamedTuple

from imr_desk import __version__
from imr_desk.bootstrap.workshop import ProcessWorkshop
from imr_desk.caselog.key_store import SystemKeyStore
from imr_desk.caselog.looking import look_through
from imr_desk.caselog.places import warning_about
from imr_desk.caselog.protecting import Vault
from imr_desk.caselog.restoring import DatedCopies
from imr_desk.caselog.sqlite import SqliteCaseLog
from imr_desk.config.benchmarks import benchmarks_of
from imr_desk.config.places import person, resources_folder, settings_file
from imr_desk.config.rule_tables import read_holidays, read_rules
from imr_desk.export.destination import FileDestination
from imr_desk.ports import CaseLog, Clock, Destination, Exporter, LetterWorkshop
from imr_desk.services.agreement import Agreements
from imr_desk.services.backups import Backups
from imr_desk.services.case_handling import CaseHandling
from imr_desk.services.deadlines import Deadlines
from imr_desk.services.figure_files import FigureFiles
from imr_desk.services.figures import Figures
from imr_desk.services.intake import Intake
from imr_desk.services.labels import Labels
from imr_desk.services.log_events import LogEvents
from imr_desk.services.marking import NAME as HIGHLIGHTED
from imr_desk.services.marking import MarkedLetters
from imr_desk.services.ownership import Ownership
from imr_desk.services.pages import Pages
from imr_desk.services.paper_kinds import LetterCopy
from imr_desk.services.papers import Papers
from imr_desk.services.people import People
from imr_desk.services.protection import LogProtection
from imr_desk.services.redaction import NAME as REDACTED
from imr_desk.services.redaction import Redaction
from imr_desk.services.reviews import Reviews
from imr_desk.services.sampling import Sampling
from imr_desk.services.second_readings import SecondReadings
from imr_desk.services.sending_back import SendingBack
from imr_desk.services.worklist import Worklist
from imr_desk.services.workstation import Workstation


class SystemClock:
    """The computer's clock, with its zone."""

    def now(self) -> datetime:
        """Return the present moment."""
        return datetime.now().astimezone()


def _copies(marked: MarkedLetters, redaction: Redaction) -> tuple[LetterCopy, ...]:
    """Return the papers that are made from the letter itself."""

    def redacted(case_id: int) -> tuple[bytes, str]:
        content, report = redaction.content(case_id)
        return content, report.sentence

    return (
        LetterCopy("letter-marked", HIGHLIGHTED, lambda case_id: (marked.content(case_id), ""), lambda _id: ".pdf"),
        LetterCopy("letter-redacted", REDACTED, redacted, redaction.suffix),
    )


def _exporters(resources: Path) -> tuple[Exporter, ...]:
    # A good two dozen modules, which only those wait for who hand out papers.
    from imr_desk.export.registry import exporters  # noqa: PLC0415

    return exporters(resources)


def _table_csv(rows: Sequence[Sequence[str | float]]) -> bytes:
    from imr_desk.export.figure_tables import table_csv  # noqa: PLC0415 - as above

    return table_csv(rows)


def _written_plain(log: SqliteCaseLog, clock: Clock, target: Path) -> None:
    # Loads sqlite-utils, which only those wait for who want a plain copy.
    from imr_desk.caselog.plain_copy import write_plain_copy  # noqa: PLC0415

    write_plain_copy(log, target, clock.now(), log.key)


class _ReviewSide(NamedTuple):
    """What works on reviews, each part made of those before it."""

    deadlines: Deadlines
    ownership: Ownership
    reviews: Reviews
    people: People
    worklist: Worklist
    handling: CaseHandling
    second_readings: SecondReadings


def _review_side(log: CaseLog, clock: Clock) -> _ReviewSide:
    deadlines = Deadlines(log, clock, read_rules, read_holidays)
    ownership = Ownership(log, clock, deadlines.works)
    reviews = Reviews(log, clock, person(), deadlines.mark, ownership.wants_sign)
    people = People(log, clock, reviews, person())
    worklist = Worklist(log, reviews, lambda: deadlines.rule_names, ownership.idle_before)
    handling = CaseHandling(log, reviews, people.refusal_of_step, ownership.step_for)
    second_readings = SecondReadings(log, reviews, handling, people)
    return _ReviewSide(deadlines, ownership, reviews, people, worklist, handling, second_readings)


def _papers(
    log: CaseLog, side: _ReviewSide, workshop: LetterWorkshop, destination: Destination, resources: Path
) -> Papers:
    """Join what leaves the desk; all of it passes ``Papers``, which asks whether the record is hidden."""
    tool = f"imr_desk {__version__}"
    marked = MarkedLetters(log, side.reviews, workshop, tool, lambda: Labels(log).table)
    copies = _copies(marked, Redaction(log, side.reviews, workshop))
    exporters = partial(_exporters, resources)
    return Papers(
        log,
        side.reviews,
        exporters,
        destination,
        tool,
        side.deadlines,
        copies=copies,
        refusal_of=side.second_readings.refusal_of_record,
    )


def open_workstation(log_path: Path, key: bytes | None = None, *, to_read: bool = False) -> Workstation:
    """Open a case log, made if need be, and join everything that works on it.

    Args:
        log_path: the file.
        key: opens an encrypted log; without it the computer's key store is asked.
        to_read: open a backup, or another closed log, so that nothing in it can be changed.

    Raises:
        CaseLogError: the log cannot be opened; it is left as it was.
    """
    clock: Clock = SystemClock()
    destination: Destination = FileDestination()
    resources = resources_folder()
    protection = LogProtection(Vault(log_path, SystemKeyStore()))
    # The drawing process starts while the log opens: both take a good part of the time until the window is usable.
    workshop = ProcessWorkshop()
    workshop.start()
    try:
        file = SqliteCaseLog(log_path, clock, key=key or protection.key_without_asking(), to_read=to_read)
    except BaseException:
        workshop.close()
        raise
    log: CaseLog = file
    side = _review_side(log, clock)
    reviews, people = side.reviews, side.people
    return Workstation(
        log_path=log_path,
        resources=resources,
        settings_path=settings_file(),
        clock=clock,
        log=log,
        workshop=workshop,
        intake=Intake(log, workshop, reviews),
        reviews=reviews,
        worklist=side.worklist,
        handling=side.handling,
        sending_back=SendingBack(reviews, side.handling, people),
        ownership=side.ownership,
        second_readings=side.second_readings,
        sampling=Sampling(log, reviews, side.second_readings, people),
        deadlines=side.deadlines,
        pages=Pages(log, workshop),
        papers=_papers(log, side, workshop, destination, resources),
        figures=Figures(log, side.worklist, benchmarks_of(resources)),
        figure_files=FigureFiles(destination, _table_csv),
        agreements=Agreements(log, side.worklist, people),
        people=people,
        protection=protection,
        backups=Backups(DatedCopies(file), clock, LogEvents(log, reviews.sign, to_read=to_read)),
        look_through=lambda stop: look_through(file, clock, stop),
        write_plain_copy=partial(_written_plain, file, clock),
        key_of=lambda: file.key,
        to_read=to_read,
        notice=warning_about(log_path),
    )
