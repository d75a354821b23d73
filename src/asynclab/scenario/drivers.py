"""How authors say what is done with an answer: `stream("desk", tools, input=..., modes=["updates"]).reading(take=3)`.

Each function returns a frozen `Scenario` and refuses, with a `ScenarioError`, whatever is not data.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from asynclab.scenario.arguments import ScenarioError, identifier, many, text, truth

from .spec import Scenario
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
    **kwargs: Any,
) -> Scenario:
    """Read `astream(input, config, ...)` of the runnable that `target` is, or that it returns for these arguments.

    modes is passed as `stream_mode`: a str gives bare payloads, a list gives (mode, payload) pairs, as in LangGraph.
    """
    return Scenario(
        "stream",
        _target(target),
        *_arguments(target, args, kwargs),
        data(input, "input"),
        _config(config),
        text(modes, "modes") if isinstance(modes, str) else _modes(modes),
        truth(subgraphs, "subgraphs"),
    )


def events(
    target: str,
    /,
    *args: Any,
    input: Any = None,
    config: dict[str, Any] | None = None,
    version: str = "v2",
    **kwargs: Any,
) -> Scenario:
    """Read `astream_events(input, config, version=...)` of the runnable that `target` is or returns."""
    return Scenario(
        "events",
        _target(target),
        *_arguments(target, args, kwargs),
        data(input, "input"),
        _config(config),
        version=text(version, "version"),
    )


def read(target: str, /) -> Scenario:
    """Look at the variable `target` of the notebook: what a quiz asks for."""
    return Scenario("read", _target(target))


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


def _modes(given: Any) -> str | tuple[str, ...]:
    if isinstance(given, str):
        return text(given, "modes")
    return tuple(text(mode, "A mode") for mode in many(given, "modes"))
