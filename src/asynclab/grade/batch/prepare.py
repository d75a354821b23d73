"""The first stage: a submission is read, cleaned and made into jobs, and put together again when those come back.

No database and no writing here: what comes out is data.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from asynclab.grade.batch.assignment import AssignmentNotebook
from asynclab.grade.batch.build_job import asking, job_of
from asynclab.grade.batch.cache_key import fingerprint
from asynclab.grade.batch.content_digest import HANDED_IN, WRITTEN, written_digest
from asynclab.grade.batch.port import ForeignSteps
from asynclab.grade.batch.submission import CannotRead, Submission
from asynclab.grade.gradebook.autograded_notebook import KEY, assembled, second_of
from asynclab.grade.gradebook.placeholder import raw_name
from asynclab.grade.graded_cells import is_automatic
from asynclab.grade.intake.clean import Cleaned, clean
from asynclab.grade.intake.files import Gathered, bytes_of, gather
from asynclab.grade.intake.parse import ParsedNotebook
from asynclab.grade.intake.read import UnreadableSubmission, read
from asynclab.grade.intake.second_notebooks import second_notebooks, told_of_others
from asynclab.grade.job import CellKind, Companion, Executed, Job, Limits
from asynclab.grade.judge.judge_pool import Questions
from asynclab.grade.judge.verdict_outputs import JudgedCheck
from asynclab.grade.reaching import nests_loops, patches_threads, reaches

_ANOTHER = "It holds no cell of this one, and nothing that answers it: it is another notebook{}."
_TITLE = re.compile(r"^#[ \t]+(\S.{0,99})", re.MULTILINE)


@dataclass
class NotebookTask:
    """One notebook of a submission. digest: of all that was handed in with it. reached: what its text reaches for that
    no answer needs. second: the files beside it with other answers. stored: the graded notebook of an earlier batch, if
    nothing has changed since."""

    handout: AssignmentNotebook
    cleaned: Cleaned
    job: Job
    notes: tuple[str, ...]
    fingerprint: str
    digest: str = ""
    reached: tuple[str, ...] = ()
    second: tuple[str, ...] = ()
    stored: NotebookNode | None = None
    executed: Executed | None = None
    judged: tuple[JudgedCheck, ...] = ()

    @property
    def unrun(self) -> frozenset[str]:
        """Plain tests of which nothing came back."""
        if self.stored is not None:
            return frozenset()
        ran = {test.index for test in (self.executed.tests if self.executed else ()) if test.count or test.broke}
        tests = (cell for cell in self.job.cells if cell.kind is CellKind.TEST)
        return frozenset(cell.name for cell in tests if cell.index not in ran)

    @property
    def noted(self) -> bool:
        """Whether the stored notebook tells that it was made of what is handed in now."""
        return self.stored is not None and self.stored.metadata[KEY].get(HANDED_IN) == self.digest

    def graded(self) -> NotebookNode:
        """Return the notebook with what came of it: of this batch, or of an earlier batch."""
        if self.stored is not None:
            return self.stored
        return assembled(
            self.cleaned,
            self.executed,
            self.judged,
            self.handout.graded,
            notes=self.notes,
            reached=self.reached,
            fingerprint=self.fingerprint,
            second=self.second,
        )


@dataclass
class SubmissionTask:
    """A submission under way. notebooks: by name. files: what lies beside them. waiting: the keys of jobs that are not
    judged yet. unread: of the notebooks that cannot be read, by name, why: the others are graded."""

    submission: Submission
    notebooks: Mapping[str, NotebookTask]
    files: Gathered
    unread: Mapping[str, str] = field(default_factory=dict)
    waiting: set[str] = field(default_factory=set)

    @property
    def to_execute(self) -> tuple[NotebookTask, ...]:
        """The notebooks that have to be executed."""
        return tuple(notebook for notebook in self.notebooks.values() if notebook.stored is None)

    def came(self, notebook: NotebookTask, executed: Executed, judged: tuple[JudgedCheck, ...]) -> None:
        """Take over what came of one of its notebooks."""
        notebook.executed, notebook.judged = executed, judged
        self.waiting.discard(notebook.job.key)


@dataclass(frozen=True)
class Preparer:
    """What submissions of an assignment are prepared with. questions: of a notebook, by check, asked where a submission
    has to be executed. source: the folder with the master versions of files. reuse: whether an earlier batch's results
    may be taken. folders: whether a submission has its folder for itself, so that all in it is the student's."""

    handouts: Mapping[str, AssignmentNotebook]
    questions: Callable[[str], Questions]
    source: Path
    limits: Limits
    steps: ForeignSteps
    modules: tuple[str, ...] = ()
    exclude_overwriting: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    engine: str = ""
    reuse: bool = True
    folders: bool = True

    @cached_property
    def released(self) -> Gathered:
        """The release's own files."""
        return gather(self.source, None, ignore=self.ignore)

    def prepare(self, submission: Submission, key: str) -> SubmissionTask:
        """Read a submission and make its jobs. key: no other submission's. Raises CannotRead if none of its notebooks
        can be read."""
        files = gather(
            self.source,
            submission.folder,
            exclude_overwriting=self.exclude_overwriting,
            ignore=self.ignore,
        )
        papers = {name: self._read(submission, name) for name in submission.notebooks}
        unread = {
            name: self._why(submission, name, paper)
            for name, paper in papers.items()
            if isinstance(paper, UnreadableSubmission)
        }
        if unread and len(unread) == len(papers):
            raise CannotRead(" ".join(unread.values()))
        notebooks = {
            name: self._notebook(submission, name, cleaned, files, key)
            for name, cleaned in papers.items()
            if not isinstance(cleaned, UnreadableSubmission)
        }
        files = Gathered((*files.companions, *_raw(submission, unread)), files.notes)
        task = SubmissionTask(submission, notebooks, files, unread)
        task.waiting = {notebook.job.key for notebook in task.to_execute}
        return task

    def _read(self, submission: Submission, name: str) -> Cleaned | UnreadableSubmission:
        paper = read(submission.folder / f"{name}.ipynb")
        if isinstance(paper, UnreadableSubmission):
            return paper
        released = self.handouts[name].notebook
        cleaned = clean(released, paper)
        if cleaned.another and paper is not None:
            return UnreadableSubmission(_ANOTHER.format(_named(paper, released)))
        return cleaned

    def _why(self, submission: Submission, name: str, paper: UnreadableSubmission) -> str:
        """Why a notebook could not be read, and what of it may lie beside it."""
        others = told_of_others(name, self._second(submission, name), graded=False)
        return " ".join(filter(None, (f"{name}.ipynb: {paper.reason}", others)))

    def _second(self, submission: Submission, name: str) -> tuple[str, ...]:
        names = tuple(self.handouts)
        return second_notebooks(submission.folder, self.handouts[name].outline, names) if self.folders else ()

    def given_up(self, submission: Submission) -> Gathered:
        """Return the files that lie beside the placeholders of a submission: the release's own, and each
        notebook that was handed in, by another name. Never raise for what lies there."""
        return Gathered((*self.released.companions, *_raw(submission, submission.notebooks)))

    def _reached(self, handout: AssignmentNotebook, notebook: NotebookNode, files: Gathered) -> Iterator[str]:
        """What the student's own cells and modules reach for; the chapter's are the chapter's affair."""
        texts = {
            f"cell {cell.metadata.get('nbgrader', {}).get('grade_id') or cell.get('id', '')}": cell.source
            for cell in notebook.cells
            if cell.cell_type == "code" and cell.source not in handout.code and not is_automatic(cell)
        }
        for file in files.companions:
            if file.path.endswith(".py") and _is_new(self.source / file.path, file.data):
                texts[file.path] = file.data.decode(errors="replace")
        for where, text in texts.items():
            yield from (f"{reach} in {where}" for reach in reaches(text, handout.engine_modules))

    def _notebook(self, submission: Submission, name: str, cleaned: Cleaned, files: Gathered, key: str) -> NotebookTask:
        handout = self.handouts[name]
        undisturbed = files.companions == self.released.companions
        path = submission.folder / f"{name}.ipynb"
        cleaned = replace(cleaned, notebook=self.steps.cleaned(cleaned.notebook, str(path)))
        job = job_of(
            cleaned.notebook,
            graded=handout.graded,
            companions=files.companions,
            modules=self.modules,
            limits=self.limits,
            key=f"{key}/{name}",
            engine=self.engine,
            opening=handout.opening if undisturbed else (),
            given=handout.given,
        )
        examination = handout.examination_digest
        mark = f"{fingerprint(job, examination, handout.graded, cleaned.notebook)}-{self.steps.identity}"
        reached = tuple(self._reached(handout, cleaned.notebook, files))
        about_time = [submission.time.note] if submission.time.note else []
        notes = (*files.notes, *_patched(cleaned.notebook), *about_time)
        second = self._second(submission, name)
        task = NotebookTask(handout, cleaned, job, notes, mark, submission.digests.get(name, ""), reached, second)
        if self.reuse:
            task.stored = _stored(submission.place / f"{name}.ipynb", task)
        if task.stored is None:
            task.job = asking(job, self.questions(name))
        return task


