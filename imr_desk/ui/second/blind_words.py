"""What is said of second readings.

Why a case was drawn, such as an overturned item, tells what its first reader said: it is never said before the end.
"""

from imr_desk.model.second import Comparison, SecondReading


def offer_words(case_id: int, second: SecondReading) -> str:
    """Return the question whether somebody reads a case a second time."""
    form = "an empty form" if second.blank else "what the program read in it"
    return (
        f"Case {case_id} waits for a second reader. You would begin with the letter and {form}, and see nothing of "
        f"what {second.first} said until you are done.\n\n"
        "You can look at the record instead; then somebody else has to read it a second time."
    )


def strip_words(second: SecondReading) -> str:
    """Return what stands over the letter while somebody reads it blind."""
    form = "You began with an empty form." if second.blank else "You began with what the program read."
    return f"Second reading. What {second.first} said is hidden until you finish. {form}"


def result_words(case_id: int, comparison: Comparison) -> str:
    """Return what came of comparing two readings."""
    total, apart = len(comparison.pairs), len(comparison.differences)
    if not apart:
        return f"Case {case_id}: both readings agree in all {total} values."
    values = f"{total - apart} of {total} values agree with the reading of {comparison.first}"
    return f"Case {case_id}: {values}; {apart} {'differs' if apart == 1 else 'differ'}."
