"""When a copy is due, and what is told when one fails: with a clock in the hand."""

from datetime import datetime, timedelta, timezone

import pytest

from imr_desk.model.errors import CaseLogError, CaseLogErrorKind
from imr_desk.model.event_kinds import EventKind
from imr_desk.model.keeping import KeptCopy
from imr_desk.model.signature import Signature
from imr_desk.services.backups import INTERVAL, Backups
from imr_desk.services.log_events import Happened, LogEvents

ZONE = timezone(timedelta(hours=-8))
MORNING = datetime(2026, 1, 5, 8, 0, 0, tzinfo=ZONE)


class Clock:
    def __init__(self) -> None:
        self.moment = MORNING

    def now(self) -> datetime:
        return self.moment


class Folder:
    """Copies without a disk."""

    def __init__(self) -> None:
        self.log_size = 4_000_000
        self.made: list[datetime] = []
        self.changed = MORNING.replace(tzinfo=None)
        self.fails: CaseLogErrorKind | None = None
        self.damage: tuple[str, ...] = ()

    def changed_since(self, date: datetime) -> bool:
        return self.changed > date

    def dates(self) -> tuple[datetime, ...]:
        return tuple(sorted(self.made, reverse=True))

    def kept(self) -> tuple[KeptCopy, ...]:
        return tuple(KeptCopy(f"{date:%H%M}.db", date, self.log_size) for date in self.dates())

    def make(self, now: datetime) -> KeptCopy:
        if self.fails is not None:
            raise CaseLogError(self.fails, f"No copy: {self.fails.value}.")
        self.made.append(now.replace(tzinfo=None))
        return self.kept()[0]

    def try_out(self, copy: KeptCopy) -> tuple[str, ...]:
        return self.damage


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def folder() -> Folder:
    return Folder()


@pytest.fixture
def backups(folder: Folder, clock: Clock) -> Backups:
    return Backups(folder, clock)


def test_the_day_begins_with_a_copy(backups: Backups, folder: Folder, clock: Clock) -> None:
    assert backups.due_today()
    assert backups.make_if_due(at_start=True) == ""
    assert folder.made == [MORNING.replace(tzinfo=None)]
    clock.moment += timedelta(hours=3)
    assert backups.make_if_due(at_start=True) == ""
    assert len(folder.made) == 1
    clock.moment += timedelta(days=1)
    folder.changed = (clock.moment - timedelta(hours=2)).replace(tzinfo=None)
    backups.make_if_due(at_start=True)
    assert len(folder.made) == 2


def test_a_log_in_which_nothing_changed_needs_no_other_copy(backups: Backups, folder: Folder, clock: Clock) -> None:
    backups.make_if_due(at_start=True)
    folder.changed = (MORNING - timedelta(hours=1)).replace(tzinfo=None)
    clock.moment += timedelta(days=9)
    assert not backups.due_today()


def test_a_change_waits_half_an_hour_for_its_copy(backups: Backups, folder: Folder, clock: Clock) -> None:
    assert not backups.due()
    backups.log_changed()
    clock.moment += INTERVAL - timedelta(seconds=1)
    backups.log_changed()
    assert not backups.due()
    assert backups.make_if_due() == ""
    assert folder.made == []
    clock.moment += timedelta(seconds=1)
    assert backups.due()
    backups.make_if_due()
    assert len(folder.made) == 1
    assert not backups.due()
    clock.moment += timedelta(days=2)
    assert not backups.due()


def test_a_large_log_is_copied_less_often(backups: Backups, folder: Folder) -> None:
    assert backups.interval == INTERVAL
    folder.log_size = 500_000_000
    assert backups.interval == INTERVAL
    folder.log_size = 5_000_000_000
    assert backups.interval == 10 * INTERVAL


