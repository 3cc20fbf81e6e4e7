"""Facts of the PDF: what a reader, a printer, an archive and a screen reader find in it."""

import io
import os
import re
import shutil
import subprocess
import sys
import traceback
from pathlib import Path

import msgspec
import pymupdf
import pypdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imr_desk.export.characters import glyphs_of, printable
from imr_desk.export.summary import CONFIDENTIAL, summary_of
from imr_desk.export.summary_pdf import SummaryPdf
from imr_desk.model.case import CaseEvent, PaperSize
from imr_desk.model.edits import SetField, WriteNote
from imr_desk.model.errors import ExportError
from imr_desk.model.event_kinds import EventKind
from imr_desk.model.fields import LETTER_FIELDS
from tests.unit.export.dossiers import HOSTILE, RULINGS, bench_of
from tests.unit.export.papers import BENCHES, RESOURCES, bench, opened, pages_of, paper, solid

US_LETTER = (612, 792)
A4 = (595.3, 841.9)
GLYPHS = glyphs_of((RESOURCES / "fonts" / "Inter-Regular.otf", RESOURCES / "fonts" / "SourceSerif4-Regular.ttf"))
MARGIN = 48
EVERY = pytest.mark.parametrize("name", BENCHES)
DRAFTS = [name for name in BENCHES if "finished" not in name]


def poppler(tool: str) -> str:
    found = shutil.which(tool)
    if found is None:
        pytest.skip(f"{tool} is not on this machine")
    return found


# ---- the file ------------------------------------------------------------------------------------------------------


@EVERY
def test_pages_are_us_letter(name):
    with opened(name) as document:
        assert {(page.rect.width, page.rect.height) for page in document} == {US_LETTER}


@EVERY
def test_pages_are_a4_where_that_is_asked_for_and_nothing_runs_over_the_edge(name):
    with opened(name, size=PaperSize.A4) as document:
        for page in document:
            assert (round(page.rect.width, 1), round(page.rect.height, 1)) == A4
            for x0, _y0, x1, _y1, word, *_ in page.get_text("words"):
                assert x0 >= MARGIN - 1, word
                assert x1 <= A4[0] - MARGIN + 1, word
        a4 = solid("".join(page.get_text() for page in document))
    for item in bench(name).review.items:
        assert solid(printable(item.title[:200], GLYPHS)) in a4


@EVERY
def test_every_font_is_embedded_and_is_one_of_ours(name):
    reader = pypdf.PdfReader(io.BytesIO(paper(name)))
    fonts = {}
    for page in reader.pages:
        for font in page["/Resources"].get("/Font", {}).values():
            inner = font.get_object()["/DescendantFonts"][0].get_object()
            descriptor = inner["/FontDescriptor"].get_object()
            fonts[inner["/BaseFont"]] = bool({"/FontFile2", "/FontFile3"} & set(descriptor))
            assert "/ToUnicode" in font.get_object()
    assert fonts
    assert all(fonts.values())
    assert {re.sub(r"^/[A-Z]{6}\+|-.*$", "", base) for base in fonts} <= {"Inter", "SourceSerif4"}


@EVERY
def test_the_file_is_tagged_titled_and_says_its_language_and_its_standards(name):
    reader = pypdf.PdfReader(io.BytesIO(paper(name)))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"].value is True
    assert "/StructTreeRoot" in root
    assert root["/Lang"] == "en-US"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    assert reader.metadata.title == "IMR case summary"
    xmp = root["/Metadata"].get_object().get_data().decode()
    assert re.search(r"pdfaid:part>2<", xmp)
    assert re.search(r"pdfaid:conformance>A<", xmp)
    assert re.search(r"pdfuaid:part>1<", xmp)


def test_nothing_of_the_case_is_in_the_files_own_data():
    reader = pypdf.PdfReader(io.BytesIO(paper("three items, finished")))
    xmp = reader.trailer["/Root"]["/Metadata"].get_object().get_data().decode()
    for words in ("Jordan", "CM26", "WC-2019", "Ames"):
        assert words not in xmp
        assert words not in str(reader.metadata)


def test_the_files_date_is_the_day_of_printing():
    reader = pypdf.PdfReader(io.BytesIO(paper("one item, finished")))
    assert f"{reader.metadata.creation_date:%Y-%m-%d}" == "2026-11-24"
    assert reader.metadata.modification_date == reader.metadata.creation_date


