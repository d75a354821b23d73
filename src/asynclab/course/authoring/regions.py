"""The marked regions of a cell: solutions and hidden tests, and the author's fences in prose. Pure text work.

A marker is a line that contains nbgrader's words, as in `### BEGIN SOLUTION`; nbgrader removes what stands between.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

TODO = re.compile(r"#\s*TODO\b")
FENCE = re.compile(r"^```toml[ \t]+(?P<kind>\w+)[ \t]*\n(?P<text>.*?)^```[ \t]*$\n?", re.DOTALL | re.MULTILINE)


class RegionKind(str, Enum):
    """What a region holds; the value is nbgrader's word for it."""

    SOLUTION = "SOLUTION"
    HIDDEN = "HIDDEN TESTS"


@dataclass(frozen=True)
class Region:
    """A marked region. start, end: the indices of its marker lines. indent: of the opening marker."""

    start: int
    end: int
    indent: str


class Unbalanced(Exception):
    """Markers do not pair up. line: index within the cell's source."""

    def __init__(self, line: int, says: str) -> None:
        super().__init__(says)
        self.line = line


def regions(source: str, kind: RegionKind) -> tuple[Region, ...]:
    """Return the regions of one kind, in order. Raises `Unbalanced` for markers that do not pair up."""
    found: list[Region] = []
    opened: Region | None = None
    for index, line in enumerate(source.split("\n")):
        if f"BEGIN {kind.value}" in line:
            if opened is not None:
                raise Unbalanced(index, f"BEGIN {kind.value} stands inside another one. End that one first.")
            opened = Region(index, index, line[: len(line) - len(line.lstrip())])
        elif f"END {kind.value}" in line:
            if opened is None:
                raise Unbalanced(index, f"END {kind.value} has no BEGIN {kind.value} before it.")
            found.append(Region(opened.start, index, opened.indent))
            opened = None
    if opened is not None:
        raise Unbalanced(opened.start, f"BEGIN {kind.value} has no END {kind.value} in its cell.")
    return tuple(found)


def inside(source: str, kind: RegionKind) -> tuple[str, ...]:
    """Return the lines inside the regions of one kind."""
    lines = source.split("\n")
    return tuple(line for region in regions(source, kind) for line in lines[region.start + 1 : region.end])


def without(source: str, kind: RegionKind) -> str:
    """Return the source without the regions of one kind."""
    lines = source.split("\n")
    for region in reversed(regions(source, kind)):
        del lines[region.start : region.end + 1]
    return "\n".join(lines)


def stub(source: str, task: str) -> str:
    """Return a solution cell as its student gets it.

    A region becomes `raise NotAttempted("<task>")`. The answer to a quiz question is just taken out, since the cell's
    first line stands in for it: an error there would stop the whole notebook.
    """
    lines = source.split("\n")
    question = question_stub(source, task)
    for region in reversed(regions(source, RegionKind.SOLUTION)):
        put = [] if question else [f'{region.indent}raise NotAttempted("{task}")']
        lines[region.start : region.end + 1] = put
    return "\n".join(lines)


def question_stub(source: str, name: str) -> bool:
    """Check whether a solution cell begins with the stub of a quiz question, `<name> = None`."""
    return source.lstrip().startswith(f"{name} = None")


def unmarked(source: str) -> str:
    """Return a solution cell's source as a reader of the solution sees it: without markers and without its TODO."""
    kept = (line for line in source.split("\n") if "### BEGIN" not in line and "### END" not in line)
    return "\n".join(line for line in kept if not TODO.match(line.strip()))


def without_fences(prose: str) -> str:
    """Prose without the fences that are for authors, and without the comments that nobody sees."""
    shown = re.sub(r"<!--.*?-->\n?", "", FENCE.sub("", prose), flags=re.DOTALL)
    return re.sub(r"\n{3,}", "\n\n", shown).strip("\n")
