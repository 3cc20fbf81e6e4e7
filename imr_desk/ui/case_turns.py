"""What becomes of the case on the desk, shown by title, bars and acts: opened, moved, saved, out of sight, closed."""

from collections.abc import Mapping

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QMainWindow

from imr_desk.model.case import CaseStatus
from imr_desk.ui.actions import ActionSet
from imr_desk.ui.acts import Acts
from imr_desk.ui.parts import WindowParts
from imr_desk.ui.session import Change, SaveState
from imr_desk.ui.worklist.views import TO_DO


class CaseTurns(QObject):
    """Follows the session, the desk and the pages.

    Args:
        window: bears the title.
        parts: its parts.
        acts: what a message may offer to do.
        actions: the acts, of which some need an open case in sight.
    """

    def __init__(self, window: QMainWindow, parts: WindowParts, acts: Acts, actions: ActionSet) -> None:
        super().__init__(window)
        self._window, self._parts, self._acts, self._actions = window, parts, acts, actions
        self._session, self._bars, self._centre = parts.session, parts.bars, parts.centre
        self._session.case_opened.connect(self._opened)
        self._session.case_closed.connect(self._closed)
        self._session.review_changed.connect(self._review_moved)
        self._session.save_changed.connect(self._save_moved)
        self._session.refused.connect(self._refused)
        parts.settling.turns_moved.connect(self._turns_moved)
        parts.desk.failed.connect(self._refused)
        parts.desk.queue_done.connect(self._queue_done)
        self._centre.turned.connect(self._page_turned)

    def greet(self, counts: Mapping[CaseStatus, int]) -> None:
        """Show how to begin while the log is empty.

        Args:
            counts: how many cases the log has in each state.
        """
        if not any(counts.values()) and not self._session.is_open:
            self._parts.arrangement.show_start(shown=True)

    def _opened(self) -> None:
        parts, case_id = self._parts, self._session.case_id
        self._window.setWindowTitle(f"Case {case_id} — imr_desk")
        self._actions.set_case_open(True, blind=self._session.second is not None)
        self._bars.message.leave_case()
        parts.arrangement.show_start(shown=False)
        self._centre.show_desk()
        self._bars.hint.offer()
        parts.colleagues.tell()
        parts.recent.opened(case_id)
        self._mark_open(case_id)
        QTimer.singleShot(0, self, parts.review.start)
        parts.desk.read_ahead(parts.worklist.query)

    def _closed(self) -> None:
        self._window.setWindowTitle("imr_desk")
        self._actions.set_case_open(False)
        self._bars.case.hide()
        self._bars.hint.hide()
        self._parts.recent.closed()
        self._bars.status.show_undo(None)
        self._mark_open(-1)

    def _mark_open(self, case_id: int) -> None:
        self._parts.worklist.mark_open(case_id)
        self._centre.queue_place.mark_open(case_id)

    def _review_moved(self, change: Change) -> None:
        self._bars.case.show_case(self._session.opened, change.after)
        self._bars.case.setVisible(self._centre.on_desk)
        self._show_history()

    def _show_history(self) -> None:
        undo, redo = self._parts.settling.turn_labels
        undo, redo = undo or self._session.turn_label("undo"), redo or self._session.turn_label("redo")
        self._actions.show_turns(self._session.history, undo, redo)
        self._bars.status.show_undo(undo)

    def _turns_moved(self) -> None:
        if self._session.is_open and self._centre.on_desk:
            self._show_history()

    def _page_turned(self, on_desk: bool) -> None:
        """Let acts on the open case reach it only while it is seen."""
        seen = on_desk and self._session.is_open
        self._actions.set_case_open(seen, blind=seen and self._session.second is not None)
        if seen:
            self._show_history()
        self._bars.case.setVisible(seen)
        self._bars.hint.setVisible(seen and self._bars.hint.is_wanted)
        for page in self._centre.pages:
            self._actions[page.act].setChecked(self._centre.shows(page))

    def _save_moved(self, state: SaveState) -> None:
        self._bars.status.show_saved(state, self._session.saved_at)
        if state is SaveState.NOT_SAVED:
            sentence = f"{self._not_saved()} {self._session.save_problem}"
            self._bars.message.tell("error", sentence, "Save again", self._session.retry_saving, stays=True)
        elif state is SaveState.SAVED:
            self._parts.refreshing.once_quiet()

    def _not_saved(self) -> str:
        here = self._session.case_id if self._session.is_open else None
        left = sorted(self._session.unsaved_cases - {here})
        if not left:
            return "Your last acts are not saved yet; they stay on the screen."
        cases = ", ".join(f"case {case_id}" for case_id in left)
        return f"Your last acts are not saved yet; those in {cases} are kept here until they are."

    def _refused(self, sentence: str) -> None:
        self._bars.message.tell("warning", sentence)

    def _show_queue(self) -> None:
        if self._centre.on_desk:
            self._centre.turn_queue()

    def _queue_done(self) -> None:
        arrangement = self._parts.arrangement
        if arrangement.currentWidget() is not arrangement.start:
            queue = self._parts.worklist.queue
            if queue.view == TO_DO and queue.where == queue.base:
                sentence = "All done: no other review waits for you."
                self._bars.message.tell("good", sentence, "Open letters…", self._acts.open_letters)
            else:  # only what was looked through is done
                sentence = f"No other case of “{queue.view.label}” that fits waits for you."
                self._bars.message.tell("good", sentence, "Show the queue", self._show_queue)
            self._parts.worklist.refresh()
