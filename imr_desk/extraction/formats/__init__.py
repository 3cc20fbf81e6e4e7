"""One module for each layout of letters; none knows another."""
