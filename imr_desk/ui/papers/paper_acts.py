"""Handing out papers, as acts of the window: of the open case, and of the cases selected in the queue."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QSettings
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from imr_desk.model.errors import DeskError
from imr_desk.services.recipients import listed
from imr_desk.ui.acts import Parts
from imr_desk.ui.background import Lane
from imr_desk.ui.dialogs import Dialogs
from imr_desk.ui.dress import Dress
from imr_desk.ui.papers.remembered import Remembered

if TYPE_CHECKING:
    from imr_desk.ui.papers.handing_out import ChooseFolder
    from imr_desk.ui.papers.sheet import PaperSheet

_NAMED = 8
"""Cases left out that are named; the others are counted."""


class _Allowed(NamedTuple):
    """Cases whose papers may leave, and why those of others may not."""

    case_ids: tuple[int, ...]
    refused: tuple[int, ...] = ()
    sentence: str = ""


class PaperActs(QObject):
    """Opens the sheet from which papers are handed out.

    ``workstation.papers.refusal_of`` says of which cases nothing may leave.

    Args:
        window: the parent of the sheet.
        parts: the parts of the window.
        dialogs: the door for questions.
        choose_folder: asks for the folder of a batch.
        settings: where the last folder and recipient are remembered.
        flush: takes over what is being typed, so that it is on the paper.
    """

    def __init__(
        self,
        window: QWidget,
        parts: Parts,
        dialogs: Dialogs,
        choose_folder: "ChooseFolder",
        settings: QSettings,
        flush: Callable[[], object],
    ) -> None:
        super().__init__(window)
        self._window, self._parts, self._flush = window, parts, flush
        self._lane = Lane("papers")
        self._dress: Dress | None = None
        self._sheet: PaperSheet | None = None
        self._dialogs, self._choose_folder, self._remembered = dialogs, choose_folder, Remembered(settings)

    @property
    def sheet(self) -> "PaperSheet | None":
        """The sheet that is open; ``None`` for none."""
        sheet = self._sheet
        return sheet if sheet is not None and isValid(sheet) and sheet.isVisible() else None

    def table(self) -> Mapping[str, Callable[[], object]]:
        """Return what each act does, by its id."""
        return {
            "hand_out": self.show_case,
            "export_marked": partial(self.show_case, "letter-marked"),
            "export_redacted": partial(self.show_case, "letter-redacted"),
        }

    def show_case(self, paper: str = "") -> None:
        """Hand out papers of the open case, beginning with a paper or with what suits the last recipient."""
        if self._parts.session.is_open:
            self._flush()
            self._open((self._parts.session.case_id,), paper)

    def show_selection(self, case_ids: Sequence[int]) -> None:
        """Hand out papers of many cases."""
        if not case_ids:
            self._parts.message.tell("info", "Select cases first; Ctrl+A selects all that are shown.")
            return
        self._flush()
        self._open(tuple(dict.fromkeys(case_ids)), "")

    def stop(self) -> None:
        """End what is under way, after the page or the case at work; nothing can be handed out afterwards."""
        if self.sheet is not None:
            self.sheet.handing.cancel()
        self._lane.close(finish=False)

    def dress(self, dress: Dress) -> None:
        """Take on a look."""
        self._dress = dress

    def _open(self, case_ids: tuple[int, ...], paper: str) -> None:
        """Open the sheet behind all acts that wait to be saved, so that the paper has them."""
        refusal_of = self._parts.workstation.papers.refusal_of

        def look() -> _Allowed:
            refusals = {case_id: refusal_of(case_id) for case_id in case_ids}
            refused = tuple(case_id for case_id in case_ids if refusals[case_id])
            allowed = tuple(case_id for case_id in case_ids if not refusals[case_id])
            return _Allowed(allowed, refused, refusals[refused[0]] if refused else "")

        self._parts.log_lane.run(self, look, partial(self._show, paper), self._failed)

    def _show(self, paper: str, allowed: _Allowed) -> None:
        if not allowed.case_ids:
            self._parts.message.tell("warning", allowed.sentence)
        elif self._dress is not None and self.sheet is None:
            self._sheet = self._made_sheet(allowed, paper, self._dress)
            self._sheet.open()

    def _made_sheet(self, allowed: _Allowed, paper: str, dress: Dress) -> "PaperSheet":
        # Who starts the program need not wait for these.
        from imr_desk.ui.papers.handing_out import Counter  # noqa: PLC0415
        from imr_desk.ui.papers.sheet import PaperSheet  # noqa: PLC0415

        ws = self._parts.workstation
        counter = Counter(ws.papers, ws.workshop, self._lane, self._dialogs, self._choose_folder, self._remembered)
        left_out = _left_out(allowed)
        return PaperSheet(counter, allowed.case_ids, dress, self._window, paper=paper, left_out=left_out)

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, DeskError):
            raise error
        self._parts.message.tell("error", error.sentence)


def _left_out(allowed: _Allowed) -> str:
    if not allowed.refused:
        return ""
    number = len(allowed.refused)
    names = [f"case {case_id}" for case_id in allowed.refused[:_NAMED]]
    if number > _NAMED:
        names.append(f"{number - _NAMED:,} more")
    return f"Left out: {listed(names)}. {allowed.sentence}"
