"""Scenarios as data: scripted models, tools, sources, sinks, and how the answer is driven.

Nothing here is alive. `live` turns specs into LangChain objects where the student's code runs;
`drive` runs the whole; authors write them with `constructors` and `ways_to_drive`. Latencies are virtual seconds.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any, Literal

from asynclab.scenario.arguments import ScenarioError, at_least_one, maybe_seconds, seconds

How = Literal["call", "invoke", "iterate", "stream", "events", "read", "run_tests"]
Style = Literal["async", "sync", "both"]
_ASKED = frozenset("ainvoke invoke astream stream abatch astream_events bind_tools".split())
_CALLS = 1_000_000  # more than anything in a scenario is called


@dataclass(frozen=True)
class Raises:
    """An error on cue: `type` is the name of a builtin exception, or of one the notebook defines.

    As an argument of the target it is the exception itself."""

    type: str
    message: str = ""


@dataclass(frozen=True)
class WaitTurn:
    """Whose wait ends first of those that end at one instant, as real timers have it either way round.

    place: among the cast; the lower ends first. newest_first: of the calls of this one, the last that was begun.
    """

    place: int = 0
    newest_first: bool = False

    def of(self, call: int) -> int:
        """Return the turn of a call on the clock, counted from 0."""
        return self.place * _CALLS - (call if self.newest_first else 0)


@dataclass(frozen=True)
class ToolCall:
    """A tool call that a scripted model asks for. `id` "" stands for a numbered one."""

    name: str
    args: dict[str, Any] = field(default_factory=dict)
    id: str = ""


@dataclass(frozen=True)
class Reply:
    """One answer of a scripted model: its tokens, then its tool calls (all in one chunk), then (if set) an error.

    `fails` is raised at the instant of the last chunk; with none before it, after the model's `first`.
    usage: how many output tokens each of `tokens` reports in its `usage_metadata`; () reports nothing."""

    tokens: tuple[str, ...] = ()
    calls: tuple[ToolCall, ...] = ()
    fails: Raises | None = None
    usage: tuple[int, ...] = ()


class Description:
    """What describes a scripted object, and is asked now and then as if it were one: then it says so."""

    def __getattr__(self, name: str) -> Any:
        kind = type(self).__name__.lower()
        how = ""
        if name in _ASKED:
            how = (
                f". This is a description, for a scenario: ask live({kind}(...)), which makes a real one of it, "
                "after `from asynclab.scenario import live`. What "
                'is to be given one runs as perform(call("name", ...), globals()).value'
            )
        raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}{how}")


@dataclass(frozen=True)
class Model(Description):
    """A scripted chat model. Replies are given in order, one a call; the last one repeats.

    first: latency before everything; every: latency before each chunk. So chunk number n (from 1) comes at
    first + n * every, and a call that does not stream takes as long as one that does.
    native: False is a provider with only sync methods (LangChain runs it in a thread).
    closing: how long the clean-up of a stream takes that is read with the model's own `astream`, however it ends.
    """

    replies: tuple[Reply, ...]
    first: float = 0.0
    every: float = 0.0
    native: bool = True
    name: str = "model"
    closing: float = 0.0
    turn: WaitTurn = WaitTurn()


@dataclass(frozen=True)
class Tool(Description):
    """A LangChain tool with one str argument (`query`). `outcomes` are consumed one a call, the last repeats:
    a str is returned after `takes` ("{query}" in it is replaced), a `Raises` is raised after `takes`.

    style: "async" has only a coroutine, "sync" only a blocking function (time.sleep), "both" has both.
    """

    name: str
    takes: float = 1.0
    outcomes: tuple[str | Raises, ...] = ("ok",)
    style: Style = "async"
    description: str = ""
    turn: WaitTurn = WaitTurn()


@dataclass(frozen=True)
class Source:
    """An async generator upstream: yields `items`, waiting `every` before each. Marks "made" and records its
    closing. `fails` is raised after the last item; `closing` is how long its clean-up takes, however it ends."""

    items: tuple[Any, ...]
    every: float = 0.0
    name: str = "source"
    fails: Raises | None = None
    closing: float = 0.0
    turn: WaitTurn = WaitTurn()


@dataclass(frozen=True)
class Sink:
    """An async function of one argument, that takes `takes` a call and then marks "used"; or, from the call
    after the first `after` on, raises what `fails` says."""

    name: str = "sink"
    takes: float = 0.0
    fails: Raises | None = None
    after: int = 0
    turn: WaitTurn = WaitTurn()


@dataclass(frozen=True)
class Sdk:
    """A blocking function of one argument (time.sleep inside), as a vendor's sync client has it. `outcomes` as
    in `Tool`."""

    name: str = "sdk"
    takes: float = 1.0
    outcomes: tuple[str | Raises, ...] = ("ok",)
    turn: WaitTurn = WaitTurn()


@dataclass(frozen=True)
class Implementation:
    """A function as its source says it, under the name that it has there: what a student's tests are run on."""

    name: str
    source: str


