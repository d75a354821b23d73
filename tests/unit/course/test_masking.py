"""What a hidden run's failure tells a student holds nothing that the run chose."""

from dataclasses import replace

import pytest

from asynclab.course import Finding
from asynclab.course.cell import render
from asynclab.course.cell.cell_verdict import CellVerdict, to_data
from asynclab.course.cell.verdict_box import box
from asynclab.course.masking import hidden_texts_of, masked, may_be_pictured, where
from asynclab.expect import (
    Failure,
    Outcome,
    all_pass,
    attempts,
    bears_only,
    items_at,
    judge,
    never_blocked,
    nothing_left,
    order,
    queue_bounded,
    reads,
    received,
    returned,
    tagged,
    together,
    took,
    untagged,
)
from asynclab.expect import raised as raised_
from asynclab.expect.messages.hidden_texts import hiding
from asynclab.observe.run import (
    Blocking,
    ChangedArgument,
    Ending,
    FailedTest,
    HighWater,
    Item,
    Left,
    NeverAwaited,
    Place,
    Problem,
    Run,
    Span,
    SpanEnd,
    Wait,
)
from asynclab.scenario import call, tool
from asynclab.scenario.spec import Scenario

KNOWN = 'ask-time It asks all. {"target": "ask", "tools": ["web", "wiki"]}'
SECRET = "beacon limit=7"
ASK = Scenario("call", "ask")
HERE = Place("cell 3", 7, f"f_{SECRET[:6]}", f"raise Oops({SECRET!r})")


def told(run, *expectations):
    """What a student reads of a hidden run that failed."""
    cell = cell_of(run, *expectations)
    said = "\n".join([render.headline(cell), render.text(cell), box(cell)])
    assert "beacon" not in said
    assert "7 " not in said.replace("line 7", "")
    return render.text(cell)


def cell_of(run, *expectations, scenario=ASK):
    """The verdict on a hidden run, as `check` makes it."""
    verdict = judge(run, expectations)
    with hiding(hidden_texts_of(run, scenario, KNOWN)):
        told_masked = judge(run, expectations)
    findings = tuple(
        Finding(failure, run, hidden=True, known=KNOWN, told_masked=told)
        for failure, told in zip(verdict.failures, told_masked.failures, strict=True)
    )
    return CellVerdict("ask-time", "It asks all.", verdict.outcome, findings)


def raised(message=SECRET, type="ValueError", **about):
    """A run that ended with an error."""
    return Run(Ending.RAISED, problem=Problem(type, message, (type, "Exception"), place=HERE, **about))


def test_the_message_of_an_error_is_not_told_and_its_class_is():
    """Python's own class; the line by its number."""
    rows = told(raised(), took(3.0)).splitlines()[2:]
    assert rows == [
        "  Seen  It raised `ValueError`: ….",
        "  Line  cell 3, line 7",
        "  Run   one that only grading asks for",
    ]


def test_a_name_of_the_hidden_scenarios_that_never_came_about_is_not_told():
    """What the student may know of is: here a tool that the visible part has too."""
    scenario = call("ask", [tool("web"), tool("by night")], config={"run_name": "on the roof"})
    run = Run(Ending.RETURNED, value="nothing", spans=(Span(1, "call", "web", 0.0, 0, 1.0, 1, SpanEnd.DONE),))
    missing = attempts("by night", 1), tagged("on the roof", "late"), attempts("web", 2)
    said = render.text(cell_of(run, *missing, scenario=scenario))
    assert "Nothing named `…` was called." in said
    assert "Nothing named `…` was traced." in said
    assert "`web` was called 1 time" in said
    assert "night" not in said
    assert "roof" not in said


def test_a_name_that_is_made_of_a_hidden_one_is_not_told():
    """A check may look for a run that an answer is to call after a tool: “hear nurse”."""
    scenario = call("ask", [tool("web"), tool("nurse")])
    missing = tagged("hear nurse", "late"), tagged("hear web", "late")
    said = render.text(cell_of(Run(Ending.RETURNED, value="nothing"), *missing, scenario=scenario))
    assert "nurse" not in said
    assert "Nothing named `hear web` was traced." in said


@pytest.mark.parametrize(
    "run",
    [
        raised(type="beacon"),
        raised(message=f"  {SECRET}\n" * 100),
        raised("one", inner=(Problem("beacon", SECRET * 50), Problem("ValueError", SECRET * 50))),
        raised("one", cause=Problem("KeyError", SECRET)),
        Run(Ending.RETURNED, value=SECRET),
        Run(Ending.RETURNED, value=["web", {"beacon": [SECRET] * 99}, 7]),
        Run(Ending.RETURNED, value={"$kind": "AIMessage", "content": SECRET * 99}),
        Run(Ending.HUNG, problem=Problem("Deadlock", f"Everything waits: “{SECRET}” in {HERE}.", place=HERE)),
        Run(Ending.RETURNED, value=f"NameError: name '{SECRET}' is not defined"),
        Run(Ending.RETURNED, value=f"beaconError('coroutine {SECRET}')"),
        Run(Ending.RETURNED, value=f"BeaconError: 'coroutine' {SECRET}"),
        Run(Ending.REFUSED, problem=Problem("NoTarget", f"There is no {SECRET}.")),
    ],
    ids="class long group cause value nested message told named classed deadlock refused".split(),
)
def test_no_value_of_a_hidden_scenario_comes_out(run):
    """As a message, a class, a value or a part of one, however long."""
    told(run, returned("x"))


