"""The composition root: the one place where services meet what they are made of."""

from imr_desk.bootstrap.workstation import open_workshop, open_workstation

__all__ = ["open_workshop", "open_workstation"]
