"""``imr-desk extract``: one JSON object a line and nothing else on standard output."""

import json
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue

from imr_desk.bootstrap.workshop import ProcessWorkshop
from imr_desk.extraction.record import error_record, record_of
from imr_desk.model.errors import LetterError
from imr_desk.ports import LetterWorkshop
from imr_desk.services.letter_files import read_letter


def extract_letters(files: tuple[Path, ...], jobs: int) -> int:
    """Print a record for each file, in the order given; 1 when some could not be read."""
    failed = False
    for record in _records(files, min(jobs, len(files))):
        failed = failed or "error" in record
        sys.stdout.write(json.dumps(record, ensure_ascii=False) + "\n")
        sys.stdout.flush()
    return 1 if failed else 0


def _records(files: tuple[Path, ...], jobs: int) -> Iterator[dict[str, object]]:
    """Yield records in the order of the files, ``jobs`` letters being read at once."""
    workshops = [ProcessWorkshop() for _ in range(jobs)]
    free: SimpleQueue[LetterWorkshop] = SimpleQueue()
    for workshop in workshops:
        free.put(workshop)

    def one(path: Path) -> dict[str, object]:
        workshop = free.get()
        try:
            read = workshop.read(read_letter(path))
        except LetterError as error:
            return error_record(path.name, error)
        finally:
            free.put(workshop)
        return record_of(path.name, read.text, read.draft)

    try:
        with ThreadPoolExecutor(jobs) as pool:
            yield from pool.map(one, files)
    finally:
        for workshop in workshops:
            workshop.close()
