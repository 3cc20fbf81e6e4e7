"""Rules of PDF/UA-1 (ISO 14289-1) that a program can check, each by its checkpoint of the Matterhorn protocol 1.1.

No checker of that standard runs here, so the rules are read off the file by an engine that had no part in making it.
"""

import functools
import io
import itertools
import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

import pymupdf
import pypdf
import pytest
from pypdf.generic import ArrayObject, BooleanObject, ContentStream, DictionaryObject, IndirectObject

from imr_desk.export.profiles import PROFILES
from tests.unit.export.papers import BENCHES, paper

STANDARD = {
    "Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "TOC", "TOCI", "Index", "NonStruct", "Private",
    "P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD", "THead",
    "TBody", "TFoot", "Span", "Quote", "Note", "Reference", "BibEntry", "Code", "Link", "Annot", "Ruby", "RB", "RT",
    "RP", "Warichu", "WT", "WP", "Figure", "Formula", "Form",
}  # fmt: skip
"""Structure types of ISO 32000-1, 14.8.4."""

SHOWS = {"Tj", "TJ", "'", '"', "f", "F", "f*", "S", "s", "B", "B*", "b", "b*", "sh", "Do", "EI", "INLINE IMAGE"}
"""Operators that put something onto the page."""

CASES = [(name, PROFILES[0].name) for name in BENCHES] + [
    ("three items, finished", each.name) for each in PROFILES[1:]
]
EVERY = pytest.mark.parametrize(("name", "profile"), CASES)


class Element(NamedTuple):
    """An element of the structure: its standard type, its dictionary, those within, the marked content it holds."""

    kind: str
    held: DictionaryObject
    within: tuple["Element", ...]
    content: tuple[tuple[int, int], ...]
    objects: tuple[DictionaryObject, ...]

    def every(self) -> Iterator["Element"]:
        yield self
        for each in self.within:
            yield from each.every()


@functools.cache
def opened(name: str, profile: str) -> pypdf.PdfReader:
    found = next(each for each in PROFILES if each.name == profile)
    return pypdf.PdfReader(io.BytesIO(paper(name, found)))


def roles(reader: pypdf.PdfReader) -> dict[str, str]:
    tree = reader.trailer["/Root"]["/StructTreeRoot"]
    return {kind[1:]: str(mapped)[1:] for kind, mapped in tree.get("/RoleMap", {}).items()}


@functools.cache
def structure(reader: pypdf.PdfReader) -> Element:
    tree = reader.trailer["/Root"]["/StructTreeRoot"]
    numbers = {page.indirect_reference.idnum: number for number, page in enumerate(reader.pages)}
    mapped = roles(reader)

    def of(node: DictionaryObject, page: int) -> Element:
        kind = str(node["/S"])[1:]
        while kind in mapped and kind not in STANDARD:
            kind = mapped[kind]
        page = numbers[node.raw_get("/Pg").idnum] if "/Pg" in node else page
        within, content, objects = [], [], []
        for child in kids(node):
            if isinstance(child, int):
                content.append((page, int(child)))
            elif child.get("/Type") == "/MCR":
                content.append((numbers[child.raw_get("/Pg").idnum] if "/Pg" in child else page, int(child["/MCID"])))
            elif child.get("/Type") == "/OBJR":
                objects.append(child["/Obj"])
            else:
                within.append(of(child, page))
        return Element(kind, node, tuple(within), tuple(content), tuple(objects))

    (top,) = kids(tree)
    return of(top, -1)


def kids(node: DictionaryObject) -> list:
    held = node.get("/K", ArrayObject())
    return [each.get_object() for each in (held if isinstance(held, list) else [held])]


@functools.cache
def marked_on(reader: pypdf.PdfReader, number: int) -> Counter:
    """Count what each sequence of marked content of a page shows: by its number, ``artifact``, or ``untagged``."""
    shown, open_ones = Counter(), []
    page = reader.pages[number]
    for operands, operator in ContentStream(page.get_contents(), reader).operations:
        word = operator.decode()
        if word in ("BDC", "BMC"):
            properties = operands[1] if len(operands) > 1 else {}
            number_of = properties.get("/MCID") if isinstance(properties, dict) else None
            open_ones.append("artifact" if operands[0] == "/Artifact" else number_of)
        elif word == "EMC":
            open_ones.pop()
        elif word in SHOWS:
            marks = [mark for mark in open_ones if mark is not None]
            assert len(marks) <= 1, "an artifact inside of tagged content, or the other way round"  # 01-001, 01-002
            shown[marks[0] if marks else "untagged"] += 1
    assert not open_ones
    return shown


@EVERY
def test_all_that_is_shown_is_tagged_or_an_artifact(name, profile):
    """01-005, 01-001, 01-002."""
    reader = opened(name, profile)
    for number in range(len(reader.pages)):
        shown = marked_on(reader, number)
        assert shown["untagged"] == 0
        assert sum(isinstance(mark, int) for mark in shown) > 3


def test_what_is_not_tagged_is_seen():
    document = pymupdf.open()
    document.new_page().insert_text((72, 72), "words without a tag")
    assert marked_on(pypdf.PdfReader(io.BytesIO(document.tobytes())), 0) == {"untagged": 1}


@EVERY
def test_every_piece_of_content_belongs_to_one_element_and_leads_back_to_it(name, profile):
    """01-006, and ISO 32000-1, 14.7.4.4."""
    reader = opened(name, profile)
    held = Counter(place for element in structure(reader).every() for place in element.content)
    assert set(held.values()) == {1}
    on_pages = {
        (number, mark)
        for number in range(len(reader.pages))
        for mark in marked_on(reader, number)
        if isinstance(mark, int)
    }
    assert on_pages <= set(held)
    parents = parents_of(reader)
    for element in structure(reader).every():
        for page, mark in element.content:
            array = parents[int(reader.pages[page]["/StructParents"])]
            assert array[mark].get_object() == element.held


