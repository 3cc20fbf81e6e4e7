"""The real window, which dies of a fault in native code as soon as it stands; argument: the case log."""

import faulthandler
import sys
from pathlib import Path

from PySide6.QtCore import QTimer

from imr_desk.bootstrap.workstation import open_workstation
from imr_desk.ui import app as desk_app

workstation = open_workstation(Path(sys.argv[1]))
desk_app.application(workstation.resources)
QTimer.singleShot(0, faulthandler._sigsegv)
desk_app.run(workstation)
