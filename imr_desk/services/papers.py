"""Papers and files that leave the desk."""

from pathlib import Path

from imr_desk.model.case import Dossier
from imr_desk.model.errors import ExportError
from imr_desk.ports import CaseLog, Destination, Exporter
from imr_desk.services.reviews import Reviews


class Papers:
    """Makes papers of cases and notes in the log who took what.

    Args:
        log: where cases live.
        reviews: replays a case, tells who prints and when.
        exporters: one for each kind of paper.
        destination: writes files whole or not at all.
        tool: name and version of the program, printed on papers.
    """

    def __init__(
        self, log: CaseLog, reviews: Reviews, exporters: tuple[Exporter, ...], destination: Destination, tool: str
    ) -> None:
        self._log = log
        self._reviews = reviews
        self._destination = destination
        self._tool = tool
        self.exporters = exporters

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

    def dossier(self, case_id: int) -> Dossier:
        """Return all that a paper of the case is made from, as the log has it now.

        Raises:
            CaseLogError: there is no such case.
        """
        opened, history = self._reviews.open(case_id)
        signature = self._reviews.sign()
        return Dossier(
            self._log.case(case_id),
            opened.letter,
            opened.draft,
            history.review,
            signature.at,
            signature.who,
            self._tool,
        )

    def export(self, case_id: int, name: str, path: Path) -> None:
        """Write a paper of the case to ``path`` and note it in the log.

        Raises:
            ExportError: it could not be made or written; an older file stands as it was.
            CaseLogError: there is no such case.
        """
        exporter = self.exporter(name)
        content = exporter.content(self.dossier(case_id))
        self._destination.write(path, content)
        self._log.note_event(case_id, "exported", exporter.label, self._reviews.sign())

    def file_name(self, case_id: int, name: str) -> str:
        """Suggest a file name: the case's number in this log, and nothing that the letter says."""
        exporter = self.exporter(name)
        return f"case-{self._log.case(case_id).id} {exporter.name}{exporter.suffix}"
