"""The real sheet over real papers of synthetic letters, drawn by the real renderer and written to real folders."""

from types import SimpleNamespace

import pytest
from PySide6.QtCore import QMarginsF, QSettings
from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrinter
from shiboken6 import isValid

from imr_desk.config.places import resources_folder
from imr_desk.config.rule_tables import read_holidays, read_rules
from imr_desk.export.destination import FileDestination
from imr_desk.export.registry import exporters
from imr_desk.services.deadlines import Deadlines
from imr_desk.services.paper_kinds import LetterCopy
from imr_desk.services.papers import Papers
from imr_desk.ui.background import Lane
from imr_desk.ui.papers.handing_out import Counter
from imr_desk.ui.papers.remembered import Remembered
from imr_desk.ui.papers.sheet import PaperSheet
from tests.synthetic import make_letter, render_pdf
from tests.ui.letter.conftest import WatchedRenderer
from tests.ui.showing import show_active


class Answers:
    """A person who answers what is asked, and remembers what that was."""

    def __init__(self):
        self.target = self.folder = self.printer = None
        self.asked = []

    def choose_target(self, suggestion, kind):
        self.asked.append((suggestion, kind))
        return self.target

    def choose_folder(self, folder):
        self.asked.append(folder)
        return self.folder

    def choose_printer(self, pages):
        self.asked.append(pages)
        return self.printer


@pytest.fixture(scope="session")
def letters():
    """Three letters; the first has several items."""
    return [render_pdf(make_letter("D", seed, items=items)) for seed, items in ((7, 3), (8, 1), (9, 1))]


@pytest.fixture
def office(qtbot, desk, dress, letters, tmp_path):
    """Return a log with three cases, and a way to open the sheet over them."""
    deadlines = Deadlines(desk.log, desk.reviews.clock, read_rules, read_holidays)
    copy = LetterCopy(
        "letter-marked", "Letter with highlights", lambda i: (desk.log.content(i), "Look."), lambda _: ".pdf"
    )
    papers = Papers(
        desk.log, desk.reviews, lambda: exporters(resources_folder()), FileDestination(), "imr_desk test", deadlines,
        copies=(copy,),
    )  # fmt: skip
    cases = [desk.open(content, f"letter-{number}.pdf").id for number, content in enumerate(letters)]
    answers, renderer, lane = Answers(), WatchedRenderer(), Lane("papers")
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    counter = Counter(papers, renderer, lane, answers, answers.choose_folder, Remembered(settings))
    folder = tmp_path / "out"
    folder.mkdir()
    made = []

    def opened(case_ids, **more):
        sheet = PaperSheet(counter, case_ids, dress, **more)
        made.append(sheet)
        show_active(sheet)
        settle(sheet)
        return sheet

    def settle(sheet):
        qtbot.waitUntil(lambda: sheet.is_settled, timeout=30_000)

    def exported(case_id):
        return [event.detail for event in desk.log.events(case_id) if event.kind == "exported"]

    yield SimpleNamespace(
        desk=desk, papers=papers, cases=cases, answers=answers, renderer=renderer, lane=lane, counter=counter,
        folder=folder, settings=settings, open=opened, settle=settle, exported=exported, bot=qtbot,
    )  # fmt: skip
    renderer.open.set()
    lane.close()
    for sheet in filter(isValid, made):
        sheet.deleteLater()
    qtbot.wait(0)


@pytest.fixture
def printer(tmp_path, qapp):
    made = QPrinter(QPrinter.PrinterMode.HighResolution)
    made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    made.setOutputFileName(str(tmp_path / "printed.pdf"))
    made.setPageSize(QPageSize(QPageSize.PageSizeId.Letter))
    made.setPageMargins(QMarginsF(0, 0, 0, 0))
    made.setResolution(72)
    made.file = tmp_path / "printed.pdf"
    return made


def choose(office, sheet, name):
    """Choose a paper by its name and wait until it is there."""
    facts = next(facts for facts in sheet.choosing.list.rows.papers if facts.name == name)
    sheet.choosing.list.choose(facts)
    office.settle(sheet)


def recipient(office, sheet, name):
    """Choose a class of recipients and wait for its paper."""
    from imr_desk.services.recipients import RECIPIENTS

    sheet.choosing.form.whom.setCurrentIndex([each.name for each in RECIPIENTS].index(name))
    office.settle(sheet)
