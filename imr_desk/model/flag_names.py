"""What a check is called on the screen: the few words that stand for the identity of its rule."""

from collections.abc import Mapping
from types import MappingProxyType

FLAG_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "outcome-against-conclusion": "Decision and conclusion differ",
        "missing-conclusion": "No conclusion found",
        "repeated-item": "Treatment listed twice",
        "text-breaks-off": "Text breaks off",
        "item-incomplete": "Part of an item missing",
        "layout-unknown": "Layout not known",
        "section-missing": "Section missing",
        "items-announced": "Number of items differs",
        "pages-twice": "Page there twice",
        "pages-out-of-order": "Pages out of order",
        "page-missing": "Page missing",
        "page-edge": "Page does not go on",
        "page-ends-early": "Page ends early",
        "date-order": "Dates out of order",
        "header-against-summary": "Header and summary differ on a date",
        "absence-claim": "“Not documented”, yet in the summary",
        "pronoun-differs": "Pronoun of the other sex",
        "age-or-sex-differs": "Age or sex differs",
        "body-part-against-summary": "Body part differs from the summary",
        "second-case-number": "Second case number",
        "request-against-conclusion": "Request and conclusion differ",
        "granted-part": "Only a part is approved",
        "frequency-against-number": "Frequency does not fit the number",
        "quantity-unstated": "Quantity not stated",
        "criteria-not-taken-up": "Criteria quoted, not applied",
        "speculation": "Rests on a guess",
        "guideline-not-in-force": "Guideline not in force",
        "guideline-other-body-part": "Guideline for another body part",
        "guideline-section-unknown": "Guideline section not known",
        "same-citation-other-outcome": "Same citation, other outcome",
        "no-guideline-cited": "No guideline cited",
        "mostly-quotation": "Mostly quotation",
        "nothing-of-the-case": "Nothing about this patient",
        "documents-list": "No list of documents",
        "records-not-received": "Records not received",
        "file-notes": "Something odd about the file",
        "garbled-text": "Garbled text",
        "removed-words": "Words blacked out",
    }
)
"""Names by rule, for every check and for what the extractor tells of pages. They say what the text shows: none judges
the expert reviewer."""


def flag_name(rule: str) -> str:
    """Return what a check is called; the words of its identity for one that a newer version of the program knew."""
    words = rule.replace("-", " ").replace("_", " ")
    return FLAG_NAMES.get(rule) or words[:1].upper() + words[1:]
