"""The batch of one assignment: submissions in, each of them kept or given up, and none of them stops the others."""

from __future__ import annotations

import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from nbformat import NotebookNode

from asynclab.grade.batch.backend import Backend
from asynclab.grade.batch.content_digest import HANDED_IN, WRITTEN, written_digest
from asynclab.grade.batch.port import ForeignSteps, KnownStudents, NbgraderPort
from asynclab.grade.batch.prepare import NotebookTask, Preparer, SubmissionTask
from asynclab.grade.batch.progress_reporter import ProgressReporter, SubmissionProgress
from asynclab.grade.batch.publish import Graded, ResultSink
from asynclab.grade.batch.same_code import SameCode
from asynclab.grade.batch.select import chosen
from asynclab.grade.batch.submission import CannotGrade, CannotRead, HandedIn, Submission, known_as
from asynclab.grade.errors import BadSetting
from asynclab.grade.gradebook.autograded_notebook import KEY
from asynclab.grade.gradebook.database import DatabaseError
from asynclab.grade.gradebook.models import NotebookScores
from asynclab.grade.gradebook.placeholder import placeholder, raw_name
from asynclab.grade.gradebook.scores import is_final, nobody_knows, scores
from asynclab.grade.job import Job
from asynclab.grade.judge.client import JudgeLost
from asynclab.grade.judge.examination import CannotExamine
from asynclab.grade.judge.judge_pool import JudgePool

_EVERYBODYS = (DatabaseError, BadSetting, CannotExamine, JudgeLost)  # with every submission it would be the same


@dataclass
class Tally:
    """How a batch has gone so far. failures: the assignment and the student of each that could not be graded."""

    graded: int = 0
    failures: list[tuple[str, str]] = field(default_factory=list)


