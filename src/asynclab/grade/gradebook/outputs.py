"""Outputs of a notebook's cell that came from a student's process: JSON that nobody has read, as data that is safe to
keep. Pure, and strict: what is not an output of nbformat 4 in every part is dropped.

A verdict among them is dropped too (verdicts come from the judge), and so is what would run in a browser.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from typing import Any

from nbformat import NotebookNode

from asynclab.grade.intake.parse import plain
from asynclab.grade.intake.sanitize import representations

LEFT_OUT = "CellLeftOut"  # the name of the error in place of what a cell showed that ended its process
_MOST = 1_000  # outputs of one cell
_DEPTH = 20  # of displayed JSON
_LONGEST = 4 << 20  # characters of one text or picture
_ANSI = re.compile(r"\x1b\[[0-9;]*m")
_FRAME = re.compile(r"^\s*Cell In\s?\[(\d+)\], line (\d+)", re.MULTILINE)


def read(text: str) -> list[NotebookNode]:
    """Read the outputs in the JSON of a list. Never raises."""
    try:
        data = json.loads(text, parse_int=lambda digits: int(digits[:18]), parse_constant=lambda _: None)
    except (ValueError, RecursionError):
        return []
    listed = data[:_MOST] if isinstance(data, list) else []
    return [output for each in listed if isinstance(each, dict) for output in _output(each)]


def left_out(why: str) -> NotebookNode:
    """Return the error that stands in place of a cell's outputs, where the cell ended its process."""
    return NotebookNode(output_type="error", ename=LEFT_OUT, evalue=why, traceback=[f"{LEFT_OUT}: {why}"])


def _output(output: dict[str, Any]) -> Iterator[NotebookNode]:
    kind = output.get("output_type")
    if kind == "stream":
        name = "stderr" if output.get("name") == "stderr" else "stdout"
        yield NotebookNode(output_type="stream", name=name, text=_text(output.get("text")))
    elif kind == "error":
        lines = output.get("traceback")
        yield NotebookNode(
            output_type="error",
            ename=_text(output.get("ename")),
            evalue=_text(output.get("evalue")),
            traceback=[_text(line) for line in lines] if isinstance(lines, list) else [],
        )
    elif kind in ("display_data", "execute_result"):
        shown = NotebookNode(output_type=kind, metadata=NotebookNode(), data=_bundle(output.get("data")))
        if kind == "execute_result":
            count = output.get("execution_count")
            shown.execution_count = count if type(count) is int else None
        yield shown


def _bundle(data: object) -> NotebookNode:
    """What is displayed, by MIME type; a verdict is none of a page's types, and is dropped with the others."""
    given = data if isinstance(data, dict) else {}
    texts = {mime: _text(value) for mime, value in given.items() if isinstance(value, (str, list))}
    shown = NotebookNode(representations(texts))
    if "application/json" in given:
        shown["application/json"] = _clean(given["application/json"], _DEPTH)
    return shown


def _clean(value: Any, depth: int) -> Any:
    """JSON data without what no file takes, and without what lies too deep for those who write it."""
    if isinstance(value, str):
        return plain(value)
    if isinstance(value, (dict, list)) and not depth:
        return None
    if isinstance(value, dict):
        return NotebookNode((plain(key), _clean(each, depth - 1)) for key, each in value.items())
    if isinstance(value, list):
        return [_clean(each, depth - 1) for each in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _text(value: object) -> str:
    if isinstance(value, list):
        value = "".join(part for part in value if isinstance(part, str))
    return plain(value[:_LONGEST]) if isinstance(value, str) else ""


def without_colours(text: str) -> str:
    """Return a text without the codes that colour it in a terminal."""
    return _ANSI.sub("", text)


def cell_frames(error: NotebookNode) -> list[tuple[int, int]]:
    """Return the frames of an error's traceback that are in cells: execution counts, each with the line in its cell."""
    trace = without_colours("\n".join(error.get("traceback", ())))
    return [(int(count), int(line)) for count, line in _FRAME.findall(trace)]
