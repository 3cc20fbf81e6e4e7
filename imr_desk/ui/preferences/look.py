"""From choices to the look of the window."""

from PySide6.QtWidgets import QApplication

from imr_desk.model.settings import SCALE, THEME, Choices
from imr_desk.ui.dress import Dress
from imr_desk.ui.icons import Icons
from imr_desk.ui.theme import LIGHT, THEMES, Type, system_theme


def look_of(choices: Choices, icons: Icons) -> Dress:
    """Return the look that a person chose; “like the system” is asked of the system now."""
    named = {theme.name: theme for theme in THEMES}.get(str(choices[THEME]))
    app = QApplication.instance()
    system = system_theme(app) if isinstance(app, QApplication) else LIGHT
    return Dress(icons, named or system, Type(float(choices[SCALE])))
