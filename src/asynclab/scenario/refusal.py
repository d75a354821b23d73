"""When a scenario cannot be performed: sentences that name the slip and what to do about it."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from difflib import get_close_matches
from importlib.metadata import version
from typing import Any

from asynclab import lab
from asynclab.observe.run import Ending, ErrorParts, Place, Problem
from asynclab.observe.trace.exceptions import place_of

FIRST_LINE = "Keep the function's first line as the task has it."
ONE_VALUE = "One value is awaited here: `return` it instead."
A_STREAM = "To be read while it works, it must be an `async def` with `yield`."
EACH_ITEM = "To be read while it works, it must `yield` each item as it comes."
MOST_ITEMS = 10_000  # a stream that gives more has no end


class Refused(Exception):
    """The answer is not of a shape that this check can drive. place: the student's own line that it is about. remedy:
    what to do about it, where that depends on who performs it."""

    ending = Ending.REFUSED

    def __init__(self, said: str, place: Place | None = None, *, remedy: str = "") -> None:
        self._place = place
        self._parts = ErrorParts(said, remedy=remedy) if remedy else None
        super().__init__(f"{said} {remedy}".rstrip())

    @property
    def problem(self) -> Problem:
        """What is told of it in a run."""
        return Problem("Refused", str(self), ("Refused", "Exception"), self._place, parts=self._parts)


class Endless(Refused):
    """The answer streams without end. stream: what was read."""

    ending = Ending.STOPPED

    def __init__(self, name: str, stream: object) -> None:
        who = f"The stream of `{name}`"
        if inspect.isasyncgen(stream) and lab.owner_of(stream.ag_code.co_filename) is lab.Owner.STUDENT:
            who = f"`{stream.ag_code.co_name}`"
        parts = ErrorParts(
            f"{who} gave more than {MOST_ITEMS:,} items and did not stop.",
            "a loop that has no end.",
            "Let it end when its work is done; and a loop that reads something, with what it reads.",
        )
        self._places = tuple(filter(None, map(place_of, lab.fed_from(stream))))
        super().__init__(f"{parts.seen} Likely cause: {parts.cause} {parts.remedy}")
        self._parts = parts

    @property
    def problem(self) -> Problem:
        """With the student's lines that give the items."""
        place = next(iter(self._places), None)
        outer = next((each for each in self._places if place and each.file != place.file), None)
        return replace(super().problem, place=place, outer=outer)


def resembling(name: str, namespace: Mapping[str, Any]) -> str:
    """Return the name of something else that may be meant, "" if there is no such name. What the chapter imports is not
    meant.
    """
    own = (other for other, value in namespace.items() if not other.startswith("_") and not _imported(value))
    return next(iter(get_close_matches(name, own, n=1)), "")


def _imported(value: object) -> bool:
    return inspect.ismodule(value) or str(getattr(value, "__module__", "")).partition(".")[0] == "asynclab"


def missing(name: str, namespace: Mapping[str, Any]) -> str:
    """Say that the notebook has nothing of this name."""
    close = resembling(name, namespace)
    hint = f" There is a `{close}`: is that the one?" if close else ""
    return (
        f"There is no `{name}` in this notebook.{hint} "
        "Either its cell has not been run, or it stopped with an error, or the name was changed. "
        "Run the cell again and read what it prints."
    )


def no_tests(name: str, misnamed: str = "") -> str:
    """Say that the notebook has no test of this name. misnamed: a function that may be one, if there is any."""
    is_it = f" Is `{misnamed}` one?" if misnamed else ""
    return (
        f"There is no function `{name}` in this notebook, and none whose name begins with `{name}_`: tests are found "
        f"by their names.{is_it} Keep the name that the task has, and run the cell."
    )


def not_callable(name: str, found: object) -> Refused:
    """Return the refusal where the name stands for something that is neither a function nor a runnable."""
    return Refused(f"`{name}` is {_a(found)}, and should be a function. Did a later line give the name away?")


def unfit(name: str, found: Any, error: TypeError) -> Refused:
    """Return the refusal where the function does not take what the check passes to it."""
    if inspect.isclass(found):
        return Refused(
            f"`{name}` is a class, and should be a function: to call it makes one of its kind, and does not do the "
            "task. Begin it with the task's first line."
        )
    return Refused(f"`{name}{_signature(found)}` does not take what it is given: {error}.", remedy=FIRST_LINE)


def decorated(name: str, found: Any) -> Refused:
    """Return the refusal where a runnable stands in the place of a function, and takes other arguments."""
    return Refused(
        f"`{name}` is {_a(found)}, and should be a function, which takes what it is given: a decorator such as "
        "`@tool`, or a line behind it, makes that of one.",
        remedy="Take that away, and keep the function as it is.",
    )


def cached(name: str) -> Refused:
    """Return the refusal where the function stands behind a cache that cannot take what the check passes to it."""
    return Refused(
        f"`{name}` is behind a cache, as `functools.cache` makes one, and that looks up the arguments in a dict, which "
        "cannot have these for keys. Take the decorator away: of an `async def` a cache keeps the coroutine, which can "
        "be awaited once."
    )


