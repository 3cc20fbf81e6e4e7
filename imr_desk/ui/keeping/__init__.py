"""How the case log is kept, at the window: the way in, backups, protection, locking."""
