"""The library in a process of its own: server, client, and what they say to each other."""
