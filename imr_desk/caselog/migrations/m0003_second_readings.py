"""Format 3: second readings. Their acts and their comparisons are events, and so is all that is asked about a case.

A new format although only an index and a status are new: what version 2 of the program would make of the new kinds of
events, of a case's handling and of its facts is not known, so that it must refuse the file instead of guessing.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


def m0003_second_readings(db: "Database") -> None:
    """Bring a log of format 2 to format 3."""
    db.execute("INSERT INTO counts (status, number) VALUES ('in second reading', 0)")
    # Cases that somebody has, by the last sign of work on them: which of them have timed out is one short range.
    db.execute("CREATE INDEX cases_in_work ON cases (status, taken_at, reviewer) WHERE reviewer > ''")
    db.execute("CREATE INDEX events_compared ON events (seq) WHERE kind = 'compared'")
