"""What a person can choose: settings and keys, the dialog for both, and where they are remembered."""
