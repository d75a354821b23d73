"""Who is there, who is fit, and what is different about who is not."""

from asynclab.grade.cluster.worker_registry import Roster, differences


def test_each_worker_is_new_once_and_gone_once():
    """Also when it comes back to the same address."""
    roster = Roster()
    assert roster.came_and_went({"a": 1, "b": 2}) == (("a", "b"), ())
    assert roster.came_and_went({"b": 2, "c": 3}) == (("c",), ("a",))
    assert roster.came_and_went({"a": 1}) == (("a",), ("b", "c"))


def test_lanes_are_those_of_the_workers_that_are_fit():
    """Not of those who have not answered, or are refused, or have left."""
    roster = Roster()
    roster.came_and_went({"a": 1, "b": 2, "c": 4, "d": 8})
    for address, why in {"a": "", "b": "another version", "d": ""}.items():
        assert roster.answered(address, why)
    roster.came_and_went({"a": 1, "b": 2, "c": 4})
    assert not roster.answered("d", "")
    assert (roster.lanes, roster.fit, roster.refused) == (1, {"a"}, {"b": "another version"})


def test_nobody_fits_only_when_all_have_answered():
    """Where no worker is, or one has not answered, there is hope."""
    roster = Roster()
    assert not roster.nobody_fits
    roster.came_and_went({"a": 1, "b": 1})
    roster.answered("a", "another version")
    assert not roster.nobody_fits
    roster.answered("b", "another version")
    assert roster.nobody_fits


def test_a_difference_names_the_package_and_both_versions():
    """Also where one side does not have it at all."""
    here = "asynclab 0.1.0, langgraph 1.2.0, Python 3.11.7"
    assert differences(here, here) == ""
    assert differences(here, "asynclab 0.1.0, langgraph 0.6.1, Python 3.11.7") == "langgraph 0.6.1 there, 1.2.0 here"
    assert differences(here, "asynclab 0.1.0, langgraph 1.2.0") == "Python missing there, 3.11.7 here"
