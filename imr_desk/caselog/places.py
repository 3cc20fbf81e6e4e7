"""Where a log lies and what lies beside it, and which places cannot be trusted with one.

SQLite's locks and its order of writing hold on a disk of this computer. On a network share they may not
(useovernet.html), and a program that copies changed files to a cloud copies a log in the middle of a change.
"""

import os
import re
from collections.abc import Mapping
from pathlib import Path, PurePosixPath, PureWindowsPath

_NETWORK = frozenset(
    (
        *("9p", "afs", "afpfs", "ceph", "cifs", "coda", "davfs", "gfs", "gfs2", "glusterfs", "lustre", "ncpfs"),
        *("nfs", "nfs4", "ocfs2", "prl_fs", "smb2", "smb3", "smbfs", "vboxsf", "vmhgfs", "webdav"),
        *("fuse.davfs", "fuse.gcsfuse", "fuse.glusterfs", "fuse.google-drive-ocamlfuse", "fuse.rclone"),
        *("fuse.s3fs", "fuse.sshfs", "fuse.vmhgfs-fuse"),
    )
)
"""Types of file systems that reach over a network, as Linux and macOS name them, or share a folder with a host."""

_SYNCED = (
    (re.compile(r"onedrive( -.*)?", re.IGNORECASE), "OneDrive"),
    (re.compile(r"dropbox( \(.*\))?", re.IGNORECASE), "Dropbox"),
    (re.compile(r"google ?drive|googledrive-.*|my drive", re.IGNORECASE), "Google Drive"),
    (re.compile(r"mobile documents|icloud ?drive|com~apple~clouddocs", re.IGNORECASE), "iCloud Drive"),
    (re.compile(r"box( sync)?|box-box", re.IGNORECASE), "Box"),
    (re.compile(r"nextcloud|owncloud|sync(thing)?|pclouddrive|megasync|seafile", re.IGNORECASE), "a sync program"),
)
_SYNC_VARIABLES = {"OneDrive": "OneDrive", "OneDriveCommercial": "OneDrive", "OneDriveConsumer": "OneDrive"}


def backup_folder(log: Path) -> Path:
    """Return where the dated copies of a log are: the folder ``backups`` beside it."""
    return log.with_name("backups")


def key_file_of(log: Path) -> Path:
    """Return where the sealed key of an encrypted log or copy is."""
    return log.with_name(f"{log.name}.key.json")


def wal_of(log: Path) -> Path:
    """Return where SQLite keeps the newest changes of a log that is open or was not closed."""
    return log.with_name(f"{log.name}-wal")


def warning_about(log: Path, mounts: str | None = None, environment: Mapping[str, str] = os.environ) -> str:
    """Return a sentence when the log lies where it may come to harm; empty when no reason is seen.

    Args:
        log: the file.
        mounts: text of ``/proc/mounts``; ``None`` to look.
        environment: variables of the process; those of OneDrive name its folders.
    """
    place = log.parent.resolve() if log.parent.exists() else log.parent.absolute()
    kind = network_of(str(place), _mounts() if mounts is None else mounts)
    if kind:
        return (
            f"The case log {log.name} lies on {kind}. There two people may write it at once without noticing, and "
            "a cut connection may damage it. Keep it on a disk of this computer and its backups on the network."
        )
    program = synced_by(str(place), environment)
    if program:
        return (
            f"The case log {log.name} lies in a folder that {program} copies to other computers. A copy made in the "
            "middle of a change is damaged, and health data leaves this computer. Keep the log in another folder."
        )
    return ""


def network_of(folder: str, mounts: str) -> str:
    """Return what kind of network place a folder is on; empty for a disk of this computer or one unknown."""
    if folder.startswith(("\\\\", "//")) and not folder.startswith(("\\\\?\\", "\\\\.\\")):
        return "a network share"
    if folder.upper().startswith("\\\\?\\UNC\\"):
        return "a network share"
    best, found = "", ""
    for line in mounts.splitlines():
        fields = line.split()
        if len(fields) < 3:
            continue
        # The kernel writes blanks in names as \040.
        point = re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), fields[1])
        inside = folder == point or folder.startswith(point.rstrip("/") + "/")
        if inside and len(point) >= len(best):
            best, found = point, fields[2]
    return f"a network share or shared folder ({found})" if found in _NETWORK else ""


def synced_by(folder: str, environment: Mapping[str, str]) -> str:
    """Return the program that copies a folder to other computers, as far as its name tells; else empty."""
    windows = "\\" in folder
    path = PureWindowsPath(folder) if windows else PurePosixPath(folder)
    for variable, program in _SYNC_VARIABLES.items():
        root = environment.get(variable)
        if root and path.is_relative_to(PureWindowsPath(root) if windows else PurePosixPath(root)):
            return program
    for part in path.parts:
        for pattern, program in _SYNCED:
            if pattern.fullmatch(part):
                return program
    return ""


def _mounts() -> str:
    try:
        return Path("/proc/mounts").read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:  # not Linux
        return ""
