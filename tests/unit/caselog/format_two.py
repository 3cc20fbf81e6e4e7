"""A log of format 2, with what the version wrote that was released with it: cases, acts and steps of handling.

Its tables are written by the program of today, which writes into them what that version wrote, but for one thing: the
handling of a case had no place for a second reading.
"""

import json
from contextlib import closing
from pathlib import Path

from imr_desk.caselog import rows
from imr_desk.caselog.engine import connect
from imr_desk.caselog.migrations import MIGRATIONS
from imr_desk.caselog.sqlite import SqliteCaseLog
from imr_desk.model.case import HandlingChange
from imr_desk.model.facts import DueMark
from imr_desk.model.handling import (
    AddLabel,
    AskSecondLook,
    Assign,
    GiveDate,
    HandlingStep,
    HoldReason,
    MarkDone,
    Priority,
    PutOnHold,
    SetPriority,
    step_taken,
)
from tests.contracts.caselog.letters import SetClock, a_day_of_acts, added, new_letter, recorded, signed
from tests.contracts.caselog.second_readings import finished_case

STEPS: dict[int, tuple[HandlingStep, ...]] = {
    1: (Assign("Ben Ode"), SetPriority(Priority.URGENT), AddLabel("rush"), MarkDone("R1", "2026-01-04", "by fax")),
    2: (AskSecondLook("the dose"), GiveDate("bill_received", "2026-01-02")),
    3: (PutOnHold(HoldReason.APPEAL, "writ filed", "2026-01-03", "2026-02-01"),),
}
"""What was done about cases; the fourth nobody touched."""


def written(path: Path) -> None:
    """Write a closed log of format 2: a case in review, one finished, one on hold, one new."""
    log = SqliteCaseLog(path, SetClock(), MIGRATIONS[:2])
    letter = new_letter(name="caf\udce9.pdf")
    recorded(log, added(log, letter), letter, a_day_of_acts(letter))
    finished_case(log, new_letter("CM25-0000007", ("Knee brace",), "done.pdf"))
    added(log, new_letter("CM26-0100003", salt="3"))
    added(log, new_letter("CM26-0100004", salt="4"))
    for case_id, steps in STEPS.items():
        for step in steps:
            handling = step_taken(step, log.case(case_id).handling, signed(50))
            log.handle((HandlingChange(case_id, step, handling, DueMark("2026-01-09", rule="R1")),), signed(50))
    log.keep("views", "[]", signed(51))
    log.close()
    _without_second_readings(path)


def _without_second_readings(path: Path) -> None:
    with closing(connect(path)) as db:
        for cells in db.execute(f"SELECT {', '.join(rows.CASE_COLUMNS)} FROM cases").fetchall():
            row = dict(zip(rows.CASE_COLUMNS, cells, strict=True))
            if row["handling"]:
                handling = json.loads(row["handling"])
                assert handling.pop("second") is None
                row["handling"] = json.dumps(handling, ensure_ascii=False, separators=(",", ":"))
                told = (row["handling"], rows.seal(list(row.values())), row["id"])
                db.execute("UPDATE cases SET handling = ?, seal = ? WHERE id = ?", told)
