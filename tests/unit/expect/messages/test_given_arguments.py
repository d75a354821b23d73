"""What an answer was given and has changed is told first: what follows of it shows elsewhere."""

import pytest

from asynclab.expect import asked, judge, returned
from asynclab.scenario import call, invoke, model, perform, tool


def takes_first(speakers, question=""):
    """Takes all out of a list."""
    while speakers:
        speakers.pop(0)


def takes_one(speakers, question=""):
    """Takes one out of a list."""
    speakers.pop()


def turns(speakers, question=""):
    """Puts a list into another order."""
    speakers.reverse()


def empties(table, question=""):
    """Takes something out of a dict."""
    table.pop("a", None)


def adds(speakers, question=""):
    """Puts something into a list or a dict, as a task may ask for."""
    speakers.append(speakers[0]) if isinstance(speakers, list) else speakers.update(z=1)


def fails(speakers, question=""):
    """Takes one, and stops."""
    speakers.pop()
    raise ValueError("so")


def first_of(run):
    """What is told first of a run."""
    return judge(run, [returned(5)]).failures[0]


THREE = ["a", "b", "a"]
LIST = "The list `speakers`, which was given with 3 things in it, had"


@pytest.mark.parametrize(
    ("target", "given", "seen"),
    [
        ("takes_first", THREE, f"{LIST} nothing of that left in it at the end."),
        ("takes_one", THREE, f"{LIST} only 2 of that left in it at the end."),
        ("turns", ["a", "b", "c"], f"{LIST} that in another order at the end."),
        ("fails", THREE, f"{LIST} only 2 of that left in it at the end."),
        (
            "empties",
            {"a": 1},
            "The dict `table`, which was given with 1 thing in it, had nothing of that left in it at the end.",
        ),
    ],
)
def test_a_collection_that_lost_something_is_told_with_what_is_left(target, given, seen):
    """A dict, or a list, of which the same thing may be in it twice."""
    failure = first_of(perform(call(target, given), globals()))
    assert failure.seen == seen
    assert "change a copy of it" in failure.remedy


@pytest.mark.parametrize(
    ("target", "given"),
    [("adds", THREE), ("adds", {"a": 1}), ("turns", ["a"]), ("turns", THREE), ("empties", {"b": 1})],
)
def test_of_what_holds_all_that_it_held_nothing_is_said(target, given):
    """In the same order; what was put in beside it may be asked for."""
    assert first_of(perform(call(target, given), globals())).seen == "It returned None."


def test_of_a_right_answer_nothing_is_said():
    """Nobody may have asked for the list to stay."""
    assert judge(perform(call("takes_first", [1]), globals()), [returned(None)]).passed


class Pops:
    """A runnable whose input loses something."""

    def __init__(self, stove):
        self.stove = stove

    async def ainvoke(self, value, config=None):
        """Take one."""
        return value["order"].pop()


def test_what_a_runnables_input_has_in_it_is_told_as_well():
    """Under its key."""
    run = perform(invoke("Pops", tool("stove"), input={"order": ["egg", "soup"]}), {"Pops": lambda stove: Pops(stove)})
    assert first_of(run).seen.startswith("The list `order`, which was given with 2 things in it, had only 1 of that")


KEPT = []


async def keeps(web):
    """Asks the tool that it was given first."""
    KEPT.append(web)
    return await KEPT[0].ainvoke("why")


@pytest.mark.parametrize(
    ("target", "given", "name"), [("keeps", tool("web"), "web"), ("keeps", model("Yes."), "model")]
)
def test_what_was_given_to_an_earlier_run_is_told_as_that(target, given, name):
    """Not as one that was asked nothing."""
    KEPT.clear()
    first = perform(call(target, given), globals())
    again = perform(call(target, given), globals())
    kept = f"What was called as `{name}` was given to an earlier run of the answer, and kept since."
    assert kept not in {each.seen for each in judge(first, [returned(5)]).failures}
    assert first_of(again).seen == kept


def test_what_another_of_its_name_was_asked_is_not_told_as_asked_nothing():
    """What the record has of it are LangChain's callbacks."""
    KEPT.clear()
    perform(call("keeps", tool("web")), globals())
    failures = judge(perform(call("keeps", tool("web")), globals()), [asked("web", "why")]).failures
    assert failures[1].seen == "What was called as `web` was not the one that was given."
