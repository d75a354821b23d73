"""asynclab: a course on streaming, async and concurrency, and the grader that can tell whether code really does it.

What an author writes in a graded cell, and a student in a notebook, is imported from here. Each name is loaded when
it is first used, so that `import asynclab` alone costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from asynclab.course.cell.check import check
    from asynclab.course.cell.task import task
    from asynclab.expect import (
        any_order,
        anything,
        attempts,
        awaited,
        began,
        between,
        cleaned_up,
        contains,
        each,
        failed,
        first_before_last,
        in_flight,
        item,
        items,
        items_at,
        lacks,
        lasted,
        length,
        let_go,
        like,
        made,
        marked_at,
        nested,
        never_ahead,
        never_blocked,
        never_together,
        nothing_left,
        one_of,
        queue_bounded,
        raised,
        raised_inside,
        reads,
        received,
        returned,
        subset,
        tagged,
        together,
        tokens_at,
        took,
        traced,
        used_all,
    )
    from asynclab.expect.expectations.order import order
    from asynclab.expect.expectations.sinks import handed
    from asynclab.lab import (
        now,
    )
    from asynclab.report.progress import progress
    from asynclab.scenario import (
        ALL,
        NotAttempted,
        call,
        events,
        invoke,
        iterate,
        model,
        perform,
        raises,
        read,
        reply,
        sdk,
        sink,
        source,
        stream,
        tool,
        tool_call,
    )
    from asynclab.scenario.live import live

__all__ = [
    "ALL",
    "NotAttempted",
    "any_order",
    "anything",
    "attempts",
    "awaited",
    "began",
    "between",
    "call",
    "check",
    "cleaned_up",
    "contains",
    "each",
    "events",
    "failed",
    "first_before_last",
    "handed",
    "in_flight",
    "invoke",
    "item",
    "items",
    "items_at",
    "iterate",
    "lacks",
    "lasted",
    "length",
    "let_go",
    "like",
    "live",
    "made",
    "marked_at",
    "model",
    "nested",
    "never_ahead",
    "never_blocked",
    "never_together",
    "nothing_left",
    "now",
    "one_of",
    "order",
    "perform",
    "progress",
    "queue_bounded",
    "raised",
    "raised_inside",
    "raises",
    "read",
    "reads",
    "received",
    "reply",
    "returned",
    "sdk",
    "sink",
    "source",
    "stream",
    "subset",
    "tagged",
    "task",
    "together",
    "tokens_at",
    "took",
    "tool",
    "tool_call",
    "traced",
    "used_all",
]

_ROOMS = ("lab", "scenario", "expect", "course", "report")  # those below first: none is loaded that is not needed


def __getattr__(name: str) -> Any:
    """Find a public name in the room that has it, and keep it."""
    if name in __all__:
        for room in _ROOMS:
            module = import_module(f"{__name__}.{room}")
            if name in module.__all__:
                return globals().setdefault(name, getattr(module, name))
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return [*globals(), *__all__]
