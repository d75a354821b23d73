"""Attacks and accidents: every case of tests/submissions gets what it deserves, in one batch, and touches nobody. By
itself each is worth the same: `asynclab grade` has no engine of its own."""

import os
import shutil
from fnmatch import fnmatchcase

import nbformat
import pytest

from asynclab.grade.gradebook.database import class_grades
from asynclab.grade.gradebook.results import database, results
from asynclab.grade.sandbox.detect import AUTO
from asynclab.grade.sandbox.early import EarlyProcesses
from asynclab.grade.sandbox.process import FORK_SERVER, JUDGE
from asynclab.grade.single.chapter_files import chapter_files
from asynclab.grade.single.grading import grade_one
from asynclab.grade.single.instructor_notebook import edition

from .cases import Kind, load_cases
from .class_of_cases import CHAPTER, NEIGHBOURS, graded, open_hall
from .kept_processes import JudgesThere

# The class takes some 400 processor seconds; a busy machine has little of them to give.
pytestmark = [pytest.mark.slow, pytest.mark.timeout(2700)]

CASES = load_cases()
SUSPECTED = "reaches for what no answer needs"
ONLY = os.environ.get("CASES")  # CASES="endless-* raw-*": a batch of these alone, while one is being written


def chosen():
    """The cases of this run."""
    return tuple(case for case in CASES if not ONLY or any(fnmatchcase(case.name, one) for one in ONLY.split()))


def parameters():
    """A test for each case; one that is known to get away with it has to go on doing so, or be struck off."""
    for case in chosen():
        marks = [pytest.mark.xfail(reason=case.residue, strict=True)] if case.residue else []
        yield pytest.param(case, id=case.name, marks=marks)


@pytest.fixture(scope="module")
def hall(tmp_path_factory):
    """A course with chapter 12."""
    return open_hall(tmp_path_factory.mktemp("submissions"))


@pytest.fixture(scope="module")
def batch(hall):
    """The whole class, graded."""
    return graded(hall, chosen())


@pytest.mark.parametrize("case", list(parameters()))
def test_a_case_gets_what_it_deserves(case, hall, batch):
    """No attack earns a point, no honest student loses one; who cannot be graded is shown to a person."""
    deserved = hall.chapter.worth.deserved(case)
    wrong = case.wrong(deserved, batch.points(case.name), batch.by_hand(case.name))
    if case.kind is Kind.HONEST and SUSPECTED in batch.notes(case.name):
        wrong.append(f"it is suspected: {batch.notes(case.name)!r}")
    if case.note_contains not in batch.notes(case.name):
        wrong.append(f"no note says “{case.note_contains}”: {batch.notes(case.name)!r}")
    if wrong:
        told = f"{case.name} ({case.kind.value}: {case.title})"
        pytest.fail("\n  ".join([told, *wrong]), pytrace=False)


@pytest.mark.parametrize("name", NEIGHBOURS)
def test_a_neighbour_has_everything(name, hall, batch):
    """Right answers before, between and behind all that have their points."""
    assert batch.points(name) == hall.chapter.worth.points


def test_the_batch_came_to_its_end(hall, batch):
    """Nothing that was handed in stopped it: it tells of everybody who handed in a notebook, and of nobody twice.

    As nbgrader does, it says with its exit code whether somebody could not be graded.
    """
    handed_in = {path.parents[1].name for path in hall.root.glob("submitted/*/*/*.ipynb")}
    assert [student for student, _ in batch.told()] == sorted(handed_in), batch.output[-3000:]
    assert batch.code == (1 if any(why for _, why in batch.told()) else 0)


def test_nothing_outlived_the_batch(batch):
    """No process of a submission is there when the batch has ended."""
    assert batch.outlived == ()


def test_nobody_called_home(batch):
    """No connection and no datagram left the sandbox."""
    assert batch.calls == ()


