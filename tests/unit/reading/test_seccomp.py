"""The filter of system calls, run as the kernel would run it, for processors that we do not have at hand too."""

import errno
import os
import struct

import pytest

from app.reading.process.seccomp import filter_program
from app.reading.process.syscalls import CLONE3, REFUSED

PID = 4711
PROCESSORS = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
ALLOWED, KILLED, REFUSED_BY = 0x7FFF0000, 0x80000000, 0x00050000
USUAL = {"x86_64": {"read": 0, "recvmsg": 47, "exit_group": 231}, "aarch64": {"read": 63, "recvmsg": 212}}


def verdict(processor: str, number: int, *arguments: int, seen: int | None = None) -> int:
    """What the filter says of one call."""
    values = [*arguments, *(0,) * (6 - len(arguments))]
    data = struct.pack("<iIQ6Q", number, PROCESSORS[processor] if seen is None else seen, 0, *values)
    program = list(struct.iter_unpack("<HBBI", filter_program(processor, PID)))
    register = at = 0
    while True:
        code, then, unless, operand = program[at]
        at += 1
        if code == 0x06:
            return int(operand)
        if code == 0x20:
            register = int.from_bytes(data[operand : operand + 4], "little")
        elif code == 0x54:
            register &= operand
        else:
            holds = register == operand if code == 0x15 else register >= operand
            at += then if holds else unless


def column(processor: str, name: str) -> int:
    number = REFUSED[name][list(PROCESSORS).index(processor)]
    assert number is not None
    return number


@pytest.mark.parametrize("processor", PROCESSORS)
def test_every_call_of_the_list_is_refused(processor: str) -> None:
    numbers = [pair[list(PROCESSORS).index(processor)] for pair in REFUSED.values()]
    writing = os.O_RDWR

    for number in filter(None, numbers):
        assert verdict(processor, number, writing, writing, writing) == REFUSED_BY | errno.EPERM


@pytest.mark.parametrize("processor", PROCESSORS)
def test_usual_calls_pass(processor: str) -> None:
    for number in USUAL[processor].values():
        assert verdict(processor, number) == ALLOWED


@pytest.mark.parametrize("processor", PROCESSORS)
def test_some_calls_pass_by_their_arguments(processor: str) -> None:
    thread = 0x003D0F00

    assert verdict(processor, column(processor, "openat"), 0, 0, os.O_RDONLY | os.O_CLOEXEC) == ALLOWED
    assert verdict(processor, column(processor, "clone"), thread) == ALLOWED
    assert verdict(processor, column(processor, "clone"), 17) == REFUSED_BY | errno.EPERM
    assert verdict(processor, column(processor, "tgkill"), PID) == ALLOWED
    assert verdict(processor, column(processor, "kill"), PID + 1) == REFUSED_BY | errno.EPERM
    assert verdict(processor, column(processor, "kill"), 2**64 - 1) == REFUSED_BY | errno.EPERM
    assert verdict(processor, CLONE3) == REFUSED_BY | errno.ENOSYS


def test_calls_in_the_numbers_of_another_processor_end_the_process() -> None:
    i386 = 0x40000003

    assert verdict("x86_64", 0, seen=i386) == KILLED
    assert verdict("x86_64", 0x40000000 + 1) == REFUSED_BY | errno.EPERM


def test_numbers_are_given_once() -> None:
    for numbers in zip(*REFUSED.values(), strict=True):
        given = [number for number in numbers if number is not None]
        assert len(given) == len(set(given))
