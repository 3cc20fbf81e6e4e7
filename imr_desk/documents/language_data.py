"""Where the data lie that text recognition needs for English. They come with Tesseract, not with this program."""

import os
import sys
from pathlib import Path

_FILE = "eng.traineddata"
_USUAL = (
    "/usr/share/tesseract-ocr/*/tessdata",  # Debian, Ubuntu
    "/usr/share/tesseract-ocr/tessdata",
    "/usr/share/tessdata",  # Fedora, Arch
    "/usr/share/tesseract/tessdata",
    "/usr/local/share/tessdata",
    "/opt/homebrew/share/tessdata",
    "/opt/local/share/tessdata",
)


def language_data() -> Path | None:
    """Return the folder with the English data, or ``None`` where they are not installed.

    ``TESSDATA_PREFIX`` goes first, as with Tesseract itself; then the folders in which the systems put them.
    """
    for folder in _folders():
        if (folder / _FILE).is_file():
            return folder
    return None


def _folders() -> list[Path]:
    folders: list[Path] = []
    if prefix := os.environ.get("TESSDATA_PREFIX"):
        folders += [Path(prefix), Path(prefix, "tessdata")]
    if sys.platform == "win32":
        programs = [os.environ.get(name) for name in ("ProgramFiles", "LOCALAPPDATA")]
        folders += [Path(program, "Tesseract-OCR", "tessdata") for program in programs if program]
    else:
        for pattern in _USUAL:
            folders += sorted(Path("/").glob(pattern[1:]), reverse=True)
    return folders
