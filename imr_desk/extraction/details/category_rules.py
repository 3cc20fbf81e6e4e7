"""Words of an item and the category of the DWC decision search that they speak for.

Categories and subcategories are those of the search page. The letters carry no category and the site's own coding is
not published, so only words with one plain meaning are listed; anything else stays without a category.
"""

import re

import msgspec

from imr_desk.model.categories import (
    DIAGNOSTIC,
    DMEPOS,
    EVALUATION,
    HOME_HEALTH,
    INJECTION,
    PROGRAMS,
    PSYCH,
    REHABILITATION,
    SURGERY,
    TRANSPORTATION,
)


class CategoryRule(msgspec.Struct, frozen=True):
    """Words that speak for a category.

    Attributes:
        category: category of the search page.
        subcategory: subcategory; ``None`` where the page has none for it.
        words: what must be found.
        unless: what must not be found; ``None`` for nothing.
    """

    category: str
    subcategory: str | None
    words: re.Pattern[str]
    unless: re.Pattern[str] | None = None


def _rule(category: str, subcategory: str | None, words: str, unless: str = "") -> CategoryRule:
    flags = re.IGNORECASE
    return CategoryRule(
        category,
        subcategory,
        re.compile(rf"\b(?:{words})\b", flags),
        re.compile(rf"\b(?:{unless})\b", flags) if unless else None,
    )


_CONSULT = (
    r"consult\w*|evaluations?|evaluate|referral|refer|(?:office|follow\s?-?\s?up|clinic)\s+visits?|"
    r"follow\s?-?\s?ups?|second opinion"
)
_SURGEON = r"surgeons?|surgery|surgical"
_SHOT = r"injections?|blocks?|esi|esis|tpi|infiltration"
_THERAPY = (
    r"physical therapy|physiotherapy|occupational therapy|hand therapy|acupuncture|chiropractic\w*|psych\w*|"
    r"massage"
)
_ARTHROSCOPIC = r"arthroscop\w+"
_SPINE = (
    r"(?:inter\s?body |spinal |lumbar |cervical )?fusion|(?:hemi)?laminectom\w+|laminotom\w+|"
    r"(?:micro)?discectom\w+|"
    r"(?:micro)?decompression|foraminotom\w+|corpectom\w+|disc replacement|kyphoplast\w+|vertebroplast\w+|"
    r"vertebral augmentation|arthrodesis"
)

