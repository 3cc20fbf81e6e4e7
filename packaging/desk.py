#!/usr/bin/env python3
"""Sets imr_desk up in its own folder and does one thing with it; see --help.

This file alone is read by whatever Python it is started with, so it keeps to words that old ones know.
"""

import sys

if sys.version_info < (3, 11):
    sys.exit(
        "imr_desk needs Python 3.11 or newer and this is Python %d.%d. "
        "Install a newer one (from python.org or with the system's package manager) "
        "and start this file with it, for example: python3.12 packaging/desk.py" % sys.version_info[:2]
    )

from setup_steps.commands import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
