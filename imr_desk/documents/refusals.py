"""Why a file is refused, each with a sentence that a claims adjuster can act on."""

from imr_desk.model.errors import LetterError, LetterErrorKind

MAX_BYTES = 64 * 1024 * 1024
"""Size of the largest file that is looked at; letters have some hundred kilobytes, scans a few megabytes."""

MAX_PAGES = 500
"""More pages than any letter has (real ones have 2 to 21), few enough to read in the time a person waits."""

_PRINT_TO_PDF = "Open it in its own program, save or print it as PDF, and import that."


def empty() -> LetterError:
    """Return the refusal of a file with nothing in it."""
    return LetterError(
        LetterErrorKind.EMPTY, "This file is empty. Fetch the letter again from where it came from and import that."
    )


def too_large(size: int) -> LetterError:
    """Return the refusal of a file of ``size`` bytes."""
    return LetterError(
        LetterErrorKind.TOO_LARGE,
        f"This file has {size / 1_048_576:,.0f} MB; letters of up to {MAX_BYTES // 1_048_576} MB are read. "
        "Save the pages of the letter as a file of their own and import that.",
    )


def too_many_pages(count: int) -> LetterError:
    """Return the refusal of a file with more pages than any letter has."""
    return LetterError(
        LetterErrorKind.TOO_MANY_PAGES,
        f"This file has {count:,} pages; letters of up to {MAX_PAGES} pages are read. "
        "Save the pages of the letter as a file of their own and import that.",
    )


def no_pages() -> LetterError:
    """Return the refusal of a PDF that opens without any page."""
    return LetterError(
        LetterErrorKind.NO_PAGES,
        "This PDF has no pages that can be read; it was probably damaged on its way. Ask for a fresh copy.",
    )


def password() -> LetterError:
    """Return the refusal of a PDF that opens only with a password."""
    return LetterError(
        LetterErrorKind.PASSWORD,
        "This PDF is locked with a password. Open it in a PDF viewer with the password, print it to a new PDF, "
        "and import that.",
    )


def damaged() -> LetterError:
    """Return the refusal of a PDF that is damaged beyond reading."""
    return LetterError(
        LetterErrorKind.DAMAGED, "This PDF is damaged and cannot be read. Ask for a fresh copy of the letter."
    )


def too_large_unpacked() -> LetterError:
    """Return the refusal of a PDF that takes more memory than any letter, such as a decompression bomb."""
    return LetterError(
        LetterErrorKind.TOO_LARGE,
        "This PDF becomes too large when it is unpacked and was not read, to protect this computer. "
        "Ask for a fresh copy, or print the letter to a new PDF.",
    )


def other_kind(what: str) -> LetterError:
    """Return the refusal of a file that is ``what`` ("a Word document") instead of a letter."""
    return LetterError(LetterErrorKind.NOT_A_LETTER, f"This file is {what}. {_PRINT_TO_PDF}")


def web_page() -> LetterError:
    """Return the refusal of HTML, which is most often the log-in page that came instead of the letter."""
    return LetterError(
        LetterErrorKind.NOT_A_LETTER,
        "This file is a web page, not the letter. Often it is the log-in page of the site: log in there, "
        "download the letter again, and import that.",
    )


def picture(what: str) -> LetterError:
    """Return the refusal of a picture, ``what`` being its kind ("a PNG picture")."""
    return LetterError(
        LetterErrorKind.NOT_A_LETTER,
        f"This file is {what}. Put all pages of the letter into one PDF (print them to PDF) and import that.",
    )


def archive() -> LetterError:
    """Return the refusal of an archive, such as ZIP."""
    return LetterError(
        LetterErrorKind.NOT_A_LETTER,
        "This file is a compressed archive. Unpack it and import the letter that is inside.",
    )


def mail() -> LetterError:
    """Return the refusal of an e-mail."""
    return LetterError(
        LetterErrorKind.NOT_A_LETTER,
        "This file is an e-mail. Open it in the mail program, save the attached letter, and import that.",
    )


def unknown() -> LetterError:
    """Return the refusal of a file in which no kind of letter is recognized."""
    return LetterError(
        LetterErrorKind.NOT_A_LETTER,
        "This file is neither a PDF nor text, so no letter can be read from it. "
        "Ask for the letter as PDF and import that.",
    )


def timed_out(seconds: float) -> LetterError:
    """Return the refusal of a letter that took longer than ``seconds``."""
    return LetterError(
        LetterErrorKind.TIMEOUT,
        f"This letter was given up after {seconds:.0f} seconds; letters take less than one. Nothing else is harmed. "
        "Ask for a fresh copy, or print the letter to a new PDF.",
    )


def crashed() -> LetterError:
    """Return the refusal of a letter in the midst of which the worker process ended."""
    return LetterError(
        LetterErrorKind.CRASHED,
        "This letter could not be read safely: it broke the part of the program that reads letters. "
        "Nothing else is harmed. Ask for a fresh copy, or print the letter to a new PDF.",
    )


def cancelled() -> LetterError:
    """Return what ends a request that the person stopped."""
    return LetterError(LetterErrorKind.CANCELLED, "Reading was stopped; the letter can be imported again.")


def no_worker() -> LetterError:
    """Return what to say when the worker process cannot be started."""
    return LetterError(
        LetterErrorKind.CRASHED,
        "The part of the program that reads letters did not start. Start the program again; "
        "if that does not help, install it again.",
    )
