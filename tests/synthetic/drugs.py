"""Drugs as requests name them, with the classes of the decision search page (letters.md, vocabularies)."""

import msgspec


class Drug(msgspec.Struct, frozen=True):
    """A drug: generic name, trade name, class, strengths, form, and MTUS topic it is looked up under."""

    generic: str
    brand: str
    drug_class: str
    strengths: tuple[str, ...]
    form: str
    topic: str

    @property
    def is_opioid(self) -> bool:
        """Whether the opioid paragraph may stand in the rationale."""
        return self.drug_class == "Opioids"


_RELAX = "Muscle relaxants (for pain)"
_NSAID = "NSAIDs (non-steroidal anti-inflammatory drugs)"
_OPIOID = "3.3.9 Opioids for Chronic Pain and Chronic Opioid Treatment: Maintenance of Chronic Opioid Treatment"
_EPILEPSY = "Anti-epilepsy drugs (AEDs)"
_TOPICAL = "Topical analgesics"
_DEPRESSION = "Antidepressants for chronic pain"

DRUGS: tuple[Drug, ...] = (
    Drug("Hydrocodone/APAP", "Norco", "Opioids", ("5/325mg", "7.5/325mg", "10/325mg"), "tablets", _OPIOID),
    Drug("Oxycodone", "Roxicodone", "Opioids", ("5mg", "15mg", "30mg"), "tablets", _OPIOID),
    Drug("Tramadol", "Ultram", "Opioids", ("50mg", "100mg"), "tablets", _OPIOID),
    Drug("Tramadol ER", "Ultram ER", "Opioids", ("100mg", "150mg"), "capsules", _OPIOID),
    Drug("Morphine sulfate ER", "MS Contin", "Opioids", ("15mg", "30mg"), "tablets", _OPIOID),
    Drug("Tapentadol", "Nucynta", "Opioids", ("50mg", "75mg"), "tablets", _OPIOID),
    Drug("Buprenorphine", "Butrans", "Opioids", ("10mcg/hr", "20mcg/hr"), "patches", _OPIOID),
    Drug("Cyclobenzaprine", "Flexeril", "Muscle Relaxant", ("5mg", "7.5mg", "10mg"), "tablets", _RELAX),
    Drug("Tizanidine", "Zanaflex", "Muscle Relaxant", ("2mg", "4mg"), "tablets", _RELAX),
    Drug("Methocarbamol", "Robaxin", "Muscle Relaxant", ("500mg", "750mg"), "tablets", _RELAX),
    Drug("Carisoprodol", "Soma", "Muscle Relaxant", ("250mg", "350mg"), "tablets", _RELAX),
    Drug("Baclofen", "Lioresal", "Muscle Relaxant", ("10mg", "20mg"), "tablets", _RELAX),
    Drug("Naproxen", "Naprosyn", "NSAID", ("500mg", "550mg"), "tablets", _NSAID),
    Drug("Meloxicam", "Mobic", "NSAID", ("7.5mg", "15mg"), "tablets", _NSAID),
    Drug("Diclofenac ER", "Voltaren XR", "NSAID", ("100mg",), "tablets", _NSAID),
    Drug(
        "Celecoxib", "Celebrex", "NSAID", ("100mg", "200mg"), "capsules", "NSAIDs, GI symptoms & cardiovascular risk"
    ),
    Drug("Nabumetone", "Relafen", "NSAID", ("500mg", "750mg"), "tablets", _NSAID),
    Drug("Gabapentin", "Neurontin", "Anti-epilepsy drugs", ("100mg", "300mg", "600mg"), "capsules", _EPILEPSY),
    Drug("Pregabalin", "Lyrica", "Anti-epilepsy drugs", ("50mg", "75mg"), "capsules", _EPILEPSY),
    Drug("Topiramate", "Topamax", "Anti-epilepsy drugs", ("25mg", "50mg"), "tablets", _EPILEPSY),
    Drug("Duloxetine", "Cymbalta", "Antidepressant", ("30mg", "60mg"), "capsules", _DEPRESSION),
    Drug("Amitriptyline", "Elavil", "Antidepressant", ("10mg", "25mg"), "tablets", _DEPRESSION),
    Drug("Trazodone", "Desyrel", "Antidepressant", ("50mg", "100mg"), "tablets", "Insomnia treatment"),
    Drug(
        "Pantoprazole",
        "Protonix",
        "Proton Pump Inhibitors",
        ("20mg", "40mg"),
        "tablets",
        "Proton Pump Inhibitors (PPIs)",
    ),
    Drug(
        "Esomeprazole",
        "Nexium",
        "Proton Pump Inhibitors",
        ("20mg", "40mg"),
        "capsules",
        "Proton Pump Inhibitors (PPIs)",
    ),
    Drug("Zolpidem", "Ambien", "Sedative-hypnotics", ("5mg", "10mg"), "tablets", "Insomnia treatment"),
    Drug("Eszopiclone", "Lunesta", "Sedative-hypnotics", ("1mg", "2mg"), "tablets", "Insomnia treatment"),
    Drug("Alprazolam", "Xanax", "Benzodiazepines", ("0.5mg", "1mg"), "tablets", "Benzodiazepines"),
    Drug("Lidocaine patch", "Lidoderm", "Topical Analgesics", ("4%", "5%"), "patches", "Lidoderm (lidocaine patch)"),
    Drug("Diclofenac gel", "Voltaren", "Topical Analgesics", ("1%",), "tubes", _TOPICAL),
    Drug("Lidocaine/menthol ointment", "LidoPro®", "Topical Analgesics", ("4.5%",), "tubes", _TOPICAL),
    Drug("Ondansetron", "Zofran", "Antiemetic", ("4mg", "8mg"), "tablets", "Antiemetics (for opioid nausea)"),
    Drug("Sumatriptan", "Imitrex", "Antimigraine Agent", ("25mg", "50mg"), "tablets", "Triptans"),
    Drug("Docusate sodium", "Colace", "GI Agents", ("100mg",), "capsules", "Opioid-induced constipation treatment"),
    Drug("Naloxone", "Narcan", "Opioid Antagonist", ("4mg",), "nasal sprays", "Naloxone (Narcan®)"),
    Drug("Sildenafil", "Viagra", "Impotence Agents", ("50mg",), "tablets", "Testosterone replacement"),
)

COMPOUND_PARTS: tuple[str, ...] = (
    "Ketoprofen",
    "Gabapentin",
    "Lidocaine",
    "Tramadol",
    "Camphor",
    "Menthol",
    "Capsaicin",
    "Amitriptyline",
    "Dexamethorphan",
    "Diclofenac",
)
