"""The question that the work queue asks of the log, as SQL."""

from imr_desk.caselog import rows
from imr_desk.caselog.search import fts_query, number_query
from imr_desk.model.case import CaseOrder, CaseQuery

_ORDERS = {
    CaseOrder.OLDEST_FIRST: "id",
    CaseOrder.NEWEST_FIRST: "id DESC",
    # Cases that print none come last; both expressions stand in an index.
    CaseOrder.CASE_NUMBER: "case_number = '', case_number, id",
    CaseOrder.DECISION_DATE: "decision_date = '', decision_date, id",
}
_BY_WORDS = "SELECT rowid FROM case_words WHERE case_words MATCH ?"
_BY_NUMBER = "SELECT rowid FROM case_numbers WHERE case_numbers MATCH ?"


def queue_sql(query: CaseQuery) -> tuple[str, list[str | int]] | None:
    """Return the statement and its values; ``None`` when the words can stand in no case."""
    conditions: list[str] = []
    values: list[str | int] = []
    if query.statuses:
        conditions.append(f"status IN ({', '.join('?' * len(query.statuses))})")
        values.extend(status.value for status in query.statuses)
    if query.words.strip():
        words, number = fts_query(query.words), number_query(query.words)
        if words is None:
            return None
        either = _BY_WORDS if number is None else f"{_BY_WORDS} UNION {_BY_NUMBER}"
        conditions.append(f"id IN ({either})")
        values.extend([words] if number is None else [words, number])
    where = f"WHERE {' AND '.join(conditions)} " if conditions else ""
    values.extend((max(0, query.limit), max(0, query.offset)))
    columns = ", ".join(rows.CASE_COLUMNS)
    sql = f"SELECT {columns} FROM cases {where}ORDER BY {_ORDERS[query.order]} LIMIT ? OFFSET ?"  # noqa: S608 - ours
    return sql, values
