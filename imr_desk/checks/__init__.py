"""Checks: what the text of a letter shows and where, for a person to weigh; never a verdict."""
