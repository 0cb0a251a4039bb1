"""One vector for several windows of a text."""

import numpy as np
import pytest
from numpy.typing import NDArray

from app.encoding.windows import mean_of_windows


def rows(*values: tuple[float, float]) -> NDArray[np.float32]:
    return np.array(values, np.float32)


def test_one_window_is_its_own_mean() -> None:
    assert mean_of_windows(rows((0.6, 0.8)), [12]) == pytest.approx([0.6, 0.8])


def test_equal_windows_weigh_alike() -> None:
    assert mean_of_windows(rows((1, 0), (0, 1)), [256, 256]) == pytest.approx([0.5**0.5, 0.5**0.5])


def test_a_window_weighs_as_much_as_it_has_tokens() -> None:
    assert mean_of_windows(rows((1, 0), (0, 1)), [4, 3]) == pytest.approx([0.8, 0.6])


def test_the_mean_has_length_one_in_float32() -> None:
    mean = mean_of_windows(rows((1, 0), (0.6, 0.8), (0, 1)), [256, 256, 17])

    assert np.linalg.norm(mean) == pytest.approx(1)
    assert mean.dtype == np.float32


def test_windows_that_cancel_each_other_out_leave_the_first() -> None:
    assert mean_of_windows(rows((1, 0), (-1, 0)), [5, 5]) == pytest.approx([1, 0])
