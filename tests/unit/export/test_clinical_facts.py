"""What papers tell of the clinical facts that persons marked."""

import msgspec
import pytest

from imr_desk.export.clinical_facts import clinical_facts
from imr_desk.model.annotations import LABELS
from imr_desk.model.edits import Annotate
from imr_desk.model.geometry import Span
from tests.unit.export.dossiers import spans_of, three_unread


def told(labels=LABELS, **changes):
    case = three_unread()
    case.do(Annotate(spans_of(case.letter, "scan of the spine"), "test"))
    (made,) = case.review.annotations
    review = msgspec.structs.replace(case.review, annotations=(msgspec.structs.replace(made, **changes),))
    (fact,) = clinical_facts(review, case.letter, labels)
    return fact


def test_a_fact_has_its_words_and_its_place():
    assert told().words == "scan of the spine"
    assert told().place.startswith("page 1, line")


@pytest.mark.parametrize("changes", [{"text": "words of the text before"}, {"spans": (Span(99, 1, 5),)}])
def test_a_fact_that_lost_its_place_keeps_its_words_and_names_no_other_place(changes):
    fact = told(**changes)
    assert fact.words == changes.get("text", "scan of the spine")
    assert fact.place == "not placed again"


def test_a_kind_is_called_as_the_department_calls_it():
    renamed = tuple(msgspec.structs.replace(label, name=label.name.upper()) for label in LABELS)
    assert (told().label, told(renamed).label) == ("Imaging or test", "IMAGING OR TEST")
