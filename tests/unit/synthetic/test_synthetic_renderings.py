"""What is printed is what the truth says, whichever engine reads it."""

import io
import re

import pdfplumber
import pymupdf
import pypdf
import pypdfium2
import pytest

from tests.synthetic import make_letter, render_pdf, render_seed_text, render_text, truth
from tests.synthetic.dates import print_date
from tests.synthetic.typesetting import REDACTION_BLANKS


def read_with_mupdf(pdf: bytes) -> str:
    with pymupdf.open(stream=pdf) as document:
        return "".join(page.get_text() for page in document)


def read_with_pdfplumber(pdf: bytes) -> str:
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        return "\n".join(page.extract_text() for page in document.pages)


def read_with_pypdf(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


def read_with_pdfium(pdf: bytes) -> str:
    """PDFium gives the hyphen at a line's end as a control character."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document).replace("\x02", "-")
    finally:
        document.close()


def bare(text: str) -> str:
    """Without white space: the folding that survives line and page breaks."""
    return "".join(text.split())


def printed_values(letter) -> list[str]:
    """Every value of the truth as the letter prints it."""
    fields = letter.fields
    style = "bare" if letter.layout == "B" else "slash"
    dates = [fields.ur_denial_date, fields.application_received, fields.noarfi_date, fields.letter_date]
    if letter.printing.header:
        dates += [fields.date_of_injury, fields.date_assigned, fields.decision_date]
    if letter.layout == "C2":
        dates = [fields.ur_denial_date]
    found = truth(letter)
    values = [print_date(day, style) for day in dates if day]
    values += [*fields.licensure, *fields.specialty, *fields.documents_reviewed]
    values += [fields.case_number or "", fields.priority or "", found["fields"]["clinical_summary"]]
    if fields.age is not None:
        values.append(f"{fields.age}")
    values.append(fields.sex or "")
    for item in found["items"]:
        names = ("original_request", "authorized", "claims_admin_guideline", "imr_guideline", "rationale")
        values += [item[name] or "" for name in names]
        treatment = item["treatment"]
        values.append(f"the request for {treatment} is" if letter.layout == "B" else treatment)
        if letter.layout in {"C", "C2", "D"}:
            values.append(f"{treatment}: {item['decision'].capitalize()}")
    return values


def assert_printed(letter, text: str) -> None:
    whole = bare(text)
    missing = [value for value in printed_values(letter) if bare(value) not in whole]
    assert missing == []


@pytest.mark.parametrize("layout", ["A", "B", "C", "C2", "D"])
@pytest.mark.parametrize("read", [read_with_mupdf, read_with_pdfium], ids=["mupdf", "pdfium"])
def test_the_truth_stands_in_the_pdf(layout, read):
    for seed in range(12):
        letter = make_letter(layout, seed)
        assert_printed(letter, read(render_pdf(letter)))


@pytest.mark.parametrize("read", [read_with_pdfplumber, read_with_pypdf], ids=["pdfplumber", "pypdf"])
def test_the_truth_stands_in_the_pdf_for_slower_engines(read):
    for layout in ("A", "B", "C", "C2", "D"):
        letter = make_letter(layout, 31, redacted=True, non_ascii=True)
        assert_printed(letter, read(render_pdf(letter)))


@pytest.mark.parametrize("layout", ["A", "B", "C", "C2", "D"])
def test_the_truth_stands_in_the_texts(layout):
    for seed in range(20):
        letter = make_letter(layout, seed)
        assert_printed(letter, render_text(letter))
        assert_printed(letter, render_text(letter, form_feeds=True))
        assert_printed(letter, render_seed_text(letter).replace("Â§", "§"))


def test_the_file_is_locked_as_the_posted_letters_are():
    with pymupdf.open(stream=render_pdf(make_letter("D", 1))) as document:
        assert document.metadata["encryption"] == "Standard V4 R4 128-bit AES"
        assert not document.needs_pass
        assert not document.permissions & pymupdf.PDF_PERM_COPY
        assert document.permissions & pymupdf.PDF_PERM_PRINT
    reader = pypdf.PdfReader(io.BytesIO(render_pdf(make_letter("D", 1))))
    assert reader.is_encrypted
    assert reader.decrypt("") == pypdf.PasswordType.USER_PASSWORD
    assert not pypdf.PdfReader(io.BytesIO(render_pdf(make_letter("D", 1), encrypted=False))).is_encrypted


def test_labels_are_bold_and_decisions_are_not():
    letter = make_letter("D", 2, items=3, redacted=False)
    bold, regular = "", ""
    with pymupdf.open(stream=render_pdf(letter)) as document:
        spans = [
            span
            for page in document
            for block in page.get_text("dict")["blocks"]
            for line in block.get("lines", [])
            for span in line["spans"]
        ]
    for span in spans:
        if "Bold" in span["font"]:
            bold += span["text"]
        else:
            regular += span["text"]
    for label in ("Case Number:", "Claims Administrator guideline:", "MAXIMUS guideline:", "Decision rationale:"):
        assert label in bold
        assert label not in regular
    assert "Upheld" not in bold
    assert all(bare(item["treatment"]) in bare(bold) for item in truth(letter)["items"])
    assert {span["font"] for span in spans} == {"Times-Roman", "Times-Bold", "Helvetica", "Helvetica-Bold"}


def test_label_cells_are_grey_and_the_emblem_is_an_image():
    with pymupdf.open(stream=render_pdf(make_letter("D", 3))) as document:
        page = document[0]
        cell = page.search_for("Decision Date:")[0]
        value = page.search_for("Standard")[0]
        picture = page.get_pixmap(alpha=False)
        assert picture.pixel(round(cell.x1) + 8, round(cell.y0) + 3) == (223, 223, 223)
        assert picture.pixel(round(value.x1) + 8, round(value.y0) + 3) == (255, 255, 255)
        assert len(page.get_images()) == 1
        assert "SYNTHETIC" not in page.get_text()


def test_a_redaction_is_a_black_box_over_blanks():
    letter = make_letter("D", 4, redacted=True, length="middle")
    blanks = " " * REDACTION_BLANKS
    with pymupdf.open(stream=render_pdf(letter)) as document:
        assert any(blanks in page.get_text() for page in document)
        black = [box["rect"] for page in document for box in page.get_drawings() if box["rect"].height > 10]
        assert any(rect.width == pytest.approx(REDACTION_BLANKS * 3.0, abs=0.1) for rect in black)
    assert "taken over by and goes on" in truth(letter)["fields"]["clinical_summary"]


def test_pages_of_items_are_those_of_the_file():
    for seed in range(15):
        letter = make_letter("D", seed)
        found = truth(letter)
        with pymupdf.open(stream=render_pdf(letter)) as document:
            assert found["pages"] == document.page_count
            texts = [bare(page.get_text()) for page in document]
        for item in found["items"]:
            first, last = item["pages"]
            assert bare(item["treatment"])[:12] in texts[first - 1]
            assert bare(item["rationale"])[-12:] in texts[last - 1]


def test_the_seed_text_has_the_damages_of_the_first_letter():
    defects = ("missing_conclusion", None, "cut_in_citation")
    letter = make_letter("C", 5, items=3, defects=defects, hyphen_break=True, length="long")
    text = render_seed_text(letter)
    assert text.startswith(" HOW THE IMR FINAL DETERMINATION WAS MADE \n\n")
    assert "Case Number" not in text
    assert text.count("8 C.C.R. Â§Â§9792.20") == 3
    lines = text.split("\n")
    assert all(line.endswith((" ", "-")) for line in lines if line)
    assert any(line.endswith("-") for line in lines)
    assert "\n\n\n\n" in text
    assert text.count("Decision rationale:") == 3
    assert len(re.findall(r"Decision rationale:\s+The Physician Reviewer's decision rationale:", text)) == 3
    assert re.search(r"is\s+therefore\s+determined\s+to\s+be\s+\n \n\n", text)
    assert text.rstrip().endswith("(Ferrowick")


def test_clean_text_has_no_trailing_blanks_and_divides_pages_on_demand():
    letter = make_letter("D", 6, items=4)
    text = render_text(letter, form_feeds=True)
    assert text.count("\f") == truth(letter)["pages"] - 1
    assert "\f" not in render_text(letter)
    assert not re.search(r" \n", text)


def test_the_notice_joins_not_to_the_next_word():
    letter = make_letter("B", 7, items=2, decisions=("upheld", "overturned"))
    text = " ".join(read_with_mupdf(render_pdf(letter)).split())
    assert text.count("is notmedically necessary and appropriate.") == 2
    assert text.count("is medically necessary and appropriate.") == 2
    assert text.startswith(
        "MAXIMUS FEDERAL SERVICES, INC. Notice of Independent Medical Review Determination Dated: "
    )


@pytest.mark.parametrize("layout", ["B", "C2"])
def test_unverified_texts_are_printed_only_on_demand(layout):
    labels = {"B": "Effect of the Decision:", "C2": "Final Determination:"}
    assert labels[layout] not in render_text(make_letter(layout, 8))
    remembered = make_letter(layout, 8, from_memory=True)
    assert labels[layout] in render_text(remembered)
    values = [item["rationale"] for item in truth(remembered)["items"]]
    values += [item["claims_admin_guideline"] for item in truth(remembered)["items"]]
    assert all(bare(value) in bare(render_text(remembered)) for value in values)


def test_the_first_review_says_its_outcome_in_a_heading():
    upheld = render_text(make_letter("A", 9, decisions="upheld"))
    overturned = render_text(make_letter("A", 9, decisions="overturned"))
    assert "RATIONALE FOR WHY THE REQUESTED TREATMENT/SERVICE IS/WAS NOT\nMEDICALLY NECESSARY:" in upheld
    assert "RATIONALE FOR WHY THE REQUESTED TREATMENT/SERVICE IS/WAS\nMEDICALLY NECESSARY:" in overturned
    assert "MEDICAL TREATMENT GUIDELINE(S) RELIED UPON BY PROFESSIONAL\nREVIEWER AND WHY:" in upheld
