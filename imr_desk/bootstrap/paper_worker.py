"""What runs inside the process that makes copies of letters: with highlights, or with words taken out.

Started as ``python -m imr_desk.bootstrap.paper_worker`` when the first copy is asked for; everything is imported
before the sandbox closes.
"""

import msgspec

from imr_desk.bootstrap.requests import MARK, REDACT, MarkRequest, RedactRequest
from imr_desk.config.places import resources_folder
from imr_desk.documents.language_data import language_data
from imr_desk.documents.marking import marked
from imr_desk.documents.marking_text import marked_text
from imr_desk.documents.redaction_proved import redacted
from imr_desk.documents.serving import Channel, serve

_FONT = "SourceSerif4-Regular.ttf"


def main() -> None:
    """Answer requests until the program ends."""
    channel = Channel.claimed()
    font = (resources_folder() / "fonts" / _FONT).read_bytes()
    data = language_data()

    def mark(payload: bytes) -> bytes:
        wanted = msgspec.msgpack.decode(payload, type=MarkRequest)
        if wanted.letter.has_paper:
            return marked(wanted.content, wanted.letter, wanted.marks)
        return marked_text(wanted.letter, wanted.marks, font)

    def redact(payload: bytes) -> bytes:
        wanted = msgspec.msgpack.decode(payload, type=RedactRequest)
        made = redacted(wanted.content, wanted.letter, wanted.withheld, data, channel.step)
        return msgspec.msgpack.encode(made)

    serve({MARK: mark, REDACT: redact}, channel)


if __name__ == "__main__":
    main()
