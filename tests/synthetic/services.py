"""Draws requests for therapy, visits, programs and services, and for a treatment of any category."""

import random
from collections.abc import Callable

from tests.synthetic.medicines import draw_drug
from tests.synthetic.procedures import draw_equipment, draw_injection, draw_surgery, draw_test
from tests.synthetic.regions import BodyPart
from tests.synthetic.treatments import Category, PlainTreatment, Trait, Treatment, has_traits, pick_plain

_COLON: frozenset[Trait] = frozenset({"colon"})
_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")

_THERAPIES: tuple[tuple[str, Category, str, str], ...] = (
    ("Physical therapy", "Rehabilitation", "PT/OT", "Physical medicine treatment"),
    ("Occupational therapy", "Rehabilitation", "PT/OT", "Physical medicine treatment"),
    ("Aquatic therapy", "Rehabilitation", "PT/OT", "Aquatic therapy"),
    ("Chiropractic treatment", "Rehabilitation", "Chiropractic", "Manual therapy & manipulation"),
    ("Acupuncture", "Rehabilitation", "Acupuncture", "Acupuncture"),
    ("Massage therapy", "Rehabilitation", "Other Therapies", "Massage therapy"),
)


def draw_therapy(rng: random.Random, part: BodyPart, traits: frozenset[Trait] = frozenset()) -> Treatment:
    """Visits of a therapy, counted in one of the ways of the letters."""
    name, category, subcategory, topic = rng.choice(_THERAPIES)
    each, weeks = rng.choice((1, 2, 3)), rng.choice((2, 3, 4, 6))
    count = each * weeks
    often = f"{each} times a week for {weeks} weeks"
    spelled = f"{_WORDS[each]} times a week times {_WORDS[weeks]} weeks"
    where = part.text
    forms: list[tuple[str, set[Trait], str | None, int]] = [
        (f"{name} {{n}} sessions, {where}", set(), None, 1),
        (f"{name} times {{n}} for the {where}", set(), None, 1),
        (f"{{n}} sessions of {name.lower()} for the {where}", set(), None, 1),
        (f"{name} to the {where}, {each} times a week for {{w}} weeks ({{n}})", set(), often, each),
        (f"{name} for the {where} {spelled}", {"words"}, spelled, 0),
        (f"{name} for the {where}, QTY: {{n}}", {"colon"}, None, 1),
        (f"{name}, {where} (unspecified quantity)", {"unknown_quantity"}, None, 0),
    ]
    fitting = [form for form in forms if traits <= form[1]] or forms
    pattern, _, frequency, step = rng.choice(fitting)
    return Treatment(
        text=pattern.replace("{n}", str(count)).replace("{w}", str(weeks)),
        short=name.lower(),
        category=category,
        subcategory=subcategory,
        topic=topic,
        outside=f"{part.region.outside}, {name}",
        chapter="Acupuncture Treatment 2007" if name == "Acupuncture" else "Chronic Pain Medical Treatment 2016",
        quantity=str(count) if step else None,
        frequency=frequency,
        body_part=where,
        pattern=pattern if step else None,
        count=count,
        step=max(step, 1),
    )


def draw_visit(rng: random.Random, part: BodyPart, traits: frozenset[Trait] = frozenset()) -> Treatment:
    """Visits and consultations."""
    who = rng.choice(("a pain specialist", "a spine surgeon", "a hand surgeon", "an internist", "a neurologist"))
    count = rng.choice((2, 3, 6))
    subcategory = "Medical Specialties"
    if not traits and rng.random() < 0.4:
        return Treatment(
            text=f"Follow up visit with {who} times {count}",
            short="the visits",
            category="Evaluation & Management",
            subcategory=subcategory,
            topic="Office visits",
            outside="Pain Chapter, Office visits",
            quantity=str(count),
            pattern=f"Follow up visit with {who} times {{n}}",
            count=count,
        )
    choices = [
        PlainTreatment(f"Consultation with {who}", "the consultation", subcategory, "Office visits", "Office visits"),
        PlainTreatment(
            f"Referral to {who}: evaluation only",
            "the referral",
            subcategory,
            "Office visits",
            "Office visits",
            _COLON,
        ),
        PlainTreatment(
            "Dental evaluation for jaw pain", "the dental visit", "Dental Services", "Summary", "Dental trauma"
        ),
    ]
    return pick_plain(rng, choices, "Evaluation & Management", part, traits)


def draw_program(rng: random.Random, part: BodyPart, traits: frozenset[Trait] = frozenset()) -> Treatment:
    """Programs, psychological services, help at home, transport."""
    count = rng.choice((4, 6, 8, 10))
    programs: tuple[tuple[Category, PlainTreatment], ...] = (
        (
            "Programs",
            PlainTreatment(
                "Functional restoration program, 80 hours",
                "the program",
                "Programs",
                "Functional restoration programs (FRPs)",
                "Chronic pain programs",
                quantity="80 hours",
            ),
        ),
        (
            "Programs",
            PlainTreatment(
                f"Work hardening program, {count} weeks",
                "the program",
                "Programs",
                "Work conditioning, work hardening",
                "Work hardening",
            ),
        ),
        (
            "Programs",
            PlainTreatment(
                f"Weight loss program times {count} weeks",
                "the program",
                "Programs",
                "Weight loss",
                "Gym memberships",
            ),
        ),
        (
            "Psych Services",
            PlainTreatment(
                "Psychological evaluation with testing",
                "the evaluation",
                "Evaluation & Management",
                "Psychological evaluations",
                "Psychological evaluations",
            ),
        ),
        (
            "Psych Services",
            PlainTreatment(
                f"Cognitive behavioral therapy, {count} sessions",
                "the sessions",
                "Therapies",
                "Psychological treatment",
                "Cognitive therapy",
                quantity=str(count),
            ),
        ),
        (
            "Home Health",
            PlainTreatment(
                f"Home health aide, 4 hours a day for {count} weeks",
                "the aide",
                "Home Health",
                "Home health services",
                "Home health services",
            ),
        ),
        (
            "Transportation",
            PlainTreatment(
                "Transportation to and from medical visits",
                "the rides",
                "Transportation",
                "Transportation",
                "Transportation",
            ),
        ),
    )
    category, chosen = rng.choice(programs)
    return pick_plain(rng, [chosen], category, part, traits)


Draw = Callable[[random.Random, BodyPart, frozenset[Trait]], Treatment]

DRAWS: tuple[tuple[Category, Draw, int], ...] = (
    ("Pharmaceuticals", draw_drug, 34),
    ("Rehabilitation", draw_therapy, 18),
    ("Diagnostic Testing", draw_test, 20),
    ("DMEPOS", draw_equipment, 9),
    ("Injection", draw_injection, 8),
    ("Surgery", draw_surgery, 5),
    ("Evaluation & Management", draw_visit, 5),
    ("Programs", draw_program, 6),
)


def draw_treatment(
    rng: random.Random, part: BodyPart, category: Category | None, traits: frozenset[Trait]
) -> Treatment:
    """A treatment of the category (any when None) whose heading has the traits; raises ValueError if none has."""
    for _ in range(200):
        draw = rng.choices([row[1] for row in DRAWS], [row[2] for row in DRAWS])[0]
        if category is not None:
            draw = next((row[1] for row in DRAWS if row[0] == category), draw_program)
        treatment = draw(rng, part, traits)
        if (category is None or treatment.category == category) and has_traits(treatment, traits):
            return treatment
    raise ValueError(f"no treatment of category {category} has {sorted(traits)}")
