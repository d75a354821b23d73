"""How authors say what is done with an answer: `stream("desk", tools, input=..., modes=["updates"]).reading(take=3)`.

Each function returns a frozen `Scenario` and refuses, with a `ScenarioError`, whatever is not data.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from asynclab.scenario.arguments import (
    ScenarioError,
    any_text,
    at_least_one,
    identifier,
    many,
    maybe_seconds,
    seconds,
    text,
    truth,
)

from .spec import Projection, Reader, Scenario
from .values import data, plain_data


def call(target: str, /, *args: Any, **kwargs: Any) -> Scenario:
    """Await the function `target` of the notebook with these arguments (of a runnable: its `ainvoke`)."""
    return Scenario("call", _target(target), *_arguments(target, args, kwargs))


def iterate(target: str, /, *args: Any, **kwargs: Any) -> Scenario:
    """Read the async generator `target` of the notebook, called with these arguments."""
    return Scenario("iterate", _target(target), *_arguments(target, args, kwargs))


def invoke(
    target: str, /, *args: Any, input: Any = None, config: dict[str, Any] | None = None, **kwargs: Any
) -> Scenario:
    """Await `ainvoke(input, config)` of the runnable that `target` is, or that it returns for these arguments."""
    return Scenario("invoke", _target(target), *_arguments(target, args, kwargs), data(input, "input"), _config(config))


def stream(
    target: str,
    /,
    *args: Any,
    input: Any = None,
    config: dict[str, Any] | None = None,
    modes: str | Sequence[str] = (),
    subgraphs: bool = False,
    version: str = "",
    **kwargs: Any,
) -> Scenario:
    """Read `astream(input, config, ...)` of the runnable that `target` is, or that it returns for these arguments.

    modes is passed as `stream_mode`: a str gives bare payloads, a list gives (mode, payload) pairs, as in LangGraph.
    version="v2" gives typed parts instead, from LangGraph 1.1 on: dicts with `type`, `ns` and `data`.
    """
    return Scenario(
        "stream",
        _target(target),
        *_arguments(target, args, kwargs),
        data(input, "input"),
        _config(config),
        text(modes, "modes") if isinstance(modes, str) else _modes(modes),
        truth(subgraphs, "subgraphs"),
        any_text(version, "version"),
    )


def events(
    target: str,
    /,
    *args: Any,
    input: Any = None,
    config: dict[str, Any] | None = None,
    version: str = "v2",
    projections: Sequence[str | Projection] = (),
    **kwargs: Any,
) -> Scenario:
    """Read `astream_events(input, config, version=...)` of the runnable that `target` is or returns.

    projections: what to read at once of the run that `version="v3"` gives: names, or `projection(...)` with a pace.
    """
    read_at_once = _projections(projections)
    if read_at_once and version != "v3":
        raise ScenarioError(f'projections= is for version="v3", and the version is {version!r}.')
    return Scenario(
        "events",
        _target(target),
        *_arguments(target, args, kwargs),
        data(input, "input"),
        _config(config),
        version=text(version, "version"),
        projections=read_at_once,
    )


def projection(name: str, *, take: int | None = None, pace: float = 0.0, leave_at: float | None = None) -> Projection:
    """Read one projection of a run of event streaming at a pace of its own: `projection("values", pace=1, take=2)`.

    name: what is written after `run.` in Python. One more name is one more `async for`: "messages.text" reads each
    message's text, piece by piece, one message after another; "subgraphs.messages.text" does so in each subgraph.
    "output", "interrupts" and "messages.output" are awaited and give one item each. "extensions.cost" is the student's
    own. take, pace and leave_at as in `.reading(...)`, of this one reader: the others read on.
    """
    for step in text(name, "The projection's name").split("."):
        identifier(step, f"A part of the projection {name!r}")
    return Projection(
        name,
        Reader(
            take=None if take is None else at_least_one(take, "take"),
            pace=seconds(pace, "pace"),
            leave_at=maybe_seconds(leave_at, "leave_at"),
        ),
    )


def read(target: str, /) -> Scenario:
    """Look at the variable `target` of the notebook: what a quiz asks for."""
    return Scenario("read", _target(target))


def run_tests(name: str, /, **fixtures: Any) -> Scenario:
    """Run the tests of the notebook that are called `name`, or so and more after a "_", as pytest runs them: each is
    given those fixtures that its parameters name, made anew, and `scripted`. For example:
    `run_tests("test_relay", relay=implementation("relay", SOURCE))`.
    """
    kwargs = {fixture: data(value, f"{name}: {fixture}") for fixture, value in fixtures.items()}
    return Scenario("run_tests", _target(name), kwargs=kwargs)


def _target(name: Any) -> str:
    return identifier(name, "The target")


def _arguments(target: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> tuple[tuple[Any, ...], dict[str, Any]]:
    positional = tuple(data(value, f"{target}: argument {number}") for number, value in enumerate(args, start=1))
    return positional, {name: data(value, f"{target}: {name}") for name, value in kwargs.items()}


def _config(given: Any) -> dict[str, Any]:
    if given is not None and type(given) is not dict:
        raise ScenarioError(f"config is {given!r}: give a dict, as LangChain takes it.")
    config: dict[str, Any] = plain_data(given or {}, "config")
    return config


def _projections(given: Any) -> tuple[Projection, ...]:
    found = tuple(one if isinstance(one, Projection) else projection(one) for one in many(given, "projections"))
    channels = [_channel(one) for one in found]
    for one, channel in zip(found, channels, strict=True):
        if channels.count(channel) > 1:
            raise ScenarioError(
                f"{one.name!r} is read twice: LangGraph gives `run.{channel}` to one reader. Read it once, or in a "
                "second check."
            )
    return found


def _channel(read: Projection) -> str:
    """What of the run is used up by its one reader."""
    return ".".join(read.steps[: 2 if read.steps[0] == "extensions" else 1])


def _modes(given: Any) -> str | tuple[str, ...]:
    if isinstance(given, str):
        return text(given, "modes")
    return tuple(text(mode, "A mode") for mode in many(given, "modes"))
