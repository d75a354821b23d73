"""Choosing spans and marks by pattern.

A pattern is a shell-style name, `web` or `web*`, which may be narrowed to one kind of span: `tool:web`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from difflib import get_close_matches
from fnmatch import fnmatchcase

from asynclab.expect.messages.diagnosis import blocked, unawaited
from asynclab.expect.messages.wording import code, names
from asynclab.expect.outcome import Failure
from asynclab.expect.same_facts import never_called
from asynclab.observe.run import SPAN_KINDS, Ending, Mark, MarkKind, Place, Run, Span, SpanKind
from asynclab.observe.seconds import exact
from asynclab.observe.spans import WORK, each_once, without_renamed, work
from asynclab.scenario.drive import PATIENCE

_TRACED = "was traced"
_NOTHING_ELSE = " Nor was anything else that this check hands over."
_CALL_IT = (
    "Call what the task hands you. A tool, a model or an `async def` wants an `await` before the call, without "
    "which nothing of it runs; a plain function that blocks, a thread: `await asyncio.to_thread(...)`."
)
_FROM_ELSEWHERE = (
    "What came back is of no call in this run: it was worked out without one, or kept from a run before, as in a name "
    f"outside of the function or in a default. {_CALL_IT}"
)
_ALIKE = 0.85  # how much of a name two have in common, of which one may be meant for the other
EVIDENCE: tuple[SpanKind, ...] = ("tool", "model", "retriever", "chain")


def matches(span: Span, pattern: str) -> bool:
    """Return whether a span is meant by a pattern."""
    kind, colon, name = pattern.partition(":")
    if colon and kind in SPAN_KINDS:
        return span.kind == kind and fnmatchcase(span.name, name)
    return fnmatchcase(span.name, pattern)


def calls(run: Run, pattern: str) -> tuple[Span, ...]:
    """Return the spans meant by a pattern, each piece of work once, in the order they began.

    Calls of tools, models, sources and sinks come first: only a pattern that matches none of them means graph nodes,
    tasks and spans opened by hand. So `*` counts calls, and not the tasks and chains around them.
    """
    found = [span for span in run.spans if matches(span, pattern)]
    return each_once(without_renamed(span for span in found if span.kind in WORK) or found)


def evidence(run: Run, pattern: str) -> tuple[Span, ...]:
    """Return the spans meant by a pattern that LangChain's callbacks reported: those with tags and metadata."""
    return tuple(span for span in run.spans if span.kind in EVIDENCE and matches(span, pattern))


def marks(run: Run, pattern: str, *kinds: MarkKind) -> tuple[Mark, ...]:
    """Return the marks of some kinds whose name matches, in order; of any kind, if no kind is named."""
    found = (mark for mark in run.marks if fnmatchcase(mark.name, pattern) and (not kinds or mark.kind in kinds))
    return tuple(sorted(found, key=lambda mark: mark.seq))


def ancestry(run: Run) -> Callable[[Span], list[Span]]:
    """Return a function that returns the spans around a span, innermost first."""
    by_id = {span.id: span for span in run.spans}

    def around(span: Span) -> list[Span]:
        found = []
        while span.parent is not None and span.parent in by_id:
            span = by_id[span.parent]
            found.append(span)
        return found

    return around


def outstayed(run: Run) -> bool:
    """Return whether an answer was still at work when its reader had left and had waited for as long as a run waits."""
    return run.left_early is not None and exact(run.elapsed - run.left_early) >= PATIENCE


def maker_of_left(run: Run, task: str = "") -> Place | None:
    """Return the student's line that made the tasks which were left, where it is one line that did; of those of a name
    alone, if there are such."""
    left = [each for each in run.left if each.kind == "task"]
    made = {each.made for each in [each for each in left if each.name == task] or left}
    return made.pop() if len(made) == 1 else None


def called(pattern: str) -> str:
    """Return a pattern as a student knows it, as code: without the kind of span it may be narrowed to."""
    kind, colon, name = pattern.rpartition(":")
    return code(name if colon and kind in SPAN_KINDS else pattern)


def nothing_named(run: Run, pattern: str, what: str = "was called") -> Failure:
    """Return the failure for a pattern that matches nothing: an expectation about nothing is never met."""
    told = _nothing_named(run, pattern, what)
    return replace(told, fact=never_called(pattern)) if what == "was called" else told


