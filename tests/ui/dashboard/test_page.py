"""The dashboard as a person meets it: numbers, charts and tables that lead to their cases."""

import msgspec
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget

from imr_desk.model.draft import Decision
from imr_desk.model.errors import CaseLogError, CaseLogErrorKind
from imr_desk.model.queue import CaseFilter, Count, DateRange, DueWindow, Figure
from imr_desk.ui.dress import Dress
from imr_desk.ui.theme import DARK, HIGH_CONTRAST, LIGHT, Type


def asked(page):
    """Return a list that takes every filter the page asks for."""
    found = []
    page.cases_requested.connect(found.append)
    return found


def test_a_number_at_the_top_leads_to_its_cases(board, qtbot):
    board.count()
    found = asked(board.page)
    overdue = next(button for button in board.page.tiles.buttons if button.tile.name == "Overdue")
    qtbot.mouseClick(overdue, Qt.MouseButton.LeftButton)
    overdue.setFocus()
    qtbot.keyClick(overdue, Qt.Key.Key_Space)
    qtbot.keyClick(overdue, Qt.Key.Key_Return)
    assert found == [CaseFilter(window=DueWindow.OVERDUE)] * 3
    assert overdue.accessibleName() == "Overdue: 3"


def test_the_keyboard_stands_on_the_first_number_once_it_is_there(board, qtbot):
    board.page.activateWindow()
    qtbot.waitUntil(board.page.isActiveWindow)
    board.page.take_focus()
    board.count()
    qtbot.waitUntil(board.page.tiles.buttons[0].hasFocus)
    board.page.again.setFocus()
    board.count()
    assert board.page.again.hasFocus()


def test_a_click_on_a_bar_leads_to_its_cases(board, qtbot):
    board.count()
    found = asked(board.page)
    plot = board.page.workload.plot
    qtbot.waitUntil(lambda: plot.place_on_widget(1).x() > plot.place_on_widget(0).x() > 0)
    qtbot.mouseClick(plot, Qt.MouseButton.LeftButton, pos=plot.place_on_widget(0))
    qtbot.mouseClick(plot, Qt.MouseButton.LeftButton, pos=plot.place_on_widget(1))
    qtbot.mouseClick(plot, Qt.MouseButton.LeftButton, pos=plot.place_on_widget(2))  # nothing is due on that day
    day = CaseFilter(due=DateRange("2026-11-24", "2026-11-24"), window=DueWindow.TODAY)
    assert found == [CaseFilter(window=DueWindow.OVERDUE), day]


def test_lying_bars_are_hit_from_top_to_bottom(board, qtbot):
    board.count()
    found = asked(board.page)
    plot = board.page.corrections.plot
    qtbot.waitUntil(lambda: plot.place_on_widget(1).y() > plot.place_on_widget(0).y() > 0)
    for number in (0, 1):
        qtbot.mouseClick(plot, Qt.MouseButton.LeftButton, pos=plot.place_on_widget(number))
    assert found == [CaseFilter(corrected="disputed"), CaseFilter(corrected="age")]


def test_keys_walk_along_the_bars_and_enter_leads_to_the_cases(board, qtbot):
    board.count()
    found = asked(board.page)
    plot = board.page.corrections.plot
    heard = []
    plot.spoken.connect(heard.append)
    for key in (Qt.Key.Key_Home, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return):
        qtbot.keyClick(plot, key)
    assert heard[:2] == ["Disputed: corrected in 4 of 20 cases", "Age: corrected in 1 of 20 cases"]
    assert plot.accessibleDescription() == heard[-1] == board.page.corrections.spoken.text()
    assert found == [CaseFilter(corrected="age")]


