"""What comes back from a cluster is taken for what it is."""

from dataclasses import dataclass

import pytest

from asynclab.grade.cluster.link import End, Landed, as_landed
from asynclab.grade.job import Executed


@dataclass(frozen=True)
class FakeFuture:
    """What is asked of Dask's."""

    status: str


@pytest.mark.parametrize("status", ["finished", "lost", "pending"])
def test_a_result_that_has_come_counts_whatever_became_of_its_worker(status):
    """A worker may be restarted while its last result is under way: the future is lost then, and the result is not."""
    executed = Executed("ada")
    assert as_landed(1, FakeFuture(status), executed) == Landed(1, End.EXECUTED, executed)


def test_what_is_no_result_is_told():
    """By its type; an error by its text."""
    assert as_landed(1, FakeFuture("finished"), 7).why == "A worker gave back int in place of a result."
    assert as_landed(1, FakeFuture("error"), (ValueError, ValueError("no room"), None)).end is End.FAILED
