"""What a student should know of the cells that a check judged, beside what came of it. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from asynclab.course.cell.bindings import definition_lines, digest, parsed, without_prompts
from asynclab.course.cell.cell_verdict import Finding, JudgedCell
from asynclab.course.cell.session.history.cell_history import CellHistory, CellRun
from asynclab.course.cell.session.history.saved_cells import SavedCells
from asynclab.expect import Failure
from asynclab.expect.messages.awaiting_slips import AWAIT_TAKES_ALL, COROUTINE_USED
from asynclab.expect.messages.diagnosis import Guess
from asynclab.expect.messages.of_tasks.thrown_away import Stop, stops
from asynclab.expect.messages.slips import is_of_a_line
from asynclab.expect.messages.wording import code, listed, names, with_article
from asynclab.observe.run import NeverAwaited, Place


def remarks(
    history: CellHistory, judged: Sequence[JudgedCell], answers: Collection[str], saved: SavedCells
) -> tuple[str, ...]:
    """Return sentences on the cells that were judged: that one was edited and not run since, that another cell defines
    an answer as well, or that an answer's cell defines a class that is given. answers: the names of the tasks.
    """
    own = [each for each in judged if each.name in answers]
    told = (*_edited(history, judged, saved), *_rivals(history, own), *_written_again(history, own, saved))
    return tuple(dict.fromkeys(told))


def _edited(history: CellHistory, judged: Iterable[JudgedCell], saved: SavedCells) -> Iterator[str]:
    told = set()
    for each in judged:
        run = history.owner(each.name)
        text = None if run is None else saved.source(run.cell)
        # A file that is older than the run does not know yet what was run.
        if run is None or text is None or saved.at <= run.at or digest(text) == digest(run.source):
            continue
        if run.label not in told:
            yield f"The cell of {code(each.name)} has been changed since it was run as {run.label}: run it first."
        told.add(run.label)


def ends_of_errors(
    history: CellHistory, judged: Iterable[JudgedCell], answers: Collection[str]
) -> tuple[tuple[Stop, Place], ...]:
    """Return the lines of the answers at which an error ends, each with its cell."""
    runs = {run.label: run for each in judged if each.name in answers and (run := history.owner(each.name)) is not None}
    found = ((stop, run.place(stop.line)) for run in runs.values() for stop in stops(parsed(run.source)))
    return tuple((stop, place) for stop, place in found if place is not None)


def swallowers(ends: Iterable[tuple[Stop, Place]]) -> tuple[str, ...]:
    """Return a sentence on each line of an answer that ends every error there is: that a caller leaves is told by one
    of them."""
    return tuple(_swallows(stop, place) for stop, place in ends if stop.takes_all)


def hiding_slips(ends: Iterable[tuple[Stop, Place]], findings: Iterable[Finding]) -> tuple[str, ...]:
    """Return a sentence on each line of an answer that ends the error of a slip of the pen in silence, without those
    that the findings, which are told above it, or `swallowers` tell of."""
    told = [each.failure.seen for each in findings]
    hide = [(stop, place) for stop, place in ends if stop.hides_slips and not stop.takes_all]
    return tuple(
        f"Line {place.line} of {place.file}, {code(_head(place))}, ends every error of its block and tells nobody, "
        "also that of a slip of the pen: leave it out for once, to see whether there is one."
        for stop, place in hide
        if not any(f"line {place.line} takes that" in each for each in told)
    )


def _head(place: Place) -> str:
    return f"{place.text.partition(':')[0]}:"


def _swallows(stop: Stop, place: Place) -> str:
    head = place.text if stop.throws_away else _head(place)
    text = f"Line {place.line} of {place.file}, {code(head)}"
    if stop.throws_away:
        return f"{text}, stands in a `finally`, and throws away whatever error is on its way, and what was returned."
    leaving = "`CancelledError` or, at a `yield`, `GeneratorExit`"
    return f"{text}, takes as well what tells of a caller's leaving, {leaving}, and raises nothing again."


def never_awaited_by(dropped: Iterable[NeverAwaited]) -> tuple[str, ...]:
    """Return a sentence on each line of an answer that passed which makes a coroutine that nobody awaits: no promise
    needs it, and it does not do what it says."""
    each = dict.fromkeys((made.name, made.place) for made in dropped if made.place is not None)
    return tuple(
        f"{code(f'{name}(...)')} in {place.file}, line {place.line}, is never awaited, so that nothing of it runs."
        for name, place in each
    )


def _rivals(history: CellHistory, own: Iterable[JudgedCell]) -> Iterator[str]:
    for name in (each.name for each in own):
        if (run := history.owner(name)) is not None and len(lines := _functions_of(name, run)) > 1:
            twice = f"{code(name)} stands in {run.label} more than once, in lines {listed(lines)}"
            yield f"{twice}: the last one counts. Keep one."
        if others := history.others(name):
            cells = listed([run.label.removeprefix("cell ") for run in others])
            yield (
                f"There is {code(name)} in {cells} too. Here the one that was run last counts, in grading the one that "
                "stands last: keep one."
            )


def _functions_of(name: str, run: CellRun) -> list[str]:
    """The lines at which a cell begins a function of this name; a value of the name may be made of another one."""
    lines = without_prompts(run.source).splitlines()
    return [str(n) for n in definition_lines(run.source, name) if _BEGINS.match(lines[n - 1])]


def _written_again(history: CellHistory, own: Iterable[JudgedCell], saved: SavedCells) -> Iterator[str]:
    """Of classes that an answer's cell defines and a locked cell has given: an error of one is none of the other."""
    for run in filter(None, (history.owner(each.name) for each in own)):
        yield from filter(None, (_written_by(run, name, history, saved) for name in sorted(run.bound)))


