"""What is remembered from one handing out to the next: for whom, and in which folder."""

from pathlib import Path

from PySide6.QtCore import QSettings

from imr_desk.services.recipients import Recipient, recipient_of

_RECIPIENT, _FOLDER = "papers/recipient", "papers/folder"


class Remembered:
    """Remembers the last class of recipients and the last folder; never who exactly, nor what for."""

    def __init__(self, settings: QSettings) -> None:
        self._settings = settings

    @property
    def recipient(self) -> Recipient:
        """The class of recipients that was chosen last; the claim file at first."""
        return recipient_of(str(self._settings.value(_RECIPIENT, "") or ""))

    def keep_recipient(self, recipient: Recipient) -> None:
        """Remember a class of recipients."""
        self._settings.setValue(_RECIPIENT, recipient.name)

    @property
    def folder(self) -> Path:
        """The folder that papers went to last; the person's own folder when that is no longer there."""
        words = str(self._settings.value(_FOLDER, "") or "")
        kept = Path(words)
        return kept if words and kept.is_dir() else Path.home()

    def keep_folder(self, folder: Path) -> None:
        """Remember a folder."""
        self._settings.setValue(_FOLDER, str(folder))
