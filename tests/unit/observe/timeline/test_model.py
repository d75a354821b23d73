"""What the timeline shows before it is drawn."""

from dataclasses import replace

import pytest

from asynclab.observe.run import Ending, Left, NeverAwaited, Place, Run, SpanEnd
from asynclab.observe.timeline.model import MOST_LANES, Bar, Look, picture
from tests.unit.expect.by_hand import LINE, call, left, mark, read, run, span, stall, stream, waited


def labels(run, *kinds):
    return [lane.label for lane in picture(run, kinds).lanes]


def test_lanes_stand_in_the_order_in_which_things_began():
    """The reader is last."""
    given = run(stream("model", 2.0, 3.0, made=(2.5,)), call("wiki", 1.0, 2.0), call("web", 0.0, 2.0), read(("a", 2.5)))
    assert labels(given) == ["web", "wiki", "model", "reader"]
    assert [lane.look for lane in picture(given).lanes] == [Look.CALL, Look.CALL, Look.STREAM, Look.READER]


def test_internal_chains_are_noise_and_graph_nodes_are_not():
    """What LangChain wraps around things is left out unless it is asked for."""
    given = run(
        span("chain", "RunnableSequence", 0.0, 2.0),
        span("chain", "plan", 0.0, 1.0, metadata={"langgraph_node": "plan"}),
        span("chain", "route", 1.0, 1.0, metadata={"langgraph_node": "plan"}),
        call("web", 1.0, 2.0),
    )
    assert labels(given) == ["plan", "web"]
    assert labels(given, "chain") == ["RunnableSequence", "plan", "route"]


def test_a_task_is_shown_where_it_shows_something_of_its_own():
    """One around a call says nothing new, nor one around that; one that did nothing visible does."""
    given = run(
        span("task", "outer", 0.0, 2.0),
        span("task", "fetch", 0.0, 2.0, task="outer"),
        call("web", 0.0, 2.0, task="fetch"),
        span("task", "ticker", 0.0, 3.0),
    )
    assert labels(given) == ["web", "ticker"]


def test_a_task_that_never_ended_is_always_shown():
    """Whatever runs in it: it was left alive."""
    assert labels(run(span("task", "fetch", 0.0), call("web", 0.0, 2.0, task="fetch"))) == ["fetch", "web"]


