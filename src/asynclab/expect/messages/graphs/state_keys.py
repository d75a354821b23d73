"""What a graph's nodes returned and its state never took, of which LangGraph says nothing."""

from __future__ import annotations

import re
from ast import literal_eval
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import chain

from asynclab.expect.messages.crashes import leaves, says
from asynclab.expect.messages.diagnosis import Guess
from asynclab.expect.messages.hidden_texts import MASK, may_be_read
from asynclab.expect.messages.wording import code, names
from asynclab.expect.outcome import Failure
from asynclab.observe.run import Ending, Problem, Run, Span, SpanEnd

_READ, _WROTE = "read", "wrote"  # of a node; of whatever gave a dict, or None
_GIVEN = "given"  # of what a node, or an edge behind it, calls
_ALIKE = 0.7  # of two keys, of which one may be the other
_DROPS = "LangGraph drops a key that the class of the state does not name."
_ASKED_FOR = re.compile(r"(?:\.get\(|\[)\s*(['\"])(\w+)\1")  # in a line's text


def lost_in_the_state(run: Run) -> Failure | None:
    """Return the failure for a node that returned a key which its graph's state never had; or, where nothing came back
    at all, for one that returned None each time. None where there is no such node."""
    nodes = [span for span in _nodes(run) if span.how is SpanEnd.DONE]
    return next(chain(_unknown(run, nodes), _nothing(run, nodes)), None)


def missed_in_the_state(run: Run) -> Failure | None:
    """Return the failure for a node which returned a key that no node was given afterwards, where the run ended with
    the error of a node that misses one; or for one that returned None there. None where there is no such node."""
    missed = _missed(run)
    if missed is None or missed.key in missed.given:
        return None
    if _READ not in missed.span.data:
        return _of_an_edge(missed, run)
    if _nearest(missed.key, missed.given):
        return None
    before = [span for span in _nodes(run) if span.how is SpanEnd.DONE and missed.comes_after(span, run)]
    seen = {key for span in _nodes(run) for key in span.data[_READ]}
    lost = [(span, key) for span in before for key in span.data.get(_WROTE) or () if key not in seen]
    alike = _nearest(missed.key, [key for _, key in lost])
    whole = {key for span in before for key in span.data[_READ]} <= set(missed.given)  # and no part of the state
    if alike or (lost and whole and missed.is_key_error):
        node = next((span for span, key in lost if key == alike), lost[-1][0])
        return _of_lost(node, [alike] if alike else [key for span, key in lost if span is node], missed)
    silent = [span for span in before if _WROTE in span.data and span.data[_WROTE] is None]
    return _of_silent(silent[-1], missed) if len(silent) == 1 and len(before) == 1 and missed.is_key_error else None


def given_under_another_name(run: Run) -> Guess:
    """Guess of a key that a node, or an edge behind it, looks for, where it was given one that is much alike; empty
    where there is no such key."""
    missed = _missed(run)
    near = _nearest(missed.key, missed.given) if missed is not None and missed.key not in missed.given else ""
    if missed is None or not near:
        return Guess()
    return Guess(
        f"{missed.who} was given {names(map(may_be_read, missed.given))}, and no key {missed.shown}.",
        f"Perhaps {_key(near)} is meant: look how it is spelt in the class of the state, in what a node returns or a "
        "`Send` hands over, and in that line.",
    )


@dataclass(frozen=True)
class _MissedKey:
    """A key that a node of a graph, or an edge behind it, looked for. told_by: the text that names it, which is an
    error's message or a line. given: the keys that it was given. is_key_error: whether the error names the key."""

    key: str
    told_by: str
    span: Span
    given: tuple[str, ...]
    is_key_error: bool

    @property
    def shown(self) -> str:
        """The key, as it may be read: no more than the text that names it."""
        return code(self.key if may_be_read(self.told_by) == self.told_by else MASK)

    @property
    def who(self) -> str:
        """Who looked for it, as a sentence begins."""
        node = code(may_be_read(str(self.span.metadata.get("langgraph_node"))))
        return f"The node {node}" if _READ in self.span.data else f"The edge behind {node}"

    def comes_after(self, node: Span, run: Run) -> bool:
        """Return whether a node was done in an earlier step of the same graph, also of an earlier run of it."""
        if _READ not in self.span.data or node.last is None or node.last > self.span.first:
            return False
        if node.parent != self.span.parent:
            return _graph_of(node, run) == _graph_of(self.span, run)
        steps = node.data.get("step"), self.span.data.get("step")
        return steps[0] != steps[1] or None in steps


