"""Which windows share a run."""

from collections.abc import Sequence


def batches(lengths: Sequence[int], budget: int) -> list[list[int]]:
    """Group neighbours in length, so that little is spent on padding.

    Args:
        lengths: Tokens of each window.
        budget: Tokens of one batch, padding included; a window longer than this is alone.

    Returns:
        Indices into *lengths*, every one once, the longest first.
    """
    groups: list[list[int]] = []
    for index in sorted(range(len(lengths)), key=lambda index: -lengths[index]):
        if groups and lengths[groups[-1][0]] * (len(groups[-1]) + 1) <= budget:
            groups[-1].append(index)
        else:
            groups.append([index])
    return groups
