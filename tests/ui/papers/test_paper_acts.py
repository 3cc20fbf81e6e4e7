"""The acts of the window: which cases the sheet opens over, and which it does not."""

from types import SimpleNamespace

import pytest
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from imr_desk.ui.papers.paper_acts import PaperActs
from tests.ui.showing import show_active


@pytest.fixture
def acts(office, dress, qtbot):
    told, flushed = [], []
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1280, 800)
    show_active(window)
    parts = SimpleNamespace(
        workstation=SimpleNamespace(papers=office.papers, workshop=office.renderer),
        session=office.desk.session,
        message=SimpleNamespace(tell=lambda kind, sentence: told.append((kind, sentence))),
        log_lane=office.desk.lane,
    )
    made = PaperActs(
        window, parts, office.answers, office.answers.choose_folder, office.settings, lambda: flushed.append(True)
    )
    made.dress(dress)
    made.told, made.flushed = told, flushed
    yield made
    made.stop()


def opened(acts, qtbot):
    qtbot.waitUntil(lambda: acts.sheet is not None)
    qtbot.waitUntil(lambda: acts.sheet.is_settled, timeout=30_000)
    return acts.sheet


def test_the_open_case_is_handed_out_with_what_was_typed(acts, office, qtbot):
    acts.table()["hand_out"]()
    sheet = opened(acts, qtbot)
    assert acts.flushed
    assert sheet.choosing.paper.name == "summary-pdf"
    acts.show_case("claim-note")  # a second one does not open over the first
    qtbot.waitUntil(lambda: not office.desk.lane.busy)
    assert acts.sheet is sheet
    sheet.reject()
    qtbot.waitUntil(lambda: not isValid(sheet))
    acts.table()["export_marked"]()
    assert opened(acts, qtbot).choosing.paper.name == "letter-marked"


def test_nothing_opens_without_a_case(acts, office, qtbot):
    acts.show_selection(())
    assert acts.told == [("info", "Select cases first; Ctrl+A selects all that are shown.")]
    office.desk.session.close()
    acts.show_case()
    qtbot.waitUntil(lambda: not office.desk.lane.busy)
    assert acts.sheet is None


def test_a_second_reader_hands_out_nothing_of_the_record(acts, office, qtbot):
    office.papers.refusal_of = lambda case_id: "You are reading this case a second time: its record is hidden."
    acts.show_case()
    acts.show_selection(office.cases)
    qtbot.waitUntil(lambda: len(acts.told) == 2)
    assert {sentence for _, sentence in acts.told} == {
        "You are reading this case a second time: its record is hidden."
    }
    assert acts.sheet is None


def test_of_a_selection_only_the_cases_that_are_hidden_are_left_out(acts, office, qtbot):
    office.papers.refusal_of = lambda case_id: "It is hidden from you." if case_id == office.cases[0] else ""
    acts.show_selection([*office.cases, office.cases[1]])
    sheet = opened(acts, qtbot)
    assert sheet.left_out.text() == f"Left out: case {office.cases[0]}. It is hidden from you."
    assert sheet.choosing.preview.case.text() == f"Case {office.cases[1]} (1 of 2)"


def test_closing_the_window_ends_what_is_under_way(acts, office, qtbot):
    acts.show_selection(office.cases)
    sheet = opened(acts, qtbot)
    office.answers.folder = office.folder
    exporter = office.papers.exporter("summary-pdf")
    real, made = exporter.content, []

    def content(dossier):
        made.append(dossier.case.id)
        assert sheet.handing.run._hearer.stop.wait(20)
        return real(dossier)

    exporter.content = content
    sheet.save.click()
    qtbot.waitUntil(lambda: bool(made))
    acts.stop()
    assert made == office.cases[:1]
    assert len(list(office.folder.iterdir())) == 1
