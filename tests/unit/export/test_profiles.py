"""What each kind of copy holds, and above all what it does not: read by two engines out of the finished file."""

import functools
import io
from itertools import count

import pypdf
import pypdfium2
import pytest

from imr_desk.export.entry_words import value_words
from imr_desk.export.profiles import COUNSEL, DEIDENTIFIED, EMPLOYER, FILE, PROFILES, Part, Profile
from imr_desk.export.summary import summary_of
from imr_desk.export.summary_pdf import SummaryPdf
from imr_desk.model.draft import Flag, Severity
from imr_desk.model.edits import Annotate, MarkField, SetField, SettleFlag, WriteNote
from imr_desk.model.fields import ITEM_FIELDS, LETTER_FIELDS, FieldKind
from imr_desk.model.geometry import Span
from imr_desk.model.handling import AskSecondLook, Take
from imr_desk.model.review import EntryState, FlagState, flag_key
from imr_desk.model.signature import Signature
from tests.unit.export.dossiers import RULINGS, Bench, bench_of, spans_of
from tests.unit.export.papers import BENCHES, RESOURCES, bench, solid

EVERY = pytest.mark.parametrize("profile", PROFILES, ids=lambda profile: profile.name)
NARROW = pytest.mark.parametrize("profile", [COUNSEL, EMPLOYER, DEIDENTIFIED], ids=lambda profile: profile.name)
NURSE = Signature("Quenby Wexford", "2026-11-23T14:05:00-08:00")
FLAG = Flag(
    "invented", Severity.WARNING, "Zqflagmessage stands there.", "Zqflagwhy.", 1, "rationale", (Span(1, 0, 9),)
)


def marked(name: str) -> str:
    return f"Zq{name.replace('_', '')}zq"


@functools.cache
def told() -> Bench:
    """A case in which every value is a word that stands nowhere else."""
    case = bench_of(RULINGS, (FLAG,))
    days = count(11)
    for spec in LETTER_FIELDS:
        value = f"20{next(days)}-03-{next(days)}" if spec.kind is FieldKind.DATE else marked(spec.name)
        words = {FieldKind.WORD_LIST: (marked(spec.name),), FieldKind.NUMBER: "73"}.get(spec.kind, value)
        case.do(SetField(None, spec.name, words), by=NURSE)
    for item in ("1", "2", "3"):
        for spec in ITEM_FIELDS:
            if spec.kind is FieldKind.TEXT or spec.kind is FieldKind.LONG_TEXT:
                case.do(SetField(item, spec.name, f"{marked(spec.name)}{item}"), by=NURSE)
        case.do(WriteNote(item, f"Zqitemnote{item}"), by=NURSE)
    case.do(
        WriteNote(None, "Zqcasenote"),
        MarkField("2", "imr_guideline", EntryState.UNSURE, "Zqentrynote"),
        MarkField(None, "provider", EntryState.UNSURE, "Zqprovidernote"),
        SettleFlag(flag_key(FLAG), FlagState.DISMISSED, "Zqsettlement"),
        Annotate(spans_of(case.letter, "pain in the low back"), "diagnosis"),
        by=NURSE,
    )
    case.handle(Take(), AskSecondLook("Zqsecondlook"), by=NURSE)
    return case.settle_all()


@functools.cache
def texts(profile: Profile) -> tuple[str, str]:
    """All that two engines find in the file: text, bookmarks and the file's own data, white space left out."""
    content = SummaryPdf(RESOURCES, profile).content(told().dossier())
    document = pypdfium2.PdfDocument(content)
    pdfium = [page.get_textpage().get_text_range() for page in document]
    pdfium += [str(document.get_metadata_dict()), *(mark.get_title() for mark in document.get_toc())]
    reader = pypdf.PdfReader(io.BytesIO(content))
    pure = [page.extract_text() for page in reader.pages]
    pure += [str(reader.metadata), str(reader.outline)]
    pure += [str(each) for number in reader.xref[0] if (each := reader.get_object(number)) is not None]
    return solid("\n".join(pdfium)), solid("\n".join(pure))


def absent(profile: Profile, words: str) -> None:
    for text in texts(profile):
        assert solid(words) not in text, words


def present(profile: Profile, words: str) -> None:
    for text in texts(profile):
        assert solid(words) in text, words


def letter_words(name: str) -> str:
    spec = next(spec for spec in LETTER_FIELDS if spec.name == name)
    return value_words(told().review.fields[name].value, spec.kind)


@EVERY
def test_every_letter_field_is_there_or_not_as_the_profile_says(profile):
    for spec in LETTER_FIELDS:
        words = letter_words(spec.name)
        if spec.kind is FieldKind.NUMBER:
            continue  # two digits stand in any paper; that the label is not there says the same
        if spec.name not in profile.letter_fields:
            absent(profile, words)
        elif profile.identified or spec.kind is not FieldKind.DATE:
            present(profile, words)


