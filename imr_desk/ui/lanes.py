"""The threads of one window, by what they wait for."""

from imr_desk.ui.background import Lane


class Lanes:
    """One lane for each resource: what waits for one never waits for another."""

    def __init__(self) -> None:
        self.log, self.pages, self.printing = Lane("case-log"), Lane("pages"), Lane("printing")
        self.reading = (Lane("intake"), Lane("intake-2"))

    def close(self) -> None:
        """End all of them; only what is on its way into the log is finished first."""
        for lane in (*self.reading, self.pages, self.printing, self.log):
            lane.close(finish=lane is self.log)
