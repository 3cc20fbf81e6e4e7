"""The window. Qt lives here and only here."""

import builtins

_python_import = builtins.__import__

import PySide6.QtCore  # noqa: E402, F401

# Qt for Python puts an import of its own in the place of Python's, which reads the source of every module that is
# loaded afterwards, to learn whether ``from __feature__ import ...`` concerns it (PYSIDE-2029). Nobody here writes
# that, so that only the reading is left: a sixth of the time that the window's code takes to load.
builtins.__import__ = _python_import
