"""Composes decision rationales: what the guideline says, what the record shows, and the determination."""

import random
from datetime import date
from typing import Literal

import msgspec

from tests.synthetic import sentences
from tests.synthetic.dates import DateStyle, print_date
from tests.synthetic.treatments import Treatment

Decision = Literal["upheld", "overturned"]
UpheldEnding = Literal[
    "is_not",
    "is_not_at_this_time",
    "was_not",
    "determined_not",
    "determined_not_to_be",
    "considered_not",
    "deemed_not",
    "no_medical_necessity",
    "not_seen",
    "hyphenated",
    "does_not_appear",
    "not_appropriate",
    "not_necessary_or_appropriate",
    "not_established",
    "not_necessary",
    "cannot_be_deemed",
]
OverturnedEnding = Literal["is", "was", "are", "considered", "determined", "necessary_and_appropriate"]
Ending = UpheldEnding | OverturnedEnding
Boilerplate = Literal["none", "after", "after_headless", "before"]
"""Where the opioid paragraph stands: behind the determination, behind it without its first sentence, or first;
before: the determination then repeats the whole heading of a partial approval."""
Quotation = Literal["none", "quoted", "plain"]
"""Guideline words that contradict the outcome: in quotation marks or in plain text."""
Defect = Literal["missing_conclusion", "cut_in_citation", "unclosed_quote", "heading_against_rationale"]

UPHELD_ENDINGS: dict[Ending, tuple[str, int]] = {
    "is_not": ("{Subject} is not medically necessary.", 60),
    "is_not_at_this_time": ("{Subject} is not medically necessary at this time.", 4),
    "was_not": ("{Subject} was not medically necessary.", 5),
    "determined_not": ("{Subject} is determined to be not medically necessary.", 3),
    "determined_not_to_be": ("{Subject} is determined to not be medically necessary.", 3),
    "considered_not": ("{Subject} is considered not medically necessary.", 3),
    "deemed_not": ("{Subject} is deemed not medically necessary.", 3),
    "no_medical_necessity": ("{Subject} is not a medical necessity.", 2),
    "not_seen": ("{Subject} is not seen as medically necessary.", 2),
    "hyphenated": ("{Subject} is not-medically necessary.", 2),
    "does_not_appear": ("{Subject} does not appear medically necessary.", 2),
    "not_appropriate": ("{Subject} is not medically appropriate.", 2),
    "not_necessary_or_appropriate": ("{Subject} is not medically necessary or appropriate.", 3),
    "not_established": ("The medical necessity of this request is not established.", 3),
    "not_necessary": ("The request is not necessary.", 2),
    "cannot_be_deemed": ("{Subject} cannot be deemed medically necessary.", 2),
}
OVERTURNED_ENDINGS: dict[Ending, tuple[str, int]] = {
    "is": ("{Subject} is medically necessary.", 20),
    "was": ("{Subject} was medically necessary.", 4),
    "are": ("The services requested are medically necessary.", 3),
    "considered": ("{Subject} is considered medically necessary.", 4),
    "determined": ("{Subject} is determined to be medically necessary.", 4),
    "necessary_and_appropriate": ("{Subject} is medically necessary and appropriate.", 4),
}
_LEADS: tuple[str, ...] = ("", "Therefore, ", "As such, ", "Consequently, ", "Given the above, ", "Hence ", "Thus, ")
_OPENED = {
    "upheld": "No, the request for {echo} was not medically necessary, medically appropriate, or indicated here.",
    "overturned": "Yes, the request for {echo} was medically necessary, medically appropriate, and indicated here.",
}


class Teller(msgspec.Struct, frozen=True, kw_only=True):
    """How a letter's reviewer writes: the word for the patient, pronouns, dates, blanks between sentences."""

    person: str
    sex: Literal["male", "female"]
    style: DateStyle
    gap: str
    seen_from: date
    seen_to: date

    def day(self, rng: random.Random) -> str:
        """A visit's date as this reviewer prints it."""
        span = max(1, (self.seen_to - self.seen_from).days)
        return print_date(date.fromordinal(self.seen_from.toordinal() + rng.randrange(span)), self.style)

    def fill(self, rng: random.Random, template: str, treatment: Treatment) -> str:
        """A sentence with its slots filled."""
        male = self.sex == "male"
        topic = treatment.topic.partition(":")[0].partition(" (")[0].lstrip("0123456789. ")
        return template.format(
            it=treatment.short,
            person=self.person,
            pron="he" if male else "she",
            Pron="He" if male else "She",
            poss="his" if male else "her",
            part=treatment.body_part or "affected region",
            date=self.day(rng),
            n=rng.randint(3, 9),
            topic=" ".join(lowered(word) for word in topic.split()),
            Topic=topic,
        )