@EVERY
def test_bookmarks_lead_to_every_part_and_every_item(name):
    with opened(name) as document:
        outline = document.get_toc()
    names = [title for _level, title, _page in outline]
    assert names[:6] == ["Case", "Dates", "Disputed items", "Deadlines", "Open points and cautions", "Evidence"]
    assert "Sign-off" in names
    assert "How the dates were counted" in names
    items = [title for level, title, _page in outline if level == 2]
    assert [title.split(":")[0] for title in items] == [
        f"Item {number}" for number in range(1, len(bench(name).review.items) + 1)
    ]
    assert names[-1] == "The letter's file and this paper"


@EVERY
def test_the_same_dossier_gives_the_same_bytes(name):
    assert SummaryPdf(RESOURCES).content(bench(name).dossier()) == paper(name)


def test_the_same_case_gives_the_same_bytes_later_that_day_and_after_a_paper_was_made():
    later = bench("three items, finished").dossier()
    exported = CaseEvent(len(later.events) + 1, 7, EventKind.EXPORTED, "R. Ames, RN", "2026-11-24T09:00:00-08:00")
    later = msgspec.structs.replace(later, printed_at="2026-11-24T16:45:59-08:00", events=(*later.events, exported))
    assert SummaryPdf(RESOURCES).content(later) == paper("three items, finished")


def test_another_process_gives_the_same_bytes():
    code = (
        "import sys; from tests.unit.export.papers import paper; "
        "sys.stdout.buffer.write(paper('three items, finished'))"
    )
    root = Path(__file__).parents[3]
    found = subprocess.run(
        [sys.executable, "-c", code],
        check=True,
        capture_output=True,
        cwd=root,
        env={**os.environ, "PYTHONHASHSEED": "7", "SOURCE_DATE_EPOCH": "1", "TZ": "Asia/Tokyo"},
    )
    assert found.stdout == paper("three items, finished")


