"""Two people in one case, over the real program: whose step undo takes back, and what the history tells of both."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from imr_desk.bootstrap.workstation import open_workstation
from imr_desk.model.edits import SetField
from imr_desk.ui.case_history import COLUMNS, CaseHistorySheet
from imr_desk.ui.session import Place
from tests.e2e.second_office import ANA, CHO, Form, bring_in, desk, shared_log, signing_in
from tests.synthetic import make_letter, render_pdf


def sheet_of(hands):
    """Return the sheet of the case's history as cells, and close it."""
    hands.until(lambda: isinstance(QApplication.activeModalWidget(), CaseHistorySheet))
    sheet = QApplication.activeModalWidget()
    table, about = sheet.table, sheet.about.currentText()
    cells = [[table.item(row, place).text() for place in range(len(COLUMNS))] for row in range(table.rowCount())]
    sheet.close()
    return about, cells


def test_ctrl_z_leaves_a_colleagues_act_and_the_history_of_the_field_tells_of_both(program, tmp_path):
    log = shared_log(tmp_path / "shared.db")
    with desk(log, ANA) as workstation:
        case_id = bring_in(workstation, render_pdf(make_letter("D", 7, items=2)))
        Form(workstation, case_id).act(SetField(None, "employer", "First Works"))

    def play(hands):
        window, session = hands.window, hands.session
        window.desk.open(case_id)
        hands.opened(case_id)
        window.actions_["take_over"].trigger()
        hands.until(lambda: not session.colleague)
        hands.control(Qt.Key.Key_Z)
        hands.until(lambda: "was done by" in hands.message())
        assert f"“change employer”) was done by {ANA}" in hands.message()
        assert hands.review.fields["employer"].value == "First Works"
        assert window.actions_["undo"].text() == "&Undo"
        session.act(SetField(None, "employer", "Second Works"))
        assert window.actions_["undo"].text() == "&Undo change employer"
        hands.saved()
        window.review.go_to(Place(None, "employer"))
        window.actions_["field_history"].trigger()
        about, told = sheet_of(hands)
        assert about == "Employer"
        assert [(line[1], *line[3:5]) for line in told[:2]] == [
            (CHO, "First Works (typed)", "Second Works (typed)"),
            (ANA, "nothing", "First Works (typed)"),
        ]
        window.actions_["undo"].trigger()
        assert hands.review.fields["employer"].value == "First Works"
        window.actions_["history"].trigger()
        hands.saved()
        about, told = sheet_of(hands)
        assert (about, told[0][2]) == ("The whole case", "undo: change employer")

    kept = signing_in(CHO)
    assert program(play, log=log) == 0
    kept.stop()
    workstation = open_workstation(log)
    try:
        assert workstation.reviews.open(case_id)[1].review.fields["employer"].value == "First Works"
    finally:
        workstation.close()
