"""The annotation panel over a real session, a log in memory and the proposals of a real draft."""

from functools import cache
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QSettings

from imr_desk.bootstrap.letter_worker import checked
from imr_desk.checks.proposals.proposing import propose
from imr_desk.documents.registry import reader_for
from imr_desk.extraction.engine import draft
from imr_desk.model.case import CaseStanding, CaseStatus
from imr_desk.model.review import Review
from imr_desk.ports import NewLetter
from imr_desk.services.labels import Labels
from imr_desk.ui.annotation.panel import AnnotationPanel
from tests.synthetic import make_letter, render_pdf
from tests.ui.showing import show_active


@cache
def letter():
    content = render_pdf(make_letter("D", 7, items=3))
    text = reader_for(content).read(content)
    return NewLetter("letter.pdf", content, text, checked(text, draft(text)))


@cache
def proposals():
    return propose(letter().text, letter().draft)


@pytest.fixture
def settings(tmp_path):
    return QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def mode(desk, dress, settings, qtbot):
    """Return the panel with a case open and the machine's proposals in it."""
    labels = Labels(desk.log)
    panel = AnnotationPanel(desk.session, labels, dress, settings)
    qtbot.addWidget(panel)
    panel.resize(480, 900)
    show_active(panel)
    new = letter()
    case = desk.log.add(new, CaseStanding.of(Review.of(new.draft, new.text), CaseStatus.NEW), desk.reviews.sign())
    desk.session.open(*desk.reviews.open(case.id))
    panel.show_proposals(proposals())
    panel.take_focus()
    return SimpleNamespace(
        panel=panel, list=panel.list, session=desk.session, desk=desk, labels=labels, case=case, rows=panel.rows,
        proposals=proposals(), text=new.text,
    )  # fmt: skip
