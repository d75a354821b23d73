"""What the cells that were handed out have defined, and whether it still is that: a check that fails on something else
has nothing to say of the answer."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from asynclab.course.cell.bindings import bound_names, parsed, used_names
from asynclab.course.cell.session.history.cell_history import CellHistory
from asynclab.expect import Failure
from asynclab.expect.messages.wording import code
from asynclab.observe.plain import plain
from asynclab.observe.run import Plain

_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_KEPT = (dict, list, set)  # whose contents a line may change, and the name stays


@dataclass(frozen=True)
class _GivenName:
    """What such a cell gave a name. label: of its run; contents: of a dict, a list or a set that was not empty (that
    is for others to fill), None of anything else."""

    label: str
    value: object
    contents: Plain


class GivenNames:
    """The names that cells define which were handed out, and are nobody's answer."""

    def __init__(self) -> None:
        self._given: dict[str, _GivenName] = {}

    def learn(self, label: str, bound: Mapping[str, object]) -> None:
        """Take in what a run of such a cell has bound."""
        for name, value in bound.items():
            kept = isinstance(value, _KEPT) and bool(value)
            self._given[name] = _GivenName(label, value, plain(value) if kept else None)

    def changed(
        self, used: Iterable[str], namespace: Mapping[str, object], history: CellHistory
    ) -> Iterator[tuple[str, Failure]]:
        """Yield the names of these that are something else by now, each with what to do about it."""
        for name in dict.fromkeys(used):
            given = self._given.get(name)
            if given is None or name not in namespace:
                continue
            if namespace[name] is not given.value:
                yield name, _taken(name, given, history)
            elif given.contents is not None and plain(given.value) != given.contents:
                yield name, _changed(name, given)


def names_from_outside(source: str) -> frozenset[str]:
    """Return the names whose value a cell takes from the notebook: those that it reads, without those that it has given
    a value of its own before it reads them."""
    tree = parsed(source)
    return used_names(source).difference(_made_first(tree.body) if tree is not None else ())


def _made_first(statements: Iterable[ast.stmt]) -> Iterator[str]:
    """The names that are given a value, in whatever happens, before any of these statements reads them."""
    read: set[str] = set()
    for part in _in_order(statements):
        names = [each for each in ast.walk(part) if isinstance(each, ast.Name)]
        read |= {each.id for each in names if isinstance(each.ctx, ast.Load)}
        yield from _gives(part) - read


def _gives(part: ast.stmt | ast.withitem) -> frozenset[str]:
    """The names that a statement, or an item of a `with`, gives a value whenever it is come to."""
    if isinstance(part, ast.withitem):
        targets = ast.walk(part.optional_vars) if part.optional_vars is not None else ()
        return frozenset(each.id for each in targets if isinstance(each, ast.Name))
    return bound_names(ast.unparse(part)) if isinstance(part, (ast.Assign, *_DEFINITIONS)) else frozenset()


def _in_order(statements: Iterable[ast.stmt]) -> Iterator[ast.stmt | ast.withitem]:
    """Statements in the order in which they are come to, with those in the blocks of `with`, which always are."""
    for statement in statements:
        if isinstance(statement, (ast.With, ast.AsyncWith)):
            yield from statement.items
            yield from _in_order(statement.body)
        else:
            yield statement


def _changed(name: str, given: _GivenName) -> Failure:
    return Failure(
        f"{code(name)} has other contents than {given.label}, a cell of the chapter's, has put into it: a line that "
        "was run since has changed them.",
        remedy=f"Run {given.label} again, and then this check. To try something out, change a copy.",
    )


def _taken(name: str, given: _GivenName, history: CellHistory) -> Failure:
    owner = None if name in history.lost else history.owner(name)  # a run whose text is gone is nowhere to be seen
    other = owner is not None and owner.label != given.label
    by = f": {owner.label} has given the name to something else" if owner is not None and other else ""
    free = f"Take another name in {owner.label}, and run" if owner is not None and other else "Run"
    return Failure(
        f"{code(name)} is not what {given.label}, a cell of the chapter's, has made of it{by}.",
        remedy=f"{free} {given.label} again.",
        place=history.last_binding(name) if other else None,
    )
