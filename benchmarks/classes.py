"""The class that `grading.py` grades: chapter 12's sample answers, each student's text made distinct, in two courses.

One folder is configured as ours is, the other as nbgrader comes; both hold the same files and the same database.
"""

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

import nbformat

from asynclab.course.authoring.build import Course, build
from asynclab.grade.nbgrader_app.commands import nbgrader
from asynclab.report.demo import class_of, course_folder

CHAPTER = "12-boss"
STOCK = 'c = get_config()\nc.CourseDirectory.course_id = "asynclab"\n'


@dataclass(frozen=True)
class Paper:
    """A student's work. kind: of which sort (see `SampleKind`). text: the file."""

    student: str
    kind: str
    text: str


@dataclass(frozen=True)
class Courses:
    """Both courses' folders, and the papers that are handed in there."""

    ours: Path
    stock: Path

    @classmethod
    def made(cls, repository, folder, console):
        """Build the chapter and generate the assignment in both."""
        console.print(f"Building {CHAPTER} in {folder}", highlight=False)
        ours, stock = folder / "ours", folder / "stock"
        build(course_folder(repository, ours, CHAPTER))
        nbgrader(ours, "generate_assignment", CHAPTER, "--force")
        shutil.copytree(ours, stock)
        (stock / "nbgrader_config.py").write_text(STOCK)
        return cls(ours, stock)

    def papers(self, count, among):
        """So many papers. Every `among`-th has the same answers and a comment of its own."""
        sample = class_of_chapter(self.ours)
        released = nbformat.read(self.ours / "release" / CHAPTER / f"{CHAPTER}.ipynb", 4)
        unanswered = {cell.source for cell in released.cells}
        for number in range(count):
            kind, text = sample[number % among % len(sample)]
            student = f"student{number:04d}"
            yield Paper(student, kind, signed(text, student, unanswered))

    def hand_in(self, root, papers):
        """Put them where `nbgrader collect` would, and nothing else."""
        for done in ("submitted", "autograded"):
            shutil.rmtree(root / done, ignore_errors=True)
        for paper in papers:
            folder = shutil.copytree(root / "release" / CHAPTER, root / "submitted" / paper.student / CHAPTER)
            (folder / f"{CHAPTER}.ipynb").write_text(paper.text, encoding="utf-8")


def class_of_chapter(root):
    """(kind, text) of the sample's papers, in their order."""
    return [(paper.kind.value, paper.text) for paper in class_of(Course(root), CHAPTER)]


def signed(text, student, unanswered):
    """The paper with a comment in each answer, so that no two students' are the same."""
    try:
        notebook = json.loads(text)
    except ValueError:
        return text
    for cell in notebook["cells"]:
        source = "".join(cell["source"])
        if cell["metadata"].get("nbgrader", {}).get("solution") and source not in unanswered:
            cell["source"] = f"{source}\n# {student}"
    return json.dumps(notebook, indent=1)


def answered(text, master):
    """The master notebook, tests and all, with the paper's answers; None where there is no paper to speak of."""
    try:
        paper = nbformat.reads(text, 4)
    except Exception:
        return None
    texts = {name(cell): cell.source for cell in paper.cells if cell.metadata.get("nbgrader", {}).get("solution")}
    for cell in master.cells:
        cell.source = texts.get(name(cell), cell.source)
    return master


def name(cell):
    """A cell's grade_id, or nothing."""
    return cell.metadata.get("nbgrader", {}).get("grade_id", "")