@functools.cache
def parents_of(reader: pypdf.PdfReader) -> dict[int, ArrayObject | IndirectObject]:
    found, nodes = {}, [reader.trailer["/Root"]["/StructTreeRoot"]["/ParentTree"]]
    while nodes:
        node = nodes.pop().get_object()
        nodes += node.get("/Kids", [])
        numbers = node.get("/Nums", [])
        found |= {int(numbers[at]): numbers[at + 1].get_object() for at in range(0, len(numbers), 2)}
    return found


@EVERY
def test_every_type_is_a_standard_one_or_mapped_to_one(name, profile):
    """02-001, 02-003, 02-004."""
    reader = opened(name, profile)
    assert {element.kind for element in structure(reader).every()} <= STANDARD
    assert not STANDARD & set(roles(reader))
    assert structure(reader).kind == "Document"


@EVERY
def test_headings_skip_no_level(name, profile):
    """14-002, 14-003, 14-006."""
    kinds = [element.kind for element in structure(opened(name, profile)).every()]
    levels = [int(kind[1]) for kind in kinds if re.fullmatch(r"H[1-6]", kind)]
    assert levels
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    assert "H" not in kinds


@EVERY
def test_tables_have_heads_that_say_what_they_head_and_rows_of_one_length(name, profile):
    """15-003, and ISO 14289-1, 7.5."""
    tables = [element for element in structure(opened(name, profile)).every() if element.kind == "Table"]
    for table in tables:
        assert {part.kind for part in table.within} <= {"TR", "THead", "TBody", "TFoot", "Caption"}
        rows = [each for each in table.every() if each.kind == "TR"]
        assert len({sum(span(cell) for cell in row.within) for row in rows}) == 1
        heads = [each for each in table.every() if each.kind == "TH"]
        assert heads
        assert all(attribute(head, "/Scope") in ("/Column", "/Row", "/Both") for head in heads)
        assert {cell.kind for row in rows for cell in row.within} <= {"TH", "TD"}
    if name == "three items, finished" and profile == PROFILES[0].name:
        assert tables


def attribute(element: Element, name: str) -> object:
    held = element.held.get("/A", ArrayObject())
    for each in held if isinstance(held, list) else [held]:
        if name in each.get_object():
            return each.get_object()[name]
    return None


def span(cell: Element) -> int:
    return int(attribute(cell, "/ColSpan") or 1)


@EVERY
def test_pictures_say_in_words_what_they_show(name, profile):
    """13-004, 17-002."""
    for element in structure(opened(name, profile)).every():
        if element.kind in ("Figure", "Formula"):
            assert str(element.held.get("/Alt", element.held.get("/ActualText", ""))).strip()


@EVERY
def test_links_are_tagged_tell_where_they_lead_and_follow_the_structure(name, profile):
    """28-002, 28-004, 28-008, 28-009, 28-010, 28-011, 28-012."""
    reader, parents = opened(name, profile), parents_of(opened(name, profile))
    annotations = [(page, each.get_object()) for page in reader.pages for each in page.get("/Annots", ())]
    in_links = [held for element in structure(reader).every() if element.kind == "Link" for held in element.objects]
    assert len(in_links) == len(annotations)
    for page, annotation in annotations:
        assert annotation["/Subtype"] == "/Link"
        assert annotation["/Contents"].strip()
        assert page["/Tabs"] == "/S"
        parent = parents[int(annotation["/StructParent"])]
        assert parent["/S"] == "/Link"
        assert annotation in in_links


@EVERY
def test_the_file_says_what_a_screen_reader_must_know(name, profile):
    """06-002, 06-003, 07-001, 11-006, 01-007; nothing that moves, hides or asks: 02, 20, 25, 26, 29."""
    reader = opened(name, profile)
    root = reader.trailer["/Root"]
    xmp = root["/Metadata"].get_object().get_data().decode()
    assert re.search(r"<dc:title>\s*<rdf:Alt>\s*<rdf:li[^>]*>[^<]+<", xmp)
    assert re.search(r"pdfuaid:part>1<", xmp)
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value
    assert re.fullmatch(r"[a-z]{2}(-[A-Z]{2})?", root["/Lang"])
    # pypdf's booleans are objects, which are true whatever they hold.
    assert root["/MarkInfo"]["/Marked"].value
    assert not root["/MarkInfo"].get("/Suspects", BooleanObject(False)).value
    assert not {"/AcroForm", "/OCProperties", "/OpenAction", "/AA"} & set(root)
    assert not {"/EmbeddedFiles", "/JavaScript"} & set(root.get("/Names", {}))
    assert not reader.is_encrypted


@EVERY
def test_every_glyph_has_a_character(name, profile):
    """10-001, 31-027 and 31-029: what is shown can be read aloud, searched and copied."""
    for page in opened(name, profile).pages:
        for font in page["/Resources"].get("/Font", {}).values():
            table = font.get_object()["/ToUnicode"].get_object().get_data().decode()
            pairs = re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*$", table, re.MULTILINE)
            assert pairs
            assert not {made.upper() for _glyph, made in pairs} & {"0000", "FEFF", "FFFE"}


@EVERY
def test_the_outline_is_there_and_elements_are_named_once(name, profile):
    """ISO 14289-1, 7.17; 19-003, 19-004."""
    reader = opened(name, profile)
    assert len(reader.outline) >= 3
    named = [str(each.held["/ID"]) for each in structure(reader).every() if "/ID" in each.held]
    assert len(named) == len(set(named))
