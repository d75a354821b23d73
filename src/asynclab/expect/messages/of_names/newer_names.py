"""Names that a later Python brought."""

from __future__ import annotations

import re
import sys

from asynclab.expect.messages.diagnosis import Guess

# Names that a later Python brought, by what the error says they are missing from -> since when.
_SINCE = {
    ("Queue", "shutdown"): (3, 13),
    ("LifoQueue", "shutdown"): (3, 13),
    ("PriorityQueue", "shutdown"): (3, 13),
    ("asyncio", "QueueShutDown"): (3, 13),
    ("queue", "ShutDown"): (3, 13),
    ("asyncio", "eager_task_factory"): (3, 12),
    ("asyncio", "create_eager_task_factory"): (3, 12),
    ("itertools", "batched"): (3, 12),
    ("asyncio", "capture_call_graph"): (3, 14),
    ("asyncio", "print_call_graph"): (3, 14),
    ("concurrent.futures", "InterpreterPoolExecutor"): (3, 14),
}
_MISSING = (
    re.compile(r"'(?P<owner>[\w.]+)'(?: object)? has no attribute '(?P<name>\w+)'"),
    re.compile(r"cannot import name '(?P<name>\w+)' from '(?P<owner>[\w.]+)'"),
)


def newer_name(message: str) -> Guess:
    """Guess of a name that this Python does not have yet. message: an error's."""
    for found in filter(None, (pattern.search(message) for pattern in _MISSING)):
        since = _SINCE.get((found["owner"], found["name"]))
        if since is not None and sys.version_info < since:
            return Guess(
                f"`{found['name']}` is new in Python {since[0]}.{since[1]}, and this is Python "
                f"{sys.version_info[0]}.{sys.version_info[1]}.",
                "Do without it, or use that Python.",
            )
    return Guess()
