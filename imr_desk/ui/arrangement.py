"""How the panels of the window share its room, and which of them has the keyboard."""

from collections.abc import Callable

from PySide6.QtCore import QSettings, QSize, Qt, Signal
from PySide6.QtWidgets import QApplication, QMainWindow, QSplitter, QStackedWidget, QWidget

from imr_desk.ui.letter.panel import LetterPanel
from imr_desk.ui.review.panel import ReviewPanel
from imr_desk.ui.start_page import StartPage
from imr_desk.ui.worklist.panel import WorklistPanel

_NARROW = 1500
"""Below this width the queue folds away, so that letter and form have room."""


class Arrangement(QStackedWidget):
    """Queue, letter and form side by side; the start page in their stead while there is nothing to show in them.

    Signals:
        queue_turned: the queue was shown, or folded away.
        displaced: a panel that stood in the form's place gave it to another panel.

    Args:
        worklist: the queue.
        letter: the letter.
        review: the form.
        settings: remember sizes and places.
    """

    queue_turned = Signal(bool)
    displaced = Signal(object)

    def __init__(
        self, worklist: WorklistPanel, letter: LetterPanel, review: ReviewPanel, settings: QSettings
    ) -> None:
        super().__init__()
        self._worklist = worklist
        self._letter = letter
        self._review = review
        self._settings = settings
        self._more: list[QWidget] = []
        self._in_form_place: QWidget = review
        self.start = StartPage()
        self.panels = QSplitter(Qt.Orientation.Horizontal)
        self.panels.setObjectName("panels")
        self.panels.setChildrenCollapsible(False)
        self.panels.setHandleWidth(1)
        for panel in (worklist, letter, review):
            self.panels.addWidget(panel)
        self.panels.setStretchFactor(1, 1)
        self.addWidget(self.panels)
        self.addWidget(self.start)

    # Sizes

    def restore(self, window: QMainWindow, dress: Callable[[], object]) -> None:
        """Give window and panels the sizes they had; ``dress`` is called once the window has its own."""
        geometry = self._settings.value("window/geometry")
        if geometry is None or not window.restoreGeometry(geometry):
            room = window.screen().availableGeometry().size()
            window.resize(QSize(1440, 900).boundedTo(room))
        dress()
        sizes = self._settings.value("window/panels")
        if sizes is None or not self.panels.restoreState(sizes):
            self.reset(window.width())
        self.queue_turned.emit(not self._worklist.isHidden())

    def remember(self, window: QMainWindow) -> None:
        """Keep the sizes for the next start."""
        self._settings.setValue("window/geometry", window.saveGeometry())
        self._settings.setValue("window/panels", self.panels.saveState())
        self._settings.sync()

    def reset(self, width: int) -> None:
        """Give the panels their first widths: 57 to 43 for letter and form, the queue where there is room."""
        width = max(width, 1024)
        wide = width >= _NARROW
        self._show_queue(shown=wide)
        queue = 300 if wide else 0
        form = min(620, round((width - queue) * 0.43))
        sizes = [0] * self.panels.count()
        beside = next((panel for panel in self._more if not panel.isHidden()), self._review)
        for panel, wanted in ((self._worklist, queue or 280), (self._letter, width - queue - form), (beside, form)):
            sizes[self.panels.indexOf(panel)] = wanted
        self.panels.setSizes(sizes)

    # What is shown

    def add_panel(self, panel: QWidget) -> None:
        """Take a panel that can stand in the form's place; it is hidden until then."""
        panel.hide()  # before: a splitter in sight shows what it is given
        self.panels.addWidget(panel)
        self._more.append(panel)

    def show_instead_of_form(self, panel: QWidget, *, shown: bool) -> None:
        """Show a panel in the form's place and width, whichever stood there, or the form again in the panel's."""
        given, taking = self._in_form_place, panel if shown else self._review
        if taking is given or (not shown and given is not panel):
            return
        sizes = self.panels.sizes()
        here, there = self.panels.indexOf(given), self.panels.indexOf(taking)
        sizes[there], sizes[here] = sizes[here], 0
        given.hide()
        taking.show()
        self.panels.setSizes(sizes)
        self._in_form_place = taking
        if shown and given is not self._review:
            self.displaced.emit(given)

    def show_start(self, *, shown: bool) -> None:
        """Show the start page instead of the panels, or the panels again."""
        if shown == (self.currentWidget() is self.start):
            return
        self.setCurrentWidget(self.start if shown else self.panels)
        if shown:
            self.start.take_focus()

    def take_focus(self) -> None:
        """Put the keyboard where the work goes on: on the form, or on how to begin."""
        if self.currentWidget() is self.start:
            self.start.take_focus()
        else:
            self._review.take_focus()

    def turn_queue(self) -> None:
        """Show the queue or fold it away."""
        self._show_queue(shown=self._worklist.isHidden())
        if not self._worklist.isHidden():
            self._worklist.search.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_unread(self) -> None:
        """Show the files that could not be read, in the queue."""
        self.show_start(shown=False)
        self._show_queue(shown=True)
        self._worklist.show_unread()

    def _show_queue(self, *, shown: bool) -> None:
        self._worklist.setVisible(shown)
        self.queue_turned.emit(shown)

    def step_panel(self, way: int) -> None:
        """Put the keyboard on the next panel that is shown (1), or the one before (-1)."""
        if self.currentWidget() is self.start:
            self.start.take_focus()
            return
        panels: list[tuple[QWidget, Callable[[], object]]] = [
            (self._worklist, self._worklist.take_focus),
            (self._letter, self._letter.take_focus),
            (self._review, self._review.take_focus),
        ]
        panels += [(panel, panel.setFocus) for panel in self._more]
        shown = [pair for pair in panels if not pair[0].isHidden()]
        now = QApplication.focusWidget()
        here = next((i for i, (panel, _) in enumerate(shown) if now is not None and panel.isAncestorOf(now)), -1)
        shown[(here + way) % len(shown)][1]()
