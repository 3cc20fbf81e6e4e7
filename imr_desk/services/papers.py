"""Papers and files that leave the desk."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Union

import msgspec

from imr_desk.model.case import Dossier, HandledCase, PaperSize
from imr_desk.model.deadlines.computing import Deadline
from imr_desk.model.errors import DeskError, ExportError
from imr_desk.model.event_kinds import EventKind
from imr_desk.ports import CaseLog, Destination, Exporter, Progress
from imr_desk.services.deadlines import Deadlines
from imr_desk.services.disclosure import Disclosure, Way
from imr_desk.services.labels import Labels
from imr_desk.services.paper_kinds import AnyPaper, LetterCopy, Preview, SelectionExporter
from imr_desk.services.reviews import Reviews

RefusalOf = Callable[[int], str]
"""Tells why papers of a case may not leave the desk; empty when they may."""


def nothing_refused(_case_id: int) -> str:
    """Refuse nothing: for a desk where everybody may hand out papers."""
    return ""


class Written(msgspec.Struct, frozen=True):
    """A paper that was written and noted in the log."""

    case_id: int
    path: Path


class Kept(msgspec.Struct, frozen=True):
    """A file that was there already and stays as it is; the paper was not made."""

    case_id: int
    path: Path


class NotWritten(msgspec.Struct, frozen=True):
    """A paper that could not be made or written; the sentence says why."""

    case_id: int
    sentence: str


Result = Union[Written, Kept, NotWritten]  # noqa: UP007 - one name for the three


class Papers:
    """Makes papers of cases and notes in the log who took what for whom.

    Args:
        log: where cases live.
        reviews: replays a case, tells who prints and when.
        exporters: makes one for each kind of paper, when a paper is first asked for.
        destination: writes files whole or not at all.
        tool: name and version of the program, printed on papers.
        deadlines: counts what is due; ``None`` for a desk without deadline rules.
        copies: papers that are made from the letter itself.
        refusal_of: asked before any paper of a case is made. A second reader who reads blind must not see the record
            on paper either.

    Attributes:
        size: what papers are printed on: US Letter until ``use`` says otherwise.
    """

    def __init__(
        self,
        log: CaseLog,
        reviews: Reviews,
        exporters: Callable[[], tuple[Exporter, ...]],
        destination: Destination,
        tool: str,
        deadlines: Deadlines | None = None,
        copies: tuple[LetterCopy, ...] = (),
        refusal_of: RefusalOf = nothing_refused,
    ) -> None:
        self._log = log
        self._reviews = reviews
        self._destination = destination
        self._tool = tool
        self._deadlines = deadlines
        self._exporters = exporters
        self.copies = copies
        self.size = PaperSize.US_LETTER
        self.refusal_of = refusal_of

    @cached_property
    def exporters(self) -> tuple[Exporter, ...]:
        """One for each kind of paper."""
        return self._exporters()

    def use(self, size: str) -> None:
        """Print on paper of this size from now on: a value of ``PaperSize``."""
        self.size = PaperSize(size)

    def exporter(self, name: str) -> Exporter:
        """Return the exporter of this name.

        Raises:
            ExportError: there is none.
        """
        for exporter in self.exporters:
            if exporter.name == name:
                return exporter
        known = ", ".join(paper.name for paper in self.all_papers)
        raise ExportError(f"There is no paper called {name!r}. Choose one of: {known}.")

    def paper(self, name: str) -> AnyPaper:
        """Return the paper of this name, made from the case or from the letter.

        Raises:
            ExportError: there is none.
        """
        return next((copy for copy in self.copies if copy.name == name), None) or self.exporter(name)

    @property
    def all_papers(self) -> tuple[AnyPaper, ...]:
        """All kinds of paper, those that are made from the letter last."""
        return (*self.exporters, *self.copies)

    @property
    def selection_exporters(self) -> tuple[SelectionExporter, ...]:
        """Those that put many cases into one file."""
        return tuple(each for each in self.exporters if isinstance(each, SelectionExporter))

    def dossier(self, case_id: int) -> Dossier:
        """Return all that a paper of the case is made from, as the log has it now.

        Raises:
            CaseLogError: there is no such case.
        """
        opened, history = self._reviews.open(case_id)
        signature = self._reviews.sign()
        handled = self._log.handled((case_id,))[0]
        due, rules = self._due(handled)
        return Dossier(
            handled.case,
            history.text,
            opened.draft,
            history.review,
            signature.at,
            signature.who,
            self._tool,
            due,
            rules,
            opened.acts,
            self._log.events(case_id),
            self.size,
            Labels(self._log).table,
            opened.letter,
        )

    def _due(self, handled: HandledCase) -> tuple[tuple[Deadline, ...], str]:
        if self._deadlines is None:
            return (), ""
        rules = self._deadlines.rules
        return self._deadlines.of(handled), f"{rules.name}, version {rules.version}"

    def preview(self, case_id: int, name: str) -> Preview:
        """Return a paper without writing it anywhere: to show or to print it.

        Raises:
            ExportError: it cannot be made, or may not leave the desk.
            LetterError: the copy of the letter cannot be made.
            CaseLogError: there is no such case.
        """
        return self._made(case_id, self.paper(name))

    def note(self, case_id: int, name: str, disclosure: Disclosure, way: Way = Way.FILE) -> None:
        """Note in the log that a paper left the desk by another way than a file, such as printed or copied.

        Raises:
            ExportError: there is no such paper.
            CaseLogError: it could not be noted.
        """
        self._note(case_id, self.paper(name), disclosure, way)

    def export(self, case_id: int, name: str, path: Path, disclosure: Disclosure | None = None) -> Preview:
        """Write a paper of the case to ``path`` and note it in the log. Whoever calls has asked about an older file.

        Returns:
            What was written.

        Raises:
            ExportError: it could not be made or written; an older file stands as it was.
            LetterError: the copy of the letter cannot be made.
            CaseLogError: there is no such case.
        """
        paper = self.paper(name)
        made = self._made(case_id, paper)
        self._write(case_id, paper, path, made.content, disclosure or Disclosure())
        return made

    def file_name(self, case_id: int, name: str, suffix: str = "") -> str:
        """Suggest a file name: the case's number in this log, and nothing that the letter says.

        Only for a copy of the letter whose ``suffix`` is not told the log is asked, which a window must not wait for.

        Raises:
            ExportError: there is no such paper.
            CaseLogError: the log was asked, and there is no such case.
        """
        return f"case-{case_id} {name}{suffix}" if suffix else self._file_name(case_id, self.paper(name))

    def _made(self, case_id: int, paper: AnyPaper) -> Preview:
        self._must_not_be_refused(case_id)
        draft = not self._log.case(case_id).digest.finished_on
        if isinstance(paper, LetterCopy):
            content, remark = paper.make(case_id)
            return Preview(content, paper.suffix_of(case_id), draft, remark)
        return Preview(paper.content(self.dossier(case_id)), paper.suffix, draft)

    def _must_not_be_refused(self, case_id: int) -> None:
        if refusal := self.refusal_of(case_id):
            raise ExportError(refusal)

    # Many cases

    def standing(self, case_ids: Iterable[int], name: str, folder: Path) -> tuple[Path, ...]:
        """Return the files that ``export_each`` would find in the folder already, to ask about them first.

        Raises:
            ExportError: there is no such paper.
        """
        paper = self.paper(name)
        paths = (folder / self._file_name(case_id, paper) for case_id in case_ids)
        return tuple(path for path in paths if os.path.lexists(path))

    def export_each(
        self,
        case_ids: Sequence[int],
        name: str,
        folder: Path,
        disclosure: Disclosure,
        *,
        replace: bool = False,
        progress: Progress | None = None,
    ) -> Iterator[Result]:
        """Write a paper of each case into a folder, a file a case, and tell of each what became of it.

        Each file is whole or not there. A case that fails stops nothing; neither does a file that is there already,
        which is kept unless ``replace`` is true. Cancelled between two cases: what was written stays.

        Raises:
            ExportError: there is no such paper.
        """
        paper = self.paper(name)
        for done, case_id in enumerate(case_ids):
            if progress is not None:
                if progress.cancelled():
                    return
                progress.step(done, len(case_ids), f"case {case_id}")
            yield self._export_one(case_id, paper, folder, disclosure, replace=replace)
        if progress is not None:
            progress.step(len(case_ids), len(case_ids), "")

    def _export_one(
        self, case_id: int, paper: AnyPaper, folder: Path, disclosure: Disclosure, *, replace: bool
    ) -> Result:
        try:
            path = folder / self._file_name(case_id, paper)
            # Without a word on what cannot be looked at, such as a name too long: writing tells why.
            if os.path.lexists(path) and not replace:
                return Kept(case_id, path)
            self._write(case_id, paper, path, self._made(case_id, paper).content, disclosure)
        except DeskError as error:
            return NotWritten(case_id, error.sentence)
        return Written(case_id, path)

    def _write(self, case_id: int, paper: AnyPaper, path: Path, content: bytes, disclosure: Disclosure) -> None:
        self._destination.write(path, content)
        try:
            self._note(case_id, paper, disclosure)
        except DeskError as error:
            raise ExportError(
                f"The file was written, but the log could not note who it is for. {error.sentence} Take the file "
                "away and export it again."
            ) from error

    def export_together(
        self,
        case_ids: Sequence[int],
        name: str,
        path: Path,
        disclosure: Disclosure,
        progress: Progress | None = None,
    ) -> bool:
        """Write one file of many cases; tell whether it was written, which it is not when the person cancels.

        Every case has its line in the log. Whoever calls has asked about an older file.

        Raises:
            ExportError: the paper does not take many cases, or it could not be made or written; an older file stands
                as it was.
            CaseLogError: one of the cases is not there.
        """
        exporter = next((each for each in self.selection_exporters if each.name == name), None)
        if exporter is None:
            known = ", ".join(each.name for each in self.selection_exporters)
            raise ExportError(f"{self.paper(name).label} is a paper of one case. For many choose one of: {known}.")
        try:
            content = exporter.content_of_all(self._each(case_ids, progress))
        except _Cancelled:
            return False
        self._destination.write(path, content)
        for case_id in case_ids:
            self._note(case_id, exporter, disclosure)
        return True

    def _each(self, case_ids: Sequence[int], progress: Progress | None) -> Iterator[Dossier]:
        for done, case_id in enumerate(case_ids):
            if progress is not None:
                if progress.cancelled():
                    raise _Cancelled
                progress.step(done, len(case_ids), f"case {case_id}")
            self._must_not_be_refused(case_id)
            yield self.dossier(case_id)

    def _note(self, case_id: int, paper: AnyPaper, disclosure: Disclosure, way: Way = Way.FILE) -> None:
        label = f"{paper.label}, {way.value}" if way.value else paper.label
        self._log.note_event(case_id, EventKind.EXPORTED, disclosure.words(label), self._reviews.sign())

    @staticmethod
    def _file_name(case_id: int, paper: AnyPaper) -> str:
        suffix = paper.suffix_of(case_id) if isinstance(paper, LetterCopy) else paper.suffix
        return f"case-{case_id} {paper.name}{suffix}"


class _Cancelled(Exception):  # noqa: N818 - the end of a job that a person asked for, not an error
    """The person cancelled while a file was being gathered."""
