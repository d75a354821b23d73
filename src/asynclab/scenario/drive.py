"""Performs a scenario on what stands in a notebook, and gives the run: never an exception of the student's."""

from __future__ import annotations

import asyncio
import gc
import inspect
import math
import re
import warnings
from asyncio import sleep  # as it was: a student's line may put something else there
from collections.abc import AsyncIterable, Awaitable, Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from langchain_core._api import LangChainBetaWarning, LangChainDeprecationWarning

from asynclab import lab
from asynclab.observe.changed_arguments import GivenArguments
from asynclab.observe.plain import plain
from asynclab.observe.recording import record
from asynclab.observe.run import Ending, Problem, Run
from asynclab.observe.trace.hushed import Hushed
from asynclab.observe.trace.langchain import RequestHandler
from asynclab.observe.trace.never_awaited import NeverAwaitedCoroutines
from asynclab.observe.trace.recorder import current
from asynclab.observe.trace.unawaited_closing import with_unawaited_closings
from asynclab.run_limits import CPU_LIMIT, REAL_LIMIT, slowness
from asynclab.scenario.not_attempted import NotAttempted, not_attempted

from . import refusal
from .library_lookups import keep_graph_lookups
from .live import live
from .own_tests.counted_tests import misnamed_test
from .own_tests.notebook_tests import run_of_tests, tests_named
from .readers.projections import asked_for
from .readers.reading import Visit
from .refusal import Refused
from .scene import CannotCast
from .spec import Scenario

PATIENCE = 30.0  # virtual seconds that an answer may clean up for once its reader has left
INSTANT = 1e-6  # one tick of the clock: the next moment begins when everything that can run at this one has
ABSENT = object()
# It blames the line that called LangChain from outside, which is one of this module's: nobody can mend that.
warnings.filterwarnings("ignore", category=LangChainDeprecationWarning, module=re.escape(__name__))


def run_scenario(
    scenario: Scenario,
    namespace: Mapping[str, Any],
    *,
    real_limit: float = REAL_LIMIT,
    cpu_limit: float = CPU_LIMIT,
    kill_limit: float = math.inf,
) -> Run:
    """Perform the scenario with the answer in `namespace`, on a clock of its own, and return what the answer does.

    Never raises for anything the answer did: a missing target or a target of another shape is `Ending.REFUSED` with a
    sentence, a stub is `NOT_ATTEMPTED`, whatever else was raised is `RAISED`. After `real_limit` real seconds, or
    `cpu_limit` processor seconds, it is `STOPPED`; a slow machine has more of these (`run_limits.slowness`). After
    `kill_limit` of them the kernel ends this process, if a call into C has kept the run from being stopped.

    What is still alive when the answer has ended (its stream closed, its value returned) is the run's `left`. Clean-up
    that the answer awaits gets its time, up to 30 virtual seconds after the reader left; what nobody awaits gets the
    rest of that instant. A target that is a plain function is simply called: `Run.awaited` tells.
    """
    cpu_limit, kill_limit = cpu_limit * slowness(), kill_limit * slowness()
    limited = partial(record, real_limit=real_limit, cpu_limit=cpu_limit, kill_limit=kill_limit)
    keep_graph_lookups()
    if scenario.how == "run_tests":
        return _tested(scenario, namespace, limited)
    target = namespace.get(scenario.target, ABSENT)
    if target is ABSENT:
        return _refused(refusal.missing(scenario.target, namespace), scenario.seed)
    if target is Ellipsis:
        problem = Problem(NotAttempted.__name__, str(NotAttempted(scenario.target)), ("NotAttempted",))
        return Run(Ending.NOT_ATTEMPTED, problem=problem, seed=scenario.seed)
    if scenario.how == "read":
        return Run(Ending.RETURNED, value=plain(target), seed=scenario.seed)
    performance = Performance(scenario, target, namespace)
    with Hushed():
        run, value = limited(performance.main, seed=scenario.seed or 0)
        with NeverAwaitedCoroutines():
            _discard(value)
        del value
        _let_go(run.ending)
    return performance.told(run)


def _refused(sentence: str, seed: int | None) -> Run:
    return Run(Ending.REFUSED, problem=Refused(sentence).problem, seed=seed)


