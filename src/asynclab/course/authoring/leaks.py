"""What must not be read in `release/`: solutions, hidden tests, quiz answers. A search through all a student gets."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from asynclab.course.authoring.chapter import Chapter, Role
from asynclab.course.authoring.regions import RegionKind, inside, stub, without, without_fences

TRIVIAL = 12  # characters: shorter lines (`return answers`) say nothing
_MARKERS = ("BEGIN SOLUTION", "BEGIN HIDDEN TESTS", "```toml", "c.hidden()")


@dataclass(frozen=True)
class Leak:
    """Something a student could read. file: within the release; what: whose secret; text: the line itself."""

    file: str
    what: str
    text: str

    def __str__(self) -> str:
        return f"{self.file} shows {self.what}: {self.text}"


def leaks(chapter: Chapter, released: Path) -> tuple[Leak, ...]:
    """Return every secret line of a chapter that its released folder shows. Return every solution that can be put
    together, too.

    A line which the chapter shows on purpose elsewhere is not a secret; a solution all of whose lines it shows is.
    """
    texts = {path.relative_to(released).as_posix(): _readable(path) for path in _files(released)}
    return tuple(dict.fromkeys((*_lines(chapter, texts), *_whole_solutions(chapter, texts))))


def _lines(chapter: Chapter, texts: dict[str, str]) -> Iterator[Leak]:
    on_purpose = _shown(chapter)
    for what, line in _secrets(chapter):
        if line in on_purpose:
            continue
        for file, text in texts.items():
            if line in text:
                yield Leak(file, what, line)
    for marker in _MARKERS:
        for file, text in texts.items():
            if marker in text:
                yield Leak(file, "an author's marker", marker)


def _whole_solutions(chapter: Chapter, texts: dict[str, str]) -> Iterator[Leak]:
    everything = "\n".join(texts.values())
    for task in chapter.tasks:
        lines = [
            line for line in map(_plain, inside(task.solution.source, RegionKind.SOLUTION)) if len(line) >= TRIVIAL
        ]
        if lines and all(line in everything for line in lines):
            yield Leak("the whole folder", f'the solution of "{task.id}", line by line', lines[0])


def _secrets(chapter: Chapter) -> Iterator[tuple[str, str]]:
    for cell in chapter.cells:
        for kind, what in ((RegionKind.SOLUTION, "a solution"), (RegionKind.HIDDEN, "a hidden test")):
            if cell.role is Role.PROSE:
                continue
            for line in map(_plain, inside(cell.source, kind)):
                if len(line) >= TRIVIAL:
                    yield f'{what} of "{cell.grade_id}"', line
    for question in chapter.questions:
        for choice in question.sealed_choices:
            yield f'the explanation of "{question.name}"', _plain(choice.explanation)


def _shown(chapter: Chapter) -> str:
    """All that the chapter shows its students, as one searchable text."""
    shown = []
    for cell in chapter.cells:
        if cell.role is Role.PROSE:
            shown.append(without_fences(cell.source))
        elif cell.role is Role.SOLUTION:
            shown.append(stub(cell.source, cell.grade_id))
        else:
            shown.append(without(cell.source, RegionKind.HIDDEN))
    return _plain("\n".join(shown))


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file())


def _readable(path: Path) -> str:
    """What a file says to whoever searches it: JSON with its strings decoded, anything else as text."""
    text = path.read_text(encoding="utf-8", errors="replace")
    if path.suffix in (".ipynb", ".json"):
        text += "\n" + "\n".join(_strings(json.loads(text)))
    return _plain(text)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list) and value and all(isinstance(part, str) for part in value):
        yield "".join(value)  # a notebook's lines
    elif isinstance(value, (list, dict)):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _strings(part)


def _plain(text: str) -> str:
    """Without comments at a line's end and with single spaces, so that a reformatted leak is found too."""
    return re.sub(r"\s+", " ", re.sub(r"[ \t]# .*", "", text)).strip()
