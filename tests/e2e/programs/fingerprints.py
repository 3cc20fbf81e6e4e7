"""One short word for a whole review, the same in every process."""

import hashlib

import msgspec

from imr_desk.model.review import Review


def fingerprint(review: Review) -> str:
    """Return SHA-256 of all that the review holds."""
    return hashlib.sha256(msgspec.json.encode(review, order="deterministic")).hexdigest()
