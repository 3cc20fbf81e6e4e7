"""A letter panel over a real letter, drawn by the real renderer."""

import threading
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest

from imr_desk.documents.mupdf import MupdfReader
from imr_desk.documents.rendering import MupdfRenderer
from imr_desk.model.errors import LetterError, LetterErrorKind
from imr_desk.services.pages import Pages
from imr_desk.ui.background import Lane
from imr_desk.ui.letter.panel import LetterPanel
from tests.synthetic import make_letter, render_pdf
from tests.ui.showing import show_active


@pytest.fixture(scope="session")
def letter_bytes():
    """A synthetic letter of several pages and three items."""
    return render_pdf(make_letter("D", 7, items=3))


@pytest.fixture(scope="session")
def letter(letter_bytes):
    return MupdfReader().read(letter_bytes)


class WatchedRenderer:
    """The real renderer; notes what it is asked for, can be held up, and can be told that pages are damaged."""

    def __init__(self):
        self._real = MupdfRenderer()
        self.asked = []
        self.damaged = set()
        self.faulty = False
        self.open = threading.Event()
        self.open.set()

    def render(self, content, fingerprint, page, scale):
        self.asked.append((page, scale))
        assert self.open.wait(20)
        if self.faulty:
            raise ZeroDivisionError
        if page in self.damaged:
            raise LetterError(LetterErrorKind.DAMAGED, f"Page {page} is damaged.")
        return self._real.render(content, fingerprint, page, scale)


@pytest.fixture
def renderer():
    return WatchedRenderer()


@pytest.fixture
def studio(qtbot, desk, dress, renderer):
    """Return an empty panel with everything around it."""
    lane = Lane("pages")
    panel = LetterPanel(desk.session, Pages(desk.log, renderer), lane, dress)
    qtbot.addWidget(panel)
    panel.resize(760, 800)
    show_active(panel)

    def settled():
        qtbot.waitUntil(lambda: panel.is_settled)

    def open_letter(content, name="letter.pdf"):
        case = desk.open(content, name)
        settled()
        return case

    yield SimpleNamespace(
        panel=panel, session=desk.session, desk=desk, renderer=renderer, open=open_letter, settled=settled, lane=lane
    )
    renderer.open.set()
    desk.session.close()
    lane.close(finish=False)


@pytest.fixture
def reading(studio, letter_bytes):
    """Return a panel on whose desk a letter of several pages lies."""
    studio.open(letter_bytes)
    studio.pages = studio.panel.views.pages
    studio.letter = studio.session.letter
    return studio


def place_of(view, page, rect, share=0.5):
    """Return the place of the viewport inside a box on a page."""
    box = view.rect_in_view(page, rect)
    return QPointF(box.left() + box.width() * share, box.center().y()).toPoint()


def word_place(view, letter, page, index, share=0.5):
    return place_of(view, page, letter.page(page).words[index].box, share)


def press_at(view, pos, modifiers=Qt.KeyboardModifier.NoModifier):
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, modifiers, QPoint(pos))


def release_at(view, pos):
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(pos))


def drag(view, start, end):
    """Press, move and release, as a hand does."""
    press_at(view, start)
    QTest.mouseMove(view.viewport(), (start + end) / 2)
    QTest.mouseMove(view.viewport(), end)
    release_at(view, end)
