"""Drug and strength of a disputed item."""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

import msgspec

from imr_desk.extraction.confidence import Doubt, Ground, Rule, Weight, absent, weighed
from imr_desk.extraction.details.drug_names import CLASS_OF
from imr_desk.extraction.details.item_words import ItemWords
from imr_desk.model.draft import Finding


class DrugMention(msgspec.Struct, frozen=True, gc=False):
    """A drug named in a text.

    Attributes:
        name: canonical name in small letters, a key of ``CLASS_OF``.
        start: offset of its first character.
        end: offset behind its last character, salts and release forms included.
    """

    name: str
    start: int
    end: int


_WORD = re.compile(r"[A-Za-z0-9#][\w'.#-]*")
_SALT = re.compile(
    r"(?:[\s,-]+(?:citrate|hcl|hydrochloride|sodium|potassium|calcium|magnesium|tartrate|succinate|maleate|besylate|"
    r"epolamine|bitartrate|sulfate|acetate|mesylate|fumarate|phosphate|oxide|er|xr|sr|cr|dr|ec|la|ir|xl|odt|ds))+\b(?![-/])",
    re.IGNORECASE,
)
_FORM = re.compile(r"\s+(?:patch|gel|cream|ointment|lotion|pad|spray|solution)(?:es|s)?\b", re.IGNORECASE)
_NUMBERED = re.compile(r"\s*(?:no\.?\s?|#)[34]\b", re.IGNORECASE)
_BY_FIRST: Mapping[str, tuple[tuple[str, ...], ...]] = {
    first: tuple(
        sorted((tuple(name.split()) for name in CLASS_OF if name.split()[0] == first), key=len, reverse=True)
    )
    for first in {name.split()[0] for name in CLASS_OF}
}
_UNIT = r"(?:mg|mcg|µg|ug|meq|iu|units?)(?:\s?/\s?(?:\d+\s?)?(?:ml|hr|hour|h|actuation|day|gm?))?\b|%"
STRENGTH = re.compile(
    rf"(?<![\w.])(?P<figures>\d[\d,]*(?:\.\d+)?|\.\d+)(?:\s?(?:mg|mcg|%)?\s?[-/]\s?\d+(?:\.\d+)?)*\s?(?:{_UNIT})",
    re.IGNORECASE,
)
"""A strength with its unit: ``10/325 mg``, ``7.5-325mg``, ``1.3%``, ``20 mcg/hr``."""
_BARE_STRENGTH = re.compile(r"\s?(?P<bare>\d+(?:\.\d+)?\s?[/-]\s?\d{3})(?![\d.])")
_SAME_DRUG = re.compile(r"\s*[(/-]\s*")
_NOT_A_DRUG = re.compile(
    r"\b(?:level|levels|test|testing|screen|screening|panel|drug\s+monitoring|program|pump|injections?|block|infusion)\b",
    re.IGNORECASE,
)
_BY_GRAMMAR = re.compile(
    r"^(?:(?:associated\s+surgical\s+services?|post-?\s?op\w*|pre-?\s?op\w*|retrospective(?:\s+request\s+for)?)[\s:]*)*"
    r"(?P<name>[A-Z][\w-]+(?:\s(?!patch|pad|cream|gel|tab|cap|oint|lotion|spray|sol|tube|#|qty)[A-Za-z][\w-]*){0,2}?)"
    r"(?=,?\s+(?:\d[\d./,-]*\s?(?:mg|mcg|%)|(?:tablets?|tabs?|capsules?|caps?|patch(?:es)?|cream|gel|ointment|lotion|nasal\s|"
    r"oral\s|transdermal|suspension)\b))",
    re.IGNORECASE,
)
_KNOWN = Ground("a drug of the vocabulary", 0.02)
_UNIT_GROUND = Ground("figures with the unit of a strength", 0.05)
_BEHIND = Ground("it stands behind the drug's name", 0.2)


def drugs_of(text: str) -> tuple[DrugMention, ...]:
    """Return the drugs of the vocabulary named in a text, the longest name at each place, in order."""
    words = [(match[0].lower().rstrip(".'"), match.start(), match.end()) for match in _WORD.finditer(text)]
    found: list[DrugMention] = []
    for index, (word, start, _) in enumerate(words):
        if found and start < found[-1].end:
            continue
        for name in _BY_FIRST.get(word.removesuffix("-"), ()):
            last = index + len(name)
            if tuple(w for w, _, _ in words[index:last]) == name:
                found.append(DrugMention(" ".join(name), start, _end_of_name(text, words[last - 1][2])))
                break
        else:
            found.extend(_joined(text, word, start))
    return tuple(found)


def _joined(text: str, word: str, start: int) -> Sequence[DrugMention]:
    """Find a drug at the beginning of a word made of several: ``Flurbiprofen-Baclofen``, ``Valium-like`` excepted."""
    head = word.partition("-")[0]
    if "-" in word and head in CLASS_OF and word.partition("-")[2] in CLASS_OF:
        return (DrugMention(head, start, _end_of_name(text, start + len(word))),)
    return ()


def _end_of_name(text: str, end: int) -> int:
    for pattern in (_NUMBERED, _SALT):
        if (match := pattern.match(text, end)) is not None:
            end = match.end()
    return end


