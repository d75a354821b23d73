"""The warm processes of a worker: kept, numbered, ended."""

import pytest

from asynclab.grade.cluster.warm_executors import WarmExecutors
from asynclab.grade.job import Executed, Job
from asynclab.grade.sandbox.uid_lease import own_number


def job(key, modules=()):
    """A job without cells."""
    return Job(key, (), modules=modules)


class Lane:
    """Takes down what happens to it."""

    def __init__(self, said, modules, number):
        self.said, self.modules, self.number = said, modules, number

    def __enter__(self):
        self.said.append(("open", self.modules))
        return self

    def __exit__(self, *problem):
        self.said.append(("close", self.modules))

    def execute(self, job):
        self.during(self)
        if job.key == "breaks":
            raise OSError("it broke")
        return Executed(job.key, notes=(str(self.number),))

    def during(self, lane):
        """What happens while it executes."""


@pytest.fixture
def said():
    """What happened to lanes."""
    return []


@pytest.fixture
def lanes(said):
    """Of which nothing is left in the end."""
    kept = WarmExecutors(lambda modules, number: Lane(said, modules, number))
    yield kept
    kept.close()


def test_a_process_is_kept_for_the_next_job(lanes, said):
    """It is opened once."""
    assert lanes.execute(job("a")).notes == lanes.execute(job("b")).notes
    assert said == [("open", ())]


def test_another_chapter_gets_a_process_of_its_own_in_its_place(lanes, said):
    """What is warm for one is not for the other."""
    lanes.execute(job("a", modules=("langgraph",)))
    lanes.execute(job("b", modules=("json",)))
    assert said == [("open", ("langgraph",)), ("close", ("langgraph",)), ("open", ("json",))]


def test_jobs_at_the_same_time_have_different_numbers(lanes, monkeypatch):
    """Each lane has its own account on the machine."""
    inner = []
    monkeypatch.setattr(
        Lane, "during", lambda self, lane: inner or inner.append(0) or inner.append(lanes.execute(job("b")))
    )
    outer = lanes.execute(job("a"))
    assert outer.notes != inner[1].notes


def test_a_lane_that_raises_is_not_used_again(lanes, said):
    """What was raised is told."""
    with pytest.raises(OSError, match="it broke"):
        lanes.execute(job("breaks"))
    assert said == [("open", ()), ("close", ())]


def test_a_lane_that_is_at_work_when_all_are_closed_ends_with_its_job(lanes, said, monkeypatch):
    """Its result is given back all the same."""
    monkeypatch.setattr(Lane, "during", lambda self, lane: lanes.close())
    assert lanes.execute(job("a")).key == "a"
    assert said == [("open", ()), ("close", ())]


def test_only_who_is_idle_for_so_long_is_ended(lanes, said):
    """A batch may have been killed without a farewell."""
    lanes.execute(job("a"))
    lanes.end_idle(3600.0)
    assert said == [("open", ())]
    lanes.end_idle(0.0)
    assert said == [("open", ()), ("close", ())]


def test_a_number_is_given_once_and_comes_back():
    """Over all processes of the machine."""
    with own_number() as first, own_number() as second:
        assert first != second
    with own_number() as again:
        assert again <= second
