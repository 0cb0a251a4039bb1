"""How a hit is laid out and painted: marks, lines, colours, large text, both directions."""

from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QImage, QPainter, QPalette
from PySide6.QtWidgets import QApplication, QStyle, QStyleOptionViewItem

from app.domain.document import Kind, Place, SegmentKind
from app.domain.hit import Hit
from app.gui.colours import LEGIBLE, contrast, row_colours
from app.gui.hit_delegate import HitDelegate
from app.gui.hit_layout import HitLayout, RowMeasures, lay_out
from app.gui.hit_model import HitModel
from app.gui.icons import kind_icon
from app.gui.theme import palette
from tests.gui.made_hits import WHOLE, made_hit

LTR, RTL = Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft
MARK = QColor("#1f6b5d")
LONG = "word " * 60


def made(
    text: str,
    *words: str,
    path: Path | None = None,
    place: Place = WHOLE,
    copies: tuple[Path, ...] = (),
) -> Hit:
    return made_hit(1, "Urban herons", text, *words, path=path, place=place, copies=copies)


def laid(hit: Hit, width: int = 500, direction: Qt.LayoutDirection = LTR) -> HitLayout:
    return lay_out(hit, width, RowMeasures(QFont()), MARK, direction)


def marked(layout: HitLayout) -> list[str]:
    """The marked words, cut out of the snippet as Qt counts."""
    units = layout.snippet.text().encode("utf-16-le")
    return [
        units[2 * look.start : 2 * (look.start + look.length)].decode("utf-16-le")
        for look in layout.snippet.formats()
    ]


def seen(layout: HitLayout) -> str:
    """What the lines of the snippet hold."""
    line = layout.snippet.lineAt(layout.snippet.lineCount() - 1)
    units = layout.snippet.text().encode("utf-16-le")
    return units[: 2 * (line.textStart() + line.textLength())].decode("utf-16-le")


def painted(
    hit: Hit, direction: Qt.LayoutDirection, *, state: QStyle.StateFlag, scale: float = 1.0
) -> QImage:
    model, delegate, option = HitModel(), HitDelegate(), QStyleOptionViewItem()
    model.show([hit])
    font = QFont()
    font.setPointSizeF(QFont().pointSizeF() * scale)
    option.font, option.palette, option.direction, option.state = font, palette(dark=False), direction, state
    size = delegate.sizeHint(option, model.index(0))
    option.rect = QRect(0, 0, 500, size.height())
    image = QImage(option.rect.size(), QImage.Format.Format_RGB32)
    image.fill(option.palette.color(QPalette.ColorRole.Base))
    painter = QPainter(image)
    delegate.paint(painter, option, model.index(0))
    painter.end()
    return image


