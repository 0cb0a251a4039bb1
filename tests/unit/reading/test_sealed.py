"""Encrypted files, and keys, are told by what they hold; what is merely signed is read."""

import pytest

from app.domain.errors import Reason, Unreadable
from tests.unit.reading.files import read

LETTERS = b"\n\nhQEMA5vJ6PqtrBPlAQf/WcEpDWbpfVcS\n=njUN\n"
NOISE = bytes(range(255, 0, -1)) * 8
ENVELOPED = b"\x30\x82\x04\x10\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07"


def armoured(name: str) -> bytes:
    return b"-----BEGIN " + name.encode() + b"-----" + LETTERS + b"-----END " + name.encode() + b"-----\n"


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.asc", armoured("PGP MESSAGE"), Reason.ENCRYPTED),
        ("a.txt", b"\n" + armoured("PGP MESSAGE"), Reason.ENCRYPTED),
        ("a.age", armoured("AGE ENCRYPTED FILE"), Reason.ENCRYPTED),
        ("a.age", b"age-encryption.org/v1\n-> X25519 abc\n" + NOISE, Reason.ENCRYPTED),
        ("a.gpg", b"\x85\x01\x0c" + NOISE, Reason.ENCRYPTED),
        ("letter.docx.gpg", b"\x8c\x0d\x04" + NOISE, Reason.ENCRYPTED),
        ("a.pgp", b"\xd2\xc0" + NOISE, Reason.ENCRYPTED),
        ("smime.p7m", ENVELOPED + b"\x03" + NOISE, Reason.ENCRYPTED),
        ("secrets.kdbx", b"\x03\xd9\xa2\x9a\x67\xfb\x4b\xb5" + NOISE, Reason.ENCRYPTED),
        ("old.kdb", b"\x03\xd9\xa2\x9a\x65\xfb\x4b\xb5" + NOISE, Reason.ENCRYPTED),
        ("a.enc", b"Salted__" + NOISE, Reason.ENCRYPTED),
        ("vault.yml", b"$ANSIBLE_VAULT;1.1;AES256\n6164", Reason.ENCRYPTED),
        ("a.key", armoured("ENCRYPTED PRIVATE KEY"), Reason.ENCRYPTED),
        ("a.asc", armoured("PGP PUBLIC KEY BLOCK"), Reason.UNKNOWN_KIND),
        ("a.asc", armoured("PGP SIGNATURE"), Reason.UNKNOWN_KIND),
        ("a.pem", armoured("CERTIFICATE"), Reason.UNKNOWN_KIND),
        ("id_rsa", armoured("OPENSSH PRIVATE KEY"), Reason.UNKNOWN_KIND),
        ("smime.p7s", ENVELOPED + b"\x02" + NOISE, Reason.UNKNOWN_KIND),
    ],
)
def test_what_is_sealed_has_its_reason(name: str, data: bytes, reason: Reason) -> None:
    with pytest.raises(Unreadable) as caught:
        read(data, name)

    assert caught.value.reason is reason


@pytest.mark.parametrize(
    ("name", "data"),
    [
        (
            "a.asc",
            b"-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nThe heron waits.\n"
            + armoured("PGP SIGNATURE"),
        ),
        ("a.txt", b"How to read a key:\n\nThe heron waits.\n" + armoured("CERTIFICATE")),
        ("a.gpg", b"The heron waits."),
    ],
)
def test_what_is_signed_or_told_of_is_read(name: str, data: bytes) -> None:
    assert "The heron waits." in read(data, name).text
