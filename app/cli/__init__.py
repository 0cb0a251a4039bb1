"""The command line: everything that the window does, without it."""
