"""Writing a file whole or not at all: faults of real disks where they can be made, of the system where not."""

import errno
import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from imr_desk.export.destination import FileDestination
from imr_desk.model.errors import ExportError

ROOT = Path(__file__).parents[3]
POSIX = pytest.mark.skipif(os.name != "posix", reason="permissions and limits of POSIX")


def write(path: Path, content: bytes = b"new") -> None:
    FileDestination().write(path, content)


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def refused(path: Path, content: bytes = b"new") -> str:
    with pytest.raises(ExportError) as caught:
        write(path, content)
    return caught.value.sentence


# ---- what it does --------------------------------------------------------------------------------------------------


def test_a_new_file_is_there_whole_and_nothing_else_is(tmp_path):
    write(tmp_path / "paper.pdf", b"x" * 300_000)
    assert (tmp_path / "paper.pdf").read_bytes() == b"x" * 300_000
    assert names_in(tmp_path) == ["paper.pdf"]


def test_an_older_file_is_replaced(tmp_path):
    (tmp_path / "paper.pdf").write_bytes(b"old and longer")
    write(tmp_path / "paper.pdf")
    assert (tmp_path / "paper.pdf").read_bytes() == b"new"


@POSIX
def test_a_new_paper_is_the_owners_alone_and_an_old_one_keeps_its_permissions(tmp_path):
    write(tmp_path / "new.pdf")
    assert stat.S_IMODE((tmp_path / "new.pdf").stat().st_mode) == 0o600
    (tmp_path / "old.pdf").write_bytes(b"old")
    (tmp_path / "old.pdf").chmod(0o640)
    write(tmp_path / "old.pdf")
    assert stat.S_IMODE((tmp_path / "old.pdf").stat().st_mode) == 0o640


@POSIX
def test_a_link_is_followed_and_stays_a_link(tmp_path):
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "paper.pdf").write_bytes(b"old")
    (tmp_path / "link.pdf").symlink_to(tmp_path / "there" / "paper.pdf")
    write(tmp_path / "link.pdf")
    assert (tmp_path / "link.pdf").is_symlink()
    assert (tmp_path / "there" / "paper.pdf").read_bytes() == b"new"


def test_an_empty_file_can_be_written(tmp_path):
    write(tmp_path / "empty.csv", b"")
    assert (tmp_path / "empty.csv").read_bytes() == b""


# ---- what it refuses -----------------------------------------------------------------------------------------------


def test_a_folder_that_is_gone(tmp_path):
    assert refused(tmp_path / "gone" / "paper.pdf") == "The folder is no longer there. Choose another folder."


