"""What the commands of LaTeX mean to a reader of text: headings, arguments that are no text, signs."""

KEEP, DROP, ASIDE = "", "drop", "aside"
"""What becomes of an argument: text, nothing, text in parentheses; or a heading or fact of that name."""
LEVELS = {
    "part": 1,
    "chapter": 2,
    "section": 3,
    "subsection": 4,
    "frametitle": 4,
    "subsubsection": 5,
    "paragraph": 6,
    "subparagraph": 7,
}
FACTS = ("title", "author", "date")

_NO_TEXT = """
label ref eqref pageref cref Cref autoref nameref cite citep citet citealp parencite textcite nocite footcite autocite
includegraphics input include bibliography bibliographystyle addbibresource vspace hspace usepackage documentclass
pagestyle thispagestyle hypersetup index glossary pagenumbering color graphicspath markright hyphenation addvspace
enlargethispage cline cmidrule selectlanguage lstset geometry hypertarget phantom
"""
_NO_TEXT_TWICE = """
setlength addtolength setcounter addtocounter rule newtheorem markboth newcommand renewcommand providecommand
DeclareMathOperator def
"""
_NO_TEXT_FIRST = "href textcolor colorbox parbox raisebox scalebox foreignlanguage textlang"
_NOTES = "footnote thanks footnotetext marginpar"

ARGUMENTS = {
    **dict.fromkeys(_NO_TEXT.split(), (DROP,)),
    **dict.fromkeys(_NO_TEXT_TWICE.split(), (DROP, DROP)),
    **dict.fromkeys(("newenvironment", "renewenvironment", "addcontentsline"), (DROP, DROP, DROP)),
    **dict.fromkeys(_NO_TEXT_FIRST.split(), (DROP, KEEP)),
    **dict.fromkeys(("multicolumn", "multirow"), (DROP, DROP, KEEP)),
    **dict.fromkeys(_NOTES.split(), (ASIDE,)),
    "texorpdfstring": (KEEP, DROP),
    **{name: (name,) for name in (*LEVELS, *FACTS)},
}
"""Command -> what becomes of its arguments; those of others are text."""
TABLES = frozenset({"tabular", "tabular*", "tabularx", "longtable", "array", "tabulary"})
_NO_TEXT_AFTER = """
tabular longtable array minipage multicols columns column otherlanguage otherlanguage* thebibliography adjustbox
"""
ENVIRONMENT_ARGUMENTS = {
    **dict.fromkeys(_NO_TEXT_AFTER.split(), (DROP,)),
    **dict.fromkeys(("tabular*", "tabularx", "tabulary", "wrapfigure"), (DROP, DROP)),
}
SIGNS = {
    "\\": "\n",
    "newline": "\n",
    "tabularnewline": "\n",
    "item": "\n- ",
    "par": "\n\n",
    "and": ", ",
    "&": "&",
    "%": "%",
    "$": "$",
    "#": "#",
    "_": "_",
    "{": "{",
    "}": "}",
    " ": " ",
    ",": " ",
    ";": " ",
    "quad": " ",
    "qquad": " ",
    "ldots": "\u2026",
    "dots": "\u2026",
    "textbackslash": "\\",
    "LaTeX": "LaTeX",
    "TeX": "TeX",
    "copyright": "\u00a9",
    "S": "\u00a7",
    "ss": "\u00df",
    "ae": "\u00e6",
    "AE": "\u00c6",
    "o": "\u00f8",
    "O": "\u00d8",
    "aa": "\u00e5",
    "AA": "\u00c5",
    "l": "\u0142",
    "L": "\u0141",
    "oe": "\u0153",
    "OE": "\u0152",
    "i": "\u0131",
    "textendash": "\u2013",
    "textemdash": "\u2014",
    "euro": "\u20ac",
}
