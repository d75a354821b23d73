"""The timeline in plain text: 80 columns, for terminals and failure messages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from asynclab.observe.run import SpanEnd
from asynclab.observe.timeline.axis import Axis
from asynclab.observe.timeline.model import Bar, Look, Picture, TimelineRow
from asynclab.observe.timeline.text_width import cut_between_words, in_lines, padded, width

COLUMNS = 80
_BODY = {Look.CALL: "█", Look.STREAM: "━", Look.OTHER: "─", Look.LOOP: "▒"}
_TICK = {Look.STREAM: "╋", Look.CALL: "▌", Look.OTHER: "┼", Look.READER: "●", Look.MARKS: "◆", Look.LOOP: "▒"}
_LAST = {SpanEnd.ERROR: "!", SpanEnd.CANCELLED: "x", SpanEnd.CLOSED: "]", SpanEnd.OPEN: ">"}


def text_picture(picture: Picture) -> str:
    """Return the picture as lines of at most 80 columns, aligned."""
    label = min(max([width(lane.label) for lane in picture.lanes] + [4]), 18)
    note = min(max([width(lane.note) for lane in picture.lanes] + [4]), 22)
    plot = COLUMNS - label - note - 4
    lines = [picture.heading] * bool(picture.heading) + [f"{' ' * label}  {_scale(picture.axis, plot)}"]
    if picture.parting is not None:
        lines.append(f"{' ' * (label + 2 + _cell(picture.axis, picture.parting, plot))}▼ they part here")
    for lane in picture.lanes:
        row = _row(lane, picture, plot)
        lines.append(f"{padded(lane.label, label)}  {row}  {cut_between_words(lane.note, note)}".rstrip())
    lines.extend(wrapped for line in _footer(picture, label) for wrapped in in_lines(line, COLUMNS))
    return "\n".join(line.rstrip() for line in lines)


def _scale(axis: Axis, plot: int) -> str:
    """The axis's numbers, each above its column; those without room are left out."""
    line = ""
    for tick in axis.ticks:
        at = min(int(axis.at(tick, plot)), plot - 1)
        if at >= len(line) + (1 if line else 0) and at + len(axis.label(tick)) <= plot + 6:
            line = line.ljust(at) + axis.label(tick)
    return line


def _row(lane: TimelineRow, picture: Picture, plot: int) -> str:
    cells = [" "] * plot
    if picture.leaving is not None:
        cells[_cell(picture.axis, picture.leaving, plot)] = "┊"
    for bar in lane.bars:
        _lay(cells, bar, lane.look, picture.axis)
    for tick in lane.ticks:
        cells[_cell(picture.axis, tick, plot)] = _TICK[lane.look]
    return "".join(cells)


def _lay(cells: list[str], bar: Bar, look: Look, axis: Axis) -> None:
    # Both ends rounded alike, so that what follows one another touches and does not overlap.
    start, end = round(axis.at(bar.start, len(cells))), round(axis.at(bar.end, len(cells)))
    start = min(start, len(cells) - 1)
    end = max(end, start + 1)
    cells[start:end] = [_BODY.get(look, "█")] * (end - start)
    if look is Look.LOOP:
        return
    if bar.how in _LAST:
        cells[end - 1] = _LAST[bar.how]
    elif look is Look.CALL and end - start > 1:
        cells[end - 1] = "▉"  # a hair narrower: a call that follows at once is seen to be another


def _cell(axis: Axis, time: float, plot: int) -> int:
    """The column just before an instant: where a bar that ends at it has its last cell."""
    return min(max(round(axis.at(time, plot)) - 1, 0), plot - 1)


def _footer(picture: Picture, label: int) -> Iterator[str]:
    signs = {_LAST[bar.how]: _ENDS[bar.how] for lane in picture.lanes for bar in _ends(lane)}
    if signs:
        yield " " * (label + 2) + ", ".join(f"{sign} {meaning}" for sign, meaning in signs.items())
    if picture.path:
        yield " " * (label + 2) + picture.path
    if picture.wanted:
        yield f"{' ' * (label + 2)}{picture.wanted}, {picture.total}"
    if picture.left:
        yield f"{' ' * (label + 2)}┊ {picture.left}"
    yield from (f"{' ' * (label + 2)}▒ {each}" for each in picture.blocked)
    yield from (f"{' ' * (label + 2)}{each}" for each in picture.waiting)
    if picture.hidden:
        yield f"{' ' * (label + 2)}and {picture.hidden} more lanes"
    for alive in picture.alive:
        yield f"{' ' * (label + 2)}{alive}"


_ENDS = {
    SpanEnd.ERROR: "failed",
    SpanEnd.CANCELLED: "cancelled",
    SpanEnd.CLOSED: "closed",
    SpanEnd.OPEN: "still open",
}


def _ends(lane: TimelineRow) -> Iterable[Bar]:
    return (bar for bar in lane.bars if bar.how in _LAST and lane.look is not Look.LOOP)
