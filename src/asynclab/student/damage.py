"""Notebooks in a student's folder that no program can open: a computer that went off while one was saved, a merge."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from asynclab.student import student_notebook
from asynclab.student.folder import Folder
from asynclab.student.student_notebook import NotAStudentNotebook


@dataclass(frozen=True)
class DamagedNotebook:
    """A notebook that cannot be read. path: in the course's folder, with "/" on every system. why: what is wrong."""

    path: str
    why: str

    def __str__(self) -> str:
        chapter = self.path.rpartition("/")[0]
        return (
            f"{self.path} cannot be read as a notebook ({self.why}): JupyterLab will not open it, and handed in like "
            f"this nobody can grade it. An earlier copy may be in {chapter}/.ipynb_checkpoints. To begin the chapter "
            "anew, give the file another name and run: asynclab start"
        )


def damaged(folder: Folder) -> Iterator[DamagedNotebook]:
    """Yield the chapters' notebooks that are there and cannot be read."""
    edition = folder.listed or folder.handed_out
    for entry in edition.chapters if edition else ():
        try:
            student_notebook.read((folder.root / entry.notebook).read_bytes())
        except FileNotFoundError:
            continue
        except NotAStudentNotebook as problem:
            yield DamagedNotebook(entry.notebook, str(problem))
        except OSError as problem:
            yield DamagedNotebook(entry.notebook, problem.strerror or type(problem).__name__)
