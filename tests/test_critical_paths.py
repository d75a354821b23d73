"""The critical path of every answer there is, right or wrong, is as long as the run."""

from pathlib import Path

import pytest

from asynclab.course.authoring.build import Course
from asynclab.course.proof import trial
from asynclab.course.proof.answers import load_answers
from asynclab.course.proof.processes import Forked
from asynclab.course.proof.trial import AnswerKind, ThroughJson, attempt, imports, trials
from asynclab.observe.run import Ending

COURSE = Course(Path(__file__).resolve().parents[1])
ENDED = (Ending.RETURNED, Ending.RAISED, Ending.HUNG)

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]


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


def measured(answer):
    """Try an answer, in a process of its own: how many of its runs ended, and what is wrong with their paths."""
    trial.ThroughJson = Measuring
    attempt(answer)
    return Measuring.runs, tuple(Measuring.wrong)


@pytest.mark.parametrize("name", COURSE.chapters)
def test_the_critical_path_of_every_answer_is_as_long_as_its_run(name):
    """Exactly, and without a gap; over all right and wrong answers of the chapter that end."""
    chapter = COURSE.load(name)
    every = trials(chapter, load_answers(chapter, COURSE.answers(name)), COURSE.root / "source" / name)
    kept = [each for each in every if each.kind in (AnswerKind.REFERENCE, AnswerKind.RIGHT, AnswerKind.WRONG)]
    results = [result for _, result in Forked(warm=imports(chapter))(measured, kept) if isinstance(result, tuple)]
    assert [each for _, wrong in results for each in wrong] == []
    assert sum(runs for runs, _ in results) >= len(kept)
