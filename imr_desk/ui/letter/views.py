"""The two views of a letter, its pages and its text, of which one is in front; before any letter, the empty desk."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from imr_desk.model.geometry import Span
from imr_desk.model.letter import LetterText
from imr_desk.model.places import place_words
from imr_desk.ui.dress import Dress
from imr_desk.ui.label_look import Mark
from imr_desk.ui.letter.accessible import make_pages_readable, tell_caret
from imr_desk.ui.letter.empty_desk import EmptyDesk
from imr_desk.ui.letter.page_layout import Fit
from imr_desk.ui.letter.page_view import PageView
from imr_desk.ui.letter.pictures import PagePictures
from imr_desk.ui.letter.text_view import TextView
from imr_desk.ui.letter.tiles import PageTheme

View = PageView | TextView

_MOST_WORDS = 300
"""Characters of evidence that are said in a description; more can be read in the text itself."""

_MOST_PLACES = 8
"""Places of selected words that are said; a box over columns has one a line."""


class LetterViews(QStackedWidget):
    """Shows one letter in one of its views.

    Signals: ``brought_to_front(view)``; the others are those of the views.

    Args:
        pictures: draws the pages.
        dress: theme, type and icons.
    """

    brought_to_front = Signal(object)
    page_changed = Signal(int)
    zoom_changed = Signal()
    selection_made = Signal(object)
    word_touched = Signal(object)
    word_clicked = Signal(object)
    fill_requested = Signal()
    dragging = Signal(bool)
    hint_requested = Signal(object)
    menu_requested = Signal(QPoint)

    def __init__(self, pictures: PagePictures, dress: Dress, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        make_pages_readable()
        self.empty = EmptyDesk(dress)
        self.pages = PageView(pictures, dress)
        self.text = TextView(dress)
        self.letter: LetterText | None = None
        self._labels: tuple[Mark, ...] = ()
        self._rotations: dict[str, int] = {}
        for widget in (self.empty, self.pages, self.text):
            self.addWidget(widget)
        for view in (self.pages, self.text):
            view.page_changed.connect(self.page_changed)
            view.zoom_changed.connect(self.zoom_changed)
            view.selection_made.connect(self.selection_made)
            view.word_touched.connect(self.word_touched)
            view.word_clicked.connect(self.word_clicked)
            view.fill_requested.connect(self.fill_requested)
            view.dragging.connect(self.dragging)
            view.hint_requested.connect(self.hint_requested)
            view.menu_requested.connect(self.menu_requested)

    @property
    def front(self) -> View:
        """The view in front; the pages while there is no letter."""
        return self.text if self.currentWidget() is self.text else self.pages

    @property
    def fit(self) -> Fit:
        """What the zoom of the view in front follows."""
        return self.pages.fit if self.front is self.pages else Fit.FREE

    def show_letter(self, letter: LetterText | None) -> None:
        """Show a letter from its beginning: its pages, or its text where there is no paper."""
        self.letter, self._labels = letter, ()
        if letter is None:
            self.setCurrentWidget(self.empty)
        else:
            self._bring(self.pages if letter.has_paper else self.text)
        paper = letter if letter is not None and letter.has_paper else None
        self.pages.show_letter(paper, 0 if paper is None else self._rotations.get(paper.fingerprint, 0))
        self.text.show_letter(letter if paper is None else None)
        if letter is not None:
            self.brought_to_front.emit(self.front)

    def turn_view(self) -> None:
        """Bring the other view of a letter with paper to the front, at the same page."""
        if self.letter is None or not self.letter.has_paper:
            return
        page = self.front.page
        self._bring(self.text if self.front is self.pages else self.pages)
        if self.front is self.text and self.text.letter is not self.letter:
            self.text.show_letter(self.letter)
            self.text.show_labels(self._labels)
        self.brought_to_front.emit(self.front)
        self.front.go_to_page(page)
        self.front.setFocus(Qt.FocusReason.OtherFocusReason)

    def rotate(self) -> None:
        """Turn the pages a quarter clockwise; kept for this letter while the program runs."""
        self.pages.rotate()
        if self.letter is not None:
            self._rotations[self.letter.fingerprint] = self.pages.rotation

    def dress(self, dress: Dress, page_theme: PageTheme) -> None:
        """Restyle; the pages have a look of their own."""
        self.empty.dress(dress)
        self.pages.dress(dress, page_theme)
        self.text.dress(dress, page_theme)

    def show_selection(self, spans: tuple[Span, ...]) -> None:
        """Show what is selected."""
        self.pages.show_selection(spans)
        self.text.show_selection(spans)

    def show_labels(self, marks: tuple[Mark, ...]) -> None:
        """Show what is labelled in the letter."""
        self._labels = marks
        self.pages.show_labels(marks)
        self.text.show_labels(marks)

    def describe(self, evidence: tuple[Span, ...], selection: tuple[Span, ...]) -> None:
        """Say in words, for those who do not see it, what is shown and marked."""
        letter, view = self.letter, self.front
        if letter is None:
            return
        view.setAccessibleName(f"Letter, page {view.page} of {len(letter.pages)}")
        parts = []
        if evidence:
            words = letter.quote_of(evidence)[:_MOST_WORDS]
            parts.append(f"Evidence of the value in focus, {place_words(letter, evidence)}: {words}")
        if selection:
            more = "" if len(selection) <= _MOST_PLACES else ", and more"
            parts.append(f"Selected, {place_words(letter, selection[:_MOST_PLACES])}{more}")
        view.setAccessibleDescription(". ".join(parts))
        if view is self.pages:
            tell_caret(self.pages)

    def _bring(self, view: View) -> None:
        view.setGeometry(self.contentsRect())  # so that its first layout is its last
        self.setCurrentWidget(view)
