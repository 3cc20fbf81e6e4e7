"""What a log without a file keeps of itself as a whole, like ``whole_log``: texts, events, unread files."""

from pathlib import Path

from imr_desk.caselog import rows
from imr_desk.model.case import CaseEvent, UnreadLetter
from imr_desk.model.errors import CaseLogError, CaseLogErrorKind
from imr_desk.model.event_kinds import EventKind
from imr_desk.model.handling import HandlingStep
from imr_desk.model.history import Act
from imr_desk.model.signature import Signature


class WholeMemoryLog:
    """A log without a file as a whole, without its cases; it ends with the program."""

    def __init__(self) -> None:
        self._events: list[CaseEvent] = []
        self._texts: dict[str, str] = {}
        self._unread: dict[str, UnreadLetter] = {}
        self._closed = False

    def kept(self, name: str) -> str | None:
        """Return the newest text kept under a name, such as the deadline rules; ``None`` when there is none."""
        self._must_be_open()
        return self._texts.get(rows.storable(name))

    def keep(self, name: str, text: str, by: Signature) -> None:
        """Keep a text of the whole log under a name, with an event (``kept``)."""
        self._must_be_open()
        self._texts[rows.storable(name)] = rows.storable(text)
        self._append(0, EventKind.KEPT, by, detail=rows.kept_detail(rows.storable(name), rows.storable(text)))

    def note_log_event(self, kind: EventKind, detail: str, by: Signature) -> int:
        """Append an event of the whole log, such as a refused sign-in; return its sequence number."""
        self._must_be_open()
        return self._append(0, kind, by, detail=detail)

    def log_events(self, after: int, limit: int) -> tuple[CaseEvent, ...]:
        """Return the next ``limit`` events of no case behind event number ``after`` (0 for all), newest first."""
        self._must_be_open()
        found = [event for event in self._events if event.case_id == 0 and (after <= 0 or event.seq < after)]
        return tuple(reversed(found))[: max(0, limit)]

    def keep_unread(self, letter: UnreadLetter) -> None:
        """Put a file into the list of those that could not be brought in; a later word on a path replaces it."""
        self.forget_unread(letter.path)
        self._unread[letter.path] = letter

    def forget_unread(self, path: str) -> None:
        """Take a file off that list."""
        self._must_be_open()
        self._unread.pop(path, None)

    def unread(self) -> tuple[UnreadLetter, ...]:
        """Return that list, newest first."""
        self._must_be_open()
        return tuple(reversed(self._unread.values()))

    def back_up(self, path: Path) -> None:
        """Refuse: there is no file to copy.

        Raises:
            CaseLogError: always (``READ_ONLY``).
        """
        raise CaseLogError(
            CaseLogErrorKind.READ_ONLY,
            "No case log is open, so there is nothing to back up. Open or make a case log first.",
        )

    def close(self) -> None:
        """Let go of everything. Closing twice does nothing."""
        self._closed = True

    def _append(
        self,
        case_id: int,
        kind: str,
        by: Signature,
        *,
        act: Act | None = None,
        step: HandlingStep | None = None,
        detail: str = "",
    ) -> int:
        seq = len(self._events) + 1
        self._events.append(CaseEvent(seq, case_id, kind, by.who, by.at, act, rows.storable(detail), step))
        return seq

    def _must_be_open(self) -> None:
        if self._closed:
            raise CaseLogError(CaseLogErrorKind.IO, "The case log has been closed. Open it again.")
