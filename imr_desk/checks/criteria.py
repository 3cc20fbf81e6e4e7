"""Numbered criteria quoted in a rationale, and whether its own words take them up again."""

import re
from collections.abc import Sequence

import msgspec

from imr_desk.checks.prose import PATIENT, Prose
from imr_desk.checks.reading import ItemCheck, ItemReading, flag
from imr_desk.model.draft import Flag, Severity

_NUMBER = re.compile(r"(?<![\w.,/-])\(?(?P<number>[1-9]|1\d)[.)](?=\s+[A-Z\"“])")
_LEAST = 3
_LONGEST = 700  # characters of one criterion
_WORD = re.compile(r"[a-z]{5,}")
_COMMON = frozenset(
    (
        *("about", "above", "after", "against", "although", "among", "another", "because", "before"),
        *("being", "below", "between", "could", "during", "either", "every", "first", "further", "given"),
        *("having", "least", "likely", "might", "other", "others", "over", "patient", "patients"),
        *("should", "since", "still", "such", "than", "that", "their", "there", "these", "they", "this"),
        *("those", "through", "treatment", "under", "until", "using", "which", "while", "with", "within"),
        *("without", "would", "medical", "medically", "necessary", "request", "requested", "documented"),
        *("documentation", "noted", "general", "based", "evidence"),
    )
)
_ASSESSMENT = re.compile(
    r"\b(?:in\s+this\s+case|here|request\w*|records?|documentation|therefore|criteri\w+)\b", re.IGNORECASE
)


class _List(msgspec.Struct, frozen=True):
    """A list of criteria: where each begins, and where the last one ends."""

    starts: tuple[int, ...]
    end: int

    def part(self, number: int) -> tuple[int, int]:
        """Return where criterion ``number`` (from 1) stands."""
        following = self.starts[number] if number < len(self.starts) else self.end
        return self.starts[number - 1], min(following, self.starts[number - 1] + _LONGEST)


class CriteriaNotTakenUp(ItemCheck):
    """A list of numbered criteria that the rationale's own sentences do not take up."""

    rule = "criteria-not-taken-up"

    def of_item(self, item: ItemReading) -> Sequence[Flag]:
        """Return one flag for each list: a warning where nothing of the case follows it."""
        prose = item.rationale
        if "3." not in prose.text and "3)" not in prose.text:
            return ()
        return [found for listed in _lists(prose) for found in self._judged(item, prose, listed)]

    def _judged(self, item: ItemReading, prose: Prose, listed: _List) -> Sequence[Flag]:
        rationale = item.passage("rationale")
        following = [part for part in prose.sentences if part[0] >= listed.end and not prose.is_quoted(part[0])]
        applied = any(
            PATIENT.search(prose.text, *part) or _ASSESSMENT.search(prose.text, *part) for part in following
        )
        numbers = range(1, len(listed.starts) + 1)
        behind = " ".join(prose.lower[start:end] for start, end in following)
        said = frozenset(_WORD.findall(behind)) - _COMMON
        untouched = [n for n in numbers if said.isdisjoint(_words(prose.text, listed.part(n)))]
        if not untouched:
            return ()
        where = [span for number in untouched for span in rationale.spans(*listed.part(number))]
        reason = "For each criterion a reviewer may want to note met, not met or not discussed."
        if not applied:
            message = (
                f"The rationale of item {item.number} lists {len(listed.starts)} numbered criteria, and "
                "no sentence behind the "
                f"list applies them to this case."
            )
            return [flag(self.rule, Severity.WARNING, message, reason, where, item=item.index, field="rationale")]
        names = ", ".join(str(number) for number in untouched)
        message = (
            f"The rationale of item {item.number} lists {len(listed.starts)} numbered criteria; the "
            "sentences behind the list "
            f"share no word with criterion {names}."
        )
        return [flag(self.rule, Severity.INFO, message, reason, where, item=item.index, field="rationale")]


def _lists(prose: Prose) -> Sequence[_List]:
    """Return the runs of numbers 1, 2, 3 … of at least three; the last criterion ends with its sentence."""
    found: list[_List] = []
    run: list[int] = []

    def close(limit: int) -> None:
        if len(run) >= _LEAST:
            first = prose.sentence_at(run[-1])[1]
            end = min(
                limit, first if first > run[-1] + 6 else prose.sentence_at(min(first + 2, len(prose.text) - 1))[1]
            )
            found.append(_List(tuple(run), end))

    for match in _NUMBER.finditer(prose.text):
        if not _begins_criterion(prose.text, match.start()):
            continue
        if int(match["number"]) == len(run) + 1:
            run.append(match.start())
            continue
        close(match.start())
        run = [match.start()] if match["number"] == "1" else []
    close(len(prose.text))
    return found


def _begins_criterion(text: str, start: int) -> bool:
    """Tell whether a number begins a criterion and does not end ``Page 3.`` or ``Table 4.``."""
    before = text[max(0, start - 8) : start].rstrip()
    return not before or before[-1] in '.:;,)"”' or before.endswith((" and", " or"))


def _words(text: str, place: tuple[int, int]) -> frozenset[str]:
    return frozenset(_WORD.findall(text[slice(*place)].lower())) - _COMMON
