"""Calls with other arguments than a function or a tool takes: who makes the call, and which of both can be mended."""

from __future__ import annotations

import re

from asynclab.expect.messages.diagnosis import Guess
from asynclab.expect.messages.hidden_texts import may_be_read
from asynclab.expect.messages.wording import code, names
from asynclab.observe.run import Problem

_UNFIT = re.compile(r"([\w.<>]+)\(\) (takes |missing |got (?:an unexpected|multiple|some positional))")
_CALLED = "Your line calls {} itself, with other arguments than it takes."
_HAS_CALLED = "Your line has {} called, with other arguments than it takes."
_HANDED_ON = re.compile(r"\b(to_thread|run_in_executor|submit|call_soon|call_later|partial|Thread|map)\(")
_GIVEN = re.compile(r"missing 1 required positional argument: '(item|query)'")  # of what a task hands over
_WHAT_IT_IS_FOR = "Give it one thing: what the task says that it is called with."
_INSIDE = "Put what belongs to the stream into the stream's own brackets: `aclosing(model.astream(question, config))`."
_AS_IT_TAKES = {
    "takes ": "Give it no more than it takes. What is too many may belong to another call in that line, or go with the "
    "rest into one value, a dict or a list.",
    "missing ": "Give it what the error names.",
    "got an unexpected": "Give that by its place, or under the name that its first line has for it.",
    "got multiple": "Give each argument once: by its place, or by its name.",
    "got some positional": "Give by its name what the error names.",
}


def unfit_call(leaf: Problem) -> Guess | None:
    """Return the guess for a call with other arguments than a function takes, if the student's own line makes it."""
    unfit, line = _UNFIT.search(leaf.message), leaf.place.text if leaf.place is not None else ""
    if leaf.type != "TypeError" or unfit is None:
        return None
    name = unfit[1].removesuffix(".__init__").rpartition(".")[2]
    if name == "aclosing":
        return Guess("`aclosing` takes one thing, the stream that it closes.", _INSIDE)
    if re.search(rf"(?<!def )\b{re.escape(name)}\(", line):
        remedy = _WHAT_IT_IS_FOR if _GIVEN.search(leaf.message) else _AS_IT_TAKES[unfit[2]]
        return Guess(_CALLED.format(code(name)), remedy)
    return Guess(_HAS_CALLED.format(code(name)), _AS_IT_TAKES[unfit[2]]) if _HANDED_ON.search(line) else None


_NOT_GIVEN = re.compile(r"errors? for .+\n(\w+)\n  Field required \[.*?input_value=\{(.*?)\}, input_type=dict\]")
_NOT_FIT = re.compile(r"errors? for .+\n(\w+)\n  (?!Field required)")
_KEY = re.compile(r"'(\w+)': ")


def unfit_tool(leaf: Problem) -> Guess | None:
    """Return the guess for a tool that was asked with other arguments than its function has, in pydantic's words: of
    no tool alone. Where no line of the student's asked it, the function is what can be mended; else either may be."""
    if leaf.type != "ValidationError":
        return None
    if missing := _NOT_GIVEN.search(leaf.message):
        keys, wanted = [may_be_read(key) for key in _KEY.findall(missing[2])], code(missing[1])
        came = names(keys) if keys else "nothing"
        function = f"let its function take {came}, under that name, and all else with a default."
        call = f"give it {wanted}."
        cause = f"It takes what it is given by name: {came} came, and it wants {wanted}."
    elif unfit := _NOT_FIT.search(leaf.message):
        function, call = "annotate it as the task does.", "give it such a value."
        cause = f"What came as {code(unfit[1])} is not of the type that is written beside it."
    else:
        return None
    yours = f"If it is a tool of yours: {function}"
    return Guess(cause, yours if leaf.place is None else f"{yours} If the call is: {call}")