def _written_by(run: CellRun, name: str, history: CellHistory, saved: SavedCells) -> str:
    given, place = history.original(name), history.definition(name)
    if given is None or given.cell not in saved.given or place is None or not place.text.startswith("class "):
        return ""
    again = f"{given.label.removeprefix('cell ')} and {run.label.removeprefix('cell ')}"
    return (
        f"Line {place.line} of {place.file} defines another {code(name)} than {given.label}, which has given it, and "
        f"whose counts in grading: take that out, or give yours another name, and run {again} again."
    )


def at_own_lines(
    findings: Sequence[Finding],
    given: Collection[str],
    answers: Mapping[str, Place],
    returns: Mapping[str, Place] | None = None,
) -> tuple[Finding, ...]:
    """Return the findings with no line but the student's own. given: the labels of the locked cells, as in "cell
    In[3]". answers: the names of the student's own that were judged, and where each is defined. returns: of those that
    have one `return`, where it stands. An error that was raised in a locked cell is told at the student's line that led
    there; where none did, it is of the call of an answer, or of what that gave, and is told at the answer's definition
    where there is but one, at its `return` if what it gave lacks a runnable's methods.
    """
    return tuple(_at_own_line(finding, given, answers, returns or {}) for finding in findings)


def _at_own_line(
    finding: Finding, given: Collection[str], answers: Mapping[str, Place], returns: Mapping[str, Place]
) -> Finding:
    failure = finding.failure
    if failure.place is None:
        told = _TOLD_OF.match(failure.seen)
        name = told[1] if told else ""
        if told and told[2] in _OF_WHAT_IT_GAVE and name not in answers and len(answers) == 1:
            name = next(iter(answers))  # a helper that is given gives what the answer gave
        named = answers.get(name)
        if told and named is not None and told[2] in _OF_WHAT_IT_GAVE and not _OF_ASYNC_DEF.search(failure.seen):
            named = returns.get(name, named)
        return finding if named is None else replace(finding, failure=replace(failure, place=named))
    if failure.place.file not in given:
        return finding
    if failure.outer is not None and failure.outer.file not in given:
        return replace(finding, failure=replace(failure, place=failure.outer))
    if not _RAISED.match(failure.seen):
        return replace(finding, failure=replace(failure, place=None))
    over = f", at your {names(answers)} or at what it gave" if answers else ""
    seen = f"{failure.seen} That was in {failure.place.file}, which is given{over}."
    if (made := _made_by_answer(finding, given, answers)) is not None:
        guess = _COROUTINE_MADE if "'coroutine'" in failure.seen else _FUTURE_MADE
        return replace(finding, failure=replace(failure, seen=seen, place=made, cause=guess.cause, remedy=guess.remedy))
    guess = _of_given_line(failure, failure.place, answers)
    gave = _NO_RUNNABLE.search(failure.seen)
    lines = {**answers, **returns} if gave and gave[1] != "coroutine" else answers  # an `async def` is its first line
    place = next(iter(lines.values())) if len(answers) == 1 else None
    return replace(finding, failure=replace(failure, seen=seen, place=place, cause=guess.cause, remedy=guess.remedy))


