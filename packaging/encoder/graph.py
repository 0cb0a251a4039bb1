"""An ONNX graph while it is being written: a thin, typed layer over `onnx.helper`."""

from collections import Counter
from typing import Any, TypeAlias

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import helper, numpy_helper

Attribute: TypeAlias = int | float | onnx.TensorProto

OPSET = 18
CONTRIB = "com.microsoft"
"""ONNX Runtime's own operators: fused attention, GELU with bias, integer matrix product to float."""
IR_VERSION = 9


class Graph:
    """Nodes in the order they are added, constants by name; a value is known by its name.

    Names are counted, so that the same calls give the same bytes.
    """

    def __init__(self) -> None:
        self._nodes: list[onnx.NodeProto] = []
        self._constants: dict[str, onnx.TensorProto] = {}
        self._outputs: dict[bytes, str] = {}
        self._made: Counter[str] = Counter()

    def constant(self, name: str, values: NDArray[Any]) -> str:
        """Keep *values* under *name*; a name asked for again means the first values."""
        if name not in self._constants:
            self._constants[name] = numpy_helper.from_array(np.ascontiguousarray(values), name)
        return name

    def add(self, operator: str, *inputs: str, domain: str = "", **attributes: Attribute) -> str:
        """Append a node with one output and return the name of that output.

        Nodes have no side effects: one that stands there already is not made a second time.
        """
        node = helper.make_node(operator, inputs, [], domain=domain)
        node.attribute.extend(helper.make_attribute(key, attributes[key]) for key in sorted(attributes))
        key = to_bytes(node)
        if key not in self._outputs:
            self._made[operator] += 1
            node.name = f"{operator}_{self._made[operator]}"
            node.output.append(node.name)
            self._nodes.append(node)
            self._outputs[key] = node.name
        return self._outputs[key]

    def finish(self, name: str, inputs: list[str], output: str, dimension: int) -> onnx.ModelProto:
        """Close the graph.

        Args:
            name: Of the graph.
            inputs: Each an int64[batch, length].
            output: Value that becomes the only output, `embedding`: float32[batch, dimension].
            dimension: Length of one vector.

        Returns:
            The checked ONNX model.
        """
        nodes = [*self._nodes, helper.make_node("Identity", [output], ["embedding"], name="embedding")]
        shape = ["batch", "length"]
        graph = helper.make_graph(
            nodes,
            name,
            [helper.make_tensor_value_info(each, onnx.TensorProto.INT64, shape) for each in inputs],
            [helper.make_tensor_value_info("embedding", onnx.TensorProto.FLOAT, ["batch", dimension])],
            list(self._constants.values()),
        )
        opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(CONTRIB, 1)]
        model = helper.make_model(graph, opset_imports=opsets, ir_version=IR_VERSION, producer_name="clew")
        onnx.checker.check_model(model)
        return model


def to_bytes(proto: onnx.ModelProto | onnx.NodeProto) -> bytes:
    """As it is written to a file; the same content always gives the same bytes."""
    return bytes(proto.SerializeToString(deterministic=True))
