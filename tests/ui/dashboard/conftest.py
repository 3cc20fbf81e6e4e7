"""A dashboard over counts of our own choice."""

from types import SimpleNamespace

import pytest

from imr_desk.config.benchmarks import benchmarks_of
from imr_desk.config.places import resources_folder
from imr_desk.export.destination import FileDestination
from imr_desk.export.figure_tables import table_csv
from imr_desk.model.queue import DECIDED, CaseFilter, Count, Figure
from imr_desk.services.figure_files import FigureFiles
from imr_desk.services.figures import Figures
from imr_desk.ui.background import Lane
from imr_desk.ui.dashboard.page import DashboardPage
from tests.ui.showing import show_active

COUNTS = {
    Figure.DUE_DATE: (Count("2026-11-20", "", 3), Count("2026-11-24", "", 4), Count("2027-03-01", "", 9)),
    Figure.ARRIVED_BY_WEEK: (Count("2026-11-23", "", 12),),
    Figure.FINISHED_BY_WEEK: (Count("2026-11-23", "", 5),),
    Figure.OUTCOME_BY_CATEGORY: (
        Count("Injection", "overturned", 12, 9),
        Count("Injection", "upheld", 88, 66),
        Count("Injection", DECIDED, 100, 70),
        Count("Surgery", "overturned", 1, 1),
        Count("Surgery", "upheld", 2, 2),
        Count("Surgery", DECIDED, 3, 3),
    ),
    Figure.OUTCOME_BY_SUBCATEGORY: (Count("ESI", "upheld", 30, 20), Count("ESI", DECIDED, 30, 20)),
    Figure.OUTCOME_BY_GUIDELINE: (
        Count("=cmd|' /C calc'!A0", "upheld", 6, 6),
        Count("=cmd|' /C calc'!A0", DECIDED, 6, 6),
    ),
    Figure.OUTCOME_BY_SPECIALTY: (),
    Figure.OUTCOME_BY_MONTH: (
        Count("2017-01", "overturned", 13, 13),
        Count("2017-01", "upheld", 90, 80),
        Count("2017-01", DECIDED, 103, 85),
    ),
    Figure.STATUS: (Count("finished", "", 20), Count("new", "", 5)),
    Figure.CORRECTED_FIELD: (Count("disputed", "", 4), Count("age", "", 1)),
    Figure.OPEN_FLAG: (Count("date-order", "", 2),),
    Figure.REVIEWER: (Count("", "new", 5), Count("rn1", "in review", 2)),
}


class CountedLog:
    """A log whose counts are given, and which can fail."""

    def __init__(self):
        self.counts = dict(COUNTS)
        self.cases = 25
        self.problem = None

    def newest(self):
        return self.cases

    def tally(self, figure, first, last, without=()):
        if self.problem is not None:
            raise self.problem
        return self.counts[figure]


class CountedList:
    today = "2026-11-24"

    def __init__(self, log):
        self._log = log
        self.hidden = SimpleNamespace(among=lambda where: iter(()))

    def count(self, where):
        return self._log.cases if where == CaseFilter() else self._log.cases and 3


class Answers:
    """Answers where a file shall go."""

    def __init__(self):
        self.target = None
        self.asked = []

    def choose_target(self, suggestion, kind):
        self.asked.append((suggestion, kind))
        return self.target


@pytest.fixture
def board(qtbot, dress):
    """Return a page that is shown, its log, its lane, its dialogs, and a way to count."""
    log, lane, answers = CountedLog(), Lane("case-log"), Answers()
    figures = Figures(log, CountedList(log), benchmarks_of(resources_folder()))
    page = DashboardPage(figures, FigureFiles(FileDestination(), table_csv), lane, answers, dress)
    qtbot.addWidget(page)
    page.resize(1280, 760)
    show_active(page)

    def count():
        with qtbot.waitSignal(page.counted):
            page.refresh()

    yield SimpleNamespace(page=page, log=log, lane=lane, answers=answers, count=count, dress=dress)
    lane.close()
