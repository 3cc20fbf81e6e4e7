"""The dialog of settings: one page that follows the table of settings, one of the keys. What is chosen applies."""

from itertools import groupby

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QPushButton,
    QScrollArea,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from imr_desk.model.settings import SETTINGS, Setting
from imr_desk.ui.dress import plain_label
from imr_desk.ui.pieces import only_down
from imr_desk.ui.preferences.key_editor import KeyEditor
from imr_desk.ui.preferences.setting_editors import SettingEditor, editor_of
from imr_desk.ui.preferences.store import PreferenceStore

_ROOMY = QSize(760, 680)


class SettingsPage(QScrollArea):
    """Every setting of the table: its label and meaning, beside them its editor.

    Args:
        store: holds the choices; what is chosen here applies at once.
        parent: its owner.
    """

    def __init__(self, store: PreferenceStore, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self.editors: dict[str, SettingEditor] = {}
        self.restore = QPushButton("Restore defaults")
        self.restore.setAccessibleDescription("Gives every setting its first value. The keys stay as they are.")
        only_down(self, "settingsScroll")
        content = QWidget()
        content.setObjectName("settingsContent")
        grid = QGridLayout(content)
        grid.setContentsMargins(12, 8, 12, 12)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(12)
        grid.setColumnStretch(0, 1)
        for group, settings in groupby(SETTINGS, key=lambda setting: setting.group):
            head = plain_label("settingGroup", group.value)
            head.setIndent(0)
            grid.addWidget(head, grid.rowCount(), 0, 1, 2)
            for setting in settings:
                self._add(grid, setting)
        grid.addWidget(self.restore, grid.rowCount(), 1, Qt.AlignmentFlag.AlignRight)
        grid.setRowStretch(grid.rowCount(), 1)
        self.setWidget(content)
        store.changed.connect(self._show)
        self.restore.clicked.connect(store.restore_defaults)
        self._allow_restoring()

    def _add(self, grid: QGridLayout, setting: Setting) -> None:
        words = QVBoxLayout()
        words.setSpacing(2)
        label, meaning = plain_label("settingLabel", setting.label), plain_label("settingMeaning", setting.meaning)
        meaning.setWordWrap(True)
        words.addWidget(label)
        words.addWidget(meaning)
        words.addStretch(1)
        editor = editor_of(setting)
        editor.show_value(self._store.choices[setting.key])
        editor.chosen.connect(self._store.choose)
        self.editors[setting.key] = editor
        label.setBuddy(editor)
        row = grid.rowCount()
        grid.addLayout(words, row, 0)
        grid.addWidget(editor, row, 1, Qt.AlignmentFlag.AlignTop)

    def _show(self, key: str, value: str | bool | float) -> None:
        self.editors[key].show_value(value)
        self._allow_restoring()

    def _allow_restoring(self) -> None:
        self.restore.setEnabled(bool(self._store.choices.stored))


class SettingsDialog(QDialog):
    """Settings and keys. Nothing to accept: what is chosen applies at once and stays.

    Args:
        store: holds choices and bindings.
        parent: the window.
    """

    def __init__(self, store: PreferenceStore, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Settings")
        self.setObjectName("sheet")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.pages = QTabWidget()
        self.pages.setAccessibleName("Pages of the settings")
        self.pages.setDocumentMode(True)
        self.pages.tabBar().setDrawBase(False)
        self.settings = SettingsPage(store)
        self.keys = KeyEditor(store)
        self.pages.addTab(self.settings, "&Settings")
        self.pages.addTab(self.keys, "&Keys")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        close = buttons.button(QDialogButtonBox.StandardButton.Close)
        for button in (close, self.keys.give, self.keys.reset_one, self.keys.reset_all, self.settings.restore):
            button.setAutoDefault(False)  # Enter in the search line must not press a button
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(self.pages, 1)
        column.addWidget(buttons)
        room = self.screen().availableGeometry().size()
        # Words grow with the text size and so does the dialog, as far as the screen goes.
        scale = float(store.choices["look/scale"])
        self.resize((_ROOMY * max(1.0, scale * 0.85)).boundedTo(room - QSize(40, 60)))

    def show_keys(self) -> None:
        """Go to the page of keys."""
        self.pages.setCurrentWidget(self.keys)
        self.keys.search.setFocus()
