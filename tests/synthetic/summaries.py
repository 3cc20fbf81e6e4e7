"""Composes clinical case summaries in the openings that letters.md lists; the rest of the prose is invented."""

import random
from datetime import date, timedelta
from typing import Literal

import msgspec

from tests.synthetic.dates import DateStyle, print_date
from tests.synthetic.regions import BodyPart
from tests.synthetic.typesetting import REDACTION

Sex = Literal["male", "female"]
Opening = Literal[
    "injured_worker", "case_involves", "applicant", "according_to_records", "claimant", "two_birth_dates"
]
"""two_birth_dates: two dates of birth and no age. claimant: layout C."""
Length = Literal["short", "middle", "long"]
ORDINARY_OPENINGS: tuple[Opening, ...] = ("injured_worker", "case_involves", "applicant", "according_to_records")

_HAPPENED: tuple[str, ...] = (
    "while a pallet slid off a lift",
    "on a wet stair behind the kitchen",
    "when a ladder gave way",
    "after months of lifting trays",
    "in a low-speed collision between two yard trucks",
    "while pulling a hose uphill",
    "during a fall from a loading dock",
)
_SUMMARY_SENTENCES: tuple[str, ...] = (
    "{Pron} describes an ache in the {part} of {n}/10, worse toward evening.",
    "On {date} the exam found that {finding}.",
    "In the visit of {date}, {finding}, and {finding2}.",
    "{Pron} has been on modified duty since {date}.",
    "The doctor's impression was {dx} with slow progress.",
    "Medicines on the list of {date} were {drug} and an over-the-counter cream.",
    "Care so far: ice, {n} visits of exercise, a brace and {drug}.",
    "A film of {date} was read as clear, apart from mild wear.",
    "Sleep is broken and walking is held to {n} blocks.",
    "{Poss} mood is low, though {pron} denies thoughts of harm.",
    "No operation has been done on the {part}.",
    "A second opinion of {date} came to the same view.",
    "The temperature of the skin was equal, and motion measured 0-{degrees}°.",
    "{Pron} “would rather not take more pills,” the note of {date} says.",
    "Strength was {m}/5 throughout, and the reflexes were brisk.",
    "{Pron} lives with a 12 year old dog and climbs two flights of stairs.",
    "An earlier request, for a walking aid, was upheld on appeal in another claim.",
)
_NON_ASCII: tuple[str, ...] = (
    "The worker’s gel (LidoPro®) is put on 3 × a day – mostly at night.",
    "Bending reached 45° – no more – and the doctor’s note calls it “stiff”.",
)
_UR_SENTENCES: tuple[str, ...] = (
    "Utilization review, in its letter of {ur}, did not certify {what}.",
    "By a utilization review decision dated {ur} the claims administrator turned down {what}.",
    "On {ur} utilization review refused {what}, and the {person} appealed.",
)
_DRUGS: tuple[str, ...] = ("naproxen", "tizanidine", "gabapentin", "a short course of prednisone", "acetaminophen")
_WORKER = {
    "injured_worker": "injured worker",
    "case_involves": "patient",
    "applicant": "applicant",
    "according_to_records": "patient",
    "claimant": "claimant",
    "two_birth_dates": "injured worker",
}


class SummaryFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What a summary tells; the dates are those it prints, which may contradict the header.

    A summary without a `ur_denial_date` says nothing of utilization review (letters without a header).
    """

    age: int
    sex: Sex
    date_of_injury: date
    ur_denial_date: date | None
    seen_to: date
    parts: tuple[BodyPart, ...]
    what: str
    style: DateStyle
    gap: str = " "


def word_for(opening: Opening) -> str:
    """The word for the patient that goes with an opening."""
    return _WORKER[opening]


def _age(rng: random.Random, facts: SummaryFacts) -> str:
    return rng.choice((f"{facts.age} year old", f"{facts.age}-year-old"))


def _opening(rng: random.Random, opening: Opening, facts: SummaryFacts) -> str:
    injured = print_date(facts.date_of_injury, facts.style)
    happened = rng.choice(_HAPPENED)
    part = facts.parts[0].text
    who = f"{_age(rng, facts)} {facts.sex}"
    match opening:
        case "injured_worker":
            verb = rng.choice(("sustained an injury at work", "sustained harm on the job"))
            return (
                f"The injured worker is a(n) {facts.age} year old {facts.sex}, who {verb} on {injured}, {happened}."
            )
        case "case_involves":
            claim = f"a history of an occupational claim from {print_date(facts.date_of_injury, 'slash')}"
            return f"This case involves a now {facts.age}-year-old {facts.sex} with {claim}, {happened}."
        case "applicant":
            return f"The applicant is a {who} whose claim names the {part}, hurt on {injured} {happened}."
        case "according_to_records":
            return f"According to medical records available the patient is a {who}, injured on {injured} {happened}."
        case "claimant":
            return f"Claimant is a {who}; date of injury {injured}, hurt {happened}."
        case "two_birth_dates":
            born = date(facts.date_of_injury.year - facts.age, 3, 4)
            one, two = print_date(born, "slash"), print_date(born + timedelta(days=397), "slash")
            return (
                f"The injured worker is a {facts.sex} born on {one} by one form and on {two} by another, "
                f"who was hurt on {injured} {happened}."
            )


def _middle(rng: random.Random, facts: SummaryFacts, count: int) -> list[str]:
    span = max(1, (facts.seen_to - facts.date_of_injury).days)
    chosen = rng.sample(_SUMMARY_SENTENCES[:-2], min(count, len(_SUMMARY_SENTENCES) - 2))
    told = []
    for template in chosen:
        part = rng.choice(facts.parts)
        seen = facts.date_of_injury + timedelta(days=rng.randrange(span))
        findings = rng.sample(part.region.findings, 2)
        told.append(
            template.format(
                Pron="He" if facts.sex == "male" else "She",
                pron="he" if facts.sex == "male" else "she",
                Poss="His" if facts.sex == "male" else "Her",
                part=part.text,
                n=rng.randint(3, 9),
                m=rng.choice((4, 5)),
                degrees=rng.choice((90, 110, 120)),
                date=print_date(seen, facts.style),
                finding=findings[0],
                finding2=findings[1],
                dx=rng.choice(part.region.diagnoses),
                drug=rng.choice(_DRUGS),
            )
        )
    return told


def draw_summary(
    rng: random.Random,
    opening: Opening,
    facts: SummaryFacts,
    *,
    length: Length,
    redacted: bool,
    decoys: bool,
    non_ascii: bool,
) -> str:
    """A case summary; `decoys` adds another age and another "upheld", `redacted` a blacked-out name."""
    counts = {"short": (1, 2), "middle": (5, 9), "long": (12, 15)}[length]
    told = _middle(rng, facts, rng.randint(*counts))
    if decoys:
        told += [sentence.format(Pron="He" if facts.sex == "male" else "She") for sentence in _SUMMARY_SENTENCES[-2:]]
    if non_ascii:
        told.insert(rng.randint(0, len(told)), rng.choice(_NON_ASCII))
    if redacted:
        told.insert(rng.randint(0, len(told)), f"Care was taken over by {REDACTION} and goes on at the same clinic.")
    diagnoses = " and ".join(dict.fromkeys(rng.choice(part.region.diagnoses) for part in facts.parts))
    told.insert(0, f"The diagnoses on file are {diagnoses}.")
    if facts.ur_denial_date is not None:
        refused = print_date(facts.ur_denial_date, facts.style)
        told.append(rng.choice(_UR_SENTENCES).format(ur=refused, what=facts.what, person=word_for(opening)))
    return facts.gap.join([_opening(rng, opening, facts), *told])
