"""Text recognition: pictures of text to text."""
