"""Many at once: a few submissions are in memory, whatever the size of the class, and one that fails is told."""

from contextlib import contextmanager
from threading import Event

import pytest

from asynclab.grade.bounded_pool import BoundedPool


@contextmanager
def pool(threads):
    """A pool for one test."""
    made = BoundedPool(threads, "test")
    try:
        yield made
    finally:
        made.shutdown()


def test_there_is_room_for_two_a_thread():
    """Who looks for room first never has more than so many out; each result comes once."""
    results, most = [], 0
    with pool(2) as bounded:
        for number in range(50):
            bounded.submit(lambda number: number * 2, number)
            most = max(most, number + 1 - len(results))
            while not bounded.has_room:
                results += bounded.completed(wait=True)
        while bounded.under_way:
            results += bounded.completed(wait=True)
    assert most <= 4
    assert sorted(results) == [number * 2 for number in range(50)]


def test_who_does_not_wait_takes_what_is_there():
    """Results come when they are done, and not before."""
    go = Event()
    with pool(1) as bounded:
        bounded.submit(go.wait)
        assert list(bounded.completed(wait=False)) == []
        assert bounded.under_way
        go.set()
        assert list(bounded.completed(wait=True)) == [True]
        assert not bounded.under_way


def test_what_goes_wrong_comes_out_where_results_are_taken():
    """And the pool is left in order."""
    with pool(1) as bounded:
        bounded.submit(lambda number: 1 / number, 0)
        with pytest.raises(ZeroDivisionError):
            list(bounded.completed(wait=True))


def test_nothing_to_do_gives_nothing():
    """A class that has been graded already is not waited for."""
    with pool(1) as bounded:
        assert list(bounded.completed(wait=True)) == []
