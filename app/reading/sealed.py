"""Files of ciphers and keys: encrypted where the content tells, or nothing that people read."""

import re

from app.domain.errors import Reason

_ARMOUR = re.compile(rb"\s*-----BEGIN ([A-Z0-9 ]{3,40})-----")
"""As OpenPGP (RFC 9580, 6.2) and PEM (RFC 7468) write bytes in letters."""
_READABLE = b"PGP SIGNED MESSAGE"
_ENCRYPTED = frozenset({b"PGP MESSAGE", b"AGE ENCRYPTED FILE", b"ENCRYPTED PRIVATE KEY"})
_LOCKED = re.compile(
    rb"age-encryption\.org/v1\n|Salted__|U2FsdGVkX1|\$ANSIBLE_VAULT;|VimCrypt~|\0GITCRYPT\0|LUKS\xba\xbe"
    rb"|\x03\xd9\xa2\x9a[\x65-\x67]\xfb\x4b\xb5"  # KeePass
    rb"|\x30.{1,16}\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07[\x03\x06]"  # CMS (RFC 5652): enveloped, encrypted
    rb"|\x30.{1,16}\x06\x0b\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x01\x17",  # CMS: enveloped and authenticated
    re.DOTALL,
)
_PACKETS = frozenset(b"\x84\x85\x8c\x8d\xa4\xa5\xa6\xc1\xc3\xc9\xd2\xd4")
"""First bytes of an OpenPGP message that is encrypted (RFC 9580, 4.2): too little to tell without the suffix."""
_PACKET_SUFFIXES = frozenset({".gpg", ".pgp"})


def why_sealed(head: bytes, suffix: str) -> Reason | None:
    """Why a file that opens with *head* says nothing to people; None if it may."""
    if armour := _ARMOUR.match(head):
        if armour[1] == _READABLE:
            return None
        return Reason.ENCRYPTED if armour[1] in _ENCRYPTED else Reason.UNKNOWN_KIND
    if _LOCKED.match(head) or (suffix in _PACKET_SUFFIXES and head[0] in _PACKETS):
        return Reason.ENCRYPTED
    return None
