"""Renders letters: pages, truth with pages, PDF, clean text, and text as the first letter arrived."""

from typing import Any

from tests.synthetic.layouts import header_table, short_form
from tests.synthetic.letter import Letter, item_details, letter_truth
from tests.synthetic.older_layouts import cover_letter, notice, professional_review
from tests.synthetic.page_drawing import draw_pages
from tests.synthetic.typesetting import TOP, Page, Paragraph, set_pages

MOJIBAKE = ("§", "Â§")
"""The section sign, and what two wrong decodings make of it in the text of layout C."""


def paragraphs_of(letter: Letter) -> list[Paragraph]:
    """The letter's paragraphs below its header table."""
    match letter.layout:
        case "A":
            return professional_review(letter)
        case "B":
            return notice(letter)
        case "C2":
            return cover_letter(letter)
        case "C" | "D":
            return short_form(letter)


def pages_of(letter: Letter) -> tuple[Page, ...]:
    """The letter on pages; raises ValueError when a wished page break has no place in it."""
    printing = letter.printing
    first, top = header_table(letter) if printing.header else (None, TOP)
    return set_pages(paragraphs_of(letter), breaks=printing.page_breaks, first=first, top=top, bottom=printing.bottom)


def truth(letter: Letter, *, details: bool = False) -> dict[str, Any]:
    """The truth of the letter in the shape of truth.jsonl, pages (from 1) as the PDF has them.

    With `details` each item also has the derived values of the contract (`determination`, `drug`, ...).
    """
    pages = pages_of(letter)
    whole = letter_truth(letter)
    for number, item in enumerate(whole["items"]):
        on = [index for index, page in enumerate(pages, start=1) for line in page.lines if line.item == number]
        item["pages"] = [min(on), max(on)]
        if details:
            item.update(item_details(letter.items[number]))
    return {"file": whole.pop("file"), "pages": len(pages), **whole}


def render_pdf(letter: Letter, *, encrypted: bool = True) -> bytes:
    """The letter as PDF, with a text layer; the same letter gives the same bytes.

    Encrypted (the default) is encrypted as posted letters are: an empty user password, copying forbidden.
    """
    return draw_pages(pages_of(letter), made_on=letter.printing.made_on, encrypted=encrypted)


def render_text(letter: Letter, *, form_feeds: bool = False) -> str:
    """The letter as clean text: one line a line, header labels before their values, no blanks at line ends.

    With `form_feeds` pages are divided by form feeds, otherwise not at all.
    """
    pages = ["\n".join(line.text.rstrip() for line in page.lines) for page in pages_of(letter)]
    return ("\n\f" if form_feeds else "\n").join(pages) + "\n"


def render_seed_text(letter: Letter) -> str:
    """The letter as the project's first letter arrived.

    Every line is followed by an empty line and ends in a blank, section signs are mojibake, and a page break
    is two further empty lines, in mid-sentence too. The truth keeps the section sign as it was meant.
    """
    parts = []
    for page in pages_of(letter):
        lines = [line.text if line.text.endswith(("-", " ")) else f"{line.text} " for line in page.lines]
        parts.append("".join(f"{line}\n\n" for line in lines))
    text = "\n\n".join(parts).replace(*MOJIBAKE)
    return f" {text}" if not text.startswith(" ") else text
