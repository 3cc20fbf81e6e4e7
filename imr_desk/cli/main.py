"""``imr-desk``: open the window, or do one of its jobs without it."""

import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from imr_desk import __version__
from imr_desk.cli import keeping
from imr_desk.cli.disclosing import KNOWN
from imr_desk.cli.extracting import extract_letters
from imr_desk.cli.history import print_history
from imr_desk.cli.jobs import ExportWish, export_cases, import_letters, list_cases
from imr_desk.cli.log_access import LogAccess
from imr_desk.cli.opening import open_demo, open_window
from imr_desk.config.places import default_log
from imr_desk.model.case import PaperSize
from imr_desk.model.errors import DeskError

_FILE = click.Path(path_type=Path)

_EPILOG = """\b
Examples:
  imr-desk                                open the window on your case log
  imr-desk open letter.pdf                open the window on a letter
  imr-desk import inbox/                  bring a folder of letters in
  imr-desk extract letter.pdf             print what the letter says, as JSON
  imr-desk export 12 --to papers/ --for counsel --paper summary-counsel --purpose "answer a petition"
                                          write a summary of case 12 and keep for whom and what for
  imr-desk history --since 2026-01-01     who signed in, locked, copied or changed rules
  imr-desk backup                         make a dated, proved copy of the case log

Upheld means that the denial stands; overturned means that the treatment is approved."""


