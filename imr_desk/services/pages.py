"""Pictures of a letter's pages, from the letter as the log keeps it."""

from collections import OrderedDict
from threading import Lock

from imr_desk.ports import CaseReading, PagePixels, PageRenderer

_KEPT_LETTERS = 4


class Pages:
    """Draws pages of cases. Blocks while it draws: call it from a lane, never from the Qt thread.

    Args:
        log: where the letters' bytes are.
        renderer: draws them, apart from the window.
    """

    def __init__(self, log: CaseReading, renderer: PageRenderer) -> None:
        self._log = log
        self._renderer = renderer
        self._letters: OrderedDict[int, bytes] = OrderedDict()
        self._lock = Lock()

    def picture(self, case_id: int, fingerprint: str, page: int, scale: float) -> PagePixels:
        """Draw page ``page`` (from 1) of a case at ``scale`` pixels a point.

        Raises:
            LetterError: the page cannot be drawn.
            CaseLogError: the letter cannot be taken out of the log.
        """
        return self._renderer.render(self._content(case_id), fingerprint, page, scale)

    def _content(self, case_id: int) -> bytes:
        with self._lock:
            kept = self._letters.get(case_id)
            if kept is not None:
                self._letters.move_to_end(case_id)
                return kept
        content = self._log.content(case_id)
        with self._lock:
            self._letters[case_id] = content
            while len(self._letters) > _KEPT_LETTERS:
                self._letters.popitem(last=False)
        return content
