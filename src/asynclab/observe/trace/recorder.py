"""Writes down what happens inside a run: spans and marks in one order, on the virtual clock.

One thread of a run runs at a time (see `lab`), so nothing here is locked.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, nullcontext, suppress
from contextvars import ContextVar
from dataclasses import replace
from itertools import count
from typing import Any
from uuid import UUID
from weakref import WeakKeyDictionary

from langchain_core.callbacks import BaseCallbackManager
from langchain_core.runnables.config import var_child_runnable_config

from asynclab import lab
from asynclab.observe import langchain_values as langchain_values  # registers LangChain's values with `plain`
from asynclab.observe import witness
from asynclab.observe.blocking.attribution import blame
from asynclab.observe.plain import own_metadata, plain, plain_dict
from asynclab.observe.run import Blocking, Item, Mark, MarkKind, Place, Span, SpanEnd, SpanKind
from asynclab.observe.spans import WORK
from asynclab.observe.trace.exceptions import problem_of
from asynclab.observe.trace.last_waits import LastWaits
from asynclab.observe.trace.unawaited_in_errors import makers_in_value

_CURRENT: ContextVar[Recorder | None] = ContextVar("asynclab_recorder", default=None)
_INSIDE: ContextVar[int | None] = ContextVar("asynclab_span", default=None)  # the innermost span opened by hand


def current() -> Recorder:
    """Return the recorder of the run this code is part of. Raises RuntimeError outside of a run."""
    recorder = _CURRENT.get()
    if recorder is None:
        raise RuntimeError("No run is being recorded here: call this from code that `observe.record(main)` runs.")
    return recorder


@contextmanager
def open_span(name: str, kind: SpanKind = "user", /, *, under: UUID | None = None, **data: object) -> Iterator[None]:
    """Hold a span of the run this code is part of open for as long as the block lasts (see `Recorder.span`). Outside of
    a run, do nothing.
    """
    recorder = _CURRENT.get()
    with recorder.span(name, kind, under=under, **data) if recorder else nullcontext():
        yield


def mark(name: str, kind: MarkKind = "user", /, **data: object) -> None:
    """Make a mark in the run this code is part of (see `Recorder.mark`); outside of a run, do nothing."""
    recorder = _CURRENT.get()
    if recorder:
        recorder.mark(name, kind, span=None, **data)


def how_ended(error: BaseException | None) -> SpanEnd:
    """Return how a span ended that this exception left."""
    if error is None:
        return SpanEnd.DONE
    if isinstance(error, asyncio.CancelledError):
        return SpanEnd.CANCELLED
    if isinstance(error, GeneratorExit):
        return SpanEnd.CLOSED
    return next((how for name, how in _BUBBLES.items() if _is_langgraphs(error, name)), SpanEnd.ERROR)


# What a node of LangGraph's says by an exception, and no failure: a question to a person, a command to the graph around
_BUBBLES = {"GraphInterrupt": SpanEnd.INTERRUPTED, "ParentCommand": SpanEnd.DONE}


def _is_langgraphs(error: BaseException, name: str) -> bool:
    return any(each.__name__ == name and each.__module__ == "langgraph.errors" for each in type(error).__mro__)


class Recorder:
    """The record of one run, until `stop`. waits: where its tasks have waited last."""

    def __init__(self, waits: LastWaits) -> None:
        self.marks: list[Mark] = []
        self.items: list[Item] = []
        self.handed_on: dict[Place, None] = {}  # where tasks and futures were made that came as items
        self._waits = waits
        waits.label_of = self.label_of_task
        self._spans: dict[int, Span] = {}
        self._order = count()
        self._stopped = False
        self._tell = witness.teller()
        self._numbers: dict[UUID, int] = {}
        self._parents: dict[UUID, UUID | None] = {}  # LangSmith's own runs, that no callback tells of
        self._by_run: dict[UUID, int] = {}
        self._tasks: WeakKeyDictionary[asyncio.Task[Any], int] = WeakKeyDictionary()
        self._heard: set[UUID] | None = None  # None where no request's own handler listens

    @contextmanager
    def active(self) -> Iterator[None]:
        """While it lasts, `current()` is this recorder in this context and those copied from it."""
        before, inside = _CURRENT.set(self), _INSIDE.set(None)
        try:
            yield
        finally:
            with suppress(ValueError):  # thrown away after its run, from another context: there is nothing to put back
                _INSIDE.reset(inside)
                _CURRENT.reset(before)

    def tell_blocked(self, finding: Blocking) -> None:
        """Tell whoever listens of a finding that the student is to blame for, or in which time has passed."""
        if self._tell and finding.counts:
            self._tell(witness.blocked(finding))

    def stop(self) -> None:
        """Record nothing more: what still happens is the lab clearing up."""
        self._stopped = True
        self._waits.label_of = None

    def _over(self) -> bool:
        """Whether nothing is recorded any more. Of a run that was given up the rest is thrown away outside of it, where
        there is no time to tell."""
        return self._stopped or not lab.in_run()

    @property
    def stopped(self) -> bool:
        """Whether the record is complete."""
        return self._over()

    @property
    def spans(self) -> list[Span]:
        """The spans in the order they began."""
        return list(self._spans.values())

    # -- by hand ---------------------------------------------------------------------------------

    @contextmanager
    def span(
        self, name: str, kind: SpanKind = "user", /, *, under: UUID | None = None, **data: object
    ) -> Iterator[int]:
        """Record the block as a span; how it is left decides how the span ended. Gives the span's id.

        Its parent is the innermost open span around it, or the LangChain run `under` where given. A "stream" span
        is never a parent: an async generator shares its reader's context, who would seem to be inside of it.
        """
        parent = self._by_run.get(under) if under else self.enclosing()
        opened = self.begin(kind, name, parent=parent, data=data)
        before = _INSIDE.get()
        if kind != "stream":
            _INSIDE.set(opened)
        try:
            yield opened
        except BaseException as error:
            self.end(opened, error)
            raise
        else:
            self.end(opened)
        finally:
            # Not by token: a generator may be closed in another context than it was started in.
            if kind != "stream":
                _INSIDE.set(before)

    def mark(self, name: str, kind: MarkKind = "user", /, *, span: int | None = None, **data: object) -> None:
        """Record an instant, in the span given or the innermost open one."""
        if not self._over():
            span = self.enclosing() if span is None else span
            mark = Mark(name, kind, lab.now(), next(self._order), span, plain_dict(data), self.task_label())
            self.marks.append(mark)
            if self._tell:
                self._tell(witness.marked(mark))

    def item(self, value: object, projection: str = "") -> None:
        """Record an item that a reader received; of event streaming, from which projection."""
        if not self._over():
            item = Item(plain(value), lab.now(), next(self._order), projection)
            self.items.append(item)
            self.handed_on |= dict.fromkeys(makers_in_value(value))
            if self._tell:
                self._tell(witness.read(item))

    # -- for the observers -----------------------------------------------------------------------

    def begin(
        self,
        kind: SpanKind,
        name: str,
        *,
        parent: int | None = None,
        tags: Iterable[str] | None = None,
        metadata: Mapping[str, Any] | None = None,
        data: Mapping[str, object] | None = None,
        run: UUID | None = None,
    ) -> int:
        """Open a span and return its id; 0 once the recorder has stopped."""
        if self._over():
            return 0
        span = Span(
            id=len(self._spans) + 1,
            kind=kind,
            name=name,
            start=lab.now(),
            first=next(self._order),
            parent=parent,
            tags=tuple(sorted(set(tags or ()))),
            metadata=plain_dict(own_metadata(metadata)),
            data=plain_dict(data or {}),
            run_id=self.number(run) if run else None,
            task=self.task_label(),
            after=self._waits.wait() if kind in WORK else None,
        )
        self._spans[span.id] = span
        if self._tell:
            self._tell(witness.begun(span))
        if run:
            self._by_run[run] = span.id
        return span.id

    def end(self, span: int | None, error: BaseException | None = None) -> None:
        """Close an open span, by what left it; whatever is not open is left as it is."""
        opened = self._spans.get(span or 0)
        # A hang, or the end of the run, leaves open what it interrupts: the student's code did not end it.
        over = self._over() or isinstance(error, (lab.Hang, lab.RunOver))
        if over or opened is None or opened.last is not None:
            return
        how = how_ended(error)
        problem = problem_of(error) if error and how is SpanEnd.ERROR else None
        if opened.kind in WORK and opened.start < lab.now():
            self._waits.call_ended(opened.id)
        closed = replace(opened, end=lab.now(), last=next(self._order), how=how, error=problem)
        self._spans[opened.id] = closed
        if self._tell:
            self._tell(witness.ended(closed))

    def note(self, span: int | None, **data: object) -> None:
        """Add to the data of an open span."""
        opened = self._spans.get(span or 0)
        if not self._stopped and opened is not None and opened.last is None:
            self._spans[opened.id] = replace(opened, data={**opened.data, **plain_dict(data)})

    def note_last(self, fits: Callable[[Span], bool], **data: object) -> bool:
        """Add to the data of the last span that fits, whether it has ended or not. Return whether there is one."""
        found = None if self._stopped else next(filter(fits, reversed(self._spans.values())), None)
        if found is not None:
            self._spans[found.id] = replace(found, data={**found.data, **plain_dict(data)})
        return found is not None

    def stall(self, span: int | None, seconds: float) -> None:
        """Note in an open span that the code which calls this is about to hold a loop's thread, if it is in one."""
        opened = self._spans.get(span or 0)
        if self._stopped or opened is None or not seconds or not lab.in_step():
            return
        if self._tell:
            self._tell(witness.held(opened))
        giver = lab.giver()
        with lab.real_time():  # it reads the source
            place = opened.place or blame(sys._getframe(1), giver).place
        self._spans[opened.id] = replace(opened, stalled=round(opened.stalled + seconds, 6), place=place)

    def number(self, run: UUID) -> int:
        """Return a run id of LangChain's or LangSmith's as a number: 1, 2, ... in order of appearance."""
        return self._numbers.setdefault(run, len(self._numbers) + 1)

    def traced(self, run: UUID, parent: UUID | None) -> None:
        """Learn a run's parent from LangSmith: a `@traceable` function may stand between two LangChain runs."""
        self._parents[run] = parent

    def listen(self) -> None:
        """Learn that a handler of the request's own listens from now on."""
        self._heard = set() if self._heard is None else self._heard

    def heard(self, run: UUID) -> None:
        """Learn that the request's own handler was told of a LangChain run."""
        if self._heard is not None:
            self._heard.add(run)

    def unheard(self, run: UUID) -> bool:
        """Whether the request's own handler listens, and was not told of a LangChain run that has begun."""
        return self._heard is not None and run not in self._heard

    def span_of(self, run: UUID | None) -> int | None:
        """Return the span of a LangChain run, or of the nearest run around it that has a span."""
        while run is not None and run not in self._by_run:
            run = self._parents.get(run)
        return self._by_run[run] if run is not None else None

    def name_of(self, span: int | None) -> str:
        """Return the name of a span; "?" for a span that is not recorded."""
        found = self._spans.get(span or 0)
        return found.name if found else "?"

    def enclosing(self) -> int | None:
        """Return the innermost open span around the code that runs now: opened by hand, by LangChain, or by a task."""
        return max(filter(None, map(self._open, self._around())), default=None)

    def _around(self) -> Iterator[int | None]:
        yield _INSIDE.get()
        callbacks = (var_child_runnable_config.get() or {}).get("callbacks")
        if isinstance(callbacks, BaseCallbackManager):
            yield self.span_of(callbacks.parent_run_id)
        yield self._task_span()

    def _open(self, span: int | None) -> int | None:
        """The span, or the nearest one around it, that is still open."""
        while span is not None and (found := self._spans.get(span)) is not None:
            if found.last is None:
                return span
            span = found.parent
        return None

    # -- tasks -----------------------------------------------------------------------------------

    def task_span(self, task: asyncio.Task[Any], span: int) -> None:
        """Let a task's span be the one for whatever it does."""
        self._tasks[task] = span

    def span_of_task(self, task: asyncio.Task[Any] | None) -> int | None:
        """Return the span of a task, or of the task it was made in."""
        return self._tasks.get(task) if task is not None else None

    def task_label(self) -> str:
        """Return the name of the student's task that runs now; "" in the main task and in other threads."""
        return self._label(self._task_span())

    def label_of_task(self, task: asyncio.Task[Any]) -> str:
        """Return the name of the student's task that a task is, or was made in; "" of the main task."""
        return self._label(self.span_of_task(task))

    def _label(self, task_span: int | None) -> str:
        span = self._spans.get(task_span or 0)
        return span.name if span else ""

    def _task_span(self) -> int | None:
        try:
            return self.span_of_task(asyncio.current_task())
        except RuntimeError:  # no loop runs in this thread
            return None
