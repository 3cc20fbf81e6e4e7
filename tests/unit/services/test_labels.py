"""The department's table of labels in the log."""

import msgspec
import pytest

from imr_desk.caselog.memory import MemoryCaseLog
from imr_desk.model.annotations import LABELS, Label, LabelColor
from imr_desk.services.labels import Labels, LabelTableError, key_for
from tests.unit.model.letters import ME

_replace = msgspec.structs.replace


def test_a_log_without_a_table_has_the_shipped_one():
    assert Labels(MemoryCaseLog()).table == LABELS


def test_the_shipped_table_keeps_its_own_rules():
    log = MemoryCaseLog()
    Labels(log).keep(LABELS, ME)
    assert Labels(log).table == LABELS


def test_a_kept_table_counts_and_a_label_switched_off_is_still_told():
    log = MemoryCaseLog()
    labels = Labels(log)
    labels.keep((_replace(LABELS[0], active=False), *LABELS[1:]), ME)
    again = Labels(log)
    assert again.offered == LABELS[1:]
    assert again.of(LABELS[0].key).name == LABELS[0].name
    assert again.of("gone").color is LabelColor.GREY


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda t: t[1:], "Switch it off instead"),
        (lambda t: (_replace(t[0], name=" "), *t[1:]), "has no name"),
        (lambda t: (_replace(t[0], name="x" * 31), *t[1:]), "too long for a name"),
        (lambda t: (_replace(t[0], meaning=""), *t[1:]), "Say in a sentence"),
        (lambda t: (_replace(t[0], meaning="x" * 161), *t[1:]), "is too long"),
        (lambda t: (_replace(t[0], hotkey="ü"), *t[1:]), "one letter or digit"),
        (lambda t: (_replace(t[0], hotkey="F"), *t[1:]), "the letter “f”"),
        (lambda t: (_replace(t[0], name=t[1].name.upper()), *t[1:]), "the name"),
        (lambda t: (*t, Label("Not A Key", "N", "M.", LabelColor.RED)), "is no key"),
        (lambda t: (*t, _replace(t[0], name="Another", hotkey="")), "the key"),
        (lambda t: tuple(_replace(each, active=False) for each in t), "At least one"),
        (lambda t: (*t, *(Label(f"l{n}", f"L{n}", "M.", LabelColor.RED) for n in range(60))), "at most 60"),
    ],
)
def test_a_table_that_makes_no_sense_is_refused_with_a_sentence_and_nothing_is_kept(change, said):
    log = MemoryCaseLog()
    labels = Labels(log)
    with pytest.raises(LabelTableError) as refusal:
        labels.keep(change(LABELS), ME)
    assert said in refusal.value.sentence
    assert labels.table == LABELS
    assert log.kept("labels") is None


def test_labels_that_are_off_may_share_their_key_letter():
    labels = Labels(MemoryCaseLog())
    labels.keep((_replace(LABELS[0], hotkey="f", active=False), *LABELS[1:]), ME)
    assert labels.by_hotkey("f").key == "patient-fact"
    assert labels.by_hotkey("") is None


@pytest.mark.parametrize("kept", ["", "{", "[{}]", '[{"key": "a", "color": "pink"}]'])
def test_a_table_that_cannot_be_read_locks_nobody_out(kept):
    log = MemoryCaseLog()
    log.keep("labels", kept, ME)
    labels = Labels(log)
    assert labels.table == LABELS
    assert labels.problem


def test_new_keys_are_made_of_names():
    assert key_for("Pain score (VAS)", ()) == "pain-score-vas"
    assert key_for("2nd opinion", ()) == "label-2nd-opinion"
    assert key_for("…", ("label",)) == "label-2"