@EVERY
def test_qpdf_finds_no_fault(name, tmp_path):
    tool = poppler("qpdf")
    (tmp_path / "paper.pdf").write_bytes(paper(name))
    run = subprocess.run([tool, "--check", tmp_path / "paper.pdf"], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr


# ---- what it says --------------------------------------------------------------------------------------------------


@EVERY
def test_every_word_of_the_summary_is_on_the_paper(name):
    """Whatever the summary says stands on the paper whole, in the fonts' characters."""
    feet = re.compile(
        r"\n(IMR case summary · .*|IMR case summary)\n(DRAFT|FINISHED)\n|Confidential medical[^$]*?Page \d+ of \d+\n"
    )
    text = solid("\n".join(feet.sub("\n", "\n" + page) for page in pages_of(name)))
    summary = summary_of(bench(name).dossier())

    def stands(words: str) -> None:
        assert solid(printable(words, GLYPHS)) in text, words[:80]

    for fact in (*summary.case_facts, *summary.date_facts, *summary.reviewer_facts, *summary.letter_facts):
        stands(f"{fact.label}{fact.words}{fact.state}")
    for item in summary.items:
        stands(f"Item {item.number}: {item.short_title}{item.decision.sentence}{item.decision.state}")
        for fact in (*item.facts, *item.guidelines):
            if len(fact.words) < 1200:  # a longer row runs over page ends
                stands(f"{fact.label}{fact.words}{fact.state}")
        assert item.excerpt is not None
        stands(f"Rationale excerpt, verbatim{item.excerpt.text}{item.excerpt.place} · {item.excerpt.state}")
        for flag in item.flags:
            stands(f"{flag.weight}. {flag.message}{flag.state}")
    for point in summary.open_points:
        stands(f"{point.about}{point.words}")
    stands(summary.outcome.sentence)
    stands(summary.sign_off.sentence)


@EVERY
def test_every_deadline_clinical_fact_and_signature_is_on_the_paper(name):
    feet = re.compile(r"\nIMR case summary.*\n(DRAFT|FINISHED)\n|Confidential medical[^$]*?Page \d+ of \d+\n")
    text = solid("\n".join(feet.sub("\n", "\n" + page) for page in pages_of(name)))
    summary = summary_of(bench(name).dossier())

    def stands(words: str) -> None:
        assert solid(printable(words, GLYPHS)) in text, words[:80]

    assert summary.due is not None
    for line in (*summary.due.lines, *summary.due.others):
        stands(f"{line.rule}{line.whose}{line.name}")
        stands(f"{line.safe or '–'}{line.latest or '–'}{line.state}")
    for one in summary.due.assumptions:
        stands(f"{one.rules}: {one.words}")
    for counted in summary.due.counted:
        stands(counted.rule + "".join(counted.lines))
    for found in summary.clinical:
        stands(f"{found.label}{found.words}")
    for fact in summary.sign_off.facts:
        stands(f"{fact.label}{fact.words}")


@EVERY
def test_page_one_is_for_action(name):
    first = solid(pages_of(name)[0])
    summary = summary_of(bench(name).dossier())
    assert solid(summary.outcome.sentence) in first
    assert solid(summary.items[0].decision.sentence) in first
    assert summary.sign_off.word in first
    assert "Evidence" not in first
    assert summary.due.next_acts
    for act in summary.due.next_acts:
        assert solid(f"{act.when}·{act.words}({act.items})") in first


@EVERY
def test_how_the_dates_are_to_be_read_is_never_parted_from_what_was_assumed(name):
    text = [page for page in pages_of(name) if "Work by the safe date" in page]
    assert len(text) == 1
    if summary_of(bench(name).dossier()).due.assumptions:
        assert "Assumed." in text[0]


@EVERY
def test_every_page_has_the_foot_and_its_number(name):
    pages = pages_of(name)
    for number, page in enumerate(pages, 1):
        assert CONFIDENTIAL in page
        assert f"Page {number} of {len(pages)}" in page
        assert summary_of(bench(name).dossier()).fingerprint in page


@EVERY
def test_the_text_reads_in_order(name):
    """Two engines that are not MuPDF read the parts in the order in which a person does."""
    label = {spec.name: spec.label for spec in LETTER_FIELDS}
    parts = ["IMR case summary", label["employee"], label["claims_administrator"]]
    parts += [label["date_of_injury"], label["date_received"]]
    parts += ["Disputed items", "Open points and cautions", "Evidence", label["specialty"], "Fingerprint"]
    document = pypdfium2.PdfDocument(paper(name))
    pdfium = "\n".join(page.get_textpage().get_text_range() for page in document)
    pure = "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(paper(name))).pages)
    for text in (solid(pdfium), solid(pure)):
        places, at = [], 0
        for part in parts:
            at = text.find(solid(part), at)
            places.append(at)
        assert -1 not in places, (parts, places)


def test_hostile_words_come_out_letter_for_letter():
    text = solid("\n".join(pages_of("hostile")))
    for words in HOSTILE:
        assert solid(words) in text
    assert solid('=HYPERLINK("http://x.example","a")') in text
    assert "W" * 300 in text
    assert "[U+202E]gnp.exe[U+4E2D][U+6587][U+0000][U+0007][U+1F600]" in text
    assert "=heading-list+enum/term:x" in text


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=120), st.text("#$*_`<>@\\[](){}~=/-+\"' \n0aW", max_size=80))
def test_any_text_gives_a_paper_that_holds_it(words, markup):
    case = bench_of(RULINGS[:1]).do(SetField("1", "body_part", words or None), WriteNote("1", f"N1{markup}N2"))
    exporter = SummaryPdf(RESOURCES)
    with pymupdf.open(stream=exporter.content(case.dossier()), filetype="pdf") as document:
        text = solid("".join(page.get_text() for page in document))
    assert solid(f"N1{markup}N2") in text


def test_a_code_is_not_parted_at_its_hyphen():
    lines = "\n".join(pages_of("three items, finished")).split("\n")
    assert not any(line.rstrip().endswith(("L4-", "CM26-", "WC-", "2019-")) for line in lines)


# ---- how it looks --------------------------------------------------------------------------------------------------


@EVERY
def test_nothing_runs_over_the_edge_or_into_the_foot(name):
    with opened(name) as document:
        for page in document:
            words = page.get_text("words")
            foot = next(word[1] for word in words if word[4] == "Confidential" and word[1] > 700)
            for x0, y0, x1, y1, word, *_ in words:
                assert x0 >= MARGIN - 1, word
                assert x1 <= US_LETTER[0] - MARGIN + 1, word
                assert y1 <= foot + 1 or y0 >= foot - 1, word


