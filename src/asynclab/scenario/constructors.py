"""The cast of a graded cell, as authors write it: `model("three short words", every=0.5)`, `tool("web", takes=3)`.

Each function returns a frozen spec and refuses, with a `ScenarioError`, whatever is not data.
"""

from __future__ import annotations

import builtins
from collections.abc import Iterable, Sequence
from typing import Any, get_args

from asynclab.scenario.arguments import ScenarioError, any_text, identifier, many, seconds, text, tokens, truth

from .spec import Model, Raises, Reply, Sdk, Sink, Source, Style, Tool, ToolCall
from .values import plain_data

ScriptedOutcome = str | Raises


def raises(type: str, message: str = "") -> Raises:
    """Make an error on cue: `raises("ConnectionError", "reset by peer")`, or one without any words: `raises("Locked")`.

    `type` names a builtin exception that can be made from a message, or an exception class of the notebook's own.
    """
    any_text(message, "The error's message")
    known = getattr(builtins, identifier(type, "The error's type"), None)
    if known is not None:
        _raisable(known, type, message)
    return Raises(type, message)


def _raisable(found: Any, name: str, message: str) -> None:
    if not (isinstance(found, builtins.type) and issubclass(found, Exception)):
        raise ScenarioError(f"raises({name!r}): {name} is no exception that a tool or a provider would raise.")
    try:
        found(*([message] if message else []))
    except TypeError as error:
        raise ScenarioError(f"raises({name!r}): {name} cannot be made from a message alone ({error}).") from None


def tool_call(name: str, args: str | dict[str, Any] | None = None, *, id: str = "") -> ToolCall:
    """Make a call that a scripted model asks for. `tool_call("web", "cats")` is short for the args {"query":
    "cats"}.
    """
    given = {"query": args} if isinstance(args, str) else args or {}
    if not isinstance(given, dict):
        raise ScenarioError(f"tool_call({name!r}, {args!r}): give the query, or a dict of arguments.")
    return ToolCall(text(name, "The tool call's name"), plain_data(given, "args"), any_text(id, "id"))


def reply(
    said: str | Sequence[str] = "", *calls: ToolCall, fails: Raises | None = None, usage: Sequence[int] = ()
) -> Reply:
    """Make one answer of a scripted model: its text, then its tool calls, then an error if it `fails`.

    A text is cut into words, each with the space before it; a list of texts is taken as the exact tokens. usage: how
    many output tokens each of these reports in its `usage_metadata`, as some providers do, and the first of them five
    input tokens too; without it, nothing is reported.
    """
    cut = tokens(said) if isinstance(said, str) else _exactly(said)
    for call in calls:
        if not isinstance(call, ToolCall):
            raise ScenarioError(f"reply(...): {call!r} is no tool call. Write tool_call(name, query).")
    if not (cut or calls or fails):
        raise ScenarioError("reply(): a chat model never says nothing. Give it words, a tool_call(...) or fails=.")
    return Reply(cut, calls, _error(fails), _usage(usage, cut))


def _usage(given: Any, said: tuple[str, ...]) -> tuple[int, ...]:
    usage = many(given, "usage")
    if any(isinstance(one, bool) or not isinstance(one, int) or one < 0 for one in usage):
        raise ScenarioError(f"usage={given!r}: give a number of tokens, from 0 up, for each text.")
    if usage and len(usage) != len(said):
        raise ScenarioError(f"usage={given!r}: {len(usage)} numbers, and the reply has {len(said)} texts.")
    return tuple(usage)


def _exactly(said: Any) -> tuple[str, ...]:
    return tuple(any_text(token, "A token") for token in many(said, "What a reply says"))


def model(
    *replies: str | Reply | ToolCall | Raises,
    first: float = 0.0,
    every: float = 0.0,
    native: bool = True,
    closing: float = 0.0,
    name: str = "model",
) -> Model:
    """Make a scripted chat model: `model("three short words", "second reply", first=1, every=0.5)`.

    A str is a reply of one token a word; a `tool_call(...)` is a reply that asks for it; `raises(...)` fails. One reply
    a call, the last repeats. `first` and `every` in virtual seconds: token n (from 1) comes at first + n * every.
    native=False has sync methods only. `closing` is how long the clean-up of its `astream` takes, however it ends.
    """
    if not replies:
        raise ScenarioError('model(): give it at least one reply, such as model("yes").')
    if closing and not native:
        raise ScenarioError("model(native=False, closing=...): sync methods have no clean-up that could be awaited.")
    return Model(
        tuple(_reply(one) for one in replies),
        seconds(first, "first"),
        seconds(every, "every"),
        truth(native, "native"),
        text(name, "The model's name"),
        seconds(closing, "closing"),
    )


