"""A graph that goes in a circle: which of its nodes go round."""

from __future__ import annotations

from asynclab.expect.messages.diagnosis import Guess
from asynclab.expect.messages.wording import code
from asynclab.observe.run import Run

_ROUNDS = 5  # so often the same nodes, in the same order, to the last: that is a circle, and no second attempt
_NODES = 12  # in one circle


def goes_round(run: Run) -> Guess:
    """Return which nodes of one graph came after each other again and again, to the run's end; empty if none did. It is
    for a run that did not end by itself."""
    by_graph: dict[int | None, list[str]] = {}
    for span in run.spans:
        if span.kind == "chain" and span.metadata.get("langgraph_node") == span.name:
            by_graph.setdefault(span.parent, []).append(span.name)
    return next((_told(circle) for nodes in by_graph.values() if (circle := _circle(nodes))), Guess())


def _circle(nodes: list[str]) -> list[str]:
    """The shortest circle that the last nodes make, as it begins: with the node that came first of all."""
    for length in range(1, _NODES + 1):
        last = nodes[-length * _ROUNDS :]
        if len(last) == length * _ROUNDS and last == last[:length] * _ROUNDS:
            first = min(range(length), key=lambda at: nodes.index(last[at]))
            return last[first:length] + last[:first]
    return []


def _told(circle: list[str]) -> Guess:
    first, last = code(circle[0]), code(circle[-1])
    if len(circle) == 1:
        return Guess(
            f"Every way out of {first} that was taken leads back to {first}.",
            f"Lead one from {first} to `END`: an edge, or what a conditional edge gives in the end.",
            f"The graph runs {first} again and again, and never comes to `END`.",
        )
    return Guess(
        f"Every way out of {last} that was taken leads back to {first}.",
        f"Look at the edge from {last}: lead it to `END`; or let a conditional edge give `END` in the end.",
        f"The graph goes in a circle, {', '.join(map(code, circle))} and {first} again, and never comes to `END`.",
    )
