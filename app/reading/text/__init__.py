"""Text, marked up or not, and source code."""
