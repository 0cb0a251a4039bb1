"""A reading child that goes wrong in the way that a file's name asks for, be the file inside another one or not."""

import os
import signal
import sys
import threading
from pathlib import Path
from typing import BinaryIO
from unittest.mock import patch

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

from app.reading import reader
from app.reading.archives.entries import Container
from app.reading.formats import Format
from app.reading.process import child
from app.reading.process.wire import Message
from app.reading.process.wire import frame as real_frame
from app.reading.reader import _chosen as really_chosen

PIECE = 50_000_000


def chosen(source: BinaryIO, name: str) -> Format | Container:
    """Choose like the real child, unless the name is the name of a fault."""
    fault = name.partition(".")[0]
    if fault == "hang":
        threading.Event().wait()
    elif fault == "crash":
        os.kill(os.getpid(), signal.SIGKILL)
    elif fault == "leave":
        os._exit(3)
    elif fault == "memory":
        hoard = []
        while True:
            hoard.append(bytes(PIECE))
    elif fault == "noise":
        os.write(1, b"noise " * 1000)
        print("noise" * 1000, flush=True)  # noqa: T201 - what libraries do
    elif fault == "fault":
        raise LookupError("a heron in the message of an error")
    return really_chosen(source, name)


def frame(message: Message) -> bytes:
    """Encode like the real child, unless the text of the document asks for worse."""
    document = message.get("document", {})
    text = document.get("text", "")
    if text.startswith("garbage"):
        return b"garbage" * 10_000
    if text.startswith("wrong"):
        return real_frame({"document": {**document, "segments": [["page", 1, "", 0, 10**9, ""]]}})
    if text.startswith("riddle"):
        return real_frame({"sphinx": 3})
    return real_frame(message)


if __name__ == "__main__":
    with patch.object(reader, "_chosen", chosen), patch.object(child, "frame", frame):
        sys.exit(child.main())
