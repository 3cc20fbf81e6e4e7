"""Any text at all: no exception leaves the extractor, its evidence stands where it says, and time stays linear."""

import json
import time

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from imr_desk.documents.mupdf import MupdfReader
from imr_desk.documents.plain_text import PlainTextReader
from imr_desk.extraction.engine import draft
from imr_desk.extraction.record import record_of
from imr_desk.model.draft import FindingState
from imr_desk.model.geometry import Rect
from imr_desk.model.letter import LetterText, Page, TextKind, Word
from tests.synthetic import make_letter, render_pdf, render_text

FRAGMENTS = (
    "Case Number: CM99-0000001",
    "Case Number:",
    "Date Assigned: 01/02/2016 Date of Injury: 13/45/2016",
    "Decision Date: UR Denial Date: 02/29/2015",
    "Priority: Application 01/02/2016 Received:",
    "HOW THE IMR FINAL DETERMINATION WAS MADE",
    "The physician reviewer is Board Certified in Surgery and is licensed to practice in California.",
    "State(s) of Licensure: California,Nowhere",
    "Certification(s)/Specialty:",
    "CLINICAL CASE SUMMARY",
    "The expert reviewer developed the following clinical case summary based on a review of the case file:",
    "The injured worker is a 41 year old male, 39-year-old female.",
    "IMR ISSUES, DECISIONS AND RATIONALES",
    "The Final Determination was based on decisions for the disputed items/services set forth below:",
    "Knee brace: Upheld",
    "Physical therapy: QTY: 2: Overturned",
    ": Upheld",
    "Upheld",
    "Overturned Upheld",
    "X was the original request. Y was authorized by the Claims Administrator. The remaining IMR eligible",
    "portion of the original request, Z is: Upheld",
    "Claims Administrator guideline:",
    "Claims Administrator guideline: The Claims Administrator did not cite any medical evidence for its decision.",
    "MAXIMUS guideline: Decision based on MTUS Knee Complaints 2004.",
    "Decision rationale: No, the request was not medically necessary.",
    "Decision rationale:",
    "Therefore, the request is medically necessary.",
    'The guideline says, "not medically necessary',
    "This decision addresses the medical necessity of opioids.",
    "MEDICAL PROFESSIONAL REVIEW",
    "ISSUE AT DISPUTE:",
    "Notice of Independent Medical Review Determination",
    "1) MAXIMUS Federal Services, Inc. has determined the request is notmedically necessary",
    "Page 2 of 3",
    "\u05d0\u05d9\u05d1\u05d5\u05e4\u05e8\u05d5\u05e4\u05df",
    "\u624b\u8853\u306f\u5fc5\u8981",
    "\x00\x1b\x7f\u2400\ufffd",
    "\u202eYxorp",
    "",
    "    ",
)
LINES = st.one_of(st.sampled_from(FRAGMENTS), st.text(max_size=60))
PAGES = st.lists(st.lists(LINES, max_size=25).map("\n".join), max_size=5)


def letter_of(texts, kind, *, bold=False):
    """A letter with these pages; on paper every word has a box, set like a typewriter."""
    pages = []
    for number, text in enumerate(texts, 1):
        words, at = [], 0
        for line, row in enumerate(text.split("\n")):
            for word in row.split():
                start = text.index(word, at)
                at = start + len(word)
                box = Rect(start % 90 * 6.0, line * 12.0, start % 90 * 6.0 + 6.0 * len(word), line * 12.0 + 10.0)
                paper = kind is not TextKind.PLAIN
                sure = 90 if kind is TextKind.OCR else None
                words.append(Word(start, at, line, bold and line % 3 == 0, box if paper else None, sure))
        pages.append(Page(number, text, tuple(words), 612.0, 792.0))
    return LetterText("0" * 64, kind, tuple(pages))


def assert_sound(letter):
    read = draft(letter)
    for finding in (*read.fields.values(), *(f for item in read.items for f in item.fields.values())):
        assert 0.0 <= finding.confidence <= 1.0
        if finding.state is FindingState.FOUND and not finding.needs_review:
            assert finding.value is not None
        for span in finding.sources:
            text = letter.text_of(span)
            assert text.strip() == text
            assert text
    json.dumps(record_of("any.pdf", letter, read))
    return read


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(PAGES, st.sampled_from(TextKind), st.booleans())
@example(["Upheld\n" * 500], TextKind.LAYER, True)
@example([], TextKind.PLAIN, False)
@example(["", " ", "\n"], TextKind.OCR, False)
def test_no_text_is_too_odd(texts, kind, bold):
    assert_sound(letter_of(texts, kind, bold=bold))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 10_000), st.data())
def test_a_letter_with_lines_lost_doubled_and_moved_is_no_trouble(seed, data):
    lines = render_text(make_letter("D", seed % 50 + 70_000)).split("\n")
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(lines) - 1))
        match data.draw(st.sampled_from(("lose", "double", "move", "put"))):
            case "lose":
                del lines[place]
            case "double":
                lines.insert(place, lines[place])
            case "move":
                lines.insert(data.draw(st.integers(0, len(lines) - 1)), lines.pop(place))
            case "put":
                lines.insert(place, data.draw(LINES))
        if not lines:
            return
    assert_sound(PlainTextReader().read(("\n".join(lines) + "\n.").encode("utf-8", "replace")))


