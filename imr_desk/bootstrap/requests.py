"""What the program asks of the worker process; the program itself imports nothing of what answers."""

import msgspec

READ, DRAFT, PROPOSE, RENDER = "read", "draft", "propose", "render"


class RenderRequest(msgspec.Struct, frozen=True, array_like=True):
    """A page to draw; ``content`` is empty when the document is thought to be open already."""

    content: bytes
    fingerprint: str
    page: int
    scale: float
