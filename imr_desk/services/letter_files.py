"""Letters on disk: finding them in folders and taking their bytes without being fooled by what lies there."""

import errno
import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from imr_desk.model.errors import LetterError, LetterErrorKind

LARGEST_LETTER = 64 * 1024 * 1024
"""Bytes; a letter of a few pages is below 1 MB, a long scan below 20 MB."""


def letters_in(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the files among the paths and, for folders, all files below them in the order of their names.

    Hidden files and folders below a folder are no letters (``.DS_Store``, lock files of other programs) and are
    left out; whatever else lies there is yielded, so that each gets its word, and so is a folder that may not be
    looked into. Links to folders are not followed.
    """
    for path in paths:
        if is_folder(path):
            closed: list[OSError] = []
            for folder, below, names in os.walk(path, onerror=closed.append, followlinks=False):
                below[:] = sorted(name for name in below if not name.startswith("."))
                yield from (Path(folder) / name for name in sorted(names) if not name.startswith("."))
            yield from (Path(error.filename) for error in closed)
        else:
            yield path


def is_folder(path: Path) -> bool:
    """Tell whether a path is a folder; what may not be looked at is none."""
    try:
        return path.is_dir()
    except OSError:
        return False


def read_letter(path: Path) -> bytes:
    """Return the bytes of a letter.

    Only regular files are read, and never by way of a link, a pipe or a device: a watched folder is filled by
    others (design: reliability, threat 17).

    Raises:
        LetterError: it is gone, may not be read, is no file or is too large.
    """
    flags = os.O_RDONLY | sum(getattr(os, name, 0) for name in ("O_NONBLOCK", "O_NOFOLLOW", "O_BINARY", "O_CLOEXEC"))
    try:
        descriptor = os.open(path, flags)
    except OSError as error:
        raise _unreadable(error) from error
    try:
        found = os.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode):
            raise _unreadable(OSError(errno.EISDIR, "")) if stat.S_ISDIR(found.st_mode) else _no_file()
        if found.st_size > LARGEST_LETTER:
            raise _too_large(found.st_size)
        with os.fdopen(descriptor, "rb", closefd=False) as file:
            content = file.read(LARGEST_LETTER + 1)
    except OSError as error:
        raise _unreadable(error) from error
    finally:
        os.close(descriptor)
    if len(content) > LARGEST_LETTER:
        raise _too_large(len(content))
    return content


def _no_file() -> LetterError:
    return LetterError(
        LetterErrorKind.NOT_A_FILE, "This is not a file that can hold a letter. Choose the letter's own file."
    )


def _too_large(size: int) -> LetterError:
    return LetterError(
        LetterErrorKind.TOO_LARGE,
        f"This file has {size / 1024 / 1024:,.0f} MB; letters of up to 64 MB can be opened. "
        "Save the determination letter alone, without its attachments, and try again.",
    )


def _unreadable(error: OSError) -> LetterError:
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return LetterError(
            LetterErrorKind.GONE, "The file is no longer there. It may have been moved or renamed; look for it again."
        )
    if error.errno in (errno.EACCES, errno.EPERM):
        return LetterError(
            LetterErrorKind.FORBIDDEN,
            "You may not read this file. Ask its owner for access, or copy it to a folder of your own.",
        )
    if error.errno == errno.EISDIR:
        return LetterError(LetterErrorKind.NOT_A_FILE, "This is a folder. Use Import folder to bring its letters in.")
    if error.errno == errno.ELOOP:
        return LetterError(LetterErrorKind.NOT_A_FILE, "This is a link to another file. Choose that file itself.")
    return LetterError(
        LetterErrorKind.FORBIDDEN,
        "The file could not be read from its drive. Check the drive or network and try again.",
    )
