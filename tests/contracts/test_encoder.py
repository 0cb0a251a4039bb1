"""What every encoder promises, the real one and the one that knows only words."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from app.domain.ports import Encoder
from app.domain.vectors import Vector
from app.encoding.onnx_encoder import OnnxEncoder
from app.places import resources
from tests.fakes.encoder import WordEncoder

SAME = 0.99999
TEXTS = [
    "The heron waits in shallow water.",
    "tax",
    "Die Rechnung vom 3. März ist noch offen.",
    "def area(radius: float) -> float:\n    return math.pi * radius**2",
    "The meeting was moved to Thursday because the room is being painted, and nobody minds. " * 6,
]
ODD_TEXTS = {
    "empty": "",
    "white space": " \n\t ",
    "one letter": "a",
    "punctuation": "?! ...",
    "emoji": "\N{PARTY POPPER}\N{SNOWMAN}",
    "another script": "東大寺の大仏",
    "control characters": "a\0b\x07c",
    "lone surrogate": "caf\udce9",
    "one endless word": "x" * 5_000,
    "very long": "the heron waits in shallow water " * 400,
}


def make_real() -> Encoder:
    return OnnxEncoder(resources() / "encoder")


MAKERS = pytest.mark.parametrize("make", [make_real, WordEncoder], ids=["onnx", "words"])


@pytest.fixture(params=[make_real, WordEncoder], ids=["onnx", "words"])
def encoder(request: pytest.FixtureRequest) -> Iterator[Encoder]:
    made: Encoder = request.param()
    yield made
    made.close()


def cosine(a: Vector, b: Vector) -> float:
    return float(a.astype(np.float64) @ b.astype(np.float64))


def test_passages_become_one_row_each_in_float32(encoder: Encoder) -> None:
    vectors = encoder.encode_passages(TEXTS)

    assert vectors.shape == (len(TEXTS), encoder.dimension)
    assert vectors.dtype == np.float32


def test_a_query_becomes_one_vector_in_float32(encoder: Encoder) -> None:
    vector = encoder.encode_query("herons")

    assert vector.shape == (encoder.dimension,)
    assert vector.dtype == np.float32


def test_every_vector_has_length_one(encoder: Encoder) -> None:
    vectors = encoder.encode_passages(TEXTS)

    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)


@pytest.mark.parametrize("text", ODD_TEXTS.values(), ids=ODD_TEXTS.keys())
def test_odd_texts_have_vectors_of_length_one_too(encoder: Encoder, text: str) -> None:
    (passage,) = encoder.encode_passages([text])
    query = encoder.encode_query(text)

    assert np.linalg.norm(passage) == pytest.approx(1, abs=1e-5)
    assert np.linalg.norm(query) == pytest.approx(1, abs=1e-5)


def test_no_passages_become_no_rows(encoder: Encoder) -> None:
    vectors = encoder.encode_passages([])

    assert vectors.shape == (0, encoder.dimension)
    assert vectors.dtype == np.float32


def test_rows_keep_the_order_of_the_texts(encoder: Encoder) -> None:
    there = encoder.encode_passages(TEXTS)
    back = encoder.encode_passages(TEXTS[::-1])[::-1]

    assert min(cosine(a, b) for a, b in zip(there, back, strict=True)) >= SAME
    assert cosine(there[0], there[1]) < SAME


def test_a_text_has_the_same_vector_alone_and_in_company(encoder: Encoder) -> None:
    together = encoder.encode_passages([*TEXTS, *ODD_TEXTS.values()])

    alone = [encoder.encode_passages([text])[0] for text in TEXTS]
    assert min(cosine(a, b) for a, b in zip(alone, together, strict=False)) >= SAME


def test_equal_texts_have_equal_vectors(encoder: Encoder) -> None:
    first, _, again = encoder.encode_passages([TEXTS[0], TEXTS[1], TEXTS[0]])

    assert cosine(first, again) >= SAME


def test_shared_words_bring_texts_nearer(encoder: Encoder) -> None:
    query = encoder.encode_query("a heron waits in the water")
    near, far = encoder.encode_passages(["The heron waits in shallow water", "Interest rates rose again"])

    assert cosine(query, near) > cosine(query, far)


def test_queries_may_be_asked_while_passages_are_encoded(encoder: Encoder) -> None:
    expected = encoder.encode_query(TEXTS[0])

    with ThreadPoolExecutor(1) as elsewhere:
        encoding = elsewhere.submit(encoder.encode_passages, TEXTS * 8)
        asked = [encoder.encode_query(TEXTS[0]) for _ in range(8)]
        vectors = encoding.result()

    assert min(cosine(each, expected) for each in [*asked, *vectors[:: len(TEXTS)]]) >= SAME


def test_a_passage_written_later_on_does_not_change_one_returned_before(encoder: Encoder) -> None:
    before = encoder.encode_passages(TEXTS)
    kept = before.copy()

    encoder.encode_passages(TEXTS[::-1])

    assert np.array_equal(before, kept)


@MAKERS
def test_two_encoders_of_a_kind_agree(make: Callable[[], Encoder]) -> None:
    one, other = make(), make()

    try:
        assert one.fingerprint
        assert one.fingerprint == other.fingerprint
        assert cosine(one.encode_query(TEXTS[2]), other.encode_query(TEXTS[2])) >= SAME
    finally:
        one.close()
        other.close()


@MAKERS
def test_an_encoder_may_be_closed_twice_and_then_encodes_no_more(make: Callable[[], Encoder]) -> None:
    made = make()
    made.encode_passages(TEXTS)

    made.close()
    made.close()

    with pytest.raises(RuntimeError):
        made.encode_query("too late")
    with pytest.raises(RuntimeError):
        made.encode_passages(["too late"])
