"""What somebody may not do stays in sight, switched off, with the reason."""

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget


def allow(act: QAction | QWidget, refusal: str) -> None:
    """Switch an act on, or off with the reason; the reason is its tooltip and what screen readers say of it."""
    kept = act.property("toolTipWhenAllowed")
    if kept is None:
        kept = act.toolTip()
        act.setProperty("toolTipWhenAllowed", kept)
    act.setEnabled(not refusal)
    act.setToolTip(refusal or str(kept))
    if isinstance(act, QAction):
        act.setStatusTip(refusal)
    else:
        act.setAccessibleDescription(refusal)
