"""Places in text: Python counts code points, Qt counts UTF-16 units."""

from bisect import bisect_left


class Units:
    """Converts places in one text."""

    def __init__(self, text: str) -> None:
        self._wide = [place for place, character in enumerate(text) if ord(character) > 0xFFFF]

    def at(self, code_points: int) -> int:
        """The UTF-16 place of a code point's place."""
        return code_points + bisect_left(self._wide, code_points)
