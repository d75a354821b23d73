"""What is opened in a chapter's text and not closed: fences, and comments. Pure text work."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_MARK = re.compile(r"(?P<indent> {0,3})(?P<mark>`{3,}|~{3,})(?P<info>.*)")


@dataclass(frozen=True)
class OpenedFence:
    """A line that begins a fence. line: from 1. text: the line itself."""

    line: int
    text: str
    indent: int
    mark: str

    def meets(self, match: re.Match[str]) -> bool:
        """Check whether another fence's line is one of this fence's kind: at its margin, and as long or longer."""
        margin = len(match["indent"]) <= (3 if self.indent else 0)
        return margin and match["mark"][0] == self.mark[0] and len(match["mark"]) >= len(self.mark)


def unclosed(text: str) -> Iterator[OpenedFence]:
    """Yield the fences that nothing closes before the next fence of the kind begins, or before the text ends.

    A fence that holds another fence on purpose has more marks than that: four backticks around three.
    """
    opened: OpenedFence | None = None
    for number, line in enumerate(text.split("\n"), 1):
        match = _MARK.fullmatch(line)
        if match is None or (opened and not opened.meets(match)):
            continue
        info = match["info"].strip()
        if opened and not info:
            opened = None
        elif not (match["mark"][0] == "`" and "`" in info):  # else it is code within a line
            if opened:
                yield opened
            opened = OpenedFence(number, line.strip(), len(match["indent"]), match["mark"])
    if opened:
        yield opened


def open_comment(prose: str) -> int | None:
    """Return the index of the line on which a comment without an end begins, outside of fences. Return None if there is
    no such comment.
    """
    within: re.Match[str] | None = None
    begun: int | None = None
    for index, line in enumerate(prose.split("\n")):
        match = _MARK.fullmatch(line)
        if within:
            within = (
                None if match and match["mark"].startswith(within["mark"]) and not match["info"].strip() else within
            )
        elif match:
            within = match
        else:
            begun = _comment_after(line, index, begun)
    return begun


def _comment_after(line: str, index: int, begun: int | None) -> int | None:
    """Where the comment begins that is open after a line. begun: where the one does that is open before it."""
    for mark in re.findall(r"<!--|-->", line):
        if mark == "-->":
            begun = None
        elif begun is None:
            begun = index
    return begun
