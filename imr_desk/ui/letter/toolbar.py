"""The slim bar over the letter: pages, zoom, turning, finding, the state of the view."""

from collections.abc import Callable, Mapping
from itertools import pairwise

import msgspec
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QIntValidator, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QToolButton, QWidget

from imr_desk.ui.dress import Dress, plain_label
from imr_desk.ui.letter.key_words import with_key
from imr_desk.ui.letter.overflow import Overflow
from imr_desk.ui.letter.page_layout import Fit
from imr_desk.ui.letter.tiles import PageTheme
from imr_desk.ui.theme import GRID

ZOOMS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0)
"""Sizes offered by the menu behind the percentage."""


class _Tool(msgspec.Struct, frozen=True):
    """One button: the id of its act, its words, icon, and whether it stays pressed."""

    id: str
    words: str
    icon: str
    checkable: bool = False


_TOOLS: tuple[_Tool, ...] = (
    _Tool("thumbnails", "Small pages", "thumbnails", checkable=True),
    _Tool("previous_page", "Previous page", "up"),
    _Tool("next_page", "Next page", "down"),
    _Tool("zoom_out", "Zoom out", "zoom-out"),
    _Tool("zoom_in", "Zoom in", "zoom-in"),
    _Tool("fit_width", "Fit width", "fit-width", checkable=True),
    _Tool("fit_page", "Fit page", "fit-page", checkable=True),
    _Tool("rotate", "Rotate the pages", "rotate-page"),
    _Tool("find", "Find in the letter", "find", checkable=True),
    _Tool("freeze", "Freeze the view", "freeze-view", checkable=True),
    _Tool("page_theme", "Look of the pages", "page-theme"),
    _Tool("text_view", "Text view", "text-view", checkable=True),
)
_FOLDED_FIRST = (
    "fit_page", "rotate", "page_theme", "thumbnails", "fit_width", "zoom_out", "zoom_in", "freeze", "text_view",
)  # fmt: skip
"""What goes into the menu of more tools where there is no room, in this order."""
_PAPER_TOOLS = ("thumbnails", "rotate", "fit_page", "text_view")
"""What makes sense only for letters with paper."""
_THEME_WORDS: Mapping[PageTheme, str] = {
    PageTheme.LIGHT: "Light pages",
    PageTheme.DIMMED: "Dimmed pages",
    PageTheme.INVERTED: "Inverted pages",
}
_FROZEN = "View frozen"
_PAGE = "Page number"


