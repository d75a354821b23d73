"""The work a run shows: each piece once, and how much of it at once."""

from asynclab.expect.query import calls
from asynclab.observe.spans import each_once, length, overlap, peak, work
from tests.unit.expect.by_hand import call, run, span, stream


def names(spans):
    return [(each.kind, each.name) for each in spans]


def test_a_call_seen_twice_is_shown_once():
    """The body of a tool, not the callback's span around it; a model's stream, not the model."""
    given = run(
        span("chain", "desk", 0.0, 4.0),
        span("tool", "web", 0.0, 2.0),
        call("web", 0.0, 2.0),
        span("model", "model", 2.0, 4.0),
        stream("model", 2.0, 4.0),
    )
    assert names(each_once(given.spans)) == [("chain", "desk"), ("call", "web"), ("stream", "model")]
    assert names(work(given)) == [("call", "web"), ("stream", "model")]


def test_a_tool_without_a_recorded_body_is_shown_itself():
    """A student's own tool, or a call that failed before its body began."""
    given = run(span("tool", "web", 0.0, 1.0), span("tool", "web", 2.0, 3.0), call("web", 2.0, 3.0))
    assert names(each_once(given.spans)) == [("tool", "web"), ("call", "web")]


def test_retries_inside_one_tool_call_are_its_bodies():
    """One tool, three attempts: three pieces of work."""
    given = run(span("tool", "web", 0.0, 5.0), *[call("web", float(n), n + 1.0) for n in range(3)])
    assert names(each_once(given.spans)) == [("call", "web")] * 3


def test_the_peak_is_the_first_instant_of_most_in_flight():
    """How many, which, since when; what ends at an instant makes room for what starts."""
    given = run(call("a", 0.0, 2.0), call("b", 1.0, 3.0), call("c", 2.0, 4.0), call("d", 9.0))
    assert (peak(given.spans).height, peak(given.spans).time) == (2, 1.0)
    assert [each.name for each in peak(given.spans).spans] == ["a", "b"]
    assert peak([]).height == 0


def test_spans_overlap_where_they_share_time():
    """Touching is not overlapping; an open one has no end."""
    a, b, c, d = run(call("a", 0.0, 2.0), call("b", 1.0, 3.0), call("c", 2.0, 4.0), call("d", 3.5)).spans
    assert overlap(a, b)
    assert overlap(b, a)
    assert not overlap(a, c)
    assert overlap(c, d)
    assert not overlap(a, d)


def test_an_open_span_lasts_until_the_run_ends():
    """As far as anybody saw."""
    given = run(call("a", 1.0), call("b", 0.1, 0.3), elapsed=4.0)
    assert [length(each, given) for each in given.spans] == [0.2, 3.0]


def test_a_call_under_a_name_of_its_config_is_one_piece_of_work():
    """A `run_name` renames what callbacks tell, and not the body: a model's, which is no child of it, and a tool's."""
    given = run(
        span("model", "finding", 0.0, 1.0),
        span("call", "coroner", 0.0, 1.0),
        span("tool", "look", 1.0, 3.0),
        span("call", "web", 1.0, 3.0, parent=3),
        span("tool", "sdk", 3.0, 6.0),
        span("call", "wiki", 3.0, 5.0, parent=5),
    )
    assert names(work(given)) == [("call", "coroner"), ("call", "web"), ("tool", "sdk"), ("call", "wiki")]
    assert [each.name for each in calls(given, "finding")] == ["finding"]
    assert [each.name for each in calls(given, "*")] == ["coroner", "web", "sdk", "wiki"]


def test_two_calls_side_by_side_are_two_pieces_of_work():
    """However alike they are: each has a task of its own."""
    given = run(span("model", "finding", 0.0, 1.0, task="one"), span("call", "coroner", 0.0, 1.0, task="other"))
    assert names(work(given)) == [("model", "finding"), ("call", "coroner")]
