"""Rows and trees."""
