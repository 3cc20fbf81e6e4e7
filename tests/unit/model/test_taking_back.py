"""Taking a step back: what people did after it stays, whatever it was."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from imr_desk.model.errors import EditRefusedError
from imr_desk.model.handling import Handling, Hold, HoldReason, Priority, without_step
from imr_desk.model.handling.standing import Done
from imr_desk.model.signature import Signature

BY = Signature("rn1", "2026-11-20T08:00:00+00:00")
CHANGES = (
    {"reviewer": "Ana Ortiz", "taken_at": BY.at},
    {"priority": Priority.URGENT},
    {"holds": (Hold(HoldReason.APPEAL, "", "2026-11-20", BY),)},
    {"second_look": "why", "asked_by": "rn1"},
    {"skipped": "waits for OCR"},
    {"labels": ("Batch 12",)},
    {"done": (Done("R1", "2026-11-20", BY),)},
    {"dates": {"date_billed": "2026-11-20"}},
    {"answers": {"service_rendered": "yes"}},
)


def changed(handling, places):
    for place in places:
        handling = msgspec.structs.replace(handling, **CHANGES[place])
    return handling


def test_each_part_of_a_handling_is_asked():
    parts = {name for change in CHANGES for name in change}
    assert parts == set(Handling.__struct_fields__) - {"second"}


places = st.sets(st.sampled_from(range(len(CHANGES))))


@given(step=places, later=places)
def test_only_what_the_step_did_is_taken_back(step, later):
    before = Handling()
    left = changed(before, step)
    assert without_step(before, left, left) == before
    assert without_step(before, left, changed(left, later - step)) == changed(before, later - step)


@pytest.mark.parametrize("change", CHANGES)
def test_what_was_changed_again_since_is_left_and_told(change):
    before, left = Handling(), msgspec.structs.replace(Handling(), **change)
    with pytest.raises(EditRefusedError, match="changed again after this step"):
        without_step(before, left, before)
