"""The batch of one assignment: submissions in, each of them kept or given up, and none of them stops the others."""

from __future__ import annotations

import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from asynclab.grade.batch.pools import Backend, JudgePool
from asynclab.grade.batch.prepare import CannotGrade, NotebookTask, Preparer, Submission, SubmissionTask, jobs
from asynclab.grade.batch.progress_reporter import ProgressReporter, SubmissionProgress
from asynclab.grade.batch.publish import Graded, ResultSink
from asynclab.grade.gradebook.autograded_notebook import KEY
from asynclab.grade.gradebook.database import DatabaseError, Writer
from asynclab.grade.gradebook.models import NotebookScores
from asynclab.grade.gradebook.scores import is_final, nobody_knows, scores
from asynclab.grade.job import Job
from asynclab.grade.nbgrader_app.preprocessors import Steps
from asynclab.grade.nbgrader_app.select import chosen, ids

_SPELT = (
    "{folder} would make a second student of one: the gradebook has the same name with its letters put together in "
    "another way, as {known}. Rename the folder so, and grade again; if both folders are there, keep the one with the "
    "work that counts."
)


@dataclass
class Tally:
    """How a batch has gone so far. failures: the assignment and the student of each that could not be graded."""

    graded: int = 0
    failures: list[tuple[str, str]] = field(default_factory=list)


@dataclass
class BatchRunner:
    """What a batch is graded with. converter: nbgrader's, for its options, its words and its hooks."""

    converter: Any
    writer: Writer
    desk: Preparer
    steps: Steps
    keeper: ResultSink
    teller: ProgressReporter
    tally: Tally
    _under_way: dict[str, tuple[SubmissionTask, NotebookTask]] = field(default_factory=dict)

    def mark(self, paths: Sequence[str], backend: Backend, judges: JudgePool) -> None:
        """Grade the submissions in these folders. Raises DatabaseError, and what ends the backend or the judges."""
        executed = backend(jobs(self._to_execute(paths), self._under_way))
        for job, done, verdicts in judges(executed, self._notebook):
            work, sheet = self._under_way.pop(job.key)
            sheet.executed, sheet.judged = done, verdicts
            work.waiting.discard(job.key)
            if not work.waiting:
                self._finish(work)
        self.keeper.end()

    def _notebook(self, job: Job) -> str:
        return self._under_way[job.key][1].handout.name

    def _to_execute(self, paths: Sequence[str]) -> Iterator[SubmissionTask]:
        """The submissions of which something has to be executed; the others are done with on the way."""
        for number, path in enumerate(paths):
            work = self._prepared(path, str(number))
            if work is not None and work.waiting:
                yield work
            elif work is not None:
                self._finish(work)

    def _prepared(self, path: str, key: str) -> SubmissionTask | None:
        """A submission, ready to be executed. None if it is left as it is, or given up."""
        with self._alone(path):
            submission = chosen(self.converter, path, self.desk.handouts)
            if submission is None:
                self.teller.skipped()
                return None
            known = self.writer.spelt(submission.student)
            if not self.converter.create_student and not known:
                raise CannotGrade(f"No student with ID '{submission.student}' exists in the database")
            if known and known != submission.student:
                raise CannotGrade(_SPELT.format(folder=submission.folder, known=ascii(known)))
            with self._alone(path, submission):
                self.keeper.begin(submission)
                for name in submission.notebooks:
                    self.converter.log.info("Sanitizing %s", submission.folder / f"{name}.ipynb")
                return self.desk.prepare(submission, key)
        return None

    def _finish(self, work: SubmissionTask) -> None:
        submission = work.submission
        with self._alone(str(submission.folder), submission):
            graded = {name: self._graded(work, name, sheet) for name, sheet in work.sheets.items()}
            points = self.keeper.keep(work, graded)
            self.tally.graded += 1
            by_hand = sum(len(each.worth.by_hand) for each in graded.values())
            seconds = sum(sheet.executed.cpu for sheet in work.sheets.values() if sheet.executed)
            self.teller.done(
                SubmissionProgress(submission.student, points, self._of(submission), by_hand, work.reused, seconds)
            )

    def _graded(self, work: SubmissionTask, name: str, sheet: NotebookTask) -> Graded:
        if sheet.executed is not None and sheet.executed.lost:
            raise CannotGrade(f"{name}.ipynb could not be executed: {sheet.executed.lost}")
        checks, unrun = sheet.handout.checks, sheet.unrun
        if sheet.stored is not None:
            return Graded(sheet.stored, None, scores(name, sheet.stored, checks), fresh=False)

        def score(notebook: Any) -> NotebookScores:
            return scores(name, notebook, checks, unrun)

        path = str(work.submission.folder / f"{name}.ipynb")
        notebook, resources, worth = self.steps.graded(sheet.graded(), path, score)
        if not is_final(notebook, worth):
            notebook.metadata[KEY].fingerprint = ""
        return Graded(notebook, resources, worth, fresh=True)

    def _of(self, submission: Submission) -> float:
        return sum(sum(self.desk.handouts[name].points.values()) for name in submission.notebooks)

    @contextmanager
    def _alone(self, path: str, submission: Submission | None = None) -> Iterator[None]:
        """Whatever goes wrong with a submission inside ends that submission and no other."""
        try:
            yield
        except DatabaseError:
            raise
        except Exception as problem:
            self._give_up(path, submission, problem)

    def _give_up(self, path: str, submission: Submission | None, problem: Exception) -> None:
        said = isinstance(problem, CannotGrade)
        self.converter.log.error("There was an error processing assignment: %s", path)
        if said:
            self.converter.log.error("%s", problem)
        else:
            self.converter.log.error(traceback.format_exc())
        assignment, student = ids(self.converter, path)
        self.tally.failures.append((assignment, student))
        if submission is not None:
            worth = [nobody_knows(name, self.desk.handouts[name].points) for name in submission.notebooks]
            self.keeper.give_up(submission, tuple(worth))
        why = str(problem) if said else f"{type(problem).__name__}: {problem}"
        self.teller.done(SubmissionProgress(student, None, self._of(submission) if submission else 0.0, why=why))