@dataclass(frozen=True)
class Reader:
    """How the result is read. take: stop after so many items; pace: seconds spent on each item;
    leave_at: leave (close the stream, or cancel the call) at this virtual time, before whatever else happens at
    that instant; timeout: cancel as `asyncio.timeout` does."""

    take: int | None = None
    pace: float = 0.0
    leave_at: float | None = None
    timeout: float | None = None


@dataclass(frozen=True)
class Projection:
    """What of a run of event streaming (`version="v3"`) one reader reads, and how. name: as it is written after `run.`,
    such as "values", or "messages.text", where each name stands for an `async for` of its own."""

    name: str
    reader: Reader = Reader()

    @property
    def steps(self) -> tuple[str, ...]:
        """The names, from the outermost `async for` to the innermost."""
        return tuple(self.name.split("."))


@dataclass(frozen=True)
class Scenario:
    """What a check sets up. `target` is the name of a function (or runnable) in the student's notebook.

    how: "call" awaits target(*args, **kwargs), or its `ainvoke` if it is a runnable; "iterate" reads the async
    generator it returns; the next three take the runnable that target(*args, **kwargs) returns, or target itself
    if it is one: "invoke" awaits `ainvoke(input, config)`, "stream" reads `astream(input, config,
    stream_mode=modes)`, "events" reads `astream_events(input, config, version=...)`; "read" is the value of a
    plain variable (quiz); "run_tests" runs the notebook's tests of that name, each with what of kwargs it asks for.
    modes: () leaves `stream_mode` out; a str is passed as it is, a tuple as a list.
    version: of "events", and of "stream", where "" leaves it out.
    projections: of a run that `astream_events(version="v3")` gives, all read at once; () reads its one feed of events.
    """

    how: How
    target: str
    args: tuple[Any, ...] = ()
    kwargs: dict[str, Any] = field(default_factory=dict)
    input: Any = None
    config: dict[str, Any] = field(default_factory=dict)
    modes: str | tuple[str, ...] = ()
    subgraphs: bool = False
    version: str = ""
    projections: tuple[Projection, ...] = ()
    reader: Reader = Reader()
    seed: int | None = None

    @property
    def streams(self) -> bool:
        """Whether a reader takes items one by one."""
        return self.how in ("iterate", "stream", "events")

    def reading(
        self, *, take: int | None = None, pace: float = 0.0, leave_at: float | None = None, timeout: float | None = None
    ) -> Scenario:
        """Return the same scenario with a reader that stops, dawdles, leaves or gives up (see `Reader`).

        Raises `ScenarioError` for what this kind of scenario has no use for.
        """
        if self.how == "read":
            raise ScenarioError("read(...) looks at a variable: it has no reader. Leave .reading(...) out.")
        if not self.streams and (take is not None or pace):
            raise ScenarioError(
                f"{self.how}(...) gives one value: take= and pace= are for iterate(...), stream(...) and events(...)."
            )
        if self.projections and (take is not None or pace):
            raise ScenarioError(
                f"Each projection has a reader of its own: write projection({self.projections[0].name!r}, take=..., "
                "pace=...). Those of the whole run are leave_at= and timeout=."
            )
        return replace(
            self,
            reader=Reader(
                take=None if take is None else at_least_one(take, "take"),
                pace=seconds(pace, "pace"),
                leave_at=maybe_seconds(leave_at, "leave_at"),
                timeout=maybe_seconds(timeout, "timeout"),
            ),
        )