def _named(paper: ParsedNotebook, released: NotebookNode) -> str:
    """How another notebook calls itself: which chapter it is, its student sees then."""
    titles = (_TITLE.search(cell.source) for cell in paper.cells if cell.kind == "markdown")
    title = next((found[1].strip() for found in titles if found), "")
    is_other = title and not any(title in cell.source for cell in released.cells)
    return f", “{title}”" if is_other else ""


def _raw(submission: Submission, names: Iterable[str]) -> Iterator[Companion]:
    """The files of notebooks that cannot be read, by the names under which they lie beside their placeholders."""
    for name in names:
        data = bytes_of(submission.folder / f"{name}.ipynb")
        if data is not None:
            yield Companion(raw_name(name), data)


def _patched(notebook: NotebookNode) -> Iterator[str]:
    """A note for each patch of Python that honest notebooks make and checks cannot work with, and how to do without."""
    sources = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    for package in sorted({nests_loops(source) for source in sources if "nest_asyncio" in source} - {""}):
        yield (
            f"{package}.apply() replaces parts of asyncio; the checks ran without it. Take the line out: a notebook "
            "has a running loop, and a cell can say `await main()`."
        )
    for package in sorted({patches_threads(source) for source in sources} - {""}):
        yield (
            f"The monkey patches of {package} replace time, threads and sockets, so what the checks found rests on "
            "nothing, and a person has to look. Take the line out: asyncio needs no such patch."
        )


def _is_new(path: Path, data: bytes) -> bool:
    return not path.is_file() or path.read_bytes() != data


def _stored(path: Path, task: NotebookTask) -> NotebookNode | None:
    """The graded notebook of an earlier batch, if it is of the very same submission and is as it was written."""
    try:
        notebook: NotebookNode = nbformat.v4.reads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    said = notebook.metadata.get(KEY, {})
    notes = [*task.cleaned.notes, *task.notes]
    same = said.get("fingerprint") == task.fingerprint and said.get("notes", [])[: len(notes)] == notes
    same = same and second_of(notebook) == task.second
    return notebook if same and said.get(WRITTEN) == written_digest(notebook) else None
