"""What the program says of itself: versions, licences, and honestly what it protects."""

from pathlib import Path

from imr_desk import __version__

_PARTS: tuple[tuple[str, str, str], ...] = (
    ("PySide6-Essentials", "Qt for Python", "LGPL-3.0"),
    ("pymupdf-lite", "PyMuPDF", "AGPL-3.0"),
    ("sqlite-utils", "sqlite-utils", "Apache-2.0"),
    ("msgspec", "msgspec", "BSD-3-Clause"),
    ("typst", "typst", "Apache-2.0"),
    ("rapidfuzz", "RapidFuzz", "MIT"),
    ("platformdirs", "platformdirs", "MIT"),
    ("click", "click", "BSD-3-Clause"),
    ("sqlcipher3", "sqlcipher3 and SQLCipher", "zlib; BSD-3-Clause"),
    ("argon2-cffi", "argon2-cffi", "MIT"),
    ("keyring", "keyring", "MIT"),
    ("cryptography", "cryptography", "Apache-2.0 or BSD-3-Clause"),
    ("pyqtgraph", "PyQtGraph", "MIT"),
    ("pycm", "PyCM", "MIT"),
    ("numpy", "NumPy", "BSD-3-Clause"),
    ("xlsxwriter", "XlsxWriter", "BSD-2-Clause"),
    ("pypdfium2", "PDFium by pypdfium2", "Apache-2.0 or BSD-3-Clause"),
)


def about_words() -> str:
    """Return name, version, licences and the offer of the source."""
    lines = [
        f"imr_desk {__version__}",
        "Review workstation for California Independent Medical Review letters.",
        "",
        "Free software under the GNU Affero General Public License, version 3 or later; without any warranty.",
        "The source comes with the program: the folder you installed it from.",
        "",
        "Upheld means the denial stands: the treatment stays denied.",
        "Overturned means the denial falls: the treatment is approved.",
        "",
        "Made with",
    ]
    for (name, version), (_, _, licence) in zip(part_versions(), _PARTS, strict=True):
        lines.append(f"  {name} {version} ({licence})")
    lines += ["  Inter, Source Serif 4 (SIL Open Font License)", "  Lucide icons (ISC)"]
    return "\n".join(lines)


def part_versions() -> tuple[tuple[str, str], ...]:
    """Return name and version of each part that the program is made with."""
    return tuple((name, _version(package)) for package, name, _ in _PARTS)


def _version(package: str) -> str:
    from importlib import metadata  # noqa: PLC0415 - it takes a good part of the start and is wanted once a year

    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return "(version unknown)"


def protection_words(resources: Path) -> str:
    """Return what is protected and what is not, in words that promise nothing untested."""
    return (resources / "words" / "protection.txt").read_text(encoding="utf-8")
