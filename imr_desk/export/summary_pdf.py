"""The case summary as a PDF: US Letter, tagged, bookmarked, archivable, the same bytes for the same dossier.

Typst sets it in memory from a template and the fonts of the program, and asks neither the network nor the machine's
own fonts. Words travel as JSON and are strings in the template: no word of a letter can be markup there.
"""

from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Final

import msgspec

from imr_desk.export.characters import glyphs_of, printable
from imr_desk.export.summary import summary_of
from imr_desk.model.case import Dossier
from imr_desk.model.errors import ExportError

_NOT_SET: Final = (
    "The case summary could not be set as a PDF. Nothing was written; please report this case's number "
    "to whoever looks after the program."
)


class SummaryPdf:
    """Makes the case summary PDF."""

    name = "summary-pdf"
    label = "Case summary (PDF)"
    suffix = ".pdf"

    def __init__(self, resources: Path) -> None:
        """Take the folder that holds ``summary/summary.typ`` and ``fonts``."""
        self._resources = resources

    def content(self, dossier: Dossier) -> bytes:
        """Return the PDF.

        Raises:
            ExportError: the program's own template or fonts are missing, or the paper cannot be set.
        """
        template = self._resources / "summary" / "summary.typ"
        if not template.is_file():
            raise ExportError(
                "The template of the case summary is missing. The program is not installed whole; install it again."
            )
        import typst  # noqa: PLC0415 - a large library, wanted only when a paper is made, never at the start

        try:
            paper, warnings = typst.compile_with_warnings(
                template,
                root=template.parent,
                font_paths=typst.Fonts(
                    include_system_fonts=False,
                    include_embedded_fonts=False,
                    font_paths=[self._resources / "fonts"],
                ),
                sys_inputs={"paper": self._words(dossier).decode()},
                # PDF/A-2a: claim files must stay readable for years. PDF/UA-1: readers who cannot see the page.
                pdf_standards=["a-2a", "ua-1"],
            )
        except typst.TypstError:
            # The typesetter's message can quote words of the letter, which belong in no log: it ends here.
            raise ExportError(_NOT_SET) from None
        if warnings:  # such as page numbers that did not settle: a paper that may be wrong is none
            raise ExportError(_NOT_SET)
        return paper

    def _words(self, dossier: Dossier) -> bytes:
        """Return the summary as JSON, every string with characters that the fonts can print."""
        moment = datetime.fromisoformat(dossier.printed_at)
        words = self._printable(msgspec.to_builtins(summary_of(dossier)))
        return msgspec.json.encode({"summary": words, "day": moment.timetuple()[:6]})

    def _printable(self, value: object) -> object:
        match value:
            case str():
                return printable(value, self._glyphs)
            case dict():
                return {key: self._printable(part) for key, part in value.items()}
            case list() | tuple():
                return [self._printable(part) for part in value]
            case _:
                return value

    @cached_property
    def _glyphs(self) -> frozenset[int]:
        fonts = self._resources / "fonts"
        return glyphs_of((fonts / "Inter-Regular.otf", fonts / "SourceSerif4-Regular.ttf"))
