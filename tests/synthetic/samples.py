"""The letters that are shipped for a first look at the program: names, letters and renderings."""

from collections.abc import Callable

import msgspec

from tests.synthetic.letter import Letter
from tests.synthetic.making import make_letter
from tests.synthetic.renderings import render_pdf, render_seed_text

_FIRST_NUMBER = 9_000_001


class Sample(msgspec.Struct, frozen=True):
    """A shipped letter: its file name, and how to render it."""

    name: str
    letter: Letter
    render: Callable[[Letter], bytes]


def _seed_text(letter: Letter) -> bytes:
    return render_seed_text(letter).encode("utf-8")


def shipped_samples() -> tuple[Sample, ...]:
    """The six letters: short, mixed, long, older text with its damages, notice of 2013, partial approvals."""
    first = _FIRST_NUMBER
    return (
        Sample(
            "sample-1-one-item.pdf",
            make_letter(
                "D",
                first,
                items=1,
                decisions="overturned",
                categories="Diagnostic Testing",
                length="short",
                decoys=False,
                echo_slips=False,
            ),
            render_pdf,
        ),
        Sample(
            "sample-2-three-items.pdf",
            make_letter(
                "D",
                first + 1,
                items=3,
                decisions=("upheld", "overturned", "upheld"),
                categories=("Pharmaceuticals", "Diagnostic Testing", "Rehabilitation"),
                kinds="plain",
                length="middle",
                decoys=False,
                echo_slips=False,
            ),
            render_pdf,
        ),
        Sample(
            "sample-3-surgery-and-services.pdf",
            make_letter(
                "D",
                first + 2,
                items=21,
                decisions=("upheld",) * 15 + ("overturned", "upheld", "overturned") + ("upheld",) * 3,
                kinds=("plain",) + ("associated_surgical",) * 12 + ("plain",) * 8,
                categories=("Surgery",),
                length="long",
                decoys=False,
                echo_slips=False,
            ),
            render_pdf,
        ),
        Sample(
            "sample-4-older-letter.txt",
            make_letter(
                "C",
                first + 3,
                items=3,
                decisions=("overturned", "upheld", "overturned"),
                categories=("Rehabilitation", "Rehabilitation", "Injection"),
                defects=("missing_conclusion", None, "cut_in_citation"),
                length="middle",
                hyphen_break=True,
                redacted=False,
                echo_slips=False,
            ),
            _seed_text,
        ),
        Sample(
            "sample-5-notice-of-2013.pdf",
            make_letter("B", first + 4, items=2, length="middle", redacted=False),
            render_pdf,
        ),
        Sample(
            "sample-6-partial-approvals.pdf",
            make_letter(
                "D",
                first + 5,
                items=4,
                decisions=("upheld", "upheld", "overturned", "upheld"),
                kinds=("partial_remaining", "partial_original_eligible", "partial_remaining", "plain"),
                categories=(None, "Rehabilitation", "Rehabilitation", None),
                boilerplates=("before", None, None, "after"),
                length="middle",
                decoys=False,
                echo_slips=False,
            ),
            render_pdf,
        ),
    )
