"""Event streaming, `astream_events(version="v3")`: the projections of one run, read at once, each by its own reader.

LangGraph has it from 1.2 on, so that nothing of it is imported here before it is asked for.
"""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import AsyncIterable, Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from importlib import import_module
from typing import Any

from asynclab import lab
from asynclab.scenario import refusal
from asynclab.scenario.spec import Projection

from .taking import Taking

_ON_REQUEST = ("checkpoints", "custom", "debug", "tasks", "updates")  # a run has them only where its caller asks
_WHOLE = ("output",)  # of a message: iterable as well, and what is meant is the message

Take = Callable[[Any], Awaitable[None]]


class HasEnough(Exception):
    """A reader has what it wants of its projection."""


def asked_for(projections: Sequence[Projection], runnable: Any) -> dict[str, Any]:
    """Return what `astream_events` is given beside the version, so that its run has these projections."""
    steps = {step for one in projections for step in one.steps}
    names = [f"{name.capitalize()}Transformer" for name in _ON_REQUEST if name in steps]
    try:
        known = import_module("langgraph.stream") if names else None
    except ImportError:  # an older LangGraph: whoever opens the run says so
        return {}
    wanted = [getattr(known, name) for name in names]
    compiled = getattr(runnable, "stream_transformers", ())
    missing = [each for each in wanted if each not in compiled]
    return {"transformers": missing} if missing else {}


class ReadAtOnce:
    """The readers of one run. `left` is when the last of them went, None while one reads to the end."""

    def __init__(self, opened: Any, projections: Sequence[Projection], name: str) -> None:
        for one in projections:
            if not hasattr(opened, one.steps[0]):
                raise refusal.no_projection(name, one.name, getattr(opened, "extensions", ()))
        self._opened = opened
        self._projections = projections
        self._name = name
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._left: dict[str, float] = {}

    @property
    def left(self) -> float | None:
        """When all readers had left, in virtual seconds."""
        return max(self._left.values()) if len(self._left) == len(self._projections) else None

    def leave(self, projection: str) -> None:
        """Let the reader of a projection go now, whatever it awaits; nothing if it has gone already."""
        task = self._tasks.get(projection)
        if task is not None and not task.done():
            self._left[projection] = lab.now()
            task.cancel()

    async def read(self) -> None:
        """Read to the end, or until all readers have gone. Raises the first error that one of them met."""
        self._tasks = {one.name: asyncio.create_task(self._read(one)) for one in self._projections}
        readers = list(self._tasks.values())
        try:
            await asyncio.wait(readers, return_when=asyncio.FIRST_EXCEPTION)
        except asyncio.CancelledError:
            await _cancelled(readers)
            raise
        await _cancelled(readers)
        for reader in readers:
            if not reader.cancelled() and (error := reader.exception()) is not None:
                raise error

    async def _read(self, one: Projection) -> None:
        taking = Taking(one.reader, self._name, self._opened, one.name)

        async def take(value: Any) -> None:
            if one.name in self._left:
                raise HasEnough  # whoever swallowed the cancellation speaks to an empty chair
            if await taking.take(_told(value)):
                self._left[one.name] = lab.now()
                raise HasEnough

        with suppress(HasEnough):
            await self._each(self._opened, one.steps, take)

    async def _each(self, owner: Any, steps: Sequence[str], take: Take) -> None:
        """Read what is left of a projection's name, an `async for` a step."""
        step, *rest = steps
        part = owner.get(step) if isinstance(owner, Mapping) else getattr(owner, step, None)
        if isinstance(part, Mapping) and rest:
            await self._each(part, rest, take)
        elif callable(part) and not rest:
            await take(await part())
        elif step in _WHOLE and inspect.isawaitable(part) and not rest:
            await take(await part)
        elif isinstance(part, AsyncIterable):
            await self._iterate(part, rest, take)
        else:
            raise refusal.no_projection(self._name, step, owner if isinstance(owner, Mapping) else ())

    async def _iterate(self, part: AsyncIterable[Any], rest: Sequence[str], take: Take) -> None:
        iterator = aiter(part)
        try:
            async for one in iterator:
                await (self._each(one, rest, take) if rest else take(one))
        finally:
            if inspect.isasyncgen(iterator):
                await iterator.aclose()


async def _cancelled(tasks: Sequence[asyncio.Task[None]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def _told(value: Any) -> Any:
    """What can be kept of an item: of a handle on a message or on a subgraph, whose it is."""
    for names in (("path", "graph_name"), ("node", "namespace")):
        if all(hasattr(value, name) for name in names):
            return {name: getattr(value, name) for name in names}
    return value
