"""The case summary as a PDF: US Letter or A4, tagged, bookmarked, archivable, the same bytes for the same dossier.

Typst sets it in memory from a template and the fonts of the program, and asks neither the network nor the machine's
own fonts. Words travel as JSON and are strings in the template: no word of a letter can be markup there.
"""

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import msgspec

from imr_desk.export.characters import glyphs_of, printable
from imr_desk.export.deidentified import deidentifier_of
from imr_desk.export.profiles import FILE, Profile
from imr_desk.export.summary import summary_of
from imr_desk.model.case import Dossier
from imr_desk.model.errors import ExportError

if TYPE_CHECKING:
    from typst import Fonts

_NOT_SET: Final = (
    "The case summary could not be set as a PDF. Nothing was written; please report this case's number "
    "to whoever looks after the program."
)


class SummaryPdf:
    """Makes the case summary PDF for one profile of readers."""

    suffix = ".pdf"

    def __init__(self, resources: Path, profile: Profile = FILE) -> None:
        """Take the folder that holds ``summary/summary.typ`` and ``fonts``, and for whom the copies are."""
        self._resources = resources
        self._profile = profile
        self.name = profile.name
        self.label = profile.label

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
                font_paths=self._fonts,
                sys_inputs={"paper": self.words(dossier).decode()},
                # PDF/A-2a: claim files must stay readable for years. PDF/UA-1: readers who cannot see the page.
                pdf_standards=["a-2a", "ua-1"],
            )
        except typst.TypstError:
            # The typesetter's message can quote words of the letter, which belong in no log: it ends here.
            raise ExportError(_NOT_SET) from None
        if warnings:  # such as page numbers that did not settle: a paper that may be wrong is none
            raise ExportError(_NOT_SET)
        return paper

    def words(self, dossier: Dossier) -> bytes:
        """Return the summary as JSON, every string with characters that the fonts can print."""
        summary = summary_of(dossier, self._profile)
        shown = msgspec.to_builtins(summary)
        if not self._profile.identified:
            shown = {**_mapped(shown, deidentifier_of(dossier).words), "statement": summary.statement}
        return msgspec.json.encode({"summary": _mapped(shown, self._printable), "day": summary.printing.day})

    def _printable(self, words: str) -> str:
        return printable(words, self._glyphs)

    @cached_property
    def _fonts(self) -> "Fonts":
        """The program's own fonts, read once for all papers."""
        import typst  # noqa: PLC0415 - see above

        return typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=[self._resources / "fonts"]
        )

    @cached_property
    def _glyphs(self) -> frozenset[int]:
        fonts = self._resources / "fonts"
        return glyphs_of((fonts / "Inter-Regular.otf", fonts / "SourceSerif4-Regular.ttf"))


def _mapped(value: Any, change: Callable[[str], str]) -> Any:  # noqa: ANN401 - plain values of any shape
    """Return plain values with every string changed."""
    match value:
        case str():
            return change(value)
        case dict():
            return {key: _mapped(part, change) for key, part in value.items()}
        case list() | tuple():
            return [_mapped(part, change) for part in value]
        case _:
            return value
