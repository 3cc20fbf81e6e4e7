"""One letter for each check that shows what it looks for, and the severity it must give."""

from collections.abc import Callable, Mapping

from imr_desk.model.draft import Decision, Draft, Severity
from imr_desk.model.letter import LetterNote, LetterText, NoteKind
from tests.unit.checks.drafted import CLEAN_SUMMARY, SECTIONS, Item, drafted

Made = tuple[LetterText, Draft]
_GUIDELINE = "Decision based on MTUS Knee Complaints 2004, Section(s): Special Studies."
_LONG_QUOTE = " ".join(["The course should be kept short and the effect looked at before more is given."] * 14)
_GENERAL = " ".join(
    ["Long courses bring little and should be kept short, as trials with thousands of people show."] * 12
)


def _item(**kwargs: object) -> Callable[[], Made]:
    return lambda: drafted(Item(**kwargs))  # type: ignore[arg-type]


def _concluded(words: str, **kwargs: object) -> Callable[[], Made]:
    return _item(rationale=f"The injured worker was seen twice. {words}", **kwargs)


DEFECTS: Mapping[str, tuple[Callable[[], Made], Severity]] = {
    "outcome-against-conclusion": (
        _item(decision=Decision.OVERTURNED, doubted_decision=True),
        Severity.ERROR,
    ),
    "missing-conclusion": (
        _item(
            rationale="The injured worker was seen twice. The request is therefore determined to be",
            determination=None,
        ),
        Severity.ERROR,
    ),
    "repeated-item": (lambda: drafted(Item(), Item()), Severity.INFO),
    "text-breaks-off": (
        _item(
            rationale="The request is not medically necessary. The injured worker was told of it (Halm",
            determination=None,
        ),
        Severity.ERROR,
    ),
    "item-incomplete": (_item(rationale="", determination=None), Severity.ERROR),
    "section-missing": (lambda: drafted(Item(), sections=SECTIONS[:2]), Severity.WARNING),
    "layout-unknown": (lambda: drafted(Item(), layout="unknown"), Severity.WARNING),
    "items-announced": (
        lambda: drafted(
            Item(),
            layout="notice-2013",
            more_words=(
                "1) MAXIMUS Federal Services, Inc. has determined X.\n"
                "2) MAXIMUS Federal Services, Inc. has determined Y."
            ),
        ),
        Severity.WARNING,
    ),
    "pages-twice": (
        lambda: drafted(Item(), later_pages=["A page of words that comes twice. " * 12] * 2),
        Severity.WARNING,
    ),
    "pages-out-of-order": (
        lambda: drafted(Item(), sections=(SECTIONS[3], SECTIONS[2], SECTIONS[1])),
        Severity.WARNING,
    ),
    "page-missing": (
        lambda: drafted(Item(), later_pages=["that begins in the middle of some sentence."]),
        Severity.WARNING,
    ),
    "date-order": (lambda: drafted(Item(), header={"date_assigned": "2016-11-02"}), Severity.WARNING),
    "header-against-summary": (lambda: drafted(Item(), header={"date_of_injury": "2015-03-04"}), Severity.WARNING),
    "absence-claim": (
        lambda: drafted(
            Item(
                rationale="There is no RFA in the records for this patient. The request is not medically necessary."
            ),
            summary=f"{CLEAN_SUMMARY} The Request for Authorization dated 10/09/2016 was signed.",
        ),
        Severity.WARNING,
    ),
    "pronoun-differs": (
        _item(rationale="The claimant had ten days of care. His knee bears weight. It is not medically necessary."),
        Severity.WARNING,
    ),
    "age-or-sex-differs": (
        _item(rationale="The patient is a 61 year old female. Therefore, the request is not medically necessary."),
        Severity.WARNING,
    ),
    "body-part-against-summary": (_item(treatment="MRI of the right knee"), Severity.WARNING),
    "second-case-number": (lambda: drafted(Item(), more_words="See also CM99-0000002."), Severity.INFO),
    "request-against-conclusion": (
        _concluded(
            "The request for 8 visits is not medically necessary.",
            treatment="Physical therapy, 5 sessions, left knee",
        ),
        Severity.WARNING,
    ),
    "granted-part": (
        _item(
            treatment="Acupuncture for 8 sessions; acupuncture for 6 sessions; acupuncture for 3 sessions",
            parts={
                "original_request": "Acupuncture for 8 sessions",
                "authorized": "acupuncture for 6 sessions",
                "disputed": "acupuncture for 3 sessions",
            },
        ),
        Severity.WARNING,
    ),
    "frequency-against-number": (
        _item(treatment="Physical therapy to the left knee 2 times a week for 3 weeks (8)"),
        Severity.WARNING,
    ),
    "quantity-unstated": (_item(treatment="Acupuncture, left knee (unspecified quantity)"), Severity.INFO),
    "criteria-not-taken-up": (
        _item(
            rationale=(
                "Therefore, the request is not medically necessary. Criteria: 1) Locking of the joint. 2) Swelling "
                "within a day. 3) Failure of bracing."
            ),
            determination="Therefore, the request is not medically necessary.",
        ),
        Severity.WARNING,
    ),
    "speculation": (
        _concluded("It is likely that she has had therapy before. The request is not medically necessary."),
        Severity.WARNING,
    ),
    "guideline-not-in-force": (
        _item(reviewer="Decision based on MTUS Chronic Pain Medical Treatment 2009, Section(s): Massage therapy."),
        Severity.WARNING,
    ),
    "guideline-other-body-part": (
        _item(reviewer="Decision based on MTUS Low Back Complaints 2004, Section(s): Special Studies."),
        Severity.WARNING,
    ),
    "guideline-section-unknown": (
        _item(reviewer="Decision based on MTUS Knee Complaints 2004, Section(s): 341."),
        Severity.INFO,
    ),
    "same-citation-other-outcome": (
        _item(
            decision=Decision.OVERTURNED,
            rationale="The injured worker meets the criteria. Therefore, the request is medically necessary.",
            claims=_GUIDELINE,
            reviewer=_GUIDELINE,
        ),
        Severity.INFO,
    ),
    "no-guideline-cited": (
        _item(reviewer="The Expert Reviewer did not cite any medical evidence for its decision."),
        Severity.INFO,
    ),
    "mostly-quotation": (
        _concluded(f'The guideline says "{_LONG_QUOTE}" Therefore, the request is not medically necessary.'),
        Severity.WARNING,
    ),
    "nothing-of-the-case": (_item(rationale=f"{_GENERAL} It is not medically necessary."), Severity.WARNING),
    "documents-list": (lambda: drafted(Item(), layout="cover-block"), Severity.WARNING),
    "records-not-received": (lambda: drafted(Item(), more_words="No medical records were received."), Severity.INFO),
    "file-notes": (
        lambda: drafted(Item(), notes=[LetterNote(NoteKind.DAMAGED, "Page 2 could not be read.", 2)]),
        Severity.WARNING,
    ),
    "garbled-text": (lambda: drafted(Item(), more_words="8 C.C.R. Â§Â§9792"), Severity.INFO),
    "removed-words": (
        lambda: drafted(Item(), more_words="was replaced by                  and so on."),
        Severity.INFO,
    ),
}
"""By rule: a letter on which the check must speak, and how loudly."""
