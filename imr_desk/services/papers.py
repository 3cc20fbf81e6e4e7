"""Papers and files that leave the desk."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Protocol, Union, runtime_checkable

import msgspec

from imr_desk.model.case import Dossier, HandledCase, PaperSize
from imr_desk.model.deadlines.computing import Deadline
from imr_desk.model.errors import DeskError, ExportError
from imr_desk.ports import CaseLog, Destination, Exporter, Progress
from imr_desk.services.deadlines import Deadlines
from imr_desk.services.reviews import Reviews


@runtime_checkable
class SelectionExporter(Exporter, Protocol):
    """Makes one file of many cases."""

    def content_of_all(self, dossiers: Iterable[Dossier]) -> bytes:
        """Return the whole file; the dossiers are taken one by one.

        Raises:
            ExportError: it cannot be made; the sentence says why.
        """
        ...


class Disclosure(msgspec.Struct, frozen=True):
    """For whom a paper is made and what for, in the person's words; the log keeps it with the export.

    Attributes:
        recipient: who gets it; may be empty.
        purpose: what for; may be empty.
    """

    recipient: str = ""
    purpose: str = ""

    def words(self, paper: str) -> str:
        """Return the line of the log: which paper, for whom, what for."""
        parts = [paper]
        if recipient := " ".join(self.recipient.split()):
            parts.append(f"for {recipient}")
        if purpose := " ".join(self.purpose.split()):
            parts.append(f"purpose: {purpose}")
        return "; ".join(parts)


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
        exporters: one for each kind of paper.
        destination: writes files whole or not at all.
        tool: name and version of the program, printed on papers.
        deadlines: counts what is due; ``None`` for a desk without deadline rules.
        size: what papers are printed on; may be changed at any time.
    """

    def __init__(
        self,
        log: CaseLog,
        reviews: Reviews,
        exporters: tuple[Exporter, ...],
        destination: Destination,
        tool: str,
        deadlines: Deadlines | None = None,
        size: PaperSize = PaperSize.US_LETTER,
    ) -> None:
        self._log = log
        self._reviews = reviews
        self._destination = destination
        self._tool = tool
        self._deadlines = deadlines
        self.exporters = exporters
        self.size = size

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
        known = ", ".join(exporter.name for exporter in self.exporters)
        raise ExportError(f"There is no paper called {name!r}. Choose one of: {known}.")

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
            opened.letter,
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
        )

    def _due(self, handled: HandledCase) -> tuple[tuple[Deadline, ...], str]:
        if self._deadlines is None:
            return (), ""
        rules = self._deadlines.rules
        return self._deadlines.of(handled), f"{rules.name}, version {rules.version}"

    def preview(self, case_id: int, name: str) -> bytes:
        """Return a paper without writing it anywhere: to show or to print it.

        Raises:
            ExportError: it cannot be made.
            CaseLogError: there is no such case.
        """
        return self.exporter(name).content(self.dossier(case_id))

    def note(self, case_id: int, name: str, disclosure: Disclosure) -> None:
        """Note in the log that a paper left the desk by another way than a file, such as printed or copied.

        Raises:
            ExportError: there is no such paper.
            CaseLogError: it could not be noted.
        """
        self._note(case_id, self.exporter(name), disclosure)

    def export(self, case_id: int, name: str, path: Path, disclosure: Disclosure | None = None) -> None:
        """Write a paper of the case to ``path`` and note it in the log. Whoever calls has asked about an older file.

        Raises:
            ExportError: it could not be made or written; an older file stands as it was.
            CaseLogError: there is no such case.
        """
        exporter = self.exporter(name)
        content = exporter.content(self.dossier(case_id))
        self._destination.write(path, content)
        self._note(case_id, exporter, disclosure or Disclosure())

    def file_name(self, case_id: int, name: str) -> str:
        """Suggest a file name: the case's number in this log, and nothing that the letter says."""
        return self._file_name(self._log.case(case_id).id, self.exporter(name))

    # Many cases

    def standing(self, case_ids: Iterable[int], name: str, folder: Path) -> tuple[Path, ...]:
        """Return the files that ``export_each`` would find in the folder already, to ask about them first.

        Raises:
            ExportError: there is no such paper.
        """
        exporter = self.exporter(name)
        paths = (folder / self._file_name(case_id, exporter) for case_id in case_ids)
        return tuple(path for path in paths if path.exists())

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
        exporter = self.exporter(name)
        for done, case_id in enumerate(case_ids):
            if progress is not None:
                if progress.cancelled():
                    return
                progress.step(done, len(case_ids), f"case {case_id}")
            yield self._export_one(case_id, exporter, folder, disclosure, replace=replace)
        if progress is not None:
            progress.step(len(case_ids), len(case_ids), "")

    def _export_one(
        self, case_id: int, exporter: Exporter, folder: Path, disclosure: Disclosure, *, replace: bool
    ) -> Result:
        path = folder / self._file_name(case_id, exporter)
        if path.exists() and not replace:
            return Kept(case_id, path)
        try:
            self._destination.write(path, exporter.content(self.dossier(case_id)))
            self._note(case_id, exporter, disclosure)
        except DeskError as error:
            return NotWritten(case_id, error.sentence)
        return Written(case_id, path)

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
            raise ExportError(f"{self.exporter(name).label} is a paper of one case. For many choose one of: {known}.")
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
            yield self.dossier(case_id)

    def _note(self, case_id: int, exporter: Exporter, disclosure: Disclosure) -> None:
        self._log.note_event(case_id, "exported", disclosure.words(exporter.label), self._reviews.sign())

    @staticmethod
    def _file_name(case_id: int, exporter: Exporter) -> str:
        return f"case-{case_id} {exporter.name}{exporter.suffix}"


class _Cancelled(Exception):  # noqa: N818 - the end of a job that a person asked for, not an error
    """The person cancelled while a file was being gathered."""
