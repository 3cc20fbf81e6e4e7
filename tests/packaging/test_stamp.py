from collections.abc import Callable
from pathlib import Path

import pytest
from setup_steps.checkout import Checkout, this_python
from setup_steps.stamp import UNFINISHED, Stamp, covers, read_stamp, write_stamp


def stamp_of(checkout: Checkout) -> Stamp:
    """What a finished set-up of both kinds writes; its environment is put there too."""
    for path in (checkout.python, checkout.script("imr-desk")):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    return Stamp(
        finished=True,
        root=str(checkout.root),
        python=this_python(),
        packages=(("dev", checkout.digest("dev")), ("run", checkout.digest("run"))),
        project=checkout.project_digest(),
        installed=("click", "msgspec"),
        outside=("libegl1", "libgl1"),
    )


def test_a_stamp_reads_back_as_written_and_leaves_nothing_beside_it(checkout: Checkout) -> None:
    stamp = stamp_of(checkout)

    write_stamp(checkout.stamp, stamp)

    assert read_stamp(checkout.stamp) == stamp
    assert [path.name for path in checkout.stamp.parent.iterdir() if path.is_file()] == ["set-up.json"]


def test_a_finished_set_up_covers_both_kinds(checkout: Checkout) -> None:
    stamp = stamp_of(checkout)

    assert covers(stamp, checkout, "dev", ("libgl1",))
    assert covers(stamp, checkout, "run", ())


def test_a_run_time_set_up_does_not_cover_development(checkout: Checkout) -> None:
    stamp = stamp_of(checkout)._replace(packages=(("run", checkout.digest("run")),))

    assert covers(stamp, checkout, "run", ())
    assert not covers(stamp, checkout, "dev", ())


def test_a_system_package_that_was_never_looked_for_is_not_covered(checkout: Checkout) -> None:
    assert not covers(stamp_of(checkout), checkout, "run", ("libgl1", "xvfb"))


@pytest.mark.parametrize(
    "change",
    [
        lambda stamp, checkout: stamp._replace(finished=False),
        lambda stamp, checkout: stamp._replace(root="/elsewhere"),
        lambda stamp, checkout: stamp._replace(python="cpython-399 linux 64-bit"),
        lambda stamp, checkout: (checkout.requirements("run").write_text("new==1\n"), stamp)[1],
        lambda stamp, checkout: (checkout.project_file.write_text("[project]\n"), stamp)[1],
        lambda stamp, checkout: (checkout.python.unlink(), stamp)[1],
        lambda stamp, checkout: (checkout.script("imr-desk").unlink(), stamp)[1],
    ],
    ids=["cut off", "moved", "another Python", "other lock", "other project file", "no Python", "no command"],
)
def test_whatever_changed_calls_for_a_set_up(checkout: Checkout, change: Callable[[Stamp, Checkout], Stamp]) -> None:
    stamp = change(stamp_of(checkout), checkout)

    assert not covers(stamp, checkout, "run", ())


@pytest.mark.parametrize("text", ["", "{", "[]", '{"form": 0}', '{"form": 1, "finished": true}', "\x00\x00"])
def test_a_stamp_that_cannot_be_understood_counts_as_cut_off(tmp_path: Path, text: str) -> None:
    (tmp_path / "stamp").write_text(text, encoding="utf-8")

    assert read_stamp(tmp_path / "stamp") == UNFINISHED


def test_no_stamp_is_told_from_a_broken_one(tmp_path: Path) -> None:
    assert read_stamp(tmp_path / "stamp") is None
