"""What every step of handling has."""

from abc import abstractmethod

import msgspec

from imr_desk.model.handling.standing import Handling
from imr_desk.model.signature import Signature


class BaseStep(msgspec.Struct, frozen=True, tag_field="step"):
    """One step of handling."""

    @abstractmethod
    def apply(self, handling: Handling, by: Signature) -> Handling:
        """Return the handling with this done.

        Raises:
            EditRefusedError: it does not fit; the sentence says why and what to do instead.
        """

    @property
    @abstractmethod
    def label(self) -> str:
        """Name the step for menus and the history ("assign to Ana")."""