class RationaleWish(msgspec.Struct, frozen=True, kw_only=True):
    """What a rationale is to show; None leaves it to chance. `compounds` asks for words with hyphens."""

    ending: Ending | None = None
    opened: bool | None = None
    boilerplate: Boilerplate | None = None
    quotation: Quotation | None = None
    defect: Defect | None = None
    echo_slip: bool | None = None
    compounds: bool = False
    old_style: bool = False


class Rationale(msgspec.Struct, frozen=True, kw_only=True):
    """A rationale with the sentence that decides; `determination` is None where that sentence says nothing."""

    text: str
    determination: str | None
    ending: Ending | None
    opened: bool = False
    boilerplate: Boilerplate = "none"
    quotation: Quotation = "none"
    echo_slip: bool = False


def _slipped(rng: random.Random, text: str) -> str:
    """The text with one slip of the keyboard, as rationales echo a heading."""
    spots = [index for index, character in enumerate(text) if character.isalnum()]
    index = rng.choice(spots)
    return rng.choice((text[:index] + rng.choice("9x3q") + text[index:], text[:index] + text[index + 1 :]))


def lowered(text: str) -> str:
    """The text as it goes on inside a sentence: only a word with no further capital loses its own."""
    first = text.split(maxsplit=1)[0]
    return text[0].lower() + text[1:] if first[1:].islower() else text


def _subject(rng: random.Random, echo: str, treatment: Treatment, heading: str | None) -> str:
    if heading and "The remaining IMR eligible portion" in heading and rng.random() < 0.3:
        return f"the request for the remaining IMR eligible portion of the original request, {echo}"
    return rng.choice(
        (
            f"the request for {echo}",
            f"the request for {echo}",
            "the request",
            "this request",
            "the current request",
            f"the requested {treatment.short.removeprefix('the ')}",
            f'the requested "{echo}"',
        )
    )


def _with_lead(lead: str, template: str, subject: str) -> str:
    sentence = template.format(Subject=subject)
    return lead + sentence[0].lower() + sentence[1:] if lead else _capital(sentence)


def _ending(rng: random.Random, decision: Decision, wish: RationaleWish, *, opened: bool) -> tuple[Ending, str]:
    templates = UPHELD_ENDINGS if decision == "upheld" else OVERTURNED_ENDINGS
    if wish.ending is not None:
        if wish.ending not in templates:
            raise ValueError(f"the ending {wish.ending} does not go with {decision}")
        return wish.ending, templates[wish.ending][0]
    if opened:
        past: Ending = "was_not" if decision == "upheld" else "was"
        return past, templates[past][0]
    name = rng.choices([*templates], [weight for _, weight in templates.values()])[0]
    return name, templates[name][0]


def _boilerplate(rng: random.Random, *, headless: bool) -> list[str]:
    first = [] if headless else [sentences.OPIOID_FIRST]
    count = rng.randint(1, len(sentences.OPIOID_REST))
    return [*first, sentences.OPIOID_SECOND, *sentences.OPIOID_REST[:count]]


def _body(
    rng: random.Random, treatment: Treatment, decision: Decision, teller: Teller, quotation: Quotation
) -> list[str]:
    """Guideline, contradiction, record and weighing, in that order."""
    upheld = decision == "upheld"
    templates = rng.sample(sentences.GUIDELINE_SAYS, rng.randint(0, 3))
    own = sentences.CATEGORY_SAYS[treatment.category]
    templates += rng.sample(own, rng.randint(1, len(own)))
    if quotation == "quoted":
        templates.append(rng.choice(sentences.QUOTED_FOR if upheld else sentences.QUOTED_AGAINST))
    elif quotation == "plain":
        templates.append(rng.choice(sentences.PLAIN_FOR if upheld else sentences.PLAIN_AGAINST))
    templates += rng.sample(sentences.RECORD_LACKS if upheld else sentences.RECORD_SHOWS, rng.randint(1, 5))
    weighed = sentences.WEIGHED_AGAINST if upheld else sentences.WEIGHED_FOR
    templates += rng.sample(weighed, rng.randint(0, 2))
    return [_capital(teller.fill(rng, template, treatment)) for template in templates]


