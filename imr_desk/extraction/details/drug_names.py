"""Names of drugs by the drug classes of the DWC decision search, generic and trade names alike.

The classes are the subcategories that the search page lists under Pharmaceuticals. A drug that is sold for several
classes stands in the class for which it is mostly prescribed; those without one usual class are in ``UNSETTLED``.
"""

from collections.abc import Mapping

_NAMES: Mapping[str, str] = {
    "Opioids": """
        norco, hydrocodone, hydrocodone/apap, hydrocodone-acetaminophen, hydrocodone/acetaminophen, vicodin,
        lortab, lorcet, xodol, zohydro, hysingla, percocet, oxycodone, oxycodone/apap,
        oxycodone/acetaminophen, oxycodone-acetaminophen, oxycontin, oxyir, endocet, roxicodone, roxicet,
        xartemis, xtampza, tramadol, tramadol/apap, tramadol/acetaminophen, ultram, ultracet, conzip,
        nucynta, tapentadol, morphine, morphine sulfate, ms contin, msir, kadian, avinza, embeda, arymo,
        opana, oxymorphone, fentanyl, duragesic, subsys, dilaudid, hydromorphone, exalgo, codeine, tylenol
        with codeine, tylenol #3, tylenol #4, tylenol no. 3, tylenol-codeine, acetaminophen/codeine,
        acetaminophen-codeine, acetaminophen with codeine, apap/codeine, methadone, demerol, meperidine,
        levorphanol, pentazocine, butrans, belbuca, trezix, nalbuphine, stadol, butorphanol
    """,
    "NSAID": """
        ibuprofen, motrin, advil, naproxen, naprosyn, anaprox, aleve, naprelan, ec-naprosyn, etodolac,
        lodine, meloxicam, mobic, vivlodex, diclofenac, voltaren, cataflam, zipsor, zorvolex, arthrotec,
        nabumetone, relafen, celecoxib, celebrex, ketorolac, toradol, sprix, indomethacin, indocin,
        tivorbex, oxaprozin, daypro, piroxicam, feldene, ketoprofen, orudis, fenoprofen, nalfon,
        flurbiprofen, ansaid, sulindac, clinoril, duexis, vimovo, salsalate, diflunisal, dolobid, mefenamic
        acid, ponstel, tolmetin, meclofenamate
    """,
    "Muscle Relaxant": """
        cyclobenzaprine, flexeril, fexmid, amrix, baclofen, lioresal, tizanidine, zanaflex, methocarbamol,
        robaxin, carisoprodol, soma, metaxalone, skelaxin, orphenadrine, norflex, chlorzoxazone, lorzone,
        parafon forte, dantrolene, dantrium
    """,
    "Topical Analgesics": """
        lidoderm, salonpas, flector, pennsaid, voltaren gel, terocin, lidopro, lidall, lidothol, lidotral,
        lidorx, menthoderm, medrox, medi-derm, dendracin, biofreeze, bengay, ben-gay, icy hot, capsaicin,
        zostrix, qutenza, methyl salicylate, menthol, camphor, anecream, thera-gesic, theragesic, exoten,
        kera-tek, keratek, sombra, solaraze, lidocaine, lidocaine patch, lidocaine pad, emla, prilocaine,
        bupivacaine, enovarx, enovarx-ibuprofen, methoderm, ultracin, mentherm, xolido, synera, aspercreme,
        capzasin
    """,
    "Proton Pump Inhibitors": """
        omeprazole, prilosec, pantoprazole, protonix, esomeprazole, nexium, lansoprazole, prevacid,
        dexilant, dexlansoprazole, rabeprazole, aciphex, zegerid
    """,
    "H2 Blocker": "ranitidine, zantac, famotidine, pepcid, cimetidine, tagamet, nizatidine",
    "Anti-epilepsy drugs": """
        gabapentin, neurontin, gralise, horizant, pregabalin, lyrica, topiramate, topamax, lamotrigine,
        lamictal, carbamazepine, tegretol, oxcarbazepine, trileptal, levetiracetam, keppra, zonisamide,
        zonegran, divalproex, depakote, valproic acid, lacosamide, vimpat, phenytoin, dilantin, tiagabine,
        gabitril
    """,
    "Antidepressant": """
        duloxetine, cymbalta, amitriptyline, elavil, nortriptyline, pamelor, trazodone, desyrel, oleptro,
        sertraline, zoloft, fluoxetine, prozac, venlafaxine, effexor, desvenlafaxine, pristiq, bupropion,
        wellbutrin, escitalopram, lexapro, citalopram, celexa, paroxetine, paxil, mirtazapine, remeron,
        doxepin, milnacipran, savella, vilazodone, viibryd, vortioxetine, brintellix, trintellix,
        levomilnacipran, fetzima, imipramine, tofranil, desipramine, norpramin, clomipramine
    """,
    "Benzodiazepines": """
        diazepam, valium, alprazolam, xanax, lorazepam, ativan, clonazepam, klonopin, temazepam, restoril,
        chlordiazepoxide, librium, triazolam, halcion, clorazepate, oxazepam, estazolam, flurazepam
    """,
    "Sedative-hypnotics": """
        zolpidem, ambien, intermezzo, eszopiclone, lunesta, zaleplon, sonata, suvorexant, belsomra, silenor,
        ramelteon, rozerem
    """,
    "AntiAnxiety": "buspirone, buspar",
    "Antiemetic": """
        ondansetron, zofran, promethazine, phenergan, metoclopramide, reglan, meclizine, antivert,
        prochlorperazine
    """,
    "Anti-infectives": """
        cephalexin, keflex, cefadroxil, duricef, amoxicillin, augmentin, ciprofloxacin, cipro, levofloxacin,
        levaquin, doxycycline, minocycline, bactrim, septra, azithromycin, zithromax, clindamycin,
        metronidazole, flagyl, valacyclovir, acyclovir, fluconazole, vancomycin, cefazolin, ancef
    """,
    "Antimigraine Agent": """
        sumatriptan, imitrex, rizatriptan, maxalt, eletriptan, relpax, zolmitriptan, zomig, naratriptan,
        amerge, frovatriptan, frova, almotriptan, treximet, cafergot
    """,
    "Barbiturates": "butalbital, fioricet, fiorinal, esgic, phenobarbital",
    "GI Agents": """
        docusate, docuprene, colace, senna, senokot, sennosides, dok, miralax, polyethylene glycol,
        bisacodyl, dulcolax, lactulose, amitiza, lubiprostone, linzess, linaclotide, sucralfate, carafate,
        simethicone, gaviscon, probiotics, dicyclomine, bentyl, misoprostol, cytotec
    """,
    "Impotence Agents": "sildenafil, viagra, tadalafil, cialis, vardenafil, levitra, staxyn",
    "Antihypertensive": """
        lisinopril, losartan, cozaar, hyzaar, hydrochlorothiazide, hctz, benazepril, lotensin, valsartan,
        diovan, olmesartan, benicar, enalapril, ramipril, irbesartan, telmisartan, clonidine, catapres,
        hydralazine, spironolactone, lasix, furosemide
    """,
    "Calcium Channel Blocker": "amlodipine, norvasc, diltiazem, cardizem, verapamil, nifedipine",
    "Beta-blocker": """
        metoprolol, lopressor, toprol, atenolol, tenormin, propranolol, inderal, carvedilol, coreg,
        nebivolol, bystolic
    """,
    "Alpha-blocker": "prazosin, minipress, tamsulosin, flomax, terazosin, doxazosin, cardura",
    "Antidiabetics": """
        metformin, glucophage, glipizide, glyburide, glimepiride, sitagliptin, januvia, janumet, insulin,
        lantus, humalog, novolog, invokana, victoza, pioglitazone
    """,
    "Statin": "atorvastatin, lipitor, simvastatin, zocor, rosuvastatin, crestor, pravastatin, lovastatin",
    "Fibric Acid": "fenofibrate, tricor, gemfibrozil, lopid",
    "Atypical Antipsychotic": """
        quetiapine, seroquel, aripiprazole, abilify, risperidone, risperdal, olanzapine, zyprexa,
        ziprasidone, geodon, lurasidone, latuda, brexpiprazole, rexulti
    """,
    "Stimulants": """
        modafinil, provigil, armodafinil, nuvigil, adderall, amphetamine, methylphenidate, ritalin,
        concerta, lisdexamfetamine, vyvanse
    """,
    "Opioid Antagonist": """
        naltrexone, naloxone, narcan, evzio, vivitrol, relistor, methylnaltrexone, movantik, naloxegol
    """,
    "Hormones": "levothyroxine, synthroid, estradiol, progesterone, dhea",
    "Androgens & Anabolic Steroids": "testosterone, androgel, axiron, testim, fortesta, depo-testosterone",
    "Adrenal Cortical Steroids": """
        prednisone, prednisolone, medrol, medrol dose pack, medrol dosepak, methylprednisolone,
        dexamethasone, decadron, hydrocortisone, triamcinolone, kenalog, betamethasone, celestone,
        depo-medrol
    """,
    "Anti-coagulant": """
        rivaroxaban, xarelto, apixaban, eliquis, warfarin, coumadin, enoxaparin, lovenox, heparin,
        clopidogrel, plavix, dabigatran, pradaxa
    """,
    "Antihistamine": """
        diphenhydramine, benadryl, cetirizine, zyrtec, loratadine, claritin, fexofenadine, allegra
    """,
    "Asthma Medications": """
        albuterol, proair, ventolin, fluticasone, advair, flovent, montelukast, singulair, symbicort,
        budesonide, spiriva, tiotropium, dulera, qvar
    """,
    "Bisphosphonates": "alendronate, fosamax, risedronate, actonel, ibandronate, boniva, zoledronic acid",
    "Nutritional Products": """
        glucosamine, chondroitin, glucosamine/chondroitin, theramine, sentra am, sentra pm, gabadone,
        trepadone, deplin, folic acid, omega-3, fish oil, vitamin d, vitamin d3, vitamin c, vitamin b12,
        multivitamin, melatonin, percura, limbrel, metanx
    """,
    "Viscosupplementation": """
        synvisc, synvisc-one, orthovisc, euflexxa, supartz, hyalgan, monovisc, gel-one, durolane
    """,
    "Misc Analgesics": "acetaminophen, tylenol, apap, excedrin, ziconotide, prialt",
    "Cannabinoids": "dronabinol, marinol, nabilone, medical marijuana, cannabidiol",
    "Dopamine agonists": "ropinirole, requip, pramipexole, mirapex",
    "Tumor necrosis factor (TNF) modified": """
        humira, adalimumab, enbrel, etanercept, remicade, infliximab, cimzia, simponi
    """,
}

UNSETTLED = """
    suboxone, subutex, buprenorphine, zubsolv, hydroxyzine, vistaril, atarax, aspirin, ketamine,
    magnesium, methotrexate, botox, colchicine, allopurinol, plaquenil, hydroxychloroquine,
    lidocaine/menthol, dexamethorphan, dextromethorphan, hyaluronic acid, zinc oxide, amantadine,
    tranexamic acid
"""
"""Drugs that are prescribed for more than one class: their names are known, their class is not guessed."""


def _split(names: str) -> list[str]:
    return [" ".join(name.split()).lower() for name in names.split(",")]


CLASS_OF: Mapping[str, str | None] = {
    **dict.fromkeys(_split(UNSETTLED)),
    **{name: drug_class for drug_class, names in _NAMES.items() for name in _split(names)},
}
"""Drug class by name in small letters; ``None`` where the class is not settled."""
