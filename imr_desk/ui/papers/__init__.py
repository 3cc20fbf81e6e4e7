"""What leaves the desk: which paper, for whom, looked at first, then saved, printed or copied."""
