"""The window's jobs without the window: bringing letters in, listing cases, writing papers."""

import sys
from pathlib import Path

import click

from imr_desk.cli.log_access import LogAccess
from imr_desk.model.case import Case
from imr_desk.model.errors import CaseLogError, CaseLogErrorKind, ExportError
from imr_desk.model.queue import CaseFilter, CaseQuery
from imr_desk.services.intake import AlreadyThere, BroughtIn, NotRead
from imr_desk.services.letter_files import letters_in
from imr_desk.services.workstation import Workstation


class _Steps:
    """Progress on standard error, when a person watches."""

    def step(self, done: int, total: int, name: str) -> None:
        """Show how far the intake is."""
        if sys.stderr.isatty() and total > 1:
            click.echo(f"\r{done} of {total}", nl=done == total, err=True)

    def cancelled(self) -> bool:
        """Ctrl+C ends the program; nothing else stops it."""
        return False


def import_letters(access: LogAccess, paths: tuple[Path, ...]) -> int:
    """Bring letters in, printing a line each; 1 when some could not be read."""
    workstation = access.open()
    failed = 0
    try:
        for taken in workstation.intake.bring_in(letters_in(paths), _Steps()):
            match taken:
                case BroughtIn(path=path, case=case):
                    click.echo(f"{path.name}: case {case.id}, {_outcome(case)}")
                case AlreadyThere(path=path, case=case):
                    click.echo(f"{path.name}: already in the log as case {case.id}")
                case NotRead(path=path, letter=letter):
                    failed += 1
                    click.echo(f"{path.name}: {letter.sentence}", err=True)
    finally:
        workstation.close()
    return 1 if failed else 0


def list_cases(access: LogAccess, words: str) -> None:
    """Print a line a case."""
    workstation = access.open()
    try:
        for case in workstation.worklist.cases(CaseQuery(CaseFilter(words=words), limit=1_000_000)):
            click.echo(f"{case.id}\t{case.digest.case_number or case.name}\t{case.status.value}\t{_outcome(case)}")
    finally:
        workstation.close()


def export_cases(access: LogAccess, cases: tuple[str, ...], paper: str, folder: Path, *, replace: bool) -> None:
    """Write a paper of each case, printing the path of each."""
    workstation = access.open()
    try:
        workstation.papers.exporter(paper)
        folder.mkdir(parents=True, exist_ok=True)
        for name in cases:
            case = _found(workstation, name)
            target = folder / workstation.papers.file_name(case.id, paper)
            if target.exists() and not replace:
                raise ExportError(f"{target} is there already. Add --replace to write it anew.")
            workstation.papers.export(case.id, paper, target)
            click.echo(str(target))
    except OSError as error:
        raise ExportError(f"The folder {folder} cannot be written. Choose another one.") from error
    finally:
        workstation.close()


def _found(workstation: Workstation, name: str) -> Case:
    if name.isdigit():
        return workstation.log.case(int(name))
    for case in workstation.worklist.cases(CaseQuery(CaseFilter(number=name), limit=1_000_000)):
        if case.digest.case_number.casefold() == name.casefold():
            return case
    raise CaseLogError(
        CaseLogErrorKind.NO_CASE, f"There is no case {name} in this log. `imr-desk cases` lists those there are."
    )


def _outcome(case: Case) -> str:
    words = case.digest.outcome.value if case.digest.outcome is not None else "no outcome yet"
    looks = f", {case.digest.looks} values want a look" if case.digest.looks else ""
    return f"{words}{'' if case.digest.confirmed else ' (proposed)'}{looks}"
