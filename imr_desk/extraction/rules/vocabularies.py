"""Words that a field of a letter is known to hold.

Specialties: the list of the public decision search, with the boards and subspecialties that letters name beside them.
States: the states of the Union and its territories.
"""


def _names(listed: str) -> frozenset[str]:
    return frozenset(" ".join(name.split()).lower() for name in listed.split(";"))


SPECIALTIES = _names(
    """
    Addiction Psychiatry; Addiction Medicine; Allergy and Immunology; Anesthesiology; Cardiovascular Disease;
    Cardiology; Child and Adolescent Psychiatry; Chiropractic; Chiropractor; Colon and Rectal Surgery; Critical
    Care Medicine; Dentist; Dentistry; Dermatology; Diagnostic Radiology; Emergency Medicine; Endocrinology;
    Family Practice; Family Medicine; Forensic Psychiatry; Gastroenterology; General Surgery; General Vascular
    Surgery; Geriatric Medicine; Geriatric Psychiatry; Hand Surgery; Hematology; Hospice & Palliative Medicine;
    Infectious Disease; Internal Medicine; Interventional Cardiology; Interventional Spine; Medical Oncology;
    Medical Toxicology; Nephrology; Neurological Surgery; Neurology; Neuromuscular Medicine; Neuroradiology;
    Nuclear Medicine; Obstetrics and Gynecology; Occupational Medicine; Oncology; Ophthalmology; Optometry; Oral
    & Maxillofacial Surgery; Oriental Medicine; Acupuncture; Acupuncturist; Orthopedic Surgery; Otolaryngology;
    Pain Management; Pain Medicine; Pathology; Pediatric Rehabilitation Medicine; Pediatrics; Pharmacist;
    Physical Medicine & Rehabilitation; Physical Medicine and Rehabilitation; Plastic Surgery; Podiatric
    Surgery; Podiatrist; Podiatry; Preventive Medicine; Psychiatry; Psychologist; Psychology; Public Health &
    General Preventive Medicine; Pulmonary Disease; Radiology; Registered Nurse; Rheumatology; Sleep Medicine;
    Spinal Cord Injury Medicine; Sports Medicine; Surgery; Surgical Critical Care; Thoracic Surgery; Urology;
    Vascular Surgery; Vascular & Interventional Radiology; Clinical Neurophysiology; Brain Injury Medicine;
    Undersea & Hyperbaric Medicine; Physical Therapist; Physical Therapy; Spine Surgery; Foot and Ankle Surgery;
    Neuropsychology; Clinical Psychology; Electrodiagnostic Medicine
    """
)
"""Specialties in lower case."""

STATES = _names(
    """
    Alabama; Alaska; Arizona; Arkansas; California; Colorado; Connecticut; Delaware; District of Columbia;
    Washington DC; Washington D.C.; Florida; Georgia; Hawaii; Idaho; Illinois; Indiana; Iowa; Kansas; Kentucky;
    Louisiana; Maine; Maryland; Massachusetts; Michigan; Minnesota; Mississippi; Missouri; Montana; Nebraska;
    Nevada; New Hampshire; New Jersey; New Mexico; New York; North Carolina; North Dakota; Ohio; Oklahoma;
    Oregon; Pennsylvania; Rhode Island; South Carolina; South Dakota; Tennessee; Texas; Utah; Vermont; Virginia;
    Washington; West Virginia; Wisconsin; Wyoming; Puerto Rico; Guam; Virgin Islands; American Samoa
    """
)
"""States in lower case."""

PRIORITIES = frozenset({"standard", "expedited", "regular"})
"""Priorities of a case in lower case."""
