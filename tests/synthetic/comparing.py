"""Made-up comparisons of two readings, for figures of agreement."""

from random import Random

from imr_desk.model.case import CaseDigest, CaseStanding, CaseStatus
from imr_desk.model.second import Comparison, Pair, PairKind
from imr_desk.model.signature import Signature
from imr_desk.ports import CaseLog
from tests.contracts.caselog.letters import new_letter, signed

CATEGORIES = ("Injection", "Surgery", "Therapy", "Pharmacy", "Imaging", "Equipment")
FACTS = ("case_number", "decision_date", "date_received", "strength", "date_of_injury")
TEXTS = ("disputed", "body_part", "frequency", "drug", "imr_guideline", "claims_admin_guideline")
WORDINGS = ("one wording", "another wording")
DAYS = ("2026-01-02", "2026-02-01")

READERS = (("R. Nguyen", "M. Okafor"), ("M. Okafor", "R. Nguyen"), ("J. Alvarez", "R. Nguyen"))


def add_cases(log: CaseLog, number: int) -> None:
    """Add finished cases numbered from 1."""
    for at in range(1, number + 1):
        digest = CaseDigest(case_number=f"CM26-{at:07}", finished_by="R. Nguyen")
        letter = new_letter(f"CM26-{at:07}", salt=f"compared {at}")
        log.add(letter, CaseStanding(CaseStatus.FINISHED, digest), signed())


def pair(field: str, first: str | None, second: str | None, kind: PairKind = PairKind.FACT, number: int = 0) -> Pair:
    """Return a place that two readers filled in."""
    key = f"{number or 'letter'}/{field}"
    return Pair(key, kind, field, str(number) if number else None, number, first, second, first == second)


def decision(first: str, second: str, number: int = 1) -> Pair:
    """Return the decision on an item."""
    return pair("decision", first, second, PairKind.JUDGEMENT, number)


def passage(shared: int, mine: int, yours: int, field: str = "excerpt", number: int = 1) -> Pair:
    """Return two passages of so many characters, of which they share so many."""
    same = mine + yours > 0 and 2 * shared / (mine + yours) >= 0.85
    words = ("the words that were marked " * 40)[:mine] or None, ("the words that were marked " * 40)[:yours] or None
    return Pair(
        f"{number}/{field}", PairKind.PASSAGE, field, str(number), number, *words, same, shared, (mine, yours)
    )


def keep(
    log: CaseLog,
    case_id: int,
    *pairs: Pair,
    at: str = "2026-11-24T09:00:00+00:00",
    readers: tuple[str, str] = READERS[0],
    number: int = 1,
    blank: bool = False,
) -> int:
    """Keep a comparison of the case's round ``number``; return its event."""
    comparison = Comparison(number, *readers, at, 4, blank, pairs)
    return log.keep_comparison(case_id, comparison, Signature(readers[1], at))


def likely_pairs(random: Random, skill: float) -> tuple[Pair, ...]:
    """Return the places of a letter of one to three items, read by two who agree the more, the greater the skill."""
    made: list[Pair] = []
    for number in range(1, random.choice((1, 1, 2, 3)) + 1):
        made.append(decision(*_said(random, ("upheld", "upheld", "overturned"), 0.2 + 0.8 * skill), number))
        for field, values, ease in (
            ("category", CATEGORIES, skill),
            ("retrospective", ("yes", "no", "no", "no"), skill * 0.95),
        ):
            made.append(pair(field, *_said(random, values, ease), PairKind.JUDGEMENT, number))
        made += [pair(field, *_said(random, WORDINGS, skill * 0.9), PairKind.TEXT, number) for field in TEXTS]
        made.append(pair("quantity", *_said(random, tuple("123468"), 0.3 + 0.7 * skill), PairKind.FACT, number))
        size, off = random.randint(80, 400), round(random.expovariate(0.06 * (0.3 + skill)))
        made.append(passage(max(0, size - off), size, size, "excerpt", number))
    made += [pair(field, *_said(random, DAYS, 0.4 + 0.6 * skill)) for field in FACTS]
    made.append(pair("sex", *_said(random, ("female", "male"), 0.99), PairKind.JUDGEMENT))
    made.append(passage(random.randint(20, 60), 60, 60, "annotation", 0))
    if random.random() > skill:
        made.append(Pair("item/first/9", PairKind.JUDGEMENT, "item", "9", 9, "Physical therapy", None, False))
    return tuple(made)


def keep_many(log: CaseLog, cases: int, number: int, seed: int = 1) -> None:
    """Keep comparisons of readers who agree more and more over twenty months; every twelfth began blank."""
    random = Random(seed)
    for at in range(number):
        months = 20 * at // max(1, number)
        day = f"{2025 + (3 + months) // 12}-{(3 + months) % 12 + 1:02}-{random.randint(1, 28):02}T10:00:00-08:00"
        skill = 0.86 + 0.006 * months
        blank = at % 12 == 5
        keep(
            log, at % cases + 1, *likely_pairs(random, skill - 0.08 * blank), at=day, readers=READERS[at % 3],
            number=at // cases + 1, blank=blank,
        )  # fmt: skip


def _said(random: Random, values: tuple[str, ...], ease: float) -> tuple[str, str]:
    first = random.choice(values)
    return first, first if random.random() < ease else random.choice(values)
