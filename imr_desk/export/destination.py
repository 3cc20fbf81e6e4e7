"""Where papers go: written beside the place and then moved into it, so that nobody ever finds half a file."""

import contextlib
import errno
import os
import stat
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from imr_desk.model.errors import ExportError

_OLDER: Final = "An older file of that name is as it was."

_SENTENCES: Final[Mapping[int, str]] = {
    errno.ENOSPC: f"The disk is full, so nothing was written. Make room or choose another folder. {_OLDER}",
    errno.EDQUOT: f"Your share of the disk is used up, so nothing was written. Make room or choose another folder. "
    f"{_OLDER}",
    errno.EFBIG: f"The disk does not take a file of this size; nothing was written. Choose another folder. {_OLDER}",
    errno.EROFS: f"The folder is on a disk that cannot be written to. Choose another folder. {_OLDER}",
    errno.ENOENT: "The folder is no longer there. Choose another folder.",
    errno.ENOTDIR: "The folder is no longer there. Choose another folder.",
    errno.ENAMETOOLONG: "The file name is too long for this disk. Choose a shorter one.",
    errno.EINVAL: "This disk does not allow that file name. Choose another one.",
    errno.EIO: f"The disk reported a fault while writing. Choose another disk and have this one looked at. {_OLDER}",
    errno.EBUSY: f"The file is open in another program. Close it there and export again. {_OLDER}",
    errno.ETXTBSY: f"The file is open in another program. Close it there and export again. {_OLDER}",
}
_FORBIDDEN: Final = (errno.EACCES, errno.EPERM)
_NO_FOLDER_SYNC: Final = (errno.EINVAL, errno.ENOTSUP, errno.EBADF, errno.EACCES, errno.EPERM)
"""Some file systems cannot flush a folder; the file itself has been flushed all the same."""


class FileDestination:
    """Writes files whole or not at all."""

    def write(self, path: Path, content: bytes) -> None:
        """Write the file; once this returns, it survives a power cut.

        A new file can be read by its owner alone, since papers are health data; a file that is replaced keeps its
        permissions. A link is followed, and the file that it points to is replaced.

        Raises:
            ExportError: it could not be written; an older file stands as it was.
        """
        target = Path(os.path.realpath(path))
        mode = _mode_of(target)
        try:
            handle, name = tempfile.mkstemp(prefix=".imr-desk-", suffix=".part", dir=target.parent)
        except OSError as error:
            raise _refused(error, "This folder does not let you write. Choose another folder.") from error
        beside = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                if mode is not None:
                    beside.chmod(mode)
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            _move(beside, target)
        except OSError as error:
            raise _refused(error, f"The file could not be written. Choose another folder. {_OLDER}") from error
        finally:
            with contextlib.suppress(FileNotFoundError):
                beside.unlink()
        _flush_folder(target.parent)


def _mode_of(target: Path) -> int | None:
    """Return the permissions of the file that is to be replaced; ``None`` for a new one.

    Raises:
        ExportError: what stands there may not be replaced.
    """
    try:
        found = target.stat()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise _refused(error, "This folder does not let you write. Choose another folder.") from error
    if stat.S_ISDIR(found.st_mode):
        raise ExportError("There is a folder of that name. Choose another file name.")
    if not stat.S_ISREG(found.st_mode):
        raise ExportError("What stands there under that name is not an ordinary file. Choose another file name.")
    if not found.st_mode & 0o222:
        raise ExportError("The file there is write-protected. Choose another name, or lift the protection first.")
    return stat.S_IMODE(found.st_mode)


def _move(beside: Path, target: Path) -> None:
    """Put the finished file in its place.

    Raises:
        ExportError: another program holds the older file, which only Windows lets it do.
        OSError: anything else.
    """
    try:
        beside.replace(target)
    except PermissionError as error:
        raise ExportError(
            f"The file is open in another program, or may not be replaced. Close it there and export again. {_OLDER}"
        ) from error


def _flush_folder(folder: Path) -> None:
    """Make the new name durable, where the system can.

    Raises:
        ExportError: the disk reported a fault; the file is in its place but may be lost in a power cut.
    """
    if os.name == "nt":  # Windows has no handle on a folder to flush
        return
    try:
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        if error.errno not in _NO_FOLDER_SYNC:
            raise ExportError(
                "The file was written, but the disk reported a fault. Export it again to another disk."
            ) from error


def _refused(error: OSError, otherwise: str) -> ExportError:
    if error.errno in _FORBIDDEN:
        return ExportError("This folder does not let you write. Choose another folder.")
    return ExportError(_SENTENCES.get(error.errno or 0, otherwise))
