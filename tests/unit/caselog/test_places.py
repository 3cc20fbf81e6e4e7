"""Places that cannot be trusted with a log are told before harm is done."""

from pathlib import Path

import pytest

from imr_desk.caselog.places import backup_folder, key_file_of, network_of, synced_by, wal_of, warning_about

MOUNTS = r"""
/dev/sda1 / ext4 rw,relatime 0 0
proc /proc proc rw 0 0
server:/export /home nfs4 rw,vers=4.2 0 0
/dev/sda2 /home/local ext4 rw 0 0
//files/desk /mnt/desk\040files cifs rw 0 0
me@host:/x /home/local/far fuse.sshfs rw 0 0
broken line
"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/var/lib/desk", ""),
        ("/home/ann/desk", "nfs4"),
        ("/home", "nfs4"),
        ("/homely", ""),
        ("/home/local/ann", ""),
        ("/home/local/far/desk", "fuse.sshfs"),
        ("/mnt/desk files/x", "cifs"),
        (r"\\server\share\desk", "a network share"),
        ("//server/share", "a network share"),
        (r"\\?\UNC\server\share", "a network share"),
        (r"\\?\C:\desk", ""),
        (r"C:\desk", ""),
    ],
)
def test_a_network_is_known_by_where_the_folder_is_mounted(folder: str, kind: str) -> None:
    said = network_of(folder, MOUNTS)
    assert kind in said
    assert bool(said) == bool(kind)


@pytest.mark.parametrize(
    ("folder", "program"),
    [
        ("/home/ann/Dropbox/desk", "Dropbox"),
        ("/home/ann/Dropbox (Work)/desk", "Dropbox"),
        (r"C:\Users\ann\OneDrive - County of Kern\desk", "OneDrive"),
        (r"D:\Work\desk", "OneDrive"),
        ("/Users/ann/Library/Mobile Documents/com~apple~CloudDocs/desk", "iCloud Drive"),
        ("/Users/ann/Library/CloudStorage/GoogleDrive-ann@example.org/My Drive", "Google Drive"),
        (r"G:\My Drive\desk", "Google Drive"),
        ("/home/ann/Nextcloud", "a sync program"),
        ("/home/ann/dropboxes/desk", ""),
        ("/home/ann/boxes/cases", ""),
        (r"C:\Users\ann\Documents", ""),
    ],
)
def test_a_sync_folder_is_known_by_its_name_or_its_programs_word(folder: str, program: str) -> None:
    assert synced_by(folder, {"OneDriveCommercial": r"D:\Work"}) == program


def test_each_has_its_sentence(tmp_path: Path) -> None:
    log = tmp_path / "cases.db"
    assert warning_about(log, "", {}) == ""
    on_share = warning_about(log, f"server:/x {tmp_path} nfs rw 0 0\n", {})
    assert "cases.db lies on a network share or shared folder (nfs)" in on_share
    assert "Keep it on a disk of this computer" in on_share
    synced = warning_about(tmp_path / "Dropbox" / "desk" / "cases.db", "", {})
    assert "that Dropbox copies to other computers" in synced


def test_a_link_into_a_sync_folder_is_looked_through(tmp_path: Path) -> None:
    (tmp_path / "Dropbox").mkdir()
    try:
        (tmp_path / "desk").symlink_to(tmp_path / "Dropbox", target_is_directory=True)
    except OSError:
        pytest.skip("this account may not make symbolic links")
    assert "Dropbox" in warning_about(tmp_path / "desk" / "cases.db", "", {})


def test_what_lies_beside_a_log() -> None:
    log = Path("desk") / "cases.db"
    beside = (backup_folder(log), key_file_of(log), wal_of(log))
    assert [path.name for path in beside] == ["backups", "cases.db.key.json", "cases.db-wal"]
