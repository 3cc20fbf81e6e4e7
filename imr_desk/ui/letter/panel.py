"""The letter panel: the pages or the text of the open letter, its toolbar, notes, find bar and small pages."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from imr_desk.model.geometry import Span
from imr_desk.model.letter import LetterText
from imr_desk.services.pages import Pages
from imr_desk.ui.background import Lane
from imr_desk.ui.dress import Dress, set_state
from imr_desk.ui.letter import evidence
from imr_desk.ui.letter.drops import DropPlace
from imr_desk.ui.letter.evidence_light import EvidenceLight
from imr_desk.ui.letter.letter_find import LetterFind
from imr_desk.ui.letter.notes_bar import NotesBar
from imr_desk.ui.letter.overlay_line import OverlayLine
from imr_desk.ui.letter.page_layout import Fit
from imr_desk.ui.letter.pictures import PagePictures
from imr_desk.ui.letter.selected_words import SelectedWords
from imr_desk.ui.letter.text_selection import Caret
from imr_desk.ui.letter.thumbnails import Thumbnails
from imr_desk.ui.letter.tiles import PageTheme
from imr_desk.ui.letter.toolbar import LetterToolbar
from imr_desk.ui.letter.views import LetterViews, View
from imr_desk.ui.letter.word_hints import WordHints
from imr_desk.ui.session import Change, Session

_WIDE = 860
"""Pixels; a panel at least as wide shows the small pages until the person decides otherwise."""


class LetterPanel(QWidget):
    """Shows the session's letter and says in it where the form's values come from.

    Signals: ``value_clicked(Place)`` a word was clicked that gives this value; ``word_pointed(page, offset)`` a word
    was clicked; ``fill_requested(spans)`` and ``excerpt_requested(spans)`` the selection is to go there;
    ``open_requested()``; ``files_dropped(paths)``.

    Args:
        session: the case on the desk.
        pages: draws pages.
        lane: where they are drawn.
        dress: theme, type and icons.
    """

    value_clicked = Signal(object)
    word_pointed = Signal(int, int)
    fill_requested = Signal(object)
    excerpt_requested = Signal(object)
    open_requested = Signal()
    files_dropped = Signal(object)

    def __init__(
        self, session: Session, pages: Pages, lane: Lane, dress: Dress, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("letterPanel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session = session
        self._dress = dress
        self._page_theme = PageTheme.LIGHT
        self._thumbnails_wanted: bool | None = None
        self._pictures = PagePictures(pages, lane)
        self.toolbar = LetterToolbar(dress, self)
        self.notes = NotesBar(dress, self)
        self.finding = LetterFind(dress, self)
        self.views = LetterViews(self._pictures, dress)
        self.thumbnails = Thumbnails(self._pictures, dress)
        self.light = EvidenceLight(session, self)
        self.words = SelectedWords(session, dress, self)
        self.hints = WordHints(session, self)
        self._drops = DropPlace(self)
        self._arrange()
        self.line = OverlayLine(dress, self.views)
        self._connect()
        self.dress(dress)
        self._closed()

    def _arrange(self) -> None:
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.thumbnails)
        middle.addWidget(self.views, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.toolbar, self.notes, self.finding.bar):
            column.addWidget(widget)
        column.addLayout(middle, 1)

    def _connect(self) -> None:
        session, toolbar = self._session, self.toolbar
        session.case_opened.connect(self._opened)
        session.letter_changed.connect(self._text_changed)
        session.case_closed.connect(self._closed)
        session.review_changed.connect(self._review_moved)
        session.focus_changed.connect(self._describe)
        session.selection_changed.connect(self._show_selection)
        toolbar.requested.connect(self._do)
        toolbar.page_requested.connect(self.go_to_page)
        toolbar.zoom_requested.connect(self._zoom_to)
        self._connect_views()
        self.thumbnails.page_requested.connect(self.go_to_page)
        self.notes.page_requested.connect(self.go_to_page)
        self.light.told.connect(self.hints.say)
        self.hints.told.connect(self.line.say)
        self.light.frozen_changed.connect(toolbar.show_frozen)
        self.finding.shown.connect(self._find_shown)
        self.finding.left_at.connect(lambda hit: self._session.select((hit,)))
        self.words.fill_requested.connect(self.fill_requested)
        self.words.excerpt_requested.connect(self.excerpt_requested)
        self.words.place_requested.connect(self.value_clicked)
        self._drops.dropped.connect(self.files_dropped)
        self._drops.hovering.connect(self._show_hovering)

    def _connect_views(self) -> None:
        views = self.views
        views.brought_to_front.connect(self._brought_to_front)
        views.page_changed.connect(self._page_moved)
        views.zoom_changed.connect(self._zoom_moved)
        views.selection_made.connect(self._session.select)
        views.word_touched.connect(self._word_touched)
        views.word_clicked.connect(self._word_clicked)
        views.fill_requested.connect(self._ask_fill)
        views.dragging.connect(self.hints.drag)
        views.hint_requested.connect(self.hints.show)
        views.menu_requested.connect(self.words.offer)
        views.pages.empty_place_double_clicked.connect(self.light.toggle_frozen)
        views.empty.open_requested.connect(self.open_requested)

    # Look

    def dress(self, dress: Dress) -> None:
        """Take on a look; the look of the pages stays the person's own."""
        self._dress = dress
        for part in (self.toolbar, self.notes, self.finding.bar, self.line, self.words):
            part.dress(dress)
        for view in (self.views, self.thumbnails):
            view.dress(dress, self._page_theme)

    def set_page_theme(self, theme: PageTheme | str) -> None:
        """Show pages light, dimmed or inverted, whatever the theme of the program.

        Raises:
            ValueError: no such look.
        """
        self._page_theme = PageTheme(theme)
        self.toolbar.show_page_theme(self._page_theme)
        for view in (self.views, self.thumbnails):
            view.dress(self._dress, self._page_theme)

    @property
    def page_theme(self) -> PageTheme:
        """The look of the pages."""
        return self._page_theme

    def show_keys(self, key_of: Callable[[str], str]) -> None:
        """Show the keys that the acts have now.

        Args:
            key_of: gives the first key of an act by its id, as the system writes it; empty for none.
        """
        for part in (self.toolbar, self.finding.bar, self.words, self.hints):
            part.show_keys(key_of)

    # Acts

    def acts(self) -> Mapping[str, Callable[[], object]]:
        """Return what this panel does for acts of the program, by their id."""
        return {
            "copy": self.words.copy,
            "copy_citation": self.words.copy_with_citation,
            "find": self.show_find,
            "find_next": partial(self.finding.step, 1),
            "find_previous": partial(self.finding.step, -1),
            "zoom_in": self.zoom_in,
            "zoom_out": self.zoom_out,
            "fit_width": self.fit_width,
            "fit_page": partial(self.views.pages.set_fit, Fit.PAGE),
            "rotate": self.views.rotate,
            "text_view": self.toggle_text_view,
            "thumbnails": self.toggle_thumbnails,
            "freeze": self.light.toggle_frozen,
            "next_page": self.next_page,
            "previous_page": self.previous_page,
        }

    def next_page(self) -> None:
        """Show the next page."""
        self.go_to_page(self.views.front.page + 1)

    def previous_page(self) -> None:
        """Show the page before."""
        self.go_to_page(self.views.front.page - 1)

    def go_to_page(self, page: int) -> None:
        """Show a page (from 1) from its top; numbers beyond the letter mean its ends."""
        self.views.front.go_to_page(page)
        self.toolbar.show_page(self.views.front.page)

    def zoom_in(self) -> None:
        """Enlarge by one stop."""
        self.views.front.zoom_by(1)

    def zoom_out(self) -> None:
        """Make smaller by one stop."""
        self.views.front.zoom_by(-1)

    def fit_width(self) -> None:
        """Let the pages fill the width; text goes back to its usual size."""
        self.views.text.zoom_to(1.0)
        self.views.pages.set_fit(Fit.WIDTH)

    def show_find(self) -> None:
        """Open the find bar, with the selected words if they are few."""
        session = self._session
        if session.is_open:
            words = session.letter.quote_of(session.selection)
            self.finding.show(words if len(words) <= 80 else "")

    def toggle_text_view(self) -> None:
        """Show the letter's text instead of its pages, or the pages again."""
        self.views.turn_view()
        self.light.reveal()

    def toggle_thumbnails(self) -> None:
        """Show or hide the small pages."""
        self._thumbnails_wanted = self.thumbnails.isHidden()
        self._place_thumbnails()

    def prepare(self, case_id: int, letter: LetterText) -> None:
        """Have the first page of the letter drawn that will be opened next."""
        self._pictures.ahead(case_id, letter, self._page_theme)

    def take_focus(self) -> None:
        """Put the keyboard on the letter."""
        (self.views.front if self._session.is_open else self.views.empty.button).setFocus(
            Qt.FocusReason.OtherFocusReason
        )

    @property
    def is_settled(self) -> bool:
        """Tell whether all pages that show are drawn, or could not be."""
        return not self._pictures.waiting

    # What the session says

    def _opened(self) -> None:
        letter = self._session.letter
        self._pictures.open(self._session.case_id, letter)
        self.notes.show_notes(letter.notes)
        self.toolbar.show_letter(len(letter.pages), paper=letter.has_paper)
        self.finding.open(letter)
        self.views.show_letter(letter)
        self.thumbnails.show_letter(letter if letter.has_paper else None)
        self._place_thumbnails()
        self._page_moved(1)

    def _text_changed(self) -> None:
        """Show the letter's new text, on the page that showed."""
        page = self.views.front.page
        self._opened()
        self.go_to_page(page)

    def _closed(self) -> None:
        self._pictures.close()
        self.notes.show_notes(())
        self.finding.open(None)
        self.toolbar.show_letter(0, paper=False)
        self.views.show_letter(None)
        self.thumbnails.show_letter(None)
        self._place_thumbnails()

    def _review_moved(self, change: Change) -> None:
        if self._session.letter.has_paper:
            self.thumbnails.pages.show_marks(evidence.page_marks(change.after, self._session.letter))

    def _show_selection(self, spans: tuple[Span, ...]) -> None:
        self.views.show_selection(spans)
        self._describe()

    # Showing

    def reveal(self, spans: tuple[Span, ...]) -> None:
        """Scroll so that these words show, unless the person froze the view."""
        if not self.light.frozen:
            self.views.front.reveal(spans)

    def _brought_to_front(self, view: View) -> None:
        """Let the view that came to the front show all that the other one showed."""
        self.toolbar.show_checked("text_view", view is self.views.text)
        self.light.shine_on(view)
        self.finding.look_on(view)
        view.show_selection(self._session.selection)
        self._zoom_moved()
        self._describe()

    def _place_thumbnails(self) -> None:
        wanted = self.width() >= _WIDE if self._thumbnails_wanted is None else self._thumbnails_wanted
        shown = wanted and self._session.is_open and self._session.letter.has_paper
        self.thumbnails.setVisible(shown)
        self.toolbar.show_checked("thumbnails", shown)

    def _page_moved(self, page: int) -> None:
        self.toolbar.show_page(page)
        self.thumbnails.show_page(page)
        self._describe()

    def _zoom_moved(self) -> None:
        self.toolbar.show_zoom(self.views.front.zoom, self.views.fit)

    def _zoom_to(self, zoom: float) -> None:
        self.views.front.zoom_to(zoom)

    def _show_hovering(self, hovering: bool) -> None:
        set_state(self, hovering=hovering)

    def _word_touched(self, caret: Caret) -> None:
        """Select a clicked word that leads nowhere, so that it can be put into the field in focus."""
        if not evidence.places_at(self._session.review, caret):
            self.views.front.select_word(caret)

    def _ask_fill(self) -> None:
        """Ask for what is in focus to be filled from the selection; an excerpt is taken in its own way."""
        focus, spans = self._session.focus, self._session.selection
        if focus is not None and focus.name == "excerpt":
            self.excerpt_requested.emit(spans)
        else:
            self.fill_requested.emit(spans)

    def _word_clicked(self, caret: Caret) -> None:
        self.word_pointed.emit(caret.page, caret.offset)
        place = evidence.place_at(self._session.review, caret, self._session.focus)
        if place is not None:
            self.value_clicked.emit(place)

    def _describe(self, *_moved: object) -> None:
        if self._session.is_open:
            self.views.describe(self.light.spans, self._session.selection)

    # Keys and the toolbar

    def _do(self, name: str) -> None:
        # The button of the toolbar shows that the find bar is open: it closes it too.
        {**self.acts(), "find": self._turn_find}[name]()

    def _turn_find(self) -> None:
        if self.finding.bar.isHidden():
            self.show_find()
        else:
            self.finding.close()

    def _find_shown(self, shown: bool) -> None:
        self.toolbar.show_checked("find", shown)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy, as every text can be copied; all other keys are those of the window's acts."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.words.copy()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the small pages where there is room, until the person decides."""
        super().resizeEvent(event)
        if self._thumbnails_wanted is None:
            self._place_thumbnails()
