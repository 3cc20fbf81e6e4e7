"""Writes the sample letters that are shipped with the program.

Usage: python packaging/make_samples.py [FOLDER]

FOLDER is resources/samples unless given. The letters are synthetic, and the same program gives the same
bytes. Files of the folder that are no samples stay as they are.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def write_samples(folder: Path) -> list[Path]:
    """Writes the samples into the folder, which is made if need be; returns their paths."""
    from tests.synthetic.samples import shipped_samples

    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for sample in shipped_samples():
        path = folder / sample.name
        path.write_bytes(sample.render(sample.letter))
        written.append(path)
    return written


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    for path in write_samples(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "resources" / "samples"):
        print(path)
