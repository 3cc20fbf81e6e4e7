"""Deadlines as calendar entries, read back by the rules of RFC 5545."""

from datetime import date

import msgspec
import pytest

from imr_desk.config.rule_tables import read_holidays, read_rules
from imr_desk.export.calendar import CalendarCase, CalendarDetail, DeadlineCalendar, calendar_of
from imr_desk.model.deadlines.computing import compute
from imr_desk.model.deadlines.facts import DeadlineFacts, DisputedItem, GivenDate, Suspension
from imr_desk.model.deadlines.words import HoldKind
from imr_desk.model.draft import Decision
from imr_desk.model.errors import ExportError
from tests.unit.export.papers import BENCHES, bench

TABLE, CALENDAR = read_rules(), read_holidays()
AT = "2026-11-24T09:00:00-08:00"
PRINT = "f" * 64


def deadlines(**changes):
    facts = DeadlineFacts(
        items=(DisputedItem(1, Decision.OVERTURNED), DisputedItem(2, Decision.UPHELD)),
        dates={"date_received": GivenDate(date(2026, 11, 20)), "date_mailed": GivenDate(date(2026, 11, 16))},
    )
    return compute(msgspec.structs.replace(facts, **changes), TABLE, CALENDAR)


def case(number=12, **changes):
    return CalendarCase(number, PRINT, deadlines(**changes), "CM26-0000417")


def unfolded(content):
    """Undo the folding, octet by octet, as RFC 5545, 3.1 has it."""
    assert content.endswith(b"\r\n")
    return content.replace(b"\r\n ", b"").decode("utf-8").split("\r\n")[:-1]


def events(content):
    found, inside = [], None
    for line in unfolded(content):
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            inside = {}
            found.append(inside)
        elif line == "END:VEVENT":
            inside = None
        elif inside is not None:
            inside.setdefault(name, value)
    return found


def test_the_frame_is_that_of_a_calendar():
    lines = unfolded(calendar_of((case(),), AT))
    assert lines[:2] == ["BEGIN:VCALENDAR", "VERSION:2.0"]
    assert lines[-1] == "END:VCALENDAR"
    assert any(line.startswith("PRODID:") for line in lines)
    opened = [line.partition(":")[2] for line in lines if line.startswith("BEGIN:")]
    closed = [line.partition(":")[2] for line in lines if line.startswith("END:")]
    assert sorted(opened) == sorted(closed)


def test_what_is_ours_stands_on_the_safe_date_for_the_whole_day_with_a_reminder_before():
    event = events(calendar_of((case(),), AT))[0]
    assert event["DTSTART;VALUE=DATE"] == "20261130"
    assert event["DTEND;VALUE=DATE"] == "20261201"
    assert event["DTSTAMP"] == "20261124T170000Z"
    assert event["SUMMARY"] == "IMR deadline R1 — case 12 of this log"
    assert event["TRIGGER"] == "-PT15H"
    assert event["TRANSP"] == "TRANSPARENT"
    assert event["CLASS"] == "PRIVATE"


def test_the_other_sides_time_is_kept_in_the_diary_until_its_last_day():
    petition = next(each for each in events(calendar_of((case(),), AT)) if "R3" in each["SUMMARY"])
    assert petition["DTSTART;VALUE=DATE"] == "20261221"
    assert petition["SUMMARY"].startswith("IMR diary R3")
    assert "TRIGGER" not in petition
    assert "Safe date Wed Dec 16\\, 2026. Latest arguable date Mon Dec 21\\, 2026." in petition["DESCRIPTION"]


def test_nothing_tells_treatment_outcome_or_whose_case_it_is():
    text = "\n".join(unfolded(calendar_of((case(),), AT, "California IMR deadlines, version 2026-1"))).lower()
    for word in ("cm26", "authorize", "overturned", "upheld", "denial", "treatment", "reimburse", PRINT[:12]):
        assert word not in text
    assert "not legal advice" in text
    assert "version 2026-1" in text


def test_more_is_told_only_when_chosen():
    chosen = events(calendar_of((case(),), AT, detail=CalendarDetail(duty=True, case_number=True)))[0]
    assert chosen["SUMMARY"] == (
        "IMR deadline R1 — case 12 of this log (CM26-0000417): "
        "Authorize the treatment\\; tell the employee and the provider"
    )


