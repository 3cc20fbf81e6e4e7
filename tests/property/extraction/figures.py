"""Compares records with the truth of letters, as the project's scoring tool does, and counts what went wrong."""

import re
from collections import Counter
from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import Any

import msgspec

LETTER = (
    "case_number",
    "date_assigned",
    "date_of_injury",
    "decision_date",
    "ur_denial_date",
    "application_received",
    "priority",
    "licensure",
    "specialty",
    "age",
    "sex",
    "clinical_summary",
)
ITEM = (
    "treatment",
    "disputed",
    "original_request",
    "authorized",
    "decision",
    "claims_admin_guideline",
    "imr_guideline",
    "rationale",
    "determination",
)


class Wrong(msgspec.Struct, frozen=True):
    """One value that is not the truth's."""

    file: str
    name: str
    flagged: bool
    want: Any
    got: Any


class Figures(msgspec.Struct):
    """What was counted over some letters."""

    values: int = 0
    exact: int = 0
    silent: int = 0
    load: int = 0
    absent: int = 0
    claims: int = 0
    evidence: int = 0
    letters: int = 0
    letters_with_right_items: int = 0
    flags: Counter[str] = msgspec.field(default_factory=Counter)
    wrong: list[Wrong] = msgspec.field(default_factory=list)

    @property
    def silent_errors(self) -> list[Wrong]:
        return [wrong for wrong in self.wrong if not wrong.flagged]

    def __str__(self) -> str:
        values = max(1, self.values)
        told = f"{self.letters} letters, {self.values} values: exact {self.exact / values:.2%}"
        told += f", silent errors {self.silent}, review load {self.load / values:.2%}"
        if self.claims:
            told += f", evidence {self.evidence / self.claims:.2%}"
        return f"{told}, letters with exactly the right items {self.letters_with_right_items}"


def folded(value: Any) -> Any:
    """The value with white space folded; a hyphen joins with or without a blank behind it."""
    if value in (None, "", []):
        return None
    if isinstance(value, list):
        return [folded(part) for part in value]
    return re.sub(r"-\s+", "-", " ".join(value.split())) if isinstance(value, str) else value


def add(
    figures: Figures,
    record: dict[str, Any],
    truth: dict[str, Any],
    *,
    pages: list[str] | None = None,
    said: bool = False,
) -> None:
    """Count one letter; with ``pages`` the text of each source is looked up there.

    ``said`` tells that the letter is known to lack pages, so that an item of which nothing is left is counted apart.
    """
    figures.letters += 1
    for name in LETTER:
        _count(figures, truth["file"], name, record["fields"].get(name), truth["fields"].get(name), pages)
    pairs = pairs_of(truth["items"], record["items"])
    figures.letters_with_right_items += len(pairs) == len(truth["items"]) == len(record["items"])
    extra = [index for index in range(len(record["items"])) if index not in pairs.values()]
    for index in extra:
        entry = record["items"][index]["decision"]
        _count(figures, truth["file"], "item that is none", entry, None, pages)
    for number, want in enumerate(truth["items"]):
        if number not in pairs and said:
            figures.absent += 1
            continue
        got = record["items"][pairs[number]] if number in pairs else {}
        for name in ITEM:
            if name in want:
                _count(figures, truth["file"], f"item.{name}", got.get(name), want[name], pages)


def _count(figures: Figures, file: str, name: str, entry: Any, want: Any, pages: list[str] | None) -> None:
    entry = entry or {}
    got, flagged = entry.get("value"), bool(entry.get("needs_review"))
    figures.values += 1
    if folded(got) == folded(want):
        figures.exact += 1
        figures.load += flagged
        if flagged:
            figures.flags[name] += 1
    else:
        figures.silent += not flagged
        figures.wrong.append(Wrong(file, name, flagged, folded(want), folded(got)))
    if folded(got) is not None and pages is not None:
        figures.claims += 1
        figures.evidence += _is_evident(entry, pages)


def _is_evident(entry: dict[str, Any], pages: list[str]) -> bool:
    """Tell whether the sources hold their text, stand where they say, have boxes, and hold the value's words."""
    claimed = ""
    for source in entry["sources"]:
        if pages[source["page"] - 1][source["start"] : source["end"]] != source["text"] or not source["boxes"]:
            return False
        claimed += _bare(source["text"])
    values = entry["value"] if isinstance(entry["value"], list) else [entry["value"]]
    words = [_bare(v) for v in values if isinstance(v, str) and not re.fullmatch(r"\d{4}-\d\d-\d\d", v)]
    return bool(claimed) and all(word in claimed for word in words)


def _bare(text: str) -> str:
    return re.sub(r"\W+", "", text).lower()


def pairs_of(truth: list[dict[str, Any]], got: list[dict[str, Any]]) -> dict[int, int]:
    """Pair items in order by likeness of their treatments."""

    def text(item: dict[str, Any]) -> str:
        return folded((item.get("treatment") or {}).get("value")) or ""

    like = [
        [SequenceMatcher(None, want["treatment"], text(item), autojunk=False).ratio() for item in got]
        for want in truth
    ]
    best = [[0.0] * (len(got) + 1) for _ in range(len(truth) + 1)]
    for i in range(len(truth) - 1, -1, -1):
        for j in range(len(got) - 1, -1, -1):
            take = like[i][j] + best[i + 1][j + 1] if like[i][j] > 0.5 else -1.0
            best[i][j] = max(take, best[i + 1][j], best[i][j + 1])
    pairs: dict[int, int] = {}
    i = j = 0
    while i < len(truth) and j < len(got):
        if like[i][j] > 0.5 and best[i][j] == like[i][j] + best[i + 1][j + 1]:
            pairs[i] = j
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def told(wrongs: Iterable[Wrong], most: int = 10) -> str:
    """The first wrong values as lines for a failing test."""
    lines = [
        f"{w.file} {w.name} {'flagged' if w.flagged else 'SILENT'}\n   want {w.want!r:.300}\n   got  {w.got!r:.300}"
        for w in wrongs
    ]
    return "\n".join(lines[:most])
