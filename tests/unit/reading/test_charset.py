# ruff: noqa: RUF001 - the letters of other alphabets are meant
"""Text in every encoding that it may come in."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.reading.charset.decode import decode, decode_text
from app.reading.charset.legacy import FALLBACK, guess_encoding

FRENCH = "Le héron attend près de l’étang, où l’eau est tiède à la tombée du jour.\n"
GERMAN = "Der Reiher wartet über dem Wasser, während die Frösche müde am Ufer sitzen.\n"
POLISH = "Czapla czeka nad wodą, a żaby śpią już w gęstej trawie; źródło szumi cicho.\n"
RUSSIAN = "Цапля ждёт у воды, пока лягушки молчат в камышах и вечер спускается на озеро.\n"
JAPANESE = "サギは浅い水の中で静かに待っています。カエルは葦の間に隠れています。\n"
CHINESE = "白鹭在浅水里安静地等着，青蛙躲在芦苇中间，不敢出声。天色已经晚了。\n"
KOREAN = "왜가리는 얕은 물에서 조용히 기다리고 개구리는 갈대 사이에 숨어 있습니다.\n"
GREEK = "Ο ερωδιός περιμένει στα ρηχά νερά και τα βατράχια σωπαίνουν ανάμεσα στα καλάμια.\n"
SAMPLES = [
    *((FRENCH, name) for name in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32")),
    *((GERMAN, name) for name in ("latin-1", "cp1252", "iso8859-15", "mac_roman", "cp850")),
    (FRENCH, "cp1252"),
    *((POLISH, name) for name in ("cp1250", "iso8859-2")),
    *((RUSSIAN, name) for name in ("koi8-r", "cp1251", "cp866", "utf-16-be")),
    *((JAPANESE, name) for name in ("shift_jis", "euc_jp", "utf-16")),
    *((CHINESE, name) for name in ("gb18030", "gbk")),
    (KOREAN, "cp949"),
    (GREEK, "cp1253"),
]


@pytest.mark.parametrize(("text", "encoding"), SAMPLES, ids=[f"{text[:5]}-{name}" for text, name in SAMPLES])
def test_text_is_read_whatever_its_encoding(text: str, encoding: str) -> None:
    assert decode_text(text.encode(encoding)) == text


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_a_mark_tells_utf_16_of_a_script_without_zero_bytes(encoding: str) -> None:
    mark = codecs.BOM_UTF16_LE if encoding == "utf-16-le" else codecs.BOM_UTF16_BE

    assert decode_text(mark + CHINESE.encode(encoding)) == CHINESE


@pytest.mark.parametrize("short", ["Café", "Übung", "Straße 5", "£5 or €5"])
def test_a_few_western_words_are_not_taken_for_another_script(short: str) -> None:
    assert decode_text(short.encode("cp1252")) == short


def test_of_encodings_that_fit_alike_the_usual_one_is_named() -> None:
    assert guess_encoding(GERMAN.encode("cp1252") * 5) == "cp1252"
    assert guess_encoding(POLISH.encode("iso8859-2") * 5) == "iso8859_2"
    assert guess_encoding(b"plain") == FALLBACK


def test_a_few_broken_bytes_do_not_turn_utf_8_into_something_else() -> None:
    text = decode_text((FRENCH * 20).encode() + b"\xff\xfe\n" + FRENCH.encode())

    assert text is not None
    assert text.startswith(FRENCH)
    assert text.endswith(FRENCH)


def test_bytes_cut_within_a_character_lose_only_that_character() -> None:
    assert decode_text(RUSSIAN.encode()[:40]) == RUSSIAN.encode()[:39].decode()


def test_what_the_file_states_decides_between_encodings() -> None:
    assert decode_text(b"\xb1\xb6", "iso-8859-2") == "ąś"
    assert decode_text(b"\x93quoted\x94", "iso-8859-1") == "“quoted”"
    assert decode_text("日本".encode("iso-2022-jp"), "ISO-2022-JP") == "日本"


@pytest.mark.parametrize("stated", ["", "rot13", "hex", "idna", "no such encoding", "utf-8", "x" * 500])
def test_a_false_statement_does_no_harm(stated: str) -> None:
    assert decode_text(GERMAN.encode(), stated) == GERMAN


@pytest.mark.parametrize(
    "data",
    [
        bytes(range(256)) * 8,
        b"\x00\x01\x02\x03" * 100,
        b"\x7fELF\x02\x01\x01\0" + bytes(200),
        b"a" + bytes(9),
    ],
    ids=["all bytes", "counters", "program", "zeros"],
)
def test_what_is_not_text_is_not_made_text(data: bytes) -> None:
    assert decode_text(data) is None


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_utf_8_is_always_itself(text: str) -> None:
    assert decode_text(text.encode()) == text.removeprefix("\ufeff")


def test_a_stray_zero_byte_does_not_make_a_log_binary() -> None:
    assert decode_text(b"started\nstopped\n" * 100 + b"\0") is not None


@given(st.binary(), st.text(max_size=20))
def test_no_bytes_and_no_statement_make_it_fail(data: bytes, stated: str) -> None:
    decoded = decode_text(data, stated)

    assert decoded is None or isinstance(decoded, str)


@pytest.mark.parametrize(
    ("data", "is_utf_8"),
    [
        (b"heron", True),
        ("Vögel".encode(), True),
        (b"\xef\xbb\xbfheron", False),  # a mark stands before the text
        ("Vögel und Bäume ö".encode()[:-1], False),  # cut within a character
        ("Vögel".encode("latin-1"), False),
    ],
)
def test_bytes_that_are_the_text_in_utf_8_are_told_from_others(data: bytes, is_utf_8: bool) -> None:
    decoded = decode(data)
    assert decoded is not None
    assert decoded.is_utf_8 is is_utf_8
