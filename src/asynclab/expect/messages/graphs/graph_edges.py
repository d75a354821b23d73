"""Where a graph's edges lead: to a node that it does not have, of which LangGraph says nothing, or in a circle."""

from __future__ import annotations

import re
from collections.abc import Iterable

from asynclab.expect.messages.crashes import says, tells
from asynclab.expect.messages.diagnosis import Guess
from asynclab.expect.messages.graphs.state_keys import lost_in_the_state, missed_in_the_state
from asynclab.expect.messages.hidden_texts import MASK, may_be_read
from asynclab.expect.messages.same_slips import was_scripted
from asynclab.expect.messages.wording import code, listed
from asynclab.expect.outcome import Failure
from asynclab.observe.run import Ending, Problem, Run, Span, SpanEnd

_NAMED = (
    'Let it give a name, as in `"fly" if ready else "stay"`; or say which node each stands for, in the third argument '
    'of `add_conditional_edges`: `{True: "fly", False: "stay"}`.'
)
_FUNCTION = re.compile(r"<(?:bound )?(?:function|method) (?:\w+\.<locals>\.)*([\w.]+)")
_ROUNDS = 5  # so often the same nodes, in the same order, to the last: that is a circle, and no second attempt
_STEPS = 12  # in one circle
_OF_A_NODE = {
    "Expected dict, got ": "the node",
    "Branch did not return a valid destination": "the edge behind",
}  # by what LangGraph says
_StepNodes = tuple[str, ...]  # the nodes that a graph runs at the same time, by name
_BY_NAME = 'A node is named by a text: write the name that `add_node` has, as in "{}".'
_NO_ERROR = "LangGraph goes on without it, and raises no error."
_AS_ADDED = "Give a node's name, as `add_node` has it, or `END`, which is no text."


def graph_slip(run: Run) -> Failure | None:
    """Return the failure for a slip of a graph's own of which LangGraph says nothing, so that the run shows only what
    became of it; None where there is none."""
    if found := led_nowhere(run) or missed_in_the_state(run):
        return found
    missed = run.problem is not None and run.problem.type == "KeyError" and not was_scripted(run, run.problem)
    return lost_in_the_state(run) if missed or run.ending is not Ending.RAISED else None


def led_nowhere(run: Run) -> Failure | None:
    """Return the failure for what came out of a conditional edge, or of a `Command` or a `Send`, and is no node of the
    graph; None where all that came out is one."""
    for span in run.spans:
        if "nowhere" in span.data:
            return _nowhere(span, str(span.data["nowhere"]))
        if "sent_nowhere" in span.data:
            return _sent_nowhere(str(span.data["sent_nowhere"]))
    return None


def _sent_nowhere(target: str) -> Failure:
    if function := _FUNCTION.match(target):
        name = may_be_read(function[1])
        seen = f"A `Send` went to the function {code(name)}, and to no name: LangGraph ran nothing for it."
        return Failure(seen, _NO_ERROR, _BY_NAME.format(name))
    seen = f"A `Send` went to {code(may_be_read(target))}, and no node of the graph is called so: LangGraph ran nothing"
    return Failure(f"{seen} for it.", _NO_ERROR, _AS_ADDED)


def _nowhere(node: Span, target: str) -> Failure:
    gave = f"What the edge behind {code(may_be_read(node.name))} gave, or a `Command` of that node, was"
    if function := _FUNCTION.match(target):
        name = may_be_read(function[1]) if may_be_read(target) == target else MASK
        seen = f"{gave} the function {code(name)}, and no name: LangGraph ran nothing for it."
        return Failure(seen, _NO_ERROR, _BY_NAME.format(name))
    seen = f"{gave} {code(may_be_read(target))}, and no node of the graph is called so: LangGraph ran nothing for it."
    if target in ("True", "False"):
        return Failure(seen, f"That is what a comparison gives. {_NO_ERROR}", _NAMED)
    return Failure(seen, _NO_ERROR, _AS_ADDED)


def of_which_node(run: Run) -> str:
    """Return which node of a graph gave what LangGraph takes none of, or behind which one an edge did, as a sentence to
    add, as far as the record tells: the error names none. "" for an error of another kind."""
    error = run.problem
    kind = next((said for said in _OF_A_NODE if error is not None and says(error, said)), "")
    if error is None or not kind:
        return ""
    alike = [span.name for span in run.spans if span.kind == "chain" and span.error and _same(span.error, error)]
    return f" That was of {_OF_A_NODE[kind]} {code(may_be_read(alike[-1]))}." if len(alike) > 1 else ""


