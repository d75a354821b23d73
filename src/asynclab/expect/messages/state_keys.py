"""What a graph's nodes returned and its state never took, of which LangGraph says nothing."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from asynclab.expect.messages.hidden_texts import may_be_read
from asynclab.expect.messages.wording import code, names
from asynclab.expect.outcome import Failure
from asynclab.observe.run import Ending, Run, Span, SpanEnd

_READ, _WROTE = "read", "wrote"  # of a node; of whatever gave a dict, or None


def lost_in_the_state(run: Run) -> Failure | None:
    """Return the failure for a node that returned a key which its graph's state never had; or, where nothing came back
    at all, for one that returned None each time. None where there is no such node."""
    nodes = [span for span in run.spans if span.kind == "chain" and _READ in span.data and span.how is SpanEnd.DONE]
    return next(chain(_unknown(run, nodes), _nothing(run, nodes)), None)


def _unknown(run: Run, nodes: list[Span]) -> Iterator[Failure]:
    graphs = {span.id: span for span in run.spans if span.how is SpanEnd.DONE and span.data.get(_WROTE)}
    for node in nodes:
        graph = graphs.get(node.parent or 0)
        if graph is None:
            continue
        beside = (key for other in nodes if other.parent == node.parent for key in other.data[_READ])
        known = {*graph.data[_WROTE], *beside}
        if unknown := [key for key in node.data.get(_WROTE) or () if key not in known]:
            has = names(may_be_read(key) for key in sorted(known))
            yield Failure(
                f"The node {_named(node)} returned {names(map(may_be_read, unknown))}, and nobody saw that in the "
                f"graph's state, which has {has}.",
                "LangGraph drops a key that the class of the state does not name.",
                "Look how it is spelt there, and how in what the node returns.",
            )


def _nothing(run: Run, nodes: list[Span]) -> Iterator[Failure]:
    if run.ending is not Ending.RETURNED or run.value or run.items:
        return
    for node in nodes:
        same = [other for other in nodes if other.name == node.name]
        if all(_WROTE in other.data and other.data[_WROTE] is None for other in same):
            yield Failure(
                f"The node {_named(node)} returned None, and has so written nothing into the state.",
                remedy="If it has something to write, let it `return` that, in a dict with a key of the state's.",
            )


def _named(node: Span) -> str:
    return code(may_be_read(node.name))