def _nothing_named(run: Run, pattern: str, what: str) -> Failure:
    kind, _, name = pattern.rpartition(":")
    told = [span for span in run.spans if span.kind in EVIDENCE] if kind in EVIDENCE or what == _TRACED else []
    ran = names(span.name for span in told or work(run) or run.spans)
    if kind in EVIDENCE and "*" not in name and calls(run, name):
        return _of_another_kind(run, kind, name) or _untraced(calls(run, name), run)
    subject = f"Nothing named {code(name)}" if name != "*" else "Nothing" if kind in ("", "call") else f"No {kind}"
    if not ran and run.ending is Ending.RAISED and run.problem is not None:
        return Failure(
            f"{subject} {what}: nothing ran before the answer ended with {code(run.problem.type)}.", absent=True
        )
    if not ran and (held := blocked(run)):
        place = next((each.place for each in run.blocking if each.mine and each.place is not None), None)
        return Failure(f"{subject} {what}.", held.cause, held.remedy, absent=True, place=place)
    if not ran:
        remedy = _FROM_ELSEWHERE if _gave_a_value(run) else _CALL_IT
        return Failure(f"{subject} {what}.{'' if subject == 'Nothing' else _NOTHING_ELSE}", remedy=remedy, absent=True)
    if kind in ("", "call") and evidence(run, name):
        run_of = "A run" if name == "*" else f"A run named {code(name)}"
        return Failure(f"{run_of} began, and the function behind it was never called.", absent=True)
    ended = f" The answer ended with {code(run.problem.type)}." if run.problem is not None else ""
    alike = next(iter(resembling(run, name)), "")
    if alike:
        seen = f"{subject} {what}, and {code(alike)} was: is that the one?{ended}"
        return Failure(seen, remedy=f"Give it the name {code(name)}, letter by letter.", absent=True)
    return Failure(f"{subject} {what}. What ran: {ran}.{ended}", absent=True)


def _gave_a_value(run: Run) -> bool:
    """Whether an answer gave something back, and that is not what it forgot to await."""
    given = [run.value, *(item.value for item in run.items[:1])]
    ended = run.ending is Ending.RETURNED and not run.never_awaited
    return ended and any(given) and not unawaited(given)


def resembling(run: Run, name: str) -> tuple[str, ...]:
    """Return the names of what ran that differ from this name in capitals alone, or by a letter."""
    if "*" in name:
        return ()
    others = list(dict.fromkeys(span.name for span in run.spans if span.kind != "task" and span.name != name))
    capitals = [other for other in others if other.casefold() == name.casefold()]
    numbered = any(letter.isdigit() for letter in name)  # then another number is another one
    return tuple(capitals or ([] if numbered else get_close_matches(name, others, n=1, cutoff=_ALIKE)))


def not_traced(run: Run, pattern: str) -> Failure:
    """Return the failure for a pattern of which LangChain's callbacks told nothing. What was called all the same was
    called past them.
    """
    past = calls(run, pattern)
    kind, _, name = pattern.rpartition(":")
    alone = [each.name for each in run.traced if kind in ("", each.run_type) and fnmatchcase(each.name, name)]
    if alone and not past:
        return Failure(
            f"LangSmith was told of {names(alone)}, and the callbacks in the `config` were not.",
            "LangSmith's own `traceable` tells LangSmith, and nobody else.",
            "Make it a run of LangChain's, which tells both: a `RunnableLambda`, with a `run_name` in its config.",
            absent=True,
        )
    return _untraced(past, run) if past else nothing_named(run, pattern, _TRACED)


def _of_another_kind(run: Run, kind: str, name: str) -> Failure | None:
    """That what is traced under a name is not of this kind, with what of the kind runs inside of it; None if nothing of
    the name is traced."""
    others = evidence(run, name)
    if not others:
        return None
    seen = f"The run named {code(name)} is a {others[0].kind}'s, and not a {kind}'s."
    inside = names(span.name for span in run.spans if span.kind == kind and any(_encloses(o, span) for o in others))
    if not inside:
        return Failure(seen, absent=True)
    return Failure(
        f"{seen} The {kind}'s own is {inside}, inside of it.",
        remedy=f"Give the name, the tags and the metadata to the call of the {kind} itself, in the `config` of its "
        "`ainvoke` or `astream`, and not to what is around it.",
        absent=True,
    )


def _untraced(past: tuple[Span, ...], run: Run) -> Failure:
    ran = names(span.name for span in past)
    kinds = ("tool", "model")
    around = [span.name for span in run.spans if span.kind in kinds and any(_encloses(span, each) for each in past)]
    if around:
        return Failure(
            f"{ran} ran inside {names(around)}, and no run in the trace bears its name.",
            remedy="Ask the tool or the model itself, and not the function under it; leave `run_name` out of what you "
            f"pass; or, if {names(around)} should bear that name, give it that name.",
        )
    return Failure(
        f"{ran} ran, and left no trace: no callback was told of it.",
        remedy="Ask the tool or the model itself, with `ainvoke` or `astream`, and hand on the `config`: a function "
        'under it is not traced, and neither is what is called with `"callbacks": []`.',
    )


def _encloses(outer: Span, inner: Span) -> bool:
    """Whether a span began before another one and ended after it, as the run wrote them down."""
    return outer.first < inner.first and (outer.last is None or (inner.last is not None and inner.last < outer.last))
