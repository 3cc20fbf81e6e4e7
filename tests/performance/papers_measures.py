"""Papers of many cases: time against the bare typesetter on the same content, and memory.

``python -m tests.performance.papers_measures CASES``
"""

import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import typst

from imr_desk.config.places import resources_folder
from imr_desk.export.summary_pdf import SummaryPdf
from imr_desk.services.papers import Disclosure, Written
from tests.performance.figure import Figure
from tests.performance.measures import desk
from tests.synthetic import make_letter, render_pdf

_LETTERS = 25
"""Different letters; the cases of a batch take turns with them, since a log keeps each letter once."""
_STANDARDS = ["a-2a", "ua-1"]


class Batch(NamedTuple):
    """What a batch of papers cost: seconds of ours and of the bare typesetter, megabytes early and at the end."""

    ours: float
    bare: float
    early: float
    late: float


def batch(count: int) -> Batch:
    """Export ``count`` summaries through the service, each beside a bare compilation of the same content.

    Both are timed in turn, paper by paper, so that a slow moment of the machine meets both. The bare one is the
    library's own function with the same template, fonts and words; it opens no log, counts no deadline, writes no
    file and notes nothing.
    """
    letters = [render_pdf(make_letter("D", seed)) for seed in range(_LETTERS)]
    resources = resources_folder()
    template = resources / "summary" / "summary.typ"
    exporter = SummaryPdf(resources)
    ours = bare = early = 0.0
    with desk(letters) as workstation, tempfile.TemporaryDirectory() as folder:
        fonts = typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=[resources / "fonts"]
        )
        cases = [1 + number % _LETTERS for number in range(count)]
        for number, (case_id, seconds) in enumerate(_exported(workstation, cases, Path(folder))):
            words = exporter.words(workstation.papers.dossier(case_id)).decode()
            # A second compilation of the same words would be answered from the typesetter's cache.
            words = words.replace('"day":[', f'"again":{number},"day":[', 1)
            began = time.perf_counter()
            typst.compile_with_warnings(
                template,
                root=template.parent,
                font_paths=fonts,
                sys_inputs={"paper": words},
                pdf_standards=_STANDARDS,
            )
            bare += time.perf_counter() - began
            ours += seconds
            if number == count // 5:
                early = _megabytes()
    return Batch(ours, bare, early, _megabytes())


def papers_time(measured: Batch) -> Figure:
    """Time of the batch against the bare typesetter."""
    return Figure("batch of summaries / bare typesetter, same content", measured.ours, measured.bare, 1.5)


def papers_memory(measured: Batch) -> Figure:
    """Memory at the end of the batch against a fifth of it."""
    return Figure("memory after the batch / after a fifth of it", measured.late, measured.early, 1.1, "MB")


def _exported(workstation: Any, cases: list[int], folder: Path) -> Iterator[tuple[int, float]]:
    results = workstation.papers.export_each(
        cases, "summary-pdf", folder, Disclosure("the measure", "timing"), replace=True
    )
    while True:
        began = time.perf_counter()
        result = next(results, None)
        seconds = time.perf_counter() - began
        if result is None:
            return
        if not isinstance(result, Written):
            raise SystemExit(str(result))
        yield result.case_id, seconds


def _megabytes() -> float:
    """Resident memory of this process."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096 / 1e6


if __name__ == "__main__":
    found = batch(int(sys.argv[1]) if len(sys.argv) > 1 else 500)
    for figure in (papers_time(found), papers_memory(found)):
        print(f"{figure.name}: {figure.value:.2f} {figure.unit} / {figure.floor:.2f} = {figure.ratio:.3f}")
