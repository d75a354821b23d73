"""Runs code in virtual time and gives what it did as data."""

from __future__ import annotations

import inspect
import math
from collections.abc import Awaitable, Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from contextvars import Context
from typing import Any

from asynclab import lab
from asynclab.observe.blocking.detector import BlockingDetector
from asynclab.observe.observer_group import ObserverGroup
from asynclab.observe.trace.cancellation import cancellation_noticed
from asynclab.observe.trace.exceptions import place_of, problem_of
from asynclab.observe.trace.langchain import callbacks_recorded
from asynclab.observe.trace.langsmith import RunTree
from asynclab.observe.trace.last_waits import LastWaits
from asynclab.observe.trace.never_awaited import NeverAwaitedCoroutines
from asynclab.observe.trace.queues import QueueMarks
from asynclab.observe.trace.recorder import Recorder
from asynclab.observe.trace.task_spans import TaskSpans
from asynclab.observe.trace.unawaited_in_errors import makers_in_error, makers_in_value

from .plain import plain
from .run import Ending, Left, Place, Run, Span, SpanEnd

_MOST_UNSEEN = 10  # errors that nobody has looked at


def record(
    main: Callable[[], Awaitable[Any] | Any],
    *,
    real_limit: float = 10.0,
    cpu_limit: float = math.inf,
    kill_limit: float = math.inf,
    seed: int = 0,
) -> tuple[Run, object]:
    """Run `main()` on a virtual clock of its own and record everything it does.

    main: a function that returns an awaitable; or one that does its work itself and returns a value.
    real_limit, cpu_limit: real seconds, and processor seconds of this process, after which it is given up
    (`Ending.STOPPED`). kill_limit: processor seconds after which the kernel ends this process (see `lab.simulate`).
    seed: for `random` inside the run.

    Returns the run, and what `main` returned as it is (None where it did not). Raises nothing that `main` raised:
    that is the run's `problem`. Never `Ending.NOT_ATTEMPTED`, which only the caller can tell.
    """
    waits = LastWaits()
    recorder = Recorder(waits)
    tree, blocking, queues = RunTree(recorder), BlockingDetector(recorder), QueueMarks()
    coroutines = NeverAwaitedCoroutines()

    @contextmanager
    def recorded() -> Iterator[None]:
        with recorder.active(), callbacks_recorded(recorder), tree.recorded():
            yield

    async def awaited(started: Awaitable[Any]) -> Any:
        with recorded():
            return await started

    def body() -> Any:
        coroutines.follow()
        with recorded():
            started = main()
        return awaited(started) if inspect.isawaitable(started) else started

    with _Threads(recorded()) as threads, cancellation_noticed(), coroutines:
        observer = ObserverGroup(waits, TaskSpans(recorder), queues, blocking, _EndOfMain(recorder), threads)
        ended = lab.simulate(
            body, observer=observer, seed=seed, real_limit=real_limit, cpu_limit=cpu_limit, kill_limit=kill_limit
        )
    if isinstance(ended.error, lab.RealTimeLimit):
        blocking.stopped(ended.elapsed)
    recorder.stop()
    tree.forward()
    coroutines.handed_on(ended.value)
    run = Run(
        ending=_ending(ended.error),
        value=plain(ended.value),
        problem=problem_of(ended.error) if ended.error else None,
        elapsed=ended.elapsed,
        spans=tuple(recorder.spans),
        marks=tuple(recorder.marks),
        items=tuple(recorder.items),
        blocking=tuple(blocking.findings),
        left=_left(ended, recorder.spans),
        queues=queues.marks,
        traced=tree.traced,
        never_awaited=coroutines.told(),
        handed_on=_handed_on(ended, recorder),
        pauses=tuple(waits.pauses),
        unseen=tuple(map(problem_of, ended.unseen[:_MOST_UNSEEN])),
    )
    return run, ended.value


def _handed_on(ended: lab.Ended[Any], recorder: Recorder) -> tuple[Place, ...]:
    if ended.error is not None:
        return makers_in_error(ended.error)
    return tuple(dict.fromkeys((*recorder.handed_on, *makers_in_value(ended.value))))


class _EndOfMain(lab.Observer):
    """Ends the record with main: what comes after is the lab clearing up what was left."""

    def __init__(self, recorder: Recorder) -> None:
        self._recorder = recorder

    def main_ended(self) -> None:
        """Lab: the main function has ended."""
        self._recorder.stop()


class _Threads(lab.Observer):
    """Lets a thread of the student's own, that carries no context, be recorded all the same: as one without parent."""

    def __init__(self, recorded: AbstractContextManager[None]) -> None:
        self._recorded = recorded
        self._context: Context | None = None  # made for the first thread: few runs have one

    def __enter__(self) -> _Threads:
        return self

    def __exit__(self, *error: Any) -> None:
        if self._context is not None:
            self._context.run(self._recorded.__exit__, *error)

    def thread_context(self) -> Context:
        """Lab: a thread of the run starts."""
        if self._context is None:
            self._context = Context()
            self._context.run(self._recorded.__enter__)
        return self._context.copy()


def _ending(error: BaseException | None) -> Ending:
    if error is None:
        return Ending.RETURNED
    if isinstance(error, lab.Hang):
        return Ending.HUNG
    if isinstance(error, lab.RealTimeLimit):
        return Ending.STOPPED
    return Ending.REFUSED if isinstance(error, lab.CannotSimulate) else Ending.RAISED


def _left(ended: lab.Ended[Any], spans: Iterable[Span]) -> tuple[Left, ...]:
    """What outlived main and is the student's to end. A task of a library's own is not, unless it is at a line of the
    student's: LangGraph 0.2 leaves its queue's waiter behind when it is cancelled."""
    theirs = {span.name for span in spans if span.kind == "task" and span.how is SpanEnd.OPEN}
    alive = (*ended.tasks_left, *ended.threads_left, *ended.generators_left)
    return tuple(
        _as_data(left) for left in alive if left.kind != "task" or left.location is not None or left.name in theirs
    )


def _as_data(left: lab.LeftAlive) -> Left:
    if left.dropped is None:
        return Left(left.kind, left.name, place_of(left.location), left.waited, made=place_of(left.made))
    return Left(left.kind, left.name, place_of(left.dropped.location), left.waited, left.dropped.name)
