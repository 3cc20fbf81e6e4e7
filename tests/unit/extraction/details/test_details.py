"""Details of an item: what is read, what is flagged, and where it stands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imr_desk.extraction.details.drug_names import CLASS_OF
from imr_desk.extraction.details.item_words import ItemWords
from imr_desk.extraction.details.registry import DETAILS
from imr_desk.model.draft import FindingState
from imr_desk.model.fields import ITEM_FIELDS
from tests.unit.extraction.details.items import item

FOUND, MISSING, AMBIGUOUS = FindingState.FOUND, FindingState.MISSING, FindingState.AMBIGUOUS
NAMES = (
    "quantity",
    "frequency",
    "body_part",
    "drug",
    "strength",
    "date_of_service",
    "retrospective",
    "associated_surgical",
    "category",
    "subcategory",
)


def details(treatment, determination="", **kwargs):
    letter, fields = item(treatment, determination, **kwargs)
    read = {}
    for rule in DETAILS:
        read |= rule(ItemWords(letter, fields))
    return letter, read


def value(name, treatment, determination="", **kwargs):
    """Return what a detail says: its value, with a question mark where a person must look."""
    finding = details(treatment, determination, **kwargs)[1][name]
    return f"{finding.value}?" if finding.needs_review else finding.value


def test_the_rules_read_every_detail_of_the_form_and_nothing_else():
    _, read = details("MRI of the left knee")
    assert set(read) == set(NAMES)
    assert set(read) <= {spec.name for spec in ITEM_FIELDS}


@pytest.mark.parametrize(
    ("treatment", "expected"),
    [
        ("Etodolac 400mg #60", "60"),
        ("Massage times 8", "8"),
        ("Massage x3 visits", "3 visits"),
        ("Massage, 12 sessions", "12 sessions"),
        ("Twelve massage therapy sessions", "Twelve sessions"),
        ("Electrodes, QTY: 2", "2"),
        ("A stimulator, 30 day rental", "30 day rental"),
        ("Massage (unspecified quantity)", "unspecified"),
        ("Unknown massage treatments", "unknown"),
        ("Massage 2 times a week for 3 weeks (6)", "6"),
        ("Massage 12-18 sessions", "12-18 sessions"),
        ("Etodolac 400mg #60 with 2 refills", "60, 2 refills"),
        ("1 knee brace", "1"),
        ("Norco 5/325mg one tablet twice daily 14 days #40", "40"),
        ("MRI of the left knee", None),
        ("Massage 6 sessions and 8 sessions", "6 sessions?"),
        ("Massage 2 times a week for 3 weeks (8)", "8?"),
    ],
)
def test_quantities(treatment, expected):
    assert value("quantity", treatment) == expected


def test_a_determination_with_another_number_makes_the_quantity_ambiguous():
    _, read = details("Massage, 5 sessions", "The request for 8 massage visits is not medically necessary.")
    finding = read["quantity"]
    assert finding.state is AMBIGUOUS
    assert [candidate.value for candidate in finding.candidates] == ["5 sessions", "8 visits"]
    assert all(candidate.sources for candidate in finding.candidates)


def test_a_determination_that_counts_how_often_times_how_long_gives_the_quantity():
    treatment, said = "Massage 2 times a week for 3 weeks", "The request for 6 sessions is not medically necessary."
    assert value("quantity", treatment, said) == "6 sessions"
    assert value("quantity", treatment, "The request for 7 sessions is not medically necessary.") is None


@pytest.mark.parametrize(
    ("treatment", "expected"),
    [
        ("Massage 2 times a week for 3 weeks (6)", "2 times a week for 3 weeks"),
        ("Massage, three times weekly, left knee", "three times weekly"),
        ("Norco 5/325mg, 1-2 caps by mouth every 6-8 hrs as needed", "1-2 caps by mouth every 6-8 hrs as needed"),
        ("Norco 5/325mg take 1 at bedtime #30", "take 1 at bedtime"),
        ("Norco 5/325mg one tablet twice daily 14 days #40", "one tablet twice daily 14 days"),
        ("Gym membership for 6 months", "for 6 months"),
        ("A stimulator, 30 day rental", None),
        ("Massage 2x6", "2x6?"),
        ("Norco 5/325mg take 1 tab orally one hour before the study", "None?"),
        ("A visit, to be scheduled within two weeks", None),
    ],
)
def test_frequencies(treatment, expected):
    assert value("frequency", treatment) == expected


@pytest.mark.parametrize(
    ("treatment", "expected"),
    [
        ("MRI of the left knee without contrast", "left knee"),
        ("Facet joint injections L4-5, L5-S1", "L4-5, L5-S1"),
        ("Massage for the cervical and thoracic spine", "cervical and thoracic spine"),
        ("MRI Cervical Spine", "Cervical Spine"),
        (
            "Stimulator, lumbar spine, left hip, lower leg, and knee (DOS 1/2/16)",
            "lumbar spine, left hip, lower leg, and knee",
        ),
        ("Nerve study of the bilateral upper extremities", "bilateral upper extremities"),
        ("Spine surgery evaluation for the lumbar", "lumbar"),
        ("1 knee scooter", None),
        ("Etodolac 400mg #60", None),
        ("Left stellate ganglion block", "Left?"),
        ("Brace for the left wrist, to be made for the right first", "left wrist, right?"),
    ],
)
def test_parts_of_the_body(treatment, expected):
    assert value("body_part", treatment) == expected


@pytest.mark.parametrize(
    "said",
    [
        "The request for an MRI of the right knee is not medically necessary.",
        "The request for an MRI of the left shoulder is not medically necessary.",
    ],
)
def test_another_place_in_the_determination_makes_the_part_ambiguous(said):
    _, read = details("MRI of the left knee", said)
    assert read["body_part"].state is AMBIGUOUS
    assert len(read["body_part"].candidates) == 2


@pytest.mark.parametrize(
    ("treatment", "drug", "strength"),
    [
        ("Norco 10/325 mg #60", "Norco", "10/325 mg"),
        ("Norco 7.5-325mg #60", "Norco", "7.5-325mg"),
        ("Norco 10/325 #60", "Norco", "10/325"),
        ("Meloxicam (Mobic) 7.5mg #30", "Meloxicam", "7.5mg"),
        ("Hydrocodone/APAP 10/325mg #60", "Hydrocodone/APAP", "10/325mg"),
        ("Lidocaine 5% patch #30", "Lidocaine", "5%"),
        ("Orphenadrine Citrate ER 100mg #30", "Orphenadrine Citrate ER", "100mg"),
        ("Tylenol with codeine #3, #60", "Tylenol with codeine #3", None),
        ("Butrans 20mcg/hr patches, #4", "Butrans", "20mcg/hr"),
        ("Ketoprofen 10%, Baclofen 5% in cream base", "Ketoprofen, Baclofen", "10%, 5%"),
        ("Omeprazole", "Omeprazole", None),
        ("MRI of the left knee", None, None),
        ("Zorgatrex 50mg #60", "Zorgatrex?", "50mg"),
        ("Norco and Soma 350mg", "Norco, Soma?", "350mg?"),
        ("Vitamin D level", "Vitamin D?", None),
        ("Toradol 60mg injection", "Toradol?", "60mg"),
        ("Hip pad", None, None),
    ],
)
def test_drugs_and_strengths(treatment, drug, strength):
    assert (value("drug", treatment), value("strength", treatment)) == (drug, strength)


@pytest.mark.parametrize(
    "said",
    [
        "As 80 mg a day are exceeded, the request is not medically necessary.",
        "With pain in the right leg, the request is not medically necessary.",
        "The request exceeds the 10 visits of the guideline and is not medically necessary.",
    ],
)
def test_what_a_determination_says_of_other_things_contradicts_nothing(said):
    _, read = details("Norco 5/325mg #60, 12 sessions of massage, left arm", said)
    assert read["body_part"].value == "left arm"
    assert not read["body_part"].needs_review
    assert not read["strength"].needs_review
    assert [candidate.value for candidate in read["quantity"].candidates] == ["60", "12 sessions"]


def test_a_determination_with_another_strength_or_drug_is_flagged():
    said = "The request for Norco 10/325 mg is not medically necessary."
    assert value("strength", "Norco 5/325mg #60", said) == "5/325mg?"
    assert value("drug", "Soma 350mg #60", said) == "Soma?"
    assert value("strength", "Norco 7.5-325mg", "The request for Norco 7.5/325 mg is not necessary.") == "7.5-325mg"


@pytest.mark.parametrize(
    ("treatment", "served", "rendered"),
    [
        ("Retrospective massage (DOS 12/29/16)", "2016-12-29", "yes"),
        ("Retrospective: massage DOS: 12/29/2016", "2016-12-29", "yes"),
        ("Retrospective massage, date of service December 29, 2016", "2016-12-29", "yes"),
        ("Retrospective massage per 12/07/2016 order", "2016-12-07?", "yes"),
        ("Retrospective massage", "None?", "yes"),
        ("Massage DOS: 12/29/2016", "2016-12-29", "yes?"),
        ("Retrospective massage (DOS 12/1/16 - 12/5/16)", "2016-12-01?", "yes"),
        ("Retrospective massage DOS 13/45/2016", "None?", "yes"),
        ("Massage, 6 sessions", None, "no"),
    ],
)
def test_services_rendered(treatment, served, rendered):
    assert (value("date_of_service", treatment), value("retrospective", treatment)) == (served, rendered)


def test_a_determination_that_alone_says_retrospective_is_ambiguous():
    _, read = details("Massage", "The retrospective request was not medically necessary.")
    assert read["retrospective"].state is AMBIGUOUS


@pytest.mark.parametrize(
    ("treatment", "rationale", "expected"),
    [
        ("Associated surgical service: Sling", "", "yes"),
        ("Sling", "As the surgery is not medically necessary, the ancillary service is not either.", "yes"),
        ("Post-op therapy", "", "no?"),
        ("Assistant surgeon", "", "no?"),
        ("MRI of the left knee", "", "no"),
    ],
)
def test_associated_surgical_services(treatment, rationale, expected):
    assert value("associated_surgical", treatment, rationale=rationale) == expected


@pytest.mark.parametrize(
    ("treatment", "category", "subcategory"),
    [
        ("MRI of the left knee", "Diagnostic Testing", "Imaging & Radiology"),
        ("EMG/NCV of the left leg", "Diagnostic Testing", "EMG/NCV/NCS"),
        ("Urine drug screen", "Diagnostic Testing", "Lab & Pathology"),
        ("Labs to include: EKG", "Diagnostic Testing", "Other Diagnostic Tests"),
        ("TENS unit, 30 day rental", "DMEPOS", "Electrical Stimulation"),
        ("Knee brace", "DMEPOS", "Prosthetics/Orthotics"),
        ("Electrodes, QTY: 2", "DMEPOS", "Supplies"),
        ("Cold therapy unit", "DMEPOS", "DME"),
        ("Follow up visit times 3", "Evaluation & Management", "Medical Specialties"),
        ("Psychological evaluation", "Psych Services", "Evaluation & Management"),
        ("Cognitive behavioral therapy, 6 sessions", "Psych Services", "Therapies"),
        ("Physical therapy, 6 sessions", "Rehabilitation", "PT/OT"),
        ("Acupuncture x 6", "Rehabilitation", "Acupuncture"),
        ("Medial branch blocks L4-5", "Injection", "Facet Injection"),
        ("Epidural steroid injection L4-5", "Injection", "Injection"),
        ("Right knee arthroscopy", "Surgery", "Arthroscopic"),
        ("L4-L5 laminectomy", "Surgery", "Spine"),
        ("Carpal tunnel release", "Surgery", "Non-arthroscopic"),
        ("Associated surgical service: Chest x-ray", "Surgery", "Adjunct Surgical Services"),
        ("Home health aide, 4 hours a day", "Home Health", None),
        ("Transportation to the clinic", "Transportation", None),
        ("Functional restoration program", "Programs", None),
        ("Norco 5/325mg #60", "Pharmaceuticals", "Opioids"),
        ("Diclofenac gel 1%", "Pharmaceuticals", "Topical Analgesics"),
        ("Ketoprofen 10%, Baclofen 5% in cream base", "Pharmaceuticals", "Topical Compounds"),
        ("Consultation with a spine surgeon", None, None),
        ("Pre-op chest x-ray", None, None),
        ("Suboxone 8mg #60", "Pharmaceuticals", None),
        ("Shockwave treatments", None, None),
    ],
)
def test_categories_of_the_search_page_are_proposed(treatment, category, subcategory):
    assert (value("category", treatment), value("subcategory", treatment)) == (category, subcategory)


def test_details_are_read_from_the_disputed_part_and_service_from_the_whole_heading():
    heading = "Retrospective: Baclofen 10mg #30 DOS 1/2/16 was the original request. The rest, Baclofen 10mg #3"
    _, read = details(heading, disputed="Baclofen 10mg #3")
    assert read["quantity"].value == "3"
    assert read["date_of_service"].value == "2016-01-02"
    assert not read["quantity"].needs_review


def test_a_doubted_heading_makes_every_detail_read_from_it_doubted():
    _, read = details("Norco 5/325mg #60", needs_review=True)
    assert all(read[name].needs_review for name in ("quantity", "drug", "strength", "category", "retrospective"))


@pytest.mark.parametrize(("confidence", "doubted"), [(96, False), (70, True)])
def test_words_that_ocr_was_not_sure_of_are_doubted(confidence, doubted):
    _, read = details("Norco 5/325mg #60", confidence=confidence)
    assert read["quantity"].needs_review is doubted
    assert read["strength"].needs_review is doubted


@pytest.mark.parametrize(
    "treatment",
    ["Norco 5/325mg #60, 1 tablet daily", "Retrospective MRI of the left knee DOS 1/2/16", "Massage x 6, left arm"],
)
def test_every_value_stands_where_it_says(treatment):
    letter, read = details(treatment)
    for name, finding in read.items():
        if finding.state is FOUND and name not in ("retrospective", "associated_surgical", "category", "subcategory"):
            shown = letter.quote_of(finding.sources)
            if name != "date_of_service":
                assert str(finding.value) in shown
        for span in finding.sources:
            assert 0 <= span.start < span.end <= len(letter.pages[0].text)


def test_without_a_heading_nothing_is_read():
    letter, _ = item("MRI")
    for rule in DETAILS:
        for name, finding in rule(ItemWords(letter, {})).items():
            assert finding.value in (None, "no"), name
            assert finding.state is MISSING or finding.needs_review


@given(st.text(min_size=1, max_size=120), st.text(max_size=80))
def test_no_heading_makes_a_rule_stumble(treatment, said):
    heading = treatment.strip() or "x"
    letter, fields = item(heading, said.strip())
    for rule in DETAILS:
        for finding in rule(ItemWords(letter, fields)).values():
            for span in finding.sources:
                assert 0 <= span.start < span.end <= len(letter.pages[0].text)


def test_every_drug_class_is_one_of_the_search_page():
    known = {
        "Opioids", "NSAID", "Muscle Relaxant", "Topical Analgesics", "Proton Pump Inhibitors", "H2 Blocker", "Statin",
        "Anti-epilepsy drugs", "Antidepressant", "Benzodiazepines", "Sedative-hypnotics", "AntiAnxiety", "Antiemetic",
        "Anti-infectives", "Antimigraine Agent", "Barbiturates", "GI Agents", "Impotence Agents", "Antihypertensive",
        "Calcium Channel Blocker", "Beta-blocker", "Alpha-blocker", "Antidiabetics", "Fibric Acid", "Stimulants",
        "Atypical Antipsychotic", "Opioid Antagonist", "Hormones", "Androgens & Anabolic Steroids", "Antihistamine",
        "Adrenal Cortical Steroids", "Anti-coagulant", "Asthma Medications", "Bisphosphonates",
        "Nutritional Products",
        "Viscosupplementation", "Misc Analgesics", "Cannabinoids", "Dopamine agonists",
        "Tumor necrosis factor (TNF) modified",
    }  # fmt: skip
    assert set(CLASS_OF.values()) - {None} <= known
    assert all(name == name.lower().strip() for name in CLASS_OF)


def test_where_words_speak_for_two_categories_none_is_claimed_and_both_are_offered():
    finding = details("Pre-op chest x-ray")[1]["category"]
    assert (finding.value, finding.needs_review) == (None, False)
    assert [candidate.value for candidate in finding.candidates] == ["Diagnostic Testing", "Surgery"]
