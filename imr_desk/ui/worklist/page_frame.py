"""How the parts of the queue's page lie, and the sizes that a person gave them."""

from PySide6.QtCore import QSettings, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from imr_desk.ui.dress import Dress, plain_label

_WIDTHS, _HEIGHTS = "queue/widths", "queue/heights"
_SIDE, _DETAILS = 252, 150
"""First width of the side and height of the details, in pixels at 100 % text."""


class PageFrame(QWidget):
    """Title, search and switches above; the side at the left; bars, cases and details in the middle.

    Args:
        side: views and filter.
        search: the search field.
        bars: what stands over the cases, from above; the first one needs no place where there is little.
        pages: what can stand where the cases stand; the first one is the cases.
        details: one case in detail.
        settings: where sizes are remembered.

    Signals:
        all_requested: all cases are to be selected, also those that are not loaded.
    """

    all_requested = Signal()

    def __init__(
        self,
        side: QWidget,
        search: QWidget,
        bars: tuple[QWidget, ...],
        pages: tuple[QWidget, ...],
        details: QWidget,
        settings: QSettings,
    ) -> None:
        super().__init__()
        self._side = side
        self._search = search
        self._tiles = bars[0]
        self._details = details
        self._settings = settings
        self._scale = 1.0
        self.title = plain_label("queueTitle")
        self.count = plain_label("queueCount")
        self.filter_button = self._switch("Views and filter", side)
        self.details_button = self._switch("Details", details)
        self.offer = QPushButton()
        self.offer.setObjectName("quietButton")
        self.offer.clicked.connect(self.all_requested)
        self.offer.hide()
        self.stack = QStackedWidget()
        for page in pages:
            self.stack.addWidget(page)
        self.widths = QSplitter(Qt.Orientation.Horizontal)
        self.heights = QSplitter(Qt.Orientation.Vertical)
        self._arrange(search, bars)
        for splitter in (self.widths, self.heights):
            splitter.setChildrenCollapsible(False)
            splitter.setHandleWidth(1)
            splitter.splitterMoved.connect(self._remember)

    def _switch(self, words: str, widget: QWidget) -> QToolButton:
        button = QToolButton()
        button.setText(words)
        button.setCheckable(True)
        button.setChecked(True)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setToolTip(f"Show or hide {words.lower()}")
        button.setAccessibleName(words)
        button.toggled.connect(widget.setVisible)
        return button

    def _arrange(self, search: QWidget, bars: tuple[QWidget, ...]) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(12, 8, 12, 2)
        head.setSpacing(10)
        head.addWidget(self.title)
        head.addWidget(self.count)
        head.addStretch(1)
        head.addWidget(search, 2)
        head.addWidget(self.filter_button)
        head.addWidget(self.details_button)
        self.heights.addWidget(self.stack)
        self.heights.addWidget(self._details)
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        for bar in bars:
            column.addWidget(bar)
        column.addWidget(self.offer, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.heights, 1)
        self.widths.addWidget(self._side)
        self.widths.addWidget(middle)
        self.widths.setStretchFactor(1, 1)
        self.heights.setStretchFactor(0, 1)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.widths)

    def dress(self, dress: Dress) -> None:
        """Take on a look; sizes are remembered for each text size."""
        size = QSize(dress.kind.px(16), dress.kind.px(16))
        for button, icon in ((self.filter_button, "filter"), (self.details_button, "info")):
            button.setIcon(dress.icon(icon, "text"))
            button.setIconSize(size)
        self._search.setMinimumWidth(dress.kind.px(150))
        self._search.setMaximumWidth(dress.kind.px(460))
        self._side.setMinimumWidth(dress.kind.px(150))
        self._details.setMinimumHeight(dress.kind.px(60))
        self._scale = dress.kind.scale
        self._fit()
        first = self._first_sizes()
        for splitter, key in self._kept():
            kept = self._settings.value(key)
            if kept is None or not splitter.restoreState(kept):
                splitter.setSizes(first[splitter])

    def reset(self) -> None:
        """Give all parts their first sizes, and show them."""
        first = self._first_sizes()
        for splitter, key in self._kept():
            self._settings.remove(key)
            splitter.setSizes(first[splitter])
        for button in (self.filter_button, self.details_button):
            button.setChecked(True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out of little room what has its place elsewhere too: words of switches, the tiles of the day."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        styles = Qt.ToolButtonStyle
        is_narrow = self.width() < 1000 * self._scale
        for button in (self.filter_button, self.details_button):
            button.setToolButtonStyle(styles.ToolButtonIconOnly if is_narrow else styles.ToolButtonTextBesideIcon)
        self._tiles.setVisible(self.height() >= 560 * self._scale)

    def _first_sizes(self) -> dict[QSplitter, list[int]]:
        wide, high = round(_SIDE * self._scale), min(round(_DETAILS * self._scale), self.height() // 4)
        return {self.widths: [wide, 4000], self.heights: [4000, high]}

    def _kept(self) -> tuple[tuple[QSplitter, str], ...]:
        size = round(self._scale * 100)
        return (self.widths, f"{_WIDTHS}-{size}"), (self.heights, f"{_HEIGHTS}-{size}")

    def _remember(self) -> None:
        for splitter, key in self._kept():
            self._settings.setValue(key, splitter.saveState())
