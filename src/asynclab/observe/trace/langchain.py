"""LangChain's callbacks as spans and marks, for everything inside a run, without the student passing any."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from typing import Any
from uuid import UUID

from langchain_core.callbacks import BaseCallbackHandler
from langchain_core.tracers.context import register_configure_hook

from asynclab.observe.run import UNNAMED, MarkKind, SpanKind
from asynclab.observe.trace.cancellation import begun
from asynclab.observe.trace.recorder import Recorder

_HANDLER: ContextVar[CallbackRecorder | None] = ContextVar("asynclab_callbacks", default=None)
register_configure_hook(_HANDLER, inheritable=True)

_MOST_KEYS = 50
_RETRY = "retry:attempt:"  # the tag that `with_retry` gives each attempt after the first


@contextmanager
def callbacks_recorded(recorder: Recorder) -> Iterator[None]:
    """While it lasts, LangChain's runs in this context and in those copied from it are recorded."""
    token = _HANDLER.set(CallbackRecorder(recorder))
    try:
        yield
    finally:
        with suppress(ValueError):  # as in `Recorder.active`
            _HANDLER.reset(token)


def _name(serialized: Mapping[str, Any] | None, given: str | None) -> str:
    """A run's name as LangSmith shows it."""
    known = serialized or {}
    return str(given or known.get("name") or (known.get("id") or [UNNAMED])[-1])


def _keys(value: object) -> list[str]:
    """The keys of a state, or of what a node wrote into it; none of what is no dict."""
    return sorted(str(key) for key in value)[:_MOST_KEYS] if isinstance(value, dict) else []


def _of_a_node(name: str, metadata: Mapping[str, Any], inputs: object) -> dict[str, object] | None:
    """Of a graph's node the keys that it was given, and in which step; of what a node or an edge behind it calls, the
    keys that this was given; None of what is no part of a graph."""
    node = metadata.get("langgraph_node")
    if node is None:
        return None
    if node != name:
        return {"given": _keys(inputs)}
    return {"read": _keys(inputs), "step": metadata.get("langgraph_step")}


def _written(outputs: Any) -> list[str] | None:
    """The keys that an output would write into a graph's state. None: nothing. Raises ValueError where nobody knows."""
    if outputs is None:
        return None
    if isinstance(outputs, dict):
        return _keys(outputs)
    update = getattr(outputs, "update", None)  # of LangGraph's `Command`, which need not be installed
    if type(outputs).__name__ == "Command" and isinstance(update, dict) and getattr(outputs, "graph", None) is None:
        return _keys(update)
    raise ValueError(f"a {type(outputs).__name__} is no update of a state")


def _text(token: str | list[Any]) -> str:
    """A token's text; models that answer in content blocks give a list of them."""
    blocks = [token] if isinstance(token, str) else token
    return "".join(block if isinstance(block, str) else str(block.get("text", "")) for block in blocks)


class RequestHandler(BaseCallbackHandler):
    """A handler that travels in a request's config, as a tracer of the caller's own does. What it hears of is noted in
    the record; `CallbackRecorder` hears of every run, wherever it was started."""

    run_inline = True

    def __init__(self, recorder: Recorder) -> None:
        self._recorder = recorder
        recorder.listen()

    def __deepcopy__(self, memo: dict[int, Any]) -> RequestHandler:
        return self  # a config that is copied has the same listener in it

    def on_chain_start(self, serialized: Any, inputs: Any, *, run_id: UUID, **_: Any) -> None:
        """LangChain: a runnable, a graph or a node starts."""
        self._recorder.heard(run_id)

    def on_chat_model_start(self, serialized: Any, messages: Any, *, run_id: UUID, **_: Any) -> None:
        """LangChain: a chat model starts."""
        self._recorder.heard(run_id)

    def on_llm_start(self, serialized: Any, prompts: Any, *, run_id: UUID, **_: Any) -> None:
        """LangChain: a text model starts."""
        self._recorder.heard(run_id)

    def on_tool_start(self, serialized: Any, input_str: str, *, run_id: UUID, **_: Any) -> None:
        """LangChain: a tool starts."""
        self._recorder.heard(run_id)

    def on_retriever_start(self, serialized: Any, query: str, *, run_id: UUID, **_: Any) -> None:
        """LangChain: a retriever starts."""
        self._recorder.heard(run_id)


