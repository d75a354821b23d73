"""The legend as SVG: a swatch and its meaning, in as many rows as need be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from asynclab.observe.timeline.legend import Legend, Sign

SWATCH, GAP_AFTER, BETWEEN = 18, 6, 18  # pixels
LETTER = 6.2  # average width of one at 11 px

_DRAWN = {
    Sign.CALL: '<rect class="call sign" x="{x}" y="{top}" width="16" height="9" rx="2"/>',
    Sign.STREAM: '<rect class="stream sign" x="{x}" y="{bar}" width="16" height="4" rx="2"/>',
    Sign.OTHER: '<rect class="other sign" x="{x}" y="{top}" width="16" height="9" rx="2"/>',
    Sign.ITEM: '<path class="item sign" d="M{mid} {top}v9"/>',
    Sign.READER: '<circle class="reader sign" cx="{mid}" cy="{y}" r="4"/>',
    Sign.MARKS: '<circle class="marks sign" cx="{mid}" cy="{y}" r="4"/>',
    Sign.BLOCKED: '<rect class="block sign" x="{x}" y="{top}" width="16" height="9" rx="2"/>'
    '<rect fill="url(#h)" x="{x}" y="{top}" width="16" height="9" rx="2"/>',
    Sign.WAITS: '<path class="waits sign" d="M{x} {y}h16"/>',
    Sign.FAILED: '<path class="bad sign" d="M{mid} {top}m-5 -3h10l-3 9h-4zm2 11h6v5h-6z"/>',
    Sign.HATCHED: '<rect class="other sign" x="{x}" y="{top}" width="16" height="9" rx="2"/>'
    '<rect fill="url(#h)" x="{x}" y="{top}" width="16" height="9" rx="2"/>',
    Sign.OPEN: '<path class="alive sign" d="M{x} {top}l9 4.5l-9 4.5z"/>',
    Sign.PATH: '<path class="path sign" d="M{x} {y}h16"/>',
}


@dataclass(frozen=True)
class LegendRow:
    """The signs of one row."""

    signs: tuple[Sign, ...]

    def drawn(self, left: float, y: float) -> Iterator[str]:
        """Yield its elements. left, y: where it begins, and its middle, in pixels."""
        for sign in self.signs:
            places = {"x": left, "mid": left + 8, "y": y, "top": y - 4.5, "bar": y - 2}
            yield _DRAWN[sign].format(**{name: f"{place:g}" for name, place in places.items()})
            yield f'<text class="muted small" x="{left + SWATCH + GAP_AFTER:g}" y="{y + 4:g}">{sign.value}</text>'
            left += _width(sign)


def laid_out(shown: Legend, room: float) -> tuple[LegendRow, ...]:
    """Return the rows of a legend in so many pixels."""
    rows: list[list[Sign]] = []
    left = room
    for sign in shown.signs:
        if not rows or left < _width(sign) - BETWEEN:
            rows.append([])
            left = room
        rows[-1].append(sign)
        left -= _width(sign)
    return tuple(LegendRow(tuple(row)) for row in rows)


def _width(sign: Sign) -> float:
    return SWATCH + GAP_AFTER + len(sign.value) * LETTER + BETWEEN
