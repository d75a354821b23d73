"""Judging a run: expectations in, one verdict out. It fails closed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from asynclab.expect import ledger
from asynclab.expect.expectation import Expectation
from asynclab.expect.messages.awaiting_slips import COROUTINE_USED, NOT_AWAITED
from asynclab.expect.messages.caught_slips import caught_slip
from asynclab.expect.messages.config_advice import one_advice
from asynclab.expect.messages.crashes import by_kind, cut_off, innermost, leaves, outer_place, passed_on, says, tells
from asynclab.expect.messages.diagnosis import Guess, unawaited
from asynclab.expect.messages.given_arguments import misused_arguments
from asynclab.expect.messages.graphs.graph_edges import beside_the_targets, goes_round, graph_slip, of_which_node
from asynclab.expect.messages.graphs.state_keys import given_under_another_name
from asynclab.expect.messages.hidden_texts import may_be_read
from asynclab.expect.messages.of_tasks.dropped_calls import besides_dropped, dropped_calls
from asynclab.expect.messages.of_tasks.never_ends import never_ends
from asynclab.expect.messages.of_tasks.not_called import not_called
from asynclab.expect.messages.of_tasks.not_done import cancelled_result, held_up
from asynclab.expect.messages.of_tasks.stream_slips import one_answer
from asynclab.expect.messages.same_slips import was_scripted
from asynclab.expect.messages.slips import CAUGHT_INSIDE, is_slip, likely
from asynclab.expect.messages.stalls import STALLED, used_up
from asynclab.expect.outcome import Failure, Outcome, Verdict
from asynclab.expect.query import outstayed
from asynclab.expect.run_validation import unsound
from asynclab.observe.error_kinds import LOOK_UPS
from asynclab.observe.run import Ending, Place, Problem, Run
from asynclab.observe.seconds import seconds
from asynclab.observe.spans import work

_LOOKED_AT = 100  # items in which a coroutine is looked for
LEAVING = ("CancelledError", "GeneratorExit", "TimeoutError")


class NothingExpected(Exception):
    """A run was judged by no expectation at all: it would pass whatever it did."""

    def __init__(self) -> None:
        super().__init__(
            "No expectation was given, so this check would pass whatever happens. "
            "Say what should hold: returned(...), took(...), never_blocked()."
        )


def judge(run: Run, expectations: Iterable[Expectation]) -> Verdict:
    """Judge a run, and return the verdict. Never raises for anything that stands in the run.

    Raises `NothingExpected` without expectations, `TypeError` for what is not an expectation: both are the author's to
    mend.
    """
    promises = tuple(expectations)
    if not promises:
        raise NothingExpected
    for promise in promises:
        if not isinstance(promise, Expectation):
            raise TypeError(f"{promise!r} is no expectation. Did you write returned({promise!r})?")
        ledger.settled(promise)
    try:
        return _judged(run, promises)
    except Exception as error:  # a run from another process may hold anything: no point, and no crash
        return _ungraded(f"{type(error).__name__}: {error}")


def _judged(run: Run, promises: tuple[Expectation, ...]) -> Verdict:
    broken = unsound(run)
    if broken:
        return _ungraded(broken)
    if run.ending is Ending.NOT_ATTEMPTED:
        return Verdict(Outcome.NOT_ATTEMPTED, (_not_attempted(run),))
    if run.ending in (Ending.HUNG, Ending.STOPPED):
        return Verdict(Outcome.TIMED_OUT, (*dropped_calls(run), *used_up(run, _never_ended(run))))
    if run.ending is Ending.REFUSED or (run.ending is Ending.RAISED and not _wanted(run, promises)):
        return _crash(run)
    failures = one_advice(failure for promise in promises for failure in promise.judge(run))
    if failures and run.ending is Ending.RAISED and run.problem is not None and _slipped(run, run.problem, promises):
        return _crash(run)  # what a promise says of another error does not fit
    if not failures:
        return Verdict(Outcome.PASSED)
    failures = tuple(sorted(failures, key=lambda failure: STALLED not in failure.seen))  # the rest may follow of that
    return Verdict(Outcome.FAILED, (*misused_arguments(run), *_forgotten(run, failures)))


def _slipped(run: Run, problem: Problem, promises: tuple[Expectation, ...]) -> bool:
    """Whether a run ended with a slip; of a key that is not there, with one that nothing scripted has raised and that
    no promise asks for."""
    if is_slip(problem):
        return True
    own = problem.type in LOOK_UPS and problem.place is not None and not was_scripted(run, problem)
    return own and not any(promise.accepts_error and not promise.judge(run) for promise in promises)


def _crash(run: Run) -> Verdict:
    # What it stopped at says it already; and what its line was about to await, is not to be awaited before.
    dropped = () if "coroutine" in _message(run) else dropped_calls(run, besides=_place(run))
    dropped = (*misused_arguments(run), *dropped)
    crashed = _crashed(run)
    if slip := graph_slip(run):  # of what follows of it, no cause is guessed
        return Verdict(Outcome.CRASHED, (*dropped, slip, replace(crashed, cause="", remedy="")))
    return Verdict(Outcome.CRASHED, (*dropped, crashed))


def _forgotten(run: Run, failures: tuple[Failure, ...]) -> tuple[Failure, ...]:
    """The failures of a run that handed on coroutines, dropped them, or caught a slip: that is told first. Of the
    others no cause or remedy is told where it would be guessed from what follows of this one."""
    values = [run.value, *(item.value for item in run.items[:_LOOKED_AT])]
    slip = unawaited(values) or not_called(values)
    if not slip:
        dropped = dropped_calls(run)
        first = dropped or tuple(filter(None, (caught_slip(run) or graph_slip(run),)))
        others = [
            each
            for each in (besides_dropped(failures, run) if dropped else failures)
            if each.seen not in {one.seen for one in first}
        ]
        return (*first, *(replace(each, cause="", remedy="") for each in others)) if first else failures
    rest = tuple(
        replace(each, cause="", remedy="") if each.cause == slip.cause or not work(run) else each
        for each in besides_dropped(failures, run)
    )
    if run.handed_on:  # what is to be awaited is not to be cancelled, whatever it has left open
        rest = tuple(replace(each, remedy="") for each in rest)
    if run.never_awaited and all(each.place is None for each in run.never_awaited):
        return (*dropped_calls(run), *rest)
    made = next((place for place in (*(each.place for each in run.never_awaited), *run.handed_on) if place), None)
    return (Failure(slip.cause, remedy=slip.remedy, place=made), *rest)


def _wanted(run: Run, promises: tuple[Expectation, ...]) -> bool:
    """True if the error is some expectation's to judge, or is how an answer ends whose reader has left."""
    left = run.left_early is not None and run.problem is not None and run.problem.type in LEAVING
    return left or any(promise.accepts_error for promise in promises)


