"""``python -m imr_desk``."""

from imr_desk.cli.main import main

main()
