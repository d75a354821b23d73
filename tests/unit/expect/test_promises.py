"""What holds of every expectation: it fails closed, it gives nothing away, and it is public."""

import json
from dataclasses import replace

import pytest

import asynclab.expect as public
from asynclab.observe.run import Ending, HighWater, Mark, Run, Span, SpanEnd, Traced

from .by_hand import call, left, mark, problem, read, run, span, stall, stream

SECRET = "squirrel"
TIME = 777.125
EMPTY = Run(Ending.RETURNED)

# A run in which a bit of everything happened, and nothing as expected.
BUSY = run(
    span("tool", "web", 0.0, 1.0, tags=("a",), metadata={"b": 1}),
    call("web", 0.0, 1.0),
    call("wiki", 1.0, 2.0),
    call("wiki", 1.5, 2.0, "error", error=problem("OSError")),
    stream("model", 2.0, 5.0, made=(3.0, 4.0, 5.0)),
    read(("x", 5.0), ("y", 5.0)),
    mark("beat", "user", 1.0),
    value="x",
    queues=(HighWater("q", 0, 7),),
    left_early=1.0,
    blocking=(stall(),),
    left=(left(),),
    traced=(Traced(1, None, "desk", "chain", 0.0, 1.0),),
)

# One of each, with expected values that stand out wherever they show up.
EACH = {
    "all_pass": public.all_pass(),
    "asked": public.asked("wiki", SECRET),
    "attempts": public.attempts("web", 9, at=[TIME + n for n in range(9)]),
    "began": public.began("web", TIME),
    "catches": public.catches("the last word is dropped"),  # its clause is there to be read
    "cleaned_up": public.cleaned_up("model", at=TIME, how="closed"),
    "failed": public.failed("web", SECRET, saying=SECRET),
    "first_before_last": public.first_before_last("model"),
    "handed": public.handed("wiki", SECRET),
    "in_flight": public.in_flight("w*", least=777),
    "items": public.items(SECRET, public.contains(SECRET)),
    "items_at": public.items_at(TIME, of=public.one_of(SECRET, "x")),
    "lasted": public.lasted("web", TIME),
    "let_go": public.let_go(within=TIME - 777),
    "made": public.made("model", 777),
    "marked_at": public.marked_at("beat", TIME),
    "nested": public.nested("web", under="desk"),
    "never_ahead": public.never_ahead("model", "reader", by=1),
    "of_projection": public.of_projection("values", public.items(SECRET)),
    "order": public.order("web ends", public.item(SECRET)),
    "queue_bounded": public.queue_bounded(most=777),
    "raised": public.raised(SECRET, saying=SECRET),
    "raised_inside": public.raised_inside(SECRET),
    "reads": public.reads(SECRET),
    "received": public.received(public.contains(SECRET)),
    "returned": public.returned({"answer": SECRET}),
    "tagged": public.tagged("web", SECRET, chapter=SECRET),
    "together": public.together("web", "wiki"),
    "untagged": public.untagged("web", "a", SECRET, chapter=SECRET),
    "bears_only": public.bears_only("web", "b", SECRET),
    "tokens_at": public.tokens_at("model", TIME),
    "took": public.took(TIME),
    "traced": public.traced("desk", SECRET, run_type=SECRET, metadata={SECRET: SECRET}, error=SECRET),
    "used_all": public.used_all("model", "reader"),
}
# These say what must not be: they hold where nothing happened, and stand beside one that says what must.
NEGATIVE = {
    "awaited": public.awaited(),
    "never_blocked": public.never_blocked(),
    "nothing_left": public.nothing_left(),
}
NEVER = {"never_together": public.never_together("wiki", "model:*")}
NOT_EXPECTATIONS = set(
    "any_order anything between contains each item judge lacks length like merged one_of subset".split()
)


def test_every_public_expectation_is_held_to_these_promises():
    """A new one is added here, or this fails."""
    functions = {name for name in public.__all__ if name[0].islower()}
    assert functions - NOT_EXPECTATIONS == {*EACH, *NEGATIVE, *NEVER}


@pytest.mark.parametrize("name", [*EACH, *NEVER])
def test_an_expectation_about_nothing_is_not_met(name):
    """In a run in which nothing happened, none of them holds."""
    assert {**EACH, **NEVER}[name].judge(EMPTY)


@pytest.mark.parametrize("name", NEGATIVE)
def test_what_must_not_be_holds_where_nothing_happened(name):
    """They forbid, and are not met by what they forbid."""
    assert NEGATIVE[name].judge(EMPTY) == ()
    assert NEGATIVE[name].judge(replace(BUSY, awaited=False))


@pytest.mark.parametrize("name", EACH)
@pytest.mark.parametrize("given", [BUSY, EMPTY], ids=["busy", "empty"])
def test_no_sentence_tells_what_was_expected(name, given):
    """A hidden check's message may be shown: it has what was seen, and never what was to be seen."""
    for failure in EACH[name].judge(given):
        assert SECRET not in failure.told_hidden()
        assert "777" not in failure.told_hidden()


@pytest.mark.parametrize("name", [*EACH, *NEGATIVE, *NEVER])
def test_every_failure_is_a_sentence(name):
    """It begins with a capital or a name, ends with a full stop, and has no gaps."""
    for given in (BUSY, EMPTY):
        for failure in {**EACH, **NEGATIVE, **NEVER}[name].judge(given):
            for part in filter(None, (failure.seen, failure.cause, failure.remedy, failure.expected)):
                assert part.endswith((".", "?"))
                assert part[0].isupper() or part[0] in "`“"
                assert "  " not in part
                assert ".." not in part.replace("...", "")


@pytest.mark.parametrize("name", [*EACH, *NEGATIVE, *NEVER])
def test_a_hostile_run_never_stops_the_judge(name):
    """NaN, texts for numbers, None for tuples: a verdict, and not a pass."""
    expectation = {**EACH, **NEGATIVE, **NEVER}[name]
    for change in (
        {"elapsed": float("nan")},
        {"spans": None},
        {"spans": (Span(1, "call", "web", float("nan"), 0, 1.0, 2, SpanEnd.DONE),)},
        {"marks": (Mark("model", "made", "soon", 0),)},
        {"items": ("x",)},
        {"value": json.loads('{"answer": NaN}'), "left": ("task",)},
    ):
        verdict = public.judge(replace(BUSY, **change), [expectation])
        assert verdict.outcome is public.Outcome.UNGRADED


def test_the_public_names_are_sorted_and_exist():
    """What `from asynclab.expect import *` gives."""
    assert public.__all__ == sorted(public.__all__)
    assert all(hasattr(public, name) for name in public.__all__)
