"""Methods where their results should be: what came back is `task.result`, without its brackets."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from asynclab.expect.messages.diagnosis import Guess
from asynclab.expect.messages.wording import count, names
from asynclab.observe.plain import KIND
from asynclab.observe.run import Plain

_METHODS = ("builtin_function_or_method", "method")
_MOST = 100
_CALL = "Give it its brackets, as in `task.result()`; what gives something to await wants an `await` before it as well."


def not_called(value: Plain, deep: int = 5) -> Guess:
    """Return a guess if a value holds methods, in which results should be."""
    found = list(islice(_methods(value, deep), _MOST))
    if not found:
        return Guess()
    return Guess(f"What came back holds {count(len(found), 'method')} in place of results: {names(found)}.", _CALL)


def _methods(value: Plain, deep: int) -> Iterator[str]:
    if isinstance(value, dict) and value.get(KIND) in _METHODS and "name" in value:
        yield str(value["name"])
    elif deep and isinstance(value, (dict, list, tuple)):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _methods(part, deep - 1)
