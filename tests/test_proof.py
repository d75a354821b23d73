"""Every chapter proves itself: right answers earn their points, wrong ones lose exactly what they declare. And the
critical path of every answer there is, right or wrong, is as long as its run. Only what has changed since the last time
is run: a clean checkout runs all of it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from asynclab.course.authoring.build import Course
from asynclab.course.authoring.new_course import new_course
from asynclab.course.proof import trial
from asynclab.course.proof.kept_trials import KeptTrials
from asynclab.course.proof.mutants.score import prove_mutants
from asynclab.course.proof.processes import LostJob
from asynclab.course.proof.prove import Proof, prove
from asynclab.course.proof.trial import AnswerKind, ThroughJson, finished, imports
from asynclab.course.proof.trial_batch import InBatches
from asynclab.observe.run import Ending

COURSE = Course(Path(__file__).resolve().parents[1])
ENDED = (Ending.RETURNED, Ending.RAISED, Ending.HUNG)
ANSWERS = (AnswerKind.REFERENCE, AnswerKind.RIGHT, AnswerKind.WRONG)

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]


class Measuring(ThroughJson):
    """Performs, and notes each run whose critical path is not as long as it, or has a gap."""

    runs = 0
    wrong: list[str] = []  # noqa: RUF012  # one process measures one answer

    def perform(self, scenario):
        """Return the run."""
        run = super().perform(scenario)
        if run.ending in ENDED:
            Measuring.runs += 1
            path = run.critical_path()
            edges = [0.0, *(segment.end for segment in path.segments)]
            if path.length != run.elapsed or edges[:-1] != [segment.start for segment in path.segments]:
                Measuring.wrong.append(f"{run.elapsed} != {path}")
        return run


def measured(opening, answer):
    """Try an answer, in a process of its own. What came of it, how many runs ended, what is wrong with their paths."""
    trial.ThroughJson = Measuring
    tried = finished(opening, answer)
    return replace(tried, troubles=(*tried.troubles, *Measuring.wrong)), Measuring.runs


@dataclass
class MeasuredTrials:
    """Where trials run: in processes of their own, which measure as well. answers: the right and wrong ones that were
    run; runs: theirs."""

    warm: tuple[str, ...]
    answers: int = 0
    runs: int = 0

    def __call__(self, jobs) -> Iterator:
        """See `prove.Map`."""
        for job, result in InBatches(self.warm, measured)(jobs):
            if isinstance(result, LostJob):
                yield job, result
                continue
            tried, runs = result
            self.answers += job.kind in ANSWERS
            self.runs += runs if job.kind in ANSWERS else 0
            yield job, tried


@pytest.fixture(scope="module", params=COURSE.chapters)
def proven(request) -> tuple[Proof, MeasuredTrials]:
    """The proof of a chapter, and what was measured meanwhile. Only what has changed is run: the others lie in
    `build/proof`."""
    trials = MeasuredTrials(imports(COURSE.load(request.param)))
    kept = COURSE.root / "build" / "proof" / f"{request.param}-measured.json"
    return prove(COURSE, request.param, run=KeptTrials(trials, kept)), trials


def test_a_chapter_holds_no_surprise(proven):
    """Stubs, references, right answers and wrong ones are graded as they declare; `make prove` shows the matrix. The
    critical path of every run that ends is exactly as long as the run, without a gap."""
    proof, _ = proven
    assert [str(surprise) for surprise in proof.surprises] == []


def test_critical_paths_were_measured(proven):
    """Of at least one run of each answer that was tried."""
    _, trials = proven
    assert trials.runs >= trials.answers


def test_the_chapter_of_a_new_course_holds_no_surprise(tmp_path):
    """What `asynclab init` hands an author to start from is proven as it stands, and is current."""
    made = new_course(tmp_path / "my-course")
    (name,) = made.chapters
    assert [str(surprise) for surprise in prove(Course(made.folder), name).surprises] == []
    assert prove_mutants(Course(made.folder), name).holds
