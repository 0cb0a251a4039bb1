"""A program in Tesseract's place that does what the name of its language asks for."""

import os
import subprocess
import sys
import threading

TABLE = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"
ROW = "5\t1\t1\t1\t1\t{}\t0\t0\t9\t9\t{}\t{}\n"


def answer(language: str, picture: bytes) -> int:
    """Answer on standard output; return the exit status."""
    if language == "hang":
        threading.Event().wait()
    elif language == "launch":  # as a launcher does, whose child holds our ends of the pipes
        return subprocess.call([sys.executable, __file__, "-l", "hang"])
    elif language == "flood":
        while True:
            sys.stdout.write("heron " * 10_000)
    elif language == "deaf":
        os.close(0)
    elif language == "fail":
        return 3
    elif language == "nonsense":
        sys.stdout.buffer.write(b"\xff\xfe\t\t\t5\n5\tx\n" + bytes(range(256)) * 10)
        return 0
    elif language == "threads":
        picture = os.environ["OMP_THREAD_LIMIT"].encode()
    elif language == "environment":
        picture = " ".join(sorted(os.environ)).encode()
    heard = picture.split(b"\n")[0].decode()
    words = (ROW.format(number, 95.5, word) for number, word in enumerate(["Seen:", *heard.split()], start=1))
    sys.stdout.write(TABLE + "".join(words))
    return 0


if __name__ == "__main__":
    if "--list-langs" in sys.argv:
        print('List of available languages in "/nowhere" (3):\neng\ndeu\nosd')  # noqa: T201 - its answer
        sys.exit(0)
    chosen = sys.argv[sys.argv.index("-l") + 1]
    needs_picture = chosen not in {"hang", "launch", "flood", "deaf", "fail"}
    sys.exit(answer(chosen, sys.stdin.buffer.read() if needs_picture else b""))
