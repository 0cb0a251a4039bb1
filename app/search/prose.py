"""Telling sentences that somebody wrote to be read from heads of mails, headings and marks."""

import re

_MARKUP = re.compile(r"[#|<>{}=*`~]|-{2}|_{2}")
"""What opens a heading, a row of a table, a tag, a quoted or fenced line."""
_HEAD_LINE = re.compile(r"[A-Z][\w-]*(?: [\w-]+)?: ?")
"""`Subject: `, `Reply-To: `."""
_END = re.compile("[.!?\u2026\u3002\uff01\uff1f][\"'\u201d\u2019)\\]\u300d\u300f\uff09]*$")
LONG = 80
"""Code points from which a line is hardly a heading, however it ends."""


def is_prose(sentence: str) -> bool:
    """Whether *sentence* reads as one; where in doubt, it does not."""
    if _MARKUP.match(sentence):
        return False
    lines = sentence.splitlines()
    if len(lines) > 1 and sum(bool(_HEAD_LINE.match(line)) for line in lines) > len(lines) / 2:
        return False
    return _END.search(sentence) is not None or len(sentence) >= LONG
