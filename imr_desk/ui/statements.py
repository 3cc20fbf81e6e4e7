"""What the program says of itself: versions, licences, and honestly what it protects."""

from importlib.metadata import PackageNotFoundError, version

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
    lines.extend(f"  {name} {_version(package)} ({licence})" for package, name, licence in _PARTS)
    lines += ["  Inter, Source Serif 4 (SIL Open Font License)", "  Lucide icons (ISC)"]
    return "\n".join(lines)


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "(version unknown)"


PROTECTION = """Nothing leaves this computer: the program opens no network connection.

Letters are read and drawn in a separate process with limits on memory and time. On Linux that process can neither \
open files nor reach the network nor start programs, as far as this kernel supports it; on macOS and Windows memory \
and time are limited, but file access is not.

Each act is written to the case log and flushed to the disk before "Saved" is shown. A crash or a power cut loses \
nothing that was shown as saved.

The case log is one file that only your account may read. It is not encrypted by this program: turn on the \
encryption of your disk (BitLocker, FileVault, LUKS). Papers and copies that you export are not protected by this program.

Whoever works under your account can read what you can read."""
