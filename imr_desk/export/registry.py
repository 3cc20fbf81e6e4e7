"""All kinds of paper and file, in the order of the menu. A new one is a module and its line here."""

from pathlib import Path

from imr_desk.export.annotations_csv import AnnotationsCsv
from imr_desk.export.annotations_w3c import AnnotationsW3c
from imr_desk.export.calendar import DeadlineCalendar
from imr_desk.export.claim_note import ClaimNote
from imr_desk.export.profiles import PROFILES
from imr_desk.export.record_json import CaseJson
from imr_desk.export.summary_pdf import SummaryPdf
from imr_desk.export.table_rows import TABLES
from imr_desk.export.tables import TableCsv
from imr_desk.export.workbook import TablesXlsx
from imr_desk.ports import Exporter


def exporters(resources: Path) -> tuple[Exporter, ...]:
    """Return every exporter; ``resources`` is the folder with ``fonts`` and ``summary``."""
    return (
        *(SummaryPdf(resources, profile) for profile in PROFILES),
        *(TableCsv(table) for table in TABLES),
        TablesXlsx(),
        CaseJson(),
        AnnotationsW3c(),
        AnnotationsCsv(),
        DeadlineCalendar(),
        ClaimNote(),
    )
