"""The people of a log, in real dialogs over the real service."""

from types import SimpleNamespace

import pytest
from PySide6.QtWidgets import QWidget

from imr_desk.model.people import Person, Role
from imr_desk.services.people import People

PHRASE = "correct horse battery"


@pytest.fixture
def office(desk, dress, qtbot):
    """Return a log's people as seen under an account; ``begin`` makes a list with an administrator and a nurse."""
    window = QWidget()
    qtbot.addWidget(window)

    def people(account="ana"):
        desk.reviews.person = account
        return People(desk.log, desk.reviews.clock, desk.reviews, account)

    def begin():
        first = people()
        first.begin("Ana")
        first.put(Person("Ben, RN", Role.NURSE, "desk", first.hashed(PHRASE)))
        return first

    return SimpleNamespace(
        desk=desk, log=desk.log, lane=desk.lane, dress=dress, window=window, people=people, begin=begin
    )