def test_calls_of_one_name_share_a_lane_until_they_overlap():
    """Retries stand side by side; a fan-out goes into rows, the fewest that do."""
    retried = run(call("web", 0.0, 1.0, "error"), call("web", 2.0, 3.0))
    assert [lane.bars for lane in picture(retried).lanes] == [(Bar(0.0, 1.0, SpanEnd.ERROR), Bar(2.0, 3.0))]
    two_at_a_time = run(*[call("web", float(n // 2), n // 2 + 1.0) for n in range(10)])
    assert labels(two_at_a_time) == ["web 1", "web 2"]
    assert [lane.note for lane in picture(two_at_a_time).lanes] == ["5 calls", "5 calls"]


@pytest.mark.parametrize(
    ("given", "note"),
    [
        (call("web", 0.0, 3.0), "0-3 s"),
        (call("web", 0.5, 1.25, "cancelled"), "0.5-1.25 s cancelled"),
        (call("web", 0.0, 1.0, "error"), "0-1 s failed"),
        (stream("web", 0.0, 1.0, "closed"), "0-1 s closed"),
        (call("web", 1.0), "from 1 s still open"),
        (call("web", 1.0, 1.0), "at 1 s"),
    ],
)
def test_a_lane_says_when_and_how_in_words(given, note):
    """For those who read rather than look."""
    assert picture(run(given, elapsed=3.0)).lanes[0].note == note


def test_many_calls_in_a_lane_are_counted():
    """And how they ended, where they did not end well."""
    given = run(*[call("web", float(n), n + 1.0, "error" if n < 2 else None) for n in range(4)])
    assert picture(given).lanes[0].note == "4 calls, 2 failed"


def test_an_answer_that_outlives_its_reader_is_told():
    """When the reader left, and for how long nobody was there."""
    assert picture(run(call("web", 0.0, 1.0), left_early=1.0)).left == "the reader left at 1 s"
    late = picture(run(call("web", 0.0, 3.5), left_early=1.0))
    assert late.left == "the reader left at 1 s, the answer went on until 3.5 s"


def test_what_a_stream_made_are_its_ticks():
    """Made by the script or told by the callback: the same tokens, once."""
    given = run(stream("model", 0.0, 2.0, made=(1.0, 2.0)), mark("model", "token", 1.0), mark("model", "token", 2.0))
    assert picture(given).lanes[0].ticks == (1.0, 2.0)


def test_two_streams_of_one_name_have_ticks_of_their_own():
    """What each made stands on its bar, whatever it is called."""
    given = run(stream("actor", 0.0, 3.0, made=(1.0, 3.0)), stream("actor", 1.0, 4.0, made=(2.0, 4.0)))
    first, second = given.spans
    owned = [replace(one, span=first.id if one.time % 2 else second.id) for one in given.marks]
    drawn = picture(replace(given, marks=tuple(owned)))
    assert [(lane.label, lane.ticks) for lane in drawn.lanes] == [("actor 1", (1.0, 3.0)), ("actor 2", (2.0, 4.0))]


def test_marks_and_items_have_lanes_of_their_own():
    """Custom events, marks by hand, and what the reader got."""
    given = run(mark("progress", "event", 0.5), mark("beat", "user", 1.0), read(("a", 1.0), ("b", 1.0)))
    assert [(lane.label, lane.ticks, lane.note) for lane in picture(given).lanes] == [
        ("progress", (0.5,), "0.5 s"),
        ("beat", (1.0,), "1 s"),
        ("reader", (1.0, 1.0), "1, 1 s"),
    ]
    many = run(read(*[("a", float(n)) for n in range(9)]))
    assert picture(many).lanes[0].note == "9 from 0 to 8 s"
    assert picture(run(read(*[("a", 2.0)] * 9))).lanes[0].note == "9 at 2 s"


def test_a_blocked_loop_stands_on_top():
    """With its sum; a library's own blocking is not shown."""
    given = run(call("web", 0.0, 4.0), blocking=(stall(time=0.0), stall(time=3.0, seconds=1.0), stall(mine=False)))
    lane = picture(given).lanes[0]
    assert (lane.label, lane.look, lane.note) == ("event loop", Look.LOOP, "blocked 3 s")
    assert [(bar.start, bar.end) for bar in lane.bars] == [(0.0, 2.0), (3.0, 4.0)]
    assert picture(run(blocking=(stall(seconds=0.0, cpu=True),))).lanes[0].note == "blocked"


def test_a_loop_that_goes_round_is_not_drawn_as_blocked():
    """A task that polls with `sleep(0)` lets the others go on: it is told in words."""
    drawn = picture(run(blocking=(replace(stall(seconds=0.0), rule="busy-poll"),)))
    assert (drawn.lanes, drawn.blocked) == ((), ())


def test_the_picture_ends_where_the_last_thing_does():
    """Work that outlives the answer is seen to, and what is open reaches the edge."""
    given = run(call("web", 0.0, 5.0), call("wiki", 1.0), elapsed=2.0, left_early=2.0, left=(left(),))
    drawn = picture(given)
    assert (drawn.axis.end, drawn.end, drawn.leaving) == (5.0, 2.0, 2.0)
    assert drawn.lanes[1].bars == (Bar(1.0, 5.0, SpanEnd.OPEN),)
    assert drawn.alive == ("left alive: task feeder (cell 3, line 7)",)


def test_what_is_left_alive_is_told_once_a_line_and_a_librarys_generators_are_not() -> None:
    """With the line that made it, where it stands at none of the student's; nobody has written LangChain's generators,
    nor what the end of `asyncio.run` does."""
    made = Place("cell 3", 9, "show", "asyncio.create_task(write(text))")
    write = Left("task", "write", made=made)
    library = Left("generator", "BaseChatModel.astream")
    shut = span("task", "BaseEventLoop.shutdown_default_executor", 0.0, 1.0)
    drawn = picture(replace(run(shut, span("call", "web", 0.0, 1.0)), left=(write, library, write)))
    assert drawn.alive == ("left alive: task write, 2 of them (cell 3, line 9)",)
    assert [lane.label for lane in drawn.lanes] == ["web"]


def test_what_was_never_awaited_stands_below_the_picture():
    """Once for each line: in a demo cell, nothing else tells of it."""
    dropped = NeverAwaited("write", LINE)
    given = Run(Ending.RETURNED, never_awaited=(dropped, dropped))
    assert picture(given).alive == ("never awaited: write (cell 3, line 7)",)
    assert "never awaited: write (cell 3, line 7)" in str(given.timeline())


def test_two_hundred_lanes_are_cut_and_counted():
    """The reader's is never among those cut."""
    given = run(*[call("web", 0.0, 1.0 + n) for n in range(200)], read(("a", 1.0)))
    drawn = picture(given)
    assert len(drawn.lanes) == MOST_LANES
    assert drawn.hidden == 201 - MOST_LANES
    assert drawn.lanes[-1].look is Look.READER


def test_of_many_lanes_those_stay_that_make_the_time():
    """In their order, and the rest as they began."""
    slow = [call(f"slow {n}", float(n), n + 1.0) for n in range(1, 4)]
    given = run(*[call(f"t{n}", 0.0, 1.0) for n in range(40)], *slow)
    kept = labels(given)
    assert len(kept) == MOST_LANES
    assert kept[-4:] == ["t39", "slow 1", "slow 2", "slow 3"]
    assert kept[:20] == [f"t{n}" for n in range(20)]


def test_a_lane_says_what_it_waited_for():
    """A call that begins at once waits for nothing."""
    given = run(call("a", 0.0, 3.0), call("b", 3.0, 4.0), call("c", 4.0, 6.0), call("d", 6.5, 7.0))
    assert [lane.waits for lane in picture(given).lanes] == [
        "",
        "waits for a",
        "waits for b",
        "waits for time to pass",
    ]
    blocked = run(call("a", 2.0, 3.0), blocking=(stall(time=0.0),))
    assert picture(blocked).lanes[1].waits == "waits for time.sleep"


def test_a_picture_names_each_line_at_which_the_code_waits_once():
    """With what is late there; of many lines and of many calls the first ones. What runs again is said to."""
    other = waited(9)
    given = run(
        call("a", 0.0, 1.0),
        call("b", 1.0, 2.0, after=waited()),
        call("a", 1.0, 3.0, after=waited()),
        call("c", 3.0, 4.0, after=other),
    )
    assert picture(given).waiting == (
        "the code waits at cell 3, line 7, before b and further calls of a",
        "the code waits at cell 3, line 9, before c",
    )
    assert [lane.after for lane in picture(given).lanes] == [None, LINE, other.place]
    many = run(*[call(f"t{n}", 1.0, 2.0, after=waited()) for n in range(5)])
    assert picture(many).waiting == ("the code waits at cell 3, line 7, before t0, t1 and 3 more",)
    lines = run(*[call("a", 1.0, 2.0, after=waited(n)) for n in range(5)])
    assert picture(lines).waiting[-2:] == (
        "the code waits at cell 3, line 2, before further calls of a",
        "and at 2 more lines",
    )
    assert picture(run(call("a", 0.0, 1.0))).waiting == ()


def test_a_picture_names_no_line_of_a_file_that_is_not_the_readers_own():
    """A cell that a chapter gives waits as it should; the lines of the reader's own are told all the same."""
    own = replace(waited(9), place=replace(LINE, file="cell 4", line=9))
    given = run(call("a", 0.0, 1.0), call("b", 1.0, 2.0, after=waited()), call("c", 2.0, 3.0, after=own))
    drawn = picture(given, unnamed={LINE.file})
    assert drawn.waiting == ("the code waits at cell 4, line 9, before c",)
    assert [lane.after for lane in drawn.lanes] == [None, None, own.place]
    assert [lane.waits for lane in drawn.lanes] == [lane.waits for lane in picture(given).lanes]
    assert "cell 3" not in str(given.timeline(unnamed={LINE.file}))


def test_the_stretches_of_the_critical_path_are_those_of_their_lanes():
    """Of a stream that goes on only what was waited for."""
    given = run(stream("model", 0.0, 9.0, made=(1.0, 9.0)), call("web", 1.0, 5.0), call("wiki", 1.0, 2.0), elapsed=5.0)
    assert [lane.path for lane in picture(given).lanes] == [((0.0, 1.0),), ((1.0, 5.0),), ()]


def test_a_task_is_not_shown_by_the_name_of_a_method_of_langchains():
    """Its call has a lane already; without one, the method alone is named."""
    name = "StructuredTool.ainvoke"
    assert labels(run(span("task", name, 0.0), call("web", 0.0, 2.0, task=name))) == ["web"]
    assert labels(run(span("task", name, 0.0, 2.0))) == ["ainvoke"]
    assert labels(run(span("task", "Desk.answer", 0.0, 2.0))) == ["Desk.answer"]


def test_nothing_at_all_is_a_picture_too():
    """A run in which nothing happened."""
    assert picture(Run(Ending.RETURNED)).lanes == ()


def test_marks_inside_tasks_are_no_lanes():
    """Made, used, tokens and attempts belong to the lanes of who made them."""
    given = run(stream("model", 0.0, 1.0, made=(1.0,)), mark("sink", "used", 1.0), mark("web", "attempt", 0.5))
    assert labels(given) == ["model"]


def test_each_span_goes_to_the_first_row_that_is_free():
    """Also where many overlap, end in another order than they began, or never end."""
    run_ = run(call("web", 0, 4), call("web", 1, 2), call("web", 1.5), call("web", 3, 5), call("web", 4.5, 6))
    rows = {lane.label: [bar.start for bar in lane.bars] for lane in picture(run_).lanes}
    assert rows == {"web 1": [0, 4.5], "web 2": [1, 3], "web 3": [1.5]}
