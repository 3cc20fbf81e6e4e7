"""The formats of the case log, one module each; a released one is never changed.

A log's ``user_version`` is the number of migrations it has gone through. The events table is never rebuilt by
``table.transform()``, which drops triggers silently; a format that changes a guard puts the older text of it here.
"""

import hashlib
from collections.abc import Callable
from contextlib import closing
from typing import TYPE_CHECKING

from imr_desk.caselog.engine import sqlite3
from imr_desk.caselog.migrations.m0001_cases import m0001_cases
from imr_desk.caselog.migrations.m0002_queue import m0002_queue
from imr_desk.caselog.migrations.m0003_second_readings import m0003_second_readings

if TYPE_CHECKING:
    from sqlite_utils import Database

Migration = Callable[["Database"], None]

MIGRATIONS: tuple[Migration, ...] = (m0001_cases, m0002_queue, m0003_second_readings)
"""All formats, oldest first."""

APPLICATION_ID = 0x494D5264
"""Marks a SQLite file as a case log of imr-desk ("IMRd")."""


def migrate(connection: sqlite3.Connection, migrations: tuple[Migration, ...]) -> None:
    """Bring a log to the newest format, in one transaction: wholly or not at all."""
    # A start that changes no format does without: 50 ms and more of its time.
    from sqlite_utils import Database, Migrations  # noqa: PLC0415

    db = Database(connection, execute_plugins=False)
    steps = Migrations("imr_desk")
    for migration in migrations:
        steps(name=migration.__name__)(migration)
    with db.atomic():
        steps.apply(db)
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute(f"PRAGMA user_version = {len(migrations)}")


_NOT_OURS = ("_sqlite_migrations", "sqlite_", "case_words_", "case_numbers_", "excerpt_words_", "letter_words_")
"""What sqlite-utils and SQLite make for themselves, each version as it sees fit."""


def schema_of(connection: sqlite3.Connection) -> dict[str, str]:
    """Return the tables, indexes and triggers that the migrations wrote, each as its statement."""
    found = connection.execute("SELECT tbl_name, name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name")
    return {name: sql for table, name, sql in found if not table.startswith(_NOT_OURS)}


def schema_after(migrations: tuple[Migration, ...]) -> dict[str, str]:
    """Return the schema that a log has behind these migrations."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        migrate(connection, migrations)
        return schema_of(connection)


SCHEMA = "20afdbc1a7d68acfe1ac60d61940eb9d4a793c2a9af4bdcc00e56fac48732f89"
"""SHA-256 of the newest schema, so that a log that has it needs no other made to compare."""


def digest_of(schema: dict[str, str]) -> str:
    """Return what tells one schema from another."""
    return hashlib.sha256(repr(schema).encode()).hexdigest()


def has_schema(connection: sqlite3.Connection, migrations: tuple[Migration, ...]) -> bool:
    """Tell whether a log has all that the migrations wrote; what somebody added by hand does no harm."""
    found = schema_of(connection)
    if migrations == MIGRATIONS and digest_of(found) == SCHEMA:
        return True
    return schema_after(migrations).items() <= found.items()
