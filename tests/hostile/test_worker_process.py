"""The worker process dies, hangs and lies; the program that asks it gets a sentence each time and goes on."""

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from imr_desk.documents.limits import Limits
from imr_desk.documents.worker import WorkerProcess
from imr_desk.model.errors import LetterError, LetterErrorKind
from tests.hostile.conftest import PROBE


def error_of(worker: WorkerProcess, verb: str, payload: bytes = b"") -> LetterError:
    with pytest.raises(LetterError) as caught:
        worker.request(verb, payload)
    assert caught.value.sentence.endswith(".")
    return caught.value


def process_of(worker: WorkerProcess) -> int:
    return int(bytes(worker.request("process", b"")))


def is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    try:
        return Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return sys.platform != "linux"


def wait_until(condition) -> None:
    for _ in range(1000):
        if condition():
            return
        time.sleep(0.01)
    raise AssertionError("the condition never came")


@pytest.mark.parametrize("size", [0, 1, 70_000, 5_000_000])
def test_payloads_come_back_whole_whatever_libraries_print(probe, size):
    payload = bytes(range(256)) * (size // 256 + 1)
    assert bytes(probe.request("echo", payload)) == payload


@pytest.mark.parametrize("death", ["read nothing", "abort", "leave", "fail"])
def test_a_death_is_a_sentence_and_the_next_request_is_answered(probe, death):
    before = process_of(probe)
    assert error_of(probe, death).kind is LetterErrorKind.CRASHED
    assert process_of(probe) != before


def test_an_unknown_verb_is_a_sentence_too(probe):
    assert error_of(probe, "no such verb").kind is LetterErrorKind.CRASHED


def test_memory_ends_at_the_limit_and_not_at_the_machine(probe):
    if not probe.report().active("memory"):
        pytest.skip("this system does not limit memory")
    assert error_of(probe, "take memory").kind is LetterErrorKind.TOO_LARGE
    assert bytes(probe.request("echo", b"x")) == b"x"


@pytest.mark.parametrize("hang", ["sleep", "compute"])
def test_a_hang_ends_at_the_limit(hasty_probe, hang):
    process_of(hasty_probe)
    start = time.monotonic()
    error = error_of(hasty_probe, hang)
    assert error.kind is LetterErrorKind.TIMEOUT
    assert "1 seconds" in error.sentence or "1 second" in error.sentence
    assert time.monotonic() - start < 8
    assert bytes(hasty_probe.request("echo", b"x")) == b"x"


def test_announced_steps_give_more_time_but_not_for_ever(hasty_probe):
    assert bytes(hasty_probe.request("steps", b"5")) == b"done"
    assert error_of(hasty_probe, "steps", b"100").kind is LetterErrorKind.TIMEOUT


def test_a_refusal_keeps_its_kind_and_sentence_and_the_process(probe):
    before = process_of(probe)
    error = error_of(probe, "refuse", b"password")
    assert (error.kind, error.sentence) == (LetterErrorKind.PASSWORD, "This letter is refused.")
    assert process_of(probe) == before


def test_after_a_damaged_letter_the_process_is_replaced(probe):
    before = process_of(probe)
    assert error_of(probe, "refuse", b"damaged").kind is LetterErrorKind.DAMAGED
    assert process_of(probe) != before
    distrusting = int(bytes(probe.request("distrust", b"")))
    assert process_of(probe) != distrusting


def test_recycling_replaces_the_process(probe):
    before = process_of(probe)
    probe.recycle()
    assert process_of(probe) != before
    assert not is_running(before)


def test_a_process_that_died_while_idle_is_replaced_without_a_word(probe):
    before = process_of(probe)
    os.kill(before, 9)
    wait_until(lambda: not is_running(before))
    assert process_of(probe) != before


def test_cancelling_ends_the_request_at_work(probe):
    process_of(probe)
    caught: list[LetterError] = []

    def ask() -> None:
        try:
            probe.request("sleep", b"")
        except LetterError as error:
            caught.append(error)

    thread = threading.Thread(target=ask)
    thread.start()
    wait_until(lambda: probe._busy)
    probe.cancel()
    thread.join(10)
    assert [error.kind for error in caught] == [LetterErrorKind.CANCELLED]
    assert bytes(probe.request("echo", b"x")) == b"x"


def test_cancelling_with_nothing_at_work_harms_nobody(probe):
    before = process_of(probe)
    probe.cancel()
    assert process_of(probe) == before


def test_requests_of_many_threads_are_answered_one_after_the_other(probe):
    answers: dict[int, bytes] = {}

    def ask(number: int) -> None:
        for turn in range(5):
            payload = b"%d-%d" % (number, turn) * 1000
            answers[number * 10 + turn] = bytes(probe.request("echo", payload)) if turn else payload
            assert answers[number * 10 + turn] == payload

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(answers) == 40


def test_closing_ends_a_request_at_work_within_a_second():
    worker = WorkerProcess(PROBE)
    worker.request("echo", b"")
    caught: list[LetterError] = []

    def ask() -> None:
        try:
            worker.request("compute", b"")
        except LetterError as error:
            caught.append(error)

    thread = threading.Thread(target=ask)
    thread.start()
    wait_until(lambda: worker._busy)
    start = time.monotonic()
    worker.close()
    took = time.monotonic() - start
    thread.join(10)
    assert took < 1
    assert [error.kind for error in caught] == [LetterErrorKind.CANCELLED]
    assert error_of(worker, "echo").kind is LetterErrorKind.CANCELLED
    worker.close()


def test_closing_a_worker_that_never_ran_is_no_trouble():
    WorkerProcess(PROBE).close()


def test_starting_does_not_wait_and_twice_is_once():
    with WorkerProcess(PROBE) as worker:
        worker.start()
        worker.start()
        first = process_of(worker)
        worker.start()
        assert process_of(worker) == first


@pytest.mark.parametrize("module", ["tests.hostile.no_such_module", "tests.hostile.mutations"])
def test_a_module_that_is_no_worker_is_a_sentence(module):
    with WorkerProcess(module) as worker, pytest.raises(LetterError) as caught:
        worker.request("echo", b"")
    assert "did not start" in caught.value.sentence


def test_a_module_that_starts_too_slowly_is_a_sentence():
    with WorkerProcess(PROBE, Limits(start_seconds=0.001)) as worker, pytest.raises(LetterError) as caught:
        worker.request("echo", b"")
    assert "did not start" in caught.value.sentence


def test_the_worker_ends_with_the_program_that_started_it_even_while_it_computes():
    if sys.platform == "win32":
        pytest.skip("Windows ends a computing worker at its time limit")
    program = (
        "import os, sys, threading\n"
        "from imr_desk.documents.worker import WorkerProcess\n"
        f"worker = WorkerProcess({PROBE!r})\n"
        "print(bytes(worker.request('process', b'')).decode(), flush=True)\n"
        "threading.Thread(target=worker.request, args=('compute', b''), daemon=True).start()\n"
        "sys.stdin.read()\n"
    )
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    with subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment
    ) as parent:
        worker = int(parent.stdout.readline())
        assert is_running(worker)
        parent.kill()
    wait_until(lambda: not is_running(worker))


def test_the_program_itself_never_loads_mupdf_to_talk_to_its_worker():
    program = (
        "import sys, imr_desk.documents.worker, imr_desk.documents.pixels, imr_desk.documents.received\n"
        "print('pymupdf' in sys.modules)"
    )
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    answer = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, env=environment)
    assert answer.stdout.strip() == b"False"