class _Button(QToolButton):
    """A button of the bar; says its own name when it is pressed."""

    pressed_name = Signal(str)

    def __init__(self, tool: _Tool, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(tool.id)
        self.setAutoRaise(True)
        self.setAccessibleName(tool.words)
        self.setToolTip(tool.words)
        self.setCheckable(tool.checkable)
        self.clicked.connect(self._say)

    def _say(self) -> None:
        self.pressed_name.emit(self.objectName())


class LetterToolbar(QWidget):
    """Buttons that ask; ``requested`` carries the name of the act.

    Args:
        dress: theme, type and icons.
    """

    requested = Signal(str)
    page_requested = Signal(int)
    zoom_requested = Signal(float)
    page_theme_requested = Signal(object)

    def __init__(self, dress: Dress, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("letterBar")
        self.setAccessibleName("Letter")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._buttons = {tool.id: _Button(tool, self) for tool in _TOOLS}
        for button in self._buttons.values():
            button.pressed_name.connect(self.requested)
        self._page = QLineEdit("1", self)
        self._page.setObjectName("pageNumber")
        self._page.setAccessibleName("Page number")
        self._page.setToolTip(_PAGE)
        self._page.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._page.setValidator(QIntValidator(1, 99_999, self._page))
        self._page.returnPressed.connect(self._ask_page)
        self._pages = plain_label("pageCount", "/ 1")
        self._zoom = QToolButton(self)
        self._zoom.setObjectName("zoomLevel")
        self._zoom.setAutoRaise(True)
        self._zoom.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._zoom.setMenu(self._zoom_menu())
        self._themes = self._theme_menu()
        self._buttons["page_theme"].setMenu(self._themes)
        self._buttons["page_theme"].setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._frozen = plain_label("frozenSign", _FROZEN)
        self._frozen.hide()
        self._more = Overflow([self._buttons[name] for name in _FOLDED_FIRST], self)
        self._arrange()
        self.show_zoom(1.0, Fit.WIDTH)
        self.dress(dress)

    def _arrange(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(GRID * 2, GRID, GRID * 2, GRID)
        row.setSpacing(1)
        button = self._buttons
        groups: tuple[tuple[QWidget, ...], ...] = (
            (button["thumbnails"],),
            (button["previous_page"], self._page, self._pages, button["next_page"]),
            (button["zoom_out"], self._zoom, button["zoom_in"], button["fit_width"], button["fit_page"]),
            (button["rotate"], button["find"]),
        )
        for group in groups:
            for widget in group:
                row.addWidget(widget)
            row.addSpacing(GRID * 2)
        row.addStretch(1)
        last = (button["freeze"], button["page_theme"], button["text_view"])
        for widget in (self._frozen, *last, self._more):
            row.addWidget(widget)
        stops = [widget for group in (*groups, (*last, self._more)) for widget in group if widget is not self._pages]
        for one, other in pairwise(stops):
            QWidget.setTabOrder(one, other)

    # What it shows

    def dress(self, dress: Dress) -> None:
        """Restyle."""
        side = dress.kind.px(17)
        for tool in _TOOLS:
            self._buttons[tool.id].setIcon(dress.icon(tool.icon, "text"))
            self._buttons[tool.id].setIconSize(QSize(side, side))
        digits = self._page.fontMetrics().horizontalAdvance("0000")
        self._page.setFixedWidth(digits + 4 * GRID)
        self._zoom.setMinimumWidth(self._zoom.fontMetrics().horizontalAdvance("000 %") + 4 * GRID)
        self._more.setIcon(dress.icon("more", "text"))
        self._more.setIconSize(QSize(side, side))
        self._fit()

    def show_letter(self, pages: int, *, paper: bool) -> None:
        """Show how many pages there are; what needs paper is switched off for plain text."""
        self._pages.setText(f"/ {pages}" if pages else "")
        self._page.setText("1" if pages else "")
        self._pages.setAccessibleName(f"of {pages} pages")
        for name in _PAPER_TOOLS:
            self._buttons[name].setEnabled(paper)
        self.setEnabled(pages > 0)

    def show_page(self, page: int) -> None:
        """Show which page is being read, unless another number is being typed."""
        if not (self._page.hasFocus() and self._page.isModified()):
            self._page.setText(str(page))

    def show_zoom(self, zoom: float, fit: Fit) -> None:
        """Show the zoom, and what it follows."""
        words = f"{round(zoom * 100)} %"
        self._zoom.setText(words)
        self._zoom.setAccessibleName(f"Zoom: {words}")
        self._zoom.setToolTip("Choose a zoom")
        self._buttons["fit_width"].setChecked(fit is Fit.WIDTH)
        self._buttons["fit_page"].setChecked(fit is Fit.PAGE)

    def show_frozen(self, frozen: bool) -> None:
        """Say whether the view follows the form."""
        self._buttons["freeze"].setChecked(frozen)
        self._frozen.setVisible(frozen)
        self._fit()

    def show_page_theme(self, theme: PageTheme) -> None:
        """Say which look the pages have."""
        for action in self._themes.actions():
            action.setChecked(action.data() == theme.value)

    def show_checked(self, name: str, checked: bool) -> None:
        """Say whether what a button switches is on."""
        self._buttons[name].setChecked(checked)

    def show_keys(self, key_of: Callable[[str], str]) -> None:
        """Name in the tooltips the keys that the acts have now; ``key_of`` gives them by the id of the act."""
        for tool in _TOOLS:
            self._buttons[tool.id].setToolTip(with_key(tool.words, key_of(tool.id)))
        self._page.setToolTip(with_key(_PAGE, key_of("go_to_page")))

    # Room

    def minimumSizeHint(self) -> QSize:
        """Ask only for what cannot be folded away."""
        width = self._needed() - self._foldable() + self._more.sizeHint().width()
        return QSize(width, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold away what has no room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self._more.fit(self._needed() - self.width())
        self.updateGeometry()

    def _needed(self) -> int:
        """Return the width of the bar with all its tools."""
        shown: list[QWidget] = [*self._buttons.values(), self._pages, self._zoom]
        if not self._frozen.isHidden():
            shown.append(self._frozen)
        return self._page.maximumWidth() + sum(widget.sizeHint().width() + 1 for widget in shown) + 12 * GRID

    def _foldable(self) -> int:
        return sum(self._buttons[name].sizeHint().width() + 1 for name in _FOLDED_FIRST)

    # Building

    def _zoom_menu(self) -> QMenu:
        menu = QMenu(self)
        for zoom in ZOOMS:
            action = QAction(f"{round(zoom * 100)} %", menu)
            action.setData(zoom)
            menu.addAction(action)
        menu.triggered.connect(self._ask_zoom)
        return menu

    def _theme_menu(self) -> QMenu:
        menu = QMenu(self)
        group = QActionGroup(menu)
        for theme, words in _THEME_WORDS.items():
            action = QAction(words, menu)
            action.setData(theme.value)
            action.setCheckable(True)
            action.setChecked(theme is PageTheme.LIGHT)
            group.addAction(action)
            menu.addAction(action)
        menu.triggered.connect(self._ask_theme)
        return menu

    # Asking

    def _ask_page(self) -> None:
        if self._page.text().isdigit():
            self._page.setModified(False)
            self.page_requested.emit(int(self._page.text()))

    def _ask_zoom(self, action: QAction) -> None:
        self.zoom_requested.emit(float(action.data()))

    def _ask_theme(self, action: QAction) -> None:
        self.page_theme_requested.emit(PageTheme(action.data()))
