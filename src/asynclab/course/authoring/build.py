"""From Markdown to both editions: `notebooks/12-boss.md` -> `source/12-boss/` -> `release/12-boss/`.

Both are made in a folder of their own and moved into place when all of a chapter is well, and both are the same, byte
for byte, whenever they are made: ids come from grade_ids and positions, and nothing in them knows the date. Beside the
chapters, `release/` has an index of them.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from asynclab.course.authoring import index, markdown, student_edition
from asynclab.course.authoring.assemble import load
from asynclab.course.authoring.chapter import Chapter, ChapterRefused, Question, Refusal, Role, Task
from asynclab.course.authoring.errors import NoChapters
from asynclab.course.authoring.manifest import Manifest, joined, manifest
from asynclab.course.authoring.manifest import read as read_manifest
from asynclab.course.authoring.regions import stub, unmarked
from asynclab.course.cell import sealed
from asynclab.course.cell.errors import NoManifest
from asynclab.course.cell.sealed import Explanation, Sealed, SealedChoice, SealedQuestion, SealedTask
from asynclab.course.proof.answers import load_answers

_UNREADABLE = (OSError, ValueError, nbformat.ValidationError)  # NotJSONError is a ValueError
_TOGETHER = 60.0  # seconds between files that one build, clone or merge has written


@dataclass(frozen=True)
class Course:
    """A course's folder."""

    root: Path

    @property
    def chapters(self) -> tuple[str, ...]:
        """The names of its chapters, as in "12-boss"."""
        return tuple(sorted(file.stem for file in (self.root / "notebooks").glob("[0-9]*.md")))

    def named(self, names: Iterable[str]) -> tuple[str, ...]:
        """Return these names, or all chapters' if there are none. Raise NoChapters where the course has no chapter."""
        if not self.chapters:
            raise NoChapters(self.root)
        return tuple(names) or self.chapters

    def load(self, name: str) -> Chapter:
        """Load a chapter, and make sure that its answers are there. Raises `ChapterRefused`."""
        file = self.root / "notebooks" / f"{name}.md"
        if not file.is_file():
            known = ", ".join(self.chapters) or "none yet"
            raise ChapterRefused((Refusal(file.as_posix(), 1, f"There is no such chapter. There are: {known}."),))
        chapter = load(file)
        load_answers(chapter, self.answers(name))
        return chapter

    def answers(self, name: str) -> Path:
        """Return the folder in which the kept answers to a chapter lie."""
        return self.root / "tests" / "answers" / name


@dataclass(frozen=True)
class Stale:
    """A generated file that is not what its chapter would give now: `why` is "differs", "is missing", "is extra"."""

    file: str
    why: str

    def __str__(self) -> str:
        return f"{self.file} {self.why}"


def build(course: Course, names: Iterable[str] = (), *, told: Callable[[str], None] = lambda name: None) -> None:
    """Build chapters, all of them if none is named; `told` hears of each when it is done.

    Raises NoChapters, and, after the others are built, `ChapterRefused` with the faults of all that cannot be.
    """
    chapters, refused = _sound(course, course.named(names))
    greeting = index.welcome(course.root / "notebooks")
    with tempfile.TemporaryDirectory() as scratch:
        for chapter in chapters:
            _make(chapter, Path(scratch))
            for kind in ("source", "release"):
                target = course.root / kind / chapter.name
                shutil.rmtree(target, ignore_errors=True)
                shutil.copytree(Path(scratch, kind, chapter.name), target)
            told(chapter.name)
    if chapters:
        index.write(_listed(course, chapters), course.root / "release", greeting=greeting)
    if refused:
        raise ChapterRefused(refused)


def _sound(course: Course, names: Iterable[str]) -> tuple[list[Chapter], tuple[Refusal, ...]]:
    """The chapters that can be built, and why the others cannot."""
    chapters: list[Chapter] = []
    refused: list[Refusal] = []
    for name in names:
        try:
            chapter = course.load(name)
        except ChapterRefused as refusal:
            refused += refusal.refusals
            continue
        edits = tuple(_edits(course, chapter))
        refused += edits
        chapters += [] if edits else [chapter]
    return chapters, tuple(refused)


def check_current(course: Course) -> tuple[Stale, ...]:
    """Return the files in `source/` and `release/` that differ from what the chapters would give now. The tuple is
    empty if all is current.
    """
    chapters = [course.load(name) for name in course.chapters]
    stale: list[Stale] = []
    with tempfile.TemporaryDirectory() as scratch:
        for chapter in chapters:
            _make(chapter, Path(scratch))
        greeting = index.welcome(course.root / "notebooks")
        index.write(manifest(chapters), Path(scratch, "release"), greeting=greeting)
        for kind in ("source", "release"):
            stale += _compared(Path(scratch, kind), course.root / kind, kind)
    return tuple(stale)


def check_chapter_current(course: Course, chapter: Chapter) -> tuple[Stale, ...]:
    """Return the files of one chapter that differ from what it would give now; see `check_current`."""
    with tempfile.TemporaryDirectory() as scratch:
        _make(chapter, Path(scratch))
        folders = (f"{kind}/{chapter.name}" for kind in ("source", "release"))
        return tuple(stale for each in folders for stale in _compared(Path(scratch, each), course.root / each, each))


