"""``imr-desk``: open the window, or do one of its jobs without it."""

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from imr_desk import __version__
from imr_desk.cli.extracting import extract_letters
from imr_desk.cli.jobs import export_cases, import_letters, list_cases
from imr_desk.cli.opening import open_demo, open_window
from imr_desk.config.places import default_log
from imr_desk.model.errors import DeskError

_FILE = click.Path(path_type=Path)

_EPILOG = """\b
Examples:
  imr-desk                                open the window on your case log
  imr-desk open letter.pdf                open the window on a letter
  imr-desk import inbox/                  bring a folder of letters in
  imr-desk extract letter.pdf             print what the letter says, as JSON
  imr-desk export 12 --to papers/         write the summary PDF of case 12

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
@click.version_option(__version__, prog_name="imr-desk")
@click.pass_context
def desk(context: click.Context, log_path: Path | None) -> None:
    """Review workstation for California Independent Medical Review letters."""
    context.obj = log_path if log_path is not None else default_log()
    if context.invoked_subcommand is None:
        context.exit(open_window(context.obj))


@desk.command("open")
@click.argument("files", nargs=-1, required=True, type=_FILE)
@click.pass_obj
def open_command(log_path: Path, files: tuple[Path, ...]) -> None:
    """Open the window and bring FILES in; the first new letter is opened."""
    sys.exit(open_window(log_path, files))


@desk.command("import")
@click.argument("paths", nargs=-1, required=True, type=_FILE)
@click.pass_obj
def import_command(log_path: Path, paths: tuple[Path, ...]) -> None:
    """Bring letters and folders of letters into the case log.

    Prints a line a letter. Exit status 1 when some could not be read; they stand in the queue's list.
    """
    sys.exit(import_letters(log_path, paths))


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
def cases_command(log_path: Path, words: tuple[str, ...]) -> None:
    """List the cases of the log, or those in which all WORDS occur."""
    list_cases(log_path, " ".join(words))


@desk.command("export")
@click.argument("cases", nargs=-1, required=True)
@click.option("--paper", default="summary-pdf", show_default=True, help="Which paper; a wrong name lists all.")
@click.option("--to", "folder", type=_FILE, default=Path(), show_default="this folder", help="Where to write.")
@click.option("--replace", is_flag=True, help="Replace files that are there already.")
@click.pass_obj
def export_command(log_path: Path, cases: tuple[str, ...], paper: str, folder: Path, replace: bool) -> None:
    """Write a paper of CASES, named by their number in the log or their IMR case number."""
    export_cases(log_path, cases, paper, folder, replace=replace)


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
