"""That a source and a sink took turns is told where neither went on while the other was at work."""

import pytest

from asynclab.expect import took
from asynclab.expect.messages.of_tasks.taking_turns import in_turns
from tests.unit.expect.by_hand import call, mark, run, stream


def made_at(*times):
    return stream("source", 0.0, times[-1], "done", made=times)


def used_at(*times, takes=1.0):
    return [part for at in times for part in (call("sink", at, at + takes), mark("sink", "used", at + takes, item=1))]


TURNS = run(made_at(1.0, 3.0, 5.0), *used_at(1.0, 3.0, 5.0), elapsed=6.0)


def test_turns_are_told_with_what_reads_ahead():
    """By whoever takes longer than is due."""
    told = "They took turns: while `sink` used an item, `source` made none."
    assert in_turns(TURNS).fact == told
    (failure,) = took(4.0).judge(TURNS)
    assert failure.seen == f"It took 6 s. {told}"
    assert "in a task of its own" in failure.remedy


@pytest.mark.parametrize(
    "given",
    [
        run(made_at(1.0, 2.0, 3.0), *used_at(1.0, 2.0, 3.0), elapsed=4.0),
        run(made_at(1.0, 2.0, 3.0), *used_at(1.0, 2.5, 4.0, takes=1.5), elapsed=5.5),
        run(made_at(1.0, 3.0), *used_at(1.0, 3.0), elapsed=4.0),
        run(made_at(1.0, 2.0, 3.0), elapsed=4.0),
        run(*used_at(1.0, 3.0, 5.0), elapsed=6.0),
    ],
    ids=["made meanwhile", "held back by a queue", "two items", "no sink", "no source"],
)
def test_of_what_overlaps_or_may_no_turns_are_told(given):
    """Where the source had made the next item by the time it was used, or nothing shows that it had not."""
    assert not in_turns(given)
