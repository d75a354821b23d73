"""What LangChain and LangGraph look up anew, at each call and in each graph that is built, of functions that stay the
same: kept with their own functions, and with code, so that a run need not pay for it."""

from __future__ import annotations

import contextlib
import dis
import inspect
import sys
from collections.abc import Callable
from functools import lru_cache
from types import CodeType, SimpleNamespace
from typing import Any, get_type_hints

_MOST = 256  # functions whose instructions are kept


def keep_hints(function: Callable[..., Any]) -> None:
    """Keep a function's hints and signature with it. At each call of a tool LangChain asks for those of the four
    functions involved, which took half of the call's time where the hints are text."""
    with contextlib.suppress(NameError):  # a hint that LangChain imports for type checkers only
        function.__annotations__ = get_type_hints(function, include_extras=True)
    function.__signature__ = inspect.signature(function)  # type: ignore[attr-defined]


def keep_graph_lookups() -> None:
    """Keep what LangGraph, where it is loaded, asks for in each graph: the signature of the function that writes to
    channels, a dozen times, and the instructions of each node's function. Other versions ask in other ways, and pay."""
    writing: Any = sys.modules.get("langgraph.pregel._write")
    write: Any = getattr(getattr(writing, "ChannelWrite", None), "_write", None)
    if write is None or hasattr(write, "__signature__"):
        return
    write.__signature__ = inspect.signature(write)
    looking: Any = sys.modules.get("langgraph.pregel._utils")
    if getattr(looking, "dis", None) is dis:
        looking.dis = SimpleNamespace(get_instructions=_instructions)


@lru_cache(maxsize=_MOST)
def _instructions(code: CodeType) -> tuple[dis.Instruction, ...]:
    return tuple(dis.get_instructions(code))
