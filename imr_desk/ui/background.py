"""Work off the Qt thread: one lane for each resource; results land on the Qt thread or nowhere."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

from imr_desk.model.errors import DeskError

T = TypeVar("T")


def only_desk_errors(error: Exception) -> None:
    """Pass over what the person is told elsewhere; anything else is a fault of the program.

    Raises:
        Exception: the error, when it carries no sentence for a person.
    """
    if not isinstance(error, DeskError):
        raise error


class Job:
    """One piece of work under way."""

    def __init__(self) -> None:
        self._forgotten = threading.Event()

    def cancel(self) -> None:
        """Forget the job: it is not begun if it still waits, and neither of its callbacks will be called."""
        self._forgotten.set()

    @property
    def cancelled(self) -> bool:
        """Tell whether it was forgotten; long work asks this between its steps."""
        return self._forgotten.is_set()


class _Arrivals(QObject):
    """Carries results over to the Qt thread."""

    arrived = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def _deliver(self, delivery: Callable[[], None]) -> None:
        delivery()


class Lane:
    """A queue of work for one resource, done in order by one thread.

    Args:
        name: name of the thread, for debuggers.
    """

    def __init__(self, name: str) -> None:
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)
        self._arrivals = _Arrivals()
        self._waiting = 0
        self._closed = False
        self._idle = threading.Condition()

    def run(
        self,
        owner: QObject,
        work: Callable[[], T],
        done: Callable[[T], Any] | None = None,
        failed: Callable[[Exception], Any] | None = None,
    ) -> Job:
        """Do ``work`` in the lane, then call ``done`` or ``failed`` on the Qt thread while ``owner`` lives.

        An error that nobody takes (``failed`` is ``None``) is raised on the Qt thread, where the program's
        hook for unexpected errors meets it.
        """
        job = Job()
        with self._idle:
            if self._closed:
                job.cancel()
                return job
            self._waiting += 1

        def deliver(call: Callable[[], Any]) -> None:
            def on_qt_thread() -> None:
                if not job.cancelled and isValid(owner):
                    call()

            self._arrivals.arrived.emit(on_qt_thread)

        def task() -> None:
            try:
                if not job.cancelled:
                    _carry_out(work, done, failed, deliver)
            finally:
                with self._idle:
                    self._waiting -= 1
                    self._idle.notify_all()

        self._pool.submit(task)
        return job

    @property
    def busy(self) -> bool:
        """Tell whether work is under way or waits."""
        with self._idle:
            return self._waiting > 0

    def close(self, *, finish: bool = True) -> None:
        """End the lane: after the work that waits, or (``finish=False``) after the one piece under way.

        What is asked of it afterwards is forgotten: the window it was for is gone.
        """
        with self._idle:
            self._closed = True
        self._pool.shutdown(wait=True, cancel_futures=not finish)


def _carry_out(
    work: Callable[[], T],
    done: Callable[[T], Any] | None,
    failed: Callable[[Exception], Any] | None,
    deliver: Callable[[Callable[[], Any]], None],
) -> None:
    try:
        result = work()
    except Exception as error:  # noqa: BLE001 - handed to the Qt thread whole
        caught = error
        deliver((lambda: failed(caught)) if failed is not None else (lambda: _raise(caught)))
    else:
        if done is not None:
            deliver(lambda: done(result))


def _raise(error: Exception) -> None:
    raise error
