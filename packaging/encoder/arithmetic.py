"""In which numbers the graph counts: float32, or int8 with one scale a token.

The usual dynamic quantization takes one activation scale for the whole batch, so that a text's
vector depends on its batch-mates. Here every token row has a scale of its own, as in LLM.int8()
(Dettmers et al. 2022, section 2.1, "vector-wise quantization"), and no row sees another.
"""

from typing import NamedTuple, Protocol

import numpy as np
import onnx
from graph import CONTRIB, Graph
from numpy.typing import NDArray
from onnx import helper
from weights import Floats

UINT8_MAX = 255
INT8_MAX = 127
MIDDLE = 128
"""Zero point of activations of either sign."""
LOW = 16
"""Zero point of activations that hardly go below zero: nearly twice the steps for the rest."""
SMALLEST = 1e-12
"""A row of zeros is divided by this instead of by nothing."""


class Rows(NamedTuple):
    """Activations made ready once for the matrix products that share them."""

    values: str
    """[tokens, width]"""
    scales: str = ""
    """float32[tokens, 1], what one step of a row is worth; empty in full precision."""
    zero_point: int = 0


class Arithmetic(Protocol):
    """What the transformer asks of its numbers."""

    def look_up(self, graph: Graph, name: str, table: Floats, ids: str) -> str:
        """float32[batch, length, width]: the rows of *table* that *ids* name."""
        ...

    def prepare(self, graph: Graph, activations: str, floor: float | None = None) -> Rows:
        """Make float32[tokens, width] ready for `multiply`; *floor*: they are known to be above it."""
        ...

    def multiply(self, graph: Graph, rows: Rows, name: str, weight: Floats) -> str:
        """float32[tokens, columns]: *rows* times *weight*, float32[width, columns]."""
        ...


class FullPrecision:
    """Everything in float32: the twin that the int8 graph is measured against."""

    def look_up(self, graph: Graph, name: str, table: Floats, ids: str) -> str:
        """See `Arithmetic`."""
        return graph.add("Gather", graph.constant(name, table), ids, axis=0)

    def prepare(self, graph: Graph, activations: str, floor: float | None = None) -> Rows:  # noqa: ARG002 - nothing to prepare
        """See `Arithmetic`."""
        return Rows(activations)

    def multiply(self, graph: Graph, rows: Rows, name: str, weight: Floats) -> str:
        """See `Arithmetic`."""
        return graph.add("MatMul", rows.values, graph.constant(name, weight))


class PerTokenInt8:
    """Activations uint8 with a scale per token, weights int8 with a scale per column.

    Weights of seven bits cannot overflow the 16-bit sums of processors without VNNI
    (2 * 255 * 63 < 2**15), so that such processors compute the same integers.
    """

    def __init__(self, weight_bits: int) -> None:
        self._weight_max = 2 ** (weight_bits - 1) - 1

    def look_up(self, graph: Graph, name: str, table: Floats, ids: str) -> str:
        """See `Arithmetic`; one scale per row of the table."""
        scales = np.maximum(np.abs(table).max(axis=1, keepdims=True), SMALLEST) / INT8_MAX
        integers = graph.add("Gather", graph.constant(name, _rounded(table / scales, INT8_MAX)), ids, axis=0)
        worth = graph.add("Gather", graph.constant(f"{name}.scales", _floats(scales)), ids, axis=0)
        return graph.add("Mul", graph.add("Cast", integers, to=onnx.TensorProto.FLOAT), worth)

    def prepare(self, graph: Graph, activations: str, floor: float | None = None) -> Rows:
        """See `Arithmetic`; the largest magnitude of a row becomes the largest integer.

        With a *floor*, zero lies at `LOW` and a step is never too small for the floor to be reached.
        """
        if floor is None:
            zero_point, least_step, reach = MIDDLE, SMALLEST, graph.add("Abs", activations)
        else:
            zero_point, least_step, reach = LOW, -floor / LOW, activations
        columns = graph.constant("axis.columns", np.array([1], np.int64))
        largest = graph.add("ReduceMax", reach, columns, keepdims=1)
        step = graph.constant(f"step.{zero_point}", _floats(1 / (UINT8_MAX - zero_point)))
        least = graph.constant(f"least.{zero_point}", _floats(least_step))
        scales = graph.add("Max", graph.add("Mul", largest, step), least)
        flat = graph.add("Squeeze", scales, columns)
        zero_points = _one_per_token(graph, zero_point)
        return Rows(graph.add("QuantizeLinear", activations, flat, zero_points, axis=0), scales, zero_point)

    def multiply(self, graph: Graph, rows: Rows, name: str, weight: Floats) -> str:
        """See `Arithmetic`."""
        scales = np.abs(weight).max(axis=0) / self._weight_max
        product = graph.add(
            "MatMulIntegerToFloat",
            rows.values,
            graph.constant(name, _rounded(weight / scales, self._weight_max)),
            graph.constant("one", _floats(1)),
            graph.constant(f"{name}.scales", _floats(scales)),
            graph.constant(f"zero_point.{rows.zero_point}", np.array(rows.zero_point, np.uint8)),
            domain=CONTRIB,
        )
        return graph.add("Mul", product, rows.scales)


def _one_per_token(graph: Graph, zero_point: int) -> str:
    """uint8[tokens], all *zero_point*: what QuantizeLinear wants beside a scale per row."""
    first = graph.constant("axis.first", np.array([0], np.int64))
    tokens = graph.add("Unsqueeze", graph.add("Size", "input_ids"), first)
    value = helper.make_tensor("zero_point", onnx.TensorProto.UINT8, [1], [zero_point])
    return graph.add("ConstantOfShape", tokens, value=value)


def _rounded(values: NDArray[np.floating], largest: int) -> NDArray[np.int8]:
    return np.clip(np.round(values), -largest, largest).astype(np.int8)


def _floats(values: float | NDArray[np.floating]) -> Floats:
    return np.asarray(values, np.float32)
