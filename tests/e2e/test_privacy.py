"""Nothing of a letter leaves the desk: no network, no text in titles, temporary folders or output."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not here to watch the program")
def test_no_part_of_the_program_opens_a_network_connection(tmp_path, letters):
    letter = letters(41, items=2)
    trace = tmp_path / "trace.txt"
    env = {**os.environ, "IMR_DESK_HOME": str(tmp_path / "home"), "QT_QPA_PLATFORM": "offscreen"}
    watch = ["strace", "-f", "-qq", "-e", "trace=socket,connect,sendto,sendmsg", "-o", str(trace)]
    program = [sys.executable, "-m", "imr_desk"]
    log = ["--log", str(tmp_path / "cases.db")]
    calls = 0
    for words in (
        [*log, "import", str(letter)],
        ["extract", str(letter)],
        [*log, "export", "1", "--to", str(tmp_path / "papers")],
        ["demo", "--pictures", str(tmp_path / "pictures")],
    ):
        done = subprocess.run([*watch, *program, *words], cwd=ROOT, env=env, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr.decode()
        text = trace.read_text()
        calls += text.count("socket(")
        assert not re.search(r"AF_INET6?\b", text), re.findall(r".*AF_INET.*", text)[:3]


def test_the_text_of_a_letter_stays_in_the_log(program, letters, tmp_path, monkeypatch, capfd):
    """A canary stands in a letter; after a whole run only the log and the paper hold it."""
    import tempfile

    from tests.synthetic import make_letter

    places = tmp_path / "system-temp"
    places.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(places))
    monkeypatch.setenv("TMPDIR", str(places))
    letter = letters(42, items=1)
    canary = make_letter("D", 42, items=1).fields.case_number
    titles = []

    def play(hands):
        hands.opened()
        assert hands.review.fields["case_number"].value == canary
        titles.append(hands.window.windowTitle())
        hands.hand_out(tmp_path / "paper.pdf")

    assert program(play, "open", letter) == 0
    assert canary not in "".join(titles)
    said = capfd.readouterr()
    assert canary not in said.out + said.err
    for path in places.rglob("*"):
        assert canary.encode() not in (path.read_bytes() if path.is_file() else b""), path
    home = Path(os.environ["IMR_DESK_HOME"])
    for path in home.rglob("*"):
        assert not path.is_file() or canary.encode() not in path.read_bytes(), path
