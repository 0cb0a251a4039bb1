"""Source code: functions and classes with what belongs to them."""

import io

import pytest

from app.domain.document import Document, Kind, SegmentKind
from app.domain.errors import Unreadable
from app.reading.draft import compose
from app.reading.text.code import is_script, read_code
from app.reading.text.code_languages import LANGUAGES, Language
from tests.unit.reading.files import labels, texts
from tests.unit.reading.mutated import mutations, outcomes

HOSTILE = b"'\"`#/*(){}\n\0\xff:; "

STORE = '''\
"""Keeps things."""

import os

LIMIT = 3


@dataclass
class Store:
    """A store."""

    size: int

    # Opens it.
    @property
    def open(
        self,
    ) -> int:
        """Open.

unindented words in a docstring
"""
        def inner():
            return 1

        return inner()

    async def close(self):
        pass

def main():
    Store().open()


if __name__ == "__main__":
    main()
'''


def language(suffix: str) -> Language:
    return next(language for language in LANGUAGES if suffix in language.suffixes)


def read(text: str | bytes, suffix: str = ".py", characters: int = 100_000) -> Document:
    data = text.encode() if isinstance(text, str) else text
    return compose(read_code(language(suffix), io.BytesIO(data), characters), characters)


def test_functions_and_classes_are_segments() -> None:
    document = read(STORE)

    assert document.kind is Kind.CODE
    assert {segment.place.kind for segment in document.segments} == {SegmentKind.DEFINITION}
    assert labels(document) == [
        "",
        "class Store",
        "class Store > def open",
        "class Store > def close",
        "def main",
        "",
    ]
    assert [segment.heading for segment in document.segments] == labels(document)


def test_comments_decorators_and_docstrings_stay_with_their_definition() -> None:
    _, store, opening, *_ = texts(read(STORE))

    assert store.startswith('@dataclass\nclass Store:\n    """A store."""')
    assert opening.startswith("    # Opens it.\n    @property\n    def open(")
    assert opening.endswith("return inner()")
    assert "unindented words" in opening


def test_a_docstring_stays_with_its_class_even_without_an_empty_line_below() -> None:
    document = read('class A:\n    """Of A."""\n    def b(self):\n        pass\n')

    assert texts(document)[0] == 'class A:\n    """Of A."""'


def test_all_text_is_kept() -> None:
    assert "".join(read(STORE).text.split()) == "".join(STORE.split())


def test_the_bare_head_of_a_namespace_goes_with_what_follows() -> None:
    document = read("namespace a {\nnamespace b\n{\n\nclass C {\n  int d;\n  int e;\n};\n\n}\n}\n", ".cpp")

    assert labels(document) == ["class C"]


def test_a_file_without_definitions_is_one_whole() -> None:
    document = read("a = 1\nb = 2\n")

    assert [segment.place.kind for segment in document.segments] == [SegmentKind.WHOLE]


def test_what_stands_in_comments_and_strings_defines_nothing() -> None:
    assert labels(read("/*\nfunction no() {\n*/\nfunction yes() {\n}\n", ".js")) == ["function yes"]
    assert labels(read('a = """\ndef no():\n"""\ndef yes():\n    pass\n')) == ["", "def yes"]