def _same(one: Problem, other: Problem) -> bool:
    return (one.type, one.message) == (other.type, other.message)


def beside_the_targets(run: Run) -> Failure | None:
    """Return the failure for a conditional edge that gave what is none of its targets, where they are listed; None for
    a run that ended otherwise."""
    error = run.problem
    if run.ending is not Ending.RAISED or error is None or was_scripted(run, error):
        return None
    if error.type != "KeyError" and not says(error, "unhashable type: '"):
        return None
    for node in run.spans:
        own = node.error
        if own is None or own.place is not None or (own.type, own.message) != (error.type, error.message):
            continue  # no line of a student's inside of it: LangGraph itself looked for that key
        behind = [span for span in run.spans if span.parent == node.id and span.kind == "chain"]
        if "read" in node.data and behind and all(span.how is SpanEnd.DONE for span in behind):
            return _beside(error, f"the conditional edge behind {code(may_be_read(node.name))}")
    return None


def _beside(error: Problem, edge: str) -> Failure:
    if error.type != "KeyError":
        return Failure(
            f"It raised {tells(error)} {edge[:1].upper()}{edge[1:]} gave that, and it names no node.",
            remedy="Let its function give a node's name, `END`, or a list of these and of `Send`: what a node is to be "
            'given stands in the `Send` that starts it, `Send("visit", {...})`.',
        )
    none = "it is none of the targets that are listed for that edge."
    seen = f"It raised {tells(error)} That is what {edge} gave, and {none}"
    if error.message == "None":
        return Failure(
            seen,
            "So does a function without `return`.",
            "Let it return a node's name, `END`, or a list of `Send`, on every way through it.",
        )
    return Failure(
        seen,
        remedy="List all that it may give in the third argument of `add_conditional_edges` (or in the `Literal` that "
        "its function is said to return), or let it give what stands there.",
    )


def goes_round(run: Run) -> Guess:
    """Return which nodes of one graph came after each other again and again, to the run's end; empty if none did. It is
    for a run that did not end by itself."""
    by_graph: dict[int | None, list[Span]] = {}
    for span in run.spans:
        if span.kind == "chain" and span.metadata.get("langgraph_node") == span.name:
            by_graph.setdefault(span.parent, []).append(span)
    return next((_told(circle) for nodes in by_graph.values() if (circle := _circle(_steps(nodes)))), Guess())


def _steps(nodes: Iterable[Span]) -> list[_StepNodes]:
    """The steps of a graph: a node that begins before those around it have ended runs beside them."""
    steps: list[list[Span]] = []
    for node in sorted(nodes, key=lambda node: node.first):
        if not steps or all(each.last is not None and each.last < node.first for each in steps[-1]):
            steps.append([])
        steps[-1].append(node)
    return [tuple(sorted(node.name for node in step)) for step in steps]


def _circle(steps: list[_StepNodes]) -> list[_StepNodes]:
    """The shortest circle that the last steps make, as it begins: with the one that came first of all. The very last
    step may have been cut short."""
    for length in range(1, _STEPS + 1):
        for end in (len(steps), len(steps) - 1):
            last = steps[max(end - length * _ROUNDS, 0) : end]
            if len(last) == length * _ROUNDS and last == last[:length] * _ROUNDS:
                first = min(range(length), key=lambda at: steps.index(last[at]))
                return last[first:length] + last[:first]
    return []


def _told(circle: list[_StepNodes]) -> Guess:
    first, last = _named(circle[0]), _named(circle[-1])
    if len(circle) == 1:
        alone = len(circle[0]) == 1
        back = f"Every way out of {first} that was taken leads back to {first}."
        out = f"Lead one from {first if alone else 'each of them'} to `END`"
        return Guess(
            back if alone else "Each of them leads back to itself, or to another of them.",
            f"{out}: an edge, or what a conditional edge gives in the end.",
            f"The graph runs {first} again and again, and never comes to `END`.",
        )
    return Guess(
        f"Every way out of {last} that was taken leads back to {first}.",
        f"Look at the {'edges' if len(circle[-1]) > 1 else 'edge'} from {last}: lead it to `END`; or let a conditional "
        "edge give `END` in the end.",
        f"The graph goes in a circle, {', '.join(map(_named, circle))} and {first} again, and never comes to `END`.",
    )


def _named(step: _StepNodes) -> str:
    return f"{listed([code(name) for name in step])}{' side by side' if len(step) > 1 else ''}"
