"""What tells the kinds of sentences of a rationale apart: one table, each line with its weight and its reason.

Found by reading public determinations: reviewers recite a guideline in the present tense and in general words
("is recommended", "patients who"), tell of the patient in the past ("she underwent"), and turn to the case with
"in this case", "however", "the documentation does not".
"""

import re

import msgspec

QUOTE, FACT, REASONING, CONCLUSION = "guideline-quote", "patient-fact", "reviewer-reasoning", "conclusion"
"""Keys of the labels that a sentence of a rationale can have (``model.annotations.LABELS``)."""

KINDS = (QUOTE, FACT, REASONING, CONCLUSION)


class Cue(msgspec.Struct, frozen=True):
    """One sign of what kind a sentence is of.

    Attributes:
        kind: the kind that it speaks for.
        weight: how much; a sentence goes to the kind with the greatest sum.
        pattern: looked for in the sentence in small letters, quotations left out.
        reason: said to whoever asks why; empty for a sign too weak to name.
    """

    kind: str
    weight: float
    pattern: re.Pattern[str]
    reason: str


_PERSON = r"(?:patient|claimant|applicant|injured\s+worker|worker|employee|individual|iw|member)"
"""The person treated; ``PERSON`` in the patterns below."""


def _cue(kind: str, weight: float, words: str, reason: str = "") -> Cue:
    return Cue(kind, weight, re.compile(words.replace("PERSON", _PERSON)), reason)


