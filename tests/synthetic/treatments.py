"""A treatment as a request words it, with what it is: the values that a reviewer would note down."""

import random
from datetime import date
from typing import Literal

import msgspec

from tests.synthetic.dates import print_date
from tests.synthetic.regions import BodyPart

Category = Literal[
    "Pharmaceuticals",
    "Rehabilitation",
    "Diagnostic Testing",
    "DMEPOS",
    "Injection",
    "Surgery",
    "Evaluation & Management",
    "Psych Services",
    "Programs",
    "Home Health",
    "Transportation",
]
Trait = Literal["colon", "refills", "unknown_quantity", "words", "rental", "opioid"]
"""What a heading may show: a colon inside, refills, "(unknown quantity)", numbers in words, a rental, an opioid."""


class Treatment(msgspec.Struct, frozen=True, kw_only=True):
    """A treatment asked for.

    Attributes:
        text: as a heading names it.
        short: as a rationale may call it.
        category: category of the decision search page, with `subcategory`.
        topic: MTUS section under which it is looked up; `outside` likewise in the ODG.
        drug, strength, quantity, frequency, body_part: as printed, None where not.
        date_of_service: of a retrospective request.
        pattern: `text` with `{n}` for its count, where a part of it can be authorized; `per_week` visits.
    """

    text: str
    short: str
    category: Category
    subcategory: str
    topic: str
    outside: str
    chapter: str = "Chronic Pain Medical Treatment 2016"
    drug: str | None = None
    strength: str | None = None
    quantity: str | None = None
    frequency: str | None = None
    body_part: str | None = None
    date_of_service: date | None = None
    retrospective: bool = False
    opioid: bool = False
    pattern: str | None = None
    count: int = 0
    step: int = 1


class PlainTreatment(msgspec.Struct, frozen=True):
    """A treatment whose count, if any, is not split: its text, names, subcategory and topics."""

    text: str
    short: str
    subcategory: str
    topic: str
    outside: str
    traits: frozenset[Trait] = frozenset()
    quantity: str | None = None


def pick_plain(
    rng: random.Random, choices: list[PlainTreatment], category: Category, part: BodyPart, traits: frozenset[Trait]
) -> Treatment:
    """One of the choices that have the traits (any, if none has), as a treatment of the category."""
    fitting = [choice for choice in choices if traits <= choice.traits] or choices
    chosen = rng.choice(fitting)
    return Treatment(
        text=chosen.text,
        short=chosen.short,
        category=category,
        subcategory=chosen.subcategory,
        topic=chosen.topic,
        outside=f"{part.region.outside}, {chosen.outside}",
        chapter=part.region.chapter,
        quantity=chosen.quantity,
        body_part=part.text if part.text.lower() in chosen.text.lower() else None,
    )


def has_traits(treatment: Treatment, traits: frozenset[Trait]) -> bool:
    """Whether the heading shows each of the traits."""
    shown: dict[Trait, bool] = {
        "colon": ":" in treatment.text,
        "refills": "refill" in treatment.text,
        "unknown_quantity": "(unknown" in treatment.text or "(unspecified" in treatment.text,
        "words": " times a week times " in treatment.text,
        "opioid": treatment.opioid,
        "rental": "rental" in treatment.text or "trial" in treatment.text,
    }
    return all(shown[trait] for trait in traits)


def counted(treatment: Treatment, count: int) -> str:
    """The treatment's text with another count; only where it has a pattern."""
    if treatment.pattern is None:
        raise ValueError("the treatment has no count")
    weeks = count // treatment.step
    return treatment.pattern.replace("{n}", str(count)).replace("{w}", str(weeks))


def retrospective(treatment: Treatment, rng: random.Random, served: date) -> Treatment:
    """The same treatment asked for after it was given, with its date of service."""
    before = rng.choice(("Retrospective ", "Retrospective: ", "Retrospective request for ", "Retrospective "))
    shown = print_date(served, rng.choice(("slash", "slash_short")))
    after = rng.choice((f" (DOS {shown})", f" DOS: {shown}", f" DOS {shown}", f" per {shown} order"))
    return msgspec.structs.replace(
        treatment,
        text=f"{before}{treatment.text}{after}",
        date_of_service=served,
        retrospective=True,
        pattern=None,
    )
