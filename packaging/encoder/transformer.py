"""The encoder's network as an ONNX graph: BERT (Devlin et al. 2019), mean pooling, unit length.

    input_ids, attention_mask: int64[batch, length]  ->  embedding: float32[batch, hidden_size]

Inside, a batch is one long list of tokens, float32[tokens, width]; only attention and pooling see
texts. Add and LayerNormalization stand apart where ONNX Runtime offers a fused operator: the fused
one (SkipLayerNormalization) measured slower, see `docs/decisions/0002-encoder.md`.
"""

from dataclasses import dataclass

import numpy as np
import onnx
from arithmetic import Arithmetic, Rows
from graph import CONTRIB, Graph
from weights import Weights

GELU_FLOOR = -0.17
"""GELU has its minimum, -0.16997, near -0.75."""


@dataclass(frozen=True, slots=True)
class Shape:
    """The network's measures, by the names of its published configuration."""

    hidden_size: int
    num_hidden_layers: int
    num_attention_heads: int
    layer_norm_eps: float


def write_transformer(
    name: str, shape: Shape, weights: Weights, arithmetic: Arithmetic, max_tokens: int
) -> onnx.ModelProto:
    """The whole network in the given numbers; a text may have at most *max_tokens* tokens."""
    return _Writer(shape, weights, arithmetic).write(name, max_tokens)


class _Writer:
    """Writes one network into one graph."""

    def __init__(self, shape: Shape, weights: Weights, arithmetic: Arithmetic) -> None:
        self._shape = shape
        self._weights = weights
        self._arithmetic = arithmetic
        self._graph = graph = Graph()
        width = shape.hidden_size
        self._columns = graph.constant("axis.columns", np.array([1], np.int64))
        self._size = graph.add("Shape", "input_ids")
        self._texts = graph.add(
            "Concat", self._size, graph.constant("width", np.array([width], np.int64)), axis=0
        )
        self._tokens = graph.constant("tokens", np.array([-1, width], np.int64))
        self._mask = graph.add("Cast", "attention_mask", to=onnx.TensorProto.INT32)

    def write(self, name: str, max_tokens: int) -> onnx.ModelProto:
        tokens = self._embed(max_tokens)
        for number in range(self._shape.num_hidden_layers):
            tokens = self._layer(f"encoder.layer.{number}", tokens)
        inputs = ["input_ids", "attention_mask"]
        return self._graph.finish(name, inputs, self._pool(tokens), self._shape.hidden_size)

    def _embed(self, max_tokens: int) -> str:
        """Word, position and the one token type there is, summed and normalised."""
        graph, weights = self._graph, self._weights
        word_table = weights["embeddings.word_embeddings.weight"]
        words = self._arithmetic.look_up(graph, "words", word_table, "input_ids")
        position_table = weights["embeddings.position_embeddings.weight"][:max_tokens]
        position_table = position_table + weights["embeddings.token_type_embeddings.weight"][0]
        zero = graph.constant("zero", np.array([0], np.int64))
        length = graph.add("Gather", self._size, self._columns, axis=0)
        positions = graph.add("Slice", graph.constant("positions", position_table), zero, length, zero)
        summed = graph.add("Add", words, graph.add("Unsqueeze", positions, zero))
        return self._normalise("embeddings", graph.add("Reshape", summed, self._tokens))

    def _layer(self, name: str, tokens: str) -> str:
        """Attention, then two dense layers; each is added to what came in and normalised."""
        graph = self._graph
        attended = self._dense(f"{name}.attention.output", self._attention(f"{name}.attention.self", tokens))
        tokens = self._normalise(f"{name}.attention.output", graph.add("Add", attended, tokens))
        wide = self._multiply(f"{name}.intermediate.dense", self._arithmetic.prepare(graph, tokens))
        bias = self._weight(f"{name}.intermediate.dense.bias")
        bent = graph.add("BiasGelu", wide, bias, domain=CONTRIB)
        narrow = self._dense(f"{name}.output", bent, floor=GELU_FLOOR)
        return self._normalise(f"{name}.output", graph.add("Add", narrow, tokens))

    def _attention(self, name: str, tokens: str) -> str:
        """Every token looks at the unmasked tokens of its own text."""
        graph, parts = self._graph, ("query", "key", "value")
        rows = self._arithmetic.prepare(self._graph, tokens)
        inputs = [graph.add("Reshape", self._multiply(f"{name}.{part}", rows), self._texts) for part in parts]
        biases = np.concatenate([self._weights[f"{name}.{part}.bias"] for part in parts])
        context = graph.add(
            "MultiHeadAttention",
            *inputs,
            graph.constant(f"{name}.bias", biases),
            self._mask,
            domain=CONTRIB,
            num_heads=self._shape.num_attention_heads,
        )
        return graph.add("Reshape", context, self._tokens)

    def _pool(self, tokens: str) -> str:
        """Sum of the unmasked tokens, scaled to length 1: the scaling makes a mean of the sum."""
        graph = self._graph
        mask = graph.add("Cast", "attention_mask", to=onnx.TensorProto.FLOAT)
        row = graph.add("Unsqueeze", mask, self._columns)
        summed = graph.add("MatMul", row, graph.add("Reshape", tokens, self._texts))
        return graph.add("LpNormalization", graph.add("Squeeze", summed, self._columns), p=2, axis=1)

    def _dense(self, name: str, activations: str, floor: float | None = None) -> str:
        rows = self._arithmetic.prepare(self._graph, activations, floor)
        product = self._multiply(f"{name}.dense", rows)
        return self._graph.add("Add", product, self._weight(f"{name}.dense.bias"))

    def _normalise(self, name: str, activations: str) -> str:
        return self._graph.add(
            "LayerNormalization",
            activations,
            self._weight(f"{name}.LayerNorm.weight"),
            self._weight(f"{name}.LayerNorm.bias"),
            axis=-1,
            epsilon=self._shape.layer_norm_eps,
        )

    def _multiply(self, name: str, rows: Rows) -> str:
        """*rows* times the layer's weights, which are stored as [outputs, inputs]."""
        return self._arithmetic.multiply(self._graph, rows, name, self._weights[f"{name}.weight"].T)

    def _weight(self, name: str) -> str:
        return self._graph.constant(name, self._weights[name])