def test_a_file_where_a_folder_should_be(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    assert refused(tmp_path / "file" / "paper.pdf") == "The folder is no longer there. Choose another folder."


def test_a_folder_of_that_name(tmp_path):
    (tmp_path / "paper.pdf").mkdir()
    assert "There is a folder of that name" in refused(tmp_path / "paper.pdf")
    assert (tmp_path / "paper.pdf").is_dir()


@POSIX
def test_something_that_is_no_ordinary_file(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    assert "not an ordinary file" in refused(tmp_path / "pipe")


def test_a_write_protected_file(tmp_path):
    (tmp_path / "paper.pdf").write_bytes(b"old")
    (tmp_path / "paper.pdf").chmod(0o444)
    assert "write-protected" in refused(tmp_path / "paper.pdf")
    assert (tmp_path / "paper.pdf").read_bytes() == b"old"
    (tmp_path / "paper.pdf").chmod(0o644)


@POSIX
def test_a_name_that_is_too_long(tmp_path):
    assert "too long" in refused(tmp_path / ("n" * 300 + ".pdf"))


@POSIX
def test_a_folder_that_may_not_be_written_to():
    """Root may write everywhere, so root's part is played by a person who may not."""
    folder = Path(tempfile.mkdtemp())
    try:
        folder.chmod(0o555)
        result = alone(f"write(Path({str(folder)!r}) / 'paper.pdf')", nobody=os.getuid() == 0)
        assert result == "This folder does not let you write. Choose another folder."
        assert names_in(folder) == []
    finally:
        folder.chmod(0o755)
        shutil.rmtree(folder)


def alone(code: str, *, nobody: bool = False, limit: int | None = None) -> str:
    """Run code in a process of its own and return the sentence that it was refused with."""
    script = "\n".join(
        [
            "import os, resource, sys",
            "from pathlib import Path",
            "from imr_desk.export.destination import FileDestination",
            "from imr_desk.model.errors import ExportError",
            "def write(path, content=b'new'): FileDestination().write(path, content)",
            f"resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))" if limit is not None else "",
            "os.setegid(65534); os.seteuid(65534)" if nobody else "",
            "try:",
            f"    {code}",
            "except ExportError as error:",
            "    print(error.sentence)",
        ]
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT)
    return run.stdout.strip()


@POSIX
def test_a_file_that_the_disk_does_not_take(tmp_path):
    (tmp_path / "paper.pdf").write_bytes(b"old")
    result = alone(f"write(Path({str(tmp_path)!r}) / 'paper.pdf', b'x' * 100_000)", limit=4096)
    assert result.startswith("The disk does not take a file of this size; nothing was written.")
    assert (tmp_path / "paper.pdf").read_bytes() == b"old"
    assert names_in(tmp_path) == ["paper.pdf"]


def on_a_disk(options: str, prepare: str, code: str, tmp_path: Path) -> list[str]:
    """Mount a small disk of memory, run code on it, and return what it printed."""
    if shutil.which("unshare") is None:
        pytest.skip("unshare is not on this machine, so no small disk can be mounted")
    script = tmp_path / "on_disk.py"
    script.write_text(
        "import os, sys\nfrom pathlib import Path\n"
        "from imr_desk.export.destination import FileDestination\n"
        "from imr_desk.model.errors import ExportError\n"
        "disk = Path(sys.argv[1])\n"
        "try:\n"
        f"    {code}\n"
        "except ExportError as error:\n"
        "    print(error.sentence)\n"
        "print(sorted(os.listdir(disk)), (disk / 'paper.pdf').read_bytes() == b'old')\n"
    )
    disk = tmp_path / "disk"
    disk.mkdir()
    steps = (
        f"mount -t tmpfs -o {options} none {disk} || exit 77; printf old > {disk}/paper.pdf; {prepare}; "
        f"exec {sys.executable} {script} {disk}"
    )
    run = subprocess.run(
        ["unshare", "-rm", "sh", "-c", steps],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    if run.returncode == 77 or "unshare failed" in run.stderr:
        pytest.skip("this machine does not let a test mount a small disk")
    assert run.returncode == 0, run.stderr
    return run.stdout.splitlines()


def test_a_disk_that_is_full(tmp_path):
    code = "FileDestination().write(disk / 'paper.pdf', b'x' * 1_000_000)"
    assert on_a_disk("size=64k", "true", code, tmp_path) == [
        (
            "The disk is full, so nothing was written. Make room or choose another folder. "
            "An older file of that name is as it was."
        ),
        "['paper.pdf'] True",
    ]


def test_a_disk_that_is_read_only(tmp_path):
    prepare = f"mount -o remount,ro {tmp_path / 'disk'}"
    code = "FileDestination().write(disk / 'paper.pdf', b'new')"
    assert on_a_disk("size=64k", prepare, code, tmp_path) == [
        (
            "The folder is on a disk that cannot be written to. Choose another folder. "
            "An older file of that name is as it was."
        ),
        "['paper.pdf'] True",
    ]


def test_a_full_disk_that_says_so_only_when_flushed(tmp_path, monkeypatch):
    """Network disks and quotas report at fsync what a write took without a word; no disk here can be made to."""
    (tmp_path / "paper.pdf").write_bytes(b"old")

    def full(_handle: int) -> None:
        raise OSError(errno.EDQUOT, "quota")

    monkeypatch.setattr(os, "fsync", full)
    assert "Your share of the disk is used up" in refused(tmp_path / "paper.pdf")
    assert (tmp_path / "paper.pdf").read_bytes() == b"old"
    assert names_in(tmp_path) == ["paper.pdf"]


def test_a_file_that_is_open_in_another_program(tmp_path, monkeypatch):
    """Windows refuses to replace an open file; other systems cannot be made to."""
    (tmp_path / "paper.pdf").write_bytes(b"old")

    def held(_self: Path, _target: Path) -> None:
        raise PermissionError(errno.EACCES, "sharing violation")

    monkeypatch.setattr(Path, "replace", held)
    assert refused(tmp_path / "paper.pdf").startswith("The file is open in another program")
    assert (tmp_path / "paper.pdf").read_bytes() == b"old"
    assert names_in(tmp_path) == ["paper.pdf"]


def test_a_fault_that_nobody_foresaw_still_gets_a_sentence(tmp_path, monkeypatch):
    def strange(_self: Path, _target: Path) -> None:
        raise OSError(errno.ELOOP, "strange")

    monkeypatch.setattr(Path, "replace", strange)
    assert "could not be written" in refused(tmp_path / "paper.pdf")
    assert names_in(tmp_path) == []


@POSIX
def test_a_folder_that_cannot_be_flushed_does_not_undo_a_written_file(tmp_path, monkeypatch):
    real = os.fsync

    def only_files(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(errno.EINVAL, "not on this file system")
        real(handle)

    monkeypatch.setattr(os, "fsync", only_files)
    write(tmp_path / "paper.pdf")
    assert (tmp_path / "paper.pdf").read_bytes() == b"new"


@POSIX
def test_a_disk_fault_behind_a_written_file_is_told(tmp_path, monkeypatch):
    real = os.fsync

    def failing(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(errno.EIO, "fault")
        real(handle)

    monkeypatch.setattr(os, "fsync", failing)
    assert "the disk reported a fault" in refused(tmp_path / "paper.pdf")


@POSIX
def test_a_killed_program_leaves_the_old_file_or_the_new_one_and_never_a_half(tmp_path):
    target = tmp_path / "paper.pdf"
    variants = (b"A" * 3_000_000, b"B" * 2_000_000)
    target.write_bytes(variants[0])
    script = (
        "import sys; from pathlib import Path; from imr_desk.export.destination import FileDestination\n"
        "target = Path(sys.argv[1])\n"
        "while True:\n"
        "    for content in (b'B' * 2_000_000, b'A' * 3_000_000):\n"
        "        FileDestination().write(target, content)\n"
        "        print('written', flush=True)\n"
    )
    for rounds in range(1, 5):
        program = subprocess.Popen(
            [sys.executable, "-c", script, str(target)], stdout=subprocess.PIPE, text=True, cwd=ROOT
        )
        assert program.stdout is not None
        for _ in range(rounds):
            assert program.stdout.readline() == "written\n"
        program.send_signal(signal.SIGKILL)
        program.communicate()
        assert target.read_bytes() in variants


def test_sentences_name_no_path_and_no_content(tmp_path):
    path = tmp_path / "gone" / "Jordan Example.pdf"
    assert "Jordan" not in refused(path, b"secret")
    assert str(tmp_path) not in refused(path, b"secret")
