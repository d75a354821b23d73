"""The timeline as SVG. JupyterLab shows it as an image, which sees neither the page's style sheet nor its theme:
it brings a card of its own, light or dark as the system asks, which reads well on a page of either."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from textwrap import wrap

from asynclab.observe.run import Place, SpanEnd
from asynclab.observe.seconds import exact
from asynclab.observe.timeline.axis import Axis
from asynclab.observe.timeline.legend import legend
from asynclab.observe.timeline.legend_rows import laid_out
from asynclab.observe.timeline.model import NOTE, Look, Picture, TimelineRow
from asynclab.observe.timeline.text_width import cut, cut_between_words, printable, width

WIDTH = 760
NARROW = 440  # for a page of 600 px: at its own size, so that its text is not made smaller
_ROOMY = 600  # from this width on, labels and notes have their whole room
ROW, BAR, STREAM = 26, 14, 6
TOP, EDGE = 40, 16
HEADING = 30  # pixels that a heading takes
CHARACTER = 6.7  # average width of one at 12 px
GAP = 1.0  # bars closer than this are drawn as one
SPACE = 4.0  # so are ticks
TOTAL = 20  # pixels for when it was done

_STYLE = """
svg { color-scheme: light dark }
text { font: 12px ui-sans-serif, system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif; fill: #1f2328 }
.card { fill: #ffffff; stroke: #d1d9e0 }
.heading { font-size: 15px; font-weight: 600 }
.muted { fill: #59636e } .small { font-size: 11px } .on { fill: #ffffff; font-weight: 600; font-size: 11px }
.grid { stroke: #e4e8ec } .base { stroke: #eef1f4; stroke-width: 14; stroke-linecap: round }
.call { fill: #0969da } .stream { fill: #8250df } .other { fill: #6e7781 }
.item { stroke: #8250df; stroke-width: 2.5; stroke-linecap: round } .reader { fill: #1a7f37 } .marks { fill: #9a6700 }
.bad { fill: #cf222e } .alive { fill: #bc4c00 } .block { fill: #cf222e } .shade { fill: #cf222e; opacity: .09 }
.hatch { stroke: #ffffff; stroke-width: 3; opacity: .55 } .leave { stroke: #1a7f37; stroke-dasharray: 3 3 }
.end { stroke: #59636e } .left { fill: #1a7f37 } .tiny { font-size: 10.5px }
.path { stroke: #1f2328; stroke-width: 2; fill: none } .waits { stroke: #818b98; stroke-dasharray: 1.5 3.5 }
.done { fill: #1f2328 } .late { fill: #cf222e } .due { fill: #1a7f37 } .line { fill: none }
.done.line { stroke: #59636e } .late.line { stroke: #cf222e } .due.line { stroke: #1a7f37; stroke-dasharray: 4 3 }
@media (prefers-color-scheme: dark) {
text { fill: #e6edf3 } .card { fill: #161b22; stroke: #3d444d } .muted { fill: #9198a1 } .on { fill: #0d1117 }
.grid { stroke: #2a313c } .base { stroke: #1f252d }
.call { fill: #58a6ff } .stream { fill: #bc8cff } .other { fill: #848d97 }
.item { stroke: #bc8cff } .reader { fill: #3fb950 } .marks { fill: #d29922 }
.bad { fill: #ff7b72 } .alive { fill: #f0883e } .block { fill: #f85149 } .shade { fill: #f85149; opacity: .16 }
.hatch { stroke: #161b22 } .leave { stroke: #3fb950 } .end { stroke: #9198a1 } .left { fill: #3fb950 }
.path { stroke: #e6edf3 } .waits { stroke: #656c76 }
.done { fill: #e6edf3 } .late { fill: #ff7b72 } .due { fill: #3fb950 }
.line { fill: none } .done.line { stroke: #9198a1 } .late.line { stroke: #ff7b72 } .due.line { stroke: #3fb950 }
}
"""


def svg_picture(picture: Picture, alt: str, *, width: int = WIDTH, heading: str = "") -> str:
    """Return the picture as a document of its own, with `alt` as its description.

    width: in pixels; text keeps its size, and the seconds get what room is left. heading: a line above the axis.
    """
    frame = _Geometry(picture, width, heading)
    return "".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{frame.height}" '
            f'viewBox="0 0 {width} {frame.height}" role="img" aria-label="{_text(alt)}">',
            f"<title>{_text(alt)}</title><style>{_STYLE}</style>",
            '<defs><pattern id="h" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
            '<path class="hatch" d="M0 0V7"/></pattern></defs>',
            f'<rect class="card" x=".5" y=".5" width="{width - 1}" height="{frame.height - 1}" rx="8"/>',
            *frame.drawn(),
            "</svg>",
        )
    )


class _Geometry:
    """Where everything stands, in pixels."""

    def __init__(self, picture: Picture, wide: int, heading: str) -> None:
        self._picture = picture
        self._wide = wide
        self._heading = heading
        self._top = TOP + (HEADING if heading else 0)
        self._labels, self._notes = (22, 26) if wide >= _ROOMY else (13, NOTE)
        longest = max([width(lane.label) for lane in picture.lanes] + [6])
        noted = max([width(lane.note) for lane in picture.lanes] + [0])
        self._left = EDGE + min(longest, self._labels) * CHARACTER + 14
        self._right = wide - EDGE - min(noted, self._notes) * CHARACTER * 0.92 - 14
        self._bottom = self._top + max(len(picture.lanes), 1) * ROW
        self._legend = laid_out(legend(picture), wide - 2 * EDGE)
        self._footer = list(self._footnotes())
        self._below = self._bottom + (TOTAL if picture.total else 0)
        self.height = self._below + 12 + 18 * (len(self._footer) + len(self._legend))

    def _x(self, time: float) -> float:
        return self._left + self._picture.axis.at(time, self._right - self._left)

    def drawn(self) -> Iterator[str]:
        """Everything on the card, from back to front."""
        if self._heading:
            yield f'<text class="heading" x="{EDGE}" y="{HEADING}">{_text(self._heading)}</text>'
        for index, _ in enumerate(self._picture.lanes):
            y = self._top + index * ROW + ROW / 2
            yield f'<path class="base" d="M{_px(self._left + 7)} {_px(y)}H{_px(self._right - 7)}"/>'
        yield from self._grid(self._picture.axis)
        if not self._picture.lanes:
            yield f'<text class="muted" x="{EDGE}" y="{self._top + 16}">Nothing ran.</text>'
        for lane in self._picture.lanes:
            if lane.look is Look.LOOP:
                yield from self._shades(lane)
        for index, lane in enumerate(self._picture.lanes):
            yield from self._lane(lane, self._top + index * ROW + ROW / 2)
        yield from self._leaving()
        yield from self._parting()
        yield from self._total()
        for index, (kind, line) in enumerate(self._footer):
            yield f'<text class="small {kind}" x="{EDGE}" y="{self._below + 18 + 18 * index}">{_text(line)}</text>'
        for index, row in enumerate(self._legend):
            yield from row.drawn(EDGE, self._below + 14 + 18 * (len(self._footer) + index))

    def _grid(self, axis: Axis) -> Iterator[str]:
        free = 0.0
        for tick in axis.ticks:
            x, label = _px(self._x(tick)), axis.label(tick)
            yield f'<path class="grid" d="M{x} {self._top - 6}V{self._bottom}"/>'
            half = width(label) * CHARACTER * 0.46
            if self._x(tick) - half < free:
                continue  # no room for its number
            free = self._x(tick) + half + 4
            yield f'<text class="muted small" x="{x}" y="{self._top - 12}" text-anchor="middle">{label}</text>'

    def _shades(self, lane: TimelineRow) -> Iterator[str]:
        for start, end, _ in _merged(self._spread(lane)):
            size = f'width="{_px(end - start)}" height="{self._bottom - self._top}"'
            yield f'<rect class="shade" x="{_px(start)}" y="{self._top}" {size}/>'

    def _lane(self, lane: TimelineRow, y: float) -> Iterator[str]:
        label = _text(cut(lane.label, self._labels))
        yield f'<text x="{EDGE}" y="{_px(y + 4)}">{label}</text>'
        yield from self._waits(lane, y)
        for start, end, how in _merged(self._spread(lane)):
            yield from self._bar(lane, start, end, how, y)
        yield from self._ticks(lane, y)
        if lane.path:
            ends = ((self._x(start), max(self._x(end) - GAP, self._x(start) + 3)) for start, end in lane.path)
            path = "".join(f"M{_px(start)} {_px(y + 10)}H{_px(end)}" for start, end in _joined(ends))
            yield f'<path class="path" d="{path}"/>'
        note = "bad" if any(bar.how is SpanEnd.ERROR for bar in lane.bars) else "muted"
        note = "alive" if any(bar.how is SpanEnd.OPEN for bar in lane.bars) else note
        told = _text(cut_between_words(lane.note, self._notes))
        yield f'<text class="{note} small" x="{self._wide - EDGE}" y="{_px(y + 4)}" text-anchor="end">{told}</text>'

    def _waits(self, lane: TimelineRow, y: float) -> Iterator[str]:
        """A dotted line up to a bar that starts late, and why it does, where there is room for it."""
        if not lane.waits:
            return
        begin, end = self._left, self._x(lane.bars[0].start)
        room = int((end - begin - 12) / (CHARACTER * 0.82))
        why = printable(lane.waits)
        where = f" ({printable(self._where(lane.after))})" if lane.after else ""
        told = why + where if width(why + where) <= room else why
        if width(told) <= room:
            yield f'<text class="muted tiny" x="{_px(begin + 6)}" y="{_px(y + 3.5)}">{_text(told)}</text>'
            begin += 12 + width(told) * CHARACTER * 0.8
        if end - begin > 4:
            yield f'<path class="waits" d="M{_px(begin)} {_px(y)}H{_px(end)}"/>'

    def _where(self, place: Place) -> str:
        """A line by its number, where all that are named beside bars are of one cell or file."""
        files = {lane.after.file for lane in self._picture.lanes if lane.after}
        return f"line {place.line}" if len(files) == 1 else f"{place.file}, line {place.line}"

    def _total(self) -> Iterator[str]:
        """When the answer ended, and when it should have."""
        shown = self._picture
        if not shown.total:
            return
        marks = [("done", shown.end, shown.total)]
        if shown.wanted and shown.due is not None:
            marks = [("done late" if shown.end > shown.due else "done", shown.end, shown.total)]
            marks.append(("due", shown.due, shown.wanted))
        marks.sort(key=lambda mark: mark[1])
        edge = float(EDGE)
        places = []
        for kind, time, told in marks:
            long = width(told) * CHARACTER * 0.92
            at = min(max(self._x(time) - long / 2, edge), self._wide - EDGE - long)
            places.append((kind, time, told, at, long))
            edge = at + long + 12
        if len(places) == 2 and places[1][3] < places[0][3] + places[0][4] + 12:  # no room: the left one moves on
            kind, time, told, _, long = places[0]
            places[0] = (kind, time, told, max(places[1][3] - 12 - long, 0.0), long)
        for kind, time, told, at, _ in places:
            x = _px(self._x(time))
            yield f'<path class="{kind} line" d="M{x} {self._top - 6}V{self._bottom + 4}"/>'
            yield f'<text class="{kind} small" x="{_px(at)}" y="{self._bottom + 17}">{_text(told)}</text>'

    def _spread(self, lane: TimelineRow) -> Iterator[tuple[float, float, SpanEnd]]:
        for bar in lane.bars:
            start, end = self._x(bar.start), self._x(bar.end)
            yield start, max(end - GAP, start + 3), bar.how  # a gap, so that one call after another shows as two

    def _bar(self, lane: TimelineRow, start: float, end: float, how: SpanEnd, y: float) -> Iterator[str]:
        kind = "block" if lane.look is Look.LOOP else lane.look.value
        thick = STREAM if lane.look is Look.STREAM else BAR
        top, size = _px(y - thick / 2), f'width="{_px(end - start)}" height="{thick}"'
        yield f'<rect class="{kind}" x="{_px(start)}" y="{top}" {size} rx="3"/>'
        if lane.look is Look.LOOP or how in (SpanEnd.CANCELLED, SpanEnd.CLOSED):
            yield f'<rect fill="url(#h)" x="{_px(start)}" y="{top}" {size} rx="3"/>'
        if lane.look is Look.LOOP:
            return
        if how is SpanEnd.ERROR:
            yield f'<path class="bad" d="M{_px(end)} {_px(y)}m-5-10h10l-3 12h-4zm2 14h6v6h-6z"/>'
        if how is SpanEnd.OPEN:
            yield f'<path class="alive" d="M{_px(end - 2)} {_px(y - 10)}l10 10l-10 10z"/>'

    def _ticks(self, lane: TimelineRow, y: float) -> Iterator[str]:
        places = _apart(self._x(tick) for tick in lane.ticks)
        if lane.look in (Look.READER, Look.MARKS):
            yield from (f'<circle class="{lane.look.value}" cx="{_px(x)}" cy="{_px(y)}" r="4"/>' for x in places)
        elif lane.ticks:
            path = "".join(f"M{_px(x)} {_px(y - BAR / 2)}v{BAR}" for x in places)
            yield f'<path class="item" d="{path}"/>'

    def _leaving(self) -> Iterator[str]:
        if self._picture.leaving is not None:
            x = _px(self._x(self._picture.leaving))
            yield f'<path class="leave" d="M{x} {self._top - 6}V{self._bottom}"/>'

    def _parting(self) -> Iterator[str]:
        if self._picture.parting is not None:
            x = self._x(self._picture.parting)
            mark = f"M{_px(x - 5)} {self._top - 12}h10l-5 8z"
            yield f'<path class="left" d="{mark}"><title>they part here</title></path>'

    def _footnotes(self) -> Iterator[tuple[str, str]]:
        if self._picture.path:
            for line in wrap(self._picture.path, int((self._wide - 2 * EDGE) / (CHARACTER * 0.92))):
                yield "ink", line
        if self._picture.left:
            yield "left", f"┊ {self._picture.left}"
        if self._picture.parting is not None:
            yield "left", "▼ they part here"
        if self._picture.hidden:
            yield "muted", f"and {self._picture.hidden} more lanes"
        room = int((self._wide - 2 * EDGE) / (CHARACTER * 1.04))
        for blocked in self._picture.blocked:
            yield "bad", cut_between_words(f"▨ {blocked}", room)
        for waiting in self._picture.waiting:
            yield from (("muted", line) for line in wrap(f"┈ {waiting}", room))
        for alive in self._picture.alive:
            yield "alive", cut_between_words(f"▶ {alive}", room)


def _merged(bars: Iterator[tuple[float, float, SpanEnd]]) -> Iterator[tuple[float, float, SpanEnd]]:
    """Bars in pixels; slivers of one kind that nearly touch become one, so that ten thousand calls stay a picture."""
    pending: tuple[float, float, SpanEnd] | None = None
    for start, end, how in sorted(bars, key=lambda bar: bar[:2]):
        if pending is not None and how is pending[2] and end - start <= 4 and start - pending[1] < GAP:
            pending = (pending[0], max(end, pending[1]), how)
            continue
        if pending is not None:
            yield pending
        pending = (start, end, how)
    if pending is not None:
        yield pending


def _joined(stretches: Iterable[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    """Stretches in pixels; those that nearly touch become one."""
    pending: tuple[float, float] | None = None
    for start, end in sorted(stretches):
        if pending is not None and start - pending[1] <= 2 * GAP:
            pending = (pending[0], max(end, pending[1]))
            continue
        if pending is not None:
            yield pending
        pending = (start, end)
    if pending is not None:
        yield pending


def _apart(places: Iterator[float]) -> Iterator[float]:
    """Places in pixels, without those that would be drawn on top of the one before."""
    last = float("-inf")
    for place in sorted(places):
        if place - last >= SPACE:
            last = place
            yield place


def _px(pixels: float) -> str:
    return f"{round(exact(pixels), 1):g}"


def _text(text: str) -> str:
    # What XML cannot hold would make the whole picture unreadable.
    return escape(printable(text), quote=True)
