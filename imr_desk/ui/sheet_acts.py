"""The acts that show something of the program in a sheet over the window."""

import sys
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QPoint, QProcess, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget

import imr_desk
from imr_desk.model.errors import DeskError
from imr_desk.model.settings import SETTINGS
from imr_desk.services.case_history import CaseHistory, Where, case_history
from imr_desk.ui.actions import ACTIONS, ActionSet, plain
from imr_desk.ui.acts import Parts
from imr_desk.ui.command_sheet import Command, CommandSheet, RecentCommands
from imr_desk.ui.dialogs import Dialogs
from imr_desk.ui.faults import FaultBook
from imr_desk.ui.preferences.store import PreferenceStore
from imr_desk.ui.session import Place
from imr_desk.ui.sheets import ReportSheet, key_sheet, words_sheet
from imr_desk.ui.statements import about_words


class SheetActs(QObject):
    """Shows sheets.

    Args:
        window: their parent.
        parts: the parts of the window.
        dialogs: the door for questions.
        preferences: settings and keys.
        faults: what went wrong.
        recent: the commands chosen last.
    """

    def __init__(
        self,
        window: QWidget,
        parts: Parts,
        dialogs: Dialogs,
        preferences: PreferenceStore,
        faults: FaultBook,
        recent: RecentCommands,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._parts = parts
        self._dialogs = dialogs
        self._preferences = preferences
        self._faults = faults
        self._recent = recent

    def table(self) -> Mapping[str, Callable[[], object]]:
        """Return what each act does, by its id."""
        return {
            "settings": self.show_settings,
            "history": self.show_history,
            "field_history": self.show_field_history,
            "keys": self.show_keys,
            "samples": open_samples,
            "report": self.show_report,
            "about": self.show_about,
        }

    def show_settings(self, key: str = "") -> None:
        """Show the settings, the keyboard on one of them."""
        from imr_desk.ui.preferences.dialog import SettingsDialog  # noqa: PLC0415 - who starts the program need not wait for it

        dialog = SettingsDialog(self._preferences, self._window)
        dialog.open()
        if key:
            editor = dialog.settings.editors[key]
            dialog.settings.ensureWidgetVisible(editor)
            editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_history(self, at: Where | None = None) -> None:
        """Show what happened to the case on the desk, or to one place of its form."""
        session, tell = self._parts.session, self._parts.message.tell
        case_id, review = session.case_id, session.review

        def show(history: CaseHistory) -> None:
            from imr_desk.ui.case_history import CaseHistorySheet  # noqa: PLC0415 - the start need not wait for it

            CaseHistorySheet(history, review, at, self._window).open()

        def failed(error: Exception) -> None:
            if not isinstance(error, DeskError):
                raise error
            tell("error", error.sentence)

        # Behind the acts that wait in this lane, so that the newest are told too.
        self._parts.log_lane.run(self, partial(case_history, self._parts.workstation.log, case_id), show, failed)

    def show_field_history(self) -> None:
        """Show what happened to the place of the form in focus; to the whole case where that is none."""
        self.show_history_of(self._parts.session.focus)

    def show_history_of(self, place: Place | None) -> None:
        """Show what happened to a place of the form."""
        self.show_history(None if place is None or place.flag is not None else (place.item, place.name))

    def show_keys(self) -> None:
        """Show the keys of every act."""
        key_sheet(self._window, self._preferences.bindings).open()

    def show_about(self) -> None:
        """Show name, versions and licences."""
        words_sheet(self._window, "About imr_desk", about_words()).open()

    def show_report(self) -> None:
        """Show what went wrong in the program, to be copied or saved."""
        sheet = ReportSheet(self._window, self._faults.report())
        sheet.save_requested.connect(self._save_report)
        sheet.open()

    def show_commands(self, actions: ActionSet) -> None:
        """Show all acts and settings to be searched."""
        commands = (*_acts(actions), *self._settings())
        sheet = CommandSheet(self._window, commands, self._recent)
        sheet.move(self._window.mapToGlobal(QPoint((self._window.width() - sheet.width()) // 2, 80)))
        sheet.show()
        sheet.words.setFocus()

    def _settings(self) -> Iterator[Command]:
        for setting in SETTINGS:
            show = partial(self.show_settings, setting.key)
            yield Command(f"setting:{setting.key}", f"Settings: {setting.label}", show)

    def _save_report(self, report: str) -> None:
        target = self._dialogs.choose_target(Path.home() / "imr_desk report.txt", "the problem report")
        if target is None:
            return
        tell = self._parts.message.tell

        def failed(error: Exception) -> None:
            if not isinstance(error, OSError):
                raise error
            tell("error", f"The report could not be written to {target.name}. Choose another folder.")

        self._parts.log_lane.run(
            self,
            partial(target.write_text, report, encoding="utf-8"),
            lambda _count: tell("good", f"Written: {target.name}"),
            failed,
        )


def open_samples() -> None:
    """Open the sample letters in a window and a case log of their own, so that none ever stands among real cases."""
    root = Path(imr_desk.__file__).resolve().parents[1]
    QProcess.startDetached(sys.executable, ["-m", "imr_desk", "demo"], str(root))


def _acts(actions: ActionSet) -> Iterator[Command]:
    """Return the acts that the menus show; a submenu's name stands between menu and act."""
    for spec in ACTIONS:
        act = actions[spec.id]
        if spec.id == "commands" or not act.isVisible():
            continue
        within = f"{plain(spec.submenu)}: " if spec.submenu else ""
        keys = act.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        words = f"{spec.menu}: {within}{plain(act.iconText())}"
        yield Command(spec.id, words, act.trigger, keys, actions.why_off(spec))