def test_the_table_has_the_same_numbers_and_ways(board, qtbot):
    board.count()
    found = asked(board.page)
    card = board.page.workload
    qtbot.mouseClick(card.forms.table, Qt.MouseButton.LeftButton)
    assert card.table.isVisible()
    assert not card.plot.isVisible()
    words = {card.table.item(row, 0).text(): card.table.item(row, 1).text() for row in range(card.table.rowCount())}
    assert (words["Overdue"], words["Tue 24 Nov 2026"], words["Later"]) == ("3", "4", "9")
    assert words["Needs a date"] == "3"
    assert "3 cases need a date first" in card.note.text()
    card.table.setCurrentCell(1, 1)
    qtbot.keyClick(card.table, Qt.Key.Key_Return)
    place = card.table.visualItemRect(card.table.item(0, 1)).center()
    qtbot.mouseClick(card.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    card.table.setCurrentCell(0, 0)
    qtbot.keyClick(card.table, Qt.Key.Key_Return)  # a name leads nowhere
    day = CaseFilter(due=DateRange("2026-11-24", "2026-11-24"), window=DueWindow.TODAY)
    assert found == [day, CaseFilter(window=DueWindow.OVERDUE)]


def test_a_log_whose_dates_are_not_sure_does_not_say_that_nothing_is_due(board):
    board.log.counts[Figure.DUE_DATE] = ()
    board.count()
    words = board.page.workload.empty.text()
    assert words.startswith("Nothing is due on a day that is sure. 3 cases need a date first")


def test_outcomes_say_what_they_mean_how_sure_they_are_and_what_was_published(board, qtbot):
    board.count()
    content = board.page.outcome.content
    assert content.title == "Outcome by category"
    assert content.chart.guide.words == "DWC 2017, all treatments: 8.3 %"
    injection, surgery = content.chart.slots
    assert injection.bars[0].words == (
        "Injection: 12 of 100 items overturned (treatment approved), in 9 cases, 12.0 %; "
        "95 % interval 7.0 to 19.8 %; published: 4.1 % (CWCI 2022)"
    )
    assert injection.marker == 4.1
    assert surgery.bars[0].height == 0
    assert surgery.aside == "1 of 3: too few for a percentage"
    heads = [head.replace("\n", " ") for head in content.table.heads]
    assert "Overturned: treatment approved" in heads
    assert "Upheld: treatment stays denied" in heads
    assert [cell.words for cell in content.table.rows[1]][-3:] == ["too few", "", ""]
    cells = content.table.rows[0][1:4]
    assert [(cell.words, cell.leads) for cell in cells] == [
        ("100", "70 cases"),
        ("12", "9 cases"),
        ("88", "66 cases"),
    ]
    assert cells[0].where == CaseFilter(category="Injection", item_decided=True)
    item = board.page.outcome.table.item(0, 1)
    assert item.toolTip() == "100 items in 70 cases"
    assert item.data(Qt.ItemDataRole.AccessibleDescriptionRole) == "Leads to 70 cases"
    assert "RGW Law Firm" in content.note
    assert "CWCI" in content.note


@pytest.mark.parametrize(("place", "title"), [(1, "Outcome by subcategory"), (4, "Outcome by month of decision")])
def test_outcomes_are_grouped_as_is_chosen(board, qtbot, place, title):
    board.count()
    qtbot.mouseClick(board.page.outcome.groupings.group.button(place), Qt.MouseButton.LeftButton)
    assert board.page.outcome.title.text() == title
    assert board.page.outcome.plot.isVisible()


def test_a_month_has_its_own_years_rate_beside_it(board, qtbot):
    board.count()
    found = asked(board.page)
    qtbot.mouseClick(board.page.outcome.groupings.group.button(4), Qt.MouseButton.LeftButton)
    assert board.page.outcome.content.chart.slots[0].marker == 8.3
    qtbot.keyClick(board.page.outcome.plot, Qt.Key.Key_Home)
    qtbot.keyClick(board.page.outcome.plot, Qt.Key.Key_Return)
    days = DateRange("2017-01-01", "2017-01-31")
    assert found == [CaseFilter(decided=days, item_outcome=Decision.OVERTURNED)]


def test_a_figure_without_numbers_says_so(board, qtbot):
    board.count()
    card = board.page.outcome
    qtbot.mouseClick(card.groupings.group.button(3), Qt.MouseButton.LeftButton)
    assert card.empty.isVisible()
    assert card.empty.text() == "No decided item says this yet."
    assert not card.plot.isVisible()
    assert not card.save.isEnabled()


def test_an_empty_log_says_what_to_do(board, qtbot):
    board.log.cases = 0
    board.log.counts = dict.fromkeys(board.log.counts, ())
    board.count()
    assert not board.page.tiles.isVisible()
    with qtbot.waitSignal(board.page.open_requested):
        qtbot.mouseClick(board.page.open, Qt.MouseButton.LeftButton)
    board.page.take_focus()
    assert board.page.open.isVisible()


def test_the_same_numbers_again_leave_the_screen_as_it_is(board):
    board.count()
    before = list(board.page.tiles.buttons)
    content = board.page.workload.content
    board.count()
    assert board.page.tiles.buttons == before
    assert board.page.workload.content is content


def test_new_numbers_are_shown_when_one_counts_again(board, qtbot):
    board.count()
    board.log.counts[Figure.OPEN_FLAG] = (Count("date-order", "", 1234),)
    with qtbot.waitSignal(board.page.counted):
        qtbot.mouseClick(board.page.again, Qt.MouseButton.LeftButton)
    assert board.page.flags.content.chart.slots[0].aside == "1,234"


def test_what_is_to_be_saved_goes_between_two_steps(board, qtbot):
    order = []
    tally = board.log.tally

    def counting(figure, first, last, without=()):
        order.append(figure)
        if figure is Figure.DUE_DATE:  # a save is asked for while the count is under way
            board.lane.run(board.page, lambda: order.append("saved"))
        return tally(figure, first, last)

    board.log.tally = counting
    board.count()
    assert order.index("saved") == order.index(Figure.DUE_DATE) + 1


def test_nobody_looking_means_nobody_counting(board, qtbot):
    board.page.refresh()
    assert board.page.is_counting
    board.page.hide()
    assert not board.page.is_counting
    qtbot.waitUntil(lambda: not board.lane.busy)
    assert board.page.reviewers.content is None


def test_a_log_that_cannot_be_read_is_told_in_a_sentence(board, qtbot):
    board.log.problem = CaseLogError(CaseLogErrorKind.DAMAGED, "The case log cannot be read.")
    with qtbot.waitSignal(board.page.told) as told:
        board.page.refresh()
    assert told.args == ["error", "The case log cannot be read."]
    assert not board.page.is_counting


def test_escape_and_the_button_lead_back(board, qtbot):
    with qtbot.waitSignal(board.page.left):
        qtbot.keyClick(board.page, Qt.Key.Key_Escape)
    with qtbot.waitSignal(board.page.left):
        qtbot.mouseClick(board.page.back, Qt.MouseButton.LeftButton)


LOOKS = [(theme, scale, width) for theme in (LIGHT, DARK) for scale in (0.8, 2.0) for width in (1024, 1920)]


def test_nothing_is_clipped_or_covered(board, qtbot):
    board.count()
    cards = board.page.cards

    def apart():
        return not any(
            one.geometry().intersects(other.geometry()) for one in cards for other in cards if one is not other
        )

    for theme, scale, width in [*LOOKS, (HIGH_CONTRAST, 1.0, 1280)]:
        board.page.resize(width, 760)
        board.page.dress(Dress(board.dress.icons, theme, Type(scale)))
        qtbot.waitUntil(apart)
        qtbot.waitUntil(lambda: all(card.height() >= card.heightForWidth(card.width()) for card in cards))
        assert max(card.geometry().right() for card in cards) <= board.page.grid.width()
        for card in cards:
            for child in (card.plot, card.save, card.forms):
                if child.isVisible():
                    assert child.mapTo(card, QPoint(child.width(), 0)).x() <= card.width()


def test_every_control_has_a_name_for_the_screen_reader(board):
    board.count()
    for widget in board.page.findChildren(QWidget):
        if widget.isVisible() and widget.focusPolicy() != Qt.FocusPolicy.NoFocus:
            name = widget.accessibleName() or getattr(widget, "text", str)()
            assert name, (type(widget), widget.objectName(), type(widget.parent()))


def test_words_of_letters_are_taken_literally(board, qtbot):
    board.log.counts[Figure.OUTCOME_BY_CATEGORY] = (Count("<b>Injection</b> & co", "upheld", 9),)
    board.count()
    content = board.page.outcome.content
    assert content.chart.slots[0].label == "<b>Injection</b> & co"
    qtbot.keyClick(board.page.outcome.plot, Qt.Key.Key_Home)
    assert board.page.outcome.spoken.textFormat() is Qt.TextFormat.PlainText
    assert board.page.outcome.spoken.text().startswith("<b>Injection</b> & co:")


def test_a_content_is_a_value(board):
    board.count()
    content = board.page.workload.content
    assert content == msgspec.structs.replace(content)
