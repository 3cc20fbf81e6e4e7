"""A paper as it would leave the desk: its pages, its words or its tables, and what must be said of it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QPlainTextEdit,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from imr_desk.ui.background import Lane
from imr_desk.ui.dress import Dress, plain_label
from imr_desk.ui.papers.contents import Rows
from imr_desk.ui.papers.page_view import PageView
from imr_desk.ui.papers.paper_pages import PaperPages
from imr_desk.ui.papers.results import dress_table, fit_columns
from imr_desk.ui.pieces import wrapped

_TWO_ROWS = 1.4
"""Text size from which on cases and pages are stepped through in two rows."""
_WAITING, _PAGES, _WORDS, _TABLES = range(4)


class PreviewPane(QFrame):
    """Shows one paper.

    Args:
        lane: where pages are drawn.
        dress: theme, type and icons.
        cases: how many cases can be looked at in turn.

    Signals: ``case_requested(way)`` the next case (1) or the one before (-1) is to be shown.
    """

    case_requested = Signal(int)

    def __init__(self, lane: Lane, dress: Dress, cases: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cases = cases
        self.waiting = wrapped("emptyState")
        self.waiting.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.pages = PageView(lane, dress)
        self.words = QPlainTextEdit()
        self.words.setObjectName("ruleText")
        self.words.setReadOnly(True)
        self.words.setAccessibleName("Preview")
        self.words.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
        self.tables = QTabWidget()
        self.tables.setAccessibleName("Preview")
        self._shown_tables: list[_TableView] = []
        self.stack = QStackedWidget()
        for widget in (self.waiting, self.pages, self.words, self.tables):
            self.stack.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(self._make_bar())
        column.addWidget(self.stack, 1)
        self.pages.moved.connect(self._show_where)
        self.pages.failed.connect(self.show_problem)
        self.dress(dress)
        self.show_waiting("")

    def _make_bar(self) -> QBoxLayout:
        self.before, self.after = _tool("Page before (PgUp)"), _tool("Next page (PgDn)")
        self.out, self.into = _tool("Smaller (−)"), _tool("Larger (+)")
        self.fit = _tool("As wide as the window (0)")
        self.where, self.zoom = plain_label("pageCount"), plain_label("pageCount")
        self.case_before, self.case_after = _tool("Case before (Ctrl+Up)"), _tool("Next case (Ctrl+Down)")
        self.case = plain_label("pageCount")
        self.page_tools = (self.before, self.where, self.after, self.out, self.zoom, self.into, self.fit)
        acts: tuple[tuple[QToolButton, Callable[[], object]], ...] = (
            (self.before, lambda: self.pages.go_to(self.pages.page - 1)),
            (self.after, lambda: self.pages.go_to(self.pages.page + 1)),
            (self.out, self.pages.zoom_out),
            (self.into, self.pages.zoom_in),
            (self.fit, self.pages.fit_width),
            (self.case_before, lambda: self.case_requested.emit(-1)),
            (self.case_after, lambda: self.case_requested.emit(1)),
        )
        for button, do in acts:
            button.clicked.connect(do)
        cases, pages = QHBoxLayout(), QHBoxLayout()
        for widget in (self.case_before, self.case, self.case_after):
            cases.addWidget(widget)
            widget.setVisible(self._cases > 1)
        cases.addStretch(1)
        pages.addStretch(1)
        for widget in self.page_tools:
            pages.addWidget(widget)
        bar = self._bar = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        for row in (bar, cases, pages):
            row.setSpacing(4)
        bar.addLayout(cases)
        bar.addLayout(pages)
        return bar

    def dress(self, dress: Dress) -> None:
        """Take on a look."""
        self.pages.dress(dress)
        # Large type has no room for cases and pages in one row.
        wide = dress.kind.scale < _TWO_ROWS
        self._bar.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)
        size = QSize(dress.kind.px(16), dress.kind.px(16))
        icons = (
            (self.before, "up"), (self.after, "down"), (self.out, "zoom-out"), (self.into, "zoom-in"),
            (self.fit, "fit-width"), (self.case_before, "up"), (self.case_after, "down"),
        )  # fmt: skip
        for button, name in icons:
            button.setIcon(dress.icon(name, "text"))
            button.setIconSize(size)

    # Showing

    def show_case(self, words: str, place: int) -> None:
        """Say which case is looked at, ``place`` counted from 0."""
        self.case.setText(words)
        self.case_before.setEnabled(place > 0)
        self.case_after.setEnabled(place < self._cases - 1)

    def show_waiting(self, words: str) -> None:
        """Show that the paper is being made."""
        self.pages.show_paper(None)
        self._turn(_WAITING)
        self.waiting.setText(words)

    def show_problem(self, sentence: str) -> None:
        """Show why there is no paper."""
        self._turn(_WAITING)
        self.waiting.setText(sentence)

    def show_pages(self, pages: PaperPages, count: int) -> None:
        """Show the pages of a PDF."""
        self.pages.show_paper(pages, count)
        self._turn(_PAGES)

    def show_words(self, words: str, left: int) -> None:
        """Show a text; ``left`` lines of it are not among them."""
        more = f"\n\n… and {left:,} more lines, which the file holds." if left else ""
        self.words.setPlainText(words + more)
        self._turn(_WORDS)

    def show_tables(self, tables: Sequence[Rows]) -> None:
        """Show tables, a tab each."""
        for old in self._shown_tables:
            old.deleteLater()
        self.tables.clear()
        self._shown_tables = [_TableView(rows) for rows in tables]
        for view in self._shown_tables:
            self.tables.addTab(view, view.title)
        self.tables.tabBar().setVisible(len(tables) > 1)
        self._turn(_TABLES)
        for view in self._shown_tables:
            fit_columns(view.table)

    @property
    def shown(self) -> QWidget:
        """What the keyboard goes to."""
        tables = (self._shown_tables or (self.tables,))[max(0, self.tables.currentIndex())]
        table = tables.table if isinstance(tables, _TableView) else tables
        return (self.waiting, self.pages, self.words, table)[self.stack.currentIndex()]

    def _turn(self, page: int) -> None:
        focus = QApplication.focusWidget()
        held = focus is not None and self.stack.isAncestorOf(focus)
        self.stack.setCurrentIndex(page)
        for tool in self.page_tools:
            tool.setVisible(page == _PAGES)
        self._show_where()
        if held and page != _WAITING:
            self.shown.setFocus()

    def _show_where(self) -> None:
        pages = self.pages
        self.where.setText(f"Page {pages.page} of {pages.count}" if pages.count else "")
        self.zoom.setText(f"{pages.zoom * 100:.0f} %" if pages.count else "")
        self.before.setEnabled(pages.page > 1)
        self.after.setEnabled(pages.page < pages.count)
        self.fit.setChecked(pages.is_fitted)


def _tool(words: str) -> QToolButton:
    button = QToolButton()
    button.setToolTip(words)
    button.setAccessibleName(words.partition(" (")[0])
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setIcon(QIcon())
    return button


class _TableView(QWidget):
    """A table, and under it what it does not show."""

    def __init__(self, rows: Rows) -> None:
        super().__init__()
        self.title = rows.title
        table = self.table = QTableWidget(len(rows.rows), len(rows.columns))
        dress_table(table)
        table.setAccessibleName(rows.title)
        table.setHorizontalHeaderLabels([name.replace("_", " ") for name in rows.columns])
        for row, cells in enumerate(rows.rows):
            for column, words in enumerate(cells):
                table.setItem(row, column, QTableWidgetItem(words))
        if not rows.rows:
            foot = "This case has no row in this table."
        else:
            left = f"and {rows.left:,} more rows. " if rows.left else ""
            foot = f"{left}Columns that are empty here are not shown; the file has them all."
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(4)
        whole.addWidget(table, 1)
        whole.addWidget(wrapped("settingMeaning", foot))
