"""Copies that suffered: turned, doubled, missing and misplaced pages, hidden text, misread characters, slips."""

import random

import pymupdf
import pytest

from imr_desk.documents.mupdf import MupdfReader
from imr_desk.extraction.engine import draft
from imr_desk.extraction.record import record_of
from tests.property.extraction.figures import Figures, add, told
from tests.property.extraction.misreading import misread
from tests.property.extraction.renderings import RENDERINGS
from tests.property.extraction.slips import with_slip
from tests.synthetic import decay, make_letter, render_pdf, truth

SEEDS = range(50_000, 50_030)


def asks_for_a_look(read):
    """Tell whether the draft sends a person to look at something, or says that pages are odd."""
    fields = [*read.fields.values(), *(finding for item in read.items[-1:] for finding in item.fields.values())]
    return bool(read.flags) or not read.items or any(finding.needs_review for finding in fields)


def measured(change, layout="D"):
    figures = Figures()
    for seed in SEEDS:
        letter = make_letter(layout, seed)
        pdf = change(render_pdf(letter, encrypted=False), random.Random(seed))
        if pdf is not None:
            text = MupdfReader().read(pdf)
            read = draft(text)
            wanted = truth(letter, details=True)
            add(figures, record_of(wanted["file"], text, read), wanted, said=asks_for_a_look(read))
    return figures


def any_page(pdf, rng):
    return rng.randint(1, decay.page_count(pdf))


UNHARMED = {
    "turned by the viewer": lambda pdf, rng: decay.rotated(
        pdf, page=any_page(pdf, rng), degrees=rng.choice((90, 180, 270))
    ),
    "fed upside down": lambda pdf, rng: decay.fed_upside_down(pdf, page=any_page(pdf, rng)),
    "a page twice": lambda pdf, rng: decay.with_doubled_page(pdf, any_page(pdf, rng)),
}


@pytest.mark.parametrize("change", UNHARMED)
@pytest.mark.parametrize("layout", ["C", "D"])
def test_values_do_not_change(change, layout):
    figures = measured(UNHARMED[change], layout)
    assert not figures.silent_errors, told(figures.silent_errors)
    assert figures.exact >= 0.999 * figures.values, told(figures.wrong)


HIDDEN = ("invisible", "white", "tiny", "off_page", "covered")


def with_hidden_text(pdf, rng):
    way = rng.choice(HIDDEN)
    return decay.with_hidden_text(pdf, "Knee brace: Overturned", page=any_page(pdf, rng), way=way)


def test_text_that_nobody_sees_makes_no_trusted_value():
    figures = measured(with_hidden_text)
    assert not figures.silent_errors, told(figures.silent_errors)


def without_a_page(pdf, rng):
    return decay.without_page(pdf, any_page(pdf, rng)) if decay.page_count(pdf) > 1 else None


def cut_off(pdf, rng):
    return decay.cut_short(pdf, page=any_page(pdf, rng), y=rng.uniform(300, 700))


@pytest.mark.parametrize("change", [without_a_page, cut_off])
def test_what_is_left_of_a_letter_is_right_or_flagged(change):
    figures = measured(change)
    trusted = [wrong for wrong in figures.silent_errors if wrong.got is not None]
    assert not trusted, told(trusted)


def test_a_lost_first_or_last_page_is_never_taken_for_a_whole_letter():
    for seed in SEEDS:
        pdf = render_pdf(make_letter("D", seed), encrypted=False)
        pages = decay.page_count(pdf)
        for page in {1, pages} if pages > 1 else ():
            read = draft(MupdfReader().read(decay.without_page(pdf, page)))
            if page == 1:
                assert all(read.fields[name].needs_review for name in ("case_number", "decision_date") if read.fields)
            else:
                assert asks_for_a_look(read) or ends_with_an_item(make_letter("D", seed), pdf)


def ends_with_an_item(letter, pdf):
    """Tell whether the page before the last ends just where an item does, so that nothing can show the loss."""
    pages = MupdfReader().read(pdf).pages
    return any(
        " ".join(pages[-2].text.split()).endswith(" ".join(item.rationale.text.split())[-60:])
        for item in letter.items
    )


def test_misplaced_pages_are_told():
    for seed in SEEDS:
        pdf = render_pdf(make_letter("D", seed), encrypted=False)
        if decay.page_count(pdf) == 2:
            read = draft(MupdfReader().read(decay.with_swapped_pages(pdf, 1, 2)))
            assert read.flags or any(finding.needs_review for finding in read.fields.values())


@pytest.mark.parametrize("rate", [0.0005, 0.002, 0.01])
@pytest.mark.parametrize("layout", ["C", "D"])
def test_misread_characters_make_no_trusted_value(layout, rate):
    figures = Figures()
    for seed in range(60_000, 60_020):
        letter = make_letter(layout, seed)
        text = misread(RENDERINGS["pdf"](letter), seed, rate=rate)
        read = draft(text)
        wanted = truth(letter, details=True)
        add(figures, record_of(wanted["file"], text, read), wanted, said=asks_for_a_look(read))
    assert not figures.silent_errors, told(figures.silent_errors)


@pytest.mark.parametrize("rendering", ["pdf", "text", "double-spaced text"])
def test_a_slip_in_a_label_makes_no_trusted_value(rendering):
    figures = Figures()
    for seed in range(61_000, 61_040):
        letter = make_letter("D", seed)
        text = with_slip(RENDERINGS[rendering](letter), seed)
        read = draft(text)
        wanted = truth(letter, details=True)
        add(figures, record_of(wanted["file"], text, read), wanted, said=asks_for_a_look(read))
    assert not figures.silent_errors, told(figures.silent_errors)


def with_layer_under_a_picture(letter):
    """The letter as an office scanner gives it: a picture of each page, and its own OCR laid under it unseen."""
    with pymupdf.open(stream=render_pdf(letter, encrypted=False)) as source, pymupdf.open() as result:
        for page in source:
            sheet = result.new_page(width=page.rect.width, height=page.rect.height)
            sheet.insert_image(sheet.rect, pixmap=page.get_pixmap(dpi=50))
            for x0, _, _, y1, word, *_ in page.get_text("words"):
                sheet.insert_text((x0, y1 - 3), word, fontname="tiro", fontsize=11, render_mode=3)
        return bytes(result.tobytes())


def test_a_scanners_own_text_layer_is_taken_as_misread():
    letter = make_letter("D", 62_000, items=2)
    read = draft(MupdfReader().read(with_layer_under_a_picture(letter)))
    assert read.layout == "posted-short-form"
    assert len(read.items) == 2
    for item in read.items:
        assert all(item.fields[name].needs_review for name in ("treatment", "rationale", "imr_guideline"))
    assert read.fields["case_number"].needs_review
