"""A question on a student's own run: when would it be over, if the numbers were these? The run itself has the answer.

Ten of them stand in a graded cell, one for each last digit of a student number: neighbours are asked other ones. Each
names what else one might say, and why that is not so. No cell says which is right: the student's own code is run. The
times to choose from are not listed, so that none is found by crossing out the others.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from asynclab.course.cell.errors import AuthorError
from asynclab.expect import Failure, Outcome, Verdict, anything, judge, returned
from asynclab.expect.messages.wording import code, names
from asynclab.observe.run import Run
from asynclab.observe.seconds import exact, seconds
from asynclab.observe.spans import work
from asynclab.scenario.spec import Model, Scenario, Sdk, Sink, Source, Tool
from asynclab.scenario.values import Spec, rebuilt

DIGITS = 10
LEAST_WRONG = 3
_FIRST = "Finish the task first; then answer."
_DRAW = "Your own code needs another time: draw a bar for each call, and look which ends last."


@dataclass(frozen=True)
class WhatIf:
    """One question. asks: what would be done, in a sentence that ends before "When would it be over?". scenario: what
    is performed. wrong: other times that one might say, in virtual seconds, each with why it is none of this run's."""

    asks: str
    scenario: Scenario
    wrong: Mapping[float, str]

    def __post_init__(self) -> None:
        if len({exact(time) for time in self.wrong}) < LEAST_WRONG:
            raise AuthorError(f"A question of one's own needs {LEAST_WRONG} wrong times that differ: {self.asks}")


def foreseen(said: Any, digit: Any, questions: Sequence[WhatIf], runs: Sequence[Run]) -> tuple[Verdict, str]:
    """Judge what a student said. said: the time, or None. digit: of the student number, or None. runs: of each question
    in turn. Return the verdict, and a note for whoever is right.

    Raises AuthorError where there are not ten questions.
    """
    if len(questions) != DIGITS:
        raise AuthorError(f"There are {len(questions)} questions of one's own; there is one for each digit, {DIGITS}.")
    if digit is None:
        return _not_started("No `digit` yet: your question is made from the last digit of your student number.", "")
    if type(digit) is not int or digit not in range(DIGITS):
        return _failed("`digit` is none of the ten.", remedy="Set it to one digit, 0 to 9, without quotation marks.")
    question, run = questions[digit], runs[digit]
    if (unfit := _unfit(question, run, answered=said is not None)) is not None:
        return unfit
    right, wrong = run.elapsed, {exact(time): why for time, why in question.wrong.items()}
    if right in wrong:
        task = f"Your own code needs {seconds(right)} there, which is what this question is a trap for. {wrong[right]}"
        return _failed(task, remedy=_FIRST)
    asked = f"{question.asks} When would it be over?"
    if said is None:
        return _not_started(asked, "Set it to the number of seconds.")
    if type(said) not in (int, float):
        seen = f"{said!r} is a text: write the number without quotation marks."
        return _failed(seen if isinstance(said, str) else "What you said is no number of seconds.", remedy=asked)
    if exact(said) != right:
        why = wrong.get(exact(said), _DRAW)
        return _failed(f"You said {seconds(said)}.", why, asked)
    return Verdict(Outcome.PASSED), f"You said {seconds(said)}, and your own code, run with these numbers, says so too."


def _unfit(question: WhatIf, run: Run, *, answered: bool) -> tuple[Verdict, str] | None:
    """What is said of code whose time is no answer; None of code that did its task."""
    whole = judge(run, [returned(anything())])
    if whole.outcome is Outcome.NOT_ATTEMPTED:
        name = question.scenario.target
        stands = "Your answer stands, and waits. " if answered else ""
        return _not_started(f"{stands}This question is on your own code, and {code(name)} comes to a stub.", _FIRST)
    if not whole.passed:
        return whole, ""
    lacks = _lacking(question.scenario, run)
    return _failed(f"Your own code does not do its task there: {lacks}", remedy=_FIRST) if lacks else None


def _lacking(scenario: Scenario, run: Run) -> str:
    """What shows that the run is not of code that keeps its promise, "" if nothing does: its time is no answer then."""
    called = {span.name for span in run.spans}
    if never := [name for name in _given(scenario) if name not in called]:
        return f"{names(never)} {'was' if len(never) == 1 else 'were'} never called."
    if run.left:
        return "it ended before what it had started."
    if exact(max((span.end or 0.0 for span in work(run)), default=0.0)) != exact(run.elapsed):
        return "it was over at another time than the last of its calls."
    return ""


def _given(scenario: Scenario) -> list[str]:
    """The names of the tools, sinks and models that a scenario hands over."""
    found: list[str] = []

    def noted(spec: Spec) -> Spec:
        if isinstance(spec, Model | Tool | Source | Sink | Sdk):
            found.append(spec.name)
        return spec

    rebuilt([scenario.args, scenario.kwargs], noted)
    return found


def _not_started(seen: str, remedy: str) -> tuple[Verdict, str]:
    return Verdict(Outcome.NOT_ATTEMPTED, (Failure(seen, remedy=remedy),)), ""


def _failed(seen: str, cause: str = "", remedy: str = "") -> tuple[Verdict, str]:
    return Verdict(Outcome.FAILED, (Failure(seen, cause=cause, remedy=remedy),)), ""
