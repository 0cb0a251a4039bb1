"""LaTeX: the text without its commands."""

import io
import time

import pytest

from app.domain.document import Document, Kind, SegmentKind
from app.reading.draft import compose
from app.reading.text.latex import DEEPEST, read_latex
from tests.unit.reading.files import labels, texts
from tests.unit.reading.mutated import mutations, outcomes

HOSTILE = b"\\{}$%[]\n\xff"

PAPER = r"""
\documentclass[a4paper]{article}
\usepackage{graphicx}
\newcommand{\bird}[1]{the \emph{#1}}
\title{On herons\thanks{To all.}}
\author{Ann Example \and Ben}
\date{2024-01-31}
\begin{document}
\maketitle
\begin{abstract}
They wait.
\end{abstract}
\section{Food}\label{sec:food}
Fish~and frogs --- see \cite[p.~3]{smith} % not this
and \textbf{also \emph{mice}}.
\input{secret}
\subsection*{Caf\'e of \"Olands}
Stra\ss e\footnote{A street.}.
\begin{itemize}
  \item One
  \item Two
\end{itemize}
\end{document}
After the end.
"""


def read(text: str | bytes, characters: int = 100_000) -> Document:
    data = text.encode() if isinstance(text, str) else text
    return compose(read_latex(io.BytesIO(data), characters), characters)


def test_sections_are_segments() -> None:
    document = read(PAPER)

    assert document.kind is Kind.MARKUP
    assert {segment.place.kind for segment in document.segments} == {SegmentKind.SECTION}
    assert labels(document) == ["", "Food", "Food > Caf\u00e9 of \u00d6lands"]


def test_title_author_and_date_are_what_the_preamble_states() -> None:
    document = read(PAPER)

    assert document.title.startswith("On herons")
    assert (document.author, document.created) == ("Ann Example, Ben", "2024-01-31")


def test_commands_are_not_text_but_their_arguments_may_be() -> None:
    assert texts(read(PAPER)) == [
        "They wait.",
        "Food\n\nFish and frogs \u2014 see and also mice.",
        "Caf\u00e9 of \u00d6lands\n\nStra\u00dfe (A street.).\n\n- One\n- Two",
    ]


def test_text_without_a_preamble_is_read_from_its_head() -> None:
    assert read("Plain \\emph{words}.").text == "Plain words."


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        (r"100\% \& more \_ \{x\}", "100% & more _ {x}"),
        (r"``quoted'' and \textquotedblleft x", "\u201cquoted\u201d and x"),
        (r"\href{https://a.example}{here}", "here"),
        (r"\textcolor{red}{warm}", "warm"),
        (r"\setlength{\parindent}{0pt}Text", "Text"),
        (r"a\rule{0.5\linewidth}{1pt}b", "ab"),
        (r"$E = mc^2$ holds", "E = mc^2 holds"),
        (r"\verb|\a{b}| stays", r"\a{b} stays"),
        (r"\c{c}edille, na\"{\i}ve, \v{s}", "\u00e7edille, na\u00efve, \u0161"),
        ("\\begin{verbatim}\n\\a{b}\n\\end{verbatim}", r"\a{b}"),
        ("a\\begin{comment}b\\end{comment}c", "ac"),
        ("one\ntwo\n\nthree", "one\ntwo\n\nthree"),
        (r"}}} a {{{", "a"),
    ],
)
def test_what_is_typed_becomes_what_is_printed(markup: str, text: str) -> None:
    assert read(markup + ".").text.removesuffix(".").strip() == text


def test_rows_of_tables_are_lines() -> None:
    table = "\\begin{tabular}{l@{}r}\n\\hline\nBird & Legs \\\\\n\\multicolumn{2}{c}{heron} &\n2 \\\\\n\\end{tabular}"

    assert read(table).text == "Bird | Legs\nheron | 2"


def test_long_text_is_cut_and_said() -> None:
    assert read("word " * 100, characters=50).left_out == "text after the first 50 characters"


@pytest.mark.parametrize(
    "line", ["{", "\\a{", "\\section{", "$", "$$", "\\verb|", "\\begin{a}", "%", "\\c", "&", "\\["]
)
def test_nothing_takes_long(line: str) -> None:
    begin = time.monotonic()

    assert read("word " + line * 20_000 + " end").text.startswith("word")
    assert time.monotonic() - begin < 20


def test_braces_beyond_measure_are_ignored() -> None:
    assert read("{" * (DEEPEST + 50) + "deep" + "}" * (DEEPEST + 50) + " \\emph{end}").text == "deep end"


def test_damaged_files_end_in_a_document_or_a_reason() -> None:
    assert outcomes(read, mutations(PAPER.encode(), 200, HOSTILE))
