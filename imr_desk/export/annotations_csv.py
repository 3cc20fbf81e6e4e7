"""Annotations as a table: one row an annotation, for spreadsheets and for counting."""

import csv
import io
from typing import Final

from imr_desk.export.characters import printable
from imr_desk.export.tables import guarded
from imr_desk.model.annotations import Annotation, label_of
from imr_desk.model.case import Dossier
from imr_desk.model.draft import DECISION_WORDS
from imr_desk.model.edits.on_annotations import stands
from imr_desk.model.places import place_words

_BYTE_ORDER_MARK: Final = "\ufeff"

COLUMNS: Final[tuple[str, ...]] = (
    "annotation",
    "label",
    "label_name",
    "text",
    "place",
    "spans",
    "item",
    "item_title",
    "item_decision",
    "negated",
    "historical",
    "said_by",
    "criterion",
    "criterion_number",
    "note",
    "links",
    "labelled_by",
    "labelled_at",
    "proposed_by_rule",
    "case_number",
    "letter_file",
    "letter_fingerprint",
    "printed_at",
    "tool",
)
"""Columns in their order. ``label`` is the label's key, ``label_name`` what the department calls it. ``spans`` are
page, first and behind-last character, such as ``2:140-177``; empty where the words are no longer where they stood."""


class AnnotationsCsv:
    """Makes the table of annotations: UTF-8 with a byte order mark, RFC 4180."""

    name = "annotations-csv"
    label = "Annotations (CSV)"
    suffix = ".csv"

    def content(self, dossier: Dossier) -> bytes:
        """Return the file. A case without annotations has a heading row and nothing below it."""
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\r\n")
        writer.writerow(COLUMNS)
        for annotation in dossier.review.annotations:
            row = _row(dossier, annotation)
            writer.writerow([guarded(printable(row[column])) for column in COLUMNS])
        return (_BYTE_ORDER_MARK + text.getvalue()).encode("utf-8")


def _row(dossier: Dossier, annotation: Annotation) -> dict[str, str]:
    said = annotation.attributes
    number, title, decision = _item(dossier, annotation.item)
    spans = annotation.spans if stands(dossier.letter, annotation) else ()
    return {
        "annotation": annotation.id,
        "label": annotation.label,
        "label_name": label_of(dossier.labels, annotation.label).name,
        "text": annotation.text,
        "place": place_words(dossier.letter, spans) or "not placed again",
        "spans": "; ".join(f"{span.page}:{span.start}-{span.end}" for span in spans),
        "item": number,
        "item_title": title,
        "item_decision": decision,
        "negated": "yes" if said.negated else "no",
        "historical": "yes" if said.historical else "no",
        "said_by": said.said_by.value if said.said_by else "",
        "criterion": said.criterion.value if said.criterion else "",
        "criterion_number": str(said.number) if said.number else "",
        "note": annotation.note,
        "links": "; ".join(
            f"{link.kind.value} {link.target}" for link in dossier.review.links if link.source == annotation.id
        ),
        "labelled_by": annotation.by.who,
        "labelled_at": annotation.by.at,
        "proposed_by_rule": annotation.rule,
        "case_number": dossier.case.digest.case_number,
        "letter_file": dossier.case.name,
        "letter_fingerprint": dossier.letter.fingerprint,
        "printed_at": dossier.printed_at,
        "tool": dossier.tool,
    }


def _item(dossier: Dossier, item_id: str | None) -> tuple[str, str, str]:
    """Return number, title and decision of an item; empty for an annotation of the whole letter."""
    for number, item in enumerate(dossier.review.items, 1):
        if item.id == item_id:
            decision = DECISION_WORDS[item.outcome] if item.outcome else "Not decided"
            return str(number), item.title, decision
    return "", "", ""