class CallbackRecorder(BaseCallbackHandler):
    """Records runs as spans of kind "chain", "model", "tool" and "retriever"; tokens with text, custom events and
    attempts after the first as marks."""

    # Else LangChain hands a sync handler to a thread pool, and the order of events is lost.
    run_inline = True

    def __init__(self, recorder: Recorder) -> None:
        self._recorder = recorder

    def _start(
        self,
        kind: SpanKind,
        serialized: Mapping[str, Any] | None,
        run_id: UUID,
        *,
        name: str | None = None,
        parent_run_id: UUID | None = None,
        tags: list[str] | None = None,
        metadata: dict[str, Any] | None = None,
        data: Mapping[str, object] | None = None,
        **_: Any,
    ) -> None:
        name = _name(serialized, name)
        parent = self._recorder.span_of(parent_run_id)
        span = self._recorder.begin(kind, name, parent=parent, tags=tags, metadata=metadata, data=data, run=run_id)
        begun(self._recorder, span)
        for tag in tags or ():
            if tag.startswith(_RETRY):
                self._recorder.mark(name, "attempt", span=span, number=int(tag.removeprefix(_RETRY)))

    def _end(self, run_id: UUID, error: BaseException | None = None) -> None:
        span = self._recorder.span_of(run_id)
        if self._recorder.unheard(run_id):  # not at its start: LangChain tells handlers in any order
            self._recorder.note(span, heard=False)
        self._recorder.end(span, error)

    def on_chain_start(self, serialized: Any, inputs: Any, *, run_id: UUID, **more: Any) -> None:
        """LangChain: a runnable, a graph or a node starts."""
        data = _of_a_node(_name(serialized, more.get("name")), more.get("metadata") or {}, inputs)
        self._start("chain", serialized, run_id, data=data, **more)

    def on_chat_model_start(self, serialized: Any, messages: Any, *, run_id: UUID, **more: Any) -> None:
        """LangChain: a chat model starts."""
        self._start("model", serialized, run_id, **more)

    def on_llm_start(self, serialized: Any, prompts: Any, *, run_id: UUID, **more: Any) -> None:
        """LangChain: a text model starts."""
        self._start("model", serialized, run_id, **more)

    def on_tool_start(self, serialized: Any, input_str: str, *, run_id: UUID, **more: Any) -> None:
        """LangChain: a tool starts."""
        inputs = more.pop("inputs", None)
        self._start("tool", serialized, run_id, data={"input": input_str if inputs is None else inputs}, **more)

    def on_retriever_start(self, serialized: Any, query: str, *, run_id: UUID, **more: Any) -> None:
        """LangChain: a retriever starts."""
        self._start("retriever", serialized, run_id, data={"input": query}, **more)

    def on_chain_end(self, outputs: Any, *, run_id: UUID, **_: Any) -> None:
        """LangChain: a runnable, a graph or a node is done."""
        with suppress(ValueError):
            self._recorder.note(self._recorder.span_of(run_id), wrote=_written(outputs))
        self._end(run_id)

    def on_llm_end(self, response: Any, *, run_id: UUID, **_: Any) -> None:
        """LangChain: a model is done."""
        self._end(run_id)

    def on_tool_end(self, output: Any, *, run_id: UUID, **_: Any) -> None:
        """LangChain: a tool is done."""
        self._end(run_id)

    def on_retriever_end(self, documents: Any, *, run_id: UUID, **_: Any) -> None:
        """LangChain: a retriever is done."""
        self._end(run_id)

    def on_chain_error(self, error: BaseException, *, run_id: UUID, **_: Any) -> None:
        """LangChain: a runnable failed, was cancelled, or its stream was closed."""
        self._end(run_id, error)

    def on_llm_error(self, error: BaseException, *, run_id: UUID, **_: Any) -> None:
        """LangChain: a model failed, was cancelled, or its stream was closed."""
        self._end(run_id, error)

    def on_tool_error(self, error: BaseException, *, run_id: UUID, **_: Any) -> None:
        """LangChain: a tool failed or was cancelled."""
        self._end(run_id, error)

    def on_retriever_error(self, error: BaseException, *, run_id: UUID, **_: Any) -> None:
        """LangChain: a retriever failed or was cancelled."""
        self._end(run_id, error)

    def on_llm_new_token(self, token: str | list[Any], *, run_id: UUID, **_: Any) -> None:
        """LangChain: a model streamed a chunk. One without text is no token: 1.x ends each stream with one."""
        text = _text(token)
        if text:
            self._mark("token", run_id, text=text)

    def on_retry(self, retry_state: Any, *, run_id: UUID, **_: Any) -> None:
        """LangChain: a text model tries again after a failure."""
        self._mark("attempt", run_id, number=retry_state.attempt_number + 1)

    def on_custom_event(self, name: str, data: Any, *, run_id: UUID, **_: Any) -> None:
        """LangChain: `dispatch_custom_event` was called."""
        self._recorder.mark(name, "event", span=self._recorder.span_of(run_id), data=data)

    def _mark(self, kind: MarkKind, run_id: UUID, **data: object) -> None:
        """A mark named after the run's own span."""
        span = self._recorder.span_of(run_id)
        self._recorder.mark(self._recorder.name_of(span), kind, span=span, **data)