RULES: tuple[CategoryRule, ...] = (
    _rule(
        DIAGNOSTIC,
        "Imaging & Radiology",
        r"mri|mris|mra|magnetic resonance|ct|cat scan|computed tomography|x-?\s?rays?|radiographs?|bone scan|"
        r"mr arthrogram|arthrogram|"
        r"myelogram|dexa|pet scan|discogra\w+|diagnostic ultrasound|ultrasound of|duplex|venous doppler|"
        r"fluoroscopic study",
        rf"{_SHOT}",
    ),
    _rule(
        DIAGNOSTIC,
        "EMG/NCV/NCS",
        r"emg|emgs|ncv|ncs|electromyogra\w+|nerve conduction|electrodiagnostic",
    ),
    _rule(
        DIAGNOSTIC,
        "Lab & Pathology",
        r"labs?|laboratory|cbc|cmp|esr|chem(?:istry)? panel|pt/ptt|ptt|inr|urinalysis|ua|urine (?:drug |"
        r"toxicology )?(?:tests?|screens?|"
        r"screening|testing|analysis)|urine toxicology|drug screen\w*|uds|udt|blood (?:tests?|work|draw)|"
        r"toxicology|a1c|lipid panel|metabolic panel|"
        r"complete blood count|liver function|genetic test\w*|pathology",
        r"ekg|ecg",
    ),
    _rule(
        DIAGNOSTIC,
        "Other Diagnostic Tests",
        r"ekg|ecg|electrocardiogra\w+|echocardiogra\w+|holter|stress test\w*|sleep study|polysomnogra\w+|"
        r"spirometry|pulmonary function|"
        r"range of motion (?:of )?test\w*|grip test|muscle test\w*|videonystagmogra\w+|audiogram|sudoscan|"
        r"endoscopy|egd|colonoscopy",
    ),
    _rule(
        DMEPOS,
        "Electrical Stimulation",
        r"tens|ems|nmes|interferential|e-?\s?stim|h-?\s?wave|electrical stimulat\w+|stimulator unit|if unit|"
        r"muscle stimulator",
        rf"acupuncture|spinal cord|bone (?:growth )?stimulator|{_SURGEON}|electrodes|trial of spinal|{_SHOT}",
    ),
    _rule(
        DMEPOS,
        "Prosthetics/Orthotics",
        r"brace|braces|bracing|orthotics?|orthos[ie]s|splints?|lumbar supports?|back supports?|lso|tlso|"
        r"prosthe\w+|knee support|wrist support|cam boot|"
        r"walking boot|cervical collar|slings?|ultrasling|shoulder immobilizer",
    ),
    _rule(DMEPOS, "Supplies", r"electrodes|batteries|lead wires|supplies|gauze|dressings?|adhesive remover"),
    _rule(
        DMEPOS,
        "DME",
        r"dme|scooter|wheelchair|walker|crutch\w*|cane|commode|hospital bed|mattress|cold therapy|"
        r"hot/cold therapy|heat therapy|heating pad|"
        r"thermacure|vascutherm|cold compression|cryotherapy unit|cryo\w* unit|ergonomic\w*|workstation|"
        r"work station|heat wrap|leg wraps?|hip pad|"
        r"traction unit|shower chair|raised toilet seat|cpm|continuous passive motion|exercise ball|theraband|"
        r"cold unit|ice machine|"
        r"intermittent compression|dvt (?:unit|prophylaxis unit|compression)",
    ),
    _rule(EVALUATION, "Dental Services", r"dental|dentist|dentures?|crowns?|root canal"),
    _rule(
        EVALUATION,
        "Medical Specialties",
        rf"{_CONSULT}|medication management|medical clearance|clearance",
        rf"{_THERAPY}|surgery|surgical|functional capacity|{_SHOT}|dental|dentist|home health|program|arthroplasty",
    ),
    _rule(
        SURGERY,
        "Surgical Consult",
        rf"(?:{_SURGEON})\s+(?:{_CONSULT})|(?:{_CONSULT})\s+(?:with|to|by|for)\s+(?:an?\s+|"
        rf"the\s+)?(?:\w+\s+){{0,3}}(?:surgeon|surgery)",
    ),
    _rule(
        PSYCH,
        "Evaluation & Management",
        r"(?:neuro)?psych\w*\s+(?:evaluations?|testing|tests?|consult\w*|assessments?)|psych\w* (?:eval|"
        r"clearance)",
    ),
    _rule(
        PSYCH,
        "Therapies",
        r"psychotherap\w+|cognitive behaviou?ral|cbt|(?:individual|group) therapy|psych\w*\s+(?:therapy|"
        r"treatment|counseling|sessions)|biofeedback",
        r"aquatic|physical",
    ),
    _rule(REHABILITATION, "Acupuncture", r"acupuncture|electro-?acupuncture|infrared with acupuncture"),
    _rule(REHABILITATION, "Chiropractic", r"chiro|chiropract\w+|spinal manipulation"),
    _rule(
        REHABILITATION,
        "PT/OT",
        r"physical therapy|occupational therapy|hand therapy|physiotherapy|pt|ot|"
        r"aquatic (?:physical )?therapy|aqua therapy|pool therapy|"
        r"gait training|vestibular therapy|work conditioning",
        r"pt/ptt|ptt",
    ),
    _rule(REHABILITATION, "Other Therapies", r"massage(?: therapy)?|myofascial release|cupping"),
    _rule(
        INJECTION,
        "Facet Injection",
        r"facet(?: joint)? (?:\w+ )?(?:injections?|blocks?)|medial branch (?:\w+ )?blocks?|mbbs?|facet blocks?",
    ),
    _rule(
        INJECTION,
        "Injection",
        r"esis?|injections?|transforaminal|interlaminar|(?:nerve|ganglion|occipital|piriformis) (?:\w+ ){0,2}blocks?",
        r"facet|medial branch|surgery|sympathetic pump",
    ),
    _rule(SURGERY, "Arthroscopic", _ARTHROSCOPIC),
    _rule(
        SURGERY, "Spine", _SPINE, rf"{_ARTHROSCOPIC}|subacromial|carpal|cubital|nerve decompression|compression unit"
    ),
    _rule(
        SURGERY,
        "Non-arthroscopic",
        r"open reduction|orif|(?:carpal|cubital|tarsal) tunnel release|trigger finger release|"
        r"(?:total )?(?:hip|knee|shoulder) "
        r"(?:arthroplasty|replacement)|arthroplasty|hernia repair|hardware removal|tenotomy|amputation|"
        r"ganglion excision|tenolysis|"
        r"manipulation under anesthesia",
        rf"{_ARTHROSCOPIC}|{_CONSULT}",
    ),
    _rule(
        SURGERY,
        "Adjunct Surgical Services",
        r"associated surgical services?|assistant surgeon|surgical assistant|co-?surgeon|(?:pre|"
        r"post)-?\s?op(?:erative(?:ly)?)?|inpatient stay|"
        r"hospital stay|length of stay|anesthesiologist|facility fee",
    ),
    _rule(
        HOME_HEALTH,
        None,
        r"home health(?:care)?(?: care| aide| services?)?|home care|home attendant|caregiver|home aide",
    ),
    _rule(TRANSPORTATION, None, r"transportation|mileage|taxi|rides to"),
    _rule(
        PROGRAMS,
        None,
        r"functional restoration(?: program)?|frp|weight loss program|work hardening(?: program)?|"
        r"detox\w* program|pain program|"
        r"(?:brain injury|interdisciplinary|multidisciplinary)(?: pain)? (?:rehabilitation )?program",
    ),
)

TOPICAL = re.compile(
    r"\b(?:cream|gel|ointment|lotion|patch(?:es)?|pads?|topical\w*|transdermal|roll-?on|spray|liniment|balm|"
    r"base)\b",
    re.IGNORECASE,
)
"""Forms that are put on the skin."""

TURNS_TOPICAL = frozenset(("NSAID", "Topical Analgesics", "Misc Analgesics"))
"""Drug classes whose drugs count as topical analgesics when they are put on the skin."""

COMPOUND = re.compile(r"\bcompound(?:ed)?\b", re.IGNORECASE)
"""Says that a pharmacy mixed it."""
