"""`nbgrader autograde`, formgrader's button and nbgrader's API with this engine: `use_our_engine()`.

To nbgrader it is its own converter: the same folders, options, messages, errors and rows in the database. What happens
between `submitted/` and `autograded/` is ours.
"""

from __future__ import annotations

import sys
import traceback
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import nbgrader.apps.api
import nbgrader.apps.autogradeapp
import nbgrader.converters
from nbgrader.converters import Autograde as StockAutograde
from nbgrader.converters import NbGraderException
from nbgrader.preprocessors import Execute
from traitlets import Bool, Bunch, Enum, Float, Integer, Unicode, default, validate

from asynclab.grade import sandbox
from asynclab.grade.batch.assignment import AssignmentNotebook, grade_ids, handout
from asynclab.grade.batch.backend import Backend, LocalBackend
from asynclab.grade.batch.prepare import Preparer
from asynclab.grade.batch.progress_reporter import teller
from asynclab.grade.batch.publish import Publisher, ResultSink
from asynclab.grade.batch.runner import BatchRunner, Tally
from asynclab.grade.batch.submission import HandedIn
from asynclab.grade.engine_version import engine_identity
from asynclab.grade.errors import GradingError, NoExecution, configured
from asynclab.grade.gradebook.database import DatabaseError, batch_trouble, known_trouble
from asynclab.grade.gradebook.handed_in import submitted
from asynclab.grade.gradebook.writer import Writer, opened
from asynclab.grade.history.cell_digests import cell_digests
from asynclab.grade.history.gradings import BatchOrigin
from asynclab.grade.intake.files import gather
from asynclab.grade.job import Limits
from asynclab.grade.judge.judge_pool import JudgePool
from asynclab.grade.nbgrader_app.adapter import NbgraderAdapter, handed_in
from asynclab.grade.nbgrader_app.course_extensions import course_extensions
from asynclab.grade.nbgrader_app.export import use_our_warning
from asynclab.grade.nbgrader_app.feedback.plain_feedback import use_our_feedback
from asynclab.grade.nbgrader_app.formgrader_scores import use_our_scores
from asynclab.grade.nbgrader_app.preprocessors import Steps, hook
from asynclab.grade.regrade.dry_run import DryRun
from asynclab.grade.regrade.if_lower import IfLower
from asynclab.grade.regrade.lowering import HoldingPublisher, ask, refuse
from asynclab.grade.sandbox import Containment
from asynclab.grade.sandbox.early import starter
from asynclab.grade.terminal import escape_log
from asynclab.processors import usable_processors


