"""Errors of a student's code in a student's words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from asynclab.expect.messages.diagnosis import Guess
from asynclab.expect.messages.graphs.known_keys import misspelt_key
from asynclab.expect.messages.graphs.none_values import of_none
from asynclab.expect.messages.hidden_texts import may_be_read
from asynclab.expect.messages.wording import code, names, sentence
from asynclab.observe.error_kinds import LOOK_UPS, SLIPS
from asynclab.observe.run import Place, Problem, Run, Span, SpanEnd
from asynclab.observe.seconds import seconds
from asynclab.observe.spans import work

_CHARACTERS, _LINES = 300, 8  # of an error's message


def tells(problem: Problem | None) -> str:
    """Return the error as "`ValueError`: no such tool."; the members of a group after it."""
    if problem is None:
        return "no error was recorded."
    message = _plainly(problem.message)
    text = code(problem.type) + (f": {_cut(message)}" if message else "")
    inner = [leaf for leaf in leaves(problem) if leaf is not problem]
    if inner:
        text += " (" + "; ".join(f"{code(leaf.type)}: {_plainly(leaf.message)[:120]}" for leaf in inner[:3]) + ")"
    return sentence(text)


def _cut(message: str) -> str:
    """An error's message, so much of it that a verdict can still be read."""
    kept = "\n".join(message[:_CHARACTERS].splitlines()[:_LINES])
    return kept if kept == message else f"{kept} ..."


_INSIDE_OF = re.compile(r"\b[\w.]+\.<locals>\.")  # where a function was defined
_METHOD_OF = re.compile(r"<bound method ([\w.]+) of .*>", re.DOTALL)  # all that the object has in it
_OUR_CLASS = re.compile(r"<class 'asynclab(\.\w+)+'>")
_OUR_MODEL = re.compile(r"\b(Native|Sync|SlowlyClosing)Chat\b")  # a student knows a model, and none of these
_IN_A_TASK = re.compile(  # where it runs and who hears of its end: files of the machine, of asyncio and of ours
    r" (coro=<[^<>]*>|cb=\[[^][]*(\[[^][]*\][^][]*)*\]|wait_for=<[^<>]*>)(?=[ >])"
)
_PYDANTICS_PAGE = re.compile(r"\n\s*For further information visit https://errors\.pydantic\.dev/\S+")
_OURS = re.compile(r"(?<!from )\basynclab(\.\w+)+")  # what is imported by hand may be named


def _plainly(message: str) -> str:
    """An error's message, as it may be read, with the functions as their author calls them, and no module of ours."""
    plainly = _OUR_CLASS.sub("a class of the course", _INSIDE_OF.sub("", may_be_read(message.strip())))
    plainly = _PYDANTICS_PAGE.sub("", _IN_A_TASK.sub("", plainly))
    plainly = _OUR_MODEL.sub("ChatModel", plainly)
    plainly = _METHOD_OF.sub(r"<bound method \1>", plainly)
    return _OURS.sub("the course", plainly)


def leaves(problem: Problem) -> Iterator[Problem]:
    """Yield the errors inside nested groups; the error itself where it is not a group."""
    if not problem.inner:
        yield problem
    for inner in problem.inner:
        yield from leaves(inner)


def innermost(problem: Problem) -> Place | None:
    """Return the student's own line: of the error in a group rather than of the group."""
    for leaf in leaves(problem):
        if leaf.place is not None:
            return leaf.place
    return problem.place


def outer_place(problem: Problem | None) -> Place | None:
    """Return the student's line in another cell or file than an error's own that led there; where none did, the one
    that what it was raised from was raised at."""
    found = () if problem is None else (leaf.outer for leaf in leaves(problem))
    outer = next((place for place in found if place is not None), None)
    at, cause = (None, None) if problem is None else (problem.place, problem.cause)
    while outer is None and at is not None and cause is not None:
        outer = cause.place if cause.place is not None and cause.place.file != at.file else None
        cause = cause.cause
    return outer


def says(problem: Problem, text: str) -> bool:
    """Return whether the message contains a text."""
    return text in problem.message


def passed_on(run: Run) -> Guess:
    """Guess of an error that nobody wanted, and that a scripted call raised: as it came out, or below it. Whether it
    was caught on its way and raised again does not show, nor which of several calls that failed alike is meant: the
    last of them is told."""
    error, below = run.problem, False
    if error is not None and _of_a_deadline(error) and error.cause is not None and error.cause.type == "CancelledError":
        return Guess()  # whatever was being handled when its time was over
    while error is not None:
        failed = [each for each in run.spans if each.kind in ("call", "stream") and _ended_with(each, error)]
        if failed:
            last, again = failed[-1], "the last time " if len(failed) > 1 else ""
            when = f"{again}at {seconds(last.end)}"
            return (
                _handled(run, last, error, when)
                if below
                else Guess(f"{code(last.name)} failed with it {when}, and it came out of the answer.", AS_THE_TASK_SAYS)
            )
        error, below = error.cause, True
    return Guess()


AS_THE_TASK_SAYS = "If the task says what is to become of that: catch it in your code, and do that."
_CARRIED = "this error carries that along: it was raised from it, or while it was handled."
_RAISED_BY_A_LINE = "Your own line raised it: look at what decides whether that line is reached, and when."
_WRONG_BY_ITSELF = (
    "Look at your line: it may be wrong by itself. If it is not, and the task says what is to become of that failure: "
    "catch it in your code, and do that."
)
_RAISES = re.compile(r"(^|[:;] *)raise\b")