def test_an_entry_is_known_again_and_never_that_of_another_case_or_rule():
    first = [event["UID"] for event in events(calendar_of((case(),), AT))]
    again = [event["UID"] for event in events(calendar_of((case(3),), "2027-01-05T10:00:00+00:00"))]
    other = events(calendar_of((msgspec.structs.replace(case(), fingerprint="e" * 64),), AT))
    assert first == again
    assert len(set(first)) == len(first)
    assert not set(first) & {event["UID"] for event in other}


def test_what_is_done_is_left_out_and_what_waits_is_tentative():
    done = calendar_of((case(done={"R1": date(2026, 11, 23)}),), AT)
    assert not [event for event in events(done) if " R1 " in event["SUMMARY"]]
    held = calendar_of((case(holds=(Suspension(HoldKind.APPEAL, date(2026, 11, 23)),)),), AT)
    waiting = next(event for event in events(held) if " R1\\," in event["SUMMARY"])
    assert waiting["STATUS"] == "TENTATIVE"
    assert waiting["SUMMARY"] == "IMR deadline R1\\, on hold — case 12 of this log"
    assert "TRIGGER" not in waiting


def test_an_assumed_date_says_so():
    assumed = events(calendar_of((case(dates={"decision_date": GivenDate(date(2026, 11, 16))}),), AT))[0]
    assert "assumed date" in assumed["DESCRIPTION"]


def test_many_cases_make_one_calendar():
    content = calendar_of(tuple(CalendarCase(n, f"{n:064}", deadlines()) for n in range(1, 51)), AT)
    assert len({event["UID"] for event in events(content)}) == 50 * 2
    assert content.count(b"BEGIN:VCALENDAR") == 1


def test_a_calendar_of_nothing_is_refused():
    with pytest.raises(ExportError, match="No deadline has a date yet"):
        calendar_of((case(dates={}),), AT)
    with pytest.raises(ExportError):
        calendar_of((), AT)


@pytest.mark.parametrize("number", ["CM26-" + "é—漢" * 40, "x" * 74, "", "a;b,c\\d\nBEGIN:VEVENT\r\nX:1"])
def test_lines_are_folded_between_characters_and_nothing_breaks_out(number):
    hostile = msgspec.structs.replace(case(), case_number=number)
    content = calendar_of((hostile,), AT, detail=CalendarDetail(case_number=True))
    for line in content.split(b"\r\n"):
        assert len(line) <= 75
        line.decode("utf-8")
    assert b"\n" not in content.replace(b"\r\n", b"")
    plain = events(calendar_of((case(),), AT))
    assert [event["UID"] for event in events(content)] == [event["UID"] for event in plain]
    told = events(content)[0]["SUMMARY"].replace("\\;", ";").replace("\\,", ",").replace("\\\\", "\\")
    assert " ".join(number.split()) in told


def test_many_cases_go_into_one_calendar_and_only_their_numbers_are_told():
    first, second = (bench(name).dossier() for name in list(BENCHES)[:2])
    second = msgspec.structs.replace(second, case=msgspec.structs.replace(second.case, id=77), deadlines=deadlines())
    first = msgspec.structs.replace(first, deadlines=deadlines())
    content = DeadlineCalendar().content_of_all(iter((first, second)))
    alone = [*events(DeadlineCalendar().content(first)), *events(DeadlineCalendar().content(second))]
    assert events(content) == alone
    assert {event["SUMMARY"].rpartition(" — ")[2] for event in events(content)} == {
        f"case {first.case.id} of this log",
        "case 77 of this log",
    }
    bare = msgspec.structs.replace(first, deadlines=())
    assert events(DeadlineCalendar().content_of_all((bare, second))) == events(DeadlineCalendar().content(second))
    for none in ((), (bare,)):
        with pytest.raises(ExportError, match="No deadline has a date"):
            DeadlineCalendar().content_of_all(none)


def test_the_exporter_takes_what_the_dossier_has():
    dossier = msgspec.structs.replace(bench(next(iter(BENCHES))).dossier(), deadlines=deadlines(), rules="Table, 1")
    content = DeadlineCalendar().content(dossier)
    assert content == DeadlineCalendar().content(dossier)
    assert f"case {dossier.case.id} of this log" in events(content)[0]["SUMMARY"]
    assert "Counted by Table\\, 1." in events(content)[0]["DESCRIPTION"]
    with pytest.raises(ExportError):
        DeadlineCalendar().content(msgspec.structs.replace(dossier, deadlines=()))