class Autograde(StockAutograde):  # type: ignore[misc]  # nbgrader has no types
    """Autogrades submissions: cleaned, executed in a sandbox, judged outside of it, many at a time."""

    workers = Integer(help="How many submissions are graded at a time; the cores of this machine if not set.").tag(
        config=True
    )
    sandbox = Enum(
        ("auto", "bubblewrap", "landlock", "none"),
        "auto",
        help="What holds students' code: 'auto' takes bubblewrap where it starts, else Landlock with seccomp, else "
        "refuses. 'none' is for code that you trust.",
    ).tag(config=True)
    scheduler = Unicode("", help="The address of a Dask scheduler that executes; this machine if empty.").tag(
        config=True
    )
    dry_run = Bool(False, help="Print the grades that would change, and change nothing.").tag(config=True)
    lower = Enum(
        [each.value for each in IfLower],
        IfLower.OK.value,
        help="What if grades would be lower than they are: 'ok' saves them and warns; 'ask' holds back what was graded "
        "before to the end of the batch, and asks on a terminal (where there is none, it is as 'ok'); 'refuse' saves "
        "nothing of what was graded before.",
    ).tag(config=True)
    reuse = Bool(True, help="Do not execute again what has not changed since it was graded.").tag(config=True)
    progress = Enum(
        ("auto", "bar", "quiet", "json"),
        "auto",
        help="'bar' on stderr, 'quiet' for a sentence at the end, 'json' for a line a submission on stdout; 'auto' is "
        "a bar on a terminal.",
    ).tag(config=True)
    memory = Integer(Limits.memory >> 20, help="MiB of memory a student's process may have.").tag(config=True)
    run_timeout = Float(Limits.run, help="Seconds of real time that a check's scenario may take.").tag(config=True)
    run_cpu = Float(
        Limits.run_cpu,
        help="Seconds of processor time that a check's scenario may take, which a busy machine does not change.",
    ).tag(config=True)
    notebook_timeout = Float(Limits.whole, help="Seconds of real time that a whole notebook may take.").tag(config=True)

    @default("workers")
    def _workers_default(self) -> int:
        return usable_processors()

    # -- a batch -------------------------------------------------------------------------------------

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        escape_log(self.log)  # students choose the names of folders, and what a file is refused for

    def convert_notebooks(self) -> None:
        """Grade what `init_notebooks` found. Raises NbGraderException after the last one, if any could not be."""
        self._tally = Tally()
        try:
            self._must_execute()
            for assignment, found in sorted(handed_in(self).items()):
                self._grade(assignment, found)
        except GradingError as problem:
            self.log.error(str(problem))
            raise NbGraderException(str(problem)) from problem
        except DatabaseError as problem:
            if not known_trouble(problem):
                self.log.error(traceback.format_exc())
            said = batch_trouble(problem)
            self.log.error(said)
            raise NbGraderException(said) from problem
        except KeyboardInterrupt:
            self.log.error("Canceled")
            self.log.error(_CANCELED, self._tally.graded)
            sys.exit(130)
        if self._tally.failures:
            self._tell_failures()

    def _grade(self, assignment: str, found: Sequence[HandedIn]) -> None:
        with ExitStack() as batch:
            writer = batch.enter_context(opened(self.coursedir.db_url, self.coursedir.course_id, assignment))
            handouts = self._handouts(assignment, writer)
            containment = sandbox.choose(self.sandbox)
            exams = {name: each.examination for name, each in handouts.items() if each.checks}
            judges = batch.enter_context(JudgePool(self.workers, containment, exams, start=starter()))
            modules = tuple(dict.fromkeys(module for each in handouts.values() for module in each.modules))
            steps = Steps(self)
            new = sum(not (self.reuse and each.place.exists()) for each in found)
            backend = batch.enter_context(self.backend(containment, modules, new))
            if new:  # sure to be executed, and so the judges read the chapter while lanes warm up
                judges.warm_up()
            preparer = self._preparer(assignment, handouts, judges, modules, steps)
            nbgrader, policy = NbgraderAdapter(self, assignment), steps.late_policy(assignment)
            tests = cell_digests({name: each.graded for name, each in handouts.items()})
            writer.comes_from(BatchOrigin(preparer.engine, tests))
            extensions = course_extensions(self.coursedir, assignment, writer)
            sink = self._sink(DryRun(writer, policy, extensions.reason), Publisher(nbgrader, writer, policy), batch)
            self._tell_of_others(assignment, {each.student for each in found}, handouts)
            with teller(self.progress, len(found), self.log) as reporter:
                runner = BatchRunner(nbgrader, writer, preparer, steps, sink, reporter, self._tally)
                runner.run(found, backend, judges)
            runner.end()

    def _sink(self, dry_run: DryRun, publisher: Publisher, batch: ExitStack) -> ResultSink:
        """Where results go. batch: ends with it."""
        if self.dry_run:
            return dry_run
        if self.lower == IfLower.OK:
            return publisher
        holding = HoldingPublisher(publisher, ask if self.lower == IfLower.ASK else refuse)
        batch.callback(self._tell_unsaved, holding)
        return holding

    def _tell_unsaved(self, holding: HoldingPublisher) -> None:
        self._tally.graded -= holding.drop()

    def _tell_of_others(self, assignment: str, found: set[str], handouts: dict[str, AssignmentNotebook]) -> None:
        """Name who handed in something that no batch can take for the assignment: no notebook, or another folder."""
        if self.coursedir.student_id != "*":
            return
        lying = submitted(self.coursedir, assignment, {name: grade_ids(each) for name, each in handouts.items()})
        if others := sorted(lying.keys() - found):
            self.log.warning(_OTHERS, len(others), ", ".join(others), assignment)

    def _handouts(self, assignment: str, writer: Writer) -> dict[str, AssignmentNotebook]:
        release = Path(self.coursedir.format_path(self.coursedir.release_directory, ".", assignment))
        beside = gather(self._source(assignment), None, ignore=self.coursedir.ignore).companions
        return {master.name: handout(master, release, beside) for master in writer.masters}

    def _source(self, assignment: str) -> Path:
        return Path(self.coursedir.format_path(self.coursedir.source_directory, ".", assignment))

    def _preparer(
        self,
        assignment: str,
        handouts: dict[str, AssignmentNotebook],
        judges: JudgePool,
        modules: tuple[str, ...],
        steps: Steps,
    ) -> Preparer:
        return Preparer(
            handouts=handouts,
            questions=judges.questions,
            source=self._source(assignment),
            limits=self.limits(),
            steps=steps,
            modules=modules,
            exclude_overwriting=tuple(self.exclude_overwriting.get(assignment, ())),
            ignore=tuple(self.coursedir.ignore),
            engine=engine_identity(),
            reuse=self.reuse,
        )

    def limits(self) -> Limits:
        """Return what a notebook may use. A cell without a limit of its own may take as long as a notebook."""
        with configured("c.Execute.timeout"):
            seconds = Execute(parent=self).timeout
        cell = float(seconds) if seconds and seconds > 0 else self.notebook_timeout
        whole = max(self.notebook_timeout, 2 * cell)  # a cell that uses up its own time leaves as much to the others
        return Limits(
            cell=cell,
            run=self.run_timeout,
            run_cpu=self.run_cpu,
            whole=whole,
            cpu=int(whole),
            memory=self.memory << 20,
        )

    def backend(self, containment: Containment, modules: tuple[str, ...], new: int) -> Backend:
        """Return the backend that executes jobs. modules: what the assignment's notebooks import. new: how many
        submissions are sure to be executed."""
        if not self.scheduler:
            warm = min(new, max(1, self.workers - 1))
            return LocalBackend(self.workers, containment, modules, warm=warm, start=starter())
        from asynclab.grade.cluster import Cluster, Sandboxed

        return Cluster(self.scheduler, make=Sandboxed(self.sandbox), tell=self.log.warning)

    @validate("pre_convert_hook")
    def _validate_pre_convert_hook(self, proposal: Bunch) -> Any:
        return hook(proposal.trait.name, proposal.value)

    @validate("post_convert_hook")
    def _validate_post_convert_hook(self, proposal: Bunch) -> Any:
        return hook(proposal.trait.name, proposal.value)

    # -- what nbgrader asks --------------------------------------------------------------------------

    def init_notebooks(self) -> None:
        """Find what was handed in. Raise NbGraderException where nothing was."""
        try:
            super().init_notebooks()
        except NbGraderException:
            if self.coursedir.student_id not in ("*", ""):
                self.log.error(_NOT_THIS_ONE, self.coursedir.student_id, self.coursedir.assignment_id)
            else:
                self.log.error(_NOTHING, *[self.coursedir.assignment_id] * 3)
            raise

    def _must_execute(self) -> None:
        with configured("What c.Execute sets"):
            enabled = Execute(parent=self).enabled
        if not enabled:
            raise NoExecution

    def _tell_failures(self) -> None:
        where = f"see the error log ({self.logfile})" if self.logfile else "see the above messages"
        count = len(self._tally.failures)
        said = f"{count} submission{'s' * (count > 1)} could not be graded. Please {where}, which say why."
        self.log.error(said)
        raise NbGraderException(said)


_NOT_THIS_ONE = "Nothing of “%s” is there for %s. Look how the name is spelt: it is a folder in submitted/."
_NOTHING = (
    "Nobody has handed in %s yet, as far as this folder goes. Fetch it from the exchange with `nbgrader collect %s`, "
    "or put each notebook into submitted/<student>/%s/."
)
_OTHERS = (
    "%d handed in no notebook that can be taken for the assignment's: %s. What lies there, and what to do, is said by: "
    "asynclab report %s"
)
_CANCELED = "%d submissions are graded and saved, and nothing is half done: the same command goes on with the others."


def use_our_engine() -> None:
    """Put our converter where nbgrader's command, its API and formgrader look for theirs, let its export warn of zeros
    that nobody gave, leave out of its feedback what is for those who grade, and have no zero for them in formgrader.

    nbgrader has no option for it. Called by `nbgrader_config.py`.
    """
    nbgrader.converters.Autograde = Autograde
    nbgrader.apps.autogradeapp.Autograde = Autograde
    nbgrader.apps.api.Autograde = Autograde
    use_our_warning()
    use_our_feedback()
    use_our_scores()
