"""The end of cancelled calls, of which LangChain tells nothing.

A cancelled tool, retriever or `model.ainvoke` never reports its end (streams and chains do): in LangSmith such a
run stays pending for ever. While `cancellation_noticed` lasts, these methods pass the cancellation on to the record.
"""

from __future__ import annotations

import asyncio
import functools
from collections.abc import Awaitable, Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from contextvars import ContextVar
from typing import Any

from langchain_core.language_models import BaseLLM
from langchain_core.language_models.chat_models import BaseChatModel
from langchain_core.retrievers import BaseRetriever
from langchain_core.tools import BaseTool

from asynclab.observe.trace.recorder import Recorder

_SILENT = ((BaseTool, "arun"), (BaseChatModel, "agenerate"), (BaseLLM, "agenerate"), (BaseRetriever, "ainvoke"))

_Begun = tuple[Recorder, int]
_CALL: ContextVar[list[_Begun] | None] = ContextVar("asynclab_call", default=None)


def begun(recorder: Recorder, span: int) -> None:
    """Tell the call around, if it is one of these and this is its own span, that it began."""
    call = _CALL.get()
    if call is not None and not call:  # what begins later is inside of it
        call.append((recorder, span))


@contextmanager
def cancellation_noticed() -> Iterator[None]:
    """Patch the methods, and put the originals back."""
    with ExitStack() as patched:
        for owner, name in _SILENT:
            original = getattr(owner, name)
            setattr(owner, name, _noticed(original))
            patched.callback(setattr, owner, name, original)
        yield


@functools.lru_cache(maxsize=32)
def _noticed(method: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
    @functools.wraps(method)
    async def call(*args: Any, **kwargs: Any) -> Any:
        spans: list[_Begun] = []
        around = _CALL.set(spans)
        try:
            return await method(*args, **kwargs)
        except asyncio.CancelledError as error:
            for recorder, span in spans:
                recorder.end(span, error)
            raise
        finally:
            with suppress(ValueError):  # closed after its run, from another context: there is nothing to put back
                _CALL.reset(around)

    return call