class _Sentences(click.Group):
    """Prints the sentence of an error that a person can act on, never a traceback."""

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; status 1 with a sentence on standard error when it could not be done."""
        try:
            return super().invoke(ctx)
        except DeskError as error:
            click.echo(error.sentence, err=True)
            ctx.exit(1)


@click.group(cls=_Sentences, invoke_without_command=True, epilog=_EPILOG)
@click.option("--log", "log_path", type=_FILE, default=None, help="Case log to work on, instead of your own.")
@click.option(
    "--passphrase-file",
    type=_FILE,
    default=None,
    help="Its first line opens an encrypted case log; without it the passphrase is asked for.",
)
@click.version_option(__version__, prog_name="imr-desk")
@click.pass_context
def desk(context: click.Context, log_path: Path | None, passphrase_file: Path | None) -> None:
    """Review workstation for California Independent Medical Review letters."""
    context.obj = LogAccess(log_path if log_path is not None else default_log(), passphrase_file)
    if context.invoked_subcommand is None:
        context.exit(open_window(context.obj))


@desk.command("open")
@click.argument("files", nargs=-1, required=True, type=_FILE)
@click.pass_obj
def open_command(access: LogAccess, files: tuple[Path, ...]) -> None:
    """Open the window and bring FILES in; the first new letter is opened."""
    sys.exit(open_window(access, files))


@desk.command("import")
@click.argument("paths", nargs=-1, required=True, type=_FILE)
@click.pass_obj
def import_command(access: LogAccess, paths: tuple[Path, ...]) -> None:
    """Bring letters and folders of letters into the case log.

    Prints a line a letter. Exit status 1 when some could not be read; they stand in the queue's list.
    """
    sys.exit(import_letters(access, paths))


@desk.command("extract")
@click.argument("files", nargs=-1, required=True, type=_FILE)
@click.option("--jobs", type=click.IntRange(1, 64), default=1, show_default=True, help="Letters read at once.")
def extract_command(files: tuple[Path, ...], jobs: int) -> None:
    """Print what each letter says as one JSON object a line; nothing is kept.

    Exit status 0 when every letter was read, 1 when some were not (their line has "error").
    """
    sys.exit(extract_letters(files, jobs))


@desk.command("cases")
@click.argument("words", nargs=-1)
@click.pass_obj
def cases_command(access: LogAccess, words: tuple[str, ...]) -> None:
    """List the cases of the log, or those in which all WORDS occur."""
    list_cases(access, " ".join(words))


@desk.command("export")
@click.argument("cases", nargs=-1, required=True)
@click.option("--paper", default="summary-pdf", show_default=True, help="Which paper; a wrong name lists all.")
@click.option("--to", "folder", type=_FILE, default=Path(), show_default="this folder", help="Where to write.")
@click.option("--for", "whom", default="", help=f"For whom: {KNOWN}; who that is may follow a colon.")
@click.option("--purpose", default="", help="What for; needed with --for.")
@click.option("--reason", default="", help="Why they are given a paper that holds more than they may have.")
@click.option(
    "--size",
    type=click.Choice([size.value for size in PaperSize]),
    default=PaperSize.US_LETTER.value,
    show_default=True,
    help="What summaries are printed on.",
)
@click.option("--replace", is_flag=True, help="Replace files that are there already.")
@click.pass_obj
def export_command(access: LogAccess, /, **wish: Any) -> None:  # noqa: ANN401 - the values of the options
    """Write a paper of CASES, named by their number in the log or their IMR case number.

    The history of each case keeps who wrote it, for whom and what for. Without --for it says that nobody was named.
    """
    export_cases(access, ExportWish(**wish))


@desk.command("read-record")
@click.argument("files", nargs=-1, required=True, type=_FILE)
def read_record_command(files: tuple[Path, ...]) -> None:
    """Read case records (paper case-json) back and print what they say: outcome, items, who signed.

    Needs neither the case log nor the letter. Exit status 1 when a record cannot be read or contradicts itself.
    """
    # The papers' modules, which no other command waits for.
    from imr_desk.cli.records import read_records  # noqa: PLC0415

    sys.exit(read_records(files))


@desk.command("history")
@click.option("--case", default=None, help="Of this case, by its number in the log or its IMR case number.")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), default=None, help="Nothing before this day.")
@click.pass_obj
def history_command(access: LogAccess, case: str | None, since: datetime | None) -> None:
    """Print what happened to the case log as a whole, or to one case: when, who, what; newest first.

    Sign-ins and refusals, locks, copies and restores, protection, rules and lists that were changed, repairs.
    """
    print_history(access, case, since.date() if since is not None else None)


_YES = click.option("--yes", "sure", is_flag=True, help="Do not ask first.")


@desk.command("backup")
@click.pass_obj
def backup_command(access: LogAccess) -> None:
    """Make a dated copy of the case log, prove it and print where it is.

    Old copies go by the keeping rule: all of the last two days stay, then one a day, a week and a month.
    """
    keeping.back_up(access)


@desk.command("backups")
@click.pass_obj
def backups_command(access: LogAccess) -> None:
    """List the dated copies of the case log, newest first: path, date, size, events, whether encrypted."""
    keeping.list_copies(access)


@desk.command("restore")
@click.argument("copy")
@_YES
@click.pass_obj
def restore_command(access: LogAccess, copy: str, *, sure: bool) -> None:
    """Put COPY, a backup by name or "latest", in the place of the case log.

    The copy is proved first. The log that was there is kept beside it under another name. Close the window before.
    """
    keeping.restore_copy(access, copy, sure=sure)


@desk.command("recover")
@_YES
@click.pass_obj
def recover_command(access: LogAccess, *, sure: bool) -> None:
    """Read back what can be read of a damaged case log, and say what is lost.

    The damaged file is moved aside, never overwritten. Close the window before.
    """
    keeping.recover_log(access, sure=sure)


@desk.command("protect")
@click.option("--key-store", "in_store", is_flag=True, help="This computer's login opens it too.")
@click.option("--leave-copies", is_flag=True, help="Leave the backups made before as they are.")
@click.pass_obj
def protect_command(access: LogAccess, *, in_store: bool, leave_copies: bool) -> None:
    """Encrypt the case log and its backups; prints the recovery code on standard output, this once.

    The new passphrase is asked for twice, or is the first line of --passphrase-file. Close the window before.
    """
    keeping.protect_log(access, in_store=in_store, leave_copies=leave_copies)


@desk.command("unprotect")
@_YES
@click.pass_obj
def unprotect_command(access: LogAccess, *, sure: bool) -> None:
    """Write the case log without encryption; its backups stay encrypted. Close the window before."""
    keeping.unprotect_log(access, sure=sure)


@desk.command("plain-copy")
@click.argument("target", type=_FILE)
@click.option("--replace", is_flag=True, help="Replace a file that is there already.")
@click.pass_obj
def plain_copy_command(access: LogAccess, target: Path, *, replace: bool) -> None:
    """Write cases, items, decisions, deadlines and events to TARGET, an SQLite file for other programs.

    It holds names and decisions, no letters, and is never encrypted.
    """
    keeping.write_plain_copy(access, target, replace=replace)


@desk.command("verify")
@click.argument("copy", required=False)
@click.pass_obj
def verify_command(access: LogAccess, copy: str | None) -> None:
    """Read all that the case log, or the backup COPY, holds and compare it with its seals.

    Exit status 0 when it is whole, 1 when something is damaged. Close the window before.
    """
    sys.exit(keeping.verify_log(access, copy))


@desk.command("demo")
@click.option("--pictures", type=_FILE, default=None, help="Save pictures and the summary there instead of opening.")
@click.option("--every-screen", is_flag=True, help="With --pictures: every state in every theme and size.")
def demo_command(pictures: Path | None, every_screen: bool) -> None:
    """Open the window on synthetic sample letters, in a case log of their own."""
    sys.exit(open_demo(pictures, every_screen=every_screen))


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; ends the process with its exit status."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
    desk.main(args=list(arguments) if arguments is not None else None, prog_name="imr-desk")
