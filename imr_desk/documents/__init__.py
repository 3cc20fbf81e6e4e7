"""Letters as files: what they are, their text, their pictures, and the process in which hostile ones are opened."""
