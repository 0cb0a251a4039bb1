"""The whole headless application as one object; the one place where the concrete parts meet."""
