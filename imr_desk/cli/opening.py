"""Opening the window from the command line; only here does the command line reach for Qt."""

import gc
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from imr_desk.bootstrap.closed_log import LogOnDisk
from imr_desk.bootstrap.workstation import SystemClock, open_workstation
from imr_desk.cli.log_access import LogAccess
from imr_desk.config.places import data_folder, resources_folder, settings_file
from imr_desk.model.errors import CaseLogError, CaseLogErrorKind
from imr_desk.services.closed_log import OpenLog
from imr_desk.services.intake import NotRead
from imr_desk.services.workstation import Workstation


def open_window(access: LogAccess, letters: tuple[Path, ...] = ()) -> int:
    """Open the window on a case log, and again as long as it asks for what needs a closed log; return the status."""
    wish: OpenLog | None = OpenLog(access.path, access.key_from_file())
    status = 0
    while wish is not None:
        try:
            workstation = open_workstation(wish.path, wish.key, to_read=wish.to_read)
        except CaseLogError as error:
            wish, status = _way_on(error, wish, letters)
            continue
        wish, status = _worked(workstation, wish, letters)
        letters = ()
    return status


def _worked(workstation: Workstation, wish: OpenLog, letters: tuple[Path, ...]) -> tuple[OpenLog | None, int]:
    """Let the person work; return what to open then, or ``None`` and the exit status."""
    try:
        # After the log: the process that draws the first page starts while the window's code is loaded.
        with _nothing_collected():
            from imr_desk.ui.app import entrance, run
    except BaseException:
        workstation.close()
        raise
    ending = run(workstation, letters, wish)
    if ending.afterwards is None:
        return None, ending.status
    clock = workstation.clock
    ways = entrance(workstation.resources, workstation.settings_path, clock.now)
    return ways.carry_out(ending.afterwards, LogOnDisk(wish.path, clock), workstation.key), ending.status


def _way_on(error: CaseLogError, wish: OpenLog, letters: tuple[Path, ...]) -> tuple[OpenLog | None, int]:
    """Return what to open instead of a log that could not be, or ``None`` and the exit status."""
    from imr_desk.ui.app import entrance, hand_over, tell_without_window

    if error.kind is CaseLogErrorKind.LOCKED and hand_over(resources_folder(), wish.path, letters):
        return None, 0
    clock = SystemClock()
    ways, closed = entrance(resources_folder(), settings_file(), clock.now), LogOnDisk(wish.path, clock)
    if ways.offers(error, closed):
        return ways.way_on(error, closed, wish), 1
    tell_without_window(resources_folder(), error)
    click.echo(error.sentence, err=True)
    return None, 1


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """Load code without the collector, which would walk through all of it several times and find nothing."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def open_demo(pictures: Path | None, *, every_screen: bool = False) -> int:
    """Open the window on the sample letters, or (``pictures``) save how it looks and a summary PDF.

    The samples have a case log of their own beside the person's; what is done to them is kept there.
    """
    folder = data_folder()
    workstation = open_workstation(folder / "samples.db")
    try:
        first = _bring_samples_in(workstation)
    except BaseException:
        workstation.close()
        raise
    if pictures is None:
        from imr_desk.ui.app import run

        return run(workstation, wish=OpenLog(workstation.log_path, case_id=first)).status
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from imr_desk.ui.pictures import save_pictures

    try:
        for path in save_pictures(workstation, first, pictures, every=every_screen):
            click.echo(f"Written: {path}")
    finally:
        workstation.close()
    return 0


def _bring_samples_in(workstation: Workstation) -> int:
    """Bring the sample letters in, those that are not there yet; return the case of the first."""
    samples = sorted(p for p in (workstation.resources / "samples").iterdir() if p.suffix in (".pdf", ".txt"))
    cases = []
    for taken in workstation.intake.bring_in(samples):
        if isinstance(taken, NotRead):
            click.echo(f"{taken.path.name}: {taken.letter.sentence}", err=True)
        else:
            cases.append(taken.case.id)
    if not cases:
        sys.exit("The sample letters could not be read. Install the program again.")
    return cases[0]