def _made_by_answer(finding: Finding, given: Collection[str], answers: Mapping[str, Place]) -> Place | None:
    """The student's line that made the coroutine or the future of which a locked cell's error tells; None where no
    such line is known, and where an answer is no `async def`, in which nothing can be awaited."""
    if finding.run is None or not answers or not all(each.text.startswith("async") for each in answers.values()):
        return None
    return next((place for place in finding.run.handed_on if place.file not in given), None)


def _of_given_line(failure: Failure, place: Place, answers: Mapping[str, Place]) -> Guess:
    """The likely cause of an error at a line that is right as it stands."""
    if failure.cause in (COROUTINE_USED, AWAIT_TAKES_ALL):
        return _of_coroutine(failure, answers)
    if (gave := _NOT_AWAITABLE.search(failure.seen)) and (awaited := _awaited(place.text, answers)):
        return Guess(
            f"{code(awaited)} gave {_a(gave[1])} there, and it is awaited.", _BY_WHAT_IT_GAVE.get(gave[1], _ASYNC_DEF)
        )
    if (called := _UNFIT.search(failure.seen)) and called[1] in answers:
        return Guess(_OTHER_ARGUMENTS.format(code(called[1])), _FIRST_LINE)
    if (missing := _NO_KEY.match(failure.seen)) and f"[{missing[1]}]" in place.text.replace('"', "'"):
        return Guess(f"What is read there has no key {missing[1]}.", _NOT_WRITTEN)
    if none := _gave_none(failure, answers):
        return Guess(f"{code(none)} gave None there.", _RETURN)
    if "'NoneType' object" in failure.seen:
        return Guess(_WAS_NONE, _RETURN)
    if answers and (other := _NO_RUNNABLE.search(failure.seen)):
        return Guess(
            f"Something was {with_article(other[1])} there, and has no {code(other[2])}.", _BUILT.get(other[1], _BUILD)
        )
    if is_of_a_line(failure.cause):
        return Guess("", _AS_ASKED if answers else "")
    if not failure.cause and answers and (lacks := _LACKS.search(failure.seen)):
        return Guess(f"Something was {with_article(lacks[1])} there, and has no {code(lacks[2])}.", _AS_ASKED)
    return Guess(failure.cause, failure.remedy)


def _awaited(line: str, answers: Iterable[str]) -> str:
    """The answer whose call a line awaits, "" if there is none of which that is certain."""
    return next((name for name in answers if re.search(rf"\bawait {name}\(", line)), "")


def _a(type_: str) -> str:
    return "None" if type_ == "NoneType" else with_article(type_)


def _of_coroutine(failure: Failure, answers: Mapping[str, Place]) -> Guess:
    """Of a coroutine in a locked cell: an `async def` that should have a `yield`, or should be no `async def`; of a
    plain `def` that is no slip of its first line."""
    if _AS_A_STREAM.search(failure.seen):
        return Guess("A coroutine stood there, which is what an `async def` without a `yield` gives.", _YIELD)
    if any(place.text.startswith("async") for place in answers.values()) or not all(p.text for p in answers.values()):
        return Guess(_GAVE_A_COROUTINE, _DEF)
    return Guess("A coroutine stood there, which nobody awaits.", _BUILT_OF_A_CALL if answers else "")


