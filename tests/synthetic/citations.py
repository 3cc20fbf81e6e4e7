"""The grammar of the two guideline lines of an item (letters.md: layouts C and D)."""

import random
from typing import Literal

import msgspec

from tests.synthetic.treatments import Category, Treatment

Citer = Literal["Claims Administrator", "Expert Reviewer"]
CitationKind = Literal[
    "mtus",
    "mtus_bare",
    "chained",
    "mtus_and_other",
    "outside",
    "none",
    "slip_no_citation",
    "slip_guidelines",
    "slip_hyphen",
]
"""mtus: one chapter with sections; mtus_bare: without; chained: several chapters joined by ", and";
mtus_and_other: a chapter and a non-MTUS citation; outside: only non-MTUS; none: no evidence cited;
slip_no_citation: "Non-MTUS Official Disability Guidelines"; slip_guidelines: "2016 Guidelines, Section(s)";
slip_hyphen: "Non- MTUS Citation"."""

CHAPTERS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "Chronic Pain Medical Treatment 2016",
        (
            "Physical medicine treatment",
            "Muscle relaxants (for pain)",
            "NSAIDs, specific drug list & adverse effects",
            "Topical analgesics",
            "Functional restoration programs (FRPs)",
            "Medications for chronic pain",
            "Epidural steroid injections (ESIs)",
        ),
    ),
    ("Chronic Pain Medical Treatment 2009", ("Physical Medicine", "Opioids, criteria for use", "Topical Analgesics")),
    ("Low Back Complaints 2004", ("Special Studies", "Physical Methods", "Surgical Considerations", "Summary")),
    ("Neck and Upper Back Complaints 2004", ("Special Studies", "Initial Care", "Physical Methods", "Summary")),
    ("Shoulder Complaints 2004", ("Special Studies", "Surgical Considerations", "Initial Care")),
    (
        "Opioid Treatment 2016",
        (
            "3.3.9 Opioids for Chronic Pain and Chronic Opioid Treatment: Maintenance of Chronic Opioid Treatment",
            "4.1 Tapering Opioids: Indications for Tapering Opioids",
            "4.2 Tapering Opioids: Methods for Tapering Opioids",
        ),
    ),
    ("Acupuncture Treatment 2007", ("General", "Acupuncture")),
    ("Knee Complaints 2004", ("Special Studies", "Surgical Considerations", "Activity Alteration")),
    ("Forearm, Wrist, and Hand Complaints 2004", ("Special Studies", "Surgical Considerations", "Initial Care")),
    (
        "General Approaches 2004",
        ("Initial Approaches to Treatment", "Independent Medical Examinations, Consultations"),
    ),
    ("Elbow Complaints 2007", ("Special Studies", "Initial Care", "326")),
    ("Postsurgical Treatment 2009", ("Shoulder", "Knee", "Low Back")),
    ("Ankle and Foot Complaints 2004", ("Special Studies", "Physical Methods")),
    ("Stress-Related Conditions 2004", ("Treatment", "Follow-up")),
)

_PAGED_SECTIONS: tuple[tuple[str, str, frozenset[Category]], ...] = (
    ("Physical Medicine", "98-99", frozenset({"Rehabilitation", "Evaluation & Management"})),
    ("Massage Therapy", "60", frozenset({"Rehabilitation"})),
    ("Aquatic Therapy", "22, 98-99", frozenset({"Rehabilitation"})),
    ("Epidural Steroid Injections", "46", frozenset({"Injection"})),
    ("Trigger Point Injections", "122", frozenset({"Injection"})),
    ("Muscle Relaxants (for pain)", "63-66", frozenset({"Pharmaceuticals"})),
    ("Opioids, Criteria for Use", "76-80, 94", frozenset({"Pharmaceuticals", "Diagnostic Testing"})),
    ("Topical Analgesics", "111-113", frozenset({"Pharmaceuticals"})),
    ("NSAIDs, GI Symptoms & Cardiovascular Risk", "68", frozenset({"Pharmaceuticals"})),
    ("Drug Testing", "43", frozenset({"Diagnostic Testing"})),
    ("TENS, Chronic Pain", "114-116", frozenset({"DMEPOS"})),
    ("Introduction", "1", frozenset({"DMEPOS", "Surgery", "Home Health", "Transportation"})),
    ("Chronic Pain Programs (Functional Restoration Programs)", "30-32", frozenset({"Programs", "Psych Services"})),
    ("Psychological Treatment", "101-102", frozenset({"Psych Services"})),
)


class Chapter(msgspec.Struct, frozen=True):
    """A chapter cited: name, year where printed, sections, and pages (layout C only)."""

    name: str
    year: int | None = None
    sections: tuple[str, ...] = ()
    pages: str | None = None


class Citation(msgspec.Struct, frozen=True, kw_only=True):
    """A guideline line as printed after its label, and what it says."""

    text: str
    kind: CitationKind
    chapters: tuple[Chapter, ...] = ()
    outside: str | None = None


def _split(name: str) -> tuple[str, int]:
    head, year = name.rsplit(" ", 1)
    return head, int(year)


