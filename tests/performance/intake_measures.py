"""How fast letters come into the log, against reading them alone."""

import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from imr_desk.bootstrap.workshop import ProcessWorkshop
from imr_desk.bootstrap.workstation import open_workstation
from imr_desk.services.intake import READERS, NotRead
from tests.performance.figure import Figure
from tests.performance.measures import letters


def into_the_log(rounds: int) -> Figure:
    """Letters read and put into the log, each durable, against the same readers reading them for nobody."""
    contents = letters(47)
    alone, whole = [], []
    for _ in range(rounds):
        alone.append(_read_alone(contents))
        whole.append(_brought_in(contents))
    return Figure(f"import of {len(contents)} letters / reading them", min(whole), min(alone), 1.3)


def _read_alone(contents: list[bytes]) -> float:
    workshop = ProcessWorkshop()
    try:
        with ThreadPoolExecutor(READERS) as pool:
            tuple(pool.map(workshop.read, contents[:READERS]))  # both processes run
            start = time.perf_counter()
            tuple(pool.map(workshop.read, contents))
            return time.perf_counter() - start
    finally:
        workshop.close()


def _brought_in(contents: list[bytes]) -> float:
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / f"letter-{number:03}.pdf" for number in range(len(contents))]
        for file, content in zip(files, contents, strict=True):
            file.write_bytes(content)
        workstation = open_workstation(Path(folder) / "cases.db")
        try:
            workstation.workshop.read(contents[0])
            with ThreadPoolExecutor(READERS) as pool:
                tuple(pool.map(workstation.workshop.read, contents[:READERS]))
            start = time.perf_counter()
            for taken in workstation.intake.bring_in(files):
                if isinstance(taken, NotRead):
                    raise SystemExit(taken.letter.sentence)
            return time.perf_counter() - start
        finally:
            workstation.close()
