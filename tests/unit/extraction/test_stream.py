"""The running text and its way back to the pages."""

from hypothesis import given
from hypothesis import strategies as st

from imr_desk.extraction.rules.page_edges import bodies_of
from imr_desk.extraction.stream import Stream, Stretch
from imr_desk.model.letter import LetterText, Page, TextKind


def letter(*texts):
    return LetterText("0" * 64, TextKind.PLAIN, tuple(Page(n, text, ()) for n, text in enumerate(texts, 1)))


@given(st.lists(st.text(max_size=30), min_size=1, max_size=4), st.data())
def test_every_stretch_leads_back_to_the_same_characters(texts, data):
    stream = Stream(letter(*texts))
    start = data.draw(st.integers(0, len(stream.text)))
    end = data.draw(st.integers(start, len(stream.text)))
    spans = stream.spans(Stretch(start, end))
    found = "".join(stream.letter.text_of(span) for span in spans)
    assert len({span.page for span in spans}) == len(spans)
    assert len("".join(found.split())) <= end - start
    if all(text.isascii() and text.isprintable() for text in texts):
        assert "".join(found.split()) == "".join(stream.text[start:end].split())


@given(st.text(max_size=80))
def test_every_character_keeps_its_place(text):
    assert len(Stream(letter(text)).text) == len(text)


def test_a_value_over_a_page_break_has_one_source_a_page():
    stream = Stream(letter("one two \n", " three four"))
    spans = stream.spans(Stretch(4, len(stream.text)))
    assert [(span.page, stream.letter.text_of(span)) for span in spans] == [(1, "two"), (2, "three four")]


def test_a_word_broken_at_its_hyphen_is_joined_and_a_dash_is_not():
    stream = Stream(letter("anti-\ninflammatory, Low Back -\n Lumbar, 10-\n20-16"))
    assert stream.prose(Stretch(0, len(stream.text))) == "anti-inflammatory, Low Back - Lumbar, 10-20-16"


def test_the_hyphen_that_pdfium_writes_is_a_hyphen():
    assert Stream(letter("x\uffferay")).text == "x-ray"


def test_odd_characters_are_told():
    stream = Stream(letter("plain 5\u00b0 \u00a9 text \u2400 and \u00c2\u00a7"))
    assert not stream.is_odd(Stretch(0, 16))
    assert stream.is_odd(Stretch(10, 19))
    assert stream.is_odd(Stretch(20, len(stream.text)))


def body_texts(*texts):
    whole = letter(*texts)
    return [whole.page(part.page).text[part.start : part.end].strip() for part in bodies_of(whole).parts]


def test_page_numbers_are_no_text():
    assert body_texts("one\nPage 1 of 3", "two\nPage 2 of 3", "three\nPage 3 of 3") == ["one", "two", "three"]
    assert body_texts("one\n1", "two\n2") == ["one", "two"]


def test_a_number_that_ends_a_page_by_chance_is_text():
    assert body_texts("see page\n82", "and so on") == ["see page\n82", "and so on"]


def test_a_running_head_with_the_case_number_is_no_text():
    assert body_texts("one", "Case Number: CM99-0000001 Page 2\ntwo") == ["one", "two"]


def test_words_about_pages_are_text():
    assert body_texts("as listed on", "page 2 of the form, per the letter CM99-0000001 of May") == [
        "as listed on",
        "page 2 of the form, per the letter CM99-0000001 of May",
    ]


def test_a_page_that_comes_twice_is_read_once():
    bodies = bodies_of(letter("one", "two  three", "two three", ""))
    assert [part.page for part in bodies.parts] == [1, 2]
    assert (bodies.doubled, bodies.blank) == ((3,), (4,))