CUES: tuple[Cue, ...] = (
    _cue(
        QUOTE,
        2.0,
        r"\b(?:guidelines?|mtus|odg|acoem|aaos|nccn|fda|cochrane|literature|handbook|textbook|"
        r"up\s?to\s?date|society|college|academy)\b(?:[^.;]{0,80}?)\b(?:states?|stated|recommends?|"
        r"recommended|supports?|notes?|indicates?|suggests?|allows?|endorses?|advises?|lists?|addresses|"
        r"address|outlines?|requires?|considers?|are\s+silent|discuss(?:es)?|defines?|specify|specifies)\b",
        "tells what a guideline says",
    ),
    _cue(
        QUOTE,
        1.5,
        r"^(?:\W*)(?:per|according\s+to|as\s+per|based\s+on)\b[^.;,]{0,60}\b(?:mtus|odg|acoem|guidelines?|"
        r"literature|chapter|handbook)",
        "begins with its source",
    ),
    _cue(
        QUOTE,
        0.8,
        r"\b(?:mtus|odg|acoem|guidelines?|official\s+disability|literature|studies|evidence-based|"
        r"randomi[sz]ed|trials?\s+(?:show|have|to)|meta-analys[ei]s|systematic\s+reviews?|manufacturer)\b",
        "speaks of a guideline or study",
    ),
    _cue(
        QUOTE,
        1.0,
        r"\b(?:is|are)\s+(?:not\s+)?(?:generally\s+|only\s+|also\s+|often\s+|usually\s+|strongly\s+|"
        r"currently\s+)?(?:recommended|indicated|considered|reserved|advised|contraindicated|used\s+(?:to|"
        r"for|as|in)|effective|experimental|under\s+study|defined)\b",
        "states a general rule",
    ),
    _cue(
        QUOTE,
        0.9,
        r"\b(?:should|may|must|can)\s+(?:not\s+|also\s+|only\s+)?(?:be|have|include|occur|involve|provide|"
        r"help|require|continue)\b",
        "says what should or may be",
    ),
    _cue(
        QUOTE,
        1.2,
        r"\b(?:patients|individuals|workers|those|adults|persons)\s+(?:who|with|whose|that|are|have|should|"
        r"may)\b|\bin\s+(?:most|some|many|selected?)\s+(?:patients|cases)\b",
        "speaks of patients in general",
    ),
    _cue(
        QUOTE,
        0.7,
        r"\b(?:if|when|unless|until|where)\s+(?:the\s+|a\s+)?PERSON",
        "sets a condition",
    ),
    _cue(
        QUOTE,
        1.0,
        r"\bcriteria\s+(?:for|include|are)\b|\bindications?\s+(?:for|include|are)\b",
        "lists criteria",
    ),
    _cue(
        QUOTE,
        0.8,
        r"\([a-z][\w.&-]+(?:,?\s+et\s+al\.?)?,?\s+(?:19|20)\d\d\)",
        "cites a study",
    ),
    _cue(
        FACT,
        1.6,
        r"\b\d{1,3}[\s-]*(?:year|yr)s?[\s-]*old\b",
        "gives the patient's age",
    ),
    _cue(
        FACT,
        1.4,
        r"\b(?:date\s+of\s+injury|doi|industrial\s+injury|injured\s+(?:his|her|their|the)|sustained|fell|"
        r"was\s+injured|work-?\s?related\s+injury)\b",
        "tells of the injury",
    ),
    _cue(
        FACT,
        1.3,
        r"\b(?:PERSON|she|he)(?:'s|’s)?\s+(?:also\s+|then\s+|has\s+|had\s+|was\s+|is\s+|been\s+|"
        r"reportedly\s+)*(?:underwent|undergone|complain\w*|report\w*|"
        r"present\w*|diagnosed|treated|seen|prescribed|status|taking|working|evaluated|attended|completed|"
        r"received|tried|failed|has|had|have|denie[sd]|rated|states|stated|continues?|continued|was|is)\b",
        "tells of the patient",
    ),
    _cue(
        FACT,
        1.2,
        r"\b(?:mri|x-?rays?|radiographs?|emg|ct|imaging|exam\w*|physical\s+exam\w*|"
        r"findings)\b[^.;]{0,60}\b(?:showed|shows|revealed|reveals|demonstrated|demonstrates|noted|positive|"
        r"negative|included|was\s+normal|was\s+performed|dated|of)\b",
        "tells what an examination showed",
    ),
    _cue(
        FACT,
        0.9,
        r"\b(?:on|dated|from|of)\s+(?:\d{1,2}[/-]\d{1,2}[/-]\d{2,4}\b|(?:january|february|march|april|may|"
        r"june|july|august|september|october|november|december)\s+\d{1,2},?\s+(?:19|20)\d\d\b)",
        "gives a date",
    ),
    _cue(
        FACT,
        1.1,
        r"\b(?:diagnos[ei]s|diagnosed|history\s+of|surgical\s+history|past\s+medical|current\s+medications?|"
        r"complaints?\s+of|subjective|treatment\s+plan\s+(?:included|was))\b",
        "tells of illness or treatment",
    ),
    _cue(
        FACT,
        2.0,
        r"^\W*(?:this\s+request\s+is|this\s+is\s+a\s+request|the\s+request\s+is\s+for|"
        r"(?:the\s+)?(?:provider|physician)\s+(?:has\s+)?(?:requested|recommended|prescribed|noted|stated))",
        "says what was asked for",
    ),
    _cue(
        FACT,
        1.5,
        r"\b(?:rated\s+(?:at\s+)?(?:a\s+)?\d|\d+\s*/\s*(?:5|10)\b|\d+\s*degrees|"
        r"tender(?:ness)?\s+(?:to|in|over|at|on|is|was|along)|range\s+of\s+motion\s+(?:is|was|of|with)|"
        r"physical\s+examination\s+(?:showed|revealed|noted|is|was))",
        "tells what was measured or found",
    ),
    _cue(
        FACT,
        1.3,
        r"\b(?:treatments?|therap(?:y|ies)|medications?)\s+(?:to\s+date\s+)?(?:has|have|had)?\s*"
        r"(?:been\s+|also\s+)?(?:included?|includes|consisted|were)\b|"
        r"(?:pain|numbness|weakness|swelling)\s+(?:was|is|in|with|that|and|radiat\w+)",
        "tells of complaints or treatment",
    ),
    _cue(
        FACT,
        1.0,
        r"\bwas\s+(?:\w+\s+){0,2}(?:noted|found|seen|performed|observed|present|normal|negative|positive|"
        r"requested|prescribed)\b",
        "tells what was found",
    ),
    _cue(
        FACT,
        0.7,
        r"\b(?:documentation|records?|notes?|reports?)\s+(?:submitted\s+|provided\s+|"
        r"reviewed\s+)?(?:indicates?|indicated|shows?|showed|states?|stated|notes?|noted|reveals?|"
        r"documents?|documented)\b",
        "repeats the record",
    ),
    _cue(
        REASONING,
        1.6,
        r"\b(?:undermin\w+|militat\w+|argu(?:es?|ed)\s+(?:for|against|in)|(?:effectively|significantly)\s+\w+ed|"
        r"moreover|in\s+the\s+face\s+of)\b",
        "argues",
    ),
    _cue(
        REASONING,
        1.8,
        r"\b(?:in|regarding|for|of)\s+(?:this|the\s+present|the\s+current|the\s+instant)\s+(?:case|"
        r"PERSON)(?:'s|’s)?\b",
        "turns to this case",
    ),
    _cue(
        REASONING,
        1.1,
        r"^\W*(?:however|although|while|given|because|since|considering|despite|additionally|furthermore|"
        r"moreover|but|also|there\s+(?:is|was|were|are))\b",
        "begins as an argument",
    ),
    _cue(
        REASONING,
        2.2,
        r"\b(?:no|not|lacks?|lacking|without|absence\s+of|lack\s+of|insufficient|inadequate|fail(?:s|"
        r"ed)?\s+to|neither|nor|absent)\b[^.;]{0,80}?\b(?:document\w*|evidence|records?|noted|mention\w*|"
        r"indicat(?:ion|ed|e)|discuss\w*|provided?|submitted|report(?:s|ed)|includ\w+|show\w*|establish\w*|"
        r"demonstrat\w+|rationale|clarified|detailed|specif\w+|described|identified|quantified|clear|"
        r"findings?|objective|significant)\b",
        "says what the record lacks",
    ),
    _cue(
        REASONING,
        1.5,
        r"\b(?:document\w*|evidence|records?|rationale|reason|progress|efficacy|"
        r"improvement)\b[^.;]{0,60}\b(?:not|lacking|absent|insufficient|unclear|missing|lacks?)\b",
        "says what the record lacks",
    ),
    _cue(
        REASONING,
        1.6,
        r"\b(?:does|do|did|has|have|is|are|was|were)?\s*(?:not\s+)?(?:meets?|met|satisf(?:y|ies|ied)|"
        r"fulfil\w*|exceeds?|exceed(?:ed|ing)|consistent\s+with|in\s+accordance|supported\s+by|outside|"
        r"in\s+excess)\b[^.;]{0,60}\b(?:criteri\w+|guidelines?|recommend\w+|mtus|odg|acoem|requirements?|"
        r"limits?|number|sessions|visits)\b",
        "measures the case against a guideline",
    ),
    _cue(
        REASONING,
        1.2,
        r"\b(?:the\s+)?(?:current|present|requested|this)\s+(?:request|treatment|medication|procedure|study|"
        r"test|surgery|quantity|number|amount|dose|dosage)\b",
        "speaks of the request",
    ),
    _cue(
        REASONING,
        0.9,
        r"\b(?:therefore|thus|as\s+such|consequently|accordingly|hence|based\s+on\s+(?:this|the\s+(?:above|"
        r"records?|documentation|available|clinical))|given\s+(?:the|that|this))\b",
        "draws an inference",
    ),
    _cue(
        REASONING,
        1.0,
        r"\b(?:would\s+(?:not\s+)?(?:be|have|benefit|require|need|support)|appears?\s+to|likely|reasonable|"
        r"appropriate|warranted|justif\w+|supports?\s+(?:the|this)|clinically|candidate|unclear|"
        r"no\s+reason)\b",
        "weighs",
    ),
    _cue(
        REASONING,
        0.8,
        r"\b(?:submitted|provided|available)\s+(?:for\s+review|documentation|records|medical)\b|"
        r"\bmedical\s+records?\b|\bdocumentation\b",
        "speaks of the record",
    ),
    _cue(
        REASONING,
        1.3,
        r"\b(?:unclear|uncertain|not\s+clear|unknown|cannot\s+be|could\s+not\s+be|remains?\s+to\s+be|"
        r"no\s+need|not\s+warrant\w*|no\s+reason|only)\b",
        "says what is not known or not shown",
    ),
    _cue(
        REASONING,
        1.1,
        r"\butilization\s+review\w*\b|\bi\s+(?:recommend|disagree|agree|believe|find)\b",
        "answers the utilization review",
    ),
)
"""The signs, by the kind that they speak for."""

