"""What every reader in READERS promises (ports.LetterReader)."""

from hashlib import sha256

import pytest

from imr_desk.documents.received import checked
from imr_desk.documents.registry import READERS, reader_for
from imr_desk.model.errors import LetterError
from imr_desk.model.letter import TextKind
from imr_desk.ports import LetterReader
from tests.synthetic import make_letter, render_pdf, render_text

LETTER = make_letter("D", 21, items=2)
CONTENTS = {"pdf": render_pdf(LETTER), "text": render_text(LETTER, form_feeds=True).encode()}
JUNK = (
    b"",
    b"\x00",
    b"%PDF-1.7",
    b"%PDF-1.7\n%%EOF",
    bytes(range(256)) * 8,
    b"\xff\xfe",
    b"\xd8\x00" * 50,
    b"Upheld " * 500,
    CONTENTS["pdf"][:200],
    CONTENTS["pdf"][200:],
    CONTENTS["text"][:-1],
)


@pytest.fixture(params=READERS, ids=lambda reader: reader.name)
def reader(request) -> LetterReader:
    return request.param


def content_for(reader: LetterReader) -> bytes:
    return CONTENTS[reader.name]


def test_it_knows_its_own_letters_and_no_other_readers(reader):
    assert reader.knows(content_for(reader))
    assert reader_for(content_for(reader)) is reader
    others = [content for name, content in CONTENTS.items() if name != reader.name]
    assert not any(reader_for(content) is reader for content in others)


def test_a_letter_has_the_identity_of_its_bytes_and_holds_together(reader):
    content = content_for(reader)
    letter = reader.read(content)
    assert checked(letter, sha256(content).hexdigest()) is letter


def test_the_same_bytes_give_the_same_letter(reader):
    content = content_for(reader)
    assert reader.read(content) == reader.read(bytes(bytearray(content)))


def test_every_word_of_the_letter_is_read(reader):
    letter = reader.read(content_for(reader))
    words = sorted(word for page in letter.pages for word in page.text.split())
    assert words == sorted(render_text(LETTER).split())


def test_words_are_the_texts_own_in_order_and_stand_on_rising_lines(reader):
    for page in reader.read(content_for(reader)).pages:
        assert [page.text[word.start : word.end] for word in page.words] == page.text.split()
        lines = [word.line for word in page.words]
        assert lines == sorted(lines)
        assert set(lines) == set(range(max(lines) + 1))


def test_boxes_are_where_there_is_paper_and_lie_on_it(reader):
    letter = reader.read(content_for(reader))
    for page in letter.pages:
        for word in page.words:
            if letter.kind is TextKind.PLAIN:
                assert word.box is None
                assert page.width == 0
            else:
                assert word.box is not None
                assert word.box.x0 < word.box.x1
                assert word.box.y0 < word.box.y1
                assert page.width > word.box.x0 > 0
                assert page.height > word.box.y0 > 0


def test_an_undamaged_letter_has_no_notes(reader):
    assert reader.read(content_for(reader)).notes == ()


@pytest.mark.parametrize("junk", JUNK, ids=range(len(JUNK)))
def test_what_is_no_letter_is_read_or_refused_with_a_sentence_and_nothing_else(reader, junk):
    try:
        letter = reader.read(junk)
    except LetterError as error:
        sentence = error.sentence
    else:
        sentence = "".join(note.sentence for note in letter.notes) or "It was read."
        checked(letter, sha256(junk).hexdigest())
    assert sentence.endswith(".")
    assert "Traceback" not in sentence
