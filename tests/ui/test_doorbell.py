"""A second start on the same log hands its letters to the first."""

import subprocess
import sys
from pathlib import Path

from imr_desk.ui.doorbell import Doorbell, ring


def test_a_second_start_is_heard_by_the_first(qtbot, tmp_path):
    bell = Doorbell(tmp_path / "cases.db")
    code = (
        "import sys; from pathlib import Path; from PySide6.QtCore import QCoreApplication;"
        "app = QCoreApplication([]);"
        "from imr_desk.ui.doorbell import ring;"
        "sys.exit(0 if ring(Path(sys.argv[1]), (Path(sys.argv[2]),)) else 1)"
    )
    with qtbot.waitSignal(bell.rung, timeout=20_000) as heard:
        second = subprocess.Popen([sys.executable, "-c", code, str(tmp_path / "cases.db"), "/a/letter é.pdf"])
    assert heard.args[0] == (Path("/a/letter é.pdf"),)
    qtbot.waitUntil(lambda: second.poll() is not None, timeout=20_000)
    assert second.returncode == 0
    bell.close()


def test_nobody_answers_for_a_log_that_is_not_open(qtbot, tmp_path):
    assert not ring(tmp_path / "other.db", ())