def _gave_none(failure: Failure, answers: Iterable[str]) -> str:
    """The answer whose result was None at the line of a locked cell, "" if there is none of which that is certain."""
    missing, line = _OF_NONE.search(failure.seen), failure.place.text if failure.place is not None else ""
    called = (name for name in answers if missing and re.search(rf"\b{name}\(.*\)\.{missing[1]}\b", line))
    return next(called, "")


_BEGINS = re.compile(r"(async\s+def|def|class)\b")
_RAISED = re.compile("It raised ")
_TOLD_OF = re.compile(r"`(\w+)(?:\([^`]*\))?` (is|gives|gave|returned|does not take) ")  # what the function itself did
_OF_ASYNC_DEF = re.compile(r"gives a coroutine\b")
_OF_WHAT_IT_GAVE = ("gives", "gave", "returned")
_NO_RUNNABLE = re.compile(
    r"'(\w+)' object has no attribute '(a?invoke|a?stream(?:_\w+)?|a?batch(?:_\w+)?"
    r"|get_(?:input_|output_|context_|config_)?\w*schema|(?:input|output)_schema|get_graph|with_config)'"
)
_NO_KEY = re.compile(r"It raised `KeyError`: ('\w+')\.")
_NOT_WRITTEN = "Look which step of your code should write it, and whether that step is reached."
_UNFIT = re.compile(r"`TypeError`: (\w+)\(\) (takes|missing|got an unexpected)")
_NOT_AWAITABLE = re.compile(r"object (\w+) can't be used in 'await' expression")
_LACKS = re.compile(r"'(\w+)' object has no attribute '(\w+)'")
_OF_NONE = re.compile(r"'NoneType' object has no attribute '(\w+)'")
_BUILD = "Return a runnable or a graph."
_BUILT = {
    "StateGraph": "It is not compiled yet: return `graph.compile()`.",
    "function": "If it is the step itself, make a runnable of it: `RunnableLambda(...)`. If it makes what is due, it "
    "was not called: return what it gives, with brackets.",
}
_OTHER_ARGUMENTS = "A cell that is given calls {} with other arguments than it takes."
_FIRST_LINE = "Keep its first line as the task has it."
_WAS_NONE = "Something was None there that should not be: what a function without `return` gives."
_AS_ASKED = "That line is right as it stands: look at what it is given, and at what the task asks for."
_ASYNC_DEF = "Begin it with `async def`, as the task does."
_NO_YIELD = "Take the `yield` out of it, which makes a generator of a function: `return` what it should give."
_BY_WHAT_IT_GAVE = {"async_generator": _NO_YIELD, "generator": f"{_ASYNC_DEF} {_NO_YIELD}"}
_RETURN = "Let it `return` what the task asks for: a function that ends without does return None."
_AS_A_STREAM = re.compile(r"'coroutine' object has no attribute '(aclose|asend|athrow|__a\w+)'|__aiter__")
_YIELD = "To be read while it works, it must `yield` each item as it comes."
_BUILT_OF_A_CALL = (
    "Look at the calls in your function: one of an `async def` lacks its `await`, or its brackets are too many."
)
_GAVE_A_COROUTINE = "It gave a coroutine there, and a cell that is given does not await it."
_COROUTINE_MADE = Guess(
    "What stood there was a coroutine in place of its result: this line made it.",
    "Put `await` before that call, or give several of them to `asyncio.gather` and put `await` before that.",
)
_FUTURE_MADE = Guess(
    "What stood there was a task or a future in place of its result: this line made it.",
    "Put `await` before it, or give several of them to `asyncio.gather` and put `await` before that; of a task that is "
    "done, take `.result()`.",
)
_DEF = "Begin it with `def` where the task does, and not with `async def`; and let it return no coroutine."