def test_no_two_words_stand_on_each_other():
    for name in BENCHES:
        with opened(name) as document:
            for page in document:
                boxes = [
                    (pymupdf.Rect(x0 + 0.5, y0 + 3, x1 - 0.5, y1 - 3), word)
                    for x0, y0, x1, y1, word, *_ in page.get_text("words")
                ]
                boxes.sort(key=lambda found: found[0].y0)
                for index, (box, word) in enumerate(boxes):
                    for other, beside in boxes[index + 1 :]:
                        if other.y0 >= box.y1:
                            break
                        assert not box.intersects(other), (name, page.number, word, beside)


def test_twenty_one_items_flow_over_pages_with_their_heading_row_and_no_row_is_torn():
    with opened("twenty-one items") as document:
        found: dict[int, int] = {}
        headed = set()
        for page in document:
            words = page.get_text("words")
            if not any(word[4] == "treatment" and word[0] < 200 for word in words):
                continue
            rows = [word for word in words if re.fullmatch(r"\d{1,2}", word[4]) and abs(word[0] - MARGIN) < 1]
            if rows:
                headed.add(page.number)
                assert any(word[4] == "No." and word[1] < rows[0][1] for word in words)
            for row in rows:
                found[int(row[4])] = page.number
                assert any(word[4] in ("Upheld:", "Overturned:") and abs(word[1] - row[1]) < 4 for word in words)
        assert sorted(found) == list(range(1, 22))
        assert len(headed) > 1
        text = solid("".join(page.get_text() for page in document))
        for item in bench("twenty-one items").review.items:
            assert solid(item.title) in text


@EVERY
def test_a_heading_stays_with_what_it_heads(name):
    with opened(name) as document:
        for _level, title, number in document.get_toc():
            words = document[number - 1].get_text("words")
            first = title.split()[0] + (title.split()[1] if title.startswith("Item ") else "")
            tops = [word[3] for word in words if word[4] == title.split()[0]]
            assert tops, first
            below = [word for word in words if word[1] > min(tops) and word[3] < 720]
            assert below, title


def test_page_numbers_in_the_item_table_lead_to_the_items():
    with opened("twenty-one items") as document:
        at = {title.split(":")[0]: page for level, title, page in document.get_toc() if level == 2}
        links = [link for page in document for link in page.get_links() if link.get("nameddest")]
        assert [link["page"] + 1 for link in links] == [at[f"Item {number}"] for number in range(1, 22)]


def watermarks(page: pymupdf.Page) -> list[dict]:
    return [
        drawing
        for drawing in page.get_drawings()
        if drawing.get("fill") and drawing["rect"].width > 200 and drawing["rect"].height > 200
    ]


@EVERY
def test_drafts_and_only_drafts_carry_the_watermark(name):
    with opened(name) as document:
        for page in document:
            marks = watermarks(page)
            assert bool(marks) == (name in DRAFTS)
            text = page.get_text()
            assert ("DRAFT" in text) == (name in DRAFTS)
            assert ("FINISHED" in text) == (name not in DRAFTS)


def test_the_watermark_is_light_lies_behind_and_leaves_the_text_alone():
    with opened("three items, unread") as document:
        page = document[0]
        for mark in watermarks(page):
            assert min(mark["fill"]) > 0.9
        drawings = page.get_drawings()
        assert drawings.index(watermarks(page)[0]) == 0
        assert sum(word[4].startswith("DRAF") for word in page.get_text("words")) == 1


@EVERY
def test_there_is_no_colour_to_lose_in_black_and_white(name):
    with opened(name) as document:
        for page in document:
            pixels = page.get_pixmap(dpi=40, alpha=False).samples
            spread = max(max(rgb) - min(rgb) for rgb in zip(pixels[0::3], pixels[1::3], pixels[2::3], strict=True))
            assert spread <= 2  # rounding of grey


def test_outcomes_differ_in_shape_as_well_as_in_words():
    """The signs of approved and denied items have different outlines."""
    with opened("three items, finished") as document:
        page = document[0]
        words = page.get_text("words")
        signs = {}
        for word in words:
            if word[4] in ("Upheld:", "Overturned:"):
                box = pymupdf.Rect(word[0] - 13, word[1], word[0] - 1, word[3])
                signs.setdefault(word[4], page.get_pixmap(clip=box, dpi=150, colorspace="gray").samples)
    dark = {word: sum(value < 128 for value in pixels) / len(pixels) for word, pixels in signs.items()}
    assert dark["Overturned:"] > 1.5 * dark["Upheld:"] > 0


