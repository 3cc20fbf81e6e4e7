"""Charts and tables that leave the desk."""

import csv
import io
from xml.etree import ElementTree as ET

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from imr_desk.model.queue import Figure
from imr_desk.ui.dashboard.saving import FILE_KINDS
from imr_desk.ui.dress import Dress
from imr_desk.ui.theme import DARK, Type


def saved(board, qtbot, card, suffix, path):
    """Save what a card shows as a file of this ending, by its menu."""
    board.answers.target = path
    place = next(place for place, kind in enumerate(FILE_KINDS) if kind.suffix == suffix)
    with qtbot.waitSignal(board.page.told) as told:
        card.save.menu().actions()[place].trigger()
    return told.args


def test_a_picture_is_sharp_on_white_whatever_the_screen_looks_like(board, qtbot, tmp_path):
    board.count()
    for name, look in (("light", board.dress), ("dark", Dress(board.dress.icons, DARK, Type(2.0)))):
        board.page.dress(look)
        assert saved(board, qtbot, board.page.workload, ".png", tmp_path / f"{name}.png")[0] == "good"
    light, dark = (QImage(str(tmp_path / f"{name}.png")) for name in ("light", "dark"))
    assert light == dark
    assert light.width() == 2 * 960
    assert light.pixelColor(2, 2).name() == "#ffffff"
    colours = {light.pixelColor(x, y).name() for x in range(0, light.width(), 3) for y in range(0, light.height(), 3)}
    assert "#0b5cad" in colours  # the bars are there


def test_a_drawing_has_words_as_words_and_no_pictures(board, qtbot, tmp_path):
    board.count()
    path = tmp_path / "o.svg"
    assert saved(board, qtbot, board.page.outcome, ".svg", path) == ["good", "Written: o.svg"]
    tree = ET.parse(path)
    words = [element.text for element in tree.iter("{http://www.w3.org/2000/svg}text")]
    assert {"Outcome by category", "Injection", "Surgery"} <= {word.strip() for word in words if word}
    assert any("12 of 100" in word for word in words)
    assert not list(tree.iter("{http://www.w3.org/2000/svg}image"))


def test_a_page_is_one_pdf_page_of_its_own_size(board, qtbot, tmp_path):
    board.count()
    path = tmp_path / "o.pdf"
    saved(board, qtbot, board.page.outcome, ".pdf", path)
    with pypdfium2.PdfDocument(path) as pdf:
        assert len(pdf) == 1
        text = pdf[0].get_textpage().get_text_range()
        assert pdf[0].get_width() == pytest.approx(720, abs=1)
    assert "Outcome by category" in text
    assert "Published rates" in text
    assert "As of Tue 24 Nov 2026" in text


def test_a_table_has_bare_numbers_and_no_formula(board, qtbot, tmp_path):
    board.count()
    qtbot.mouseClick(board.page.outcome.groupings.group.button(2), Qt.MouseButton.LeftButton)
    path = tmp_path / "o.csv"
    saved(board, qtbot, board.page.outcome, ".csv", path)
    rows = list(csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"))))
    assert rows[0][0] == "Guideline"
    assert rows[1][0] == "'=cmd|' /C calc'!A0"
    assert rows[1][1:4] == ["6", "0", "6"]


def test_who_changes_their_mind_writes_nothing(board, qtbot, tmp_path):
    board.count()
    board.page.workload.save.menu().actions()[0].trigger()
    ((suggestion, kind),) = board.answers.asked
    assert suggestion.name == "workload by due date 2026-11-24.png"
    assert "png" in kind
    qtbot.waitUntil(lambda: not board.lane.busy)
    assert list(tmp_path.glob("*.png")) == []


def test_a_file_that_cannot_be_written_is_told_in_a_sentence(board, qtbot, tmp_path):
    board.count()
    kind, sentence = saved(board, qtbot, board.page.workload, ".csv", tmp_path / "gone" / "x.csv")
    assert kind == "error"
    assert "folder" in sentence


def test_names_of_files_say_nothing_of_letters(board, qtbot):
    board.count()
    for card in board.page.cards:
        card.save.menu().actions()[0].trigger()
    names = " ".join(path.name for path, _ in board.answers.asked)
    assert len(board.answers.asked) == len(board.page.cards)
    assert "Injection" not in names
    assert Figure.OUTCOME_BY_CATEGORY in board.page.outcome.content.title.lower()