NOTICE = re.compile(
    r"decision\s+addresses\s+the\s+medical\s+necessity|"
    r"necessity\s+decision\s+should\s+not\s+be\s+interpreted|method\s+for\s+(?:weaning|tapering)|"
    r"advised\s+to\s+consult\s+the\s+mtus"
)
"""The standing notice on opioids, which is none of the four kinds."""

OF_CASE = re.compile(
    r"\b(?:this\s+(?:case|PERSON|request|requested\s+\w+)|the\s+(?:current\s+)?(?:request(?:ed)?|PERSON|"
    r"rfa|record)|she|he|his|her|(?:the|this|no|of|clinical|submitted|provided|any)\s+documentation|"
    r"medical\s+records?|submitted|provider|treating\s+physician|treatment\s+plan|however,\s+there|"
    r"there\s+(?:was|were)|here|on\s+file|the\s+(?:file|chart|progress\s+notes?)|"
    r"(?:on|dated)\s+(?:\d{1,2}/\d{1,2}/\d{2,4}|[a-z]{3,9}\s+\d{1,2},\s+(?:19|20)\d\d))\b".replace("PERSON", _PERSON)
)
"""Words of the case at hand; a sentence without any goes on with the recital before it."""

IN_GENERAL = re.compile(
    r"\b(?:if|when|unless|until|where|whether|that)\s+(?:the|a)\s+PERSON\b|\b(?:the|"
    r"a)\s+PERSON\s+(?:should|may|must|can)\b".replace("PERSON", _PERSON)
)
"""A rule that speaks of "the patient" and means any."""