def _not_attempted(run: Run) -> Failure:
    place = _place(run)
    if work(run) and place is not None:  # somebody has written an answer, and left the stub's last line in it
        seen = f"Your code ran, and came to the line that raises NotAttempted ({place.file}, line {place.line})."
        return Failure(seen, remedy="Take that line away, and run the cell.", place=place)
    seen = (
        "Replace the line that raises NotAttempted with your answer, and run the cell. If your answer stands there "
        "already, run its cell: an edit counts once it was run."
    )
    return Failure(seen, place=place)


def _never_ended(run: Run) -> Failure:
    if circle := goes_round(run):
        return Failure(circle.fact, circle.cause, circle.remedy)
    # The lab's errors name who waits where, the likely cause and what to do: nothing is left to add.
    told = run.problem.parts if run.problem is not None else None
    if told is None:
        return Failure(_message(run) or "It did not end.", timeline=run.ending is Ending.HUNG, place=_place(run))
    cause = f"Likely {told.cause}" if told.cause else ""
    seen, hung = told.seen, run.ending is Ending.HUNG
    if run.left_early is not None:
        seen += f" Its caller had left at {seconds(run.left_early)}, and that did not end it."
    if known := never_ends(run):
        return Failure(seen, known.cause, known.remedy, place=_place(run), timeline=hung)
    if outstayed(run):
        cause = "Likely an endless loop that catches the `CancelledError` of that as well, and goes on."
    return Failure(
        seen, cause, told.remedy, timeline=run.ending is Ending.HUNG, place=_place(run), outer=outer_place(run.problem)
    )


