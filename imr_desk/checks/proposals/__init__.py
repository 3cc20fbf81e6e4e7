"""Spans that the machine would label: sentences of rationales by kind, criteria, claims of absence, guesses."""
