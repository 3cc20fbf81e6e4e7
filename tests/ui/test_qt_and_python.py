"""The Qt binding fits this Python."""

import sys

import pytest
from PySide6.QtCore import QObject


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None cannot be freed from Python 3.12 on")
def test_calls_that_return_nothing_do_not_use_none_up():
    """PySide6 6.12.0 takes a reference of None with each such call; after some thousands the process aborts."""
    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(1000):
        thing.setObjectName("x")
    assert sys.getrefcount(None) > before - 100
