"""`index.ipynb` in `release/`: a student's first page, with the course's word of welcome (`notebooks/index.md`), the
chapters, and where one stands."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from asynclab.course.authoring import manifest as manifests
from asynclab.course.authoring.chapter import ChapterRefused, Refusal
from asynclab.course.authoring.fences import open_comment, unclosed
from asynclab.course.authoring.manifest import Entry, Manifest
from asynclab.course.authoring.regions import FENCE, without_fences

NAME = manifests.INDEX
SOURCE = "index.md"  # in notebooks/: what the page begins with
METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}

_WELCOME = """\
# Welcome

Read a chapter from the top, and run its cells as you meet them. Each task has a stub with one TODO, a hint that is a \
question, and checks that tell what they saw. Nothing needs an API key, a network or luck: the checks have a clock of \
their own, on which three seconds take no time and are still exactly three seconds."""

_CHAPTERS = """\
## The chapters

| | Chapter | Level | Minutes | Points |
|--:|:--|:--|--:|--:|
{rows}

In this order, if it is all the same to you.{boss}"""

_GREY = '<span style="color: gray">{}</span>'

_BOSS = " The boss is no stronger than you are, but it has read every chapter."

_WHERE = """\
## Where you stand

Run the next cell (Shift+Enter), as often as you like. It reads your notebooks as you last **saved** them (Ctrl+S, on \
a Mac Cmd+S) and repeats what their checks said when you last ran them. It counts the checks that you can see. Grading \
also asks some that you cannot, with other names and other latencies, so that an answer which knows the question by \
heart is of little use."""

_CODE = """\
from asynclab import progress

progress()"""

_HAND_IN = """\
## Handing in

Save first. What is graded is what you wrote, run anew: outputs in your file count neither for you nor against you. \
Then, whichever of these your instructor has named; here for `{chapter}`:

- **nbgrader's exchange**: in a terminal, in this page's folder, `nbgrader submit --course NAME {chapter}`, with your \
course's name. As often as you like: the last one counts.
- **A file**: `{chapter}.ipynb` from the chapter's folder, under that very name, and nothing else.
- **A repository**: commit the chapter's folder where it is, and push."""

_LAST = """\
*This page belongs to the course, and is replaced when there are new chapters. Your work is in the chapters' folders, \
and goes along.*"""


@dataclass(frozen=True)
class Welcome:
    """What the index begins with, and the titles of chapters that are still to come, by number."""

    text: str = _WELCOME
    coming: Mapping[int, str] = field(default_factory=dict)


GENERAL = Welcome()


def welcome(notebooks: Path) -> Welcome:
    """Return the course's own words, of `index.md` beside its chapters; general ones without that file.

    A fence `toml coming` in it names chapters that are still to come: lines such as `8 = "Backpressure"`.

    Raise ChapterRefused for a file that is none, has no title, shows a picture of the folder's, or names what is to
    come in another way.
    """
    file = notebooks / SOURCE
    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        return GENERAL
    except (OSError, UnicodeDecodeError) as error:
        raise ChapterRefused((Refusal(file.as_posix(), 1, f"The index page cannot be read: {error}."),)) from error
    if refusals := tuple(_broken(file.as_posix(), text)):
        raise ChapterRefused(refusals)
    return Welcome(without_fences(text), _coming(file.as_posix(), text))


def _coming(file: str, text: str) -> dict[int, str]:
    """The chapters that a `toml coming` fence names. Raises ChapterRefused."""
    coming: dict[int, str] = {}
    for fence in FENCE.finditer(text):
        line = text.count("\n", 0, fence.start()) + 1
        try:
            found = tomllib.loads(fence["text"])
        except tomllib.TOMLDecodeError as problem:
            raise ChapterRefused((Refusal(file, line, f"The fence is no TOML: {problem}."),)) from None
        if fence["kind"] != "coming" or not all(_is_chapter(*pair) for pair in found.items()):
            says = 'The index page has one kind of fence, `toml coming`, with lines such as `8 = "Backpressure"`.'
            raise ChapterRefused((Refusal(file, line, says),))
        coming |= {int(number): title for number, title in found.items()}
    return coming


def _is_chapter(number: str, title: object) -> bool:
    return number.isdecimal() and isinstance(title, str) and bool(title.strip())


def _broken(file: str, text: str) -> Iterator[Refusal]:
    for fence in unclosed(text):
        yield Refusal(file, fence.line, f"The fence that opens here, {fence.text.split()[0]}, is not closed.")
    if (at := open_comment(text)) is not None:
        yield Refusal(file, at + 1, "The comment that opens here is not closed. Put --> at its end.")
    if not re.search(r"^# \S", text, re.MULTILINE):
        yield Refusal(file, 1, "The index page has no title. Begin with a line such as `# Streaming with agents`.")
    for number, line in enumerate(text.split("\n"), 1):
        for match in re.finditer(r"!\[[^\]]*\]\(([^)\s]+)", line):
            if not re.match(r"https?:|data:", match[1]):
                says = f"The index page shows {match[1]}, and only chapters take pictures along. Leave it out."
                yield Refusal(file, number, says)


def write(manifest: Manifest, folder: Path, *, greeting: Welcome = GENERAL) -> None:
    """Write both files of a release that belong to no chapter: the manifest and the index."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / manifests.NAME).write_text(manifests.to_json(manifest), encoding="utf-8")
    (folder / NAME).write_text(nbformat.writes(index(manifest, greeting), version=4) + "\n", encoding="utf-8")


def index(manifest: Manifest, greeting: Welcome = GENERAL) -> NotebookNode:
    """Return the index of the chapters in a manifest; it is the same, byte for byte, whenever it is made."""
    rows = "\n".join(_rows(manifest, greeting.coming))
    boss = _BOSS if any(entry.level == "boss" for entry in manifest.chapters) else ""
    first = next((entry.name for entry in manifest.chapters), "01-name")
    cells = [
        new_markdown_cell(greeting.text, id="welcome"),
        new_markdown_cell(_CHAPTERS.format(rows=rows, boss=boss), id="chapters"),
        new_markdown_cell(_WHERE, id="where"),
        new_code_cell(_CODE, id="progress"),
        new_markdown_cell(_HAND_IN.format(chapter=first), id="hand-in"),
        new_markdown_cell(_LAST, id="last"),
    ]
    notebook: NotebookNode = new_notebook(cells=cells, metadata=nbformat.from_dict(METADATA), nbformat_minor=5)
    return notebook


def _rows(manifest: Manifest, coming: Mapping[int, str]) -> Iterator[str]:
    """A line of the table for each chapter, by number; of those to come for each that is not there."""
    rows = {
        number: f"| {_GREY.format(number)} | {_GREY.format(f'{title} (to come)')} | | | |"
        for number, title in coming.items()
    }
    rows |= {entry.number: _row(entry) for entry in manifest.chapters}
    return (row for _, row in sorted(rows.items()))


def _row(entry: Entry) -> str:
    link = f"[{entry.title}](./{entry.notebook})"
    return f"| {entry.number} | {link} | {entry.level} | {entry.minutes} | {entry.points:g} |"
