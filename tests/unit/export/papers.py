"""The case summaries that several tests look at, each set once a run."""

import functools
from collections.abc import Callable
from pathlib import Path

import pymupdf

from imr_desk.export.profiles import FILE, Profile
from imr_desk.export.summary_pdf import SummaryPdf
from imr_desk.model.case import PaperSize
from tests.unit.export import dossiers
from tests.unit.export.dossiers import Bench

RESOURCES = Path(__file__).parents[3] / "resources"

BENCHES: dict[str, Callable[[], Bench]] = {
    "one item, finished": dossiers.one_item,
    "three items, unread": dossiers.three_unread,
    "three items, half done": dossiers.three_half_done,
    "three items, finished": dossiers.three_finished,
    "twenty-one items": dossiers.twenty_one,
    "plain text": dossiers.plain_text,
    "hostile": dossiers.hostile,
    "long values": dossiers.long_values,
}


@functools.cache
def bench(name: str) -> Bench:
    return BENCHES[name]()


@functools.cache
def paper(name: str, profile: Profile = FILE, size: PaperSize = PaperSize.US_LETTER) -> bytes:
    return SummaryPdf(RESOURCES, profile).content(bench(name).dossier(size))


def opened(name: str, profile: Profile = FILE, size: PaperSize = PaperSize.US_LETTER) -> pymupdf.Document:
    return pymupdf.open(stream=paper(name, profile, size), filetype="pdf")


def pages_of(name: str, profile: Profile = FILE) -> list[str]:
    """The text of each page in the order of its content, each piece on its line."""
    with opened(name, profile) as document:
        return [page.get_text() for page in document]


def solid(text: str) -> str:
    """The text without any white space, so that line ends do not matter."""
    return "".join(text.split())
