"""All that a window or a command needs, in one value."""

import threading
from collections.abc import Callable
from pathlib import Path

import msgspec

from imr_desk.model.keeping import Soundness
from imr_desk.ports import CaseLog, Clock, LetterWorkshop
from imr_desk.services.agreement import Agreements
from imr_desk.services.backups import Backups
from imr_desk.services.case_handling import CaseHandling
from imr_desk.services.deadlines import Deadlines
from imr_desk.services.figure_files import FigureFiles
from imr_desk.services.figures import Figures
from imr_desk.services.intake import Intake
from imr_desk.services.ownership import Ownership
from imr_desk.services.pages import Pages
from imr_desk.services.papers import Papers
from imr_desk.services.people import People
from imr_desk.services.protection import LogProtection
from imr_desk.services.reviews import Reviews
from imr_desk.services.sampling import Sampling
from imr_desk.services.second_readings import SecondReadings
from imr_desk.services.sending_back import SendingBack
from imr_desk.services.worklist import Worklist


class Workstation(msgspec.Struct, frozen=True):
    """The services of one case log, joined by bootstrap.

    Attributes:
        log_path: the file that the case log lives in.
        resources: folder of fonts, icons and templates.
        settings_path: where the window keeps its layout.
        clock: tells the time.
        log: the case log itself, to be closed at the end.
        workshop: reads and draws letters, to be closed at the end.
        intake: brings letters in.
        reviews: opens cases and records acts.
        worklist: the queue.
        handling: who works which case, holds, labels.
        sending_back: cases sent back for one item with a question.
        ownership: when a case in work is free for others again.
        second_readings: cases read a second time, and what became of the differences.
        sampling: which finished cases are read a second time.
        deadlines: what is due, and the rules that say so.
        pages: pictures of pages.
        papers: what leaves the desk.
        figures: what the dashboard shows.
        figure_files: charts and tables of the dashboard as files.
        agreements: how far first and second readers agree.
        people: who works in this log, and what each may do.
        protection: encryption of the log.
        backups: dated copies of the log.
        look_through: looks through the whole log while others use it, until told to stop.
        write_plain_copy: writes a copy for other programs, without letters and never encrypted.
        key_of: tells what opens the log while it is open and encrypted.
        to_read: nothing in the log can be changed.
        notice: something the person must be told at the start; empty for nothing.
    """

    log_path: Path
    resources: Path
    settings_path: Path
    clock: Clock
    log: CaseLog
    workshop: LetterWorkshop
    intake: Intake
    reviews: Reviews
    worklist: Worklist
    handling: CaseHandling
    sending_back: SendingBack
    ownership: Ownership
    second_readings: SecondReadings
    sampling: Sampling
    deadlines: Deadlines
    pages: Pages
    papers: Papers
    figures: Figures
    figure_files: FigureFiles
    agreements: Agreements
    people: People
    protection: LogProtection
    backups: Backups
    look_through: Callable[[threading.Event], Soundness | None]
    write_plain_copy: Callable[[Path], None]
    key_of: Callable[[], bytes | None] = lambda: None
    to_read: bool = False
    notice: str = ""

    @property
    def key(self) -> bytes | None:
        """What opens the log when it is encrypted; ``None`` while it is locked: nothing else keeps the key."""
        return self.key_of()

    def close(self) -> None:
        """End the worker processes and let go of the log."""
        self.workshop.close()
        self.log.close()
