"""Attacks and accidents: every case of tests/submissions gets what it deserves, in one batch, and touches nobody."""

import os
from fnmatch import fnmatchcase

import pytest

from .cases import Kind, load_cases
from .class_of_cases import NEIGHBOURS, graded, open_hall

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
