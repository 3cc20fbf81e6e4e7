"""``python -m tests.performance.bench``: the table of the performance figures."""

import argparse
import json
import os
import tempfile

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from collections.abc import Callable
from pathlib import Path

from tests.performance import (
    at_work,
    big_log_measures,
    copying_measures,
    intake_measures,
    leaving_measures,
    measures,
    papers_measures,
)
from tests.performance.figure import Figure

MEASURES: tuple[Callable[[], Figure], ...] = (
    lambda: measures.start(5),
    lambda: measures.next_case(20),
    lambda: at_work.accept_and_next(20),
    lambda: at_work.focus_to_highlight(40),
    lambda: measures.typing_while_rendering(40),
    lambda: at_work.stall_while_importing(500),
    lambda: at_work.memory_of_many(20, 500),
    lambda: intake_measures.into_the_log(5),
    lambda: measures.extraction(5),
    lambda: measures.extraction_with_checks(5),
    lambda: measures.two_workers(3),
    measures.against_pdfplumber,
)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measures imr_desk against floors of the same run.")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000], help="cases of the logs that are measured")
    parser.add_argument("--logs", type=Path, help="folder where the large logs are, or are made and kept")
    arguments = parser.parse_args()
    figures = [measure() for measure in MEASURES]
    papers = papers_measures.batch(500)
    figures += [papers_measures.papers_time(papers), papers_measures.papers_memory(papers)]
    figures += leaving_measures.leaving_of(1000, 10)
    with tempfile.TemporaryDirectory() as made:
        logs = arguments.logs or Path(made)
        figures += copying_measures.copying_of(logs, 2000)
        figures += big_log_measures.queue_of(logs, tuple(arguments.sizes))
    if arguments.json:
        rows = [{**f._asdict(), "ratio": f.ratio, "met": f.met} for f in figures]
        print(json.dumps(rows, indent=1))
        return
    wide = max(len(figure.name) for figure in figures)
    print(f"{'figure':{wide}}  {'value':>10}  {'floor':>10}  {'ratio':>6}  {'goal':>7}  met")
    for f in figures:
        goal = "-" if f.goal is None else f"{'>=' if f.at_least else '<='} {f.goal:g}"
        unit = f.unit
        print(
            f"{f.name:{wide}}  {f.value:9.4f}{unit}  {f.floor:9.4f}{unit}  {f.ratio:6.2f}  {goal:>7}  "
            f"{'yes' if f.met else 'NO'}"
        )


if __name__ == "__main__":
    main()
