"""How far first and second readers agree: figures, charts, and the differences themselves."""
