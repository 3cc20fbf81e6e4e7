"""Settling differences at the desk: the comparison in the form's place, and its marks on the letter."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from imr_desk.model.errors import DeskError
from imr_desk.services.labels import Labels
from imr_desk.services.second_readings import TwoReadings
from imr_desk.services.workstation import Workstation
from imr_desk.ui.arrangement import Arrangement
from imr_desk.ui.background import Lane
from imr_desk.ui.bars import MessageBar
from imr_desk.ui.desk import Desk
from imr_desk.ui.dialogs import Dialogs
from imr_desk.ui.dress import Dress
from imr_desk.ui.letter.panel import LetterPanel
from imr_desk.ui.session import Place, Session

if TYPE_CHECKING:
    from imr_desk.ui.second.differences_case import DifferencesCase
    from imr_desk.ui.second.differences_panel import DifferencesPanel

_BLIND = "Your second reading is on the desk. Open the case again to settle the differences."


class Settling(QObject):
    """Ties the comparison to the letter, the log and the window; it is made when somebody settles for the first time.

    Signals:
        turned: the comparison came into the form's place, or left it.
        question_requested: an item's identity (``None`` for the letter) and a field's name: somebody shall be asked.
        finish_requested: the review is to be signed again.
        taken_over: the case was a colleague's and is the settler's now.
        turns_moved: what undo and redo do here may have changed.
        lit: what the letter is to show (a tuple of ``Mark``).
        revealed: where it stands (a tuple of ``Span``).

    Args:
        workstation: the services.
        session: the case on the desk.
        desk: opens cases.
        arrangement: the panels of the desk.
        log_lane: the thread that the case log lives in.
        dialogs: the door for questions.
        message: tells news.
        dress: theme, type and icons.
    """

    turned = Signal(bool)
    question_requested = Signal(object, str)
    finish_requested = Signal()
    taken_over = Signal()
    turns_moved = Signal()
    lit = Signal(object)
    revealed = Signal(object)

    def __init__(
        self,
        workstation: Workstation,
        session: Session,
        desk: Desk,
        arrangement: Arrangement,
        log_lane: Lane,
        dialogs: Dialogs,
        message: MessageBar,
        dress: Dress,
    ) -> None:
        super().__init__(arrangement)
        self._workstation, self._session, self._desk, self._arrangement = workstation, session, desk, arrangement
        self._lane, self._dialogs, self._message, self._dress = log_lane, dialogs, message, dress
        self._labels = Labels(workstation.log)
        self._wanted = 0
        self._made: tuple[DifferencesCase, DifferencesPanel] | None = None
        self._views: list[QWidget] = []
        arrangement.displaced.connect(self._displaced)
        session.case_opened.connect(self._case_opened)
        session.case_closed.connect(partial(self._turn, on=False))
        session.focus_changed.connect(self._focus_moved)

    @property
    def case(self) -> "DifferencesCase":
        """The comparison of the case on the desk."""
        return self._parts()[0]

    @property
    def panel(self) -> "DifferencesPanel":
        """The panel that shows it."""
        return self._parts()[1]

    def _parts(self) -> "tuple[DifferencesCase, DifferencesPanel]":
        if self._made is None:
            self._made = self._make()
        return self._made

    def _make(self) -> "tuple[DifferencesCase, DifferencesPanel]":
        # Who starts the program need not wait for these.
        from imr_desk.ui.second.differences_case import DifferencesCase  # noqa: PLC0415
        from imr_desk.ui.second.differences_panel import DifferencesPanel  # noqa: PLC0415

        case = DifferencesCase(self._workstation, self._session, self._lane, self._asked, self)
        panel = DifferencesPanel(case, self._session, self._dress)
        self._arrangement.add_panel(panel)
        case.told.connect(self._message.tell)
        case.taken_over.connect(self.taken_over)
        case.changed.connect(lambda _view: self.turns_moved.emit())
        panel.told.connect(self._message.tell)
        panel.question_requested.connect(self.question_requested)
        panel.finish_requested.connect(self.finish_requested)
        panel.close_requested.connect(partial(self._turn, on=False))
        panel.marks_changed.connect(self.lit)
        panel.reveal_requested.connect(self.revealed)
        for view in filter(isValid, self._views):
            panel.keys.watch(view)
        return case, panel

    @property
    def is_on(self) -> bool:
        """Tell whether the comparison stands in the form's place."""
        return self._made is not None and not self.panel.isHidden()

    @property
    def turn_labels(self) -> tuple[str | None, str | None]:
        """Name what undo and redo do here; ``None`` for what they leave to the session."""
        return self.case.turn_labels if self.is_on else (None, None)

    def tie(self, letter: LetterPanel) -> None:
        """Show both sides' words on a letter, and let keys on it settle."""
        self.lit.connect(letter.views.show_labels)
        self.revealed.connect(letter.reveal)
        views = (letter.views.pages, letter.views.text)
        self._views = [*filter(isValid, self._views), *views]  # those of a second screen come and go
        if self._made is not None:
            for view in views:
                self.panel.keys.watch(view)

    def table(self) -> Mapping[str, Callable[[], object]]:
        """Return what each act does, by its id."""
        return {"settle_differences": self.turn_panel}

    def turn_panel(self) -> None:
        """Show the comparison of the case on the desk, or the form again."""
        if self.is_on:
            self._turn(on=False)
        elif self._session.is_open:
            self.settle(self._session.case_id)

    def settle(self, case_id: int) -> None:
        """Show the comparison of a case, which is opened first where it is not on the desk."""
        if self._session.is_open and self._session.case_id == case_id and self._session.second is None:
            self._read(case_id)
        else:
            self._wanted = case_id
            self._desk.open(case_id)

    def turn(self, way: str) -> bool:
        """Undo or redo what was settled while the comparison is shown; ``False`` leaves it to the session.

        What is being typed as another value was not done yet: undoing only puts its editor away.
        """
        if not self.is_on:
            return False
        return (way == "undo" and self.panel.leave_typing()) or self.case.turn(way)

    def dress(self, dress: Dress) -> None:
        """Take on a look."""
        self._dress = dress
        if self._made is not None:
            self.panel.dress(dress)

    # Turning

    def _case_opened(self) -> None:
        self._turn(on=False)
        wanted, self._wanted = self._wanted, 0
        if wanted == self._session.case_id:
            # Once the form has taken the case, which puts the keyboard on itself.
            QTimer.singleShot(0, self, partial(self.settle_opened, wanted))

    def settle_opened(self, case_id: int) -> None:
        """Show the comparison of a case that was opened for it."""
        if not self._session.is_open or self._session.case_id != case_id:
            return
        if self._session.second is not None:
            self._message.tell("warning", _BLIND)
        else:
            self._read(case_id)

    def _read(self, case_id: int) -> None:
        both, labels = self._workstation.second_readings.both, self._labels

        def work() -> TwoReadings:
            labels.table  # noqa: B018 - read here, in the log's lane; nothing waits for it later
            return both(case_id)

        self._lane.run(self, work, partial(self._show, case_id), self._failed)

    def _show(self, case_id: int, readings: TwoReadings) -> None:
        if not self._session.is_open or self._session.case_id != case_id or self._session.second is not None:
            return
        self._session.set_focus(None)
        self.case.show(readings)
        self.panel.show_labels(self._labels.table)
        self._turn(on=True)

    def _turn(self, *, on: bool) -> None:
        if on != self.is_on:
            self._arrangement.show_instead_of_form(self.panel, shown=on)
        if on:
            self.panel.take_focus()
        elif self._made is not None:
            self.case.leave()
        self.turned.emit(on)

    def _displaced(self, panel: QWidget) -> None:
        if self._made is not None and panel is self.panel:
            self.case.leave()
            self.turned.emit(False)

    def _focus_moved(self, place: Place | None) -> None:
        """Whoever goes to a place of the form comes to its difference, or gets the form back."""
        if place is None or not self.is_on:
            return
        if self.panel.go_to_place(place):
            self._session.set_focus(None)
        else:
            self._turn(on=False)

    # Asking and telling

    def _asked(self, sentence: str) -> bool:
        return self._dialogs.confirm("Settle a difference", sentence, "Take the value")

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, DeskError):
            raise error
        self._message.tell("warning", error.sentence)
        self.turned.emit(self.is_on)
