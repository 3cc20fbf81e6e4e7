"""A store over a settings file of its own."""

import pytest
from PySide6.QtCore import QSettings

from imr_desk.ui.preferences.keys import default_keys
from imr_desk.ui.preferences.store import PreferenceStore


@pytest.fixture
def ini(tmp_path):
    return tmp_path / "settings.ini"


@pytest.fixture
def open_store(qapp, ini):
    """Return a way to open the store anew, as the next start does."""

    def opened():
        return PreferenceStore(QSettings(str(ini), QSettings.Format.IniFormat), default_keys())

    return opened


@pytest.fixture
def store(open_store):
    return open_store()
