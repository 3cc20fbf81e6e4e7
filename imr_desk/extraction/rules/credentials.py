"""The expert reviewer's licences and specialties: two labelled lists (layout D) or a sentence of prose (layout C)."""

import re
from collections.abc import Set as AbstractSet

from imr_desk.extraction.confidence import Doubt, Ground, Rule, Weight, absent, weighed
from imr_desk.extraction.rules.vocabularies import SPECIALTIES, STATES
from imr_desk.extraction.stream import Stream, Stretch
from imr_desk.model.draft import Finding
from imr_desk.model.letter import TextKind

LICENSURE, SPECIALTY = "licensure", "specialty"

_LICENSURE_LABEL = re.compile(r"^[ ]*State\(?s?\)?\s+of\s+Licensure[ ]*:", re.MULTILINE | re.IGNORECASE)
_SPECIALTY_LABEL = re.compile(
    r"^[ ]*Certification\(?s?\)?\s*/\s*Special(?:ty|ties)[ ]*:", re.MULTILINE | re.IGNORECASE
)
_PROSE = re.compile(
    r"\bis\s+Board\s+Certified\s+in\s+(?P<specialty>[^.;]{3,200}?)(?:,?\s+(?:has\s+a\s+subspecialty\s+in|with\s+a\s+subspecialty\s+in)"
    r"\s+(?P<second>[^.;]{3,120}?))?,?\s+and\s+is\s+licensed\s+to\s+practice\s+in\s+(?P<licensure>[^.;]{3,300})\.",
    re.IGNORECASE,
)
_AND = re.compile(r",?\s+and\s+|,\s*")
_LONGEST_LIST = 700
_LONGEST_NAME = 60


def credentials(stream: Stream, made: Stretch | None) -> dict[str, Finding]:
    """Return the findings of ``licensure`` and ``specialty`` from the labelled lists of layout D."""
    section = made or Stretch(0, 0)
    licensure = _LICENSURE_LABEL.search(stream.text, section.start, section.end)
    specialty = _SPECIALTY_LABEL.search(stream.text, section.start, section.end)
    licensure_end = section.end if specialty is None else specialty.start()
    if licensure is not None and licensure.start() > licensure_end:
        licensure_end = section.end
    return {
        LICENSURE: _listed(stream, licensure, licensure_end, STATES, "state"),
        SPECIALTY: _listed(stream, specialty, section.end, SPECIALTIES, "specialty"),
    }


def credentials_in_prose(stream: Stream, made: Stretch | None) -> dict[str, Finding]:
    """Return the findings of ``licensure`` and ``specialty`` from the sentence of layout C."""
    section = made or Stretch(0, 0)
    match = _PROSE.search(stream.text, section.start, section.end)
    if match is None:
        missing = absent("the sentence on the reviewer's licence is missing", surprising=True)
        return {LICENSURE: missing, SPECIALTY: missing}
    spans = [match.span("specialty")] + ([match.span("second")] if match["second"] else [])
    names = tuple(stream.prose(Stretch(*span)) for span in spans)
    if names[0].lower() not in SPECIALTIES:  # "Internal Medicine and Rheumatology"
        split = tuple(name.strip() for name in _AND.split(names[0]) if name.strip())
        names = (*split, *names[1:]) if all(name.lower() in SPECIALTIES for name in split) else names
    place = Stretch(spans[0][0], spans[-1][1])
    states = tuple(
        name.strip() for name in _AND.split(stream.prose(Stretch(*match.span("licensure")))) if name.strip()
    )
    return {
        LICENSURE: _weighed(stream, states, Stretch(*match.span("licensure")), STATES, "state"),
        SPECIALTY: _weighed(stream, names, place, SPECIALTIES, "specialty"),
    }


def _listed(
    stream: Stream, label: re.Match[str] | None, end: int, vocabulary: AbstractSet[str], kind: str
) -> Finding:
    if label is None:
        return absent("its label is missing", surprising=True)
    place = stream.trimmed(Stretch(label.end(), end))
    if place.is_empty:
        return absent(
            "nothing stands behind its label", surprising=True, sources=stream.spans(Stretch(*label.span()))
        )
    if place.end - place.start > _LONGEST_LIST:
        place = stream.trimmed(Stretch(place.start, stream.line_end(place.start)))
    names = tuple(name for part in stream.prose(place).split(",") if (name := part.strip()))
    return _weighed(stream, names, place, vocabulary, kind)


def _weighed(
    stream: Stream, names: tuple[str, ...], place: Stretch, vocabulary: AbstractSet[str], kind: str
) -> Finding:
    weights: list[Weight] = []
    unknown = [name for name in names if name.lower() not in vocabulary]
    if unknown:
        weights.append(Doubt(f"not a known {kind}: {', '.join(unknown)[:_LONGEST_NAME]}"))
    else:
        weights.append(Ground(f"each name is a known {kind}", 0.02))
    if len(set(names)) < len(names):
        weights.append(Doubt("a name comes twice"))
    if stream.letter.kind is TextKind.OCR and min((w.confidence or 0 for w in stream.words(place)), default=0) < 60:
        weights.append(Doubt("a word below the OCR engine's confidence"))
    return weighed(names, stream.spans(place), Rule.LABEL, tuple(weights))
