"""The README's two timelines: one question to three sources, asked in turn and asked together, on the virtual clock.

`make pictures` writes them beside this file; a test holds that what is committed is what it writes. They are the
timelines that a student sees under a check, narrower and with a heading.
"""

import asyncio
from pathlib import Path

from asynclab.observe import Run
from asynclab.observe.timeline.figure import Timeline
from asynclab.scenario import call, perform, tool

WIDTH = 400  # pixels: two stand side by side in a README


async def in_turn(question, sources):
    return [await source.ainvoke(question) for source in sources]


async def together(question, sources):
    return await asyncio.gather(*[source.ainvoke(question) for source in sources])


def asked(how: str) -> Run:
    """The run of one of the two ways to ask."""
    sources = [tool("search", takes=3.0), tool("wiki", takes=2.0), tool("news", takes=1.0)]
    return perform(call(how, "why", sources), globals())


def pictures() -> dict[str, str]:
    """The SVG documents, by the name of their file. Both have the longer one's axis, so that they can be compared."""
    runs = {how: asked(how) for how in ("in_turn", "together")}
    longest = max(run.elapsed for run in runs.values())
    return {
        f"{how.replace('_', '-')}.svg": Timeline(run, "call").svg(
            width=WIDTH, until=longest, heading=f"{how.replace('_', ' ').capitalize()}: {run.elapsed:g} s"
        )
        + "\n"
        for how, run in runs.items()
    }


if __name__ == "__main__":
    for name, svg in pictures().items():
        Path(__file__).with_name(name).write_text(svg, encoding="utf-8")
        print(f"docs/{name}")
