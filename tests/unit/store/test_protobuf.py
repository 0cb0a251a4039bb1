"""Messages are read by number, whatever else they hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.store.protobuf import TornMessage, read_message

# 1: 150, 2: "testing", 3: a message with 1: 7, 4: eight bytes, 5: four bytes, 1 once more: 3
SAMPLE = b"\x08\x96\x01\x12\x07testing\x1a\x02\x08\x07\x21abcdefgh\x2dabcd\x08\x03"


def test_numbers_texts_and_messages_are_found() -> None:
    message = read_message(SAMPLE)
    assert message.text(2) == "testing"
    assert message.content(4) == b"abcdefgh"
    assert [inner.integer(1) for inner in message.messages(3)] == [7]


def test_of_several_values_of_a_plain_field_the_last_counts() -> None:
    assert read_message(SAMPLE).integer(1) == 3


def test_what_is_not_there_is_zero_or_empty() -> None:
    message = read_message(b"")
    assert (message.integer(9), message.integer(9, missing=-1)) == (0, -1)
    assert (message.text(9), message.messages(9)) == ("", [])


@pytest.mark.parametrize(
    "torn", [b"\x08", b"\x08\xff", b"\x12\x07test", b"\x21abc", b"\x0b", b"\x08" + b"\xff" * 11]
)
def test_bytes_that_do_not_end_as_they_should_are_torn(torn: bytes) -> None:
    with pytest.raises(TornMessage):
        read_message(torn)


def test_a_field_of_another_type_is_torn() -> None:
    message = read_message(SAMPLE)
    with pytest.raises(TornMessage):
        message.integer(2)
    with pytest.raises(TornMessage):
        message.text(1)
    with pytest.raises(TornMessage):
        read_message(b"\x0a\x01\xff").text(1)


@given(st.binary(max_size=100))
def test_any_bytes_are_a_message_or_torn(noise: bytes) -> None:
    try:
        fields = read_message(noise).fields
    except TornMessage:
        return
    assert bool(fields) == bool(noise)