def adopt(course: Course, name: str) -> Path:
    """Write `notebooks/<name>.md` anew from `source/<name>/`, after an edit in JupyterLab; return the file.

    A chapter that is as it was built gives its Markdown back, character for character. Build afterwards: only that asks
    whether it is sound. Raise ChapterRefused for a notebook that is not there, or cannot be read.
    """
    source, file = course.root / "source" / name / f"{name}.ipynb", course.root / "notebooks" / f"{name}.md"
    try:
        text = markdown.written(nbformat.read(source, as_version=4))
    except _UNREADABLE as problem:
        raise ChapterRefused((Refusal(source.as_posix(), 1, f"This notebook cannot be read: {problem}."),)) from problem
    file.write_text(text, encoding="utf-8")
    return file


def _edits(course: Course, chapter: Chapter) -> Iterator[Refusal]:
    """Yield what building would overwrite: a source notebook that was saved well after its Markdown, and differs."""
    file = course.root / "source" / chapter.name / f"{chapter.name}.ipynb"
    if not file.is_file() or file.stat().st_mtime - chapter.file.stat().st_mtime < _TOGETHER:
        return
    if not _is_built(file, chapter):
        yield Refusal(
            file.as_posix(),
            1,
            f"This notebook was edited after it was built. To keep the edit: asynclab adopt {chapter.name}, which "
            f"writes it to {chapter.file.as_posix()}. To drop it, remove the notebook. Then build again.",
        )


def _is_built(notebook: Path, chapter: Chapter) -> bool:
    """Check whether a notebook, but for outputs and ids, is what the chapter gives; a damaged one is not."""
    try:
        return markdown.written(nbformat.read(notebook, as_version=4)) == markdown.written(instructor_edition(chapter))
    except _UNREADABLE:
        return False


def _listed(course: Course, built: list[Chapter]) -> Manifest:
    """The chapters in `release/`: those built now and, unread (they may be in work), those that were there before."""
    try:
        kept = read_manifest(course.root / "release")
    except NoManifest:
        kept = Manifest(())
    return joined(kept, manifest(built), course.chapters)


def _compared(made: Path, kept: Path, kind: str) -> Iterable[Stale]:
    new, old = _files(made), _files(kept)
    for name in sorted(new.keys() | old.keys()):
        if name not in old:
            yield Stale(f"{kind}/{name}", "is missing")
        elif name not in new:
            yield Stale(f"{kind}/{name}", "is extra")
        elif new[name].read_bytes() != old[name].read_bytes():
            yield Stale(f"{kind}/{name}", "differs")


def _files(folder: Path) -> dict[str, Path]:
    found = (path for path in folder.rglob("*") if path.is_file() and ".ipynb_checkpoints" not in path.parts)
    return {path.relative_to(folder).as_posix(): path for path in found}


def _make(chapter: Chapter, into: Path) -> None:
    folder = into / "source" / chapter.name
    folder.mkdir(parents=True)
    notebook = nbformat.writes(instructor_edition(chapter), version=4)
    (folder / f"{chapter.name}.ipynb").write_text(notebook + "\n", encoding="utf-8")
    (folder / sealed.NAME).write_text(sealed.to_json(sealed_data(chapter)), encoding="utf-8")
    for image in chapter.images:
        target = folder / image
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(chapter.file.parent / image, target)
    student_edition.generate(into, chapter.name)


def instructor_edition(chapter: Chapter) -> NotebookNode:
    """Return the notebook with solutions and hidden tests, as jupytext reads it; ids from grade_ids and positions."""
    notebook = markdown.read(chapter.file).notebook
    notebook.metadata = nbformat.from_dict(index.METADATA)
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    for position, (node, cell) in enumerate(zip(notebook.cells, chapter.cells, strict=True)):
        node.id = cell.grade_id or f"cell-{position:03d}"  # `notebook_kernel` knows it by that
        node.metadata.pop("lines_to_next_cell", None)
        if cell.role in (Role.CHECK, Role.SOLUTION):
            node.metadata.nbgrader.setdefault("schema_version", 3)
    nbformat.validate(notebook)
    return notebook


def sealed_data(chapter: Chapter) -> Sealed:
    """Return what travels beside the notebook: hints as they are, solutions and explanations sealed."""
    return Sealed(
        chapter.name,
        tuple(_sealed_task(chapter, task) for task in chapter.tasks),
        tuple(_sealed_question(chapter, question) for question in chapter.questions),
        tuple(_headings(chapter)),
    )


def _headings(chapter: Chapter) -> Iterator[str]:
    """The chapter's headings as a page shows them, without the signs of code."""
    for cell in chapter.cells:
        if cell.role is Role.PROSE:
            for line in cell.source.splitlines():
                if match := re.match(r"#{1,6}\s+(.+)", line):
                    yield match[1].strip().replace("`", "")


def _sealed_task(chapter: Chapter, task: Task) -> SealedTask:
    checks = tuple(cell.grade_id for cell in task.checks)
    solution = sealed.seal_solution(chapter.name, task.id, checks, unmarked(task.solution.source))
    points = tuple(cell.points for cell in task.checks)
    handed_out = stub(task.solution.source, task.id)
    needs = tuple(cell.needs for cell in task.checks)
    return SealedTask(
        task.id, task.heading, checks, task.hint, solution, points, handed_out, needs if any(needs) else ()
    )


def _sealed_question(chapter: Chapter, question: Question) -> SealedQuestion:
    choices = []
    for choice in question.sealed_choices:
        explanation = Explanation(choice.letter == question.right, choice.explanation)
        token = sealed.seal_explanation(chapter.name, question.name, choice.letter, explanation)
        choices.append(SealedChoice(choice.letter, token))
    return SealedQuestion(question.name, tuple(choices), question.check.grade_id, question.check.points)
