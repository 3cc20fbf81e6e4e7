"""Parts that are made when somebody first asks for them know all that happened before."""

from PySide6.QtCore import Qt

from imr_desk.ui.worklist.views import ALL


def test_the_page_of_the_queue_knows_the_open_case_and_its_acts(program, letters):
    def play(hands):
        hands.until(lambda: not hands.window.intake.running)
        case_id = hands.opened()
        window = hands.window
        assert window.centre.queue_place._page is None
        assert not window.actions_["case_take"].isEnabled()
        window.actions_["queue_page"].trigger()
        page = window.centre.queue
        assert page.isVisible()
        assert page.table.delegate.open_case == case_id
        page.show_view(ALL)
        hands.until(lambda: page.queue.rows.rowCount() == 2 and not page.queue.is_loading)
        page.take_focus()
        hands.until(window.actions_["case_take"].isEnabled)
        page.table.go_to(3 - case_id)
        hands.key(Qt.Key.Key_Return)
        hands.opened(3 - case_id)
        assert page.table.delegate.open_case == 3 - case_id
        assert not window.actions_["case_take"].isEnabled()

    assert program(play, "open", letters(131), letters(132)) == 0


def test_the_annotation_panel_has_what_the_machine_proposed_before(program, letters):
    def play(hands):
        hands.opened()
        annotating = hands.window.annotating
        annotating._proposer.ask()
        hands.until(lambda: annotating._proposer.found is not None)
        hands.window.actions_["annotate"].trigger()
        assert annotating.is_on
        assert annotating.panel.rows.rowCount() > 0
        hands.window.actions_["annotate"].trigger()
        assert not annotating.is_on

    assert program(play, "open", letters(133, items=2)) == 0


def test_the_drawer_of_duties_opens_with_what_is_due(program, letters):
    def play(hands):
        hands.opened()
        desk = hands.window.duty_desk
        hands.until(lambda: desk.duties.view is not None)
        hands.window.actions_["duties"].trigger()
        assert desk.drawer.is_open
        hands.until(lambda: len(desk.drawer.panel.cards) > 0)
        hands.key(Qt.Key.Key_Escape)
        hands.until(lambda: not desk.drawer.is_open)

    assert program(play, "open", letters(134)) == 0
