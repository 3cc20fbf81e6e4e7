"""What a worker cannot do, however it tries, and what it says of itself."""

import os
import platform
import sys
from pathlib import Path

import msgspec
import pytest

from imr_desk.documents import landlock, limits, seccomp
from imr_desk.documents.limits import Limits
from imr_desk.documents.sandbox import closed
from imr_desk.documents.sandbox_report import Layer, SandboxReport
from imr_desk.documents.system_calls import FORBIDDEN, NO_SUCH_CALL


def needs(worker, layer: str) -> None:
    if not worker.report().active(layer):
        pytest.skip(f"this system has no layer '{layer}': {platform.platform()}")


def tried(worker, what: str, argument: bytes = b"") -> str:
    return bytes(worker.request("attempt", msgspec.msgpack.encode((what, argument)))).decode()


def test_on_linux_every_layer_is_there(probe):
    if sys.platform != "linux" or platform.machine() not in {"x86_64", "aarch64"}:
        pytest.skip("only Linux on x86-64 and ARM has all the layers")
    report = probe.report()
    missing = [layer.sentence for layer in report.layers if not layer.active]
    kernel = tuple(int(part) for part in platform.release().split(".")[:2])
    if missing and (kernel < (5, 13) or not report.active("files")):
        pytest.skip(f"this kernel lacks a layer: {missing}")  # Landlock can be left out of a kernel of any age
    assert report.whole, missing


@pytest.mark.parametrize(
    "what",
    ["start a program", "fork", "become another program", "open a network socket", "open a local socket", "trace"],
)
def test_calls_out_of_the_process_are_refused(probe, what):
    needs(probe, "calls")
    assert tried(probe, what).startswith("refused")


def test_other_processes_cannot_be_signalled(probe):
    needs(probe, "calls")
    assert tried(probe, "signal a process", str(os.getpid()).encode()).startswith("refused")


@pytest.mark.parametrize("place", ["/etc/hostname", "/etc/passwd", "/proc/self/environ", "/dev/null"])
def test_files_are_out_of_reach(probe, place):
    needs(probe, "files")
    assert tried(probe, "read a file", place.encode()).startswith("refused")


def test_folders_of_the_person_are_out_of_reach(probe, tmp_path):
    needs(probe, "files")
    (tmp_path / "letter.pdf").write_bytes(b"x")
    assert tried(probe, "read a file", os.fsencode(tmp_path / "letter.pdf")).startswith("refused")
    assert tried(probe, "list a folder", os.fsencode(tmp_path)).startswith("refused")
    assert tried(probe, "list a folder", os.fsencode(Path.home())).startswith("refused")


def test_nothing_can_be_written_or_removed(probe, tmp_path):
    needs(probe, "writing")
    there = tmp_path / "there"
    there.write_bytes(b"x")
    assert tried(probe, "write a file", os.fsencode(tmp_path / "new")).startswith("refused")
    assert tried(probe, "write a file", os.fsencode(there)).startswith("refused")
    assert tried(probe, "remove a file", os.fsencode(there)).startswith("refused")
    assert there.read_bytes() == b"x"
    own = Path(limits.__file__).with_name("new.py")
    assert tried(probe, "write a file", os.fsencode(own)).startswith("refused")
    assert not own.exists()


def test_the_environment_of_the_program_stays_with_the_program(probe, monkeypatch):
    monkeypatch.setenv("IMR_DESK_SECRET", "x")
    probe.recycle()
    names = msgspec.json.decode(probe.request("environment", b""), type=list[str])
    assert "IMR_DESK_SECRET" not in names
    assert "HOME" not in names


def test_a_system_without_the_layers_says_so(monkeypatch):
    monkeypatch.setattr(landlock, "restricted", lambda readable: False)
    monkeypatch.setattr(seccomp, "restricted", lambda: False)
    monkeypatch.setattr(limits, "limited", lambda limit: (Layer("memory", False, "No memory limit."),))
    report = closed(Limits())
    assert not report.whole
    assert not any(layer.active for layer in report.layers)
    assert "could read other files" in report.layers[1].sentence
    assert "could use the network" in report.layers[2].sentence
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(report), type=SandboxReport) == report


def test_an_unknown_processor_has_no_filter(monkeypatch):
    monkeypatch.setattr(platform, "machine", lambda: "riscv64")
    assert not seccomp.restricted()


def test_the_numbers_of_system_calls_are_the_kernels_own():
    header = Path("/usr/include/x86_64-linux-gnu/asm/unistd_64.h")
    if not header.exists():
        pytest.skip("the kernel's headers are not installed here")
    lines = [line.split() for line in header.read_text().splitlines() if line.startswith("#define __NR_")]
    numbers = {parts[1].removeprefix("__NR_"): int(parts[2]) for parts in lines if len(parts) == 3}
    known = {name: number for name, number, _ in FORBIDDEN if name in numbers}
    assert len(known) > 100
    assert known == {name: numbers[name] for name in known}
    assert {name for name, _, _ in FORBIDDEN} >= NO_SUCH_CALL
