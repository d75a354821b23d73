"""The picture of a run: rows on the virtual clock."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Collection, Mapping
from copy import copy
from dataclasses import replace
from html import escape

from asynclab.observe.run import Run, SpanKind
from asynclab.observe.seconds import seconds
from asynclab.observe.timeline.alt_text import alt_text
from asynclab.observe.timeline.axis import axis
from asynclab.observe.timeline.model import picture
from asynclab.observe.timeline.svg import NARROW, WIDTH, svg_picture
from asynclab.observe.timeline.text import text_picture
from asynclab.observe.timeline.text_width import printable

_PAGE = 800  # pixels of a page that is narrow


class Timeline:
    """A run's timeline: `str()` for terminals, `svg()` for documents, and a notebook shows it as an image.

    kinds: which kinds of spans to show ("task", "chain", ...); without any, what matters. unnamed: files whose lines
    are not named, since they are not the reader's own.
    """

    def __init__(self, run: Run, *kinds: SpanKind, unnamed: Collection[str] = ()) -> None:
        self._picture = picture(run, kinds, unnamed)
        self.alt = alt_text(run, self._picture.waiting)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to see: no rows, or everything at the run's first instant."""
        shown = self._picture
        return not any(bar.end > bar.start for lane in shown.lanes for bar in lane.bars) and not any(
            tick > 0 for lane in shown.lanes for tick in lane.ticks
        )

    def due(self, time: float) -> Timeline:
        """Return the same timeline with a mark where the run should have ended, in virtual seconds."""
        other = copy(self)
        wider = axis(time) if time > self._picture.axis.end else self._picture.axis
        other._picture = replace(self._picture, due=time, axis=wider)
        if other._picture.wanted:
            other.alt = f"{self.alt} It should be done at {seconds(time)}."
        return other

    def beside(self, heading: str, parting: float | None) -> Timeline:
        """Return the same timeline as one of two: under a heading, with a mark where the other timeline differs first.
        parting: where that is, in virtual seconds; None for nowhere.
        """
        other = copy(self)
        other._picture = replace(self._picture, heading=heading, parting=parting)
        other.alt = f"{heading} {self.alt}"
        return other

    def __str__(self) -> str:
        return text_picture(self._picture)

    def svg(self, *, width: int = WIDTH, until: float = 0.0, heading: str = "") -> str:
        """Return the picture as an SVG document.

        width: in pixels. until: the axis shows at least so many virtual seconds, so that pictures of different runs
        can be compared. heading: a line above the axis.
        """
        shown = self._picture
        if until > shown.axis.end:
            shown = replace(shown, axis=axis(until))
        return svg_picture(shown, self.alt, width=width, heading=heading or shown.heading)

    def html(self) -> str:
        """Return the picture as an <img> element with its alternative text, and beside it a narrower one for a narrow
        page, on which its text would be too small to read."""
        style = "max-width:100%;height:auto"
        image = f'<img alt="{escape(printable(self.alt), quote=True)}" style="{style}" src="{_address(self.svg())}"/>'
        narrow = f'<source media="(max-width: {_PAGE}px)" srcset="{_address(self.svg(width=NARROW))}"/>'
        return f"<picture>{narrow}{image}</picture>"

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> Mapping[str, str]:
        """For IPython: the image, and its text for where there are none."""
        return {"text/html": self.html(), "text/plain": str(self)}


def _address(svg: str) -> str:
    return f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}"
