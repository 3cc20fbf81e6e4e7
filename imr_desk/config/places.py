"""Folders and files of the program on this computer, where each system wants them."""

import getpass
import os
from pathlib import Path

import platformdirs

_APP = "imr_desk"


def data_folder() -> Path:
    """Return the folder for case logs of this person; ``IMR_DESK_HOME`` names another (portable use, tests)."""
    home = os.environ.get("IMR_DESK_HOME")
    return Path(home) if home else Path(platformdirs.user_data_dir(_APP, appauthor=False))


def default_log() -> Path:
    """Return the case log that opens when none is named."""
    return data_folder() / "cases.db"


def settings_file() -> Path:
    """Return the file in which the window keeps its layout and the person's choices."""
    if os.environ.get("IMR_DESK_HOME"):
        return data_folder() / "settings.ini"
    return Path(platformdirs.user_config_dir(_APP, appauthor=False)) / "settings.ini"


def resources_folder() -> Path:
    """Return the folder of fonts, icons and templates: in the package when installed, beside it in a checkout.

    Raises:
        FileNotFoundError: the program is not installed whole.
    """
    package = Path(__file__).resolve().parent.parent
    for folder in (package / "_resources", package.parent / "resources"):
        if (folder / "fonts").is_dir():
            return folder
    raise FileNotFoundError("The program's resources are missing. Install it again.")


def person() -> str:
    """Return who works here: the account of the operating system."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # no account name, as in some containers
        return "reviewer"
