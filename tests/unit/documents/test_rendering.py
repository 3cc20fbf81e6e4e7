"""Pages as pictures, and their way out of the worker."""

from hashlib import sha256

import pymupdf
import pytest

from imr_desk.documents.pixels import packed, unpacked
from imr_desk.documents.rendering import MAX_PIXELS, MupdfRenderer
from imr_desk.model.errors import LetterError, LetterErrorKind
from imr_desk.ports import PagePixels
from tests.unit.documents.pdf_making import one_page, with_lines


@pytest.fixture
def renderer():
    renderer = MupdfRenderer()
    yield renderer
    renderer.close()


def name_of(content: bytes) -> str:
    return sha256(content).hexdigest()


def test_a_page_is_drawn_at_the_scale_asked_for(renderer):
    content = with_lines()
    picture = renderer.render(content, name_of(content), 1, 1.5)
    assert (picture.width, picture.height) == (918, 1188)
    assert picture.stride >= 3 * picture.width
    assert len(picture.rgb) == picture.stride * picture.height
    assert min(picture.rgb) < 50  # print
    assert max(picture.rgb) == 255  # paper


def test_a_rotated_page_is_drawn_as_shown(renderer):
    content = with_lines(rotation=90)
    picture = renderer.render(content, name_of(content), 1, 1.0)
    assert (picture.width, picture.height) == (792, 612)


@pytest.mark.parametrize("box", [b"0 0 2000000 2000000", b"0 0 8400 8400", b"0 0 18000 36000"])
def test_a_huge_page_is_drawn_smaller_and_keeps_its_shape(renderer, box):
    content = one_page(box=box)
    picture = renderer.render(content, name_of(content), 1, 3.0)
    width, height = (int(side) for side in box.split()[2:])
    assert picture.width * picture.height <= MAX_PIXELS * 1.01
    assert picture.width / picture.height == pytest.approx(width / height, rel=0.01)


def test_a_letter_that_is_open_need_not_be_sent_again(renderer):
    content = with_lines(pages=3)
    first = renderer.render(content, name_of(content), 1, 1.0)
    assert renderer.render(b"", name_of(content), 1, 1.0) == first


def test_a_letter_that_is_no_longer_open_is_asked_for_again(renderer):
    contents = [with_lines([f"letter {number}"]) for number in range(6)]
    for content in contents:
        renderer.render(content, name_of(content), 1, 0.2)
    with pytest.raises(LetterError) as caught:
        renderer.render(b"", name_of(contents[0]), 1, 0.2)
    assert caught.value.kind is LetterErrorKind.GONE
    renderer.render(b"", name_of(contents[-1]), 1, 0.2)


@pytest.mark.parametrize("page", [0, -1, 2])
def test_a_page_that_is_not_there_is_refused(renderer, page):
    content = with_lines()
    with pytest.raises(LetterError):
        renderer.render(content, name_of(content), page, 1.0)


def test_what_cannot_be_opened_is_refused_in_the_same_words_as_in_reading(renderer):
    locked = pymupdf.open(stream=with_lines()).tobytes(
        encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw="x", owner_pw="o"
    )
    with pytest.raises(LetterError) as caught:
        renderer.render(locked, name_of(locked), 1, 1.0)
    assert caught.value.kind is LetterErrorKind.PASSWORD


def test_pixels_come_out_of_the_worker_as_they_went_in():
    picture = PagePixels(2, 3, 8, bytes(range(24)))
    assert unpacked(bytearray(b"".join(packed(picture)))) == picture
    assert unpacked(b"".join(packed(picture))) == picture


@pytest.mark.parametrize(
    "picture",
    [
        PagePixels(2, 3, 8, bytes(23)),
        PagePixels(2, 3, 5, bytes(15)),
        PagePixels(0, 3, 8, bytes(24)),
        PagePixels(2, 0, 8, b""),
        PagePixels(2, 4_000_000_000, 8, bytes(24)),
    ],
)
def test_measures_that_do_not_fit_the_pixels_are_never_believed(picture):
    with pytest.raises(LetterError) as caught:
        unpacked(b"".join(packed(picture)))
    assert caught.value.kind is LetterErrorKind.CRASHED


def test_an_answer_too_short_for_any_picture_is_refused():
    with pytest.raises(LetterError):
        unpacked(b"123")
