"""Pictures of pages: asked for off the Qt thread, the newest wish first, within a budget."""

import pytest
from PySide6.QtGui import QColor, QImage

from imr_desk.ports import PagePixels
from imr_desk.services.pages import Pages
from imr_desk.ui.background import Lane
from imr_desk.ui.letter.pictures import LARGEST_PICTURE, PagePictures, Rank, image_of
from imr_desk.ui.letter.tiles import PageTheme


@pytest.fixture
def pictures(qtbot, desk, renderer, letter_bytes):
    lane = Lane("pages")
    case = desk.open(letter_bytes)
    made = PagePictures(Pages(desk.log, renderer), lane)
    made.open(case.id, desk.session.letter)
    made.case, made.letter = case, desk.session.letter
    yield made
    renderer.open.set()
    made.close()
    lane.close(finish=False)


def key(pictures, page, width=400, theme=PageTheme.LIGHT):
    return pictures.key(pictures.letter, page, width, theme)


def test_a_wish_is_drawn_in_the_size_that_was_wished(pictures, qtbot):
    wanted = key(pictures, 1, 431)
    pictures.wish(Rank.SHOWN, [wanted])
    qtbot.waitUntil(lambda: pictures.picture(wanted) is not None)
    assert pictures.picture(wanted).width() == 431
    assert not pictures.waiting


def test_one_picture_is_drawn_at_a_time_and_forgotten_wishes_never(pictures, renderer, qtbot):
    renderer.open.clear()
    pictures.wish(Rank.SHOWN, [key(pictures, 1)])
    qtbot.waitUntil(lambda: len(renderer.asked) == 1)
    pictures.wish(Rank.SHOWN, [key(pictures, 2)])
    pictures.wish(Rank.SHOWN, [key(pictures, 3)])
    renderer.open.set()
    qtbot.waitUntil(lambda: pictures.picture(key(pictures, 3)) is not None)
    assert [page for page, _ in renderer.asked] == [1, 3]


def test_what_shows_is_drawn_before_what_may_show_soon_and_small_pages_last(pictures, renderer, qtbot):
    renderer.open.clear()
    pictures.wish(Rank.SMALL, [key(pictures, 1, 70)])
    qtbot.waitUntil(lambda: len(renderer.asked) == 1)
    pictures.wish(Rank.SMALL, [key(pictures, 1, 70), key(pictures, 2, 70)])
    pictures.wish(Rank.SOON, [key(pictures, 3)])
    pictures.wish(Rank.SHOWN, [key(pictures, 2)])
    renderer.open.set()
    qtbot.waitUntil(lambda: not pictures.waiting)
    assert [page for page, _ in renderer.asked] == [1, 2, 3, 2]


def test_pictures_of_an_earlier_letter_are_kept_but_its_wishes_are_not(pictures, renderer, desk, qtbot):
    from tests.synthetic import make_letter, render_pdf

    wanted = key(pictures, 1)
    pictures.wish(Rank.SHOWN, [wanted])
    qtbot.waitUntil(lambda: pictures.picture(wanted) is not None)
    renderer.open.clear()
    pictures.wish(Rank.SHOWN, [wanted, key(pictures, 2)])
    qtbot.waitUntil(lambda: len(renderer.asked) == 2)
    stale = key(pictures, 3)
    case = desk.open(render_pdf(make_letter("D", 8, items=1)))
    pictures.open(case.id, desk.session.letter)
    pictures.wish(Rank.SHOWN, [stale])
    assert not pictures.waiting
    renderer.open.set()
    other = pictures.key(desk.session.letter, 1, 400, PageTheme.LIGHT)
    pictures.wish(Rank.SHOWN, [other])
    qtbot.waitUntil(lambda: pictures.picture(other) is not None)
    assert pictures.picture(wanted) is not None
    assert pictures.picture(key(pictures, 2)) is None


def test_a_page_that_fails_is_said_and_not_tried_again_unasked(pictures, renderer, qtbot):
    renderer.damaged = {2}
    wanted = key(pictures, 2)
    with qtbot.waitSignal(pictures.failed) as failed:
        pictures.wish(Rank.SHOWN, [wanted])
    assert failed.args == [2]
    assert pictures.problem(2) == "Page 2 is damaged."
    pictures.wish(Rank.SHOWN, [wanted])
    assert not pictures.waiting
    renderer.damaged = set()
    with qtbot.waitSignal(pictures.arrived):
        pictures.retry(2)
    assert pictures.problem(2) == ""
    assert len(renderer.asked) == 2


def test_a_fault_of_the_program_is_said_on_the_page_and_raised(pictures, renderer, qtbot):
    renderer.faulty = True
    with qtbot.captureExceptions() as raised, qtbot.waitSignal(pictures.failed):
        pictures.wish(Rank.SHOWN, [key(pictures, 1)])
    assert "fault in the program" in pictures.problem(1)
    assert [kind for kind, *_ in raised] == [ZeroDivisionError]


def test_room_is_made_before_drawing_and_never_taken_from_what_shows(desk, renderer, letter_bytes, qtbot):
    lane = Lane("pages")
    case = desk.open(letter_bytes)
    pictures = PagePictures(Pages(desk.log, renderer), lane, budget=1_300_000)
    pictures.letter = desk.session.letter
    pictures.open(case.id, pictures.letter)
    shown, soon, far = key(pictures, 1, 400), key(pictures, 2, 400), key(pictures, 3, 400)
    pictures.wish(Rank.SHOWN, [shown])
    pictures.wish(Rank.SOON, [soon, far])
    qtbot.waitUntil(lambda: not pictures.waiting)
    assert pictures.picture(shown) is not None
    assert pictures.picture(soon) is None
    assert len(renderer.asked) == 1
    pictures.wish(Rank.SHOWN, [far])
    qtbot.waitUntil(lambda: pictures.picture(far) is not None)
    assert pictures.picture(shown) is None
    pictures.close()
    lane.close(finish=False)


def test_a_page_too_large_for_a_picture_is_drawn_at_the_largest(pictures):
    wanted = key(pictures, 1, 50_000)
    sheet = pictures.letter.page(1)
    assert wanted.width * wanted.width * sheet.height / sheet.width <= LARGEST_PICTURE * 1.01
    assert wanted == key(pictures, 1, 60_000)


def test_an_image_outlives_the_bytes_it_was_made_from():
    rows = bytearray(b"\x10\x20\x30" * 4 + b"\x00\x00") * 3
    image = image_of(PagePixels(4, 3, 14, bytes(rows)))
    del rows
    assert image.format() is QImage.Format.Format_RGB32
    assert (image.width(), image.height()) == (4, 3)
    assert image.pixelColor(3, 2) == QColor(0x10, 0x20, 0x30)


def test_dimmed_and_inverted_pages_are_what_they_are_called(pictures, qtbot):
    keys = {theme: key(pictures, 1, 300, theme) for theme in PageTheme}
    pictures.wish(Rank.SHOWN, keys.values())
    qtbot.waitUntil(lambda: not pictures.waiting)
    paper = {theme: pictures.picture(each).pixelColor(2, 2).lightness() for theme, each in keys.items()}
    assert paper[PageTheme.LIGHT] == 255
    assert 180 < paper[PageTheme.DIMMED] < 240
    assert paper[PageTheme.INVERTED] < 50
