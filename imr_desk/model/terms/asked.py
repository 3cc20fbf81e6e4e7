"""The words that name what was asked for: ``the request for`` *an MRI of the left knee* ``is not necessary``."""

import re

_ASKED = re.compile(
    r"\b(?:requests?\s+(?:for|of)|requested)\s+(?P<what>[^.;]{3,240}?)\s+"
    r"(?:is|are|was|were|be|cannot|could|would|does|do|has|have|had|in\s+question)\b",
    re.IGNORECASE,
)
_DECIMAL = re.compile(r"(?<=\d)\.(?=\d)")


def asked_in(text: str) -> tuple[int, int] | None:
    """Return where a sentence names what was asked for; ``None`` where it only says "the request".

    What stands elsewhere in the sentence (findings, guideline limits, earlier visits) is not what was asked for.
    """
    match = _ASKED.search(_DECIMAL.sub(",", text))  # a decimal point ends no sentence
    return None if match is None else match.span("what")
