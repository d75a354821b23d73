"""`index.ipynb` in `release/`: a student's first page, with a word of welcome, the chapters, and where one stands."""

from __future__ import annotations

from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from asynclab.course.authoring import manifest as manifests
from asynclab.course.authoring.manifest import Entry, Manifest

NAME = manifests.INDEX
METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}

_WELCOME = """\
# asynclab: streaming, async and concurrency

Your agent works. It also makes its reader stare at a spinner, asks three sources one after another, and goes on \
paying for an answer after the reader has left. None of that shows in the demo; all of it shows on the bill. This \
course is about agents that talk while they work, work while they wait, and stop when they are told to.

Read a chapter from the top, and run its cells as you meet them. Each task has a stub with one TODO, a hint that is a \
question, and checks that tell what they saw. Nothing needs an API key, a network or luck: the checks have a clock of \
their own, on which three seconds take no time and are still exactly three seconds."""

_CHAPTERS = """\
## The chapters

| | Chapter | Level | Minutes | Points |
|--:|:--|:--|--:|--:|
{rows}

In this order, if it is all the same to you. The boss is no stronger than you are, but it has read every chapter."""

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
*This page belongs to the course, and is replaced when there are new chapters, which `asynclab start --update` \
brings. Your work is in the chapters' folders, and goes along.*"""


def write(manifest: Manifest, folder: Path) -> None:
    """Write both files of a release that belong to no chapter: the manifest and the index."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / manifests.NAME).write_text(manifests.to_json(manifest), encoding="utf-8")
    (folder / NAME).write_text(nbformat.writes(index(manifest), version=4) + "\n", encoding="utf-8")


def index(manifest: Manifest) -> NotebookNode:
    """The index of the chapters in a manifest; the same, byte for byte, whenever it is made."""
    rows = "\n".join(map(_row, manifest.chapters))
    first = next((entry.name for entry in manifest.chapters), "01-name")
    cells = [
        new_markdown_cell(_WELCOME, id="welcome"),
        new_markdown_cell(_CHAPTERS.format(rows=rows), id="chapters"),
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
