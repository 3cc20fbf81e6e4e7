"""Model values as rows of the log, and back."""

import base64
import hashlib
import json
import zlib
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

import msgspec

from imr_desk.caselog.failures import UnreadableRowError
from imr_desk.model.case import Case, CaseDigest, CaseEvent, CaseStatus, UnreadLetter
from imr_desk.model.draft import CaseOutcome, Draft
from imr_desk.model.edits import RereadLetter
from imr_desk.model.event_kinds import EventKind
from imr_desk.model.facts import DueMark
from imr_desk.model.handling import Handling, HandlingStep
from imr_desk.model.history import Act
from imr_desk.model.letter import LetterText
from imr_desk.model.second.comparing import Comparison
from imr_desk.ports import NewLetter

REREAD = '"edit":"reread_letter"'
"""What stands in the JSON of an act that read a letter again, and of no other: typed quotes are escaped."""

T = TypeVar("T")
Cell = str | int | None

DIGEST_COLUMNS = (
    "case_number", "outcome", "confirmed", "title", "items", "overturned", "looks", "flags", "decision_date",
    "received", "claim_number", "injury_date", "finished_on", "finished_by",
)  # fmt: skip
HANDLING_COLUMNS = ("handling", "reviewer", "taken_at", "priority")
DUE_COLUMNS = ("due_on", "due_latest", "due_rule", "due_needs", "due_paused")
CASE_COLUMNS = (
    "id", "fingerprint", "name", "size", "pages", "status", "imported_at", "imported_by", "stage", *DIGEST_COLUMNS,
    *HANDLING_COLUMNS, *DUE_COLUMNS,
)  # fmt: skip
"""The columns of a case that its seal covers, in that order."""

_UNTOUCHED = Handling()
_HANDLINGS = msgspec.json.Decoder(Handling)

_LETTER_FORM = b"L1"
_DRAFT_FORM = b"D1"
"""First bytes of a stored text or draft: how the rest is to be read. Here: zlib over MessagePack."""
_ZLIB_LEVEL = 1  # measured on 6,000 words: a third of the default level's time for 7 % more bytes


def storable(text: str) -> str:
    """Return the text without the lone surrogates that no file can hold; each becomes a question mark."""
    return text.encode("utf-8", "replace").decode()


def sha256(content: bytes) -> str:
    """Return the SHA-256 of bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def seal(cells: Sequence[Cell]) -> int:
    """Return a checksum of a case's row (values in the order of ``CASE_COLUMNS``), against rot of the disk."""
    return zlib.crc32(json.dumps(cells, ensure_ascii=True, separators=(",", ":")).encode("ascii"))


def digest_cells(digest: CaseDigest) -> dict[str, Cell]:
    """Return a digest as columns."""
    cells: dict[str, Cell] = {}
    for name in DIGEST_COLUMNS:
        value = getattr(digest, name)
        cells[name] = storable(value) if type(value) is str else value
    cells["outcome"] = None if digest.outcome is None else digest.outcome.value
    cells["confirmed"] = int(digest.confirmed)
    return cells


def handling_cells(handling: Handling) -> dict[str, Cell]:
    """Return a handling as columns: whole as JSON (empty for one that nobody touched), and what is sorted by."""
    return {
        "handling": "" if handling == _UNTOUCHED else handling_text(handling),
        "reviewer": storable(handling.reviewer),
        "taken_at": storable(handling.taken_at),
        "priority": int(handling.priority),
    }


def handling_text(handling: Handling) -> str:
    """Return a handling as JSON, without what no file can hold."""
    return storable(json.dumps(msgspec.to_builtins(handling), ensure_ascii=False, separators=(",", ":")))


def kept_handling(handling: Handling) -> Handling:
    """Return the handling as a log gives it back: without what no file can hold."""
    return _HANDLINGS.decode(handling_text(handling))


def due_cells(due: DueMark) -> dict[str, Cell]:
    """Return a next duty as columns."""
    return dict(zip(DUE_COLUMNS, map(storable, msgspec.structs.astuple(due)), strict=True))