def _tested(scenario: Scenario, namespace: Mapping[str, Any], limited: partial[tuple[Run, object]]) -> Run:
    tests = tests_named(scenario.target, namespace)
    if not tests:
        return _refused(refusal.no_tests(scenario.target, misnamed_test(scenario, namespace)), scenario.seed)
    try:
        with Hushed():
            run = run_of_tests(scenario, tests, namespace, limited)
            _let_go(Ending.RAISED if run.failed_tests else run.ending)
        return run
    except Refused as refused:
        return Run(Ending.REFUSED, problem=refused.problem, seed=scenario.seed)
    except CannotCast as refused:
        return _refused(str(refused), scenario.seed)


class Performance:
    """One scenario and one answer, and what the run itself cannot know of them."""

    def __init__(self, scenario: Scenario, target: Any, namespace: Mapping[str, Any]) -> None:
        self._scenario = scenario
        self._target = target
        self._namespace = namespace
        self._visit = Visit(scenario.reader, scenario.target)
        self._ended: float | None = None
        self._awaited = True
        self._refused: Refused | None = None
        self._given = GivenArguments()

    def told(self, run: Run) -> Run:
        """Return the run, with when the answer ended, whether its reader left, and how its ending is to be read."""
        run = replace(run, seed=self._scenario.seed, left_early=self._visit.left, awaited=self._awaited)
        run = replace(run, projections=tuple(one.name for one in self._scenario.projections))
        if self._ended is not None:
            run = replace(run, elapsed=self._ended)
        run = replace(run, changed=tuple(self._given.changed()))
        run = with_unawaited_closings(run, self._target, self._namespace)
        if self._refused is not None:
            return replace(run, ending=self._refused.ending, problem=self._refused.problem, value=None)
        return replace(run, ending=Ending.NOT_ATTEMPTED) if not_attempted(run.problem) else run

    async def main(self) -> Any:
        """Run everything: the answer in a task of its own, the reader's departure, and what is left to settle."""
        loop = asyncio.get_running_loop()
        reader = self._scenario.reader
        # Set before anything else: at the moment of leaving, the reader goes first, however the answer is built.
        if reader.leave_at is not None:
            loop.call_later(reader.leave_at, self._visit.leave)
        for one in self._scenario.projections:
            if one.reader.leave_at is not None:
                loop.call_later(one.reader.leave_at, self._visit.leave_one, one.name)
        task = loop.create_task(self._played(), name=self._scenario.target)
        going = [moment for moment in (reader.leave_at, reader.timeout) if moment is not None]
        await asyncio.wait({task}, timeout=min(going) + PATIENCE if going else None)
        self._ended = lab.now()
        await sleep(INSTANT)
        return task.result() if task.done() else None

    async def _played(self) -> Any:
        try:
            return await _HOW[self._scenario.how](self)
        except (Refused, CannotCast) as refused:
            self._refused = refused if isinstance(refused, Refused) else Refused(str(refused))

    # -- the ways to drive -----------------------------------------------------------------------

    async def _call(self) -> Any:
        return await self._visit.attend(self._answer())

    async def _answer(self) -> Any:
        if _is_runnable(self._target, "ainvoke"):
            args, kwargs = self._live(self._scenario.args), self._live(self._scenario.kwargs)
            try:
                inspect.signature(self._target.ainvoke).bind(*args, **kwargs)
            except TypeError:
                raise refusal.decorated(self._scenario.target, self._target) from None
            return await self._target.ainvoke(*args, **kwargs)
        value = self._called()
        if inspect.isasyncgen(value) or inspect.isgenerator(value):
            raise refusal.yields(self._scenario.target, value)
        self._awaited = inspect.isawaitable(value)
        return await value if self._awaited else value

    async def _invoke(self) -> Any:
        runnable = await self._runnable("ainvoke")
        return await self._visit.attend(runnable.ainvoke(self._input(), self._config()))

    async def _iterate(self) -> None:
        value = self._called()
        if inspect.isawaitable(value):
            name = value.__name__ if inspect.iscoroutine(value) else self._scenario.target
            raise refusal.collected(name, await value)
        await self._visit.read(self._readable(value))

    async def _stream(self) -> None:
        scenario = self._scenario
        runnable = await self._runnable("astream")
        options: dict[str, Any] = {"subgraphs": True} if scenario.subgraphs else {}
        if scenario.version:
            options["version"] = scenario.version
        if scenario.modes:
            options["stream_mode"] = scenario.modes if isinstance(scenario.modes, str) else list(scenario.modes)
        stream = runnable.astream(self._input(), self._config(), **options)
        await self._visit.read(self._readable(stream))

    async def _events(self) -> None:
        scenario = self._scenario
        runnable = await self._runnable("astream_events")
        options = {"version": scenario.version} | asked_for(scenario.projections, runnable)
        stream = runnable.astream_events(self._input(), self._config(), **options)
        # The third version is awaited before it is read.
        opened = await self._opened(stream, runnable) if inspect.isawaitable(stream) else stream
        if not scenario.projections:
            await self._visit.read(self._readable(opened))
        elif opened is stream:
            raise refusal.no_event_streaming(scenario.target, runnable)
        else:
            await self._visit.read_at_once(opened, scenario.projections)

    async def _opened(self, stream: Awaitable[Any], runnable: Any) -> Any:
        with warnings.catch_warnings():  # that it is experimental: the check has chosen it, not the student
            warnings.simplefilter("ignore", LangChainBetaWarning)
            try:
                return await stream
            except NotImplementedError:
                raise refusal.no_event_streaming(self._scenario.target, runnable) from None

    # -- what they share -------------------------------------------------------------------------

    def _live(self, value: Any) -> Any:
        return live(value, self._namespace)

    def _input(self) -> Any:
        value = self._live(self._scenario.input)
        self._given.keep_each(value)
        return value

    def _config(self) -> dict[str, Any] | None:
        return _listened(self._live(self._scenario.config)) or None

    def _called(self) -> Any:
        name, target = self._scenario.target, self._target
        args, kwargs = self._live(self._scenario.args), self._live(self._scenario.kwargs)
        if isinstance(kwargs.get("config"), dict):
            kwargs = {**kwargs, "config": _listened(kwargs["config"])}
        if not callable(target):
            raise refusal.not_callable(name, target)
        try:
            inspect.signature(target).bind(*args, **kwargs)
        except TypeError as error:
            raise refusal.unfit(name, target, error) from None
        except ValueError:
            pass  # built in: it has no signature to look at
        if hasattr(target, "cache_info") and not all(map(_can_be_a_key, (*args, *kwargs.values()))):
            raise refusal.cached(name)
        self._given.keep(target, args, kwargs)
        return target(*args, **kwargs)

    async def _runnable(self, method: str) -> Any:
        found = self._target
        if _is_runnable(found, method):
            if self._scenario.args or self._scenario.kwargs:
                raise refusal.already_built(self._scenario.target, found)
            return found
        found = self._called()
        built = await found if inspect.isawaitable(found) else found
        if not _is_runnable(built, method):
            raise refusal.no_runnable(self._scenario.target, built, method)
        if built is not found:
            raise refusal.awaited_factory(self._scenario.target, found)
        return built

    def _readable(self, value: Any) -> AsyncIterable[Any]:
        if not isinstance(value, AsyncIterable):
            raise refusal.no_stream(self._scenario.target, value)
        return value