HEAD = "HOW THE IMR FINAL DETERMINATION WAS MADE\nCLINICAL CASE SUMMARY\n"
ITEMS = "IMR ISSUES, DECISIONS AND RATIONALES\n"
ONE_ITEM = (
    "Knee brace {n}: Upheld\nClaims Administrator guideline: Decision based on MTUS Knee Complaints 2004.\n"
    "MAXIMUS guideline: Decision based on MTUS Knee Complaints 2004.\n"
    "Decision rationale: The brace is new. The request is not medically necessary.\n"
)
GROWING = {
    "many items": lambda n: HEAD + ITEMS + "".join(ONE_ITEM.format(n=index) for index in range(n // 300)),
    "the decision word again and again": lambda n: HEAD + ITEMS + "Upheld\n" * (n // 7),
    "decided lines": lambda n: HEAD + ITEMS + "Brace: Upheld\n" * (n // 14),
    "one long line": lambda n: HEAD + ITEMS + "word " * (n // 5),
    "one long word": lambda n: HEAD + ITEMS + "w" * n,
    "blanks": lambda n: HEAD + ITEMS + "Brace" + " " * n + ": Upheld\nClaims Administrator guideline: x",
    "empty lines": lambda n: HEAD + ITEMS + "Brace\n" + "\n" * n + ": Upheld\nClaims Administrator guideline: x",
    "labels alone": lambda n: HEAD + ITEMS + "Claims Administrator guideline:\n" * (n // 32),
    "quotation marks": lambda n: HEAD + ITEMS + ONE_ITEM.format(n=1) + '"a ' * (n // 3),
    "sentences": lambda n: (
        HEAD + ITEMS + ONE_ITEM.format(n=1) + "It is not medically necessary, and so on. " * (n // 42)
    ),
    "original requests": lambda n: HEAD + ITEMS + "A was the original request. " * (n // 28) + "Z is: Upheld\n",
    "hyphens at line ends": lambda n: HEAD + ITEMS + ONE_ITEM.format(n=1) + "a-\n" * (n // 3),
    "headings": lambda n: "CLINICAL CASE SUMMARY\n" * (n // 22),
    "ages": lambda n: HEAD + "a 41 year old male " * (n // 19) + "\n" + ITEMS,
    "digits": lambda n: "Case Number: " + "1" * n,
    "dates": lambda n: "Case Number: " + "01/02/2016 " * (n // 11),
}


def seconds(letter):
    start = time.process_time()
    draft(letter)
    return time.process_time() - start


@pytest.mark.parametrize("kind", [TextKind.PLAIN, TextKind.LAYER])
@pytest.mark.parametrize("growing", GROWING)
def test_time_grows_with_the_text_and_no_faster(growing, kind):
    small, large = (letter_of([GROWING[growing](size)], kind, bold=True) for size in (20_000, 160_000))
    allowed = 8 * 3 * min(seconds(small) for _ in range(2)) + 0.15
    assert min(seconds(large) for _ in range(2)) < allowed


def test_a_million_characters_in_a_line():
    letter = letter_of([HEAD + ITEMS + "brace upheld overturned " * 42_000], TextKind.PLAIN)
    assert_sound(letter)


def test_a_text_that_is_no_letter_gives_nothing():
    read = draft(letter_of(["Dear Ms. Doe,\nthe meeting of 01/02/2016 is moved to Friday.\nYours"], TextKind.PLAIN))
    assert (read.layout, read.fields, read.items) == ("unknown", {}, ())


def test_a_scan_without_text_gives_nothing():
    read = draft(letter_of([""], TextKind.LAYER))
    assert (read.layout, read.fields, read.items) == ("unknown", {}, ())


def test_a_letter_of_no_known_layout_is_flagged_throughout():
    text = (
        "INDEPENDENT MEDICAL REVIEW\nCase Number: CM99-0000007\nDecision Date: 03/04/2019\n"
        "The panel looked at two items.\nKnee brace - Upheld\nMRI of the left knee: Overturned\n"
    )
    read = draft(letter_of([text], TextKind.PLAIN))
    assert read.layout == "unknown"
    assert read.fields["case_number"].value == "CM99-0000007"
    assert read.fields["decision_date"].value == "2019-03-04"
    assert [item.fields["treatment"].value for item in read.items] == ["Knee brace", "MRI of the left knee"]
    assert [item.fields["decision"].value for item in read.items] == ["upheld", "overturned"]
    everything = [*read.fields.values(), *(item.fields[n] for item in read.items for n in ("treatment", "decision"))]
    assert all(finding.needs_review for finding in everything)


def test_the_same_letter_twice_over_gives_the_same_draft():
    letter = MupdfReader().read(render_pdf(make_letter("D", 71_000)))
    assert draft(letter) == draft(letter)
