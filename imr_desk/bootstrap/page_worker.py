"""What runs inside the process that draws: pages become pixels. It imports little, so that it is there early.

Started as ``python -m imr_desk.bootstrap.page_worker``; everything is imported before the sandbox closes.
"""

import msgspec

from imr_desk.bootstrap.requests import RENDER, RenderRequest
from imr_desk.documents.pixels import packed
from imr_desk.documents.rendering import MupdfRenderer
from imr_desk.documents.serving import serve


def main() -> None:
    """Answer requests until the program ends."""
    renderer = MupdfRenderer()

    def render(payload: bytes) -> list[bytes | bytearray]:
        wanted = msgspec.msgpack.decode(payload, type=RenderRequest)
        return packed(renderer.render(wanted.content, wanted.fingerprint, wanted.page, wanted.scale))

    serve({RENDER: render})


if __name__ == "__main__":
    main()