@dataclass
class BatchRunner:
    """What a batch is graded with."""

    nbgrader: NbgraderPort
    writer: KnownStudents
    preparer: Preparer
    steps: ForeignSteps
    sink: ResultSink
    reporter: ProgressReporter
    tally: Tally
    _under_way: dict[str, tuple[SubmissionTask, NotebookTask]] = field(default_factory=dict)
    _same: SameCode = field(default_factory=SameCode)

    def run(self, found: Sequence[HandedIn], backend: Backend, judges: JudgePool) -> None:
        """Grade these submissions: clean, execute, judge, publish.

        A submission is cleaned when the backend has room for its jobs, and forgotten when it is published: of a class
        of any size a handful are in memory. Raises DatabaseError, and what ends the backend or the judges.
        """
        for number, handed_in in enumerate(found):
            task = self._clean(handed_in, str(number))
            if task is None:  # left as it is, or given up
                continue
            for notebook in task.to_execute:
                if (came := self._same.find(notebook.job)) is not None:
                    task.came(notebook, *came)
                    continue
                self._under_way[notebook.job.key] = task, notebook
                backend.submit(notebook.job)
            if not task.waiting:  # all of it is stored, or known from another submission
                self._publish(task)
            self._move_on(backend, judges, wait=False)
            while backend.under_way and not backend.has_room:
                self._move_on(backend, judges, wait=True)
        backend.close()
        while backend.under_way:
            self._move_on(backend, judges, wait=True)
        while judges.under_way:
            self._take_verdicts(judges, wait=True)

    def end(self) -> None:
        """Save what waits for the end of the batch, each by itself. Raises DatabaseError, and what the sink refuses."""
        for submission, save in self.sink.end():
            with self._alone(submission, submission):
                save()

    def _move_on(self, backend: Backend, judges: JudgePool, *, wait: bool) -> None:
        """Judge what is executed, and publish what is judged. wait: for the backend, to execute something or to have
        room for more."""
        for job, executed in backend.completed(wait=wait):
            judges.submit(self._name(job), job, executed)
            while not judges.has_room:
                self._take_verdicts(judges, wait=True)
        self._take_verdicts(judges, wait=False)

    def _take_verdicts(self, judges: JudgePool, *, wait: bool) -> None:
        """Publish each submission of which everything is judged."""
        for job, executed, verdicts in judges.completed(wait=wait):
            task, notebook = self._under_way.pop(job.key)
            task.came(notebook, executed, verdicts)
            self._same.keep(job, executed, verdicts)
            if not task.waiting:
                self._publish(task)

    def _name(self, job: Job) -> str:
        return self._under_way[job.key][1].handout.name

    def _clean(self, handed_in: HandedIn, key: str) -> SubmissionTask | None:
        """A submission, ready to be executed. None if it is left as it is, or given up."""
        with self._alone(handed_in):
            known = self.writer.spelt(handed_in.student)
            if known not in ("", handed_in.student):
                handed_in = known_as(handed_in, known)
            submission = chosen(
                handed_in,
                self.preparer.handouts,
                self.nbgrader.settings,
                self.nbgrader.log,
                has_grades=self.writer.knows(handed_in.student),
            )
            if submission is None:
                self.reporter.skipped()
                return None
            if not known and not self.nbgrader.settings.create_student:
                raise CannotGrade(f"No student with ID '{submission.student}' exists in the database")
            with self._alone(handed_in, submission):
                self.sink.begin(submission)
                for name in submission.notebooks:
                    self.nbgrader.log.info("Sanitizing %s", submission.folder / f"{name}.ipynb")
                return self.preparer.prepare(submission, key)
        return None

    def _publish(self, task: SubmissionTask) -> None:
        """Score a submission, and hand it to where results go."""
        submission = task.submission
        with self._alone(submission, submission):
            graded = {name: self._graded(submission, name, notebook) for name, notebook in task.notebooks.items()}
            for name, why in task.unread.items():
                self.nbgrader.log.error("There was an error processing a notebook of %s: %s", submission.folder, why)
                graded[name] = self._placeholder(task, name, why)
            points = self.sink.keep(task, graded)
            if task.unread:
                self.tally.failures.append((self.nbgrader.settings.assignment, submission.student))
            self.tally.graded += 1
            by_hand = sum(len(each.worth.by_hand) for each in graded.values())
            seconds = sum(each.executed.cpu for each in task.notebooks.values() if each.executed)
            self.reporter.done(
                SubmissionProgress(
                    submission.student, points, self._of(submission), by_hand, not task.to_execute, seconds
                )
            )

    def _graded(self, submission: Submission, name: str, task: NotebookTask) -> Graded:
        if task.executed is not None and task.executed.lost:
            raise CannotGrade(f"{name}.ipynb could not be executed: {task.executed.lost}")
        checks, unrun = task.handout.checks, task.unrun
        path = str(submission.folder / f"{name}.ipynb")
        if task.stored is not None:
            notebook, noted = task.stored, task.noted
            notebook.metadata[KEY][HANDED_IN] = task.digest
            return Graded(
                notebook, self.steps.resources(path), scores(name, notebook, checks), fresh=False, noted=noted
            )

        def score(notebook: NotebookNode) -> NotebookScores:
            return scores(name, notebook, checks, unrun)

        notebook, resources, worth = self.steps.graded(task.graded(), path, score)
        about = notebook.metadata.setdefault(KEY, NotebookNode())  # a school's own steps may have taken it out
        about[HANDED_IN] = task.digest
        if not is_final(notebook, worth):
            about.fingerprint = ""
        about[WRITTEN] = written_digest(notebook)
        return Graded(notebook, resources, worth, fresh=True)

    def _placeholders(
        self, submission: Submission, why: str, *, again: bool
    ) -> tuple[SubmissionTask, dict[str, Graded]]:
        """What is published of a submission that is given up. again: whether the next batch is to try it again."""
        task = SubmissionTask(submission, {}, self.preparer.given_up(submission))
        return task, {name: self._placeholder(task, name, why, again=again) for name in submission.notebooks}

    def _placeholder(self, task: SubmissionTask, name: str, why: str, *, again: bool = False) -> Graded:
        """What is published of a notebook that could not be graded."""
        submission, handout, raw = task.submission, self.preparer.handouts[name], raw_name(name)
        there = any(file.path == raw for file in task.files.companions)
        notebook = placeholder(handout.notebook, why, raw if there else "")
        notebook.metadata[KEY][HANDED_IN] = "" if again else submission.digests.get(name, "")
        resources = self.steps.resources(str(submission.folder / f"{name}.ipynb"))
        return Graded(notebook, resources, nobody_knows(name, handout.points), fresh=True)

    def _of(self, submission: Submission) -> float:
        return sum(sum(self.preparer.handouts[name].points.values()) for name in submission.notebooks)

    @contextmanager
    def _alone(self, where: HandedIn | Submission, submission: Submission | None = None) -> Iterator[None]:
        """Whatever goes wrong with a submission inside ends that submission and no other."""
        try:
            yield
        except _EVERYBODYS:
            raise
        except Exception as problem:
            self._give_up(where, submission, problem)

    def _give_up(self, where: HandedIn | Submission, submission: Submission | None, problem: Exception) -> None:
        said = isinstance(problem, CannotGrade)
        about = problem if said else traceback.format_exc()
        self.nbgrader.log.error("There was an error processing assignment: %s: %s", where.folder, about)
        self.tally.failures.append((self.nbgrader.settings.assignment, where.student))
        why = str(problem) if said else f"{type(problem).__name__}: {problem}"
        if submission is not None:
            try:
                self.sink.give_up(*self._placeholders(submission, why, again=not isinstance(problem, CannotRead)))
            except _EVERYBODYS:
                raise
            except Exception:  # then there is nothing to open for a person, and the batch goes on
                self.nbgrader.log.exception("No notebook could be put into %s", submission.place)
        self.reporter.done(
            SubmissionProgress(where.student, None, self._of(submission) if submission else 0.0, why=why)
        )
