"""Draws requests for drugs: names, strengths, quantities and doses as headings print them."""

import random

from tests.synthetic.drugs import COMPOUND_PARTS, DRUGS, Drug
from tests.synthetic.regions import BodyPart
from tests.synthetic.treatments import Trait, Treatment


def _medicine(rng: random.Random, drug: Drug, traits: frozenset[Trait]) -> tuple[str, str | None, int, str | None]:
    """The text, its pattern, its count and its frequency."""
    count = rng.choice((30, 60, 90, 120, 40, 28, 112))
    strength = rng.choice(drug.strengths)
    names = (drug.generic, f"{drug.generic} ({drug.brand})", drug.brand)
    base = f"{rng.choice(names)} {strength}"
    doses = ("one tablet by mouth twice daily", "1 po q 8 hours as needed for pain", "take 1 at bedtime")
    dose = rng.choice(doses)
    forms: list[tuple[str, set[Trait], str | None]] = [
        (f"{base} #{{n}}", set(), None),
        (f"{base} #{{n}}", set(), None),
        (f"{base}, #{{n}}", set(), None),
        (f"{base} {drug.form}, #{{n}}", set(), None),
        (f"{base} #{{n}} with {rng.choice((1, 2, 3))} refills", {"refills"}, None),
        (f"{base} {drug.form}, QTY: {{n}}", {"colon"}, None),
        (f"{base} day supply: 30, quantity {{n}}", {"colon"}, None),
        (f"{base} {drug.form}, {dose}, #{{n}}", set(), dose),
        (f"{base} (unknown quantity)", {"unknown_quantity"}, None),
        (f"{base} (unspecified quantity and dosage)", {"unknown_quantity"}, None),
    ]
    fitting = [form for form in forms if traits - {"opioid"} <= form[1]] or forms
    pattern, _, frequency = rng.choice(fitting)
    countable = pattern if "{n}" in pattern else None
    return pattern.replace("{n}", str(count)), countable, count, frequency


def draw_drug(rng: random.Random, _part: BodyPart, traits: frozenset[Trait] = frozenset()) -> Treatment:
    """A drug with strength and quantity, or a composed cream."""
    if not traits and rng.random() < 0.08:
        return _compound(rng)
    pool = [drug for drug in DRUGS if drug.is_opioid or "opioid" not in traits]
    drug = rng.choices(pool, [2 if drug.is_opioid else 1 for drug in pool])[0]
    text, pattern, count, frequency = _medicine(rng, drug, traits)
    strength = next(value for value in sorted(drug.strengths, key=len, reverse=True) if f" {value}" in text)
    name = drug.brand if text.startswith(f"{drug.brand} ") else drug.generic
    return Treatment(
        text=text,
        short=name,
        category="Pharmaceuticals",
        subcategory=drug.drug_class,
        topic=drug.topic,
        outside=f"Pain Chapter, {drug.generic}",
        chapter="Opioid Treatment 2016" if drug.is_opioid else "Chronic Pain Medical Treatment 2016",
        drug=name,
        strength=strength,
        quantity=str(count) if pattern else None,
        frequency=frequency,
        opioid=drug.is_opioid,
        pattern=pattern,
        count=count,
    )


def _compound(rng: random.Random) -> Treatment:
    parts = rng.sample(COMPOUND_PARTS, rng.randint(2, 5))
    mixed = ", ".join(f"{part} {rng.choice(('2', '4', '5', '10', '15', '0.025'))}%" for part in parts)
    grams = rng.choice((60, 120, 180, 240))
    return Treatment(
        text=f"{mixed} in a cream base, {grams}gm",
        short="the composed cream",
        category="Pharmaceuticals",
        subcategory="Topical Compounds",
        topic="Topical analgesics, compounded",
        outside="Pain Chapter, Compound drugs",
        quantity=f"{grams}gm",
    )
