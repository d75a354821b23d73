"""A method that is misspelt, of what is easily taken for something else: a task for its result, a dict for an object
with its keys as attributes. What is guessed of such a mistake is no cause of a slip of the pen."""

from __future__ import annotations

import re

from asynclab.expect.messages.diagnosis import Guess
from asynclab.observe.run import Problem

_MISSING = re.compile(
    r"'(?:_asyncio\.)?(?P<owner>Task|Future|_GatheringFuture|coroutine|dict|set|function)' object has no attribute "
    r"'\w+'\. Did you mean: '(?P<meant>\w+)'\?"
)
_OF_TASKS_ALONE = re.compile("cancel|uncancel|exception|add_done_callback|remove_done_callback")  # no result has these
_OTHERWISE = {
    "Task": "if something of its result is meant, `await` the task first.",
    "Future": "if something of its result is meant, `await` it first.",
    "_GatheringFuture": "if something of its results is meant, put `await` before the `gather`.",
    "coroutine": "if something of its result is meant, put `await` before the call.",
    "dict": 'if a key is meant, read it in brackets, as in `event["name"]`.',
    "set": "if something of what is in it is meant, take its members one by one, in a loop.",
    "function": "if something of what it gives is meant, call it first, with brackets.",
}


def misspelt_method(problem: Problem) -> Guess:
    """Guess of an error about an attribute that is not there, where there is one of nearly that name."""
    found = _MISSING.search(problem.message) if problem.type == "AttributeError" else None
    if found is None or (found["owner"], found["meant"]) == ("coroutine", "close"):  # of `aclose`, and is not meant
        return Guess()
    if _OF_TASKS_ALONE.match(found["meant"]):
        return Guess(remedy=f"Look how it is spelt: `{found['meant']}`.")
    return Guess(remedy=f"If `{found['meant']}` is meant, spell it so; {_OTHERWISE[found['owner']]}")
