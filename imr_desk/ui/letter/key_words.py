"""Words that name a key."""


def with_key(words: str, *keys: str) -> str:
    """Return words for a tooltip with the keys that do the same; those that are empty are left out."""
    named = " or ".join(key for key in keys if key)
    return f"{words}  ({named})" if named else words
