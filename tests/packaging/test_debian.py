import os
from pathlib import Path

import pytest
from setup_steps import debian
from setup_steps.debian import (
    QT,
    SCREEN_READER,
    TEXT_RECOGNITION,
    VIRTUAL_SCREEN,
    WINDOWS,
    groups_for,
    installed_packages,
    missing,
)
from setup_steps.messages import SetupStoppedError

pytestmark = pytest.mark.skipif(os.name != "posix", reason="Debian's tools are stood in for by shell scripts")


class Machine:
    """A Debian machine of which only the tools are known: scripts on PATH that answer and write down their words."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.log = folder / "log"
        self.installed()

    def installed(self, *packages: str) -> None:
        listing = "".join(f"ii \\t{package}\\t\\n" for package in packages)
        self._tool("dpkg-query", f"printf '{listing}'")

    def apt_get(self, script: str) -> None:
        self._tool("apt-get", f'echo "$@" >> {self.folder}/asked\n{script}')

    def sudo(self, script: str) -> None:
        self._tool("sudo", script)

    def asked(self) -> list[list[str]]:
        """The words given to apt-get, its settings left out."""
        asked = self.folder / "asked"
        lines = asked.read_text(encoding="utf-8").splitlines() if asked.exists() else []
        return [[w for w in line.split() if w not in ("-y", "-o") and "::" not in w] for line in lines]

    def _tool(self, name: str, script: str) -> None:
        path = self.folder / name
        path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        path.chmod(0o755)


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    machine = Machine(tmp_path)
    machine.apt_get("exit 0")
    machine.sudo("exit 1")
    monkeypatch.setenv("PATH", os.pathsep.join([str(tmp_path), "/usr/bin", "/bin"]))
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    return machine


def test_the_listing_of_dpkg_is_read_with_what_packages_provide() -> None:
    listing = (
        "ii \tlibgl1\tlibgl1-mesa-glx (= 1.6)\n"
        "ii \tlibglib2.0-0t64\tlibglib2.0-0 (= 2.84), gsettings-backend:amd64\n"
        "hi \txvfb\txserver, virtual-x\n"
        "rc \txauth\t\n"
        "un \tpoppler-utils\t\n"
    )

    installed = installed_packages(listing)

    assert installed >= {"libgl1", "libgl1-mesa-glx", "libglib2.0-0t64", "libglib2.0-0", "gsettings-backend", "xvfb"}
    assert not installed & {"xauth", "poppler-utils"}


def test_only_what_is_missing_is_named_and_a_group_that_has_all_is_left_out() -> None:
    short = missing((QT, VIRTUAL_SCREEN), frozenset({*QT.packages, "xvfb"}))

    assert short == (VIRTUAL_SCREEN._replace(packages=("xauth", "openbox")),)


def test_a_display_makes_the_libraries_for_windows_a_must_for_the_program_alone() -> None:
    def must(group: debian.Group, kind: str, display: bool) -> bool:
        found = [each for each in groups_for(kind, display=display) if each.packages == group.packages]  # type: ignore[arg-type]
        return found[0].required

    assert must(WINDOWS, "run", display=True)
    assert not must(WINDOWS, "run", display=False)
    assert not must(WINDOWS, "dev", display=True)
    assert must(QT, "run", display=False)


def test_the_tests_ask_for_all_that_the_program_asks_for() -> None:
    run, dev = (debian.package_names(groups_for(kind, display=True)) for kind in ("run", "dev"))

    assert set(run) < set(dev)
    apart = set(dev) - set(run)
    assert {"xvfb", "xauth", "openbox", "poppler-utils", *SCREEN_READER.packages} == apart


def test_nothing_is_said_or_done_when_nothing_is_missing(
    machine: Machine, capsys: pytest.CaptureFixture[str]
) -> None:
    machine.installed(*QT.packages)

    debian.provide((QT,), machine.log)

    assert machine.asked() == []
    assert capsys.readouterr().err == ""


def test_root_installs_what_is_missing_and_says_why(machine: Machine, capsys: pytest.CaptureFixture[str]) -> None:
    machine.installed(*QT.packages[1:])

    debian.provide((QT, VIRTUAL_SCREEN), machine.log)

    wanted = [QT.packages[0], "xvfb", "xauth", "openbox"]
    assert machine.asked() == [["update"], ["--no-install-recommends", "install", *wanted]]
    said = capsys.readouterr().err
    assert f"{QT.packages[0]} (for Qt); xvfb xauth openbox (for the tests' virtual screen)" in said


def test_a_person_without_a_password_free_sudo_is_told_the_command(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)

    debian.provide((TEXT_RECOGNITION,), machine.log)

    assert machine.asked() == []
    assert "sudo apt-get install --no-install-recommends tesseract-ocr-eng\n" in capsys.readouterr().err


def test_a_password_free_sudo_is_used_without_a_question(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    machine.sudo('[ "$1" = -n ] || exit 1\nshift\nexec "$@"')

    debian.provide((TEXT_RECOGNITION,), machine.log)

    assert machine.asked() == [["update"], ["--no-install-recommends", "install", "tesseract-ocr-eng"]]


def test_an_optional_package_that_is_not_to_be_had_stops_nothing(
    machine: Machine, capsys: pytest.CaptureFixture[str]
) -> None:
    machine.apt_get('case "$*" in *tesseract*) echo "E: Unable to locate package tesseract-ocr-eng"; exit 100;; esac')

    debian.provide((QT, TEXT_RECOGNITION), machine.log)

    assert machine.asked()[-1] == ["--no-install-recommends", "install", *QT.packages]
    assert "Going on without them." in capsys.readouterr().err
    assert "Unable to locate" in machine.log.read_text(encoding="utf-8")


def test_a_required_package_that_is_not_to_be_had_stops_with_a_sentence(machine: Machine) -> None:
    machine.apt_get('[ "$5" = install ] || exit 0; echo "E: Failed to fetch libegl1"; exit 100')

    with pytest.raises(SetupStoppedError, match="connect to the network"):
        debian.provide((QT, TEXT_RECOGNITION), machine.log)


@pytest.mark.parametrize(
    ("output", "sentence"),
    [
        ("E: You don't have enough free space in /var/cache/apt/archives/.", "disk is full"),
        ("E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 7", "wait until it has ended"),
        ("W: Failed to fetch x  Temporary failure resolving 'y'", "connect to the network"),
        ("E: Package 'xvfb' has no installation candidate", "package sources"),
        ("E: dpkg was interrupted, you must run dpkg --configure -a", "(dpkg was interrupted"),
        ("", "apt-get failed;"),
    ],
)
def test_a_failure_of_apt_becomes_a_sentence_with_the_command(output: str, sentence: str) -> None:
    told = debian.apt_failure(output, (VIRTUAL_SCREEN,))

    assert sentence in told
    assert told.endswith("sudo apt-get install --no-install-recommends xvfb xauth openbox.")
