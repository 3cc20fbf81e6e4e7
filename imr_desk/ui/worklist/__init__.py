"""The queue: views with counts, search, the cases, and what could not be read."""
