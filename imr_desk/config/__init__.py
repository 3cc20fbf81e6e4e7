"""Where things are on this computer: data, settings, the program's own resources."""
