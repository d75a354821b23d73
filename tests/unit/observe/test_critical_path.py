"""The critical path fills a run from its beginning to its end, and says what with."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asynclab.observe.critical_path import PathSegment, SegmentKind
from asynclab.observe.run import Ending, Run
from tests.unit.expect.by_hand import call, mark, read, run, span, stall, stream


@pytest.mark.parametrize(
    ("happened", "told"),
    [
        (
            run(call("archive", 0.0, 3.0), call("news", 3.0, 4.0), call("web", 4.0, 6.0)),
            "6 s = archive 3 + news 1 + web 2: they wait in turn",
        ),
        (run(call("archive", 0.0, 3.0), call("news", 0.0, 1.0), call("web", 0.0, 2.0)), "3 s = archive 3"),
        (run(call("web", 1.0, 3.0), elapsed=4.5), "4.5 s = waiting 1 + web 2 + waiting 1.5"),
        (
            run(call("web", 0.0, 1.0, "error"), call("web", 2.0, 3.0)),
            "3 s = web 1 + waiting 1 + web 1: they wait in turn",
        ),
        (run(call("web", 0.0, 2.0), blocking=(stall(time=2.0),), elapsed=4.0), "4 s = web 2 + time.sleep 2"),
        (run(call("web", 0.0, 2.0), blocking=(stall(mine=False),)), "2 s = web 2"),
        (
            run(stream("model", 0.0, 9.0, made=(1.0, 9.0)), call("web", 1.0, 5.0), elapsed=5.0),
            "5 s = model 1 + web 4: they wait in turn",
        ),
        (run(call("outer", 0.0, 3.0), call("inner", 1.0, 3.0, parent=1)), "3 s = waiting 1 + inner 2"),
        (run(*[call("sink", n / 2, (n + 1) / 2) for n in range(20)]), "10 s = sink 10: they wait in turn"),
        (Run(Ending.RETURNED), ""),
    ],
)
def test_it_says_what_made_the_time(happened, told):
    """In turn, side by side, with pauses, retried, blocked, begun by a token, one within another, many."""
    assert str(happened.critical_path()) == told


def test_a_long_path_is_added_up_by_name():
    """Ten calls that take turns are two parts."""
    happened = run(*[call("ab"[n % 2], float(n), n + 1.0) for n in range(10)])
    assert str(happened.critical_path()) == "10 s = a 5 (5 times) + b 5 (5 times): they wait in turn"
    many = run(*[call(f"t{n}", float(n), n + 1.0) for n in range(10)])
    assert str(many.critical_path()) == "10 s = t0 1 + t1 1 + t2 1 + t3 1 + t4 1 + 5 others 5: they wait in turn"


def test_a_reader_that_takes_its_time_is_part_of_it():
    """From getting an item to having used it."""
    items = read(("a", 1.0))
    happened = run(stream("model", 0.0, 1.0, made=(1.0,)), items[0], mark("reader", "used", 3.0))
    assert happened.critical_path().segments == (
        PathSegment(SegmentKind.CALL, "model", 0.0, 1.0, 1),
        PathSegment(SegmentKind.READER, "reader", 1.0, 3.0),
    )


TIMES = st.integers(0, 12).map(lambda steps: steps / 10)
SPANS = st.tuples(st.sampled_from(["call", "stream", "tool", "model", "chain"]), st.sampled_from("abc"), TIMES, TIMES)


@given(st.lists(SPANS, max_size=12), TIMES, st.lists(st.tuples(TIMES, TIMES), max_size=3))
def test_it_fills_any_run_without_a_gap(spans, elapsed, stalls):
    """Whatever ran when: its segments follow one another, and are together as long as the run, exactly."""
    parts = [span(kind, name, min(a, b), max(a, b)) for kind, name, a, b in spans]
    happened = run(*parts, elapsed=elapsed, blocking=tuple(stall(time=a, seconds=b) for a, b in stalls))
    path = happened.critical_path()
    assert path.length == elapsed
    edges = [0.0, *(segment.end for segment in path.segments)]
    assert edges[:-1] == [segment.start for segment in path.segments]
    assert edges[-1] == elapsed


def test_calls_are_not_said_to_wait_in_turn_where_another_is_in_flight_meanwhile():
    """It was still open when the reader left: the two that had ended did not wait for one another alone."""
    cut = run(call("locate", 0.0, 1.0), call("registry", 1.0), call("noise", 1.0, 2.0), elapsed=2.5)
    assert str(cut.critical_path()) == "2.5 s = locate 1 + noise 1 + waiting 0.5"


def test_a_stream_is_not_told_to_have_taken_what_a_call_of_its_reader_took():
    """What one task reads does not go on while that task waits for a call; beside another task it does."""
    turns = run(
        stream("source", 0.0, 4.0, made=(1.0, 3.0)), call("sink", 1.0, 2.0), call("sink", 3.0, 4.0), elapsed=4.0
    )
    assert str(turns.critical_path()) == "4 s = source 1 + sink 1 + source 1 + sink 1: they wait in turn"
    beside = run(
        span("task", "read", 0.0, 4.0),
        stream("source", 0.0, 4.0, made=(1.0, 3.0), task="read"),
        call("sink", 1.0, 2.0),
        elapsed=4.0,
    )
    assert str(beside.critical_path()) == "4 s = source 4"
