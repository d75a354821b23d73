"""A graph that goes in a circle: which of its nodes go round."""

from __future__ import annotations

from collections.abc import Iterable

from asynclab.expect.messages.diagnosis import Guess
from asynclab.expect.messages.wording import code, listed
from asynclab.observe.run import Run, Span

_ROUNDS = 5  # so often the same nodes, in the same order, to the last: that is a circle, and no second attempt
_STEPS = 12  # in one circle

_Step = tuple[str, ...]  # the nodes that a graph runs at the same time, by name


def goes_round(run: Run) -> Guess:
    """Return which nodes of one graph came after each other again and again, to the run's end; empty if none did. It is
    for a run that did not end by itself."""
    by_graph: dict[int | None, list[Span]] = {}
    for span in run.spans:
        if span.kind == "chain" and span.metadata.get("langgraph_node") == span.name:
            by_graph.setdefault(span.parent, []).append(span)
    return next((_told(circle) for nodes in by_graph.values() if (circle := _circle(_steps(nodes)))), Guess())


def _steps(nodes: Iterable[Span]) -> list[_Step]:
    """The steps of a graph: a node that begins before those around it have ended runs beside them."""
    steps: list[list[Span]] = []
    for node in sorted(nodes, key=lambda node: node.first):
        if not steps or all(each.last is not None and each.last < node.first for each in steps[-1]):
            steps.append([])
        steps[-1].append(node)
    return [tuple(sorted(node.name for node in step)) for step in steps]


def _circle(steps: list[_Step]) -> list[_Step]:
    """The shortest circle that the last steps make, as it begins: with the one that came first of all. The very last
    step may have been cut short."""
    for length in range(1, _STEPS + 1):
        for end in (len(steps), len(steps) - 1):
            last = steps[max(end - length * _ROUNDS, 0) : end]
            if len(last) == length * _ROUNDS and last == last[:length] * _ROUNDS:
                first = min(range(length), key=lambda at: steps.index(last[at]))
                return last[first:length] + last[:first]
    return []


def _told(circle: list[_Step]) -> Guess:
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


def _named(step: _Step) -> str:
    return f"{listed([code(name) for name in step])}{' side by side' if len(step) > 1 else ''}"
