"""Every chapter proves itself: right answers earn their points, wrong ones lose exactly what they declare, and the
critical path of every run that ends is as long as it. Tried here are the reference and one more right answer to each
task, and so many wrong ones that each graded cell is seen to fail; `make prove` tries them all. Only what has changed
since the last time is run: a clean checkout runs all of it.
"""

from pathlib import Path

import pytest

from asynclab.course.authoring.build import Course
from asynclab.course.authoring.new_course import new_course
from asynclab.course.proof.kept_proof import prove_quickly
from asynclab.course.proof.mutants.score import prove_mutants
from asynclab.course.proof.prove import prove
from asynclab.course.proof.quick import sampled

COURSE = Course(Path(__file__).resolve().parents[1])

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("name", COURSE.chapters)
def test_a_chapter_holds_no_surprise(name):
    """Stubs, references, right answers and wrong ones are graded as they declare; `make prove` shows the matrix."""
    proof = prove_quickly(COURSE, name, choose=sampled).proof
    assert [str(surprise) for surprise in proof.surprises] == []


def test_the_chapter_of_a_new_course_holds_no_surprise(tmp_path):
    """What `asynclab init` hands an author to start from is proven as it stands, and is current."""
    made = new_course(tmp_path / "my-course")
    (name,) = made.chapters
    assert [str(surprise) for surprise in prove(Course(made.folder), name).surprises] == []
    assert prove_mutants(Course(made.folder), name).holds