def around(name, value):
    """Runs whose texts are a name and a value, each with expectations that it breaks."""
    call = Span(0, "call", name, 0.0, 0, 4.0, 1, SpanEnd.DONE, tags=(name,), metadata={name: value})
    chain = Span(0, "chain", name, 0.0, 0, 4.0, 1, SpanEnd.DONE, tags=(name,), metadata={name: value}, run_id=0)
    other = Span(1, "call", "web", 4.0, 2, 5.0, 3, SpanEnd.DONE)
    items = (Item(value, 1.0, 1), Item(name, 2.0, 2))
    error = Problem("ValueError", name, ("ValueError", "Exception"), place=Place("cell 3", 7, name, name))
    yield Run(Ending.RETURNED, value, elapsed=5.0, spans=(call, other)), (returned("x"), took(3.0))
    yield Run(Ending.RETURNED, {name: value}, elapsed=5.0), (returned({"x": 1}),)
    yield Run(Ending.RETURNED, {"x": name}, elapsed=5.0), (returned({"x": value + value}),)
    yield Run(Ending.RETURNED, [name, value], spans=(call, other)), (together("web", name), returned([]))
    yield Run(Ending.RETURNED, name, spans=(call, other)), (attempts("*", 3), order("web ends", f"{name} starts"))
    yield Run(Ending.RETURNED, items=items), (received(["x", "y"]), items_at(1.0))
    yield Run(Ending.RETURNED, items=items[:1]), (received([value, value]), reads("x"))
    yield Run(Ending.RETURNED), (received([value]), items_at(1.0))
    yield Run(Ending.RAISED, problem=error), (took(3.0),)
    yield Run(Ending.RAISED, problem=error), (raised_("ValueError", "x"),)
    yield Run(Ending.RAISED, problem=replace(error, type="Oops", types=("Oops",))), (raised_("ValueError"),)
    yield Run(Ending.RETURNED, spans=(chain,)), (tagged("*", "x"), untagged("*", name), bears_only("*"))
    yield Run(Ending.RETURNED, left=(Left("task", name, error.place),)), (nothing_left(),)
    yield Run(Ending.RETURNED, queues=(HighWater(name, 0, 9, error.place),)), (queue_bounded(2),)
    yield Run(Ending.RETURNED, never_awaited=(NeverAwaited(name, error.place),)), (returned("x"),)
    yield Run(Ending.RETURNED, changed=(ChangedArgument(name, "list", 2, 0),)), (returned("x"),)
    yield Run(Ending.RETURNED, spans=(replace(call, data={"of_another_run": name}),)), (returned("x"),)
    missed = replace(error, type="KeyError", message=repr(name), place=replace(error.place, text=f"s[{name!r}]"))
    node = Span(1, "chain", "web", 0.0, 0, 1.0, 1, SpanEnd.DONE, metadata={"langgraph_node": "web"}, data={"read": []})
    next_ = replace(node, id=2, first=2, last=3, how=SpanEnd.ERROR, error=missed, data={"read": []})
    for wrote in ([value], [name], None):
        spans = (replace(node, data={"read": [], "wrote": wrote}), next_)
        yield Run(Ending.RAISED, problem=missed, spans=spans), (returned("x"),)
    yield Run(Ending.RAISED, problem=missed, spans=(replace(next_, data={"read": [f"{name}s"]}),)), (returned("x"),)
    for where_to in ({"nowhere": name}, {"nowhere": f"<function {name} at 0x7>"}, {"sent_nowhere": name}):
        yield Run(Ending.RETURNED, spans=(replace(node, data=where_to),)), (returned("x"),)
    beside = (replace(next_, error=replace(missed, place=None)), replace(node, id=3, parent=2, name="?", data={}))
    yield Run(Ending.RAISED, problem=missed, spans=beside), (returned("x"),)
    yield Run(Ending.REFUSED, problem=Problem("NoTarget", name)), (took(3.0),)
    yield (
        Run(Ending.RETURNED, blocking=(Blocking("sleep", 0.0, error.place, error.place, "time.sleep", 1.0),)),
        (never_blocked(),),
    )


WORDS = [("no", "item"), ("item", "times"), ("times", "no"), ("it", "took"), ("beacon", "limit"), ("line", "cell")]


