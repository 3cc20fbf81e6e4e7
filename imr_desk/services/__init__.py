"""What a reviewer can do, without a window."""
