"""Making a paper to be looked at: off the Qt thread, the newest wish alone."""

from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

from imr_desk.model.errors import DeskError
from imr_desk.ports import PageRenderer
from imr_desk.services.paper_facts import PaperFacts
from imr_desk.services.paper_kinds import Preview
from imr_desk.services.papers import Papers
from imr_desk.ui.background import Job, Lane
from imr_desk.ui.papers.contents import Rows, rows_of, words_of
from imr_desk.ui.papers.paper_pages import PaperPages


class Look(NamedTuple):
    """A paper that was made, ready to be shown: as pages, as tables or as words.

    Attributes:
        case_id: whose paper it is.
        facts: which paper.
        preview: the paper.
        pages: its pages, for a PDF.
        pages_count: how many.
        tables: its rows, for a table.
    """

    case_id: int
    facts: PaperFacts
    preview: Preview
    pages: PaperPages | None = None
    pages_count: int = 0
    tables: tuple[Rows, ...] = ()

    @property
    def is_text(self) -> bool:
        """Tell whether it is a text that people read, to be copied and printed as it is."""
        return self.preview.suffix == ".txt"

    @property
    def words(self) -> tuple[str, int]:
        """Its first lines, and how many follow."""
        return words_of(self.preview.content)


class LookMaker(QObject):
    """Makes papers to be looked at.

    Args:
        papers: makes them.
        renderer: draws their pages.
        lane: where that happens.

    Signals:
        made: a paper is there (``Look``).
        failed: a sentence: why it is not.
    """

    made = Signal(object)
    failed = Signal(str)

    def __init__(self, papers: Papers, renderer: PageRenderer, lane: Lane, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._papers, self._renderer, self._lane = papers, renderer, lane
        self._job: Job | None = None

    @property
    def busy(self) -> bool:
        """Tell whether a paper is being made."""
        return self._job is not None

    def want(self, case_id: int, facts: PaperFacts) -> None:
        """Make a paper of a case; what was wanted before is forgotten."""
        self.forget()
        work = partial(looked_at, self._papers, self._renderer, case_id, facts)
        self._job = self._lane.run(self, work, self._take, self._fail)

    def forget(self) -> None:
        """Want nothing."""
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _take(self, look: Look) -> None:
        self._job = None
        self.made.emit(look)

    def _fail(self, error: Exception) -> None:
        self._job = None
        if not isinstance(error, DeskError):
            self.failed.emit("This paper could not be made because of a fault in the program.")
            raise error
        self.failed.emit(error.sentence)


def looked_at(papers: Papers, renderer: PageRenderer, case_id: int, facts: PaperFacts) -> Look:
    """Make a paper and what is shown of it. Blocks.

    Raises:
        DeskError: it cannot be made or drawn.
    """
    preview = papers.preview(case_id, facts.name)
    if preview.suffix == ".pdf":
        pages = PaperPages(renderer, preview.content)
        return Look(case_id, facts, preview, pages, pages.count())
    if facts.shown_as:
        shown = [(papers.preview(case_id, name).content, papers.paper(name).label) for name in facts.shown_as]
        tables = tuple(rows_of(content, label.partition(" (")[0]) for content, label in shown)
        return Look(case_id, facts, preview, tables=tables)
    if preview.suffix == ".csv":
        return Look(case_id, facts, preview, tables=(rows_of(preview.content, facts.title),))
    return Look(case_id, facts, preview)
