"""White space inside a line: folded to one blank, but for the holes that a redaction leaves, which must be seen."""

HOLE = "    "
"""What stands for a hole in the print; so many blanks in a row are never just sloppy typing."""

_WIDEST = 80  # characters; as wide as a line, and no file can make it wider


def blanks(gap: str) -> str:
    """Return what is shown for the white space between two words of a line: one blank, or the whole of a hole."""
    if len(gap) < len(HOLE) or not gap.isspace():
        return " " if gap else ""
    return " " * min(len(gap), _WIDEST)
