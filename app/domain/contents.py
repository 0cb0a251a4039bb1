"""A file that holds documents: an archive, a mailbox."""

from dataclasses import dataclass

from app.domain.document import Document
from app.domain.errors import Unreadable


@dataclass(frozen=True, slots=True)
class Member:
    """A document inside a file, or why it could not be read."""

    name: str
    """Within its file, `/` between names; where a name comes twice, the last one counts."""
    content_hash: bytes
    """BLAKE2b-128 of its bytes; empty where they could not be had."""
    outcome: Document | Unreadable
