"""Draws requests for tests, equipment, injections and operations."""

import random

from tests.synthetic.regions import BodyPart
from tests.synthetic.treatments import PlainTreatment, Trait, Treatment, pick_plain

_COLON: frozenset[Trait] = frozenset({"colon"})
_RENTAL: frozenset[Trait] = frozenset({"rental"})


def draw_test(rng: random.Random, part: BodyPart, traits: frozenset[Trait] = frozenset()) -> Treatment:
    """Imaging, nerve studies, laboratory work."""
    where = part.text
    views = rng.choice((2, 3, 5))
    limb = rng.choice(("left lower extremity", "right lower extremity", "bilateral upper extremities"))
    imaging, nerves, lab = "Imaging & Radiology", "EMG/NCV/NCS", "Lab & Pathology"
    studies = "Special Studies"
    choices = [
        PlainTreatment(f"MRI of the {where} without contrast", "the MRI", imaging, studies, "MRIs"),
        PlainTreatment(f"{where.capitalize()} MRI with and without gadolinium", "the MRI", imaging, studies, "MRIs"),
        PlainTreatment(f"X-ray of the {where}, {views} views", "the x-ray", imaging, studies, "Radiography (x-rays)"),
        PlainTreatment(f"CT scan of the {where}", "the CT scan", imaging, studies, "CT (computed tomography)"),
        PlainTreatment(
            f"Diagnostic ultrasound, {where}", "the ultrasound", imaging, studies, "Ultrasound, diagnostic"
        ),
        PlainTreatment(f"EMG of the {limb}", "the EMG", nerves, studies, "EMGs (electromyography)"),
        PlainTreatment(f"NCV/EMG {limb}", "the nerve study", nerves, studies, "Nerve conduction studies (NCS)"),
        PlainTreatment("Urine drug screen", "the drug screen", lab, "Drug testing", "Urine drug testing (UDT)"),
        PlainTreatment(
            "Labs to include: CBC, CMP and ESR", "the panel", lab, "Laboratory tests", "Lab testing", _COLON
        ),
        PlainTreatment("Labs to include: EKG", "the tracing", "Other Diagnostic Tests", "Summary", "EKG", _COLON),
        PlainTreatment(
            "Sleep study (polysomnogram)", "the sleep study", "Other Diagnostic Tests", "Sleep", "Polysomnography"
        ),
        PlainTreatment("Functional capacity evaluation", "the FCE", "Other Diagnostic Tests", "Summary", "FCE"),
    ]
    return pick_plain(rng, choices, "Diagnostic Testing", part, traits)


def draw_equipment(rng: random.Random, part: BodyPart, traits: frozenset[Trait] = frozenset()) -> Treatment:
    """Durable equipment, stimulation devices, orthotics, supplies."""
    where = part.text
    pairs = rng.choice((2, 4, 6))
    stimulation, dme = "Electrical Stimulation", "DME"
    tens = "TENS, chronic pain (transcutaneous electrical nerve stimulation)"
    choices = [
        PlainTreatment(
            f"TENS unit, 30 day rental, {where}", "the TENS unit", stimulation, tens, "TENS", _RENTAL, "30 day rental"
        ),
        PlainTreatment(
            f"Interferential unit for the {where}", "the unit", stimulation, "Interferential current", "ICS"
        ),
        PlainTreatment(
            "H-wave device, 30 day home trial", "the device", stimulation, "H-wave stimulation", "H-wave", _RENTAL
        ),
        PlainTreatment(
            f"Cold therapy unit for the {where}, 14 day rental",
            "the cold unit",
            dme,
            "Physical Methods",
            "Cold",
            _RENTAL,
        ),
        PlainTreatment(f"Heat wrap, {where}", "the wrap", dme, "Physical Methods", "Heat therapy"),
        PlainTreatment(f"Brace for the {where}", "the brace", "Prosthetics/Orthotics", "Physical Methods", "Bracing"),
        PlainTreatment(f"Electrodes, QTY: {pairs}", "the electrodes", "Supplies", tens, "TENS", _COLON, str(pairs)),
        PlainTreatment(
            f"Custom orthotics, QTY: {pairs}",
            "the orthotics",
            "Prosthetics/Orthotics",
            "Physical Methods",
            "Orthotics",
            _COLON,
            str(pairs),
        ),
        PlainTreatment("Ergonomic chair", "the chair", dme, "Workplace intervention", "Ergonomics"),
    ]
    return pick_plain(rng, choices, "DMEPOS", part, traits)


