"""Who works in the log: signing in, and the list of people."""
