"""Each kind of scripted thing is decided everywhere: whoever adds one and forgets a place is told which."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, get_args

import pytest

import asynclab
from asynclab.course.cell.foresight import _given
from asynclab.grade.judge.script_consistency import broken_script
from asynclab.observe.run import Ending, Mark, Run, Span, SpanEnd
from asynclab.scenario import ScenarioError, call, implementation, model, raises, sdk, sink, source, tool
from asynclab.scenario.live import live
from asynclab.scenario.scripted import Scripted
from asynclab.scenario.serialize import from_json, to_json
from asynclab.scenario.spec import Implementation, Model, Raises, Sdk, Sink, Source, Tool
from asynclab.scenario.values import Spec
from asynclab.scenario.variations.faults import faulted
from asynclab.scenario.variations.moments import instants
from asynclab.scenario.variations.orders import orders_of


@dataclass(frozen=True)
class Part:
    """What a kind of scripted thing does. example: one that takes a second. orders: its latency is dealt out.
    moments: it makes instants. faults: it can fail. judged: a record may not say that it did what it cannot. performs:
    a question on one's own run asks whether it was called, and a test of one's own makes one."""

    example: Any
    orders: bool = True
    moments: bool = True
    faults: bool = True
    judged: bool = True
    performs: bool = True


PARTS = {
    Model: Part(model("one two", first=1.0)),
    Tool: Part(tool("web", takes=1.0)),
    Sdk: Part(sdk(takes=1.0)),
    Source: Part(source("one two", every=1.0), faults=False),
    Sink: Part(sink(takes=1.0), faults=False),
    Raises: Part(raises("TimeoutError"), orders=False, moments=False, faults=False, judged=False, performs=False),
    Implementation: Part(
        implementation("relay", "def relay():\n    return 1\n"),
        orders=False,
        moments=False,
        faults=False,
        judged=False,
        performs=False,
    ),
}
EACH = pytest.mark.parametrize("part", PARTS.values(), ids=[kind.__name__ for kind in PARTS])


def name(part: Part) -> str:
    """What authors call it."""
    return type(part.example).__name__.lower()


def test_every_kind_is_here() -> None:
    """So that what follows is asked of a new one too."""
    assert set(PARTS) == set(get_args(Spec))


@EACH
def test_an_author_can_write_one_and_a_student_is_given_it(part: Part) -> None:
    """It is public, it travels as JSON, and it comes alive."""
    assert type(part.example).__name__.lower() in asynclab.__all__
    scenario = call("ask", part.example)
    assert from_json(to_json(scenario)) == scenario
    assert live(part.example) is not None
    assert hasattr(Scripted({}), name(part)) == part.performs


@EACH
def test_its_orders_moments_and_faults_are_decided(part: Part) -> None:
    """Latencies of two are dealt out, a wait is an instant, the first call can fail: or nothing of it, on purpose."""
    two = call("ask", part.example, part.example)
    assert any("newest_first=True" in repr(one) for one in orders_of(two)) == part.orders
    assert (instants(two) != (0.0,)) == part.moments
    if part.faults:
        assert len(faulted(two, raises("OSError"))) == 3
    else:
        with pytest.raises(ScenarioError):
            faulted(two, raises("OSError"))


@EACH
def test_what_a_record_may_say_of_it_is_decided(part: Part) -> None:
    """That it took another time, or made what is not in its script, is found."""
    called = getattr(part.example, "name", "")
    spans = (
        Span(1, "call", called, 0.0, 0, 0.25, 1, SpanEnd.DONE),
        Span(2, "stream", called, 0.0, 2, 0.25, 4, SpanEnd.DONE),
    )
    marks = (Mark(called, "made", 0.0, 3, 2, {"text": "never said"}),)
    run = Run(Ending.RETURNED, elapsed=0.25, spans=spans, marks=marks)
    assert bool(broken_script(call("ask", part.example), run)) == part.judged


@EACH
def test_a_question_on_ones_own_run_asks_for_it(part: Part) -> None:
    """Whether it was called, before its time is an answer."""
    assert bool(_given(call("ask", part.example))) == part.performs
