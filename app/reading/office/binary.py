"""Numbers in binary files, least byte first; 0 where the bytes end before they do."""


def u16(data: bytes, at: int) -> int:
    """The two bytes at *at*, without a sign."""
    return int.from_bytes(data[at : at + 2], "little")


def u32(data: bytes, at: int) -> int:
    """The four bytes at *at*, without a sign."""
    return int.from_bytes(data[at : at + 4], "little")
