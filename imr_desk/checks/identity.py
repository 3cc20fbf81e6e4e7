"""Who the letter speaks of: age, sex, pronouns, and a second case number."""

import re
from collections.abc import Iterator, Sequence

from imr_desk.checks.prose import Prose
from imr_desk.checks.reading import Reading, ReadingCheck, flag
from imr_desk.model.draft import Flag, Severity
from imr_desk.model.geometry import Span
from imr_desk.model.terms.passage import Passage

_REASON = "Text about another person, or a slip of the pen, makes the facts of an item unsafe."
_OTHERS = re.compile(
    r"\b(?:physicians?|doctors?|Dr|providers?|surgeons?|therapists?|chiropractor|psychologist|psychiatrist|nurse|examiner|reviewer|"
    r"mother|father|wife|husband|spouse|son|daughter|child|sister|brother|coworker|co-worker|supervisor|student|customer|driver|"
    r"PTP|QME|AME|MD|D\.?C|PA|NP|consultant|dentist|author|radiologist|internist|employer|manager|witness|partner|friend|"
    r"esquire|attorney|evaluator|specialist|orthopedist|neurologist|podiatrist|acupuncturist|boss|client|resident|inmate|suspect)\b",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"(?:He|She|His|Her)\b(?!/)(?!\s+or\b)")
_OF_PATIENT = re.compile(
    r"\b(?:patient|claimant|applicant|injured\s+worker|worker|employee|IW|individual)\b|\b\d{1,3}[\s-]*years?[\s-]*old\b",
    re.IGNORECASE,
)
_AGED = re.compile(
    r"\d{2}[\s-]*(?:years?|yrs?)[\s-]*olds?[\s,-]*(?:(?:right|left)[\s-]hand(?:ed)?\s+)?(?P<sex>female|male|woman|man|gentleman|lady)?",
    re.IGNORECASE,
)
_PERSON_BEHIND = re.compile(
    r"\s*(?:who\b|(?:injured\s+)?(?:worker|patient|claimant|applicant|employee|individual|person)\b)", re.IGNORECASE
)
_SEX = {"female": "female", "woman": "female", "lady": "female", "male": "male", "man": "male", "gentleman": "male"}
_CASE_NUMBER = re.compile(r"C[MP]\d{2}-\d{7}(?!\d)")


def _passages(reading: Reading) -> Iterator[tuple[int | None, Passage, Prose]]:
    """Yield the case summary and each rationale, with the index of its item."""
    yield None, reading.summary, reading.summary_prose
    for item in reading.items:
        yield item.index, item.passage("rationale"), item.rationale


def _place(index: int | None) -> str:
    return "the case summary" if index is None else f"the rationale of item {index + 1}"


class PronounDiffers(ReadingCheck):
    """A pronoun that follows the patient is of the other sex than the letter states."""

    rule = "pronoun-differs"

    def of(self, reading: Reading) -> Sequence[Flag]:
        """Return one flag for each passage that calls the patient by the other pronoun."""
        sex = reading.found("sex")
        if sex is None or sex.value not in ("male", "female"):
            return ()
        other = ("She", "Her") if sex.value == "male" else ("He", "His")
        found: list[Flag] = []
        for index, passage, prose in _passages(reading):
            place = _first_pronoun(prose, other)
            if place is None:
                continue
            message = (
                f"The letter speaks of a {sex.value} patient, while {_place(index)} goes on with "
                f"“{prose.text[slice(*place)]}”."
            )
            where = (*sex.sources, *passage.spans(*place))
            found.append(flag(self.rule, Severity.WARNING, message, _REASON, where, item=index, field="sex"))
        return found


def _first_pronoun(prose: Prose, other: tuple[str, str]) -> tuple[int, int] | None:
    """Return where a sentence opens with such a pronoun right behind one that speaks of the patient alone."""
    if not any(f"{word} " in prose.text for word in other):
        return None
    for (left, middle), (start, end) in zip(prose.sentences, prose.sentences[1:], strict=False):
        match = _PRONOUN.match(prose.text, start, end)
        if match is None or match[0] not in other or prose.is_quoted(start):
            continue
        if _OF_PATIENT.search(prose.text, left, middle) and not _OTHERS.search(prose.text, left, middle):
            return match.span()
    return None


class AgeOrSexDiffers(ReadingCheck):
    """Another age or sex is given for the patient somewhere else."""

    rule = "age-or-sex-differs"

    def of(self, reading: Reading) -> Sequence[Flag]:
        """Return one flag for each passage that states another one; a note where the ages are a year apart."""
        age, sex = reading.found("age"), reading.found("sex")
        if age is None and sex is None:
            return ()
        first_age = age.value if age is not None and isinstance(age.value, int) else None
        first_sex = sex.value if sex is not None else None
        own = (*(age.sources if age else ()), *(sex.sources if sex else ()))
        found: list[Flag] = []
        for index, passage, prose in _passages(reading):
            for match in _AGED.finditer(prose.text) if "old" in prose.text else ():
                said_age, said_sex = int(match[0][:2]), _SEX.get((match["sex"] or "").lower())
                years = first_age is not None and said_age != first_age
                other_sex = None not in (first_sex, said_sex) and said_sex != first_sex
                if not (years or other_sex) or not _is_patient(prose, match):
                    continue
                differs = [f"age {first_age} and age {said_age}"] if years else []
                differs += [f"a {first_sex} and a {said_sex} patient"] if other_sex else []
                message = f"The letter gives {' and '.join(differs)}, the second in {_place(index)}."
                near = not other_sex and first_age is not None and abs(said_age - first_age) == 1
                severity = Severity.INFO if near else Severity.WARNING
                where = (*own, *passage.spans(*match.span()))
                found.append(flag(self.rule, severity, message, _REASON, where, item=index, field="age"))
                break
        return found


def _is_patient(prose: Prose, match: re.Match[str]) -> bool:
    """Tell whether an age is the patient's: nobody else is named, and sex or a word for the patient stands by it."""
    start, end = prose.sentence_at(match.start())
    if prose.is_quoted(match.start()) or _OTHERS.search(prose.text, start, end):
        return False
    if match.start() > 0 and prose.text[match.start() - 1] in "0123456789./-":
        return False
    if match["sex"] is not None or _PERSON_BEHIND.match(prose.text, match.end()):
        return True
    ends = prose.text[match.end() : match.end() + 1] in ("", ",", ".")
    return ends and _OF_PATIENT.search(prose.text, start, match.start()) is not None


class SecondCaseNumber(ReadingCheck):
    """The letter names more than one IMR case number."""

    rule = "second-case-number"

    def of(self, reading: Reading) -> Sequence[Flag]:
        """Return one note that shows every other case number."""
        own = reading.found("case_number")
        if own is None or not own.value:
            return ()
        others = {
            match[0]: Span(page.number, *match.span())
            for page in reading.letter.pages
            for match in _CASE_NUMBER.finditer(page.text)
            if match[0] != own.value
        }
        if not others:
            return ()
        message = f"The letter names another case number beside its own: {', '.join(others)}."
        reason = (
            "Applications may be decided together in one letter (8 CCR 9792.10.4); each case number needs its entry."
        )
        where = (*own.sources, *others.values())
        return [flag(self.rule, Severity.INFO, message, reason, where, field="case_number")]
