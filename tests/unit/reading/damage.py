"""Bytes as bad disks and cut transfers leave them."""

import random


def mutated(content: bytes, chance: random.Random) -> bytes:
    data = bytearray(content)
    at = chance.randrange(len(data))
    if chance.random() < 0.5:
        data[at] = chance.randrange(256)
    else:
        del data[at : at + chance.randrange(1, 30)]
    return bytes(data)
