"""The header table is read right in every order in which engines write it, and doubted when readings differ."""

import pytest

from imr_desk.extraction.rules.header_table import header_findings, header_table
from tests.unit.extraction.letters import TOP, stream_of, whole

WANTED = {
    "case_number": "CM99-0001234",
    "date_assigned": "2016-03-20",
    "date_of_injury": "2016-01-05",
    "decision_date": "2016-04-15",
    "ur_denial_date": "2016-02-25",
    "priority": "Standard",
    "application_received": "2016-03-10",
}
ORDERS = {
    "rows": TOP,
    "the last label over two lines": TOP.replace("Application Received:", "Application \nReceived: \n"),
    "a grid": TOP.replace("Application Received: 03/10/2016", "Application      03/10/2016\n     Received:"),
    "a cell a line": TOP.replace(": ", ":\n").replace(" Date of", "\nDate of").replace(" UR", "\nUR"),
    "labels, then values": (
        "Case Number:\nDate Assigned:\nDecision Date:\nPriority:\n\n"
        "CM99-0001234\n03/20/2016\n04/15/2016\nStandard\n\n"
        "Date of Injury:\nUR Denial Date:\nApplication\nReceived:\n\n01/05/2016\n02/25/2016\n03/10/2016\n"
    ),
    "labels and values out of step": (
        "Case Number:\nDate Assigned:\nDecision Date:\nPriority:\n\n"
        "CM99-0001234\n03/20/2016\n04/15/2016\nStandard\n\n"
        "01/05/2016\nDate of Injury:\nUR Denial Date:   02/25/2016\n03/10/2016\nApplication\nReceived:\n"
    ),
}


def findings(text):
    stream = stream_of(text)
    return header_findings(stream, header_table(stream, whole(stream)), {})


@pytest.mark.parametrize("order", ORDERS)
def test_every_order_gives_the_same_trusted_values(order):
    found = findings(ORDERS[order])
    assert {name: finding.value for name, finding in found.items()} == WANTED
    assert not any(finding.needs_review for finding in found.values())


def test_evidence_is_the_printed_value():
    stream = stream_of(TOP)
    found = header_findings(stream, header_table(stream, whole(stream)), {})
    assert stream.letter.quote_of(found["decision_date"].sources) == "04/15/2016"


def test_dates_out_of_their_order_are_trusted_where_each_stands_beside_its_label():
    found = findings(TOP.replace("02/25/2016", "03/25/2016"))
    assert found["ur_denial_date"].value == "2016-03-25"
    assert not found["ur_denial_date"].needs_review


def test_dates_out_of_their_order_are_doubted_where_only_the_order_of_labels_tells_them():
    found = findings(ORDERS["labels, then values"].replace("02/25/2016", "03/25/2016"))
    assert found["ur_denial_date"].needs_review


def test_two_readings_that_differ_make_the_value_ambiguous():
    found = findings(TOP.replace("Date Assigned: 03/20/2016", "Date Assigned: 03/20/2016 03/21/2016"))
    assert found["date_of_injury"].state == "ambiguous"
    assert {candidate.value for candidate in found["date_of_injury"].candidates} == {"2016-01-05", "2016-03-21"}


def test_a_date_that_no_calendar_has_is_unreadable():
    finding = findings(TOP.replace("04/15/2016", "04/31/2016"))["decision_date"]
    assert (finding.value, finding.state, finding.needs_review) == (None, "unreadable", True)


def test_a_missing_value_and_a_missing_label_are_surprises():
    found = findings(TOP.replace("Case Number: CM99-0001234\n", "").replace("Standard ", ""))
    assert found["case_number"].state == found["priority"].state == "missing"
    assert found["case_number"].needs_review
    assert found["priority"].needs_review


def test_a_second_case_number_in_the_letter_is_a_doubt():
    stream = stream_of(TOP + "\nSee also CM99-0009999.")
    found = header_findings(stream, header_table(stream, whole(stream)), {})
    assert found["case_number"].value == "CM99-0001234"
    assert found["case_number"].needs_review


def test_an_unknown_priority_is_doubted():
    assert findings(TOP.replace("Standard", "Expedited"))["priority"].needs_review is False
    assert findings(TOP.replace("Standard", "Urgent"))["priority"].needs_review
