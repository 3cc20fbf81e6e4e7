"""What saving, printing and copying a paper do: asked where, done off the Qt thread, noted in the log, told."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple

import msgspec
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from imr_desk.model.errors import DeskError
from imr_desk.ports import PageRenderer
from imr_desk.services.disclosure import Disclosure, Way
from imr_desk.services.paper_facts import PaperFacts
from imr_desk.services.paper_kinds import LetterCopy, Preview
from imr_desk.services.papers import Papers
from imr_desk.ui.background import Lane
from imr_desk.ui.dialogs import Dialogs
from imr_desk.ui.letter.printing import PrintSum
from imr_desk.ui.papers.batch import Batch, BatchRun, BatchSum
from imr_desk.ui.papers.making import Look
from imr_desk.ui.papers.printing import PaperPrint
from imr_desk.ui.papers.remembered import Remembered

ChooseFolder = Callable[[Path | None], Path | None]
"""Asks for the folder that papers go to; ``None`` when the person changes their mind."""


class Counter(msgspec.Struct, frozen=True):
    """What papers are handed out with.

    Attributes:
        papers: makes and writes them.
        renderer: draws their pages.
        lane: where all of that happens.
        dialogs: the door for questions.
        choose_folder: asks for a folder.
        remembered: for whom and where, the last time.
    """

    papers: Papers
    renderer: PageRenderer
    lane: Lane
    dialogs: Dialogs
    choose_folder: ChooseFolder
    remembered: Remembered


class Wanted(NamedTuple):
    """What is to leave the desk: a paper of cases, for whom and what for."""

    case_ids: tuple[int, ...]
    facts: PaperFacts
    disclosure: Disclosure


class HandingOut(QObject):
    """Lets papers leave the desk, one act at a time.

    Args:
        counter: what it works with.
        parent: its owner.

    Signals:
        told: whether it is good news, and a sentence; an empty one takes the last back.
        wrote: where one file was written.
        found_standing: files that are in the folder already, the number that is to be written, and the folder.
        begun: a batch begins: what it is, and the number of cases.
        ended: a batch ended (``BatchSum``).
        busy_changed: an act began or ended.
    """

    told = Signal(bool, str)
    wrote = Signal(object)
    found_standing = Signal(object, int, object)
    begun = Signal(str, int)
    ended = Signal(object)
    busy_changed = Signal()

    def __init__(self, counter: Counter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._counter = counter
        self._batch: Batch | None = None
        self._waiting = False
        self.printing, self.run = (
            PaperPrint(counter.lane, self),
            BatchRun(counter.papers, counter.lane, self),
        )
        self.printing.stepped.connect(self._tell_printing)
        self.printing.ended.connect(self._printed)
        self.run.ended.connect(self._end)

    @property
    def busy(self) -> bool:
        """Tell whether an act is under way."""
        return self._waiting or self.printing.running or self.run.running

    def cancel(self) -> None:
        """Stop what is under way: after the page or the case at work."""
        self.run.cancel()
        self.printing.cancel()

    # One file

    def save_one(self, wanted: Wanted, suffix: str) -> None:
        """Ask where, and write the paper of one case; ``suffix`` is the ending of its file."""
        papers, dialogs, case_id = self._counter.papers, self._counter.dialogs, wanted.case_ids[0]
        name = wanted.facts.name
        suggestion = self._counter.remembered.folder / papers.file_name(case_id, name, suffix)
        target = dialogs.choose_target(suggestion, papers.paper(name).label)
        if target is None:
            return
        self._counter.remembered.keep_folder(target.parent)

        def written(made: Preview) -> None:
            self._end_waiting()
            self.told.emit(True, f"Written: {target.name}. {made.remark}".strip())
            self.wrote.emit(target)

        self._wait("Writing…", partial(papers.export, case_id, name, target, wanted.disclosure), written)

    def save_together(self, wanted: Wanted) -> None:
        """Ask where, and write one file of many cases."""
        paper = self._counter.papers.paper(wanted.facts.name)
        suffix = "" if isinstance(paper, LetterCopy) else paper.suffix
        suggestion = self._counter.remembered.folder / f"{len(wanted.case_ids)} cases {paper.name}{suffix}"
        target = self._counter.dialogs.choose_target(suggestion, paper.label)
        if target is not None:
            self._counter.remembered.keep_folder(target.parent)
            self._begin(Batch(wanted.case_ids, paper.name, target, wanted.disclosure, together=True))

    # A file a case

    def save_each(self, wanted: Wanted) -> None:
        """Ask for a folder, see what is there already, and write a file for each case or ask about those first."""
        folder = self._counter.choose_folder(self._counter.remembered.folder)
        if folder is None:
            return
        self._counter.remembered.keep_folder(folder)
        batch = Batch(wanted.case_ids, wanted.facts.name, folder, wanted.disclosure)

        def found(standing: tuple[Path, ...]) -> None:
            self._end_waiting()
            self.told.emit(True, "")
            if standing:
                self._batch = batch
                self.found_standing.emit(standing, len(batch.case_ids), folder)
            else:
                self._begin(batch)

        looks = partial(self._counter.papers.standing, batch.case_ids, batch.paper, folder)
        self._wait("Looking what is in the folder…", looks, found)

    def answer(self, replace: bool) -> None:
        """Write the batch that waits for a word on files that are there: replace all of them, or keep them."""
        if self._batch is not None:
            self._begin(msgspec.structs.replace(self._batch, replace=replace))

    def again(self, case_ids: tuple[int, ...]) -> None:
        """Write the papers of these cases of the last batch once more; what failed left no file to be asked about."""
        if self._batch is not None:
            batch = self._batch
            self._begin(batch if batch.together else msgspec.structs.replace(batch, case_ids=case_ids))

    def _begin(self, batch: Batch) -> None:
        self._batch = batch
        label = self._counter.papers.paper(batch.paper).label
        self.begun.emit(f"Writing {label} for {batch.disclosure.recipient}", len(batch.case_ids))
        self.run.start(batch)
        self.busy_changed.emit()

    def _end(self, ended: BatchSum) -> None:
        self.ended.emit(ended)
        self.busy_changed.emit()

    # Printer and clipboard

    def print_paper(self, wanted: Wanted, look: Look, current: int) -> None:
        """Ask for a printer, print the paper that is looked at and note it.

        Args:
            wanted: for whom.
            look: the paper.
            current: the page (from 1) that stands on the screen.
        """
        printer = self._counter.dialogs.choose_printer(max(1, look.pages_count))
        if printer is None:
            return
        printer.setDocName("Paper")  # queues of printers are read by others: nothing of the case stands there

        def note(ended: PrintSum) -> None:
            way = Way.PRINTED_IN_PART if ended.stopped else Way.PRINTED
            self._counter.papers.note(look.case_id, look.facts.name, wanted.disclosure, way)

        self.told.emit(True, "Printing…")
        if look.pages is not None:
            self.printing.print_pages(look, printer, current, note)
        else:
            self.printing.print_words(look.preview.content, printer, note)
        self.busy_changed.emit()

    def _tell_printing(self, printed: int, total: int) -> None:
        if self.printing.running:
            self.told.emit(True, f"Printing: {printed} of {total} pages")

    def _printed(self, ended: PrintSum) -> None:
        sentence = ended.sentence.replace("the letter is", "the paper is")
        self.told.emit(not ended.problem and not ended.stopped, sentence)
        self.busy_changed.emit()

    def copy(self, wanted: Wanted, look: Look) -> None:
        """Note that the text is copied, then copy it to the clipboard."""
        words = look.preview.content.decode("utf-8-sig", errors="replace")
        papers = self._counter.papers

        def noted(_none: None) -> None:
            self._end_waiting()
            QGuiApplication.clipboard().setText(words)
            self.told.emit(True, "Copied. Paste it into the claim system.")

        note = partial(papers.note, look.case_id, look.facts.name, wanted.disclosure, Way.COPIED)
        self._wait("Copying…", note, noted)

    # Waiting

    def _wait(self, words: str, work: Callable[[], object], done: Callable[..., object]) -> None:
        self._waiting = True
        self.told.emit(True, words)
        self.busy_changed.emit()
        self._counter.lane.run(self, work, done, self._failed)

    def _end_waiting(self) -> None:
        self._waiting = False
        self.busy_changed.emit()

    def _failed(self, error: Exception) -> None:
        self._end_waiting()
        if not isinstance(error, DeskError):
            self.told.emit(False, "It could not be done because of a fault in the program.")
            raise error
        self.told.emit(False, error.sentence)
