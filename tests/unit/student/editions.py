"""Small editions of a course, made by hand: what was handed out, and a newer one."""

import json
import shutil
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, reads, writes

from asynclab.course.authoring import index
from asynclab.course.authoring.manifest import Manifest
from asynclab.student.edition import of_this_python, read
from tests.unit.report.student_folder import FIRST, LAST, chapter, save

CHAPTERS = (FIRST, LAST)


def edition(folder, *entries, **notebooks):
    """An edition in a folder: these chapters, each as it is handed out unless its notebook is given by its number."""
    if not entries and not notebooks:
        return read(Path(shutil.copytree(_usual().name, folder, dirs_exist_ok=True)))
    entries = entries or CHAPTERS
    index.write(Manifest(entries), folder)
    page = folder / index.NAME  # a start lets it say of its language what this Python's kernel says
    page.write_bytes(of_this_python(page.read_bytes()))
    for entry in entries:
        save(folder, entry, notebooks.get(f"chapter_{entry.number}") or lesson(entry))
        (folder / entry.name / "sealed.json").write_text(f'"{entry.name}"', encoding="utf-8")
    return read(folder)


@cache
def _usual():
    """The folder of an edition as most tests need it, to be copied; it goes with this process."""
    folder = TemporaryDirectory(prefix="asynclab-edition-")
    edition(Path(folder.name), *CHAPTERS)
    return folder


def lesson(entry, *more):
    """A chapter's notebook, with cells of lesson text called cell-000 and so on, as the build calls them."""
    notebook = chapter(entry)
    texts = [new_markdown_cell("Read this."), new_code_cell("demo = 1"), *more]
    notebook.cells = [*notebook.cells[:2], *texts, *notebook.cells[2:]]
    for position, cell in enumerate(notebook.cells):
        cell.id = cell.metadata.get("nbgrader", {}).get("grade_id") or f"cell-{position:03d}"
    return notebook


def newer(entry, **changes):
    """The same chapter a year later: another introduction, a cell more above all else."""
    notebook = lesson(entry)
    notebook.cells.insert(0, new_markdown_cell("New in this edition."))
    notebook.cells[3].source = changes.get("text", "Read this, slowly.")
    for position, cell in enumerate(notebook.cells):
        cell.id = cell.metadata.get("nbgrader", {}).get("grade_id") or f"cell-{position:03d}"
    return notebook


def renamed(entry, name):
    """The chapter under another name."""
    return replace(entry, name=name)


def edit(file, **sources):
    """What a student does: write into cells, found by their id ("-" is "_"); "own" is a cell of theirs at the end."""
    notebook = reads(file.read_text(encoding="utf-8"))
    for cell in notebook.cells:
        cell.source = sources.get(cell.id.replace("-", "_"), cell.source)
    notebook.cells += [new_code_cell(sources["own"])] if "own" in sources else []
    file.write_text(writes(notebook), encoding="utf-8")


def texts(file):
    """The texts of a notebook's cells, in order."""
    return ["".join(cell["source"]) for cell in json.loads(file.read_text(encoding="utf-8"))["cells"]]


def by_id(file):
    """The same by their ids; every id is there once."""
    cells = json.loads(file.read_text(encoding="utf-8"))["cells"]
    found = {cell["id"]: "".join(cell["source"]) for cell in cells}
    assert len(found) == len(cells)
    return found


def snapshot(folder):
    """Every file of a folder, with its content."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def empty():
    """A notebook without cells."""
    return new_notebook()
