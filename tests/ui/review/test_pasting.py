"""A million rows pasted into a field by mistake neither stop the window nor get into the log."""

import time

from PySide6.QtCore import QMimeData

from imr_desk.model.fields import ITEM_FIELDS
from imr_desk.ui.review.editors import LONGEST_PASTE, ProseEditor
from tests.ui.showing import show_active


def pasted(qtbot, words):
    editor = ProseEditor(ITEM_FIELDS[0])
    qtbot.addWidget(editor)
    editor.resize(400, 200)
    show_active(editor)
    told = []
    editor.shortened.connect(told.append)
    source = QMimeData()
    source.setText(words)
    begun = time.perf_counter()
    editor.insertFromMimeData(source)
    return editor, told, time.perf_counter() - begun


def test_a_million_rows_are_cut_with_a_sentence(qtbot):
    editor, told, seconds = pasted(qtbot, "a row\n" * 1_000_000)
    assert len(editor.toPlainText()) == LONGEST_PASTE
    assert "Only the first 20,000 of 6,000,000 characters" in told[0]
    assert seconds < 5  # all of them take twenty


def test_a_section_of_a_letter_is_pasted_whole_and_literally(qtbot):
    words = "<b>L4-L5</b> = 1 & more\n" * 300
    editor, told, _seconds = pasted(qtbot, words)
    assert editor.toPlainText() == words
    assert told == []
