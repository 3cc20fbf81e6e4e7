"""Random cases, steps and questions for the queue of a log."""

from hypothesis import strategies as st

from imr_desk.model.case import CaseDigest, CaseStanding, CaseStatus
from imr_desk.model.draft import CaseOutcome, Decision
from imr_desk.model.facts import CaseFacts, DueMark, ItemFacts
from imr_desk.model.handling import Handling, Hold, HoldReason, Priority
from imr_desk.model.queue import CaseFilter, CaseOrder, CaseQuery, DateRange, DueWindow
from imr_desk.model.signature import Signature

TODAY = "2026-03-10"
DAYS = ("", "2026-03-03", "2026-03-09", "2026-03-10", "2026-03-11", "2026-03-17", "2026-03-18", "no day")
NUMBERS = ("", "CM26-0000123", "CM26-0012345", "WC-12", "é 12")
PEOPLE = ("", "ana", "Ben", "z\ud800")
WORDS = ("lumbar", "Épidural", "injection", "L4-L5", "knee", "MRI")
PART = ("Spine", "spine surgery", "Pain", "")
RULES = ("units-unclear", "date-odd", "x")


def some(*of: object) -> st.SearchStrategy:
    return st.sampled_from(of)


def texts(most: int = 3) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(WORDS), max_size=most).map(" ".join)


def several(of: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from([word for word in of if word]), max_size=2, unique=True).map(tuple)


items = st.builds(
    ItemFacts,
    title=texts(),
    outcome=some(None, *Decision),
    category=some(*PART),
    subcategory=some(*PART),
    guideline=some(
        "",
        "MTUS Low Back",
        "ODG Pain",
        "Decision based on MTUS Knee Complaints 2004. Decision based on Non-MTUS ODG.",
    ),
    rendered=some(None, True, False),
)
facts = st.builds(
    CaseFacts,
    items=st.lists(items, max_size=3).map(tuple),
    specialty=several(PART),
    flags=several(RULES),
    corrected=several(("age", "case_number")),
    excerpts=texts(),
    notes=texts(),
)
digests = st.builds(
    CaseDigest,
    case_number=some(*NUMBERS),
    outcome=some(None, *CaseOutcome),
    title=texts(),
    items=st.integers(0, 3),
    flags=st.integers(0, 2),
    decision_date=some(*DAYS),
    received=some(*DAYS),
    claim_number=some(*NUMBERS),
    injury_date=some(*DAYS),
    finished_on=some(*DAYS),
)
dues = st.builds(DueMark, on=some(*DAYS), needs=some("", "", "date_received"), paused=some("", "", "appeal filed"))
stages = some(CaseStatus.NEW, CaseStatus.IN_REVIEW, CaseStatus.FINISHED, CaseStatus.REOPENED)
standings = st.builds(CaseStanding, stage=stages, digest=digests, facts=facts, due=dues)
holds = st.builds(Hold, some(*HoldReason), texts(1), some("2026-03-01"), st.just(Signature("ana", TODAY)))
handlings = st.builds(
    Handling,
    reviewer=some(*PEOPLE),
    taken_at=some("", "2026-01-05T08:00", "2026-01-05T10:00"),
    priority=some(*Priority),
    holds=st.lists(holds, max_size=1).map(tuple),
    second_look=some("", "", "look"),
    labels=several(("urgent", "odd ’word’", "\udce9")),
)
ranges = st.builds(DateRange, some(*DAYS[:-1]), some(*DAYS[:-1]))
_MAYBE = {
    "statuses": st.lists(some(*CaseStatus), max_size=3, unique=True).map(tuple),
    "words": some("lumb", "lumbar", "epidural knee", "L4-L5 ", "0012", "mri in", "letter.pdf", "?", "12"),
    "number": some("12", "0012", "wc", "CM26-", '"', "\0"),
    "injury": ranges,
    "received": ranges,
    "decided": ranges,
    "due": ranges,
    "arrived": st.builds(DateRange, some("", "2026-01-04", "2026-01-05"), some("", "2026-01-05", "2026-01-06")),
    "finished": ranges,
    "window": some(*DueWindow),
    "outcomes": st.lists(some(*CaseOutcome), max_size=2, unique=True).map(tuple),
    "item_outcome": some(*Decision),
    "category": some(*PART),
    "subcategory": some(*PART),
    "specialty": some("spi", "PAIN", "none such"),
    "guideline": some("mtus", "o", "none such"),
    "exact_specialty": some(*PART),
    "cited_guideline": some("MTUS Low Back", "MTUS", "MTUS Knee Complaints 2004", "Non-MTUS: ODG"),
    "item_decided": st.just(value=True),
    "reviewer": some(*PEOPLE),
    "free_for": some(*PEOPLE),
    "idle_before": some("2026-01-05T09:00", "2026-01-06T09:00"),
    "priority": some(*Priority),
    "flag": some(*RULES),
    "label": some("urgent", "\udce9", "none such"),
    "corrected": some("age", "none such"),
}


@st.composite
def filters(draw: st.DrawFn) -> CaseFilter:
    asked = draw(st.lists(st.sampled_from(sorted(_MAYBE)), max_size=3, unique=True))
    return CaseFilter(**{name: draw(_MAYBE[name]) for name in asked})


queries = st.builds(
    CaseQuery,
    where=filters(),
    order=some(*CaseOrder),
    descending=st.booleans(),
    today=st.just(TODAY),
    limit=st.integers(0, 4),
)
