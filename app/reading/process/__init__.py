"""The child process that reads, its limits, and its parent's end."""
