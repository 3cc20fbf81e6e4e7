"""``imr-desk history``: what happened to the case log, or to a case, newest first, a line an event."""

from collections.abc import Iterator
from datetime import date

import click

from imr_desk.cli.jobs import found_case
from imr_desk.cli.log_access import LogAccess
from imr_desk.model.errors import ExportError
from imr_desk.services.case_history import case_history
from imr_desk.services.log_history import LogHistory
from imr_desk.services.workstation import Workstation


def print_history(access: LogAccess, case: str | None, since: date | None) -> None:
    """Print when, who and what, parted by tabulators.

    Raises:
        CaseLogError: the log cannot be read, or there is no such case.
        ExportError: the person may still read the case blind.
    """
    workstation = access.open()
    try:
        lines = _of_log(workstation) if case is None else _of_case(workstation, case)
        for at, by, words in lines:
            # By day and not by order: a clock that was set back parts the two.
            if since is None or at[:10] >= since.isoformat():
                click.echo("\t".join(" ".join(part.split()) for part in (at[:19].replace("T", " "), by, words)))
    finally:
        workstation.close()


def _of_log(workstation: Workstation) -> Iterator[tuple[str, str, str]]:
    for line in LogHistory(workstation.log).every():
        yield line.at, line.by, line.words


def _of_case(workstation: Workstation, name: str) -> Iterator[tuple[str, str, str]]:
    case = found_case(workstation, name)
    if refusal := workstation.papers.refusal_of(case.id):
        raise ExportError(refusal)
    for line in case_history(workstation.log, case.id).lines:
        moved = "; ".join(each.words for each in line.moved)
        yield line.event.at, line.event.by, f"{line.words} [{moved}]" if moved else line.words
