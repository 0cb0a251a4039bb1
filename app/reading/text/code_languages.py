"""How the usual programming languages write comments and begin their definitions."""

import re
from dataclasses import dataclass

_HASH = r"#[^\n]*"
_SLASHES = r"//[^\n]*"
_DASHES = r"--[^\n]*"
_BLOCK = r"/\*.*?(?:\*/|\Z)"
_STRING = r'"(?:[^"\\\n]|\\.)*+"?'
_SINGLE = r"'(?:[^'\\\n]|\\.)*+'?"
_LETTER = r"'(?:[^'\\\n]|\\[^\n]{1,8}?)'"
_BACKTICKS = r"`(?:[^`\\]|\\.)*+`?"
_TRIPLE = r'""".*?(?:"""|\Z)'
_TRIPLE_SINGLE = r"'''.*?(?:'''|\Z)"
_C_COMMENT = r"//|/\*|\*"

_WORDS_BEFORE = r"(?:[a-z]\w*\s+){0,6}?"
"""Modifiers: public, static, async, pub ..."""
_NO_NAME = (
    r"(?!(?:if|for|foreach|while|switch|catch|return|new|else|do|try|throw|using|lock|sizeof|await|when|guard"
    r"|synchronized|defined|typeof|match|case|with|assert|yield|delete|function|fixed|elif|until|unless)\b)"
)
_PARAMETERS = r"\([^;{]*(?:$|\{|=>)"
"""What follows a name that is defined here, not called or declared."""
_TYPES = r"(?:[\w.<>\[\],?&*~:]+\s+[*&]*)"


def _method(name: str) -> str:
    """A name with parameters where no word announces it; without a type, its line ends in a bracket."""
    return (
        r"\s*(?!return\b|else\b|new\b|throw\b|await\b|case\b)(?:@\w+(?:\([^()\n]*\))?\s+)*"
        rf"(?:{_TYPES}{{1,8}}?{_NO_NAME}(?P<name>{name})\s*(?:<[^()\n]*>)?{_PARAMETERS}"
        rf"|{_NO_NAME}(?P<name_9>{name})\s*(?:<[^()\n]*>)?{_PARAMETERS}(?:(?<=[{{()])|.*\}})\s*$)"
    )


_METHOD = _method(r"#?[A-Za-z_$][\w$]*")


@dataclass(frozen=True, slots=True)
class Language:
    """One language, or some that are alike; expressions are tried at the head of a line."""

    name: str
    suffixes: frozenset[str]
    containers: re.Pattern[str]
    """What holds definitions: classes, modules. Groups `word` and `name`."""
    functions: re.Pattern[str]
    """Groups `name`, and `word` and `owner` where the language writes them."""
    texts: re.Pattern[str]
    """Comments and strings, which hide what looks like code."""
    leading: re.Pattern[str]
    """A line that belongs to the definition right below it: comment, decorator, attribute."""
    methods: re.Pattern[str] | None = None
    """Functions as they are written inside containers, if otherwise."""
    goes_on: re.Pattern[str] | None = None
    """Besides closing brackets, a line that does not end the definition above it."""
    repeats_name: bool = False
    """Whether lines that begin with the name of the definition above belong to it."""
    explains_inside: bool = False
    """Whether a string above a definition explains what is around it, not what follows."""
    interpreters: frozenset[str] = frozenset()
    """Names of programs that run scripts of this language."""


def _language(  # noqa: PLR0913 - one row of the table
    name: str,
    suffixes: str,
    containers: str,
    functions: str,
    texts: tuple[str, ...],
    leading: str,
    *,
    methods: str = "",
    goes_on: str = "",
    interpreters: str = "",
    any_case: bool = False,
    repeats_name: bool = False,
    explains_inside: bool = False,
) -> Language:
    flags = re.IGNORECASE if any_case else re.NOFLAG
    return Language(
        name,
        frozenset("." + suffix for suffix in suffixes.split()),
        re.compile(containers or r"(?!)", flags),
        re.compile(functions, flags),
        re.compile("|".join(texts), re.DOTALL),
        re.compile(rf"\s*(?:{leading})"),
        re.compile(methods) if methods else None,
        re.compile(goes_on) if goes_on else None,
        repeats_name,
        explains_inside,
        frozenset(interpreters.split()),
    )