def blocks(width: int, height: int, grey: bytes) -> list[int]:
    """Darkness of blocks of 16 by 16 pixels."""
    pixmap = pymupdf.Pixmap(pymupdf.csGRAY, width, height, bytearray(grey), False)
    pixmap.shrink(4)
    return [255 - value for value in pixmap.samples]


def likeness(one: list[int], other: list[int]) -> float:
    """Pearson's correlation."""
    mean_one, mean_other = sum(one) / len(one), sum(other) / len(other)
    both = sum((a - mean_one) * (b - mean_other) for a, b in zip(one, other, strict=True))
    spread = sum((a - mean_one) ** 2 for a in one) * sum((b - mean_other) ** 2 for b in other)
    return both / spread**0.5


def pdfium_pages(content: bytes) -> list[list[int]]:
    found = []
    for page in pypdfium2.PdfDocument(content):
        bitmap = page.render(scale=100 / 72, grayscale=True)
        rows = bytes(bitmap.buffer)
        packed = b"".join(rows[y * bitmap.stride : y * bitmap.stride + bitmap.width] for y in range(bitmap.height))
        found.append(blocks(bitmap.width, bitmap.height, packed))
    return found


@pytest.mark.parametrize("name", ["three items, half done", "three items, finished", "hostile"])
def test_pdfium_mupdf_and_poppler_draw_it_alike(name, tmp_path):
    pdfium = pdfium_pages(paper(name))
    with opened(name) as document:
        mupdf = [
            blocks(pixmap.width, pixmap.height, pixmap.samples)
            for pixmap in (page.get_pixmap(dpi=100, colorspace="gray", alpha=False) for page in document)
        ]
    assert len(pdfium) == len(mupdf)
    # Small print is smoothed in other ways by each engine, so a page full of it correlates a little less.
    assert min(likeness(a, b) for a, b in zip(pdfium, mupdf, strict=True)) > 0.96
    assert likeness(pdfium[0], pdfium[1]) < 0.8  # two pages that differ are told apart
    tool = poppler("pdftoppm")
    (tmp_path / "paper.pdf").write_bytes(paper(name))
    subprocess.run([tool, "-r", "100", "-gray", tmp_path / "paper.pdf", tmp_path / "page"], check=True)
    drawn = [pymupdf.Pixmap(str(path)) for path in sorted(tmp_path.glob("page-*.pgm"))]
    popplers = [blocks(pixmap.width, pixmap.height, pixmap.samples) for pixmap in drawn]
    assert min(likeness(a, b) for a, b in zip(pdfium, popplers, strict=True)) > 0.95


# ---- faults --------------------------------------------------------------------------------------------------------


def test_a_program_that_is_not_installed_whole_says_so(tmp_path):
    with pytest.raises(ExportError, match="install it again"):
        SummaryPdf(tmp_path).content(bench("one item, finished").dossier())
    shutil.copytree(RESOURCES / "summary", tmp_path / "summary")
    with pytest.raises(ExportError, match="font"):
        SummaryPdf(tmp_path).content(bench("one item, finished").dossier())


def test_a_paper_whose_page_numbers_do_not_settle_is_refused(tmp_path):
    shutil.copytree(RESOURCES / "fonts", tmp_path / "fonts")
    (tmp_path / "summary").mkdir()
    restless = (
        "#set document(title: [x])\n#context for _ in range(counter(page).final().first()) { [a] + pagebreak() }"
    )
    (tmp_path / "summary" / "summary.typ").write_text(restless)
    with pytest.raises(ExportError, match="could not be set"):
        SummaryPdf(tmp_path).content(bench("one item, finished").dossier())


def test_a_template_that_cannot_be_set_gives_a_sentence_without_letter_text(tmp_path):
    shutil.copytree(RESOURCES / "fonts", tmp_path / "fonts")
    (tmp_path / "summary").mkdir()
    (tmp_path / "summary" / "summary.typ").write_text("#panic(sys.inputs.paper)")
    with pytest.raises(ExportError) as caught:
        SummaryPdf(tmp_path).content(bench("one item, finished").dossier())
    assert "Nothing was written" in caught.value.sentence
    told = "".join(traceback.format_exception(caught.value))
    assert "Jordan" not in told
    assert "crate" not in told.lower()