ABSENCE = re.compile(
    r"\b(?:no|lack\s+of|lacks?|lacking|without|absence\s+of|insufficient|inadequate|"
    r"limited)\s+(?:\w+\s+){0,3}?(?:documentation|documented|evidence|records?|mention|indication|"
    r"report|discussion|findings?|rationale|notes?)\b|\b(?:not|n't|never)\s+(?:been\s+|clearly\s+|"
    r"adequately\s+|specifically\s+|otherwise\s+)?(?:documented|document|provided?|submitted|noted?|"
    r"mention(?:ed)?|discuss(?:ed)?|included?|reported|described?|shown?|indicated?|detailed|"
    r"identif(?:y|ied)|demonstrate[d]?|available|established\s+by|specif(?:y|ied)|outlined)\b|"
    r"\bfail(?:s|ed)?\s+to\s+(?:document|provide|show|demonstrate|establish|mention|include|identify|"
    r"indicate|describe|address|specify)\b|\bno\s+(?:\S+\s+){1,5}?(?:(?:is|are|was|"
    r"were)\s+)?(?:documented|noted|reported|provided|submitted|described|mentioned)\b"
)
"""Says that the records do not show something."""

THERE = re.compile(r"\bthere\s+(?:is|was|are|were|has|have)\b|\b(?:document|record|report)")
"""Turns a sentence that names nobody to the records."""

RULED = re.compile(
    r"medically|medical\s+necessity|not\s+(?:recommended|supported|addressed|address|indicated)\s*(?:by|"
    r"in|\.|for)"
)
"""Speaks of necessity or of a guideline's silence: a verdict, not a claim about the records."""
