"""Every mutant of a chapter's references is killed, or declared equivalent with a reason. Only what has changed since
the last time is run: a clean checkout runs all of it.
"""

from pathlib import Path

import pytest

from asynclab.course.authoring.build import Course
from asynclab.course.proof.mutants.score import prove_mutants

COURSE = Course(Path(__file__).resolve().parents[1])

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]


@pytest.mark.parametrize("name", COURSE.chapters)
def test_every_mutant_is_killed_or_declared(name):
    """A reference with one slip in it loses a point, or breaks no promise, and `equivalent.toml` has the reason. Only
    what has changed is run: the fates that are known lie in `build/mutants`."""
    scores = prove_mutants(COURSE, name).scores
    assert [f"{score.task}, {hole.mutant}" for score in scores for hole in score.holes] == []
    assert [f"{score.task}, {unused}" for score in scores for unused in score.unused] == []
    assert [f"{score.task}, {refuted.mutant}" for score in scores for refuted in score.refuted] == []
