"""What lies around the letter: toolbar, small pages, notes, drops, the empty desk."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QToolButton

from imr_desk.config.places import resources_folder
from imr_desk.model.letter import LetterNote, NoteKind
from imr_desk.ui.dress import Dress
from imr_desk.ui.letter.evidence import PageMark, page_marks
from imr_desk.ui.letter.page_layout import Fit
from imr_desk.ui.theme import DARK, Type, apply_theme
from tests.synthetic import make_letter, render_pdf, render_seed_text


def press(panel, name):
    QTest.mouseClick(panel.toolbar._buttons[name], Qt.MouseButton.LeftButton)


class TestToolbar:
    def test_it_tells_page_pages_and_zoom(self, reading):
        bar = reading.panel.toolbar
        assert bar._page.text() == "1"
        assert bar._pages.text() == f"/ {len(reading.letter.pages)}"
        assert bar._zoom.text() == f"{round(reading.pages.zoom * 100)} %"

    def test_its_buttons_do_what_they_say(self, reading):
        press(reading.panel, "next_page")
        assert reading.pages.page == 2
        press(reading.panel, "previous_page")
        assert reading.pages.page == 1
        press(reading.panel, "zoom_in")
        assert reading.pages.fit is Fit.FREE
        press(reading.panel, "fit_page")
        assert reading.pages.fit is Fit.PAGE
        press(reading.panel, "fit_width")
        assert reading.pages.fit is Fit.WIDTH
        press(reading.panel, "rotate")
        assert reading.pages.rotation == 90
        press(reading.panel, "find")
        assert reading.panel.finding.bar.isVisible()
        press(reading.panel, "find")
        assert reading.panel.finding.bar.isHidden()
        press(reading.panel, "freeze")
        assert reading.panel.light.frozen
        press(reading.panel, "text_view")
        assert reading.panel.views.front is reading.panel.views.text

    def test_a_page_number_can_be_typed(self, reading):
        field = reading.panel.toolbar._page
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, "2")
        QTest.keyClick(field, Qt.Key.Key_Return)
        assert reading.pages.page == 2
        field.selectAll()
        QTest.keyClicks(field, "999")
        QTest.keyClick(field, Qt.Key.Key_Return)
        assert reading.pages.page == len(reading.letter.pages)
        assert field.text() == str(len(reading.letter.pages))

    def test_the_page_follows_scrolling(self, reading):
        bar = reading.pages.verticalScrollBar()
        bar.setValue(bar.maximum())
        assert reading.panel.toolbar._page.text() == str(len(reading.letter.pages))
        assert reading.panel.thumbnails.currentIndex().row() == len(reading.letter.pages) - 1

    def test_what_fits_is_pressed_in(self, reading):
        buttons = reading.panel.toolbar._buttons
        assert buttons["fit_width"].isChecked()
        reading.panel.views.pages.set_fit(Fit.PAGE)
        assert (buttons["fit_width"].isChecked(), buttons["fit_page"].isChecked()) == (False, True)
        reading.panel.zoom_in()
        assert not buttons["fit_page"].isChecked()

    def test_every_button_has_a_name_and_a_tip(self, reading):
        for button in reading.panel.toolbar.findChildren(QToolButton):
            assert button.accessibleName()
            assert button.toolTip()

    def test_a_zoom_can_be_chosen(self, reading):
        menu = reading.panel.toolbar._zoom.menu()
        next(action for action in menu.actions() if action.text() == "150 %").trigger()
        assert reading.pages.zoom == pytest.approx(1.5)

    def test_the_look_of_the_pages_can_be_chosen(self, reading):
        actions = {action.text(): action for action in reading.panel.toolbar._themes.actions()}
        reading.panel.toolbar.page_theme_requested.connect(reading.panel.set_page_theme)
        actions["Inverted pages"].trigger()
        assert reading.panel.page_theme == "inverted"
        assert actions["Inverted pages"].isChecked()
        assert not actions["Light pages"].isChecked()


class TestSmallPages:
    @pytest.fixture
    def strip(self, reading):
        reading.panel.toggle_thumbnails()
        reading.settled()
        return reading.panel.thumbnails

    def test_they_show_where_there_is_room_until_the_person_decides(self, reading):
        assert reading.panel.thumbnails.isHidden()
        reading.panel.resize(1000, 800)
        assert reading.panel.thumbnails.isVisible()
        reading.panel.toggle_thumbnails()
        reading.panel.resize(1100, 800)
        assert reading.panel.thumbnails.isHidden()

    def test_their_pictures_are_drawn(self, strip, reading, qtbot):
        qtbot.waitUntil(lambda: all(strip.image(page.number) is not None for page in reading.letter.pages[:2]))

    def test_going_through_them_goes_through_the_letter(self, strip, reading):
        strip.setFocus()
        QTest.keyClick(strip, Qt.Key.Key_Down)
        assert reading.pages.page == 2
        QTest.mouseClick(
            strip.viewport(), Qt.MouseButton.LeftButton, pos=strip.visualRect(strip.model().index(0, 0)).center()
        )
        assert reading.pages.page == 1

    def test_showing_the_current_page_does_not_scroll_the_letter(self, strip, reading):
        bar = reading.pages.verticalScrollBar()
        frame = reading.pages.layout_of_pages.frame(2)
        bar.setValue(round(frame.y) + 100)
        assert strip.currentIndex().row() == 1
        assert bar.value() == round(frame.y) + 100

    def test_they_are_marked_where_values_want_a_look(self, strip, reading):
        assert strip.pages.marks == page_marks(reading.session.review, reading.letter)
        strip.pages.show_marks({1: (PageMark(0.2, flag=False), PageMark(0.5, flag=True))})
        words = strip.pages.data(strip.pages.index(0), Qt.ItemDataRole.AccessibleTextRole)
        assert words == "Page 1, 1 value to look at, 1 open note"
        before = strip.viewport().grab().toImage()
        strip.pages.show_marks({})
        assert strip.viewport().grab().toImage() != before


class TestNotes:
    def test_a_sound_letter_has_no_bar(self, reading):
        assert reading.panel.notes.isHidden()

    def test_each_note_has_its_line_and_leads_to_its_page(self, reading, qtbot):
        bar = reading.panel.notes
        bar.show_notes((
            LetterNote(NoteKind.DAMAGED, "This file is damaged; text may be missing."),
            LetterNote(NoteKind.HIDDEN_TEXT, "Page 2 holds words that are not seen in print.", 2),
        ))  # fmt: skip
        assert bar.isVisible()
        assert [line._sentence.isVisible() for line in bar._lines] == [True, True]
        QTest.mouseClick(bar._lines[1]._page, Qt.MouseButton.LeftButton)
        assert reading.pages.page == 2

    def test_notes_fold_to_a_line(self, reading):
        bar = reading.panel.notes
        bar.show_notes((LetterNote(NoteKind.REPAIRED, "Repaired."), LetterNote(NoteKind.NO_TEXT, "Empty.", 1)))
        QTest.mouseClick(bar._fold, Qt.MouseButton.LeftButton)
        assert bar.folded
        assert bar._head.text() == "2 notes on this letter's file"
        assert not any(line.isVisible() for line in bar._lines)

    def test_very_many_notes_do_not_bury_the_letter(self, reading):
        bar = reading.panel.notes
        bar.show_notes(tuple(LetterNote(NoteKind.NO_TEXT, f"Page {n} is empty.", n) for n in range(1, 300)))
        assert len(bar._lines) < 10
        assert "299 notes" in bar._head.text()

    def test_every_kind_of_note_has_a_sign(self, reading):
        reading.panel.notes.show_notes(tuple(LetterNote(kind, "A note.") for kind in NoteKind))
        for line in reading.panel.notes._lines:
            assert not line._sign.pixmap().isNull()

    def test_a_repaired_text_is_said_over_the_letter(self, studio):
        studio.open(render_seed_text(make_letter("B", 3)).encode(), "letter.txt")
        notes = studio.session.letter.notes
        assert studio.panel.notes.isVisible() == bool(notes)


class TestEmptyDesk:
    def test_it_says_what_to_do_and_offers_it(self, studio, qtbot):
        empty = studio.panel.views.empty
        assert empty.isVisible()
        words = " ".join(label.text() for label in empty.findChildren(QLabel))
        assert "Drop letters here" in words
        with qtbot.waitSignal(studio.panel.open_requested):
            QTest.mouseClick(empty.button, Qt.MouseButton.LeftButton)

    def test_acts_without_a_letter_do_nothing(self, studio):
        panel = studio.panel
        for act in (*panel.acts().values(), panel.take_focus):
            act()
        panel.go_to_page(3)
        assert panel.views.currentWidget() is panel.views.empty
        assert panel.finding.bar.isHidden()


class TestDrops:
    def drop(self, panel, urls):
        data = QMimeData()
        data.setUrls(urls)
        where = panel.rect().center()
        enter = QDragEnterEvent(
            where, Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        )
        QApplication.sendEvent(panel, enter)
        if enter.isAccepted():
            assert panel.property("hovering")
            event = QDropEvent(
                QPointF(where), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
                Qt.KeyboardModifier.NoModifier,
            )  # fmt: skip
            QApplication.sendEvent(panel, event)
        return enter.isAccepted()

    def test_files_and_folders_are_taken(self, studio, qtbot, tmp_path):
        with qtbot.waitSignal(studio.panel.files_dropped) as dropped:
            assert self.drop(
                studio.panel, [QUrl.fromLocalFile(str(tmp_path / "a.pdf")), QUrl.fromLocalFile(str(tmp_path))]
            )
        assert dropped.args == [(Path(tmp_path / "a.pdf"), Path(tmp_path))]
        assert not studio.panel.property("hovering")

    def test_what_is_no_file_of_this_computer_is_refused(self, studio):
        assert not self.drop(studio.panel, [QUrl("https://example.org/letter.pdf")])
        assert not self.drop(studio.panel, [])


class TestLook:
    def test_everything_takes_on_another_look_at_once(self, reading):
        panel = reading.panel
        light = panel.grab().toImage()
        panel.dress(Dress(panel._dress.icons, DARK, Type(2.0)))
        assert panel.grab().toImage() != light
        assert panel.toolbar._buttons["find"].iconSize().width() > 30

    @pytest.mark.parametrize("scale", [0.8, 1.0, 2.0])
    def test_the_toolbar_fits_into_a_narrow_panel_and_folds_the_rest(self, reading, qapp, scale):
        panel = reading.panel
        sheet = (resources_folder() / "desk.qss").read_text(encoding="utf-8")
        apply_theme(qapp, DARK, Type(scale), sheet)
        panel.dress(Dress(panel._dress.icons, DARK, Type(scale)))
        panel.resize(580, 700)
        assert panel.width() == 580
        shown = [button for button in panel.toolbar.findChildren(QToolButton) if button.isVisible()]
        assert max(button.geometry().right() for button in shown) < 580
        assert bool(panel.toolbar._more.folded) == panel.toolbar._more.isVisible() == (scale == 2.0)

    def test_folded_tools_are_in_the_menu_and_work(self, reading):
        bar = reading.panel.toolbar
        bar._more.fit(10_000)
        assert bar._buttons["rotate"].isHidden()
        bar._more.menu().aboutToShow.emit()
        acts = {action.text(): action for action in bar._more.menu().actions()}
        acts["Rotate the pages"].trigger()
        assert reading.pages.rotation == 90
        looks = {action.text(): action for action in acts["Look of the pages"].menu().actions()}
        bar.page_theme_requested.connect(reading.panel.set_page_theme)
        looks["Dimmed pages"].trigger()
        assert reading.panel.page_theme == "dimmed"


def test_the_mouse_goes_through_the_line_over_the_letter(reading):
    reading.panel.line.say("This value has no place in the letter.")
    center = reading.panel.line.geometry().center()
    assert reading.panel.views.childAt(QPoint(center)) is not reading.panel.line


def test_a_letter_of_another_case_replaces_all_of_the_first(reading):
    reading.panel.notes.show_notes((LetterNote(NoteKind.DAMAGED, "Damaged."),))
    reading.open(render_pdf(make_letter("D", 8, items=1)))
    assert reading.panel.notes.isHidden()
    assert reading.pages.letter is reading.session.letter
    assert reading.panel.thumbnails.model().rowCount() == len(reading.session.letter.pages)
