"""Every job has a process of its own, and whatever it does costs that job alone."""

import os
import signal
import sys
import threading

import pytest

from asynclab.course.proof.processes import Forked, LostJob

pytestmark = pytest.mark.slow  # processes

TWO = Forked(workers=2, limit=20.0)


def work(job):
    """Do what the job says."""
    what, value = job
    match what:
        case "double":
            return value * 2
        case "raise":
            raise ValueError(value)
        case "exit":
            os._exit(value)
        case "loop":
            while True:
                pass
        case "thread":
            threading.Thread(target=threading.Event().wait).start()
            return value
        case "loaded":
            return value in sys.modules
        case "orphan":
            if os.fork() == 0:
                signal.pause()
            return value
    return None


def results(jobs, run=TWO):
    """Each job's result."""
    return dict(run(work, jobs))


def test_every_job_comes_back_with_its_result():
    """However many there are, each once."""
    jobs = [("double", number) for number in range(7)]
    assert results(jobs) == {("double", number): number * 2 for number in range(7)}


def test_no_jobs_need_no_processes():
    """An empty list is done at once."""
    assert results([]) == {}


def test_a_job_that_breaks_costs_itself_alone():
    """An exception, a process that ends itself: the next job is not hurt."""
    told = results([("raise", "no such thing"), ("exit", 0), ("exit", 3), ("double", 4)], Forked(workers=1))
    assert told[("raise", "no such thing")] == LostJob("ValueError: no such thing")
    assert told[("exit", 0)] == told[("exit", 3)] == LostJob("It ended its own process.")
    assert told[("double", 4)] == 8


def test_a_job_that_does_not_end_is_ended():
    """An endless loop holds a worker for its limit, and says so."""
    told = results([("loop", 0), ("double", 1)], Forked(workers=1, limit=0.5))
    assert told == {("loop", 0): LostJob("It did not end within 0.5 s."), ("double", 1): 2}


@pytest.mark.parametrize("what", ["thread", "orphan"])
def test_what_a_job_leaves_behind_does_not_hold_it_up(what):
    """A thread that waits for ever, a process of its own: the result counts."""
    assert results([(what, 5)]) == {(what, 5): 5}


def test_a_job_finds_the_engine_loaded_and_practised():
    """Else each chapter's proof would load it anew, for seconds: the fork server is silent on what it cannot load."""
    practised = ("loaded", "asynclab.course.proof.practised")
    assert results([practised], Forked(workers=1)) == {practised: True}
