"""What a screen reader is told of the real window, by the accessibility bus of the desktop; no Qt on this side.

Run by the system's own Python (it has the bindings) on a bus of its own, with a display: arguments are the program's
command line. It waits for the window, presses Tab until it is around, and prints JSON: every stop in its order, the
letter, and the marked evidence.
"""

import json
import subprocess
import sys
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib

_LONGEST = 60.0
"""Seconds until something that was waited for counts as missing."""
_TAB, _F8 = 0xFF09, 0xFFC5
_MOST_STOPS = 200


def described(thing):
    """Return what is said of a thing."""
    return {"name": thing.get_name(), "role": thing.get_role_name(), "description": thing.get_description()}


class Reader:
    """Hears where the keyboard goes, and looks around in the window."""

    def __init__(self, pid):
        self.pid = pid
        self.loop = GLib.MainContext.default()
        self.focus = None
        self.listener = Atspi.EventListener.new(self.moved)
        self.listener.register("object:state-changed:focused")

    def moved(self, event):
        """Take note of what has the keyboard now."""
        if event.detail1 and event.source is not None and event.source.get_process_id() == self.pid:
            self.focus = event.source

    def until(self, condition, seconds=_LONGEST):
        """Let events arrive until a condition holds; tell whether it did."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            while self.loop.iteration(False):
                pass
            if answer := condition():
                return answer
            time.sleep(0.01)
        return None

    def press(self, key):
        """Press a key and wait until the keyboard is elsewhere; tell whether it went there."""
        before = self.focus
        Atspi.generate_keyboard_event(key, None, Atspi.KeySynthType.SYM)
        return self.until(lambda: self.focus != before, 5.0)

    def program(self):
        """Return the program on the bus."""
        desktop = Atspi.get_desktop(0)
        for place in range(desktop.get_child_count()):
            child = desktop.get_child_at_index(place)
            if child is not None and child.get_process_id() == self.pid:
                return child
        return None

    def find(self, wanted, here=None):
        """Return the first thing in the program that fits, depth first."""
        here = here or self.program()
        if here is None:
            return None
        if wanted(here):
            return here
        for place in range(here.get_child_count()):
            child = here.get_child_at_index(place)
            if child is not None and (found := self.find(wanted, child)) is not None:
                return found
        return None


def told_of(thing):
    """Return all that is said of the letter: its words, and those that are marked."""
    thing.clear_cache()
    length = Atspi.Text.get_character_count(thing)
    return {**described(thing), "text": Atspi.Text.get_text(thing, 0, length)}


def main():
    program = subprocess.Popen(sys.argv[1:])
    try:
        reader = Reader(program.pid)
        if not reader.until(lambda: reader.focus is not None):
            sys.exit("the program never told where the keyboard is")
        letter = reader.until(lambda: reader.find(lambda it: (it.get_name() or "").startswith("Letter, page")))
        if letter is None:
            sys.exit("the letter is nowhere on the bus")
        reader.until(lambda: "Evidence" in told_of(letter)["description"])
        first = told_of(letter)
        reader.press(_F8)
        reader.until(lambda: told_of(letter)["description"] != first["description"])
        second = told_of(letter)
        begin, stops = reader.focus, [described(reader.focus)]
        while len(stops) < _MOST_STOPS and reader.press(_TAB) and reader.focus != begin:
            stops.append(described(reader.focus))
        around = len(stops) > 1 and reader.focus == begin
        print(json.dumps({"letter": first, "after_next": second, "stops": stops, "around": around}))
    finally:
        program.kill()
        program.wait()


main()
