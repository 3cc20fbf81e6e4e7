"""Every check, once. The order is that of their importance at the desk."""

from imr_desk.checks.absence import AbsenceClaim
from imr_desk.checks.body_parts import BodyPartAgainstSummary
from imr_desk.checks.completeness import ItemIncomplete, ItemsAnnounced, SectionMissing, TextBreaksOff
from imr_desk.checks.criteria import CriteriaNotTakenUp
from imr_desk.checks.dates import DateOrder, HeaderAgainstSummary
from imr_desk.checks.guidelines import (
    GuidelineNotInForce,
    GuidelineOtherBodyPart,
    GuidelineSectionUnknown,
    NoGuidelineCited,
    SameCitationOtherOutcome,
)
from imr_desk.checks.identity import AgeOrSexDiffers, PronounDiffers, SecondCaseNumber
from imr_desk.checks.layout import LayoutUnknown
from imr_desk.checks.outcomes import MissingConclusion, OutcomeAgainstConclusion, RepeatedItem
from imr_desk.checks.pages import PageMissing, PagesOutOfOrder, PagesTwice
from imr_desk.checks.quantities import FrequencyAgainstNumber, GrantedPart, QuantityUnstated
from imr_desk.checks.reading import Reading, ReadingCheck
from imr_desk.checks.reasoning import MostlyQuotation, NothingOfTheCase
from imr_desk.checks.records import DocumentsList, RecordsNotReceived
from imr_desk.checks.requests import RequestAgainstConclusion
from imr_desk.checks.speculation import Speculation
from imr_desk.checks.text_quality import FileNotes, GarbledText, RemovedWords
from imr_desk.model.draft import Draft, Flag
from imr_desk.model.letter import LetterText

CHECKS: tuple[ReadingCheck, ...] = (
    OutcomeAgainstConclusion(),
    MissingConclusion(),
    RepeatedItem(),
    TextBreaksOff(),
    ItemIncomplete(),
    LayoutUnknown(),
    SectionMissing(),
    ItemsAnnounced(),
    PagesTwice(),
    PagesOutOfOrder(),
    PageMissing(),
    DateOrder(),
    HeaderAgainstSummary(),
    AbsenceClaim(),
    PronounDiffers(),
    AgeOrSexDiffers(),
    BodyPartAgainstSummary(),
    SecondCaseNumber(),
    RequestAgainstConclusion(),
    GrantedPart(),
    FrequencyAgainstNumber(),
    QuantityUnstated(),
    CriteriaNotTakenUp(),
    Speculation(),
    GuidelineNotInForce(),
    GuidelineOtherBodyPart(),
    GuidelineSectionUnknown(),
    SameCitationOtherOutcome(),
    NoGuidelineCited(),
    MostlyQuotation(),
    NothingOfTheCase(),
    DocumentsList(),
    RecordsNotReceived(),
    FileNotes(),
    GarbledText(),
    RemovedWords(),
)
"""The checks, worst first; each is a ``ports.Check``."""


def flags_of(letter: LetterText, draft: Draft) -> tuple[Flag, ...]:
    """Run all checks on one reading of the letter, which costs less than asking each of them alone."""
    reading = Reading(letter, draft)
    return tuple(found for check in CHECKS for found in check.of(reading))