def read_drug(words: ItemWords) -> Mapping[str, Finding]:
    """Read the drug and its strength; both missing without surprise where the item is no drug."""
    text = words.disputed.text
    mentions = drugs_of(text)
    if not mentions:
        return _by_grammar(words)
    names = _names(text, mentions)
    sources = tuple(span for start, end in names for span in words.disputed.spans(start, end))
    weights: list[Weight] = [*words.doubts_of(sources), _KNOWN]
    strengths = [match for match in STRENGTH.finditer(text) if match.start() >= names[0][0]]
    if _NOT_A_DRUG.search(text):
        weights.append(Doubt("the item may be a test or a procedure, not the drug itself"))
    if len(names) > 1 and len(strengths) != len(names):
        weights.append(Doubt("several drugs are named, but not a strength for each"))
    said = {mention.name for mention in drugs_of(words.determination.text)}
    if said and not said & {mention.name for mention in mentions} and len(mentions) == 1:
        weights.append(Doubt("the determination names another drug", 0.5))
    drug = weighed(", ".join(text[start:end] for start, end in names), sources, Rule.HEADING, tuple(weights))
    return {"drug": drug, "strength": _strength(words, names, strengths)}


def _names(text: str, mentions: Sequence[DrugMention]) -> list[tuple[int, int]]:
    """Return where each drug is named: partners behind a stroke as one, a second name in parentheses left out."""
    names: list[tuple[int, int]] = []
    end_of_last = 0
    for mention in mentions:
        between = text[end_of_last : mention.start]
        same = names and "," not in between and _SAME_DRUG.fullmatch(between)
        end_of_last = mention.end
        if not same:
            names.append((mention.start, mention.end))
        elif "(" in between:
            end_of_last += text[mention.end : mention.end + 1] == ")"
        else:
            names[-1] = (names[-1][0], mention.end)
    return [(start, _with_form(text, end)) for start, end in names]


def _with_form(text: str, end: int) -> int:
    """Take in a form that the name of the drug ends with, such as ``Lidocaine patch 5%``."""
    form = _FORM.match(text, end)
    return form.end() if form and STRENGTH.match(text[form.end() :].lstrip(" ,")) else end


def _strength(words: ItemWords, names: Sequence[tuple[int, int]], strengths: Sequence[re.Match[str]]) -> Finding:
    if not strengths:
        return _bare_strength(words, names[0][1])
    spans = tuple(span for match in strengths for span in words.disputed.spans(match.start(), match.end()))
    weights: list[Weight] = [*words.doubts_of(spans), _UNIT_GROUND]
    if len(names) == len(strengths) and _alternate(names, strengths):
        weights.append(_BEHIND)
    elif len(strengths) > 1:
        weights.append(Doubt("more strengths than drugs are named"))
    told = STRENGTH.finditer(words.determination.text)
    said = [match[0] for match in told if words.is_asked_for(match.start())]
    if len(strengths) == 1 and len(said) == 1 and _figures(said[0]) != _figures(strengths[0][0]):
        weights.append(Doubt("the determination names another strength", 0.5))
    value = ", ".join(match[0] for match in strengths)
    return weighed(value, spans, Rule.HEADING, tuple(weights))


def _alternate(names: Sequence[tuple[int, int]], strengths: Sequence[re.Match[str]]) -> bool:
    """Tell whether drugs and strengths take turns, each strength behind its drug."""
    order = sorted([*((start, 0) for start, _ in names), *((match.start(), 1) for match in strengths)])
    return all(one[1] != other[1] for one, other in pairwise(order)) and order[0][1] == 0


def _bare_strength(words: ItemWords, end: int) -> Finding:
    """Read a strength without unit right behind a drug, such as ``Norco 10/325``."""
    match = _BARE_STRENGTH.match(words.disputed.text, end)
    if match is None:
        return absent("the disputed part names no strength", surprising=False)
    sources = words.disputed.spans(*match.span("bare"))
    weights = (*words.doubts_of(sources), _BEHIND, Ground("two figures as of a combined drug", 0.1))
    return weighed(match["bare"], sources, Rule.HEADING, weights)


def _figures(strength: str) -> list[str]:
    """Return the figures of a strength, whatever stands between them: ``7.5-325mg`` and ``7.5 325 mg`` alike."""
    return re.findall(r"\d+(?:\.\d+)?", strength)


def _by_grammar(words: ItemWords) -> Mapping[str, Finding]:
    """Take the words before a strength or a form for a drug that the vocabulary lacks, for a person to look at."""
    text = words.disputed.text
    match = _BY_GRAMMAR.match(text)
    strengths = list(STRENGTH.finditer(text))
    if match is None:
        nothing = absent("the disputed part names no drug of the vocabulary", surprising=bool(strengths))
        return {"drug": nothing, "strength": absent("no drug is named", surprising=False)}
    sources = words.disputed.spans(*match.span("name"))
    weights = (*words.doubts_of(sources), Doubt("the vocabulary of drugs does not know it"))
    return {
        "drug": weighed(match["name"], sources, Rule.HEADING, weights),
        "strength": _strength(words, [match.span("name")], strengths),
    }
