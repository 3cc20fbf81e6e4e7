"""What a letter suffers on its way to the desk."""

import pymupdf
import pytest

from tests.synthetic import decay, make_letter, render_pdf, truth


@pytest.fixture(scope="module")
def letter():
    return make_letter("D", 3, items=5)


@pytest.fixture(scope="module")
def pdf(letter):
    return render_pdf(letter)


def texts(pdf: bytes) -> list[str]:
    with pymupdf.open(stream=pdf) as document:
        return [page.get_text(clip=pymupdf.INFINITE_RECT()) for page in document]


def pictures(pdf: bytes) -> list[bytes]:
    with pymupdf.open(stream=pdf) as document:
        return [page.get_pixmap(dpi=50).samples for page in document]


def test_a_scan_is_pictures_without_text(pdf):
    scan = decay.scanned(pdf, seed=1)
    assert texts(scan) == ["" for _ in texts(pdf)]
    with pymupdf.open(stream=scan) as document:
        page = document[0]
        assert (page.rect.width, page.rect.height) == (612, 792)
        _, _, width, height, *_ = page.get_images()[0]
        assert (width, height) == (1700, 2200)
    assert decay.scanned(pdf, seed=1) == scan
    assert decay.scanned(pdf, seed=2) != scan


def test_a_scan_is_legible_and_skewed(pdf):
    straight = decay.scanned(pdf, skew=0.0, specks=0)
    with pymupdf.open(stream=straight) as scan, pymupdf.open(stream=pdf) as source:
        grey = scan[0].get_pixmap(dpi=36, colorspace=pymupdf.csGRAY).samples
        meant = source[0].get_pixmap(dpi=36, colorspace=pymupdf.csGRAY).samples
    off = sum(abs(one - other) for one, other in zip(grey, meant, strict=True)) / len(meant)
    assert off < 12
    assert decay.scanned(pdf, skew=0.0, specks=0) != decay.scanned(pdf, skew=1.0, specks=0)


@pytest.mark.parametrize("way", ["invisible", "white", "tiny", "off_page", "covered"])
def test_hidden_text_is_in_the_layer_and_not_on_the_paper(pdf, way):
    hidden = decay.with_hidden_text(pdf, "Overturned", page=1, way=way)
    assert texts(hidden)[0].count("Overturned") == texts(pdf)[0].count("Overturned") + 1
    seen, meant = pictures(hidden)[0], pictures(pdf)[0]
    assert sum(one != other for one, other in zip(seen, meant, strict=True)) < 12


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_page_can_be_turned(pdf, degrees):
    with pymupdf.open(stream=decay.rotated(pdf, page=2, degrees=degrees)) as document:
        assert [page.rotation for page in document][:2] == [0, degrees]
    assert texts(decay.rotated(pdf, page=2))[0] == texts(pdf)[0]


def test_a_page_can_be_fed_upside_down(pdf):
    turned = decay.fed_upside_down(pdf, page=1)
    with pymupdf.open(stream=turned) as document:
        assert document[0].rotation == 0
        number = document[0].search_for("Case Number:")[0]
        assert number.y0 > 600
    assert texts(turned)[1] == texts(pdf)[1]


def test_pages_can_be_missing_doubled_and_swapped(pdf):
    pages = texts(pdf)
    assert len(pages) >= 3
    assert texts(decay.without_page(pdf, 2)) == [pages[0], *pages[2:]]
    assert texts(decay.with_doubled_page(pdf, 2)) == [pages[0], pages[1], pages[1], *pages[2:]]
    assert texts(decay.with_swapped_pages(pdf, 1, 3)) == [pages[2], pages[1], pages[0], *pages[3:]]


def test_the_only_page_cannot_go(pdf):
    only = decay.cut_short(pdf, page=1, y=700)
    with pytest.raises(ValueError):
        decay.without_page(only, 1)
    with pytest.raises(ValueError):
        decay.without_page(pdf, 99)


def test_a_letter_can_end_in_the_middle_of_a_page(letter, pdf):
    short = texts(decay.cut_short(pdf, page=2, y=300))
    assert len(short) == 2
    assert short[0] == texts(pdf)[0]
    assert 0 < len(short[1]) < len(texts(pdf)[1])
    last = truth(letter)["items"][-1]["treatment"]
    assert last not in " ".join(" ".join(short).split())


def test_a_file_can_be_truncated(pdf):
    half = decay.truncated(pdf, 0.5)
    assert len(half) == len(pdf) // 2
    assert pdf.startswith(half)
