"""The left side of the queue: its views, those that people saved, and the form of the filter."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QScrollArea, QVBoxLayout, QWidget

from imr_desk.model.errors import DeskError
from imr_desk.model.queue import SavedView
from imr_desk.ui.dress import Dress, plain_label
from imr_desk.ui.pieces import only_down
from imr_desk.ui.worklist.filter_form import FilterForm
from imr_desk.ui.worklist.queue import Queue
from imr_desk.ui.worklist.view_counts import ViewCounts
from imr_desk.ui.worklist.view_list import ViewList
from imr_desk.ui.worklist.views import View, built_in_views, free, mine, read_by

Tell = Callable[[str, str, str, Callable[[], object] | None], object]
"""Shows a sentence where the window shows news: kind, sentence, word on a button, what the button does."""


class QueueSide(QScrollArea):
    """Chooses, saves, renames and forgets views, and narrows what is shown.

    Args:
        queue: the queue.
        counts: numbers of the views.
        person: who works here.
        dress: theme, type and icons.
        tell: shows news.
        parent: its owner.

    Signals:
        view_chosen: a view was chosen here.
        views_changed: saved views came or went.
    """

    view_chosen = Signal(object)
    views_changed = Signal()

    def __init__(
        self,
        queue: Queue,
        counts: ViewCounts,
        person: str,
        dress: Dress,
        tell: Tell,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        only_down(self, "queueSide")
        self._queue = queue
        self._person = person
        self._counts = counts
        self._tell = tell
        self._dress = dress
        self._renamed: View | None = None
        self.built_in = ViewList("Views of the queue", dress)
        self.built_in.show_views(built_in_views(person))
        self.saved = ViewList("Saved views", dress)
        self.saved_head = plain_label("sideHead", "Saved views")
        self.save = QPushButton("Save what is shown…")
        self.name = QLineEdit()
        self.form = FilterForm(person)
        self.fold = QPushButton("Filter")
        self._arrange()
        self._connect()
        self._show_query()

    def _arrange(self) -> None:
        self.save.setObjectName("quietButton")
        self.name.setAccessibleName("Name of the view")
        self.name.setPlaceholderText("name of the view, then Enter")
        self.name.hide()
        self.fold.setObjectName("disclosure")
        self.fold.setCheckable(True)
        self.fold.setChecked(True)
        self.fold.setAccessibleDescription("Shows or hides the fields of the filter")
        content = QWidget()
        content.setObjectName("sideContent")
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 8, 0, 8)
        column.setSpacing(4)
        column.addWidget(self.built_in)
        column.addWidget(self.saved_head)
        column.addWidget(self.saved)
        inset = QVBoxLayout()
        inset.setContentsMargins(12, 0, 12, 0)
        inset.addWidget(self.save, 0, Qt.AlignmentFlag.AlignLeft)
        inset.addWidget(self.name)
        inset.addWidget(self.fold)
        column.addLayout(inset)
        column.addWidget(self.form)
        column.addStretch(1)
        self.setWidget(content)

    def _connect(self) -> None:
        queue = self._queue
        for views in (self.built_in, self.saved):
            views.chosen.connect(self.view_chosen)
        self.saved.rename_requested.connect(self._begin_rename)
        self.saved.forget_requested.connect(self._forget)
        self.saved.replace_requested.connect(self._replace)
        self.save.clicked.connect(self.begin_saving)
        self.name.returnPressed.connect(self._named)
        self.name.editingFinished.connect(self._leave_name)
        self.fold.toggled.connect(self._show_fold)
        self.form.changed.connect(queue.narrow)
        queue.changed.connect(self._show_query)
        queue.filled.connect(lambda: self.form.know_cases(queue.rows.cases[-400:]))
        self._counts.counted.connect(self.show_numbers)

    # Showing

    def show_person(self, person: str) -> None:
        """Take the views and the filter of another person, who works here now."""
        if person != self._person:
            old, self._person = self._person, person
            self.form.show_person(person)
            self.built_in.show_views(built_in_views(person))
            for view in (mine, free, read_by):
                self._queue.follow(view(old), view(person))
            self._show_query()
            self.views_changed.emit()

    @property
    def views(self) -> tuple[View, ...]:
        """All views, those of the program first."""
        return (*self.built_in.views, *self.saved.views)

    def show_numbers(self) -> None:
        """Show the numbers of the views."""
        for views in (self.built_in, self.saved):
            views.show_numbers(self._counts.numbers, self._queue.view)

    def show_chosen(self, view: View) -> None:
        """Mark the view that is shown."""
        for views in (self.built_in, self.saved):
            views.show_chosen(view)
        self.save.setEnabled(view.where is not None)
        self.show_numbers()

    def refresh(self) -> None:
        """Ask the log for the saved views and the flags to choose from."""
        worklist, lane = self._queue.worklist, self._queue.lane
        lane.run(self, worklist.views, self._show_saved, self._fail)
        lane.run(self, worklist.flags_that_occur, self.form.know_flags, self._fail)

    def _show_saved(self, kept: Sequence[SavedView]) -> None:
        before = self.saved.views
        self.saved.show_views([View.of(view) for view in kept])
        self.saved_head.setVisible(bool(kept))
        self.saved.setVisible(bool(kept))
        self.saved.show_chosen(self._queue.view)
        if self.saved.views != before:
            self.views_changed.emit()

    def _show_query(self) -> None:
        self.form.show_filter(self._queue.where)
        self.show_chosen(self._queue.view)

    def dress(self, dress: Dress) -> None:
        """Take on a look."""
        for views in (self.built_in, self.saved):
            views.dress(dress)
        self._dress = dress
        self._show_fold()

    def _show_fold(self) -> None:
        is_open = self.fold.isChecked()
        self.form.setVisible(is_open)
        self.fold.setIcon(self._dress.icon("less" if is_open else "more"))

    # Saved views

    def begin_saving(self) -> None:
        """Ask for a name under which what is shown is saved."""
        self._ask_name(None, "")

    def _begin_rename(self, view: View) -> None:
        self._ask_name(view, view.label)

    def _ask_name(self, renamed: View | None, words: str) -> None:
        self._renamed = renamed
        self.name.setText(words)
        self.name.show()
        self.ensureWidgetVisible(self.name)
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)
        self.name.selectAll()

    def _leave_name(self) -> None:
        if not self.name.hasFocus():
            self.name.hide()

    def _named(self) -> None:
        name, renamed, query = self.name.text(), self._renamed, self._queue.query
        if renamed is not None and renamed.where is not None:
            view = SavedView(name, renamed.where, renamed.order, renamed.descending)
        else:
            view = SavedView(name, query.where, query.order, query.descending)
        worklist = self._queue.worklist

        def work() -> tuple[SavedView, ...]:
            worklist.keep_view(view)
            if renamed is not None and renamed.label.casefold() != " ".join(name.split()).casefold():
                worklist.forget_view(renamed.label)
            return worklist.views()

        self._write(work, f"Saved as “{' '.join(name.split())}” for all who work in this log.")
        self.name.hide()

    def _replace(self, old: View) -> None:
        query, worklist = self._queue.query, self._queue.worklist
        view = SavedView(old.label, query.where, query.order, query.descending)

        def work() -> tuple[SavedView, ...]:
            worklist.keep_view(view)
            return worklist.views()

        self._write(work, f"“{old.label}” is now what is shown here.")

    def _forget(self, old: View) -> None:
        worklist = self._queue.worklist

        def work() -> tuple[SavedView, ...]:
            worklist.forget_view(old.label)
            return worklist.views()

        sentence = f"The view “{old.label}” is deleted; its cases stay where they are."
        self._write(work, sentence, "Undo", partial(self._bring_back, old))

    def _bring_back(self, old: View) -> None:
        if old.where is None:
            return
        view, worklist = SavedView(old.label, old.where, old.order, old.descending), self._queue.worklist

        def work() -> tuple[SavedView, ...]:
            worklist.keep_view(view)
            return worklist.views()

        self._write(work, f"The view “{old.label}” is back.")

    def _write(
        self,
        work: Callable[[], tuple[SavedView, ...]],
        sentence: str,
        act: str = "",
        do: Callable[[], object] | None = None,
    ) -> None:
        def written(kept: tuple[SavedView, ...]) -> None:
            self._show_saved(kept)
            self._tell("good", sentence, act, do)

        self._queue.lane.run(self, work, written, self._fail)

    def _fail(self, error: Exception) -> None:
        if not isinstance(error, DeskError):
            raise error
        self._tell("error", error.sentence, "", None)