@pytest.mark.parametrize("at", range(len(list(around("a", "b")))))
def test_what_a_student_reads_is_the_same_whatever_a_hidden_run_calls_its_things(at):
    """No word of our own is taken out because a tool, a value or a message is called so, and none of theirs comes in:
    who has read the hidden scenario cannot carry it out by names of their own."""
    said = []
    for name, value in WORDS:
        run, expectations = list(around(name, value))[at]
        cell = cell_of(run, *expectations)
        assert cell.findings
        said.append([each.told for each in cell.findings])
    assert [each for each in said if each != said[0]] == []
    whole = judge(*list(around("beacon", "limit"))[at]).failures
    own = [told.seen.count(" ") >= failure.seen.count(" ") - 12 for told, failure in zip(said[0], whole, strict=True)]
    assert all(own)


def test_what_a_test_of_the_students_ended_with_is_not_told():
    """It has read the hidden implementation, by what that does; its line is told by its number."""
    for error in ("AssertionError", "NameError", "beacon"):
        failed = FailedTest("test_beacon", Problem(error, f"name '{SECRET}' is not defined", place=HERE), (SECRET,))
        run = Run(Ending.RETURNED, value={"test_beacon": f"{error}: {SECRET}"}, failed_tests=(failed,))
        assert "cell 3, line 7" in told(run, all_pass())


def test_numbers_and_counts_stay_where_a_hidden_value_is_a_number():
    """A value of 4 takes no 4 out of the times; the value itself is not told."""
    run = Run(Ending.RETURNED, 4, elapsed=4.0)
    first, second = (each.told.seen for each in cell_of(run, took(3.0), returned(5)).findings)
    assert first == "It took 4 s."
    assert second == "It returned …."


def test_names_of_tools_and_tasks_are_not_told_unless_they_were_known():
    """What the visible part names may be named; so may times."""
    spans = [
        Span(n, "call", name, 0.0, 2 * n, 4.0, 2 * n + 1, SpanEnd.DONE) for n, name in enumerate(("web", "beacon"))
    ]
    run = Run(Ending.RETURNED, elapsed=4.0, spans=tuple(spans), left=(Left("task", SECRET, HERE),))
    said = masked("`web` 0-4 s and `beacon` 0-4 s; “beacon limit=7” was left.", run, KNOWN)
    assert said == "`web` 0-4 s and `…` 0-4 s; “…” was left."
    assert not may_be_pictured(run, KNOWN)
    assert may_be_pictured(Run(Ending.RETURNED, spans=tuple(spans[:1])), KNOWN)


def test_a_blocking_line_is_told_by_its_number():
    """The text of a line and the name of its function may be made up."""
    run = Run(Ending.RETURNED, blocking=(Blocking("sleep", 0.0, HERE, HERE, "time.sleep", 1.0),))
    assert "cell 3, line 7" in told(run, never_blocked())


def test_a_blocking_line_of_a_file_is_not_pictured():
    """The file may be named after anything, and a picture names it."""
    run = Run(Ending.RETURNED, blocking=(Blocking("sleep", 0.0, HERE, HERE, "time.sleep", 1.0),))
    elsewhere = Blocking("sleep", 0.0, Place("beacon.py", 7, "f"), None, "time.sleep", 1.0)
    assert may_be_pictured(run, KNOWN)
    assert not may_be_pictured(Run(Ending.RETURNED, blocking=(elsewhere,)), KNOWN)
    waits = Span(1, "call", "web", 1.0, 0, 4.0, 1, SpanEnd.DONE, after=Wait(elsewhere.place, 0.0))
    assert not may_be_pictured(Run(Ending.RETURNED, spans=(waits,)), KNOWN)
    assert may_be_pictured(Run(Ending.RETURNED, spans=(replace(waits, after=Wait(HERE, 0.0)),)), KNOWN)
    told(Run(Ending.RETURNED, elapsed=1.0, blocking=(elsewhere,)), never_blocked(), took(3.0))


def test_a_file_may_be_named_after_anything():
    """Only a cell's number is told."""
    assert (where(HERE), where(Place("beacon.py", 1, "f")), where(None)) == ("cell 3, line 7", "", "")


def test_who_grades_reads_all_of_it():
    """The data of the verdict, which feedback leaves out, has the sentence as it is."""
    run = raised()
    (failure,) = judge(run, [took(1.0)]).failures
    cell = CellVerdict("a", "b", Outcome.CRASHED, (Finding(failure, run, hidden=True),))
    assert SECRET in to_data(cell)["failures"][0]["sentence"]


def test_what_a_student_reads_in_place_of_it():
    """Where who grades is told more."""
    cell = CellVerdict("a", "b", Outcome.TAMPERED, (Finding(Failure(SECRET), instead="It was replaced."),))
    assert render.text(cell) == "✗ Not as it was handed out: b\n\n  Seen  It was replaced."
