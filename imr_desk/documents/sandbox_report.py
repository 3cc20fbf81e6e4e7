"""What protects this computer from a hostile letter, said layer by layer."""

import msgspec


class Layer(msgspec.Struct, frozen=True):
    """One protection: its name, whether it is there, and a sentence that says what that means."""

    name: str
    active: bool
    sentence: str


class SandboxReport(msgspec.Struct, frozen=True):
    """Every protection of the process that reads letters, there or not."""

    layers: tuple[Layer, ...]

    @property
    def whole(self) -> bool:
        """Tell whether every layer is there."""
        return all(layer.active for layer in self.layers)

    def active(self, name: str) -> bool:
        """Tell whether the layer of this name is there."""
        return any(layer.active for layer in self.layers if layer.name == name)
