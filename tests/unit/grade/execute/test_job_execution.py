"""A job on its way, with processes that say what the test has them say."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from asynclab.grade.execute.job_execution import JobExecution
from asynclab.grade.ipc import Closed, Frame, MessageType
from asynclab.grade.job import Job

from .jobs import CHECK, job
from .test_child_driver import Scripted

FINE = Frame(MessageType.FOUND, 1)
FAILED = Frame.of(MessageType.FAILED, 1, "Not here.")
DONE = Frame(MessageType.DONE, 1)


class Forking:
    """A warm process whose forks are these, one after the other. `forked_for`: the jobs that it was asked for."""

    opening = None
    cpu = 0.0
    how = 0
    dead = False

    def __init__(self, *children: Scripted) -> None:
        self.shown: dict[int, str] = {}
        self.forked_for: list[Job] = []
        self._children = iter(children)

    @contextmanager
    def forked(self, job: Job) -> Iterator[Scripted]:
        self.forked_for.append(job)
        yield next(self._children)


def executed(*children: Scripted) -> tuple[str, bool]:
    """Why a check was not performed, and whether that is no answer's doing. children: of the pass that grades."""
    warm = Forking(Scripted(), *children)
    execution = JobExecution(lambda: warm, job(CHECK))  # type: ignore[arg-type,return-value]
    execution.both()
    (runs,) = execution.executed().checks
    assert len(warm.forked_for) == 1 + len(children)
    return runs.broke, runs.ours


def test_what_fails_without_an_answer_is_ours() -> None:
    """In a process of its own, in which nothing lies beside the notebook."""
    assert executed(Scripted(FINE, FAILED, FINE), Scripted(DONE, FAILED)) == ("Not here.", True)
    assert executed(Scripted(FINE, FAILED, FINE), Scripted(DONE, Closed())) == ("Not here.", True)


def test_what_works_without_an_answer_is_the_answers() -> None:
    """Its process was broken by what it had run before."""
    assert executed(Scripted(FINE, FAILED, FINE), Scripted(DONE, Frame.of(MessageType.PERFORMED, 1, "{}"))) == (
        "Not here.",
        False,
    )


def test_a_process_that_ends_before_anybody_could_look_is_not_tried_again() -> None:
    """Else a cell could have what it has broken taken for ours, or cost its neighbours the batch."""
    broke, ours = executed(Scripted(FINE, FAILED, Closed()), Scripted())
    assert "ended the Python process it ran in" in broke
    assert not ours
