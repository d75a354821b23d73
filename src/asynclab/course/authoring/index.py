"""`index.ipynb` in `release/`: a student's first page, with the course's word of welcome (`notebooks/index.md`), the
chapters, and where one stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from asynclab.course.authoring import manifest as manifests
from asynclab.course.authoring.chapter import ChapterRefused, Refusal
from asynclab.course.authoring.fences import open_comment, unclosed
from asynclab.course.authoring.manifest import Entry, Manifest
from asynclab.course.authoring.regions import without_fences

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


def welcome(notebooks: Path) -> str:
    """Return the course's own word of welcome, of `index.md` beside its chapters; a general one without that file.

    Raise ChapterRefused for a file that is none, has no title, or shows a picture of the folder's.
    """
    file = notebooks / SOURCE
    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        return _WELCOME
    except (OSError, UnicodeDecodeError) as error:
        raise ChapterRefused((Refusal(file.as_posix(), 1, f"The index page cannot be read: {error}."),)) from error
    if refusals := tuple(_broken(file.as_posix(), text)):
        raise ChapterRefused(refusals)
    return without_fences(text)


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


def write(manifest: Manifest, folder: Path, *, greeting: str = _WELCOME) -> None:
    """Write both files of a release that belong to no chapter: the manifest and the index. greeting: its first cell."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / manifests.NAME).write_text(manifests.to_json(manifest), encoding="utf-8")
    (folder / NAME).write_text(nbformat.writes(index(manifest, greeting), version=4) + "\n", encoding="utf-8")


def index(manifest: Manifest, greeting: str = _WELCOME) -> NotebookNode:
    """Return the index of the chapters in a manifest; it is the same, byte for byte, whenever it is made."""
    rows = "\n".join(map(_row, manifest.chapters))
    boss = _BOSS if any(entry.level == "boss" for entry in manifest.chapters) else ""
    first = next((entry.name for entry in manifest.chapters), "01-name")
    cells = [
        new_markdown_cell(greeting, id="welcome"),
        new_markdown_cell(_CHAPTERS.format(rows=rows, boss=boss), id="chapters"),
        new_markdown_cell(_WHERE, id="where"),
        new_code_cell(_CODE, id="progress"),
        new_markdown_cell(_HAND_IN.format(chapter=first), id="hand-in"),
        new_markdown_cell(_LAST, id="last"),
    ]
    notebook: NotebookNode = new_notebook(cells=cells, metadata=nbformat.from_dict(METADATA), nbformat_minor=5)
    return notebook


def _row(entry: Entry) -> str:
    link = f"[{entry.title}](./{entry.notebook})"
    return f"| {entry.number} | {link} | {entry.level} | {entry.minutes} | {entry.points:g} |"
