"""How LangChain's and LangGraph's values become plain data: registered with `plain.shape` on import.

Left out: ids, `response_metadata`, and whatever is empty, because these differ between versions.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from langchain_core.documents import Document
from langchain_core.messages import AIMessageChunk, BaseMessage
from langgraph.types import Command, Interrupt, Send, StateSnapshot

from .plain import Walk, shape
from .run import Plain

_MESSAGE = (
    "content",
    "name",
    "role",
    "tool_call_id",
    "tool_calls",
    "invalid_tool_calls",
    "tool_call_chunks",
    "artifact",
    "additional_kwargs",
    "usage_metadata",
)
_DERIVED = ("tool_calls", "invalid_tool_calls")  # a chunk's are parsed from its tool_call_chunks


def _present(value: object, names: Iterable[str]) -> Iterator[tuple[str, object]]:
    """The attributes that say something: neither missing, None nor empty."""
    for name in names:
        part = getattr(value, name, None)
        if part is not None and part != () and part != [] and part != {}:
            yield name, part


@shape.register
def _message(value: BaseMessage, walk: Walk) -> Plain:
    chunk = isinstance(value, AIMessageChunk)
    parts = dict(_present(value, (name for name in _MESSAGE if not (chunk and name in _DERIVED))))
    if getattr(value, "status", "success") != "success":
        parts["status"] = "error"
    return walk.named(type(value).__name__, parts.items())


@shape.register
def _document(value: Document, walk: Walk) -> Plain:
    return walk.named("Document", _present(value, ("page_content", "metadata")))


@shape.register(Command)
def _command(value: object, walk: Walk) -> Plain:
    return walk.named("Command", _present(value, ("graph", "update", "resume", "goto")))


@shape.register
def _send(value: Send, walk: Walk) -> Plain:
    return walk.named("Send", (("node", value.node), ("arg", value.arg)))


@shape.register(Interrupt)
def _interrupt(value: object, walk: Walk) -> Plain:
    return walk.named("Interrupt", (("value", getattr(value, "value", None)),))


@shape.register
def _snapshot(value: StateSnapshot, walk: Walk) -> Plain:
    return walk.named("StateSnapshot", (("values", value.values), ("next", value.next)))