def _crashed(run: Run) -> Failure:
    if run.problem is not None and run.ending is Ending.REFUSED and (told := run.problem.parts):
        return Failure(told.seen, told.cause, told.remedy, place=_place(run), outer=outer_place(run.problem))
    if run.problem is None or run.ending is Ending.REFUSED:
        return Failure(
            may_be_read(_message(run)) or "It could not be run, and left no error that says why.", place=_place(run)
        )
    if beside := beside_the_targets(run):
        return beside
    guess = (
        cancelled_result(run)
        or _of_a_group(run.problem, run)
        or likely(_at(_stopping(run.problem) or run.problem, _place(run)))
    )
    if run.problem.is_or_holds("GraphRecursionError") and (circle := goes_round(run)):
        return Failure(circle.after(f"It raised {tells(run.problem)}"), circle.cause, circle.remedy)
    if not guess.remedy:
        guess = passed_on(run) or guess or cut_off(run) or given_under_another_name(run) or by_kind(run.problem)
    guess = held_up(run, guess)
    made = _maker(run) if guess.cause == COROUTINE_USED else None
    guess = guess if made is None else one_answer(run.problem, made) or NOT_AWAITED
    seen = f"It raised {tells(run.problem)}{of_which_node(run)}"
    return Failure(seen, guess.cause, guess.remedy, place=made or _place(run), outer=outer_place(run.problem))


def _maker(run: Run) -> Place | None:
    """The line that made the coroutine which was used: one that was dropped; or the only one that the line of the error
    got from the same file, since of another file's it is told there."""
    if run.never_awaited:
        return run.never_awaited[0].place
    used = _place(run)
    same = len(run.handed_on) == 1 and used is not None and run.handed_on[0].file == used.file
    return run.handed_on[0] if same else None


def _of_a_group(problem: Problem, run: Run) -> Guess:
    """The guess of a group whose first member is a look-up of the student's own that failed, or met a None: that is
    mended, and not caught."""
    guess, leaf = likely(problem), next(leaves(problem))
    if guess.remedy not in ("", CAUGHT_INSIDE) or not problem.inner or was_scripted(run, leaf):
        return Guess()
    if not (kind := by_kind(leaf)):
        return Guess()
    return Guess(f"{guess.cause} {kind.cause}", kind.remedy)


def _at(problem: Problem, place: Place | None) -> Problem:
    return problem if problem.place is not None or problem.inner else replace(problem, place=place)


def _message(run: Run) -> str:
    return run.problem.message if run.problem else ""


def _place(run: Run) -> Place | None:
    """The student's own line of what a run ended with; of an error without one, that of what it was raised from, or of
    the generator's `yield` that stood in the way of its end."""
    if run.problem is None:
        return None
    if (stopped := _stopping(run.problem)) is not None:
        return stopped.place
    if (place := innermost(run.problem)) is not None:
        return place
    if says(run.problem, "async generator ignored GeneratorExit"):
        open_still = {left.place for left in run.left if left.kind == "generator"}
        return next(iter(open_still)) if len(open_still) == 1 else None
    return run.problem.cause.place if run.problem.cause is not None else None


def _stopping(problem: Problem) -> Problem | None:
    """The error of a generator that raised what ends one, with the line that raised it: Python turns it into another,
    at the line of whoever reads the generator."""
    ends = next((leaf for leaf in leaves(problem) if says(leaf, "generator raised Stop")), None)
    if ends is None or ends.cause is None or ends.cause.place is None:
        return None
    return replace(ends, place=ends.cause.place)


def _ungraded(why: str) -> Verdict:
    failure = Failure(
        f"The record of this run could not be judged ({why[:300]}).",
        remedy="This is not your answer's fault as far as we can tell: show it to your instructor.",
    )
    return Verdict(Outcome.UNGRADED, (failure,))