def _signature(found: Any) -> str:
    try:
        signature = inspect.signature(found)
    except (TypeError, ValueError):
        return "(...)"
    bare = [
        parameter.replace(annotation=inspect.Parameter.empty, default=inspect.Parameter.empty)
        for parameter in signature.parameters.values()
    ]
    return str(signature.replace(parameters=bare, return_annotation=inspect.Signature.empty))  # with its `*` and `/`


def no_stream(name: str, value: Any) -> Refused:
    """Return the refusal where a stream was wanted and something else came back."""
    maker = getattr(value, "gen", None) if isinstance(value, AbstractAsyncContextManager) else value
    name = getattr(maker, "__name__", name)  # the function with the `yield`: the one that was called may hand it on
    return Refused(f"`{name}` {_instead(value)}.", remedy=A_STREAM)


def _instead(value: Any) -> str:
    if isinstance(value, AbstractAsyncContextManager) and hasattr(value, "gen"):
        return "gives an async context manager, as `@asynccontextmanager` makes one, and that is entered and not read"
    if inspect.isgenerator(value):
        return "is a plain generator (`def` with `yield`), which `async for` cannot read"
    return f"returned {_a(value)}, and nothing can be read from that item by item"


def collected(name: str, value: Any) -> Refused:
    """Return the refusal where an async generator was wanted and the answer is a coroutine."""
    what = "an async generator that somebody else would have to read" if hasattr(value, "__aiter__") else _a(value)
    seen = f"`{name}` is a coroutine: it has no `yield`, and after all its work it returned {what}."
    return Refused(seen, remedy=EACH_ITEM)


def yields(name: str, value: Any) -> Refused:
    """Return the refusal where one value was wanted and the answer is a generator."""
    kind = "an async generator" if inspect.isasyncgen(value) else "a generator"
    name = getattr(value, "__name__", name)  # the function with the `yield`: the one that was called may hand it on
    return Refused(f"`{name}` is {kind}: it has `yield` in it, so that calling it runs nothing.", remedy=ONE_VALUE)


def already_built(name: str, value: Any) -> Refused:
    """Return the refusal where a factory was wanted, and the name is what it should make."""
    return Refused(f"`{name}` is {_a(value)} already. It is called here: let it be a function that returns one.")


def awaited_factory(name: str, found: object) -> Refused:
    """Return the refusal where a function should give a runnable, and gives what has to be awaited first."""
    name = getattr(found, "__name__", name)  # the `async def`: a helper of the chapter's may hand it on
    return Refused(
        f"`{name}` gives {_a(found)}, and nothing is built before that is awaited. Whoever calls it, a cell of this "
        "chapter as well as a check, wants a runnable at once: begin it with `def`, and not with `async def`."
    )


def no_runnable(name: str, value: Any, method: str) -> Refused:
    """Return the refusal where a runnable was wanted and something else came back."""
    return Refused(f"`{name}` gives {_a(value)}, which has no `{method}`.", remedy=_instead_of(value))


def _instead_of(value: Any) -> str:
    """What to return in place of something that is no runnable."""
    if value is None:
        return "A function that ends without `return` gives None: return the runnable or the graph."
    if hasattr(value, "compile"):
        return "It is not compiled yet: return `graph.compile()`."
    if inspect.isgenerator(value) or inspect.isasyncgen(value):
        return "A function with a `yield` in it gives that, whatever else it does: `return` the runnable or the graph."
    if inspect.iscoroutinefunction(value):
        return f"It is the step itself: make a runnable of it, as in `RunnableLambda({value.__name__})`."
    if inspect.isroutine(value):
        called = value.__name__
        if inspect.ismethod(value):
            return f"It was not called: return what it gives, with brackets, as in `{called}(...)`."
        return (
            f"If it is the step itself, make a runnable of it: `RunnableLambda({called})`. If it makes what is due, it "
            f"was not called: return what it gives, with brackets, as in `{called}(...)`."
        )
    return "Return a runnable or a graph."


def no_projection(name: str, projection: str, known: Iterable[str]) -> Refused:
    """Return the refusal where a run of event streaming has no such projection."""
    there = ", ".join(f"`{one}`" for one in sorted(known))
    has = f" It has {there}." if there else ""
    return Refused(
        f"The run of `{name}` has no projection `{projection}`.{has} "
        "One of your own needs its transformer: `graph.compile(transformers=[...])`."
    )


def no_event_streaming(name: str, found: object) -> Refused:
    """Return the refusal where `astream_events(version="v3")` opens no run."""
    here = f"langgraph {version('langgraph')}"
    return Refused(
        f'`{name}` gives {_a(found)}, whose `astream_events(version="v3")` opens no run with projections. '
        f"Return a compiled graph; event streaming is there from langgraph 1.2 on, and here is {here}."
    )


def _a(value: object) -> str:
    kind = type(value).__name__
    return "None" if value is None else f"{'an' if kind[:1].lower() in 'aeiou' else 'a'} {kind}"
