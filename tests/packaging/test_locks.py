import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "packaging"
LOCKS = ("requirements.txt", "requirements-dev.txt")


def text_of(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


def pins(name: str) -> list[tuple[Requirement, list[str]]]:
    """Each locked package with its hashes."""
    joined = text_of(name).replace("\\\n", " ")
    lines = [line for line in joined.splitlines() if line.strip() and not line.startswith("#")]
    return [(Requirement(line.split("--hash")[0].strip()), re.findall(r"--hash=(\S+)", line)) for line in lines]


def versions(name: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for requirement, _ in pins(name):
        found.setdefault(canonicalize_name(requirement.name), set()).add(str(requirement.specifier))
    return found


def wanted(name: str) -> list[Requirement]:
    lines = [line for line in text_of(name).splitlines() if line and not line.startswith(("#", "-"))]
    return [Requirement(line) for line in lines]


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_is_pinned_and_every_line_has_hashes(lock: str) -> None:
    assert pins(lock)
    for requirement, hashes in pins(lock):
        assert re.fullmatch(r"==[^,*]+", str(requirement.specifier)), requirement
        assert hashes
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", each) for each in hashes), requirement


@pytest.mark.parametrize("name", [*LOCKS, "requirements.in", "requirements-dev.in"])
def test_no_line_names_where_packages_come_from(name: str) -> None:
    assert not re.search(
        r"://|--(extra-)?index|--find-links|--trusted|^-[if] | @ |\.(org|com|net|io)\b", text_of(name)
    )


@pytest.mark.parametrize("lock", LOCKS)
def test_the_lock_holds_what_is_asked_for_in_its_range(lock: str) -> None:
    found = versions(lock)
    for requirement in wanted("requirements.in") + (wanted("requirements-dev.in") if "dev" in lock else []):
        for version in found[canonicalize_name(requirement.name)]:
            assert requirement.specifier.contains(version.removeprefix("==")), requirement


def test_the_packages_of_the_tests_come_on_top_of_the_same_versions() -> None:
    run, dev = versions("requirements.txt"), versions("requirements-dev.txt")

    assert {name: dev.get(name) for name in run} == run
    assert set(run) < set(dev)


def test_the_project_file_asks_for_the_same_as_the_lock() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    builders = {
        requirement for requirement in wanted("requirements.in") if requirement.name in ("hatchling", "editables")
    }

    assert set(map(Requirement, project["project"]["dependencies"])) == set(wanted("requirements.in")) - builders
    assert {Requirement(each).name for each in project["build-system"]["requires"]} == {"hatchling"}


@pytest.mark.parametrize("lock", LOCKS)
def test_nothing_brings_the_large_build_of_mupdf(lock: str) -> None:
    assert not {"onnxruntime", "pymupdf", "pymupdf-layout"} & set(versions(lock))


def test_a_run_time_set_up_stays_slim() -> None:
    assert not {"pyside6", "pyside6-addons", "pytest"} & set(versions("requirements.txt"))
