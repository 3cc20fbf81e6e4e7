"""What a person chose reaches the window: at the start, at once when it changes, and when the system turns dark."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from imr_desk.model.settings import ORDER, PAGE_THEME, PAPER, SCALE, THEME, Value, setting_of
from imr_desk.ui.dress import Dress
from imr_desk.ui.icons import Icons
from imr_desk.ui.preferences.bindings import Bindings
from imr_desk.ui.preferences.look import look_of
from imr_desk.ui.preferences.store import PreferenceStore
from imr_desk.ui.theme import Theme, Type


@dataclass(frozen=True)
class Takers:
    """Those who take what was chosen.

    Attributes:
        look: dresses the window in a theme and a size of type.
        page_theme: shows the pages ``light``, ``dimmed`` or ``inverted``.
        order: lets the walk go in ``form`` or in ``document`` order.
        keys: gives the acts their keys.
        paper: lets papers be printed on ``us-letter`` or ``a4``.
    """

    look: Callable[[Theme, Type], object]
    page_theme: Callable[[str], object]
    order: Callable[[str], object]
    keys: Callable[[Bindings], object]
    paper: Callable[[str], object]


class Applying(QObject):
    """Applies choices, and does the acts of the menus that choose.

    Args:
        store: holds what was chosen.
        icons: icons of the program.
        parent: the window.
    """

    def __init__(self, store: PreferenceStore, icons: Icons, parent: QObject) -> None:
        super().__init__(parent)
        self._store = store
        self._icons = icons
        self._takers: Takers | None = None

    @property
    def look(self) -> Dress:
        """The look that is chosen now."""
        return look_of(self._store.choices, self._icons)

    def start(self, takers: Takers) -> None:
        """Apply what is chosen and from now on what changes; the look is on the window already."""
        self._takers = takers
        takers.keys(self._store.bindings)
        for key in (PAGE_THEME, ORDER, PAPER):
            self._apply(key, self._store.choices[key])
        self._store.changed.connect(self._apply)
        self._store.keys_changed.connect(takers.keys)
        QApplication.styleHints().colorSchemeChanged.connect(self._follow_system)

    # Acts

    def turn_theme(self) -> None:
        """Choose the dark theme, or the light one where it is dark."""
        self._store.choose(THEME, "light" if self.look.theme.is_dark else "dark")

    def scale(self, factor: float) -> None:
        """Make all words larger or smaller, within the limits."""
        setting, now = setting_of(SCALE), float(self._store.choices[SCALE])
        self._store.choose(SCALE, min(setting.most, max(setting.least, round(now * factor, 2))))

    def choose_page_theme(self, page_theme: str) -> None:
        """Choose how the pages look.

        Raises:
            ValueError: no such look.
        """
        self._store.choose(PAGE_THEME, str(page_theme))

    def next_page_theme(self) -> None:
        """Choose the next look of the pages, after the last one the first."""
        values = [option.value for option in setting_of(PAGE_THEME).options]
        now = values.index(str(self._store.choices[PAGE_THEME]))
        self.choose_page_theme(values[(now + 1) % len(values)])

    # What changes

    def _apply(self, key: str, value: Value) -> None:
        if self._takers is None:
            return
        if key in (THEME, SCALE):
            self._takers.look(self.look.theme, self.look.kind)
        elif key == PAGE_THEME:
            self._takers.page_theme(str(value))
        elif key == ORDER:
            self._takers.order(str(value))
        elif key == PAPER:
            self._takers.paper(str(value))

    def _follow_system(self) -> None:
        if self._store.choices[THEME] == "system":
            self._apply(THEME, "system")
