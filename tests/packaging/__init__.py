"""The set-up: desk.py, its steps, the lock files and the CI script."""
