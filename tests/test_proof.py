"""Every chapter proves itself: right answers earn their points, wrong ones lose exactly what they declare, and
every mutant is killed or declared."""

from pathlib import Path

import pytest

from asynclab.course.authoring.build import Course
from asynclab.course.authoring.new_course import new_course
from asynclab.course.proof.mutants.score import prove_mutants
from asynclab.course.proof.prove import prove

COURSE = Course(Path(__file__).resolve().parents[1])

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]


@pytest.mark.parametrize("name", COURSE.chapters)
def test_a_chapter_holds_no_surprise(name):
    """Stubs, references, right answers and wrong ones are graded as they declare; `make prove` shows the matrix."""
    assert [str(surprise) for surprise in prove(COURSE, name).surprises] == []


@pytest.mark.parametrize("name", COURSE.chapters)
def test_every_mutant_is_killed_or_declared(name):
    """A reference with one slip in it loses a point, or breaks no promise, and `equivalent.toml` has the reason. Only
    what has changed is run: the fates that are known lie in `build/mutants`."""
    scores = prove_mutants(COURSE, name).scores
    assert [f"{score.task}, {hole.mutant}" for score in scores for hole in score.holes] == []
    assert [f"{score.task}, {unused}" for score in scores for unused in score.unused] == []
    assert [f"{score.task}, {refuted.mutant}" for score in scores for refuted in score.refuted] == []


def test_the_chapter_of_a_new_course_holds_no_surprise(tmp_path):
    """What `asynclab init` hands an author to start from is proven as it stands, and is current."""
    made = new_course(tmp_path / "my-course")
    (name,) = made.chapters
    assert [str(surprise) for surprise in prove(Course(made.folder), name).surprises] == []
    assert prove_mutants(Course(made.folder), name).holds