_C_GOES_ON = r"\s*(?:#|\w+\s*:(?!:)|(?:public|private|protected|signals|default)\b[\w\s]*:)"

LANGUAGES = (
    _language(
        "Python",
        "py pyi pyw",
        r"\s*(?P<word>class)\s+(?P<name>\w+)",
        r"\s*(?:async\s+)?(?P<word>def)\s+(?P<name>\w+)",
        (_TRIPLE, _TRIPLE_SINGLE, _HASH, _STRING, _SINGLE),
        r"#|@",
        interpreters="python pypy",
        explains_inside=True,
    ),
    _language(
        "JavaScript",
        "js mjs cjs jsx ts mts cts tsx",
        rf"\s*{_WORDS_BEFORE}(?P<word>class|interface|namespace|module)\s+(?P<name>[\w$.]+)",
        rf"\s*(?:{_WORDS_BEFORE}(?P<word>function)\s*\*?\s*(?P<name>[\w$]+)"
        r"|(?:export\s+)?(?:const|let|var)\s+(?P<name_2>[\w$]+)\s*(?::[^=\n]+)?=\s*(?:async\s*)?(?:function\b|\([^()\n]*\)\s*(?::[^=\n]+)?=>|\w+\s*=>)"
        r"|(?:export\s+)?(?:declare\s+)?(?:const\s+)?(?P<word_3>type|enum)\s+(?P<name_3>[\w$]+)"
        r"|(?P<name_4>(?:module\.)?exports\.[\w$]+|[\w$]+(?:\.prototype)?\.[\w$]+)\s*=\s*(?:async\s*)?function\b)",
        (_BLOCK, _SLASHES, _STRING, _SINGLE, _BACKTICKS),
        rf"{_C_COMMENT}|@",
        methods=_METHOD
        + r"|\s*(?:[a-z]+\s+){0,4}(?P<name_2>#?[\w$]+)\s*=\s*(?:async\s*)?\([^()\n]*\)\s*(?::[^=\n]+)?=>",
        interpreters="node deno bun",
    ),
    _language(
        "Java",
        "java groovy",
        rf"\s*{_WORDS_BEFORE}(?P<word>class|interface|enum|record|@interface)\s+(?P<name>\w+)",
        _METHOD,
        (_BLOCK, _SLASHES, _TRIPLE, _STRING, _LETTER),
        rf"{_C_COMMENT}|@",
    ),
    _language(
        "C#",
        "cs",
        rf"\s*{_WORDS_BEFORE}(?P<word>class|interface|enum|record|struct|namespace)\s+(?P<name>[\w.]+)",
        _METHOD,
        (_BLOCK, _SLASHES, _TRIPLE, _STRING, _LETTER),
        rf"{_C_COMMENT}|\[",
        goes_on=r"\s*#",
    ),
    _language(
        "C",
        "c h",
        r"(?!)",
        rf"(?:(?:typedef\s+|static\s+)*(?P<word>struct|union|enum)\s+(?P<name>\w+)\s*(?:\{{|$)"
        rf"|(?!\s|#|typedef\b|else\b)(?:[\w*]+[\s*]+){{0,8}}?{_NO_NAME}(?P<name_2>\w+)\s*{_PARAMETERS})",
        (_BLOCK, _SLASHES, _STRING, _LETTER),
        rf"{_C_COMMENT}|[A-Za-z_][\w\s*]*$",
        goes_on=_C_GOES_ON,
    ),
    _language(
        "C++",
        "cc cpp cxx c++ hh hpp hxx h++ ino cu cuh mm",
        r"\s*(?:template\s*<[^{]*>\s*)?(?:typedef\s+)?(?:enum\s+)?(?P<word>class|struct|union|enum|namespace)\s+(?:[A-Z_]+\s+)?(?:alignas\([^)]*\)\s*)?(?P<name>\w+(?:::\w+)*)[^;()=]*$",
        _method(r"(?:\w+::)*(?:~?\w+|operator\s?[^\w\s(]{1,3})"),
        (_BLOCK, _SLASHES, r'R"\(.*?(?:\)"|\Z)', _STRING, _LETTER),
        rf"{_C_COMMENT}|template\b|\[\[|[A-Za-z_][\w\s*&:<>]*$",
        goes_on=_C_GOES_ON,
    ),
    _language(
        "Go",
        "go",
        r"(?!)",
        r"(?P<word>func)\s+(?:\(\s*(?:\w+\s+)?\*?(?P<owner>\w+)[^)]*\)\s*)?(?P<name>\w+)|(?P<word_2>type)\s+(?P<name_2>\w+)",
        (_BLOCK, _SLASHES, _STRING, _LETTER, r"`[^`]*+`?"),
        _C_COMMENT,
    ),
    _language(
        "Rust",
        "rs",
        r"\s*(?:pub(?:\([^)]*\))?\s+)?(?:unsafe\s+)?(?P<word>impl|trait|mod)\b(?:<[^{\n]*?>)?\s*(?P<name>[\w:<>&', ]*?(?:\s+for\s+[\w:<>', ]+?)?)\s*(?:\{|where\b|$)",
        rf"\s*(?:pub(?:\([^)]*\))?\s+)?{_WORDS_BEFORE}(?P<word>fn|struct|enum|union|type|macro_rules!)\s+(?P<name>\w+)",
        (_BLOCK, _SLASHES, r'r#".*?(?:"#|\Z)', _STRING, _LETTER),
        rf"{_C_COMMENT}|#\[",
    ),
    _language(
        "Swift",
        "swift",
        rf"\s*(?:@\w+\s+)*{_WORDS_BEFORE}(?P<word>class|struct|enum|protocol|extension|actor)\s+(?P<name>[\w.]+)",
        rf"\s*(?:@\w+\s+)*{_WORDS_BEFORE}(?:(?P<word>func)\s+(?P<name>[\w+*/<>=!&|^~-]+)|(?P<name_2>init|deinit|subscript)\b)",
        (_BLOCK, _SLASHES, _TRIPLE, _STRING),
        rf"{_C_COMMENT}|@",
        goes_on=r"\s*#",
    ),
    _language(
        "Kotlin",
        "kt kts",
        rf"\s*{_WORDS_BEFORE}(?P<word>class|interface|object)\b\s*(?P<name>\w*)",
        rf"\s*{_WORDS_BEFORE}(?P<word>fun)\s+(?:<[^>\n]*>\s*)?(?:(?P<owner>[A-Z][\w<>?]*)\.)?(?P<name>\w+|`[^`]*`)",
        (_BLOCK, _SLASHES, _TRIPLE, _STRING, _LETTER),
        rf"{_C_COMMENT}|@",
    ),
    _language(
        "Scala",
        "scala sc",
        rf"\s*{_WORDS_BEFORE}(?P<word>class|trait|object|enum)\s+(?P<name>\w+)",
        rf"\s*{_WORDS_BEFORE}(?P<word>def)\s+(?P<name>[^\s(\[:=]+)",
        (_BLOCK, _SLASHES, _TRIPLE, _STRING, _LETTER),
        rf"{_C_COMMENT}|@",
    ),
    _language(
        "Dart",
        "dart",
        rf"\s*{_WORDS_BEFORE}(?P<word>class|mixin|extension|enum)\s+(?P<name>\w+)",
        _METHOD,
        (_BLOCK, _SLASHES, _TRIPLE, _TRIPLE_SINGLE, _STRING, _SINGLE),
        rf"{_C_COMMENT}|@",
    ),
    _language(
        "PHP",
        "php phtml",
        rf"\s*{_WORDS_BEFORE}(?P<word>class|interface|trait|enum)\s+(?P<name>\w+)",
        rf"\s*{_WORDS_BEFORE}(?P<word>function)\s+&?(?P<name>\w+)",
        (_BLOCK, _SLASHES, r"#(?!\[)[^\n]*", _STRING, _SINGLE),
        rf"{_C_COMMENT}|#",
        interpreters="php",
    ),
    _language(
        "Ruby",
        "rb rake",
        r"\s*(?P<word>class|module)\s+(?P<name>[A-Z][\w:]*)",
        r"\s*(?:private\s+)?(?P<word>def)\s+(?:self\.)?(?P<name>[^\s(;]+)",
        (r"(?<![^\n])=begin\b.*?(?:\n=end\b|\Z)", _HASH, _STRING, _SINGLE),
        "#",
        goes_on=r"\s*(?:end|rescue|ensure|else|elsif|when|in)\b",
        interpreters="ruby",
    ),
    _language(
        "Shell",
        "sh bash zsh ksh fish",
        "",
        r"\s*(?:(?P<word>function)\s+(?P<name>[\w:.-]+)|(?P<name_2>[\w:.-]+)\s*\(\s*\))",
        (r"(?<![\S])" + _HASH, r'"(?:[^"\\]|\\.)*+"?', r"'[^']*+'?"),
        "#",
        goes_on=r"\s*(?:end|fi|done|esac)\b",
        interpreters="sh bash zsh ksh dash fish",
    ),
    _language(
        "SQL",
        "sql ddl psql",
        "",
        r"\s*create\s+(?:or\s+replace\s+)?(?:(?:temp|temporary|unique|materialized|global|unlogged|virtual|definer\s*=\s*\S+)\s+)*"
        r"(?P<word>table|view|function|procedure|trigger|index|type|package(?:\s+body)?|schema|sequence)\s+(?:if\s+not\s+exists\s+)?(?P<name>[\w.\"`\[\]]+)",
        (_BLOCK, _DASHES, r"'[^']*+'?"),
        r"--|/\*|\*",
        goes_on=r"(?i)\s*(?!create\b|insert\b|alter\b|grant\b|drop\b|set\b|update\b|delete\b|comment\b|use\b|select\b|copy\b)\S",
        any_case=True,
    ),
    _language(
        "R",
        "r",
        "",
        r"\s*(?P<name>[\w.]+)\s*(?:<-|=)\s*(?:function\b|R6Class\b|\\\()",
        (_HASH, _STRING, _SINGLE, r"`[^`\n]*+`?"),
        "#",
        interpreters="Rscript",
    ),
    _language(
        "Julia",
        "jl",
        r"\s*(?P<word>module|baremodule)\s+(?P<name>\w+)",
        r"\s*(?:@\w+\s+)*(?:(?P<word>function|macro|(?:mutable\s+)?struct|abstract\s+type)\s+(?P<name>[\w.!]+)|(?P<name_2>[\w!]+)\([^=\n]*\)(?:::\w+)?\s*=(?!=))",
        (r"#=.*?(?:=#|\Z)", _HASH, _TRIPLE, _STRING),
        r"#|\"|@",
        goes_on=r"\s*(?:end|else|elseif|catch|finally)\b",
        interpreters="julia",
    ),
    _language(
        "Lua",
        "lua",
        "",
        r"\s*(?:local\s+)?(?:(?P<word>function)\s+(?P<name>[\w.:]+)|(?P<name_2>[\w.]+)\s*=\s*function\b)",
        (r"--\[\[.*?(?:\]\]|\Z)", _DASHES, r"\[\[.*?(?:\]\]|\Z)", _STRING, _SINGLE),
        "--",
        goes_on=r"\s*(?:end|else|elseif|until)\b",
        interpreters="lua luajit",
    ),
    _language(
        "Perl",
        "pl pm",
        "",
        r"\s*(?P<word>sub)\s+(?P<name>[\w:]+)",
        (r"(?<![^\n])=[a-z]\w*.*?(?:\n=cut\b|\Z)", r"(?<!\$)" + _HASH, _STRING),
        "#",
        interpreters="perl",
    ),
    _language(
        "Haskell",
        "hs",
        "",
        r"(?P<word>data|newtype|type(?!\s+(?:family|instance))|class)\s+(?:\([^)]*\)\s*=>\s*|[\w\s]+=>\s*)?(?P<name>\w+)|(?P<word_2>instance)\s+(?P<name_2>[^\n]*?)\s*(?:where|$)"
        r"|(?P<name_3>[a-z_][\w']*)\s*::",
        (r"\{-.*?(?:-\}|\Z)", _DASHES, _STRING),
        r"--|\{-",
        repeats_name=True,
        interpreters="runghc runhaskell",
    ),
)
