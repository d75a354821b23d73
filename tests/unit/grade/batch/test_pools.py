"""Many at once: a few submissions are in memory, whatever the size of the class, and one that fails is told."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from asynclab.grade.batch.pools import flow


def test_items_are_taken_as_there_is_room():
    """Never more than so many are out; each result comes once."""
    taken = []

    def items():
        for number in range(50):
            taken.append(number)
            yield number

    results = []
    with ThreadPoolExecutor(4) as pool:
        for result in flow(pool, lambda number: number * 2, items(), room=3):
            results.append(result)
            assert len(taken) - len(results) < 3
    assert sorted(results) == [number * 2 for number in range(50)]


def test_what_goes_wrong_comes_out_where_results_are_taken():
    """And the pool is left in order."""
    with ThreadPoolExecutor(1) as pool, pytest.raises(ZeroDivisionError):
        list(flow(pool, lambda number: 1 / number, [1, 0], room=2))


def test_nothing_to_do_gives_nothing():
    """A class that has been graded already."""
    with ThreadPoolExecutor(1) as pool:
        assert list(flow(pool, abs, [], room=2)) == []
