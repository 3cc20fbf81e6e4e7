"""A second window over the same case: what it shares, what is its own, how it comes and goes."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QSettings, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow
from shiboken6 import isValid

from imr_desk.services.pages import Pages
from imr_desk.ui.letter.second_window import SecondScreen
from imr_desk.ui.session import Place
from tests.ui.letter.conftest import press_at, release_at, word_place
from tests.ui.showing import show_active


@pytest.fixture
def settings(tmp_path):
    return QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def main(qtbot):
    window = QMainWindow()
    qtbot.addWidget(window)
    show_active(window)
    return window


@pytest.fixture
def screen(studio, dress, settings, main):
    """The second window's keeper; what it opens goes with the main window."""
    pages = Pages(studio.desk.log, studio.renderer)
    made = SecondScreen(studio.session, pages, studio.lane, dress, settings, main)
    yield made
    if made.window is not None:
        made.window.close()


@pytest.fixture
def second(screen, qtbot):
    """Return a way to open the second window, as it comes beside the panel of the first."""

    def open_second():
        screen.turn()
        window = screen.window
        assert QTest.qWaitForWindowExposed(window, 10_000)
        qtbot.waitUntil(lambda: window.letter.is_settled)
        return window

    return open_second


def test_it_joins_a_case_that_is_on_the_desk(studio, second, letter_bytes):
    studio.open(letter_bytes)
    studio.session.set_focus(Place(None, "date_of_injury"))
    spans = (studio.session.review.fields["date_of_injury"].sources[0],)
    studio.session.select(spans)
    window = second()
    letter = window.letter
    assert letter.views.letter is studio.session.letter
    assert letter.light.spans == studio.session.review.fields["date_of_injury"].sources
    assert "Selected" in letter.views.front.accessibleDescription()
    assert window.windowTitle() == f"Letter of case {studio.session.case_id} — imr_desk"


def test_it_comes_to_an_empty_desk_and_follows(studio, second, letter_bytes, qtbot):
    window = second()
    assert window.windowTitle() == "Letter — imr_desk"
    studio.open(letter_bytes)
    assert window.letter.views.letter is studio.session.letter
    studio.session.close()
    assert window.letter.views.letter is None
    assert window.windowTitle() == "Letter — imr_desk"


def test_page_and_zoom_are_its_own(reading, second):
    window = second()
    window.letter.go_to_page(2)
    window.letter.zoom_in()
    assert window.letter.views.front.page == 2
    assert reading.panel.views.front.page == 1
    assert window.letter.views.front.zoom != reading.panel.views.front.zoom


def test_words_selected_here_are_selected_everywhere(reading, second):
    window = second()
    view = window.letter.views.pages
    press_at(view, word_place(view, reading.letter, 1, 3))
    QTest.mouseMove(view.viewport(), QPoint(word_place(view, reading.letter, 1, 4)))
    release_at(view, word_place(view, reading.letter, 1, 4))
    assert reading.session.selection
    assert reading.session.letter.quote_of(reading.session.selection).split()


def test_keys_of_the_letter_work_on_this_window_and_others_on_the_program(reading, second, main, qtbot):
    done = []
    undo, zoom = QAction(main), QAction(main)
    undo.setObjectName("undo")
    undo.setShortcut(QKeySequence("Ctrl+Z"))
    undo.triggered.connect(lambda: done.append("undo"))
    zoom.setObjectName("zoom_in")
    zoom.setShortcut(QKeySequence("Ctrl++"))
    zoom.triggered.connect(lambda: done.append("zoom"))
    main.addActions([undo, zoom])
    window = second()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.letter.take_focus()
    before = window.letter.views.front.zoom
    QTest.keyClick(window.letter.views.front, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(window.letter.views.front, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert window.letter.views.front.zoom > before
    assert done == ["undo"]
    zoom.setShortcut(QKeySequence("Ctrl+F7"))  # as the person may do in the settings
    # A window manager may refuse to hand the keyboard to and fro; what counts is that the window hears of it.
    QApplication.sendEvent(window, QEvent(QEvent.Type.ActivationChange))
    between = window.letter.views.front.zoom
    QTest.keyClick(window.letter.views.front, Qt.Key.Key_F7, Qt.KeyboardModifier.ControlModifier)
    assert window.letter.views.front.zoom > between
    assert done == ["undo"]


def test_keys_that_the_letter_has_nowhere_else_work_on_this_window_and_are_named(
    reading, screen, second, main, qtbot
):
    main.addActions([_act(main, "find_next", "F3"), _act(main, "thumbnails", "F4"), _act(main, "find", "Ctrl+F")])
    screen.show_keys({"find_next": "F3", "thumbnails": "F4", "find": "Ctrl+F"}.get)
    window = second()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    letter, front = window.letter, window.letter.views.front
    letter.take_focus()
    hidden = letter.thumbnails.isHidden()
    QTest.keyClick(front, Qt.Key.Key_F4)
    assert letter.thumbnails.isHidden() is not hidden
    QTest.keyClick(front, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert letter.finding.bar.isVisible()
    QTest.keyClicks(letter.finding.bar._field, "the")
    QTest.keyClick(letter.finding.bar._field, Qt.Key.Key_F3)
    assert letter.finding.bar.count_words.startswith("2 of")
    assert reading.panel.finding.bar.isHidden()
    assert letter.toolbar._buttons["thumbnails"].toolTip() == "Small pages  (F4)"
    main.actions()[0].setShortcut(QKeySequence("F7"))
    screen.show_keys({"find_next": "F7"}.get)
    QTest.keyClick(letter.finding.bar._field, Qt.Key.Key_F7)
    assert letter.finding.bar.count_words.startswith("3 of")
    assert letter.finding.bar._next.toolTip().endswith("F7)")


def test_the_look_of_its_pages_is_its_own(reading, second):
    letter = second().letter
    letter.acts()["page_theme"]()
    assert letter.page_theme == "dimmed"
    actions = {action.text(): action for action in letter.toolbar._themes.actions()}
    actions["Inverted pages"].trigger()
    assert letter.page_theme == "inverted"
    assert reading.panel.page_theme == "light"


def _act(main, name, key):
    action = QAction(main)
    action.setObjectName(name)
    action.setShortcut(QKeySequence(key))
    return action


def test_it_remembers_its_place(reading, second, screen, qtbot):
    window = second()
    window.resize(640, 500)
    screen.turn()
    assert screen.window is None
    assert not screen.was_open
    again = second()
    assert (again.width(), again.height()) == (640, 500)


def test_it_goes_with_the_main_window_and_comes_again(reading, second, screen, settings, main, qtbot):
    window = second()
    main.close()
    qtbot.waitUntil(lambda: not isValid(window))
    assert screen.was_open
    written = QSettings(settings.fileName(), QSettings.Format.IniFormat)
    assert written.value("second/open", False, bool)


def test_closing_it_leaves_the_rest_alone(reading, second, main, qtbot):
    window = second()
    QTest.keySequence(window, QKeySequence(QKeySequence.StandardKey.Close))
    qtbot.waitUntil(lambda: not isValid(window))
    assert main.isVisible()
    reading.session.set_focus(Place(None, "date_of_injury"))
    assert reading.panel.light.spans


def test_whoever_ties_the_panels_hears_of_each(reading, screen, dress):
    heard, turned = [], []
    screen.opened.connect(heard.append)
    screen.turned.connect(turned.append)
    screen.turn()
    screen.dress(dress)
    assert heard == [screen.window.letter]
    screen.turn()
    assert turned == [True, False]