_HOW: dict[str, Callable[[Performance], Awaitable[Any]]] = {
    "call": Performance._call,
    "invoke": Performance._invoke,
    "iterate": Performance._iterate,
    "stream": Performance._stream,
    "events": Performance._events,
}


def _listened(config: dict[str, Any]) -> dict[str, Any]:
    """A request's config with a handler of its own in it, as a caller's tracer is; an empty one stays as it is."""
    return {**config, "callbacks": [RequestHandler(current())]} if config else config


def _can_be_a_key(value: object) -> bool:
    try:
        hash(value)
    except TypeError:
        return False
    return True


def _is_runnable(found: Any, method: str) -> bool:
    return hasattr(found, method) and not inspect.isclass(found)


def _discard(value: Any, deep: int = 5) -> None:
    """Close the coroutines in a value, which nobody will await: the run says so, and Python need not."""
    if inspect.iscoroutine(value):
        value.close()
    elif deep and isinstance(value, (list, tuple, set, dict)):
        for part in value.values() if isinstance(value, dict) else value:
            _discard(part, deep - 1)


def _let_go(ending: Ending) -> None:
    """Throw away here what the error of a run holds on to, its frames and the coroutines in them: of these the run
    tells, and later on Python would warn of them in the middle of another cell, a check that passes among them."""
    if ending is not Ending.RETURNED:
        with NeverAwaitedCoroutines():
            gc.collect(1)  # all that is younger than the run