def kept_due(due: DueMark) -> DueMark:
    """Return the next duty as a log gives it back: without what no file can hold."""
    return DueMark(*map(storable, msgspec.structs.astuple(due)))


def kept_digest(digest: CaseDigest) -> CaseDigest:
    """Return the digest as a log gives it back: without what no file can hold."""
    return _digest(digest_cells(digest), digest.outcome)


def _digest(row: Mapping[str, Any], outcome: CaseOutcome | None) -> CaseDigest:
    cells = {name: row[name] for name in DIGEST_COLUMNS}
    return CaseDigest(**{**cells, "outcome": outcome, "confirmed": bool(row["confirmed"])})


def case_of(cells: Sequence[Any]) -> Case:
    """Return the case of a row, its values in the order of ``CASE_COLUMNS``.

    Raises:
        UnreadableRowError: the row holds what this program never wrote.
    """
    row = dict(zip(CASE_COLUMNS, cells, strict=True))
    try:
        outcome = None if row["outcome"] is None else CaseOutcome(row["outcome"])
        kept = {name: row[name] for name in CASE_COLUMNS[:8]}
        return Case(
            **{**kept, "status": CaseStatus(row["status"])},
            digest=_digest(row, outcome),
            stage=CaseStatus(row["stage"]),
            handling=_HANDLINGS.decode(row["handling"]) if row["handling"] else _UNTOUCHED,
            due=DueMark(*(row[name] for name in DUE_COLUMNS)),
        )
    except (ValueError, msgspec.MsgspecError):
        raise UnreadableRowError(f"the row of case {row['id']}") from None


def letter_words(letter: LetterText) -> str:
    """Return the letter's text for searching."""
    return storable("\n".join(page.text for page in letter.pages))


def import_detail(letter: NewLetter) -> str:
    """Return what the history says of a letter brought in; with the hash, the chain vouches for the bytes too."""
    size, pages = len(letter.content), len(letter.text.pages)
    return f"{pages} page{'s' * (pages != 1)}, {size} bytes, SHA-256 {sha256(letter.content)}"


def kept_detail(name: str, text: str) -> str:
    """Return what the history says of a text of the whole log; with the hash, the chain vouches for it."""
    return f"{name}, SHA-256 {sha256(text.encode())}"


def packed_letter(letter: LetterText) -> bytes:
    """Return the letter's text for storing."""
    return _packed(_LETTER_FORM, letter, LetterText)


def packed_draft(draft: Draft) -> bytes:
    """Return the draft for storing."""
    return _packed(_DRAFT_FORM, draft, Draft)


def unpacked_letter(stored: bytes, case_id: int) -> LetterText:
    """Return the letter's text of a case from storage.

    Raises:
        UnreadableRowError: the bytes are damaged.
    """
    return _unpacked(_LETTER_FORM, stored, LetterText, case_id)


def unpacked_draft(stored: bytes, case_id: int) -> Draft:
    """Return the draft of a case from storage.

    Raises:
        UnreadableRowError: the bytes are damaged.
    """
    return _unpacked(_DRAFT_FORM, stored, Draft, case_id)


def _packed(form: bytes, value: T, kind: type[T]) -> bytes:
    try:
        packed = msgspec.msgpack.encode(value)
    except UnicodeEncodeError:
        # Lone surrogates, which no file can hold: one question mark each, so that all offsets stay.
        plain = json.dumps(msgspec.to_builtins(value), ensure_ascii=False)
        packed = msgspec.msgpack.encode(msgspec.json.decode(plain.encode("utf-8", "replace"), type=kind))
    return form + zlib.compress(packed, _ZLIB_LEVEL)


def _unpacked(form: bytes, stored: bytes, kind: type[T], case_id: int) -> T:
    if not stored.startswith(form):
        raise UnreadableRowError(f"the stored text of case {case_id}")
    try:
        return msgspec.msgpack.decode(zlib.decompress(stored[len(form) :]), type=kind)
    except (zlib.error, msgspec.MsgspecError, UnicodeDecodeError):
        raise UnreadableRowError(f"the stored text of case {case_id}") from None