@EVERY
def test_every_item_field_is_there_or_not_as_the_profile_says(profile):
    decided = {item.id: item.outcome for item in told().review.items}
    for spec in ITEM_FIELDS:
        if spec.kind not in (FieldKind.TEXT, FieldKind.LONG_TEXT):
            continue
        for item, outcome in decided.items():
            named = profile.names_denied or outcome == "overturned"
            if spec.name not in profile.item_fields or not named:
                absent(profile, f"{marked(spec.name)}{item}")
            elif spec.name != "treatment":
                present(profile, f"{marked(spec.name)}{item}")


@NARROW
def test_no_narrow_copy_holds_the_desks_own_notes(profile):
    for words in ("Zqitemnote1", "Zqitemnote2", "Zqcasenote", "Zqentrynote", "Zqprovidernote"):
        absent(profile, words)
        present(FILE, words)


def test_counsel_gets_dates_flags_and_evidence_whole():
    for words in ("Zqflagmessage", "Zqsettlement", told().review.items[1].excerpt.text, "pain in the low back"):
        present(COUNSEL, words)


@pytest.mark.parametrize("profile", [EMPLOYER, DEIDENTIFIED], ids=lambda profile: profile.name)
def test_employer_and_strangers_get_nothing_clinical(profile):
    clinical = ["Zqflagmessage", "Zqflagwhy", "Zqsettlement", "Zqsecondlook", "pain in the low back"]
    clinical += [item.excerpt.text for item in told().review.items]
    clinical += [told().letter.fingerprint, told().letter.fingerprint[:8], told().name]
    for words in clinical:
        absent(profile, words)
    present(FILE, "Zqflagmessage")


def test_the_employer_learns_of_approved_treatments_alone_and_why():
    absent(EMPLOYER, "Zqdisputedzq1")
    for words in ("Zqdisputedzq2", "Zqdisputedzq3", "A treatment that is not named in this copy", "3762(c)"):
        present(EMPLOYER, words)
    present(EMPLOYER, "Upheld: treatment stays denied")


def test_an_approval_that_no_person_recorded_names_no_treatment_to_the_employer():
    summary = summary_of(bench("three items, unread").dossier(), EMPLOYER)
    assert {item.title for item in summary.items} == {"A treatment that is not named in this copy"}


def test_a_de_identified_copy_tells_years_and_no_person():
    for spec in LETTER_FIELDS:
        if spec.kind is FieldKind.DATE:
            absent(DEIDENTIFIED, letter_words(spec.name))
            absent(DEIDENTIFIED, str(told().review.fields[spec.name].value))
    for words in ("Quenby", "Wexford", "Ames", "Mail room", "11/23", "11/24", "2026-11"):
        absent(DEIDENTIFIED, words)
    present(DEIDENTIFIED, letter_words("date_of_injury")[-4:])
    present(DEIDENTIFIED, "164.514(b)")


def test_identifiers_inside_a_treatment_are_taken_out_of_a_de_identified_copy():
    case = bench_of(RULINGS[:1]).do(
        SetField(None, "employee", "Zebulon Quaxley"),
        SetField(None, "claim_number", "ZX-77-001"),
        SetField("1", "disputed", "Injection for Mr. Quaxley on 03/14/2024, claim ZX-77-001, call (555) 010-4477"),
    )
    content = SummaryPdf(RESOURCES, DEIDENTIFIED).content(case.dossier())
    text = solid("\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(content)))
    assert solid("Injection for Mr. [removed] on 2024, claim [removed], call [removed]") in text
    assert not any(words in text for words in ("Quaxley", "03/14", "77-001", "4477"))


@NARROW
def test_a_narrow_copy_says_what_it_is_and_what_was_left_out(profile):
    present(profile, profile.audience)
    present(profile, profile.statement)


@NARROW
@pytest.mark.parametrize("name", BENCHES)
def test_every_case_gives_a_copy_of_the_same_bytes(name, profile):
    dossier = bench(name).dossier()
    assert SummaryPdf(RESOURCES, profile).content(dossier) == SummaryPdf(RESOURCES, profile).content(dossier)


def test_a_field_that_is_added_later_stays_out_of_narrow_copies():
    """Narrow copies name what they show; only the file and counsel follow the table of fields."""
    for profile in (EMPLOYER, DEIDENTIFIED):
        assert set(profile.letter_fields) < set(FILE.letter_fields)
        assert not set(profile.parts) & {Part.FLAGS, Part.NOTES, Part.EXCERPTS, Part.CLINICAL, Part.OPEN_POINTS}
