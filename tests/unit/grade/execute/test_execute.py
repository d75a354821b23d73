"""The function that workers of a cluster call."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from asynclab.grade import execute as room
from asynclab.grade.execute import execute

from .jobs import ANSWER, CHECK, containment, job, run_of

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]


@pytest.fixture(autouse=True)
def contained(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(room, "choose", containment)
    yield
    room._close()


def test_jobs_share_the_warm_process_of_their_worker() -> None:
    """It is started with the first of a chapter's jobs, and serves the rest."""
    first = execute(job(ANSWER, CHECK))
    (lane,) = room._lanes.values()
    second = execute(job(ANSWER, CHECK))
    assert run_of(first) == run_of(second)
    assert list(room._lanes.values()) == [lane]
    assert lane._warm().passes == 4


@pytest.mark.filterwarnings("ignore:.*multi-threaded.*:DeprecationWarning")  # from Python 3.12 on
def test_a_forked_copy_of_a_worker_does_not_use_its_lane() -> None:
    """Two processes on one line would take each other's answers."""
    execute(job("1"))
    child = os.fork()
    if child == 0:
        os._exit(len(room._lanes))
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert len(room._lanes) == 1