def act_text(act: Act) -> str:
    """Return an act as canonical JSON: keys sorted, ASCII, so that any string a person typed comes back whole.

    The text of a letter that was read again is stored in it like a first one, in Base64: a fraction of its JSON.
    """
    cells = msgspec.to_builtins(_without_text(act))
    if isinstance(act.step, RereadLetter) and act.step.text is not None:
        cells["step"]["text"] = base64.b64encode(packed_letter(act.step.text)).decode("ascii")
    return _canonical(cells)


def _canonical(cells: object) -> str:
    return json.dumps(cells, sort_keys=True, ensure_ascii=True, separators=(",", ":"))


def _without_text(act: Act) -> Act:
    if not isinstance(act.step, RereadLetter):
        return act
    return msgspec.structs.replace(act, step=msgspec.structs.replace(act.step, text=None))


def act_of(text: str) -> Act:
    """Return the act of its JSON.

    Raises:
        UnreadableRowError: it is damaged.
    """
    try:
        cells = json.loads(text)
        packed = cells["step"].pop("text", None) if REREAD in text else None
        act = msgspec.convert(cells, Act)
        if packed is None or not isinstance(act.step, RereadLetter):
            return act
        letter = unpacked_letter(base64.b64decode(packed, validate=True), 0)
    except (ValueError, TypeError, KeyError, AttributeError, msgspec.MsgspecError, UnreadableRowError):
        raise UnreadableRowError("an act in the history") from None
    return msgspec.structs.replace(act, step=msgspec.structs.replace(act.step, text=letter))


def without_letter(text: str) -> str:
    """Return the JSON of an event without the letter's text that it may bring."""
    if REREAD not in text:
        return text
    cells = json.loads(text)
    cells["step"].pop("text", None)
    return _canonical(cells)


def step_text(step: HandlingStep) -> str:
    """Return a step of handling as canonical JSON, like an act."""
    return _canonical(msgspec.to_builtins(step))


def step_of(text: str) -> HandlingStep:
    """Return the step of handling of its JSON.

    Raises:
        UnreadableRowError: it is damaged.
    """
    try:
        step: HandlingStep = msgspec.convert(json.loads(text), HandlingStep)
    except (ValueError, msgspec.MsgspecError):
        raise UnreadableRowError("a step in the history") from None
    return step


def round_detail(number: int) -> str:
    """Return what the history says of the round that an act of a second reading belongs to."""
    return f"round {number}"


def comparison_text(comparison: Comparison) -> str:
    """Return a comparison as canonical JSON, like an act."""
    return _canonical(msgspec.to_builtins(comparison))


def comparison_of(text: str) -> Comparison:
    """Return the comparison of its JSON.

    Raises:
        UnreadableRowError: it is damaged.
    """
    try:
        return msgspec.convert(json.loads(text), Comparison)
    except (ValueError, msgspec.MsgspecError):
        raise UnreadableRowError("a comparison in the history") from None


def event_of(cells: Sequence[Any]) -> CaseEvent:
    """Return the event of a row: seq, case_id, kind, actor, at, act, detail.

    Raises:
        UnreadableRowError: its act, step or comparison is damaged.
    """
    seq, case_id, kind, actor, at, text, detail = cells
    event = CaseEvent(seq, case_id, kind, actor, at, None, detail)
    if text is None:
        return event
    if kind == EventKind.HANDLED:
        return msgspec.structs.replace(event, step=step_of(text))
    if kind == EventKind.COMPARED:
        return msgspec.structs.replace(event, comparison=comparison_of(text))
    return msgspec.structs.replace(event, act=act_of(text))


def path_bytes(path: str) -> bytes:
    """Return a path for storing; names that are no Unicode come back as they were."""
    return path.encode("utf-8", "surrogatepass")


def unread_of(cells: Sequence[Any]) -> UnreadLetter:
    """Return the unread letter of a row: path, kind, sentence, at."""
    path, kind, sentence, at = cells
    return UnreadLetter(path.decode("utf-8", "surrogatepass"), kind, sentence, at)


def changed_cells(before: Mapping[str, Cell], after: Mapping[str, Cell]) -> dict[str, Cell]:
    """Return what is different after: only the indexes of these columns need be written."""
    return {name: cell for name, cell in after.items() if before[name] != cell}