def test_nobody_altered_a_file(batch):
    """The course, the submissions, the configuration and the grader's home are as they were."""
    assert batch.altered == ()
    assert batch.litter == ()


# -- each by itself --------------------------------------------------------------------------------------

# Of each kind that a file, an answer or an attack can be, what neither waits for a limit nor shows the time of day.
ALONE = (
    "honest-syntax-error honest-own-cells honest-tests-deleted honest-html-and-pictures honest-files-of-its-own "
    "honest-nest-asyncio2 forged-run-fitting exits-at-once builtins-patched given-functions-redefined "
    "file-utf-16 file-a-link-to-a-neighbour broken-json broken-name"
).split()


@pytest.fixture(scope="module")
def reported(hall, batch):
    """By student, what the class report has of them."""
    return {each.grade.student: each for each in results(hall.root, CHAPTER)}


@pytest.fixture
def early():
    """The processes of one submission, under way as the command has them."""
    with EarlyProcesses(AUTO, (JUDGE, FORK_SERVER)) as processes:
        yield processes


def points(grade):
    """By cell: its points, the most there are, and whether a person is asked to look."""
    return {cell.name: (cell.points, cell.of, cell.by_hand) for cell in grade.cells}


@pytest.mark.parametrize("name", [case.name for case in chosen() if case.name in ALONE])
def test_a_submission_alone_is_worth_what_it_is_in_a_batch(hall, reported, name):
    """Points, outcomes, messages and notes of each cell, and the graded notebook to the last byte."""
    folder = hall.root / "submitted" / name / CHAPTER
    alone = grade_one(folder, chapter_files(CHAPTER, hall.root), JudgesThere())
    there = reported[name]
    assert there.problem.startswith(alone.result.problem)  # the report goes on with what to do in a course
    assert bool(alone.result.problem) == bool(there.problem)
    assert alone.result.readings == there.readings
    assert alone.result.notes == there.notes
    assert points(alone.result.grade) == points(there.grade)
    kept = hall.root / "autograded" / name / CHAPTER / f"{CHAPTER}.ipynb"
    if kept.exists():
        assert nbformat.writes(alone.notebook).strip() == kept.read_text(encoding="utf-8").strip()
    else:
        assert alone.notebook is None
    assert (alone.points is None) == bool(there.problem or there.grade.ungraded)


def test_the_file_may_be_called_otherwise_and_the_notebook_with_the_tests_may_lie_anywhere(
    hall, reported, tmp_path, early
):
    """A container has neither a course nor a rule for names: whoever names a file says what it is."""
    name = "honest-syntax-error" if "honest-syntax-error" in reported else NEIGHBOURS[0]  # neither has files beside it
    chapter, work = tmp_path / "chapter", tmp_path / "work"
    shutil.copytree(hall.root / "source" / CHAPTER, chapter)
    work.mkdir()
    shutil.copyfile(hall.root / "submitted" / name / CHAPTER / f"{CHAPTER}.ipynb", work / "my work (1).ipynb")
    alone = grade_one(work / "my work (1).ipynb", chapter_files(str(chapter / f"{CHAPTER}.ipynb"), tmp_path), early)
    assert alone.result.readings == reported[name].readings
    assert points(alone.result.grade) == points(reported[name].grade)


def test_an_instructors_notebook_says_what_the_gradebook_does(hall):
    """The student edition that is made on the way is the released file, and what is known of it, nbgrader's rows."""
    made = edition(chapter_files(CHAPTER, hall.root), CHAPTER)
    assert nbformat.writes(made.released) + "\n" == hall.chapter.folder.joinpath(f"{CHAPTER}.ipynb").read_text()
    (kept,) = class_grades(database(hall.root), CHAPTER).notebooks
    assert made.master.points == kept.points
    assert made.master.kernelspec == kept.kernelspec
    assert {cell.name: cell for cell in made.master.cells} == {cell.name: cell for cell in kept.cells}
