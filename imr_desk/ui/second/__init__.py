"""Second readings on the screen: reading blind, settling differences, drawing cases."""
