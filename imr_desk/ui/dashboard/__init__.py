"""The dashboard: what waits, what was done, how it came out; each number leads to its cases."""
