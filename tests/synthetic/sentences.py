"""Invented sentences for rationales, by category; none comes from a letter.

Slots: {it} the treatment's short name, {person} the word for the patient, {pron}/{Pron} he or she,
{poss} his or her, {part} the body part, {date} a date, {n} a small number, {topic} the guideline topic.
"""

from tests.synthetic.treatments import Category

GUIDELINE_SAYS: tuple[str, ...] = (
    "The schedule treats {topic} as one choice among several and ties each renewal to a measured gain.",
    "Under the cited chapter a first course stays short, and its yield is written down before a second begins.",
    "The guideline puts {it} behind simpler care and wants that simpler care on paper, with dates and results.",
    "For this condition the cited text names {n} criteria, and the file has to speak to every one of them.",
    "The reference allows {it} when the exam and the tests point the same way.",
    "Neither the schedule nor the ODG sets a fixed number here; both look at what changed in daily life.",
    "Evidence for {it} is rated low to moderate, and the panel advises a trial with a stop date.",
    "According to the cited section, pain scores alone do not carry a request; work and household tasks count too.",
)

CATEGORY_SAYS: dict[Category, tuple[str, ...]] = {
    "Pharmaceuticals": (
        "The chapter asks for the lowest working dose of {it}, over the shortest time, with a note on side effects.",
        "For {it} the guideline wants a first-choice agent tried beforehand and the reason it was dropped.",
        "A renewal of {it} rests on what the {person} can do with it that {pron} could not do without it.",
    ),
    "Rehabilitation": (
        "Active exercise with fading supervision is preferred: visits thin out as the home routine takes hold.",
        "The tables give a starting number of visits for the {part}, with more only after a written gain.",
        "Hands-on care of this sort is counted in visits, and each block ends with a re-examination.",
    ),
    "Diagnostic Testing": (
        "A picture or tracing is ordered when its result would change the plan, and the plan is stated first.",
        "With no warning sign present, the chapter lets about a month of care pass before such a test.",
        "Repeating a study calls for a new injury, a new finding or a planned operation.",
    ),
    "DMEPOS": (
        "Equipment of this kind is lent for a month first, and the loan is kept when a diary shows use and benefit.",
        "A device counts as durable medical equipment when it can stand repeated use and serves a medical purpose.",
    ),
    "Injection": (
        "An injection is planned for a named level and side, with pictures or nerve tests that match the complaint.",
        "A repeat is tied to half the pain gone for at least six weeks and to fewer tablets in that time.",
    ),
    "Surgery": (
        "An operation comes up after months of structured care, with a lesion that surgery is known to help.",
        "The surgical section looks for a clear lesion on imaging, a matching exam and a patient told of the odds.",
    ),
    "Evaluation & Management": (
        "Visits follow the need of the patient, and the request says which question the visit is to answer.",
        "A consultant is brought in when the course is unclear or lies outside the field of the treating doctor.",
    ),
    "Psych Services": (
        "Psychological care begins with an evaluation that sets goals; visits follow as the goals come nearer.",
    ),
    "Programs": ("A program of this size needs a team evaluation, a motivated patient and no simpler road left.",),
    "Home Health": (
        "Help at home is meant for people who cannot leave the house, and housework alone does not qualify.",
    ),
    "Transportation": (
        "Rides are granted where a disability bars the patient from driving and from public transport.",
    ),
}

RECORD_LACKS: tuple[str, ...] = (
    "The notes of {date} give no measure of function before or after.",
    "No earlier trial is described, and the request does not say what is hoped for.",
    "What {poss} first {n} visits achieved cannot be read from the file.",
    "The exam of {date} is brief and leaves strength, reflexes and sensation out.",
    "Pain stayed at {n}/10 from one note to the next, and the work status did not move.",
    "The form names {it} without a reason, a duration or a goal.",
    "Simpler measures for the {part} seem not to have been tried, or their result went unrecorded.",
    "The doctor's plan repeats the previous one word for word, so a change in the {person} is hard to see.",
    "Nothing on file sets this {person} apart from those the guideline had in mind.",
    "A home routine is mentioned once, on {date}, without detail.",
)

RECORD_SHOWS: tuple[str, ...] = (
    "The note of {date} records a gain: {pron} again lifts {n} kg and sleeps through the night.",
    "Simpler care was given for {n} months, and each step of it is dated in the file.",
    "Exam and pictures agree on the {part}, and the doctor says what the result will decide.",
    "The {person} has cut the tablets by a third since {date} and is back on light duty.",
    "A new deficit was found on {date}: the reflex is gone and the muscle has thinned.",
    "The plan names a goal, a number and a date on which to stop.",
    "All the criteria of the cited section are met on paper.",
)

