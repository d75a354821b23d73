"""Where an error comes to its end in an answer's text, so that it does not come out: an `except` that raises nothing
again, or a `return` in a `finally`, which throws away whatever error is on its way. Pure."""

from __future__ import annotations

import ast
import builtins
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from asynclab.expect.outcome import Failure
from asynclab.observe.run import Place

_CAUGHT = re.compile(
    r"the `(?P<left>CancelledError)` of that was caught, and not raised again"
    r"|the (?P<told>cancellation) was caught, and not raised again"
    r"|failed with `(?P<error>\w+)` at [^,]*, and something caught that and went on"
)
_ELSEWHERE = re.compile(r"or it ended the task|unless a thread")
_NOBODY_AWAITED = re.compile(r", or it ended the task `[^`]*`, and nobody awaited that")
_GIVEN_BACK = "`return_exceptions=True` gives an error back among the results, in place of raising it."
_RAISE = "Leave it out. What is to come back for one error, catch in the function that asks."
_DID_NOT = "did not come out"
_THROWS_AWAY = "A {} in a `finally` throws away whatever error is on its way there."
_PUT_BEHIND = "Take it out of the `finally`: what is to be returned where there was no error, is returned behind it."
_LEAVES = ("return", "break", "continue")
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
_LOOPS = (ast.For, ast.AsyncFor, ast.While)


@dataclass(frozen=True)
class Stop:
    """A line at which an error ends. word: "return", "break" or "continue" in a `finally`; "except", "suppress" or
    "return_exceptions" of what takes the classes of these names, "" for all. silent: whether nothing is done with the
    error."""

    line: int
    word: str
    takes: tuple[str, ...] = ()
    silent: bool = False

    @property
    def throws_away(self) -> bool:
        """Whether it is no catching, and ends whatever is on its way."""
        return self.word in _LEAVES

    @property
    def takes_all(self) -> bool:
        """Whether it ends every error, and is meant for no particular one."""
        return self.throws_away or (self.word == "except" and not {"", "BaseException"}.isdisjoint(self.takes))

    @property
    def hides_slips(self) -> bool:
        """Whether the error of a slip of the pen would end here as well, and nobody would hear of it."""
        return self.silent and not {"", "BaseException", "Exception"}.isdisjoint(self.takes)

    def ends(self, error: str) -> bool:
        """Return whether an error of the class of this name may end here."""
        return self.throws_away or any(_is_of(error, name) for name in self.takes)


def stops(tree: ast.AST | None) -> Iterator[Stop]:
    """Yield each line of a text at which an error ends; of an `except` that raises one, none."""
    for node in () if tree is None else ast.walk(tree):
        if isinstance(node, ast.ExceptHandler) and not any(isinstance(each, ast.Raise) for each in ast.walk(node)):
            yield Stop(node.lineno, "except", tuple(_names(node.type)), all(map(_does_nothing, node.body)))
        elif isinstance(node, (ast.Try, ast.TryStar)):
            yield from (found for each in node.finalbody for found in _leaving(each, loops=0))
        elif isinstance(node, ast.Call) and next(_names(node.func), "") == "suppress":
            yield Stop(node.lineno, "suppress", tuple(name for each in node.args for name in _names(each)), True)
        elif isinstance(node, ast.keyword) and node.arg == "return_exceptions":
            yield Stop(node.lineno, "return_exceptions", ("",))


def _leaving(node: ast.AST, loops: int) -> Iterator[Stop]:
    """The statements that leave a `finally`: of a loop inside of it, only a `return`."""
    if isinstance(node, _FUNCTIONS):
        return
    if isinstance(node, ast.Return) or (isinstance(node, (ast.Break, ast.Continue)) and not loops):
        yield Stop(node.lineno, type(node).__name__.lower())
    for child in ast.iter_child_nodes(node):
        yield from _leaving(child, loops + isinstance(node, _LOOPS))


def _does_nothing(node: ast.stmt) -> bool:
    constant = isinstance(node, (ast.Expr, ast.Return)) and isinstance(node.value, (ast.Constant, type(None)))
    return constant or isinstance(node, (ast.Pass, ast.Continue, ast.Break))


def _names(caught: ast.expr | None) -> Iterator[str]:
    if caught is None:
        yield ""
    for each in caught.elts if isinstance(caught, ast.Tuple) else filter(None, [caught]):
        yield each.attr if isinstance(each, ast.Attribute) else getattr(each, "id", "?")


def _is_of(error: str, caught: str) -> bool:
    """Whether an `except` of the one name takes an error of the other."""
    if caught in ("", "BaseException", error):
        return True
    if error == "CancelledError":
        return False
    one, other = getattr(builtins, error, Exception), getattr(builtins, caught, None)
    return isinstance(one, type) and isinstance(other, type) and issubclass(one, other)


def where_it_ended(failure: Failure, found: Sequence[tuple[Stop, Place]]) -> Failure:
    """Return the failure of an error that did not come out with the line at which it ended, where that is known: where
    there is but one. found: the lines of the student's own at which an error ends."""
    told = _CAUGHT.search(failure.seen) or _CAUGHT.search(failure.cause)
    if told is None or failure.place is not None:
        return failure
    error = told["error"] or "CancelledError"
    fitting = [(stop, place) for stop, place in found if stop.ends(error)]
    if len({place for _, place in fitting}) != 1:
        return failure
    stop, place = fitting[0]
    if stop.throws_away:
        seen = failure.seen.replace("was caught, and not raised again", _DID_NOT)
        seen = seen.replace("and something caught that and went on", f"and that {_DID_NOT}")
        return replace(failure, seen=seen, cause=_THROWS_AWAY.format(f"`{stop.word}`"), remedy=_PUT_BEHIND, place=place)
    if stop.word == "return_exceptions":
        seen = _NOBODY_AWAITED.sub("", failure.seen)
        return replace(failure, seen=seen, cause=_GIVEN_BACK, remedy=_RAISE, place=place)
    return failure if _ELSEWHERE.search(failure.seen) else replace(failure, place=place)
