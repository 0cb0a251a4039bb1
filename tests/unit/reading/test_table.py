"""Rows as text: which row names the columns, and which lines stand above a table."""

import itertools

import pytest

from app.reading.data.table import BLOCK, Block, are_names, blocks, written

Rows = list[list[str]]


def rows(text: str) -> Rows:
    return [line.split(",") if line else [] for line in text.strip().split("\n")]


def lines(table: Rows) -> list[str]:
    return [line for block in blocks(table) for line in block.lines]


def cells(block: Block) -> tuple[int, int, int, int]:
    return block.first, block.last, block.left, block.right


@pytest.mark.parametrize(
    "text",
    [
        "Name,Born\nAda,1815\nAlan,1912",
        "country,1990,2000\nFrance,56.7,59.1",
        "Question,Answer\nWhere do herons nest?,In colonies high in trees near water",
        "name,city\nAda,London\nBlaise,Paris",
        "Name,City\nAda,London\nAlan,London\nGrace,New York",
        ",Herons,Egrets\nNorth,12,7\nSouth,3,1",
        "id,name,note\n1,Ada,\n2,Alan,",
        "price\n12.50\n7.99",
        "place,c9,c10\nUlm,12,7\nBonn,3,1",
    ],
)
def test_a_row_unlike_those_below_names_the_columns(text: str) -> None:
    first, *below = rows(text)

    assert are_names(first, below)


@pytest.mark.parametrize(
    "text",
    [
        "Ada,1815\nAlan,1912",
        "1,2\n3,4",
        "c10,Ada\nc11,Alan",
        "Ada,31 Jan 2024\nAlan,2 Feb 2023",
        "Ada,Lovelace\nAlan,Turing",
        "London,Ada\nLondon,Alan\nParis,Blaise",
        "Heron,Egret",
        "Herons stand in water.\nThey wait for hours and hours.",
        "ada@example.org,12\nalan@example.org,7",
    ],
)
def test_a_row_like_those_below_is_data(text: str) -> None:
    first, *below = rows(text)

    assert not are_names(first, below)


def test_a_line_above_the_table_is_its_caption() -> None:
    found = list(blocks(rows("Herons of the north\n\nBird,Count\ngrey heron,12\npurple heron,3")))

    assert [block.lines for block in found] == [
        ["Herons of the north", "Bird: grey heron | Count: 12", "Bird: purple heron | Count: 3"]
    ]
    assert found[0].caption == "Herons of the north"


def test_names_hold_beyond_empty_rows_until_others_are_found() -> None:
    table = rows("Bird,Count\nheron,12\n\negret,3\n\nTown,Height\nUlm,478\nBonn,60")

    assert lines(table) == [
        "Bird: heron | Count: 12",
        "Bird: egret | Count: 3",
        "Town: Ulm | Height: 478",
        "Town: Bonn | Height: 60",
    ]


def test_names_may_stand_apart_from_their_rows_and_over_some_columns_only() -> None:
    table = rows(",,Sold,Made,Kept,Lost\n\nJanuary,1967,5,6,1,0\nFebruary,1967,7,8,1,0")

    assert lines(table)[0] == "January | 1967 | Sold: 5 | Made: 6 | Kept: 1 | Lost: 0"


def test_a_block_knows_its_rows_and_columns() -> None:
    table = [[], ["", "Bird", "Count"], *[["", f"heron {at}", str(at)] for at in range(200)]]

    found = list(blocks(table))

    assert cells(found[0])[0] == 2
    assert all(cells(block)[2:] == (1, 2) for block in found)
    assert found[-1].last == 202
    assert all(above.last + 1 == below.first for above, below in itertools.pairwise(found))
    assert all(block.size < 2 * BLOCK for block in found)


def test_cells_become_one_line_and_names_lose_their_colon() -> None:
    assert lines(
        [["Bird:", "Note"], ["heron", "stands\nand  waits"], ["egret", "flies far away, in the evening"]]
    )[0] == ("Bird: heron | Note: stands and waits")


def test_a_row_longer_than_the_names_keeps_its_cells() -> None:
    assert written(["Bird"], ["heron", "", "grey"]) == "Bird: heron | grey"


def test_nothing_gives_no_blocks() -> None:
    assert list(blocks([[], ["", " "], []])) == []