def _reply(given: Any) -> Reply:
    if isinstance(given, Reply):
        return given
    if isinstance(given, ToolCall):
        return reply("", given)
    if isinstance(given, Raises):
        return reply(fails=given)
    if isinstance(given, str):
        return reply(given)
    raise ScenarioError(f"model({given!r}): a reply is a text, reply(...), tool_call(...) or raises(...).")


def tool(
    name: str,
    *,
    takes: float = 1.0,
    returns: str | Sequence[ScriptedOutcome] | None = None,
    fails: Raises | Sequence[Raises] = (),
    style: Style = "async",
    description: str = "",
) -> Tool:
    """Make a tool with one argument, `query`, that takes so many virtual seconds a call.

    One outcome a call, the last repeats: first `fails`, then `returns` ("ok" if neither is given). So
    `fails=raises("TimeoutError"), returns="at last"` fails once. "{query}" in a text stands for the query. style:
    "async", "sync" (a blocking function, which LangChain runs in a thread), or "both".
    """
    if style not in get_args(Style):
        raise ScenarioError(f"tool({name!r}): style is {style!r}; give one of {', '.join(map(repr, get_args(Style)))}.")
    outcomes = _outcomes(returns, fails)
    return Tool(
        text(name, "The tool's name"), seconds(takes, "takes"), outcomes, style, any_text(description, "description")
    )


def sdk(
    name: str = "sdk",
    *,
    takes: float = 1.0,
    returns: str | Sequence[ScriptedOutcome] | None = None,
    fails: Raises | Sequence[Raises] = (),
) -> Sdk:
    """Make a blocking function of one argument, as a vendor's sync client has it. `returns` and `fails` as in
    `tool`.
    """
    return Sdk(text(name, "The function's name"), seconds(takes, "takes"), _outcomes(returns, fails))


def _outcomes(returns: Any, fails: Any) -> tuple[ScriptedOutcome, ...]:
    errors = [fails] if isinstance(fails, Raises) else many(fails, "fails")
    values = [returns] if isinstance(returns, (str, Raises)) else many(() if returns is None else returns, "returns")
    for one in errors:
        _error(one)
    for one in values:
        if not isinstance(one, (str, Raises)):
            raise ScenarioError(f"returns={returns!r}: give a text, or a list of texts and raises(...).")
    return tuple(errors + values) or ("ok",)


def _error(given: Any) -> Raises | None:
    if given is not None and not isinstance(given, Raises):
        raise ScenarioError(f'fails={given!r}: write raises("ConnectionError", "what it says").')
    return given


def source(
    items: str | Iterable[Any],
    *,
    every: float = 0.0,
    name: str = "source",
    fails: Raises | None = None,
    closing: float = 0.0,
) -> Source:
    """Make an async generator upstream, one item `every` so many virtual seconds. A str is cut into words, as a reply
    is.

    `fails` is raised after the last item. `closing` is how long its clean-up takes, however it ends.
    """
    cut = tokens(items) if isinstance(items, str) else tuple(plain_data(many(items, "items"), "items"))
    return Source(
        cut, seconds(every, "every"), text(name, "The source's name"), _error(fails), seconds(closing, "closing")
    )


def sink(name: str = "sink", *, takes: float = 0.0, fails: Raises | None = None, after: int = 0) -> Sink:
    """Make an async function of one argument, a slow consumer: each call takes so many virtual seconds.

    With `fails`, the first `after` calls succeed and every later call raises it: a connection that broke.
    """
    if isinstance(after, bool) or not isinstance(after, int) or after < 0:
        raise ScenarioError(f"sink(after={after!r}): give the number of calls that succeed, from 0 up.")
    return Sink(text(name, "The sink's name"), seconds(takes, "takes"), _error(fails), after)
