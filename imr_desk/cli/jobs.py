"""The window's jobs without the window: bringing letters in, listing cases, writing papers."""

import sys
from pathlib import Path

import click
import msgspec

from imr_desk.cli.disclosing import disclosure_of
from imr_desk.cli.log_access import LogAccess
from imr_desk.model.case import Case, PaperSize
from imr_desk.model.errors import CaseLogError, CaseLogErrorKind, ExportError
from imr_desk.model.queue import CaseFilter, CaseQuery
from imr_desk.services.intake import AlreadyThere, BroughtIn, NotRead
from imr_desk.services.paper_facts import facts_of
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
        for taken in workstation.intake.bring_in(workstation.intake.files_in(paths), _Steps()):
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


class ExportWish(msgspec.Struct, frozen=True):
    """What is to be written, and what the log is to keep of it.

    Attributes:
        cases: by their number in the log or their IMR case number.
        paper: name of the paper.
        folder: where to write.
        replace: replace files that are there already.
        whom: class of recipients, who that is behind a colon; empty for nobody.
        purpose: what for.
        reason: why a paper that holds more than they may have is given all the same.
        size: what it is printed on.
    """

    cases: tuple[str, ...]
    paper: str
    folder: Path
    replace: bool = False
    whom: str = ""
    purpose: str = ""
    reason: str = ""
    size: str = PaperSize.US_LETTER


def export_cases(access: LogAccess, wish: ExportWish) -> None:
    """Write a paper of each case, printing the path of each; the log keeps for whom and what for."""
    workstation = access.open()
    try:
        paper = workstation.papers.paper(wish.paper)
        workstation.papers.use(wish.size)
        facts = facts_of(paper.name, paper.label)
        disclosure = disclosure_of(wish.whom, wish.purpose, wish.reason, facts)
        case_ids = tuple(dict.fromkeys(found_case(workstation, name).id for name in wish.cases))
        # Asked before anything is written, so that no run ends half way for that.
        standing = workstation.papers.standing(case_ids, paper.name, wish.folder)
        if standing and not wish.replace:
            raise ExportError(f"{standing[0]} is there already. Add --replace to write it anew.")
        wish.folder.mkdir(parents=True, exist_ok=True)
        for case_id in case_ids:
            target = wish.folder / workstation.papers.file_name(case_id, paper.name)
            made = workstation.papers.export(case_id, paper.name, target, disclosure)
            click.echo(str(target))
            if made.remark:
                click.echo(made.remark, err=True)
    except OSError as error:
        raise ExportError(f"The folder {wish.folder} cannot be written. Choose another one.") from error
    finally:
        workstation.close()


def found_case(workstation: Workstation, name: str) -> Case:
    """Return the case of a number in the log, or of an IMR case number.

    Raises:
        CaseLogError: there is none, or several bear the IMR case number.
    """
    if name.isdigit():
        return workstation.log.case(int(name))
    found = workstation.log.with_number(name) or workstation.log.with_number(name.upper())
    if len(found) == 1:
        return found[0]
    if found:
        which = ", ".join(str(case.id) for case in found)
        raise CaseLogError(
            CaseLogErrorKind.NO_CASE,
            f"Several cases bear the number {name}. Name one by its number in this log: {which}.",
        )
    raise CaseLogError(
        CaseLogErrorKind.NO_CASE, f"There is no case {name} in this log. `imr-desk cases` lists those there are."
    )


def _outcome(case: Case) -> str:
    words = case.digest.outcome.value if case.digest.outcome is not None else "no outcome yet"
    looks = f", {case.digest.looks} values want a look" if case.digest.looks else ""
    return f"{words}{'' if case.digest.confirmed else ' (proposed)'}{looks}"
