"""Colours of rows, made from the palette: calm, and legible on every ground that a row can have."""

from dataclasses import dataclass

from PySide6.QtGui import QColor, QPalette

LEGIBLE = 4.5
"""Contrast of text to its ground, at least (WCAG 2, AA)."""
HOVERED, SELECTED, IN_USE = 0.05, 0.13, 0.19
"""How much of the accent colour lies on a row."""
CALM = 0.62
"""How much of the text's colour is left in what stands back."""
STEP = 0.1
Role = QPalette.ColorRole


@dataclass(frozen=True, slots=True)
class RowColours:
    """What a list is painted with."""

    ground: QColor
    hovered: QColor
    selected: QColor
    """The current row, while the keyboard is elsewhere."""
    in_use: QColor
    """The current row, with the keyboard in the list."""
    text: QColor
    calm: QColor
    """Of what stands back: paths, dates, counts."""
    mark: QColor
    """Of words that were found; they are bold as well."""
    accent: QColor

    @property
    def grounds(self) -> tuple[QColor, ...]:
        """Everything that text can stand on."""
        return self.ground, self.hovered, self.selected, self.in_use


def row_colours(palette: QPalette, ground_role: Role = Role.Base, text_role: Role = Role.Text) -> RowColours:
    """The colours of rows that lie on *ground_role*."""
    ground, text = palette.color(ground_role), palette.color(text_role)
    accent = palette.color(Role.Accent)
    hovered, selected, in_use = (blended(accent, ground, share) for share in (HOVERED, SELECTED, IN_USE))
    grounds = (ground, hovered, selected, in_use)
    return RowColours(
        ground,
        hovered,
        selected,
        in_use,
        text,
        legible(blended(text, ground, CALM), grounds, text),
        legible(palette.color(Role.Link), grounds, text),
        accent,
    )


def blended(colour: QColor, ground: QColor, share: float) -> QColor:
    """*share* of *colour* on *ground*, opaque."""
    return QColor.fromRgbF(
        ground.redF() + (colour.redF() - ground.redF()) * share,
        ground.greenF() + (colour.greenF() - ground.greenF()) * share,
        ground.blueF() + (colour.blueF() - ground.blueF()) * share,
    )


def legible(colour: QColor, grounds: tuple[QColor, ...], text: QColor) -> QColor:
    """*colour*, moved towards *text* until it can be read on each of *grounds*."""
    share = 0.0
    moved = colour
    while share < 1 and min(contrast(moved, ground) for ground in grounds) < LEGIBLE:
        share = min(1.0, share + STEP)
        moved = blended(text, colour, share)
    return moved


def contrast(one: QColor, other: QColor) -> float:
    """Contrast ratio of two colours, from 1 to 21, as WCAG 2 counts it."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: QColor) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (colour.redF(), colour.greenF(), colour.blueF())
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