QUOTED_FOR: tuple[str, ...] = (
    'The text reads: "{Topic} is recommended as an option where function has plainly improved."',
    'It adds that such care "is considered part of a medically necessary treatment plan" in the early weeks.',
    'The chapter says of it, "indicated for selected patients and supported by fair evidence."',
    "One passage holds that it “is medically necessary when every criterion is met.”",
)

QUOTED_AGAINST: tuple[str, ...] = (
    'The same text warns that {topic} is "not recommended" as routine care.',
    'A footnote calls it "not indicated" in the first month, a limit that has long passed here.',
    'The chapter says, "not recommended without a trial," and a trial has been made.',
)

PLAIN_FOR: tuple[str, ...] = (
    "In general {it} is recommended as an option and is supported by the cited section.",
    "Care of this kind is indicated when the criteria are met.",
)

PLAIN_AGAINST: tuple[str, ...] = (
    "As a routine measure {it} is not recommended, but the present case is no routine.",
    "Such care is not indicated in the first weeks, which lie well behind this {person}.",
)

WEIGHED_AGAINST: tuple[str, ...] = (
    "Weighed together, the papers leave the criteria open.",
    "The burden lies with the request, and it has not been carried.",
    "An exception would need a reason, and none is given.",
    "With that gap the cited section cannot be applied in favor of the request.",
)

WEIGHED_FOR: tuple[str, ...] = (
    "Weighed together, the papers meet the cited section.",
    "The benefit expected outweighs the small risk.",
    "The denial rested on a missing report that is now in the file.",
    "On this record the guideline speaks for the request.",
)

OPIOID_FIRST = (
    "This decision addresses the medical necessity of opioids as they have been prescribed to this patient."
)
"""First sentence of the opioid paragraph, as letters.md quotes it: an anchor of layout D."""

OPIOID_SECOND = (
    "This medical necessity decision should not be interpreted as a recommendation to stop long-term opioids "
    "abruptly, because a body that has grown used to them answers a sudden halt with withdrawal."
)
"""Begins with the anchor that letters.md quotes; goes on in invented words."""

OPIOID_REST: tuple[str, ...] = (
    "Should the dose come down, the prescriber sets the steps together with the patient.",
    "The tapering chapters of the opioid guideline describe several ways, and the treating doctor picks among them.",
    "Until a plan stands, the present supply is a matter between the doctor and the patient.",
)

GUIDELINE_CITATION_2009 = "As the chronic pain guideline of 2009 has it (8 C.C.R. §§9792.20 - 9792.26), "
"""How layout C opens a quotation; the section signs are what arrives damaged in the text of such letters."""

OLD_GUIDELINE_TEXT: tuple[str, ...] = (
    "{Topic} is an option for a limited time and alongside exercise (e.g. walking, stretching).",
    "Short-term gains were seen in two series, while long-term data are thin. (Ferrowick, 2007)",
    "A self-directed program with follow-up by telephone did as well in one small study. (Tolvane 2004)",
    "Of those treated early, 61.3% were back at work in three months, against 44.8% of the others. (Ostrivek, 2005)",
    "Criteria: 1) the complaint matches the exam; 2) simpler care has run its course; 3) the effect is measured.",
    "Visits thin out from three a week to one or fewer, and home-based exercise takes their place.",
    "Where two courses brought no change, a third is not advised. (Halmquist, 2006) (Brennerly, 2003)",
    "The effect fades within weeks once the visits stop, which argues for a plan beyond the last visit.",
    "In a series of 214 workers the group that kept moving needed fewer visits and fewer tablets. (Quillmere, 2001)",
    "Depression, fear of movement and a lawsuit at the outset went with a poor result. (Osterwynd) (Ferrowick, 2002)",
    "More recent trials are mixed: a sham-controlled one found no difference at 12 weeks. (Pellandine, 2008)",
    "It is best begun early, at a low dose or number, with a date set for looking at what it brought.",
    "See also the part on self-care; a patient-led routine remains the mainstay throughout.",
)

COMPOUNDS = (
    "What the evidence-based, step-by-step reading asks for is a short-term, low-cost, follow-up-driven, "
    "patient-specific and well-documented trial with a long-term view."
)
"""A sentence whose lines can end in a hyphen."""

CUT_CITATION = "Later reviews reached the same view. (Ferrowick"
"""Where a letter of layout C breaks off in the middle of a literature citation."""