def _chapter(rng: random.Random, name: str, topic: str | None, *, bare: bool = False) -> tuple[str, Chapter]:
    known = dict(CHAPTERS).get(name, ("Summary",))
    sections: list[str] = []
    if not bare:
        if topic is not None and rng.random() < 0.8:
            sections.append(topic)
        more = [section for section in known if section not in sections]
        sections.extend(rng.sample(more, min(len(more), rng.choices((0, 1, 2), (7, 2, 1))[0])))
        sections = sections or [known[0]]
    head, year = _split(name)
    listed = f", Section(s): {', '.join(sections)}" if sections else ""
    return f"{name}{listed}", Chapter(head, year, tuple(sections))


def _outside(rng: random.Random, treatment: Treatment) -> str:
    chapter, topic = treatment.outside.split(" Chapter, ", 1)
    chapter += " Chapter"
    updated = f"{rng.randint(1, 12)}/{rng.randint(1, 28)}/16"
    return rng.choice(
        (
            f"Official Disability Guidelines (ODG), {chapter}, {topic}.",
            f"Official Disability Guidelines (ODG) {chapter}: {topic}.",
            f"ODG, {chapter} (updated {updated}), {topic}.",
            f"Official Disability Guidelines, {chapter}/{topic}.",
            f"Official Disability Guidelines - {topic}.",
            f"ACOEM, 3rd Edition, {chapter}, pages {rng.randint(20, 90)}-{rng.randint(91, 240)}; and ODG, {topic}.",
            f"Example Handbook of Musculoskeletal Practice, 2nd ed., Chapter {rng.randint(3, 40)}: {topic}.",
            f"Journal of Invented Trials. 2014 Mar; 12(3): {rng.randint(100, 400)}-9. {topic}.",
        )
    )


def _own_chapters(rng: random.Random, treatment: Treatment, number: int) -> list[str]:
    others = [name for name, _ in CHAPTERS if name != treatment.chapter]
    return [treatment.chapter, *rng.sample(others, number - 1)]


def draw_citation(
    rng: random.Random, treatment: Treatment, citer: Citer, kind: CitationKind | None = None
) -> Citation:
    """A guideline line of layout D, of the kind asked for or as often as in the letters."""
    if kind is None:
        kinds: tuple[CitationKind, ...] = (
            "mtus",
            "mtus_bare",
            "chained",
            "mtus_and_other",
            "outside",
            "none",
            "slip_no_citation",
            "slip_guidelines",
            "slip_hyphen",
        )
        weights = (
            (16, 24, 6, 18, 20, 16, 2, 1, 2) if citer == "Claims Administrator" else (54, 4, 9, 9, 15, 6, 1, 1, 1)
        )
        kind = rng.choices(kinds, weights)[0]
    if kind == "none":
        return Citation(text=f"The {citer} did not cite any medical evidence for its decision.", kind=kind)
    outside = _outside(rng, treatment)
    if kind == "outside":
        text = (
            f"The {citer} based their decision on recommendation(s) outside of the MTUS Guidelines. "
            f"Decision based on Non-MTUS Citation {outside}"
        ).replace(". Decision", rng.choice((". Decision", ".  Decision")))
        return Citation(text=text, kind=kind, outside=outside)
    number = rng.choices((2, 3, 5), (6, 3, 1))[0] if kind == "chained" else 1
    names = _own_chapters(rng, treatment, number)
    bare = kind == "mtus_bare"
    drawn = [
        _chapter(rng, name, treatment.topic if index == 0 else None, bare=bare) for index, name in enumerate(names)
    ]
    listed = ", and ".join(text for text, _ in drawn)
    chapters = tuple(chapter for _, chapter in drawn)
    if kind == "slip_guidelines":
        listed = listed.replace(f" {chapters[0].year}", f" {chapters[0].year} Guidelines", 1)
    text = f"Decision based on MTUS {listed}."
    if kind in {"mtus", "mtus_bare", "chained", "slip_guidelines"}:
        return Citation(text=text, kind=kind, chapters=chapters)
    word = {
        "mtus_and_other": "Non-MTUS Citation",
        "slip_no_citation": "Non-MTUS",
        "slip_hyphen": "Non- MTUS Citation",
    }[kind]
    if kind == "slip_no_citation":
        outside = f"Official Disability Guidelines (ODG), {treatment.outside}."
    gap = rng.choice((" ", "  "))
    return Citation(
        text=f"{text}{gap}Decision based on {word} {outside}", kind=kind, chapters=chapters, outside=outside
    )


def draw_paged_citation(rng: random.Random, treatment: Treatment) -> Citation:
    """A guideline line of layout C, with its 'Page(s)'."""
    fitting = [(name, pages) for name, pages, categories in _PAGED_SECTIONS if treatment.category in categories]
    chosen = rng.sample(fitting, min(len(fitting), rng.choices((1, 2), (5, 1))[0]))
    name = "Chronic Pain Treatment Guidelines"
    listed = " and ".join(f"{name} {section} section Page(s): {pages}" for section, pages in chosen)
    return Citation(
        text=f"Decision based on MTUS {listed}.",
        kind="mtus" if len(chosen) == 1 else "chained",
        chapters=tuple(Chapter(name, None, (section,), pages) for section, pages in chosen),
    )
