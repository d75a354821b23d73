"""A chapter's Markdown, read and written: cells and fences with their lines, whether or not they make a chapter."""

from __future__ import annotations

import json
import math
import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import jupytext
from nbformat import NotebookNode, from_dict

from asynclab.course.authoring.chapter import Cell, ChapterRefused, Fence, Refusal, Role
from asynclab.course.authoring.fences import unclosed
from asynclab.course.authoring.regions import FENCE

_IMAGE = re.compile(r"!\[(?P<alt>[^\]]*)\]\((?P<target>[^)\s]+)[^)]*\)")
_IMG = re.compile(r"<img\b(?P<attributes>[^>]*)>", re.IGNORECASE)
_HEADING = re.compile(r"^(?P<marks>#{1,6})[ \t]+(?P<text>.+?)[ \t]*$")


@dataclass(frozen=True)
class Heading:
    """A heading of the prose; level 1 for `#`."""

    level: int
    text: str
    line: int


@dataclass(frozen=True)
class Image:
    """A picture that the prose shows."""

    target: str
    alt: str
    line: int


@dataclass(frozen=True)
class Draft:
    """What a Markdown file holds. notebook: as jupytext reads it, cell by cell with `cells`."""

    name: str
    file: Path
    notebook: NotebookNode
    cells: tuple[Cell, ...]
    fences: tuple[Fence, ...]
    headings: tuple[Heading, ...]
    images: tuple[Image, ...]

    def refusal(self, line: int, says: str) -> Refusal:
        """Return a refusal of this file."""
        return Refusal(self.file.as_posix(), line, says)

    def by_role(self, role: Role) -> tuple[Cell, ...]:
        """Return the cells of one role, in order."""
        return tuple(cell for cell in self.cells if cell.role is role)


def read(file: Path) -> Draft:
    """Read a chapter's Markdown. Raises `ChapterRefused` for a file that is none, an open fence, TOML that is none."""
    try:
        text = file.read_text(encoding="utf-8")
        notebook = jupytext.reads(text, fmt="md")
    except (OSError, UnicodeDecodeError, ValueError) as error:
        says = f"This is no Markdown that jupytext can read: {error}"
        raise ChapterRefused((Refusal(file.as_posix(), 1, says),)) from error
    if unended := tuple(_unclosed(text, file)):
        raise ChapterRefused(unended)
    cells = tuple(_cells(notebook.cells, text))
    prose = [cell for cell in cells if cell.role is Role.PROSE]
    fences, refusals = _fences(prose, file)
    if refusals:
        raise ChapterRefused(refusals)
    return Draft(file.stem, file, notebook, cells, fences, tuple(_headings(prose)), tuple(_images(prose)))


def written(notebook: NotebookNode) -> str:
    """Return the Markdown that a notebook stands for; `read` of it gives the same cells. Outputs and ids are left
    behind.
    """
    about = {
        "notebook_metadata_filter": "-all",
        "cell_metadata_filter": "nbgrader,tags,-all",
        "text_representation": {"extension": ".md", "format_name": "markdown"},
    }
    plain = from_dict({**notebook, "metadata": {"jupytext": about}})
    return str(jupytext.writes(plain, fmt="md"))


def _cells(nodes: Sequence[NotebookNode], text: str) -> Iterator[Cell]:
    """The cells with their lines: jupytext keeps sources as they are, in order, so each is found after the last."""
    at = 0
    for node in nodes:
        found = text.find(node.source, at)
        at = found if found >= 0 else at
        yield _cell(node, text.count("\n", 0, at) + 1)
        at += len(node.source) if found >= 0 else 0


def _cell(node: NotebookNode, line: int) -> Cell:
    about = node.metadata.get("nbgrader", node.metadata.get("incorrectly_encoded_metadata"))
    tags = tuple(node.metadata.get("tags", ()))
    if not isinstance(about, dict):
        role = Role.CODE if node.cell_type == "code" else Role.PROSE
        return Cell(role, node.source, line, tags=tags, unreadable="" if about is None else str(about))
    role = Role.CHECK if about.get("grade") else Role.SOLUTION if about.get("solution") else Role.CODE
    points = about.get("points", 0)
    is_number = isinstance(points, (int, float)) and not isinstance(points, bool) and math.isfinite(points)
    return Cell(
        role,
        node.source,
        line,
        str(about.get("grade_id", "")),
        float(points) if is_number else 0.0,
        tags,
        locked=about.get("locked") is True,
        no_number="" if is_number else json.dumps(points),
    )


def _unclosed(text: str, file: Path) -> Iterator[Refusal]:
    for fence in unclosed(text):
        opens = fence.text.split()[0]
        says = f"The fence that opens here, {opens}, is not closed. Put ``` on a line of its own at its end."
        yield Refusal(file.as_posix(), fence.line, says)


def _fences(prose: Sequence[Cell], file: Path) -> tuple[tuple[Fence, ...], tuple[Refusal, ...]]:
    fences: list[Fence] = []
    refusals: list[Refusal] = []
    for cell in prose:
        for match in FENCE.finditer(cell.source):
            line = cell.line + cell.source.count("\n", 0, match.start())
            try:
                fences.append(Fence(match["kind"], tomllib.loads(match["text"]), line))
            except tomllib.TOMLDecodeError as error:
                refusals.append(Refusal(file.as_posix(), line, f"The toml {match['kind']} fence is no TOML: {error}."))
    return tuple(fences), tuple(refusals)


def _headings(prose: Sequence[Cell]) -> Iterator[Heading]:
    for cell in prose:
        fenced = False
        for offset, line in enumerate(cell.source.split("\n")):
            fenced ^= line.startswith("```")
            match = None if fenced else _HEADING.match(line)
            if match:
                yield Heading(len(match["marks"]), match["text"], cell.line + offset)


def _images(prose: Sequence[Cell]) -> Iterator[Image]:
    for cell in prose:
        for offset, line in enumerate(cell.source.split("\n")):
            at = cell.line + offset
            yield from (Image(match["target"], match["alt"], at) for match in _IMAGE.finditer(line))
            for match in _IMG.finditer(line):
                yield Image(_attribute(match["attributes"], "src"), _attribute(match["attributes"], "alt"), at)


def _attribute(attributes: str, name: str) -> str:
    match = re.search(rf"""\b{name}\s*=\s*(["'])(.*?)\1""", attributes)
    return match[2] if match else ""
