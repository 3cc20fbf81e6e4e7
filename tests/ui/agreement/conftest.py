"""A page of agreement over a log in memory, with comparisons of our own choice."""

from types import SimpleNamespace

import pytest

from imr_desk.caselog.memory import MemoryCaseLog
from imr_desk.export.destination import FileDestination
from imr_desk.export.figure_tables import table_csv
from imr_desk.services.agreement import Agreements
from imr_desk.services.figure_files import FigureFiles
from imr_desk.services.people import People
from imr_desk.services.reviews import Reviews
from imr_desk.services.worklist import Worklist
from imr_desk.ui.agreement.page import AgreementPage
from imr_desk.ui.background import Lane
from tests.synthetic.comparing import add_cases, keep
from tests.ui.conftest import StandingClock
from tests.ui.dashboard.conftest import Answers
from tests.ui.showing import show_active


@pytest.fixture
def board(qtbot, dress):
    """Return a page that is shown, its log, its lane, its dialogs, and ways to compare and to count."""
    log, lane, answers = MemoryCaseLog(), Lane("case-log"), Answers()
    reviews = Reviews(log, StandingClock(), "rn1")
    agreements = Agreements(log, Worklist(log, reviews), People(log, StandingClock(), reviews, "rn1"))
    files = FigureFiles(FileDestination(), table_csv)
    page = AgreementPage(agreements, files, lane, answers, dress)
    qtbot.addWidget(page)
    page.resize(1280, 760)
    show_active(page)
    add_cases(log, 3)

    def count():
        with qtbot.waitSignal(page.counted):
            page.refresh()
        qtbot.waitUntil(lambda: not lane.busy)

    yield SimpleNamespace(
        page=page, log=log, lane=lane, answers=answers, agreements=agreements, files=files, count=count, dress=dress,
        keep=lambda *given, **more: keep(log, *given, **more),
    )  # fmt: skip
    lane.close()