def _capital(sentence: str) -> str:
    return sentence[0].upper() + sentence[1:]


def _old_quotation(rng: random.Random, treatment: Treatment, teller: Teller, *, closed: bool) -> str:
    """A long guideline quotation of layout C."""
    parts = rng.sample(sentences.OLD_GUIDELINE_TEXT, rng.randint(4, len(sentences.OLD_GUIDELINE_TEXT)))
    quoted = " ".join(_capital(teller.fill(rng, part, treatment)) for part in parts)
    return f'{sentences.GUIDELINE_CITATION_2009}the text runs: "{quoted}{chr(34) if closed else ""}'


def _chance(rng: random.Random, wished: bool | None, odds: float) -> bool:
    drawn = rng.random() < odds
    return drawn if wished is None else wished


def _drawn_boilerplate(
    rng: random.Random, treatment: Treatment, wish: RationaleWish, heading: str | None
) -> Boilerplate:
    if wish.boilerplate is not None:
        return wish.boilerplate
    if not treatment.opioid or wish.old_style:
        return "none"
    before = 40 if heading else 0
    return rng.choices(("none", "after", "after_headless", "before"), (50, 34, 12, before))[0]


def _conclusion(
    rng: random.Random,
    decision: Decision,
    wish: RationaleWish,
    echo: str,
    treatment: Treatment,
    heading: str | None,
    *,
    opened: bool,
) -> tuple[Ending, str]:
    name, template = _ending(rng, decision, wish, opened=opened)
    subject = "the request" if opened else _subject(rng, echo, treatment, heading)
    return name, _with_lead(rng.choice(_LEADS), template, subject)


def draw_rationale(
    rng: random.Random,
    treatment: Treatment,
    *,
    disputed: str,
    heading: str | None,
    decision: Decision,
    teller: Teller,
    wish: RationaleWish,
) -> Rationale:
    """A rationale for the disputed treatment.

    `heading` is the whole heading of a partial approval, which the determination may repeat.
    """
    slip = _chance(rng, wish.echo_slip, 0.03)
    echo = disputed if treatment.drug else lowered(disputed)
    echo = _slipped(rng, echo) if slip else echo
    opened = _chance(rng, wish.opened, 0.05) and wish.ending is None and not wish.old_style
    quotation: Quotation = wish.quotation or rng.choices(("none", "quoted", "plain"), (6, 2, 1))[0]
    spoken: Decision = decision
    if wish.defect == "heading_against_rationale":
        spoken = "overturned" if decision == "upheld" else "upheld"
    told = _body(rng, treatment, spoken, teller, quotation)
    if wish.compounds:
        told.insert(0, sentences.COMPOUNDS)
    if wish.old_style:
        told.insert(0, _old_quotation(rng, treatment, teller, closed=wish.defect != "unclosed_quote"))
    if opened:
        told.insert(0, _OPENED[spoken].format(echo=echo))
    if wish.defect == "cut_in_citation":
        return Rationale(text=teller.gap.join([*told, sentences.CUT_CITATION]), determination=None, ending=None)
    if wish.defect == "missing_conclusion":
        lost = f"The request for {echo} is therefore determined to be"
        return Rationale(text=teller.gap.join([*told, lost]), determination=None, ending=None)
    ending, conclusion = _conclusion(rng, spoken, wish, echo, treatment, heading, opened=opened)
    boilerplate = _drawn_boilerplate(rng, treatment, wish, heading)
    if boilerplate == "before":
        verdict = "is not medically necessary." if spoken == "upheld" else "is medically necessary."
        ending = "is_not" if spoken == "upheld" else "is"
        conclusion = f"{heading.removesuffix(' is')} {verdict}" if heading else conclusion
        told = [*_boilerplate(rng, headless=False), *told]
    told.append(conclusion)
    if boilerplate in {"after", "after_headless"}:
        told += _boilerplate(rng, headless=boilerplate == "after_headless")
    return Rationale(
        text=teller.gap.join(told),
        determination=_deciding(conclusion),
        ending=ending,
        opened=opened,
        boilerplate=boilerplate,
        quotation=quotation,
        echo_slip=slip,
    )


def _deciding(conclusion: str) -> str:
    """The last sentence: a repeated heading of a partial approval is three sentences, of which the last decides."""
    marker = (
        "The remaining IMR eligible portion"
        if "The remaining IMR eligible" in conclusion
        else "The original request, "
    )
    start = conclusion.find(marker)
    return conclusion if start < 0 else conclusion[start:]