def inked(image: QImage, columns: range, rows: range) -> bool:
    ground = image.pixel(image.width() // 2, 0)
    return any(image.pixel(x, y) != ground for x in columns for y in rows)


def test_marks_after_an_emoji_stand_where_they_should(qapp: QApplication) -> None:
    hit = made("\U0001f41d\U0001f41d and bees fly home", "bees", "home")
    assert marked(laid(hit)) == ["bees", "home"]
    assert all(look.format.fontWeight() == QFont.Weight.Bold for look in laid(hit).snippet.formats())
    assert all(look.format.foreground().color() == MARK for look in laid(hit).snippet.formats())


def test_a_long_snippet_ends_in_dots_after_two_lines(qapp: QApplication) -> None:
    layout = laid(made(LONG))
    assert layout.snippet.lineCount() == 2
    assert seen(layout) == layout.snippet.text()
    assert layout.snippet.text().endswith("word\u2026")
    assert not laid(made("short")).snippet.text().endswith("\u2026")


@pytest.mark.parametrize("text", ["a" * 900, "\u871c" * 900, "\U0001f41d" * 300, "\ufffd\ufffd", "", " "])
def test_whatever_a_snippet_holds_it_ends_within_two_lines(qapp: QApplication, text: str) -> None:
    for width in (-5, 0, 1, 40, 500):
        layout = laid(made(text), width)
        assert layout.snippet.lineCount() <= 2
        assert width < 40 or seen(layout) == layout.snippet.text()


def test_in_a_narrow_row_the_snippet_begins_at_its_first_mark(qapp: QApplication) -> None:
    layout = laid(made(LONG + "needle and thread", "needle"), 200)
    assert marked(layout) == ["needle"]
    assert "needle" in seen(layout)
    assert layout.snippet.text().startswith("\u2026 ")


def test_a_snippet_is_text_never_markup_and_one_line(qapp: QApplication) -> None:
    assert laid(made("<b>a</b>\n&amp;\tb")).snippet.text() == "<b>a</b> &amp; b"


def test_where_a_hit_is_gives_way_in_the_middle_of_its_path(qapp: QApplication) -> None:
    path = Path("/").joinpath(*(f"folder {number}" for number in range(30)), "x.pdf")
    hit = made("text", path=path, place=Place(SegmentKind.PAGE, 12, "xii"), copies=(Path("/a"), Path("/b")))
    where = laid(hit).where
    assert where.startswith("folder 0")
    assert "\u2026" in where
    assert where.endswith("page xii  \u00b7  3 copies")
    metrics = QFontMetrics(QFont())
    assert metrics.horizontalAdvance(where) + laid(hit).when_width <= 500


@pytest.mark.parametrize("dark", [False, True])
def test_text_can_be_read_on_every_ground(qapp: QApplication, dark: bool) -> None:
    for colours in (
        row_colours(palette(dark=dark)),
        row_colours(palette(dark=dark), QPalette.ColorRole.Window, QPalette.ColorRole.WindowText),
    ):
        for colour in (colours.text, colours.calm, colours.mark):
            assert min(contrast(colour, ground) for ground in colours.grounds) >= LEGIBLE


def test_a_palette_with_a_pale_link_is_made_legible(qapp: QApplication) -> None:
    pale = palette(dark=True)
    pale.setColor(QPalette.ColorRole.Link, QColor("#0000ff"))
    colours = row_colours(pale)
    assert min(contrast(colours.mark, ground) for ground in colours.grounds) >= LEGIBLE


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_large_text_is_not_cut(qapp: QApplication, scale: float) -> None:
    image = painted(made("yjg " * 90, "yjg"), LTR, state=QStyle.StateFlag.State_Enabled, scale=scale)
    margin = 6 * round(scale)
    last = range(image.height() - margin, image.height())
    assert not inked(image, range(image.width()), last), "below the last line there is air"
    assert inked(image, range(image.width()), range(image.height() // 2, image.height() - margin))


def test_what_is_current_and_where_the_keyboard_is_can_be_seen(qapp: QApplication) -> None:
    flag = QStyle.StateFlag
    states = (
        flag.State_Enabled,
        flag.State_MouseOver,
        flag.State_Selected,
        flag.State_Selected | flag.State_HasFocus,
    )
    images = [painted(made("text"), LTR, state=state) for state in states]
    assert all(one != other for number, one in enumerate(images) for other in images[number + 1 :])


def test_a_row_is_turned_around_where_one_reads_from_right_to_left(qapp: QApplication) -> None:
    hit = made("")
    icon = range(8, 30)
    for direction, columns in ((LTR, icon), (RTL, range(500 - 30, 500 - 8))):
        image = painted(hit, direction, state=QStyle.StateFlag.State_Enabled)
        assert inked(image, columns, range(8, 30))
    text = range(250, 460)
    assert inked(painted(hit, RTL, state=QStyle.StateFlag.State_Enabled), text, range(8, 30))


def test_every_kind_has_a_drawing_of_its_own_in_the_colour_of_what_stands_back(qapp: QApplication) -> None:
    colour = QColor("#446688")
    drawn = {kind: kind_icon(kind, colour.rgb()).pixmap(40).toImage() for kind in (*Kind, "film", "../x")}
    assert drawn.pop("../x") == drawn["film"], "what is not known has one of its own, too"
    assert all(one == other or drawn[one] != drawn[other] for one in drawn for other in drawn)
    places = [(x, y) for x in range(40) for y in range(40)]
    for image in drawn.values():
        assert {image.pixelColor(*at).name() for at in places if image.pixelColor(*at).alpha() == 255} == {
            colour.name()
        }