def draw_injection(rng: random.Random, part: BodyPart, traits: frozenset[Trait] = frozenset()) -> Treatment:
    """Injections with levels and sides."""
    where = part.text
    side = rng.choice(("left", "right", "bilateral"))
    level = rng.choice(("L4-L5", "L5-S1", "L3-L4", "C5-C6", "C6-C7", "C4-5, C5-6"))
    facet, other = "Facet Injection", "Injection"
    choices = [
        PlainTreatment(
            f"{side.capitalize()} {level} transforaminal epidural steroid injection",
            "the epidural injection",
            other,
            "Epidural steroid injections (ESIs)",
            "ESIs",
        ),
        PlainTreatment(
            f"Interlaminar epidural injection at {level} under fluoroscopy",
            "the epidural injection",
            other,
            "Epidural steroid injections (ESIs)",
            "ESIs",
        ),
        PlainTreatment(
            f"Medial branch blocks, {side} {level}",
            "the blocks",
            facet,
            "Facet blocks",
            "Facet joint diagnostic blocks",
        ),
        PlainTreatment(
            f"Radiofrequency ablation, {side} {level}",
            "the ablation",
            facet,
            "Facet blocks",
            "Facet joint radiofrequency neurotomy",
        ),
        PlainTreatment(
            f"Corticosteroid injection to the {where}", "the injection", other, "Initial Care", "Steroid injections"
        ),
        PlainTreatment(
            f"Hyaluronic acid injections, {where}, series of {rng.choice((3, 5))}",
            "the series",
            other,
            "Initial Care",
            "Hyaluronic acid injections",
        ),
        PlainTreatment(
            f"Trigger point injections times {rng.choice((2, 4))}, {where}",
            "the injections",
            other,
            "Trigger point injections (TPIs)",
            "Trigger point injections",
        ),
        PlainTreatment(
            f"Botulinum toxin injection, units: {rng.choice((100, 200))}",
            "the injection",
            other,
            "Botulinum toxin",
            "Botulinum toxin",
            _COLON,
        ),
    ]
    return pick_plain(rng, choices, "Injection", part, traits)


def draw_surgery(rng: random.Random, part: BodyPart, traits: frozenset[Trait] = frozenset()) -> Treatment:
    """An operation on the body part."""
    operation = rng.choice(part.region.operations)
    text = f"{part.side} {operation}".strip()
    text = text[0].upper() + text[1:]
    levels = "spine" in part.region.name
    kind = "Spine" if levels else "Arthroscopic" if "arthroscop" in text else "Non-arthroscopic"
    chosen = PlainTreatment(text, "the operation", kind, "Surgical Considerations", operation.capitalize())
    return pick_plain(rng, [chosen], "Surgery", part, traits)


def draw_adjunct(rng: random.Random, part: BodyPart) -> Treatment:
    """What goes with an operation; a heading puts "Associated surgical service:" before it."""
    days = rng.choice((7, 14, 21))
    names = (
        ("Assistant surgeon", "an assistant"),
        ("Pre-operative medical clearance", "the clearance"),
        ("Hip pad", "the pad"),
        ("Arm sling", "the sling"),
        ("Crutches", "the crutches"),
        (f"Cold compression unit, {days} day rental", "the unit"),
        ("Chest x-ray", "the chest film"),
        ("Labs - CBC", "the blood count"),
        ("EKG", "the tracing"),
        ("Two leg wraps", "the wraps"),
        (f"Post-operative physical therapy times {days}", "the therapy"),
        ("One night inpatient stay", "the stay"),
    )
    text, short = rng.choice(names)
    return pick_plain(
        rng,
        [PlainTreatment(text, short, "Adjunct Surgical Services", "Surgical Considerations", text)],
        "Surgery",
        part,
        frozenset(),
    )
