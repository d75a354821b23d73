"""The run: what happened when a scenario met an answer, as plain frozen data.

A run crosses the wall between the process that holds the student's code and the one that
holds the expectations, so nothing in it is alive: every value is JSON (see `plain`), every
time is in virtual seconds since the run began, and two runs of the same code are equal.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any, Literal, Protocol, get_args

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from asynclab.observe.critical_path import CriticalPath
    from asynclab.observe.run_diff import RunDifference
    from asynclab.observe.timeline.figure import Timeline


class Printer(Protocol):
    """What IPython hands to an object that prints itself."""

    def text(self, said: str, /) -> object:
        """Print a text."""


Plain = Any  # JSON: None, bool, int, float, str, list, or dict with str keys

SpanKind = Literal[
    "call",  # the body of a scripted tool, sink or blocking function
    "stream",  # the upstream side of a scripted model or source
    "tool",  # this and the next two by LangChain's callbacks
    "model",
    "retriever",
    "user",  # opened by hand
    "chain",  # LangChain's callbacks again
    "task",  # asyncio's
]
MarkKind = Literal[
    "token",  # a model's chunk; data: text
    "made",  # a source's or model's item left upstream
    "used",  # a reader or sink took an item
    "attempt",  # of a call that is retried
    "event",  # LangChain's custom event
    "user",  # made by hand
]
LeftKind = Literal["task", "thread", "generator"]

# From the most concrete to the least: one call of a tool is seen as the callback's span and as that of
# its body, and counts once, as the body.
SPAN_KINDS: tuple[SpanKind, ...] = get_args(SpanKind)
MARK_KINDS: tuple[MarkKind, ...] = get_args(MarkKind)

_SHOWN = 60  # characters of a run's value, where the run is shown in a line
UNNAMED = "?"  # the name of a span of what has none, such as a lambda behind an edge of a graph
READER = "reader"  # the name of the marks that whoever reads an answer's stream leaves


class Ending(str, Enum):
    """How a run ended."""

    RETURNED = "returned"
    RAISED = "raised"
    HUNG = "hung"  # everything waited for nothing
    STOPPED = "stopped"  # the real-time limit was hit: an endless loop, usually
    REFUSED = "refused"  # the target is missing or the lab cannot simulate what was asked
    NOT_ATTEMPTED = "not attempted"  # the stub raised its own named error


_ENDED = {
    Ending.HUNG: "waited for nothing",
    Ending.STOPPED: "did not end and was stopped",
    Ending.REFUSED: "could not be made",
    Ending.NOT_ATTEMPTED: "was not attempted",
}


@dataclass(frozen=True)
class Place:
    """A line of code: `file` as a student knows it (a cell or a file name), its text stripped."""

    file: str
    line: int
    function: str
    text: str = ""

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}, in {self.function}: {self.text}"


@dataclass(frozen=True)
class ErrorParts:
    """What an error of ours says, apart: what was seen, the likely cause, what to do. The last two may be empty."""

    seen: str
    cause: str = ""
    remedy: str = ""


@dataclass(frozen=True)
class Problem:
    """An exception as data. `types` are the class names from the exception's own to `Exception`;
    `inner` holds a group's members, `cause` what it was raised from, `outer` the innermost line of the student's in
    another cell or file than `place`, which led there. `parts`: of an error of ours, its message in parts."""

    type: str
    message: str
    types: tuple[str, ...] = ()
    place: Place | None = None  # the innermost line of the student's own
    inner: tuple[Problem, ...] = ()
    cause: Problem | None = None
    outer: Place | None = None
    parts: ErrorParts | None = None

    def is_or_holds(self, name: str) -> bool:
        """Return whether the problem is of the class of this name, or a group with such a problem in it."""
        return self.type == name or any(each.is_or_holds(name) for each in self.inner)


class SpanEnd(str, Enum):
    """How a span ended."""

    DONE = "done"
    ERROR = "error"
    CANCELLED = "cancelled"
    CLOSED = "closed"  # a generator closed by its reader before it was exhausted
    INTERRUPTED = "interrupted"  # a graph's node, at its `interrupt`: it is run again once somebody has answered
    OPEN = "open"  # still open when the run ended


@dataclass(frozen=True)
class Wait:
    """A wait that ended where a call begins. place: the line that stood there. since: virtual seconds. calls: the spans
    that it was for, by their ids; none of a pause, None where that is not known."""

    place: Place
    since: float
    calls: tuple[int, ...] | None = None


@dataclass(frozen=True)
class Span:
    """Something that took time. `first` and `last` are positions in the run's one order of events:
    they order what happens at the same virtual instant; `last` is None while open.

    stalled: virtual seconds for which what is scripted held an event loop's thread, whoever is to blame; `place` is
    the innermost line of the student's own then, if there was one. after: of a call, the wait that the code which makes
    it comes from, if it was one at a line of the student's own and time has passed in it.
    """

    id: int
    kind: SpanKind
    name: str
    start: float
    first: int
    end: float | None = None
    last: int | None = None
    how: SpanEnd = SpanEnd.OPEN
    parent: int | None = None
    tags: tuple[str, ...] = ()
    metadata: dict[str, Plain] = field(default_factory=dict)
    data: dict[str, Plain] = field(default_factory=dict)
    error: Problem | None = None
    run_id: int | None = None  # the LangChain run, numbered in order of appearance
    task: str = ""  # name of the asyncio task it began in
    stalled: float = 0.0
    place: Place | None = None
    after: Wait | None = None


@dataclass(frozen=True)
class Mark:
    """Something that happened at an instant."""

    name: str
    kind: MarkKind
    time: float
    seq: int
    span: int | None = None
    data: dict[str, Plain] = field(default_factory=dict)
    task: str = ""


@dataclass(frozen=True)
class Item:
    """One item a reader received from the student's stream, and when. projection: which one of event streaming it was
    read from, "" where there is one stream."""

    value: Plain
    time: float
    seq: int
    projection: str = ""


@dataclass(frozen=True)
class Blocking:
    """A call that stalled the event loop's thread.

    `place` is the innermost line of the student's own, `coroutine` the `async def` it stalled.
    `stall` is virtual seconds; `cpu` is True where processor time, not waiting, was the cause
    (CPU seconds are not kept: they differ from machine to machine). `mine` is False for a
    library's own blocking. `calls` is more than 1 where a line blocked
    again and again: then `stall` is the sum.
    """

    rule: str
    time: float
    place: Place | None
    coroutine: Place | None
    call: str = ""
    stall: float = 0.0
    cpu: bool = False
    task: str = ""
    remedies: tuple[str, ...] = ()
    mine: bool = True
    calls: int = 1

    @property
    def counts(self) -> bool:
        """Whether it costs points: the student is to blame, or virtual time passed while the loop stood still."""
        return self.mine or self.stall > 0

    @property
    def stands_still(self) -> bool:
        """Whether the loop stood still meanwhile; it goes round where a task polls with `sleep(0)`."""
        return self.rule != "busy-poll"


@dataclass(frozen=True)
class Left:
    """Something still alive when the answer had ended. `waited`: of a task, whether anything has waited for it.
    `dropped`: of a task that only the loop has made, to close a generator which nobody had closed, that generator; and
    `place` is then the line that let go of it, if one did."""

    kind: LeftKind
    name: str
    place: Place | None = None
    waited: bool = False
    dropped: str = ""
    made: Place | None = None  # of a task, the line of the student's own that made it, if one did


MOST_NEVER_AWAITED = 100  # kept of one run: a loop can make a million


@dataclass(frozen=True)
class NeverAwaited:
    """A coroutine that was made at a line of the student's own and never awaited. name: what was called. place: None
    where a thread made it, which is not followed."""

    name: str
    place: Place | None


@dataclass(frozen=True)
class ChangedArgument:
    """A list, a dict or a set that was handed to an answer and was another one when it had ended: with fewer of what
    was in it, or in another order. kind: as in "list"; before, after: how many of what was in it were there."""

    name: str
    kind: str
    before: int
    after: int


MOST_PAUSES = 1000  # kept of one run


@dataclass(frozen=True)
class Pause:
    """An `asyncio.sleep` at a line of the student's own in which time has passed. start, end: virtual seconds. task:
    the name of the task that slept."""

    place: Place
    start: float
    end: float
    task: str = ""


@dataclass(frozen=True)
class FailedTest:
    """A test of the student's own that ended with an error, in a run of tests. fixtures: what it could have asked for
    by a parameter."""

    name: str
    problem: Problem
    fixtures: tuple[str, ...] = ()


@dataclass(frozen=True)
class HighWater:
    """The most items a queue held at once. `bound` 0 means unbounded."""

    name: str
    bound: int
    most: int
    place: Place | None = None  # where it was made


@dataclass(frozen=True)
class Traced:
    """One run of the LangSmith run tree, as LangSmith would have received it."""

    id: int
    parent: int | None
    name: str
    run_type: str
    start: float
    end: float | None
    tags: tuple[str, ...] = ()
    metadata: dict[str, Plain] = field(default_factory=dict)
    error: str | None = None


@dataclass(frozen=True)
class Run:
    """What happened. Times in virtual seconds; `seed` is the number of the order it ran in."""

    ending: Ending
    value: Plain = None
    problem: Problem | None = None
    elapsed: float = 0.0
    spans: tuple[Span, ...] = ()
    marks: tuple[Mark, ...] = ()
    items: tuple[Item, ...] = ()
    blocking: tuple[Blocking, ...] = ()
    left: tuple[Left, ...] = ()
    queues: tuple[HighWater, ...] = ()
    traced: tuple[Traced, ...] = ()
    seed: int | None = None
    left_early: float | None = None  # when the reader left, if it did before the stream's end
    awaited: bool = True  # False: the target was a plain function that gave its value at once
    never_awaited: tuple[NeverAwaited, ...] = ()
    projections: tuple[str, ...] = ()  # of event streaming, that the scenario read
    failed_tests: tuple[FailedTest, ...] = ()  # of a run of tests
    handed_on: tuple[Place, ...] = ()
    """Where the tasks and futures were made that came back in place of their results; of a run that raised an error
    about a coroutine, a task or a future, where these were made."""
    unseen: tuple[Problem, ...] = ()  # what ended tasks, and nobody has looked at
    changed: tuple[ChangedArgument, ...] = ()  # of what the answer was given
    pauses: tuple[Pause, ...] = ()  # in the order in which they ended
    always_true: tuple[Place, ...] = ()  # asserts of tests that hold whatever happens

    @property
    def spent(self) -> bool:
        """Whether it used up the time or the memory that a run has, or polled until it was ended: the next one of the
        same answer would as well."""
        polled = self.ending is Ending.HUNG and any(found.rule == "busy-poll" for found in self.blocking)
        memory = self.problem is not None and self.problem.is_or_holds("MemoryError")
        return self.ending is Ending.STOPPED or polled or memory

    @property
    def stands_for_others(self) -> bool:
        """Whether a check needs no further run of the answer: nothing was tried, or this run is `spent`."""
        return self.spent or self.ending is Ending.NOT_ATTEMPTED

    def __str__(self) -> str:
        """How it ended and when, in a line: all of a run is more than anybody wants to see below a cell."""
        value = repr(self.value)
        value = value if len(value) <= _SHOWN else f"{value[:_SHOWN]}..."
        came = f" {value}" if self.ending is Ending.RETURNED and self.value is not None else ""
        problem = f" {self.problem.type}" if self.problem is not None and self.ending is Ending.RAISED else ""
        items = f", {len(self.items)} items" if self.items else ""
        return (
            f"A run that {_ENDED.get(self.ending, self.ending.value)}{came}{problem} at {self.elapsed:g} s{items}. "
            "Its `value`, `items`, `problem`, `find(...)` and `timeline()` tell more."
        )

    def _repr_pretty_(self, printer: Printer, cycle: bool) -> None:
        """IPython: show it in a line."""
        printer.text(str(self))

    def find(self, pattern: str = "*", kind: SpanKind | None = None) -> tuple[Span, ...]:
        """Return the spans whose name matches a shell-style pattern, in the order they began."""
        return tuple(s for s in self.spans if fnmatchcase(s.name, pattern) and (kind is None or s.kind == kind))

    def arrivals(self) -> tuple[tuple[str, tuple[float, ...]], ...]:
        """Return when items came, by the projection ("" where there is one stream); none where no item came."""
        each = ((name, tuple(i.time for i in self.items if i.projection == name)) for name in self.projections or ("",))
        return tuple((name, times) for name, times in each if times)

    def reader_marks(self, projection: str = "") -> tuple[Mark, ...]:
        """Return the marks that the reader of a projection left ("" where there is one stream), in order."""
        marks = (mark for mark in self.marks if mark.kind == "used" and mark.name == READER)
        return tuple(mark for mark in marks if mark.data.get("projection", "") == projection)

    def critical_path(self) -> CriticalPath:
        """Return the calls and waits that made the run as long as it was: they fill it, one after another."""
        from asynclab.observe.critical_path import critical_path  # it reads this module

        return critical_path(self)

    def timeline(self, *kinds: SpanKind, unnamed: Collection[str] = ()) -> Timeline:
        """Return the picture of the run: text where it is printed, SVG where a notebook shows it. kinds: which kinds of
        spans to show, as in `run.timeline("chain", "task")`; without any, what matters. unnamed: files whose lines are
        not named as those at which the code waits.
        """
        from asynclab.observe.timeline.figure import Timeline  # a picture is seldom asked for, and it reads this module

        return Timeline(self, *kinds, unnamed=unnamed)

    def to_perfetto(self, path: str | Path) -> None:
        """Write the run as a JSON trace that https://ui.perfetto.dev opens; times are virtual. Raise OSError."""
        from asynclab.observe.run_files.perfetto import perfetto

        _write(path, perfetto(self))

    def to_otlp(self, path: str | Path) -> None:
        """Write the run as OTLP JSON, a line with its spans and GenAI attributes, for OpenTelemetry's tools. The same
        run gives the same file. Raise OSError."""
        from asynclab.observe.run_files.otlp import otlp

        _write(path, otlp(self))

    def diff(self, other: Run) -> RunDifference:
        """Return where this run and another part first; print it to see it marked."""
        from asynclab.observe.run_diff import run_difference

        return run_difference(self, other)


def _write(path: str | Path, text: str) -> None:
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.write(text)
