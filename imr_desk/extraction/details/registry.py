"""The rules that read details of a disputed item, in the order they are applied. One line a rule."""

from collections.abc import Callable, Mapping

from imr_desk.extraction.details.amounts import read_amounts
from imr_desk.extraction.details.body_part import read_body_part
from imr_desk.extraction.details.category import read_category
from imr_desk.extraction.details.circumstances import read_circumstances
from imr_desk.extraction.details.drug import read_drug
from imr_desk.extraction.details.item_words import ItemWords
from imr_desk.model.draft import Finding

DetailRule = Callable[[ItemWords], Mapping[str, Finding]]
"""Reads details from what an item says of itself."""

DETAILS: tuple[DetailRule, ...] = (
    read_amounts,
    read_body_part,
    read_drug,
    read_circumstances,
    read_category,
)
