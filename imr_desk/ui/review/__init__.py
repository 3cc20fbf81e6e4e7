"""The form: outcome, items, what the checks found, letter facts, and what is left to do."""