@pytest.mark.parametrize(
    ("suffix", "text", "expected"),
    [
        (
            ".ts",
            (
                "export class A {\n  private x = 1;\n  y = 2;\n\n  constructor(a: B) {\n  }\n\n  async b<T>(c: T): Promise<D> {\n"
                "    if (c) {\n    }\n  }\n}\n\nexport const e = async (f: G) => {\n};\n\ninterface H {\n  i: string;\n}\n"
            ),
            ["class A", "class A > constructor()", "class A > b()", "e()", "interface H"],
        ),
        (
            ".java",
            (
                "package a;\n\n/**\n * Of B.\n */\npublic final class B<T> extends C {\n    int d;\n    int e;\n\n    B(int d) {\n    }\n\n"
                "    @Override\n    public List<T> f(int g) throws H {\n        return new I();\n    }\n\n    enum J { K }\n}\n"
            ),
            ["", "class B", "class B > B()", "class B > f()", "class B > enum J"],
        ),
        (
            ".cs",
            "namespace A\n{\n    class B\n    {\n        public int C(int d) { return d; }\n        public int E() => 1;\n    }\n}\n",
            ["namespace A > class B > C()", "namespace A > class B > E()"],
        ),
        (
            ".c",
            (
                "#include <a.h>\n\nstruct b {\n  int c;\n};\n\nint declared(int);\n\n/* Of d. */\nstatic int\nd (int e)\n{\n#ifdef F\n  g();\n"
                "#endif\nout:\n  return 1;\n}\n\nvoid h(void) {\n}\n"
            ),
            ["", "struct b", "", "d()", "h()"],
        ),
        (
            ".cpp",
            (
                "class A : public B {\n public:\n  A(int c);\n  virtual int d() const { return 1; }\n};\n\nint A::e(int f) {\n}\n\n"
                "template <typename T>\nT g(T h) {\n}\n"
            ),
            ["class A", "class A > d()", "A::e()", "g()"],
        ),
        (
            ".go",
            "package a\n\n// B keeps.\ntype B struct {\n\tc int\n}\n\nfunc (b *B) D(e int) error {\n\treturn nil\n}\n\nfunc f() {\n}\n",
            ["", "type B", "func B.D", "func f"],
        ),
        (
            ".rs",
            (
                "use a;\n\n#[derive(Debug)]\npub struct B<'a> {\n    c: &'a str,\n}\n\nimpl<'a> D for B<'a> {\n    pub fn e(&self) -> char {\n"
                "        '{'\n    }\n\n    fn f() {\n    }\n}\n"
            ),
            ["", "struct B", "impl D for B<'a> > fn e", "impl D for B<'a> > fn f"],
        ),
        (
            ".rb",
            "module A\n  class B < C\n    # Of d.\n    def d(e)\n      if e\n      end\n    end\n\n    def self.f?\n    end\n  end\nend\n",
            ["module A > class B > def d", "module A > class B > def f?"],
        ),
        (
            ".php",
            (
                "<?php\nnamespace A;\n\nfinal class B extends C\n{\n    private $d;\n    private $e;\n\n    public static function f($g)\n    {\n"
                "    }\n}\n\nfunction &h() {\n}\n"
            ),
            ["", "class B", "class B > function f", "function h"],
        ),
        (
            ".swift",
            "import A\n\npublic struct B {\n    var c = 1\n    var d = 2\n\n    init(e: Int) {\n    }\n\n    func f() -> Int {\n        1\n    }\n}\n",
            ["", "struct B", "struct B > init()", "struct B > func f"],
        ),
        (
            ".kt",
            (
                "package a\n\ndata class B(\n    val c: Int,\n) {\n    override suspend fun d() = 1\n\n    companion object {\n        fun e() {\n"
                "        }\n    }\n}\n\nfun String.f(): Int {\n}\n"
            ),
            ["", "class B", "class B > fun d", "class B > object > fun e", "fun String.f"],
        ),
        (
            ".scala",
            "object A extends B {\n  val c = 1\n  val d = 2\n\n  def e(f: Int): Int = {\n    f\n  }\n}\n\ncase class G(h: Int)\n",
            ["object A", "object A > def e", "class G"],
        ),
        (
            ".dart",
            (
                "class A extends B {\n  final int c;\n  final int d;\n\n  @override\n  Widget build(BuildContext context) {\n    return E();\n  }\n}\n\n"
                "void main() => f();\n"
            ),
            ["class A", "class A > build()", "main()"],
        ),
        (
            ".sh",
            "#!/bin/sh\nset -e\n\n# Of a.\na() {\n  b\n}\n\nfunction c {\n  d\n}\n\na\n",
            ["", "a()", "function c", ""],
        ),
        (
            ".sql",
            (
                "-- Of a.\nCREATE TABLE IF NOT EXISTS a (\n  b int\n);\n\nINSERT INTO a VALUES (1);\n\ncreate or replace function c() returns int\n"
                "as $$\nbegin\n  return 1;\nend;\n$$;\n"
            ),
            ["table a", "", "function c"],
        ),
        (".r", "library(a)\n\n# Of b.\nb <- function(c) {\n  c\n}\n\nb(1)\n", ["", "b()", ""]),
        (
            ".jl",
            'module A\n\n"""\nOf b.\n"""\nfunction b(c)\n    c\nend\n\nstruct D\n    e\nend\n\nend\n',
            ["module A", "function b", "struct D"],
        ),
        (
            ".lua",
            "local A = {}\n\n-- Of b.\nfunction A.b(c)\n  return c\nend\n\nlocal d = function()\nend\n\nreturn A\n",
            ["", "function A.b", "d()", ""],
        ),
        (
            ".pl",
            "use strict;\n\n# Of a.\nsub a {\n    return 1;\n}\n\n=head1 NAME\n\nsub no\n\n=cut\n\nsub b {\n}\n",
            ["", "sub a", "sub b"],
        ),
        (
            ".hs",
            'module A where\n\n-- | Of b.\nb :: Int -> Int\nb 1 = 2\nb n = n\n\ndata C = D | E\n\ninstance Show C where\n  show _ = ""\n',
            ["", "b()", "data C", "instance Show C"],
        ),
    ],
)
def test_every_language_is_cut_at_its_definitions(suffix: str, text: str, expected: list[str]) -> None:
    assert labels(read(text, suffix)) == expected


@pytest.mark.parametrize(
    ("line", "suffix", "expected"),
    [
        (b"#!/usr/bin/env python3\n", ".py", True),
        (b"#!/usr/bin/python3.11 -I\n", ".py", True),
        (b"#!/bin/sh\n", ".sh", True),
        (b"#!/usr/bin/env -S node --x\n", ".js", True),
        (b"#!/bin/sh\n", ".py", False),
        (b"# python\n", ".py", False),
        (b"#!\n", ".py", False),
    ],
)
def test_a_script_is_told_by_its_first_line(line: bytes, suffix: str, expected: bool) -> None:
    assert is_script(language(suffix), line, io.BytesIO(line)) is expected


def test_no_suffix_belongs_to_two_languages() -> None:
    suffixes = [suffix for language in LANGUAGES for suffix in language.suffixes]

    assert len(suffixes) == len(set(suffixes))
    assert all(suffix == suffix.lower() for suffix in suffixes)


def test_a_binary_file_is_not_code() -> None:
    with pytest.raises(Unreadable):
        read(bytes(range(32)) * 100, ".ts")


def test_long_text_is_cut_and_said() -> None:
    document = read(STORE, characters=100)

    assert len(document.text) <= 100
    assert document.left_out == "text after the first 100 characters"


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.name)
@pytest.mark.parametrize("line", ['"', "'", "`", "a ", "a(", "a<", "@a(", "/*", "\\", "(" * 50, "a.b::c "])
def test_no_line_takes_long(language: Language, line: str) -> None:
    compose(
        read_code(language, io.BytesIO((line * 20_000 + "\n" + line * 300 + "\n").encode() + b"x"), 100_000),
        100_000,
    )


def test_damaged_files_end_in_a_document_or_a_reason() -> None:
    assert None in outcomes(read, mutations(STORE.encode(), 200, HOSTILE))
