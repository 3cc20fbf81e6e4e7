"""The second reading: a colleague reads a letter without seeing what the first reader said, and both are compared.

The record of a case is the review that its first reader made and signed. A second reading never touches it; only
whoever settles the differences does, by name. The terms are those of double abstraction in clinical research (REDCap,
INCEpTION): first reader, second reader, difference, adjudication.
"""

from imr_desk.model.second.comparing import CLOSE_SPANS, Comparison, Pair, PairKind, compared
from imr_desk.model.second.forms import second_form
from imr_desk.model.second.reading import SecondReading, SecondState, Settled, Side
from imr_desk.model.second.sampling import SamplingRule

__all__ = [
    "CLOSE_SPANS", "Comparison", "Pair", "PairKind", "SamplingRule", "SecondReading", "SecondState", "Settled",
    "Side", "compared", "second_form",
]  # fmt: skip
