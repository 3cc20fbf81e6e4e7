"""The letter beside its form: its pages as printed, or its text, with the evidence of what is in focus."""
