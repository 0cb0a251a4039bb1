"""What the bundled encoder understands, and what it costs."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from app.domain.vectors import Vector
from app.encoding.onnx_encoder import OnnxEncoder
from app.places import resources

ROOT = Path(__file__).parents[3]
MEMORY_MB = 200
ENCODE_ONLY = """
import re, sys
from pathlib import Path
from app.encoding.onnx_encoder import OnnxEncoder
from app.places import resources

with OnnxEncoder(resources() / "encoder") as encoder:
    encoder.encode_passages(["the heron waits " * (length % 90) for length in range(0, 1800, 7)])
print(re.search(r"VmHWM:\\s*(\\d+)", Path("/proc/self/status").read_text())[1])
"""


@pytest.fixture
def encoder() -> Iterator[OnnxEncoder]:
    with OnnxEncoder(resources() / "encoder") as opened:
        yield opened


def cosine(a: Vector, b: Vector) -> float:
    return float(a @ b)


@pytest.mark.parametrize(
    ("query", "answer", "unrelated"),
    [
        (
            "how long may I wait before I have to pay the bill",
            "Invoices are due within thirty days of receipt.",
            "The bill of the heron is long, yellow and pointed.",
        ),
        (
            "stop the baby from crying at night",
            "Ways to help an infant sleep through until morning",
            "Stop the night train at the next station",
        ),
        (
            "read a file line by line",
            "with open(path) as lines:\n    for line in lines:\n        print(line)",
            "She read every line of the letter twice.",
        ),
    ],
)
def test_the_same_thing_in_other_words_is_nearer_than_the_same_words_about_another(
    encoder: OnnxEncoder, query: str, answer: str, unrelated: str
) -> None:
    asked = encoder.encode_query(query)
    near, far = encoder.encode_passages([answer, unrelated])

    assert cosine(asked, near) > cosine(asked, far)


def test_case_and_accents_do_not_matter(encoder: OnnxEncoder) -> None:
    plain, accented = encoder.encode_passages(["the cafe resume", "THE CAFÉ RÉSUMÉ"])

    assert cosine(plain, accented) == pytest.approx(1, abs=1e-5)


def test_the_end_of_an_over_long_text_counts(encoder: OnnxEncoder) -> None:
    filler = "The minutes of the last meeting were read and approved. " * 60
    without, with_end = encoder.encode_passages([filler, filler + "Herons nest in the tall trees. " * 20])

    herons = encoder.encode_query("where herons nest")
    assert cosine(herons, with_end) > cosine(herons, without) + 0.1


def test_a_text_of_two_equal_windows_has_the_vector_of_one(encoder: OnnxEncoder) -> None:
    one_window = "water " * 254  # each word one token, and two tokens frame a window of 256

    once, twice = encoder.encode_passages([one_window, one_window * 2])

    assert cosine(once, twice) == pytest.approx(1, abs=1e-5)


def test_the_number_of_workers_does_not_change_a_vector(encoder: OnnxEncoder) -> None:
    texts = [f"The heron waits {number} hours" for number in range(12)]
    with OnnxEncoder(resources() / "encoder", workers=1) as single:
        assert np.allclose(single.encode_passages(texts), encoder.encode_passages(texts), atol=1e-6)


def test_reading_the_manifest_loads_neither_runtime_nor_tokenizer() -> None:
    code = (
        "import sys, app.encoding.manifest; sys.exit(bool({'onnxruntime', 'tokenizers'} & set(sys.modules)))"
    )

    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="peak memory is read from /proc")
def test_a_process_that_only_encodes_stays_small() -> None:
    done = subprocess.run(
        [sys.executable, "-c", ENCODE_ONLY], cwd=ROOT, check=True, capture_output=True, text=True
    )

    assert int(done.stdout) * 1024 / 1e6 < MEMORY_MB