def _missed(run: Run) -> _MissedKey | None:
    """What a run missed that ended with the error of a node's own line."""
    if run.ending is not Ending.RAISED or run.problem is None:
        return None
    for error in leaves(run.problem):
        ended = [span for span in run.spans if span.kind == "chain" and _ended_with(span, error)]
        ended = [span for span in ended if _READ in span.data or _GIVEN in span.data]
        if not ended or error.place is None:
            continue
        given = tuple(map(str, ended[-1].data.get(_READ) or ended[-1].data.get(_GIVEN) or ()))
        asked = [key for _, key in _ASKED_FOR.findall(error.place.text) if key not in given]
        if error.type == "KeyError" and (key := _text(error.message)):
            return _MissedKey(key, error.message, ended[-1], given, is_key_error=True)
        if says(error, "indices must be integers"):  # a node that was given no dict at all
            continue
        if len(asked) == 1 and error.type in ("TypeError", "AttributeError"):  # of None, which `get` gives
            return _MissedKey(asked[0], error.place.text, ended[-1], given, is_key_error=False)
    return None


def _ended_with(span: Span, error: Problem) -> bool:
    """Whether a span ended with this error, raised at a line of the student's inside of it."""
    own = span.error
    return own is not None and (own.type, own.message, own.place) == (error.type, error.message, error.place)


def _text(message: str) -> str:
    """The key that a `KeyError` names, "" where that is no text."""
    try:
        key = literal_eval(message)
    except (ValueError, SyntaxError, RecursionError, MemoryError):
        return ""
    return key if isinstance(key, str) else ""


def _nearest(key: str, others: Collection[str]) -> str:
    """The one of some keys that is most like another, "" where none is much so."""
    rated = [(SequenceMatcher(None, key, other).ratio(), other) for other in others]
    best = max(rated, default=(0.0, ""))
    return best[1] if best[0] >= _ALIKE else ""


def _of_lost(node: Span, keys: list[str], missed: _MissedKey) -> Failure:
    seen = f"The node {_named(node)} returned {names(map(may_be_read, keys))}, and {_was_given(missed)}"
    if missed.key in keys:
        drops = f"{_DROPS[:-1]}, and gives a node none that the class beside its parameter does not name."
        return Failure(seen, drops, "Look how it is spelt in these classes.")
    meant = f"Perhaps {missed.shown} is meant: look" if _nearest(missed.key, keys) else "Look"
    return Failure(
        seen, _DROPS, f"{meant} how it is spelt in the class of the state, and how in what the node returns."
    )


def _of_an_edge(missed: _MissedKey, run: Run) -> Failure | None:
    """Of an edge, which is given what the node before it returned beside the state."""
    node = next((span for span in run.spans if span.id == missed.span.parent and _READ in span.data), None)
    seen = {key for span in _nodes(run) for key in span.data[_READ]}
    near = _nearest(missed.key, [key for key in missed.given if key not in seen])
    if node is None or not near:
        return None
    return Failure(
        f"The node {_named(node)} returned {_key(near)}, and the edge behind it looks for {missed.shown}.",
        _DROPS,
        f"Perhaps {missed.shown} is meant: look how it is spelt in the class of the state, in what the node "
        "returns, and at the edge.",
    )


def _of_silent(node: Span, missed: _MissedKey) -> Failure:
    return Failure(
        f"The node {_named(node)} returned None, which writes nothing into the state, and {_was_given(missed)}",
        remedy=f"If it should write {missed.shown}: let it `return` that, in a dict.",
    )


def _was_given(missed: _MissedKey) -> str:
    node = _named(missed.span)
    had = names(map(may_be_read, missed.given)) or "nothing"
    return f"the node {node}, which came later and looks for {missed.shown}, was given {had}."


def _nodes(run: Run) -> list[Span]:
    return [span for span in run.spans if span.kind == "chain" and _READ in span.data]


def _graph_of(node: Span, run: Run) -> str:
    return next((span.name for span in run.spans if span.id == node.parent), "")


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
                _DROPS,
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


def _key(key: str) -> str:
    return code(may_be_read(key))
