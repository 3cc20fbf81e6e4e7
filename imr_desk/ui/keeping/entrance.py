"""The way into a log when it does not open by itself, and what is done to it between two windows."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import assert_never

import msgspec
from PySide6.QtWidgets import QFileDialog

from imr_desk.model.errors import CaseLogError, CaseLogErrorKind, DeskError
from imr_desk.model.event_kinds import EventKind
from imr_desk.model.keeping import KeptCopy
from imr_desk.services.closed_log import (
    Afterwards,
    ClosedLog,
    DecryptLog,
    EncryptLog,
    OpenLog,
    RestoreCopy,
    recovered_words,
    restored_words,
)
from imr_desk.services.log_events import Happened
from imr_desk.ui.keeping.code_dialog import CodeDialog
from imr_desk.ui.keeping.copies_table import copy_words
from imr_desk.ui.keeping.trouble_dialog import (
    AGAIN,
    OTHER,
    READ,
    RECOVER,
    RESTORE,
    ChooseCopyDialog,
    TroubleDialog,
    Way,
    ways_on,
)
from imr_desk.ui.keeping.unlock_dialog import UnlockDialog
from imr_desk.ui.keeping.waiting import while_waiting

_SEALED = "It is encrypted. Type its passphrase, or the recovery code that was printed when it was protected."
_NO_LOGIN = (
    "Your login on this computer should open it and does so no more, as after a new login or a repaired computer. "
    "Type the recovery code that was printed when the log was protected."
)


class Entrance:
    """Asks what must be asked before a window can open.

    Args:
        now: tells the time.
    """

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now

    # The way in

    def way_on(self, error: CaseLogError, closed: ClosedLog, wish: OpenLog) -> OpenLog | None:
        """Return what to open after ``wish`` could not be; ``None`` to give up."""
        if error.kind is CaseLogErrorKind.SEALED and wish.key is None:
            return self._unsealed(error, closed, wish)
        if error.kind is CaseLogErrorKind.LOCKED:
            return self._elsewhere(error, closed, wish)
        if error.kind is CaseLogErrorKind.READ_ONLY:
            return self._not_writable(error, wish)
        return self._damaged(error, closed, wish)

    def offers(self, error: CaseLogError, closed: ClosedLog) -> bool:
        """Tell whether there is anything to offer but closing."""
        if error.kind in (CaseLogErrorKind.SEALED, CaseLogErrorKind.LOCKED, CaseLogErrorKind.READ_ONLY):
            return True
        return error.kind is CaseLogErrorKind.DAMAGED and (bool(closed.copies()) or _may_be_ours(closed.path))

    def _unsealed(self, error: CaseLogError, closed: ClosedLog, wish: OpenLog) -> OpenLog | None:
        try:
            protection = closed.protection.protection()
        except CaseLogError as unreadable:
            return self._without_key(unreadable, wish)
        if not (protection.key_store or protection.passphrase or protection.recovery_code):
            return self._without_key(error, wish)
        key = self.unlock(closed, _SEALED if protection.passphrase else _NO_LOGIN)
        return None if key is None else _with_key(wish, key)

    def unlock(self, closed: ClosedLog, told: str = _SEALED) -> bytes | None:
        """Ask for what opens a log; ``None`` when the person gives up."""
        dialog = UnlockDialog(f"Open {closed.path.name}", told, closed.protection.unlock)
        dialog.exec()
        return dialog.key

    def _without_key(self, error: CaseLogError, wish: OpenLog) -> OpenLog | None:
        ways = (
            Way(AGAIN, "Try again", "When the key file is where the sentence says."),
            Way(OTHER, "Open another case log…", "Leaves this one as it is."),
        )
        dialog = TroubleDialog("The key of the case log is missing", error.sentence, ways)
        dialog.exec()
        return self._chosen_simply(dialog.chosen, wish)

    def _elsewhere(self, error: CaseLogError, closed: ClosedLog, wish: OpenLog) -> OpenLog | None:
        copies = closed.copies()
        ways = ways_on(copy_words(copies[0]) if copies else "", damaged=False)
        dialog = TroubleDialog("Somebody else has the case log open", error.sentence, ways)
        dialog.exec()
        if dialog.chosen == READ:
            return _to_read(copies[0])
        return self._chosen_simply(dialog.chosen, wish)

    def _not_writable(self, error: CaseLogError, wish: OpenLog) -> OpenLog | None:
        ways = (
            Way(READ, "Open it to read", "You can look at everything and change nothing."),
            Way(AGAIN, "Try again", "When you may write there."),
            Way(OTHER, "Open another case log…", "Leaves this one as it is."),
        )
        dialog = TroubleDialog("The case log cannot be written", error.sentence, ways[1:] if wish.to_read else ways)
        dialog.exec()
        if dialog.chosen == READ:
            return OpenLog(wish.path, wish.key, to_read=True)
        return self._chosen_simply(dialog.chosen, wish)

    def _chosen_simply(self, chosen: str, wish: OpenLog) -> OpenLog | None:
        if chosen == AGAIN:
            return wish
        if chosen == OTHER:
            name, _ = QFileDialog.getOpenFileName(None, "Open a case log", str(wish.path.parent), "Case logs (*.db)")
            return OpenLog(Path(name)) if name else wish
        return None

    def _damaged(self, error: CaseLogError, closed: ClosedLog, wish: OpenLog) -> OpenLog | None:
        key = wish.key or closed.protection.key_without_asking()
        sentence = error.sentence
        while True:
            copies = closed.copies(key)
            ways = ways_on(copy_words(copies[0]) if copies else "", damaged=True)
            dialog = TroubleDialog("The case log cannot be opened", sentence, ways)
            dialog.exec()
            try:
                if dialog.chosen == READ:
                    return _to_read(copies[0])
                if dialog.chosen == RESTORE:
                    chooser = ChooseCopyDialog(closed.path, copies)
                    chooser.exec()
                    opened = None if chooser.chosen is None else self._restored(chooser.chosen, closed, key)
                elif dialog.chosen == RECOVER:
                    opened = self._recovered(closed, key)
                else:
                    return self._chosen_simply(dialog.chosen, wish)
            except CaseLogError as again:
                sentence = again.sentence
                continue
            if opened is not None:
                return opened

    # What is done to a closed log

    def carry_out(self, wish: Afterwards, closed: ClosedLog, key: bytes | None) -> OpenLog | None:
        """Do what a window asked for, now that the log is closed; return what to open then, ``None`` to end."""
        if isinstance(wish, OpenLog):
            return wish
        try:
            if isinstance(wish, EncryptLog):
                return self._encrypted(wish, closed)
            if isinstance(wish, DecryptLog):
                return self._decrypted(closed, key)
            if isinstance(wish, RestoreCopy):
                back = self._restored(wish.copy, closed, key)
                return back if back is not None else OpenLog(closed.path, key)
        except DeskError as error:
            return OpenLog(closed.path, _key_now(closed, key), kind="error", said=error.sentence)
        assert_never(wish)

    def _encrypted(self, wish: EncryptLog, closed: ClosedLog) -> OpenLog:
        protection = closed.protection
        key, code = while_waiting(
            f"Encrypting {closed.path.name}. It is written anew and checked; do not switch the computer off.",
            lambda: protection.protect(wish.passphrase, in_store=wish.in_store, copies_too=False),
        )
        # The code first: whatever becomes of old copies, it must reach the person.
        CodeDialog(code, closed.path.name, self._now()).exec()
        how = [*(["a passphrase"] if wish.passphrase else []), *(["the login"] if wish.in_store else [])]
        happened = (Happened(EventKind.PROTECTION, f"encrypted, opened by {' and '.join(how)}"),)
        if not wish.copies_too:
            said = "The case log is encrypted; older backups are not."
            return OpenLog(closed.path, key, kind="good", said=said, happened=happened)
        try:
            while_waiting("Encrypting the backups.", lambda: protection.protect_copies(key))
        except CaseLogError as error:
            said = f"The case log is encrypted, but not all backups are. {error.sentence}"
            return OpenLog(closed.path, key, kind="warning", said=said, happened=happened)
        said = "The case log and its backups are encrypted."
        return OpenLog(closed.path, key, kind="good", said=said, happened=happened)

    def _decrypted(self, closed: ClosedLog, key: bytes | None) -> OpenLog:
        if key is not None:
            kept = key
            while_waiting(
                f"Writing {closed.path.name} without encryption; do not switch the computer off.",
                lambda: closed.protection.remove(kept),
            )
        return OpenLog(
            closed.path,
            kind="warning",
            said="The case log is no longer encrypted; its backups still are.",
            happened=(Happened(EventKind.PROTECTION, "encryption removed"),),
        )

    def _restored(self, copy: KeptCopy, closed: ClosedLog, key: bytes | None) -> OpenLog | None:
        path = Path(copy.path)
        if copy.encrypted and copy.events is None:
            told = "This backup is encrypted. Type the passphrase or the recovery code of the time when it was made."
            key = self.unlock(closed.at(path), told)
            if key is None:
                return None
        elif not copy.encrypted:
            key = None
        aside = while_waiting("Checking the backup and putting it in place.", lambda: closed.restore(path, key))
        before = "" if aside is None else f"; the log before is kept as {aside.name}"
        happened = (Happened(EventKind.RESTORED, f"from {path.name}{before}"),)
        return OpenLog(closed.path, key, kind="good", said=restored_words(copy, aside), happened=happened)

    def _recovered(self, closed: ClosedLog, key: bytes | None) -> OpenLog | None:
        if key is None and closed.protection.must_ask():
            key = self.unlock(closed)
            if key is None:
                return None
        found = while_waiting("Reading what can be read of the damaged case log.", lambda: closed.recover(key))
        said = recovered_words(found)
        # The history of a recovered log begins with the word of it.
        return OpenLog(closed.path, key, kind="warning" if found.lost else "good", said=said)


def _to_read(copy: KeptCopy) -> OpenLog:
    return OpenLog(Path(copy.path), to_read=True)


def _with_key(wish: OpenLog, key: bytes) -> OpenLog:
    return msgspec.structs.replace(wish, key=key)


def _key_now(closed: ClosedLog, key: bytes | None) -> bytes | None:
    return key if closed.protection.protection().encrypted else None


def _may_be_ours(path: Path) -> bool:
    """Tell whether a file begins as a log does; one that does not holds nothing that could be read back."""
    try:
        with path.open("rb") as file:
            return file.read(16) == b"SQLite format 3\0"
    except OSError:
        return False
