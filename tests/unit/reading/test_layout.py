"""Lines of a page to paragraphs."""

from app.reading.pdf.layout import page_lines, paragraphs, without_running_lines

LINES = [
    "1 Herons",
    "The heron stands in shallow water and waits for a fish that comes",
    "near enough. It does not move for a long time, and then it strikes.",
    "This is quick.",
    "Storks walk through meadows instead, and look for frogs and mice in",
    "the wet grass.",
]


def joined(text: str) -> str:
    return paragraphs(page_lines(text))


def test_lines_become_paragraphs_of_whole_sentences() -> None:
    assert paragraphs(LINES) == (
        "1 Herons\n\n"
        "The heron stands in shallow water and waits for a fish that comes near enough. It does not move for a "
        "long time, and then it strikes. This is quick.\n\n"
        "Storks walk through meadows instead, and look for frogs and mice in the wet grass."
    )


def test_short_lines_stay_lines() -> None:
    assert joined("Corviston Heating\r\nLinden Street 4\r\nInvoice 17") == (
        "Corviston Heating\nLinden Street 4\nInvoice 17"
    )


def test_items_of_a_list_begin_a_line() -> None:
    text = "What a heron eats, in the order in which it likes to have it most:\n\u2022 fish\n\u2022 frogs\n(3) mice"

    assert joined(text).endswith("most:\n\u2022 fish\n\u2022 frogs\n(3) mice")


def test_words_are_made_whole_again() -> None:
    assert joined("an associ\x02ated implemen-\ntation of the Smith-\nJones method") == (
        "an associated implementation of the Smith-Jones method"
    )


def test_ligatures_become_letters() -> None:
    assert joined("e\ufb03cient \ufb01sh, \u00bd of x\u00b2") == "efficient fish, \u00bd of x\u00b2"
    assert joined(
        "de\x0cned in\x0cnite o\x0b control\r\n\row"
    ) == "defined infinite off control\nflow".replace("\n", " ")


def test_letters_drawn_twice_are_read_once() -> None:
    assert (
        joined("MMuunniicciippaalliittéé ddee SSaaiinntt--SSaauuvveeuurr") == "Municipalité de Saint-Sauveur"
    )
    assert joined("hheerroonn") == "heron"
    assert joined("00 11 22 33 44") == "00 11 22 33 44"
    assert joined("Aaron sees llamas") == "Aaron sees llamas"
    assert joined("oo ee oo") == "oo ee oo"


def test_chinese_lines_join_without_a_space() -> None:
    line = "\u767d\u9e6d\u5728\u6d45\u6c34\u91cc\u5b89\u9759\u5730\u7b49\u7740" * 4

    assert joined(f"{line}\n{line}") == line + line


def test_running_titles_and_page_numbers_are_read_once() -> None:
    bodies = [
        ["It waits.", "It looks.", "It leans.", "It strikes."],
        ["A", "B", "C", "D"],
        ["E", "F", "G", "H"],
    ]
    pages = [["On herons", *body, f"Page {n} of 3"] for n, body in enumerate(bodies, 1)]

    cleaned = without_running_lines(pages)

    assert cleaned == [["On herons", *bodies[0], "Page 1 of 3"], *bodies[1:]]


def test_sums_that_change_from_page_to_page_are_no_page_numbers() -> None:
    pages = [
        ["Account", f"{a}.", f"{b}.", f"{c}.", "x", f"Balance 1,{a}4.50"] for a, b, c in ("123", "456", "789")
    ]

    assert [lines[-1] for lines in without_running_lines(pages)] == [lines[-1] for lines in pages]


def test_pages_of_few_lines_lose_none() -> None:
    pages = [["On herons", f"Slide {n}"] for n in range(1, 9)]

    assert without_running_lines(pages) == pages


def test_two_pages_that_begin_alike_lose_nothing() -> None:
    pages = [["On herons", f"They wait {n}.", "a", "b", "c", "d"] for n in (1, 2)]

    assert without_running_lines(pages) == pages