def _ended_with(span: Span, error: Problem) -> bool:
    return span.error is not None and (span.error.type, span.error.message) == (error.type, error.message)


def _handled(run: Run, failed: Span, error: Problem, when: str) -> Guess:
    """The guess of an error that has another one below it, which a scripted call raised."""
    if run.problem is None or run.problem.type in SLIPS | LOOK_UPS | _BY_KIND.keys():
        return Guess()  # the line that handles it is wrong by itself
    cause = f"{code(failed.name)} failed with {code(error.type)} {when}, and {_CARRIED}"
    place = innermost(run.problem)
    if place is None:
        return Guess(cause, AS_THE_TASK_SAYS)
    return Guess(cause, _RAISED_BY_A_LINE if _RAISES.search(place.text) else _WRONG_BY_ITSELF)


def cut_off(run: Run) -> Guess:
    """Guess of a `TimeoutError` that says nothing, or of what was raised from one, at the instant at which a call was
    cancelled: so ends a deadline."""
    error = run.problem
    if error is None or run.left_early is not None:
        return Guess()
    named = {span.name for span in work(run) if span.how is SpanEnd.CANCELLED and span.end == run.elapsed}
    cut = f"{names(span.name for span in work(run) if span.name in named)} {'was' if len(named) == 1 else 'were'}"
    if named and _of_a_deadline(error):
        return Guess(
            f"{cut} cancelled at {seconds(run.elapsed)}, and this came out: so ends a deadline, as of "
            "`asyncio.timeout`, with an error that says nothing.",
            "If the task says what is to become of that: catch it around the deadline, and not inside of it, and do "
            "that. If it names no deadline, set none.",
        )
    if _of_a_deadline(error) and error.cause is not None and error.cause.type == "CancelledError":
        return Guess(
            f"A deadline was over at {seconds(run.elapsed)}, as of `asyncio.timeout`, and nothing that it was for was "
            "at work then: its error says nothing of all that.",
            "If the task names that deadline: catch its `TimeoutError` around it, and do what the task says. If it "
            "names none, set none.",
        )
    if named and error.cause is not None and _of_a_deadline(error.cause) and error.type not in SLIPS | LOOK_UPS:
        place = innermost(error)
        by_itself = place is not None and not _RAISES.search(place.text)
        return Guess(
            f"{cut} cancelled at {seconds(run.elapsed)}, by a deadline, which is a `TimeoutError`, and {_CARRIED}",
            _WRONG_BY_ITSELF
            if by_itself
            else "Compare that instant with the one at which the task's deadline is over, if it names one.",
        )
    return Guess()


def _of_a_deadline(error: Problem) -> bool:
    return error.type == "TimeoutError" and not error.message


BY_ITSELF_CANCELLED = (
    "Nobody who had called it has left: a line of the answer's own has cancelled it, or a task that it awaits."
)
_BY_KIND = {
    "SystemExit": Guess(
        "`exit()`, `quit()` and `sys.exit()` end the program, and with it all that is at work in it.",
        "Take it out: `return` ends a function, and an error that nobody catches ends what called it as well.",
    ),
    "CancelledError": Guess(
        BY_ITSELF_CANCELLED,
        "Look for a `cancel()`, and for what it is called on: of a task that somebody awaits, the `CancelledError` "
        "comes out at that `await`.",
    ),
    "StopAsyncIteration": Guess(
        "So ends what `anext` reads, where nothing is left in it.",
        "Read it with `async for`, which ends there by itself; or say what `anext` is to give then, as in "
        "`await anext(items, None)`.",
    ),
    "StopIteration": Guess(
        "So ends what `next` reads, where nothing is left in it.",
        "Read it with `for`, which ends there by itself; or say what `next` is to give then, as in "
        "`next(items, None)`.",
    ),
    "QueueFull": Guess(
        "`put_nowait` waits for no room: into a queue that is full it puts nothing, and raises this.",
        "`await queue.put(...)` waits until there is room. Catch the error only where the task says what becomes of an "
        "item that finds none.",
    ),
    "QueueEmpty": Guess(
        "`get_nowait` waits for no item: of a queue that is empty it raises this.",
        "`await queue.get()` waits until there is one. Catch the error only where an empty queue means that all is "
        "done.",
    ),
    "RecursionError": Guess(
        "A function calls itself, at that line or through others, and nothing ends that.",
        "Look what is called there: the function itself may have the name of what is meant.",
    ),
}


def by_kind(problem: Problem) -> Guess:
    """Guess by the class of an error that is no slip of a line: a key that is not there, a None, an exit, a function
    that calls itself."""
    if problem.type != "KeyError":
        return _BY_KIND.get(problem.type) or of_none(problem)
    if misspelt := misspelt_key(problem):
        return misspelt
    key = may_be_read(problem.message)
    return Guess(
        f"What is read there has no key {key}." if key else "A key was read that is not there.",
        "Look how the key is spelt where it is put in, and whether that has happened before: `print` its keys there. "
        "If it is a graph's state: of what nodes return, that keeps the keys that its class names, and no others; of "
        "these a node is given those that the class beside its parameter names.",
    )
