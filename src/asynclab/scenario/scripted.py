"""Scripted tools, models, sources, sinks and SDKs for a test, made anew for each order in which they are to answer."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping, Sequence
from functools import wraps
from typing import Any, ParamSpec, overload

from langchain_core.language_models import BaseChatModel
from langchain_core.tools import BaseTool

from .constructors import model, sdk, sink, source, tool
from .live import live
from .spec import Model, Sdk, Sink, Source, Tool
from .values import Spec

P = ParamSpec("P")


class Scripted:
    """Makes scripted objects: `scripted.tool("web", takes=3.0)` is asynclab's `tool("web", takes=3.0)`, alive.

    Each method takes what the function of its name takes, and refuses what that refuses, with a `ScenarioError`.
    """

    def __init__(self, namespace: Mapping[str, Any]) -> None:
        """Look up errors that are raised on cue among the builtins and in `namespace`."""
        self._namespace = namespace
        self._made: list[Spec] = []
        self._cast: Sequence[Spec] = ()
        self.tool = self._living(tool)
        self.model = self._living(model)
        self.sdk = self._living(sdk)
        self.sink = self._living(sink)
        self.source = self._living(source)

    @property
    def made(self) -> tuple[Spec, ...]:
        """What was made since the last `begin`, in order."""
        return tuple(self._made)

    def begin(self, cast: Sequence[Spec] = ()) -> None:
        """Begin a run. The first object that it makes follows the first script of `cast`, and so on; where another is
        made than stands there, it follows its own.
        """
        self._made, self._cast = [], cast

    @overload
    def _living(self, write: Callable[P, Tool]) -> Callable[P, BaseTool]: ...
    @overload
    def _living(self, write: Callable[P, Model]) -> Callable[P, BaseChatModel]: ...
    @overload
    def _living(self, write: Callable[P, Sdk]) -> Callable[P, Callable[[Any], str]]: ...
    @overload
    def _living(self, write: Callable[P, Sink]) -> Callable[P, Callable[[Any], Awaitable[None]]]: ...
    @overload
    def _living(self, write: Callable[P, Source]) -> Callable[P, AsyncGenerator[Any, None]]: ...
    def _living(self, write: Callable[P, Spec]) -> Callable[P, Any]:
        @wraps(write)
        def make(*args: P.args, **kwargs: P.kwargs) -> Any:
            spec = write(*args, **kwargs)
            planned = self._cast[len(self._made)] if len(self._made) < len(self._cast) else spec
            self._made.append(spec)
            return live(planned if _alike(planned, spec) else spec, self._namespace)

        return make


def _alike(planned: Spec, written: Spec) -> bool:
    """Whether a script was written for this object: of its type and name."""
    return type(planned) is type(written) and getattr(planned, "name", "") == getattr(written, "name", "")
