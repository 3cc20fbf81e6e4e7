"""The commands of desk.py."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from setup_steps.checkout import Checkout, Kind, this_checkout
from setup_steps.children import attend, end_in_order, hand_over
from setup_steps.messages import SetupStoppedError, say
from setup_steps.screen import has_display
from setup_steps.set_up import set_up

_USAGE_ERROR = 2
_INTERRUPTED = 130


class Command(NamedTuple):
    """One word after desk.py: what it takes, what it is for, and what carries it out."""

    name: str
    takes: str
    tells: str
    act: Callable[[Checkout, Sequence[str]], int]


def open_workstation(checkout: Checkout, arguments: Sequence[str]) -> int:
    """The main job: the workstation on a fresh case log with the sample letters, the first one open."""
    if arguments:
        return _refuse("The main job takes nothing more; `desk.py run` passes words on to imr-desk.")
    display = has_display(os.environ)
    set_up(checkout, "run", display=display)
    if display:
        return _program(checkout, ["demo"])
    pictures = checkout.root / "build" / "first-look"
    say(f"There is no display here, so the same job is done off screen; pictures go to {pictures}.")
    return _off_screen(checkout, ["demo", "--pictures", str(pictures)])


def run_program(checkout: Checkout, arguments: Sequence[str]) -> int:
    """imr-desk itself, in the person's own folder."""
    set_up(checkout, "run", display=has_display(os.environ))
    return _program(checkout, arguments)


def take_looks(checkout: Checkout, arguments: Sequence[str]) -> int:
    """Pictures of the screens, drawn off screen so that they are the same everywhere."""
    if len(arguments) != 1 or arguments[0].startswith("-"):
        return _refuse("Say which folder the pictures go to: desk.py looks DIR.")
    set_up(checkout, "run", display=False)
    return _off_screen(checkout, ["demo", "--every-screen", "--pictures", str(Path(arguments[0]).absolute())])


def run_suite(checkout: Checkout, arguments: Sequence[str]) -> int:
    """Gates and tests."""
    from setup_steps.suite import closing_line, run_gates, run_tests

    _set_up_for_development(checkout)
    verdicts = [*run_gates(checkout), *run_tests(checkout, arguments)]
    print(closing_line(verdicts), flush=True)
    return next((verdict.status for verdict in verdicts if verdict.status != 0), 0)


def run_checks(checkout: Checkout, arguments: Sequence[str]) -> int:
    """Gates alone."""
    from setup_steps.suite import closing_line, run_gates

    if arguments:
        return _refuse("`desk.py check` takes nothing more; it looks at the whole project.")
    _set_up_for_development(checkout)
    verdicts = run_gates(checkout)
    print(closing_line(verdicts), flush=True)
    return next((verdict.status for verdict in verdicts if verdict.status != 0), 0)


def run_bench(checkout: Checkout, arguments: Sequence[str]) -> int:
    """The performance figures, measured in one run."""
    from setup_steps.suite import test_room

    _set_up_for_development(checkout)
    with test_room(os.environ) as room:
        command = [str(checkout.python), "-m", "tests.performance.bench", *arguments]
        return attend(command, checkout.root, room.env)


def set_up_only(checkout: Checkout, arguments: Sequence[str]) -> int:
    """The set-up and nothing else, with a second look at everything."""
    if any(argument != "--dev" for argument in arguments):
        return _refuse("`desk.py setup` takes only --dev: the tests' packages too.")
    kind: Kind = "dev" if arguments else "run"
    set_up(checkout, kind, display=has_display(os.environ), thorough=True)
    return 0


COMMANDS = (
    Command(
        "", "", "open the workstation with sample letters (without a display: do it off screen)", open_workstation
    ),
    Command(
        "run", "[ARGUMENT...]", "start imr-desk with these arguments, for example: run open letter.pdf", run_program
    ),
    Command(
        "test", "[PYTEST ARGUMENT...]", "run the gates and the whole test suite, or pytest with arguments", run_suite
    ),
    Command("check", "", "run the gates alone: ruff, mypy, import rules", run_checks),
    Command("looks", "DIR", "write pictures of the screens into DIR", take_looks),
    Command("bench", "[--json]", "print the table of the performance figures", run_bench),
    Command("setup", "[--dev]", "set up only, and look again at everything that was set up before", set_up_only),
)


def help_text() -> str:
    """What --help prints."""
    rows = [(" ".join(filter(None, ("desk.py", each.name, each.takes))), each.tells) for each in COMMANDS]
    width = max(len(usage) for usage, _ in rows)
    lines = "\n".join(f"  {usage:<{width}}  {tells}" for usage, tells in rows)
    return f"""\
Sets imr_desk up in its own folder and does one thing with it.

{lines}

Begin with `python3 packaging/desk.py`: it makes .venv, installs the locked packages into it (on Debian and
Ubuntu also the system libraries that Qt needs, where it may) and opens the window. It asks nothing. The next
start finds all of it there. A set-up that was cut off is mended by the next start; to begin from nothing,
delete the folder .venv. While you work on the project: `desk.py check` often, `desk.py test` before you commit,
`desk.py test tests/unit -k deadline` for some of the tests. The exit status is that of the command that ran.
"""


def main(arguments: Sequence[str]) -> int:
    """Carries out one command; gives the exit status."""
    if arguments and arguments[0] in ("-h", "--help", "help"):
        print(help_text(), end="")
        return 0
    name, rest = (arguments[0], arguments[1:]) if arguments else ("", ())
    command = next((each for each in COMMANDS if each.name == name), None)
    if command is None:
        return _refuse(f"There is no command `{name}`.")
    end_in_order()
    try:
        return command.act(this_checkout(), rest)
    except SetupStoppedError as stopped:
        say(str(stopped))
        return 1
    except KeyboardInterrupt:
        say("Stopped. The next start goes on from here.")
        return _INTERRUPTED


def _set_up_for_development(checkout: Checkout) -> None:
    set_up(checkout, "dev", display=has_display(os.environ))


def _program(checkout: Checkout, arguments: Sequence[str]) -> int:
    hand_over([str(checkout.script("imr-desk")), *arguments], os.environ)


def _off_screen(checkout: Checkout, arguments: Sequence[str]) -> int:
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    hand_over([str(checkout.script("imr-desk")), *arguments], env)


def _refuse(sentence: str) -> int:
    say(f"{sentence} See: desk.py --help")
    return _USAGE_ERROR
