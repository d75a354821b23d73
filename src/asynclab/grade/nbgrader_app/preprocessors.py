"""The steps of nbgrader's, or a school's own, that are configured and that this engine does not take the place of."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable
from typing import Any

from nbformat import NotebookNode
from nbgrader.preprocessors import (
    AssignLatePenalties,
    CheckCellMetadata,
    ClearOutput,
    DeduplicateIds,
    Execute,
    OverwriteCells,
    OverwriteKernelspec,
    SaveAutoGrades,
)
from traitlets import TraitError
from traitlets.utils.importstring import import_item

from asynclab.grade.batch.port import ScoreCells
from asynclab.grade.errors import configured
from asynclab.grade.extensions.lateness import LatePolicy, limited
from asynclab.grade.gradebook.models import NotebookScores

_STEP = "{}, a step of c.Autograde.sanitize_preprocessors or .autograde_preprocessors,"
_PLUGIN = "c.AssignLatePenalties.plugin_class"
_CLEANING = (ClearOutput, DeduplicateIds, OverwriteKernelspec, OverwriteCells, CheckCellMetadata)
_GRADING = (Execute, AssignLatePenalties, CheckCellMetadata)  # metadata are the release's, which was looked at once


class Steps:
    """The steps that a converter is configured with (`ForeignSteps`). Each is made anew for every notebook, as nbgrader
    makes them."""

    def __init__(self, converter: Any) -> None:
        self._converter = converter
        after = [each for each in converter.autograde_preprocessors if not _is(each, _GRADING)]
        at = next((number for number, each in enumerate(after) if _is(each, (SaveAutoGrades,))), len(after))
        self._cleaning = [each for each in converter.sanitize_preprocessors if not _is(each, _CLEANING)]
        self._before, self._after = after[:at], after[at + 1 :]
        self._late = [each for each in converter.autograde_preprocessors if _is(each, (AssignLatePenalties,))]
        for each in (*self._cleaning, *self._before, *self._after):  # now, and not in every submission
            with configured(_STEP.format(_name(each))):
                converter.exporter.register_preprocessor(each)
        self.identity = self._identity()

    def resources(self, path: str) -> Any:
        """Return what nbgrader tells its steps about a notebook. path: where it was handed in."""
        return self._converter.exporter._init_resources(self._converter.init_single_notebook_resources(path))

    def cleaned(self, notebook: NotebookNode, path: str) -> NotebookNode:
        """Return the notebook after the steps that come before it is executed. path: where it was handed in."""
        return self._run(self._cleaning, notebook, self.resources(path))[0] if self._cleaning else notebook

    def graded(self, notebook: NotebookNode, path: str, score: ScoreCells) -> tuple[NotebookNode, Any, NotebookScores]:
        """Return an executed notebook after the steps that come then. Return with it the resources they leave for who
        writes it, and its scores, which are read where nbgrader reads them.
        """
        notebook, resources = self._run(self._before, notebook, self.resources(path))
        worth = score(notebook)
        return *self._run(self._after, notebook, resources), worth

    def late_policy(self, assignment: str) -> LatePolicy:
        """Return the configured plugin of nbgrader's as a rule for late submissions, which logs in nbgrader's words."""
        with configured(_PLUGIN):
            steps = [each(parent=self._converter.exporter) for each in self._late]
            for step in steps:
                step.init_plugin()

        def off(student: str, points: float, seconds: float) -> float | None:
            log, penalty = self._converter.log, None
            for step in steps:
                log.warning("SubmittedAssignment<%s for %s> is %s seconds late", assignment, student, seconds)
                with configured(f"{_name(type(step.plugin_inst))}, which {_PLUGIN} names,"):
                    penalty = step.plugin_inst.late_submission_penalty(student, points, seconds)
                    within = limited(penalty, points)
                log.warning("Late submission penalty: %s", penalty)
                if within != penalty:
                    log.warning("Adjusting late submission penalty from %s to %s.", penalty, within)
            return penalty

        return off

    def _run(self, steps: Iterable[Any], notebook: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        exporter = self._converter.exporter
        exporter._preprocessors = []
        for step in steps:
            exporter.register_preprocessor(step)
        for step in exporter._preprocessors:
            notebook, resources = step(notebook, resources)
        return notebook, resources

    def _identity(self) -> str:
        named = [_name(each) for each in (*self._cleaning, *self._before, *self._after)]
        settings = [str(self._converter.config.get(name.rpartition(".")[2], "")) for name in named]
        return hashlib.sha256(repr((named, settings)).encode()).hexdigest()[:16]


def hook(name: str, value: Any) -> Any:
    """Return a hook of the course's: a function, or the one of this name. Raise TraitError for anything else."""
    try:
        found = import_item(value) if isinstance(value, str) else value
    except ImportError as problem:
        raise TraitError(f"{name} names {value}, and that cannot be imported: {problem}") from problem
    if not callable(found):
        raise TraitError(f"{name} has to be a function, or the name of one, as in 'school.hook', and is {value!r}")
    return found


def _is(step: Any, classes: Collection[type]) -> bool:
    return isinstance(step, type) and issubclass(step, tuple(classes))


def _name(step: Any) -> str:
    return f"{step.__module__}.{step.__qualname__}" if isinstance(step, type) else str(step)
