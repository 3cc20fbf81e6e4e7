import os
from pathlib import Path

import pytest
from setup_steps.checkout import Checkout
from setup_steps.messages import SetupStoppedError
from setup_steps.pip_install import (
    PipInstaller,
    clear,
    download_told,
    locked_names,
    pip_environment,
    pip_failure,
    qt_failure,
)

LOG = Path("the.log")


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """pip finds nothing anywhere, whatever the machine's settings are."""
    for name in [name for name in os.environ if name.startswith("PIP_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_NO_INDEX", "1")


@pytest.mark.usefixtures("no_network")
def test_the_real_pip_fills_a_real_environment_and_refuses_what_it_cannot_find(checkout: Checkout) -> None:
    checkout.environment.mkdir()
    with checkout.log.open("w") as held:
        installer = PipInstaller(checkout, held.fileno())
        assert not installer.works()

        installer.make_environment()
        assert installer.works()

        installer.install_packages("run")  # the lock names nothing
        checkout.requirements("run").write_text(f"click==8.0.0 --hash=sha256:{'0' * 64}\n", encoding="utf-8")
        with pytest.raises(SetupStoppedError) as stopped:
            installer.install_packages("run")

    assert stopped.value.untouched
    assert "No matching distribution found for click==8.0.0" in checkout.log.read_text(encoding="utf-8")


def test_an_environment_whose_python_is_gone_does_not_work(checkout: Checkout) -> None:
    checkout.python.parent.mkdir(parents=True)
    checkout.python.symlink_to(checkout.root / "gone")
    with checkout.log.open("w") as held:
        assert not PipInstaller(checkout, held.fileno()).works()


@pytest.mark.parametrize(
    ("output", "sentence"),
    [
        ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device", "disk is full"),
        (
            "WARNING: Retrying 'NewConnectionError(...)'\nERROR: No matching distribution found for click",
            "connect to the network",
        ),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", "another network"),
        ("Could not fetch URL: SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED]", "PIP_CERT"),
        ("ERROR: No matching distribution found for typst==0.15.2", "64-bit Python 3.11"),
        ("ERROR: [Errno 13] Permission denied: 'click'", "belongs to you"),
        ("ERROR: Something new", "(Something new)"),
        ("", "the.log"),
    ],
)
def test_a_failure_of_pip_becomes_a_sentence_that_says_what_to_do(output: str, sentence: str) -> None:
    told = pip_failure(output, LOG)

    assert sentence in told
    assert told.endswith("then start again.")
    assert "\n" not in told


def test_only_large_downloads_are_told() -> None:
    wheel = "pyside6_essentials-6.12.0-cp310-abi3-manylinux_2_34_x86_64.whl"
    assert download_told(f"  Downloading {wheel} (84.3 MB)\n") == "  fetching pyside6_essentials (84.3 MB)"
    assert download_told(f"  Downloading folder/{wheel} (84.3 MB)\n") == "  fetching pyside6_essentials (84.3 MB)"
    assert download_told("  Downloading click-8.5.1-py3-none-any.whl (126 kB)\n") is None
    assert download_told(f"  Using cached {wheel} (84.3 MB)\n") is None


def test_a_persons_settings_reach_pip_but_none_that_lead_past_the_lock() -> None:
    env = pip_environment(
        {
            "PIP_CERT": "c",
            "HTTPS_PROXY": "p",
            "PIP_USER": "1",
            "PIP_TARGET": "t",
            "PYTHONPATH": "x",
            "PYTHONHOME": "y",
        }
    )

    assert env["PIP_CERT"] == "c"
    assert env["HTTPS_PROXY"] == "p"
    assert env["PIP_USER"] == "0"
    assert not {"PIP_TARGET", "PYTHONPATH", "PYTHONHOME"} & set(env)


def test_qts_own_words_name_the_library_that_is_missing() -> None:
    told = qt_failure(
        "Traceback (most recent call last):\n"
        '  File "<string>", line 1, in <module>\n'
        "ImportError: libEGL.so.1: cannot open shared object file: No such file or directory\n"
    )

    assert "libEGL.so.1" in told
    assert "\n" not in told
    assert "without a word" in qt_failure("\n")


def test_clearing_leaves_the_files_of_the_set_up(tmp_path: Path) -> None:
    (tmp_path / "lib" / "deep").mkdir(parents=True)
    (tmp_path / "lib64").symlink_to("lib")
    (tmp_path / "kept").touch()
    (tmp_path / "gone").touch()

    clear(tmp_path, keep=(tmp_path / "kept",))

    assert [path.name for path in tmp_path.iterdir()] == ["kept"]


def test_the_names_in_a_lock() -> None:
    lock = "# click==0\nclick==8.5.1 \\\n --hash=sha256:aa\nruff==0.1 ; sys_platform == 'win32' \\\n"

    assert locked_names(lock) == ("click", "ruff")
