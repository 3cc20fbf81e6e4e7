"""Whether a text speaks of the treatment that its heading names: a look at what stands behind a page edge."""

import re

from imr_desk.extraction.stream import Stream, Stretch

_WORD = re.compile(r"[a-z][a-z0-9]{2,}|\d*[a-z]+\d+[a-z0-9]*")
_STEM = 5  # letters by which two forms of a word are told to be one


def _stems(words: str) -> frozenset[str]:
    return frozenset(word[:_STEM] for word in words.split())


_EVERYWHERE = _stems(
    """
    with without from this that times week weeks weekly session sessions visit visits daily day days unit units
    request requested original remaining portion eligible authorized claims administrator treatment treatments
    retrospective associated surgical service services the and for left right bilateral needed oral tablet tablets
    tab tabs take mouth every hour hours month months one two three four five six eight ten twelve per
    """
)  # words that headings of any treatment hold
_FOR_ANY = _stems(
    """
    surgical intervention operation operative ancillary procedure modality study studies medication medications
    medicine drug imaging evaluation consultation topical analgesic test testing surgery equipment device item items
    additional current currently also time therefore therapy prescription injection referral product agent supply
    supplies care program brand name generic use
    """
)  # words that stand for any treatment in a deciding sentence
_SUBJECT = re.compile(
    r"\brequest(?:s?\s+for\s+|ed\s+(?=[\"\u201c]))(?P<subject>\S.{2,300}?)\s+"
    r"(?:is|was|are|were|does|do|cannot|can|has|have|had|will|would|to\s+be)\b",
    re.IGNORECASE | re.DOTALL,
)


def topic_words(text: str) -> frozenset[str]:
    """Return the stems of the words that tell one treatment from another."""
    return frozenset(word[:_STEM] for word in _WORD.findall(text.lower())) - _EVERYWHERE


def speaks_of(stream: Stream, heading: Stretch, text: Stretch) -> bool | None:
    """Tell whether the text names a word of the heading; ``None`` when the heading has no word of its own."""
    wanted = topic_words(stream.raw(heading))
    if not wanted:
        return None
    return bool(wanted & topic_words(stream.raw(text)))


def names_another(stream: Stream, heading: Stretch, sentence: Stretch) -> bool:
    """Tell whether a deciding sentence names its treatment, and none of the words of the heading."""
    match = _SUBJECT.search(stream.text, sentence.start, sentence.end)
    if match is None:
        return False
    named = topic_words(match["subject"]) - _FOR_ANY
    wanted = topic_words(stream.raw(heading))
    return bool(named and wanted) and not named & wanted
