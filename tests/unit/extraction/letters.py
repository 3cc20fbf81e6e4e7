"""Small letters for tests, set by hand."""

from imr_desk.documents.plain_text import PlainTextReader
from imr_desk.extraction.stream import Stream, Stretch
from imr_desk.model.geometry import Rect
from imr_desk.model.letter import LetterText, Page, TextKind, Word


def plain(text: str) -> LetterText:
    """The letter that arrives as this text."""
    return PlainTextReader().read(text.encode())


def printed(*pages: str, bold: tuple[str, ...] = (), kind: TextKind = TextKind.LAYER) -> LetterText:
    """A letter on paper: a line a row, 14 points apart, 6 points a character; ``||`` is a paragraph's gap.

    Every word that stands inside one of the ``bold`` strings is bold.
    """
    return LetterText("0" * 64, kind, tuple(_page(n, text, bold) for n, text in enumerate(pages, 1)))


def _page(number: int, text: str, bold: tuple[str, ...]) -> Page:
    rows, gaps = [], []
    for row in text.split("\n"):
        if row == "||":
            gaps.append(len(rows))
        else:
            rows.append(row)
    whole = "\n".join(rows)
    weight = [False] * len(whole)
    for phrase in bold:
        at = whole.find(phrase)
        while at >= 0:
            weight[at : at + len(phrase)] = [True] * len(phrase)
            at = whole.find(phrase, at + 1)
    words, at = [], 0
    for line, row in enumerate(rows):
        top = 72.0 + 14.0 * (line + sum(1 for gap in gaps if gap <= line))
        for token in row.split():
            start = whole.index(token, at)
            at = start + len(token)
            left = 72.0 + 6.0 * (start - whole.rfind("\n", 0, start) - 1)
            words.append(Word(start, at, line, weight[start], Rect(left, top, left + 6.0 * len(token), top + 12.0)))
    return Page(number, whole, tuple(words), 612.0, 792.0)


def stream_of(text: str) -> Stream:
    """The running text of a letter that arrives as this text, as it stands."""
    page = Page(1, text, ())
    return Stream(LetterText("0" * 64, TextKind.PLAIN, (page,)))


def whole(stream: Stream) -> Stretch:
    """All of the stream."""
    return Stretch(0, len(stream.text))


TOP = (
    "Case Number: CM99-0001234\nDate Assigned: 03/20/2016 Date of Injury: 01/05/2016\n"
    "Decision Date: 04/15/2016 UR Denial Date: 02/25/2016\nPriority: Standard Application Received: 03/10/2016\n"
)
MADE = (
    "HOW THE IMR FINAL DETERMINATION WAS MADE\nThe case file went to an expert reviewer.\n"
    "The Expert Reviewer has the following credentials:\nState(s) of Licensure: Texas,New York\n"
    "Certification(s)/Specialty: Preventive Medicine, Occupational Medicine\n"
)
SUMMARY = (
    "CLINICAL CASE SUMMARY\n"
    "The expert reviewer developed the following clinical case summary based on a review of the\n"
    "case file, including all medical records:\nThe injured worker is a 44 year old female who fell from a ladder.\n"
    "She reports wrist pain.\n"
)
ISSUES = (
    "IMR ISSUES, DECISIONS AND RATIONALES\n"
    "The Final Determination was based on decisions for the disputed items/services set forth below:\n"
)


def item(
    heading: str = "Wrist splint: Upheld",
    rationale: str = "A splint is for the acute phase. The request for a wrist\nsplint is not medically necessary.",
) -> str:
    """An item of layout D."""
    return (
        f"||\n{heading}\n||\n"
        "Claims Administrator guideline: Decision based on MTUS Elbow Complaints 2007.\n||\n"
        "MAXIMUS guideline: The Expert Reviewer did not cite any medical evidence for its decision.\n||\n"
        f"Decision rationale: {rationale}\n"
    )


LABELS = ("Claims Administrator guideline:", "MAXIMUS guideline:", "Decision rationale:")


def short_form(*items: str, bold: tuple[str, ...] = ("Wrist splint:",)) -> LetterText:
    """A whole letter of layout D on one page."""
    titles = (
        "HOW THE IMR FINAL DETERMINATION WAS MADE",
        "CLINICAL CASE SUMMARY",
        "IMR ISSUES, DECISIONS AND RATIONALES",
    )
    return printed(TOP + MADE + SUMMARY + ISSUES + "".join(items or (item(),)), bold=(*LABELS, *titles, *bold))
