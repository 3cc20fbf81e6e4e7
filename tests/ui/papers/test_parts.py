"""What of a file is shown, how fast a batch goes, what is remembered."""

from PySide6.QtCore import QSettings

from imr_desk.services.recipients import RECIPIENTS
from imr_desk.ui.papers.contents import MOST_LINES, MOST_ROWS, rows_of, words_of
from imr_desk.ui.papers.pace import Pace
from imr_desk.ui.papers.remembered import Remembered


def test_a_table_leaves_out_columns_that_are_empty_and_folds_lines():
    content = '\ufeffcase,none,words\r\n1,,"two\r\nlines"\r\n2,,x\r\n'.encode()
    shown = rows_of(content, "Cases")
    assert shown.columns == ("case", "words")
    assert shown.rows == (("1", "two lines"), ("2", "x"))
    assert shown.left == 0


def test_a_table_without_a_row_shows_its_columns():
    assert rows_of(b"a,b\r\n", "Flags").columns == ("a", "b")
    assert rows_of(b"", "Flags").columns == ()


def test_a_long_table_and_a_long_cell_are_cut_and_the_rest_is_counted():
    content = ("words\r\n" + "".join(f"{'x' * 200_000 if row == 0 else row}\r\n" for row in range(500))).encode()
    shown = rows_of(content, "Cases")
    assert len(shown.rows) == MOST_ROWS
    assert shown.left == 500 - MOST_ROWS
    assert len(shown.rows[0][0]) < 500


def test_a_long_text_is_cut_and_the_rest_is_counted():
    words, left = words_of("\n".join(str(line) for line in range(MOST_LINES + 5)).encode())
    assert left == 5
    assert words.endswith(str(MOST_LINES - 1))
    assert words_of(b"one\ntwo") == ("one\ntwo", 0)


def test_the_pace_is_that_of_the_last_cases():
    now = [0.0]
    pace = Pace(lambda: now[0])
    assert pace.words(10) == ""
    for done in range(100):
        now[0] += 0.1 if done < 50 else 2.0
        pace.step(done)
    assert pace.words(10) == "0.5 cases a second · less than a minute left"
    assert pace.words(90) == "0.5 cases a second · about 3 min left"
    assert pace.words(9000) == "0.5 cases a second · about 5 h 0 min left"
    pace.restart()
    assert pace.rate == 0


def test_the_last_recipient_and_folder_survive_a_start_and_nothing_else_does(tmp_path):
    path = str(tmp_path / "settings.ini")
    first = Remembered(QSettings(path, QSettings.Format.IniFormat))
    assert first.recipient.name == "claim-file"
    first.keep_recipient(RECIPIENTS[2])
    first.keep_folder(tmp_path)
    settings = QSettings(path, QSettings.Format.IniFormat)
    assert Remembered(settings).recipient is RECIPIENTS[2]
    assert Remembered(settings).folder == tmp_path
    settings.setValue("papers/recipient", "no such class")
    assert Remembered(settings).recipient.name == "claim-file"
    assert set(settings.allKeys()) == {"papers/recipient", "papers/folder"}
