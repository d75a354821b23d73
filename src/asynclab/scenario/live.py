"""Specs, alive: what the student's code is given. Each object keeps its place in its script for itself.

In a run they record what they do: tools, sinks and SDKs a span "call", sources and models a span "stream" with a
mark "made" an item; outside of one (a demo cell) they merely work, in real time.
"""

from __future__ import annotations

import inspect
from asyncio import sleep  # as it was: a student's line may put something else there
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from itertools import count
from typing import Any

from langchain_core.tools import BaseTool, StructuredTool
from pydantic import BaseModel, Field

from .chat import chat_model
from .library_lookups import keep_hints
from .own_tests.implementations import implemented
from .scene import Scene, said
from .spec import Implementation, Model, Raises, Sdk, Sink, Source, Tool
from .values import Spec, rebuilt


def live(value: Any, namespace: Mapping[str, Any] | None = None) -> Any:
    """Return the value with a live object for every spec in it. For example: `llm = live(model("three short words",
    every=0.5))`.

    Errors on cue are looked up among the builtins and in `namespace`. Each spec makes an object of its own, also where
    the same spec stands twice. Raises `CannotCast` for an error class that is not there.
    """
    scene = Scene(namespace or {})

    def born(spec: Spec) -> Any:
        return _MAKERS[type(spec)](spec, scene)

    return rebuilt(value, born)


def _asked(query: str) -> str:
    """Stand for the functions of scripted tools, which are made anew for each run and share its hints."""
    return query


for _function in (_asked, StructuredTool._run, StructuredTool._arun):
    keep_hints(_function)
_HINTS, _SIGNATURE = _asked.__annotations__, inspect.signature(_asked)


class ToolInput(BaseModel):
    """What a scripted tool is asked."""

    query: str = Field(description="What to look for.")


def _tool(spec: Tool, scene: Scene) -> BaseTool:
    script = scene.lines(spec.outcomes)

    def blocking(query: str) -> str:
        turn, line = spec.turn.of(script.begun), script.line()
        with scene.span(spec.name, "call", query=query) as span:
            scene.block(span, spec.takes, turn)
            return said(line, query)

    async def coroutine(query: str) -> str:
        turn, line = spec.turn.of(script.begun), script.line()
        with scene.span(spec.name, "call", query=query):
            await scene.sleep(spec.takes, turn)
            return said(line, query)

    functions: tuple[Any, ...] = (blocking, coroutine)
    for function in functions:
        function.__annotations__, function.__signature__ = _HINTS, _SIGNATURE
    return StructuredTool.from_function(
        func=None if spec.style == "async" else blocking,
        coroutine=None if spec.style == "sync" else coroutine,
        name=spec.name,
        description=spec.description or f"Asks {spec.name}.",
        args_schema=ToolInput,
    )


def _sdk(spec: Sdk, scene: Scene) -> Callable[[Any], str]:
    script = scene.lines(spec.outcomes)

    def sdk(query: Any = "") -> str:
        turn, line = spec.turn.of(script.begun), script.line()
        with scene.span(spec.name, "call", query=query) as span:
            scene.block(span, spec.takes, turn)
            return said(line, query)

    sdk.__name__ = sdk.__qualname__ = spec.name
    return sdk


def _sink(spec: Sink, scene: Scene) -> Callable[[Any], Awaitable[None]]:
    fails = scene.cue(spec.fails) if spec.fails else None
    calls = count(1)

    async def sink(item: Any) -> None:
        number = next(calls)
        with scene.span(spec.name, "call", item=item) as span:
            await scene.sleep(spec.takes, spec.turn.of(number))
            if fails and number > spec.after:
                raise fails()
            scene.mark(spec.name, "used", span, item=item)

    sink.__name__ = sink.__qualname__ = spec.name
    return sink


def _source(spec: Source, scene: Scene) -> AsyncGenerator[Any, None]:
    fails = scene.cue(spec.fails) if spec.fails else None

    async def source() -> AsyncGenerator[Any, None]:
        with scene.span(spec.name, "stream") as span:
            try:
                for item in live(spec.items):
                    await scene.sleep(spec.every, spec.turn.of(0))
                    scene.mark(spec.name, "made", span, item=item)
                    yield item
                if fails:
                    raise fails()
            finally:
                if spec.closing:
                    await sleep(spec.closing)

    source.__name__ = source.__qualname__ = spec.name
    return source()


def _error(spec: Raises, scene: Scene) -> Exception:
    return scene.cue(spec)()


_MAKERS: dict[type, Callable[[Any, Scene], Any]] = {
    Model: chat_model,
    Tool: _tool,
    Source: _source,
    Sink: _sink,
    Sdk: _sdk,
    Raises: _error,
    Implementation: lambda spec, scene: implemented(spec),
}
