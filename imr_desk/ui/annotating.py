"""Annotating the letter on the desk: the panel in the form's place, and the marks on the letter's pages."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from imr_desk.model.people import Right
from imr_desk.services.labels import Labels
from imr_desk.services.workstation import Workstation
from imr_desk.ui.annotation.proposer import Proposer
from imr_desk.ui.arrangement import Arrangement
from imr_desk.ui.background import Lane, only_desk_errors
from imr_desk.ui.dress import Dress
from imr_desk.ui.letter.panel import LetterPanel
from imr_desk.ui.other_passages import OtherPassages
from imr_desk.ui.review.panel import ReviewPanel
from imr_desk.ui.session import Place, Session

if TYPE_CHECKING:
    from imr_desk.ui.annotation.panel import AnnotationPanel


class Annotating(QObject):
    """Ties the annotation panel to the letter; whoever goes to a field of the form gets the form back.

    The panel is made when somebody annotates for the first time.

    Signals: ``turned(on)`` annotating began or ended; ``lit(marks)`` and ``revealed(spans)`` what the letter is to
    show of what is labelled, or of a passage that could stand as an excerpt.

    Args:
        workstation: the services.
        session: the case on the desk.
        arrangement: the panels of the desk.
        log_lane: the thread that the case log lives in.
        dress: theme, type and icons.
        settings: the person's.
        window: the owner.
    """

    turned = Signal(bool)
    lit = Signal(object)
    revealed = Signal(object)

    def __init__(
        self,
        workstation: Workstation,
        session: Session,
        arrangement: Arrangement,
        log_lane: Lane,
        dress: Dress,
        settings: QSettings,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._workstation, self._session, self._arrangement = workstation, session, arrangement
        self._log_lane, self._window, self._dress, self._settings = log_lane, window, dress, settings
        self._lane = Lane("proposals")
        self._labels = Labels(workstation.log)
        self._panel: AnnotationPanel | None = None
        self._views: list[QWidget] = []
        self._proposer = Proposer(session, workstation.workshop.propose, self._lane)
        arrangement.displaced.connect(self._displaced)
        session.focus_changed.connect(self._focus_moved)
        session.case_opened.connect(self._read_labels)
        session.case_closed.connect(lambda: self._turn(on=False))

    def tie_form(self, review: ReviewPanel) -> None:
        """Let the form offer other passages for an excerpt."""
        self._passages = OtherPassages(self._session, review, self._proposer)
        self._passages.lit.connect(self.lit)
        self._passages.revealed.connect(self.revealed)

    @property
    def panel(self) -> "AnnotationPanel":
        """The annotation panel, made when it is first asked for."""
        if self._panel is None:
            self._panel = self._made_panel()
        return self._panel

    def _made_panel(self) -> "AnnotationPanel":
        # Who starts the program need not wait for it.
        from imr_desk.ui.annotation.panel import AnnotationPanel  # noqa: PLC0415

        panel = AnnotationPanel(self._session, self._labels, self._dress, self._settings)
        proposer = self._proposer
        self._arrangement.add_panel(panel)
        panel.marks_changed.connect(self.lit)
        panel.reveal_requested.connect(self.revealed)
        panel.labels_requested.connect(self.show_labels)
        panel.retry_requested.connect(proposer.ask)
        proposer.asked.connect(panel.tell_looking)
        proposer.proposed.connect(panel.show_proposals)
        proposer.failed.connect(panel.tell)
        for view in filter(isValid, self._views):
            panel.keys.watch(view)
        # It hears of a case later than the machine does.
        self._session.case_opened.connect(partial(self._tell_proposals, panel))
        self._tell_proposals(panel)
        return panel

    def _tell_proposals(self, panel: "AnnotationPanel") -> None:
        if self._proposer.is_looking:
            panel.tell_looking()
        elif self._proposer.found is not None:
            panel.show_proposals(self._proposer.found)

    @property
    def is_on(self) -> bool:
        """Tell whether the annotation panel stands in the form's place."""
        return self._panel is not None and not self._panel.isHidden()

    def tie(self, letter: LetterPanel) -> None:
        """Show marks on a letter, and let its words lead to annotations."""
        self.lit.connect(letter.views.show_labels)
        self.revealed.connect(letter.reveal)
        letter.word_pointed.connect(self._go_to_place)
        views = (letter.views.pages, letter.views.text)
        self._views = [*filter(isValid, self._views), *views]  # those of a second screen come and go
        if self._panel is not None:
            for view in views:
                self._panel.keys.watch(view)

    def table(self) -> Mapping[str, Callable[[], object]]:
        """Return what each act does, by its id."""
        return {"annotate": lambda: self._turn(on=not self.is_on), "labels": self.show_labels}

    def show_labels(self) -> None:
        """Show the department's table of labels, for a supervisor to edit."""
        from imr_desk.ui.annotation.label_sheet import LabelSheet  # noqa: PLC0415 - who starts the program need not wait for it

        refusal = self._workstation.people.refusal(Right.LABEL_TABLE)
        sheet = LabelSheet(
            self._labels, self._workstation.reviews.sign, self._log_lane, self._dress, refusal, self._window
        )
        sheet.labels_changed.connect(self._labels_changed)
        sheet.open()

    def dress(self, dress: Dress) -> None:
        """Take on a look."""
        self._dress = dress
        if self._panel is not None:
            self._panel.dress(dress)

    def close(self) -> None:
        """End the lane: the window closes."""
        self._lane.close(finish=False)

    def _labels_changed(self) -> None:
        if self._panel is not None:
            self._panel.labels_changed()

    def _displaced(self, panel: QWidget) -> None:
        """Stop: another panel took the form's place."""
        if panel is self._panel:
            self._proposer.set_on(False)
            self.turned.emit(False)

    def _turn(self, *, on: bool) -> None:
        if on == self.is_on or (on and not self._session.is_open):
            self.turned.emit(self.is_on)
            return
        self._arrangement.show_instead_of_form(self.panel, shown=on)
        self._proposer.set_on(on)
        if on:
            self.panel.take_focus()
        self.turned.emit(on)

    def _read_labels(self) -> None:
        """Read the table of labels ahead, in the log's lane: once it is read, nothing waits for the log."""
        self._session.case_opened.disconnect(self._read_labels)
        self._log_lane.run(self, lambda: self._labels.table, failed=only_desk_errors)

    def _go_to_place(self, page: int, offset: int) -> None:
        if self.is_on:
            self.panel.go_to_place(page, offset)

    def _focus_moved(self, place: Place | None) -> None:
        if place is not None and self.is_on:
            self._turn(on=False)
