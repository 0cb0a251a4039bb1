"""What lies inside one file, brought into the catalogue while the file is read."""

from collections.abc import Iterator
from dataclasses import replace

from app.catalogue.documents import Documents
from app.catalogue.rows import File
from app.domain.contents import Member
from app.domain.document import Document
from app.domain.errors import Reason, Unreadable
from app.indexing.ignore import file_rule, folder_rule


class Inside:
    """One file that holds documents, while it is read for the first time or anew.

    Until the end of it the file counts as not looked at, so that a crash costs the rest, not the whole:
    documents whose bytes are known are kept, whatever they are called now.
    """

    def __init__(self, documents: Documents, file: File, reader_version: str) -> None:
        self._documents = documents
        self._file = file
        self._reader_version = reader_version
        self._known = documents.members(file.location, reader_version)
        self._present: set[int] = set()
        documents.hold(file, "", reader="")

    def take(self, member: Member) -> tuple[int | None, bool]:
        """Bring one document in: (its id, None where a rule passes it over; whether it is new)."""
        *folders, name = member.name.split("/")
        if file_rule(name) or any(map(folder_rule, folders)):
            return None, False
        location = replace(self._file.location, member=member.name)
        file = replace(self._file, location=location, content_hash=member.content_hash)
        document = self._kept(member)
        is_new = document is None
        if document is not None:
            self._documents.rename_member(document, member.name)
            self._documents.touch(document, file)
        elif isinstance(member.outcome, Document):
            document = self._documents.store(file, member.outcome, self._reader_version)
        else:
            reason, detail = member.outcome.reason, member.outcome.detail
            document = self._documents.fail(file, reason, detail, self._reader_version)
        self._present.add(document)
        return document, is_new

    def end(self, file: File, failure: Unreadable | None) -> Unreadable | None:
        """Forget what is inside no more; say why nothing could be read, where that is so.

        *file* is as it was at the end; *failure* is why the rest could not be read.
        """
        if not self._present:
            failure = failure or Unreadable(Reason.EMPTY)
            self._documents.fail(file, failure.reason, failure.detail, self._reader_version)
            return failure
        left_out = f"what follows the first {len(self._present):,} documents" if failure else ""
        identity = self._documents.hold(file, left_out, self._reader_version)
        self._documents.forget_members(identity, but=self._present)
        return None

    def _kept(self, member: Member) -> int | None:
        """The document with these bytes that was here before and is not taken yet."""
        if not isinstance(member.outcome, Document):
            return None
        known: Iterator[int] = iter(self._known.get(member.content_hash, ()))
        return next((document for document in known if document not in self._present), None)