def test_a_copy_that_fails_is_told_once_and_tried_again(backups: Backups, folder: Folder, clock: Clock) -> None:
    backups.log_changed()
    clock.moment += INTERVAL
    folder.fails = CaseLogErrorKind.DISK_FULL
    assert backups.make_if_due() == "No copy: disk-full."
    assert backups.make_if_due() == ""
    folder.fails = CaseLogErrorKind.READ_ONLY
    assert backups.make_if_due() == "No copy: read-only."
    assert backups.due()
    folder.fails = None
    assert backups.make_if_due() == ""
    assert len(folder.made) == 1
    folder.fails = CaseLogErrorKind.READ_ONLY
    backups.log_changed()
    clock.moment += INTERVAL
    assert backups.make_if_due() == "No copy: read-only."


def test_a_copy_asked_for_raises_what_went_wrong(backups: Backups, folder: Folder) -> None:
    folder.fails = CaseLogErrorKind.IO
    with pytest.raises(CaseLogError, match="No copy: io"):
        backups.make()
    folder.fails = None
    assert backups.make().size == folder.log_size


def test_what_is_saved_while_a_copy_is_made_waits_for_the_next(clock: Clock) -> None:
    class Busy(Folder):
        def make(self, now: datetime) -> KeptCopy:
            backups.log_changed()
            return super().make(now)

    folder = Busy()
    backups = Backups(folder, clock)
    backups.log_changed()
    clock.moment += INTERVAL
    backups.make_if_due()
    assert not backups.due()
    clock.moment += INTERVAL
    assert backups.due()


def test_a_clock_set_back_never_keeps_a_copy_from_being_made(backups: Backups, folder: Folder, clock: Clock) -> None:
    backups.log_changed()
    clock.moment -= timedelta(days=30)
    assert backups.due()
    backups.make_if_due()
    assert not backups.due()
    folder.made = [datetime(2031, 1, 1)]  # noqa: DTZ001 - copies have no zone
    assert backups.due_today()


@pytest.mark.parametrize(
    ("damage", "sentence"),
    [
        ((), "The backup of 2026-01-05 08:00 is whole: the case log can be restored from it."),
        (
            ("the letter of case 3",),
            "The backup of 2026-01-05 08:00 is damaged (the letter of case 3). Use another one.",
        ),
        (
            ("the letter of case 3", "x", "y"),
            "The backup of 2026-01-05 08:00 is damaged (the letter of case 3, and 2 more). Use another one.",
        ),
    ],
)
def test_trying_a_copy_out_ends_in_a_sentence(
    backups: Backups, folder: Folder, damage: tuple[str, ...], sentence: str
) -> None:
    backups.make()
    folder.damage = damage
    (copy,) = backups.kept()
    assert backups.try_out(copy) == sentence


class History:
    """The history of a log that can be full."""

    def __init__(self) -> None:
        self.events: list[tuple[str, str]] = []
        self.full = False

    def note_log_event(self, kind: str, detail: str, by: Signature) -> int:
        if self.full:
            raise CaseLogError(CaseLogErrorKind.DISK_FULL, "full")
        self.events.append((kind, detail))
        return len(self.events)


def test_the_history_tells_of_a_copy_before_it_is_made_and_when_it_failed(folder: Folder, clock: Clock) -> None:
    history = History()
    events = LogEvents(history, lambda: Signature("rn1", clock.now().isoformat()))
    backups = Backups(folder, clock, events)
    backups.make()
    assert history.events == [("backup begun", "")]
    folder.fails = CaseLogErrorKind.DISK_FULL
    with pytest.raises(CaseLogError, match="No copy"):
        backups.make()
    assert history.events[1:] == [("backup begun", ""), ("backup failed", "disk-full")]


def test_a_log_that_cannot_tell_of_it_is_named_and_no_copy_counts(folder: Folder, clock: Clock) -> None:
    history = History()
    history.full = True
    backups = Backups(folder, clock, LogEvents(history, lambda: Signature("rn1", clock.now().isoformat())))
    backups.log_changed()
    with pytest.raises(CaseLogError, match="full"):
        backups.make()
    assert folder.made == []


def test_a_log_that_is_only_read_keeps_nothing(clock: Clock) -> None:
    history = History()
    LogEvents(history, lambda: Signature("rn1", ""), to_read=True).note(Happened(EventKind.RESTORED))
    assert history.events == []
