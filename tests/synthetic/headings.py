"""Composes item headings: plain ones, associated surgical services, and the two partial-approval grammars."""

import random
from datetime import date

import msgspec

from tests.synthetic.procedures import draw_adjunct
from tests.synthetic.rationales import lowered
from tests.synthetic.regions import BodyPart
from tests.synthetic.services import draw_treatment
from tests.synthetic.treatments import Category, Trait, Treatment, counted, retrospective
from tests.synthetic.typesetting import Paragraph, Run, line_count
from tests.synthetic.wishes import HeadingKind

_ADDITIONS: tuple[str, ...] = (
    "as listed on page 2 of the form",
    "with a follow-up report to the treating doctor",
    "to be scheduled within two weeks",
    "no substitution",
    "for the left side first",
    "with instruction in writing",
    "in the office of the treating physician",
    "after review of the earlier records",
    "per the request for authorization",
)
_DOSES: tuple[str, ...] = (
    "one tablet by mouth twice daily as needed for pain",
    "to be taken with food",
    "may repeat once after four hours",
    "not more than three a day",
)
_PROCEDURES: tuple[str, ...] = (
    "with fluoroscopic guidance",
    "under moderate sedation",
    "to be given at the surgery center as an outpatient",
)


class Heading(msgspec.Struct, frozen=True, kw_only=True):
    """A heading without its decision: `text` as printed, with what it says of the request."""

    text: str
    kind: HeadingKind
    disputed: str
    original_request: str | None = None
    authorized: str | None = None
    treatment: Treatment


class HeadingWish(msgspec.Struct, frozen=True, kw_only=True):
    """What a heading is to show; None leaves it to chance."""

    kind: HeadingKind | None = None
    category: Category | None = None
    traits: frozenset[Trait] = frozenset()
    retrospective: bool | None = None
    lines: int | None = None
    without_is: bool | None = None


def heading_paragraph(heading: Heading, decision: str, gap: str, item: int, *, bold_gap: bool = False) -> Paragraph:
    """The heading as printed: bold up to its colon, the decision in regular type, the blank between in either."""
    bold, regular = f"{heading.text}:", f"{decision.capitalize()} "
    runs = (Run(bold + gap, "bold"), Run(regular)) if bold_gap else (Run(bold, "bold"), Run(gap + regular))
    return Paragraph(runs=runs, role="heading", item=item)


def _associated(rng: random.Random, part: BodyPart) -> Heading:
    treatment = draw_adjunct(rng, part)
    text = f"Associated surgical service:{rng.choice((' ', '  '))}{treatment.text}"
    return Heading(text=text, kind="associated_surgical", disputed=" ".join(text.split()), treatment=treatment)


def _granted(rng: random.Random, treatment: Treatment) -> tuple[str, str, Treatment]:
    """What was authorized, what remains, and the treatment with its remaining quantity."""
    base, refills, rest = treatment.text.partition(" with ")
    if refills and "refill" in rest:
        number = {"1": "One refill", "2": "Two refills", "3": "Three refills"}[rest[0]]
        return base, f"{number} of {base}", treatment
    units = treatment.count // treatment.step
    given = rng.randint(1, units - 1) * treatment.step
    left = treatment.count - given
    frequency = treatment.frequency
    if treatment.pattern is not None and "{w}" in treatment.pattern:
        frequency = f"{treatment.step} times a week for {left // treatment.step} weeks"
    remaining = msgspec.structs.replace(treatment, quantity=str(left), frequency=frequency)
    return counted(treatment, given), counted(treatment, left), remaining


def _partial(rng: random.Random, part: BodyPart, kind: HeadingKind, wish: HeadingWish) -> Heading:
    for _ in range(300):
        treatment = draw_treatment(rng, part, wish.category, wish.traits)
        if treatment.pattern is not None and treatment.count >= 2 * treatment.step:
            break
    else:
        raise ValueError("no treatment of this wish can be authorized in part")
    original = treatment.text
    authorized, remaining, left = _granted(rng, treatment)
    if kind == "partial_remaining":
        lost = rng.random() < 0.08
        if wish.without_is is not None:
            lost = wish.without_is
        text = (
            f"{original} was the original request. {authorized} was authorized by the Claims Administrator. "
            f"The remaining IMR eligible portion of the original request, {remaining}{'' if lost else ' is'}"
        )
        return Heading(
            text=text, kind=kind, disputed=remaining, original_request=original, authorized=authorized, treatment=left
        )
    echo = original if treatment.drug or rng.random() < 0.5 else lowered(original)
    text = (
        f"{original} was the original request. The Claims Administrator authorized {authorized}, leaving the "
        f"original request IMR eligible. The original request, {echo} is"
    )
    return Heading(
        text=text, kind=kind, disputed=echo, original_request=original, authorized=authorized, treatment=treatment
    )


def _plain(rng: random.Random, part: BodyPart, served: date, wish: HeadingWish) -> Heading:
    treatment = draw_treatment(rng, part, wish.category, wish.traits)
    late = rng.random() < 0.03
    if wish.retrospective is not None:
        late = wish.retrospective
    if late:
        treatment = retrospective(treatment, rng, served)
    additions = rng.choices((0, 1, 3, 6), (90, 6, 3, 1))[0]
    if wish.lines is not None:
        additions = 0 if wish.lines == 1 else rng.randint(2 * wish.lines - 4, len(_ADDITIONS))
    if additions:
        own = {"Pharmaceuticals": _DOSES, "Injection": _PROCEDURES, "Surgery": _PROCEDURES}.get(
            treatment.category, ()
        )
        text = ", ".join([treatment.text, *rng.sample((*own, *_ADDITIONS), additions)])
        treatment = msgspec.structs.replace(treatment, text=text, pattern=None)
    return Heading(text=treatment.text, kind="plain", disputed=treatment.text, treatment=treatment)


def draw_heading(
    rng: random.Random, part: BodyPart, kind: HeadingKind, served: date, wish: HeadingWish, gap: str
) -> Heading:
    """A heading of the kind; raises ValueError when no treatment fits the wish."""
    for _ in range(400):
        if kind == "associated_surgical":
            heading = _associated(rng, part)
        elif kind == "plain":
            heading = _plain(rng, part, served, wish)
        else:
            heading = _partial(rng, part, kind, wish)
        if wish.lines is None or line_count(heading_paragraph(heading, "overturned", gap, 0)) == wish.lines:
            return heading
    raise ValueError(f"no heading of kind {kind} takes {wish.lines} lines")
