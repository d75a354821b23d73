"""Mutants of an answer: each is the answer with one change, made by one operator in one place."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass

from . import bounds, catching, closing, doing, remembering, telling, waiting
from .syntax_pieces import HELPERS, Operator, Replacement

OPERATORS: tuple[Operator, ...] = (
    *waiting.OPERATORS,
    *bounds.OPERATORS,
    *closing.OPERATORS,
    *catching.OPERATORS,
    *telling.OPERATORS,
    *doing.OPERATORS,
    *remembering.OPERATORS,
)
_WIDTH = 160  # characters of a piece of code that is told

WayToNode = tuple[tuple[str, int | None], ...]  # the way from the tree to a node: a field, and a position in its list


@dataclass(frozen=True)
class Mutant:
    """An answer with one slip. line: of the answer's file; was, now: the statement that was changed, in one line each;
    of one that holds others, what stands before its colon."""

    operator: str
    line: int
    was: str
    now: str
    source: str

    def __str__(self) -> str:
        return f"line {self.line}, {self.operator}: {self.was!r} became {self.now!r}"


def mutants_of(source: str, operators: tuple[Operator, ...] = OPERATORS) -> tuple[Mutant, ...]:
    """Return every mutant of an answer that is another program and can be compiled, each program once."""
    tree = ast.parse(source)
    found: dict[str, Mutant] = {ast.unparse(tree): Mutant("", 0, "", "", source)}
    for place, node in _places(tree):
        for operator in operators:
            for replacement in operator(copy.deepcopy(node)):
                changed = _replaced(tree, place, replacement)
                text = ast.unparse(changed)
                if text not in found and _compiles(text):
                    around = _around(tree, place)
                    now = replacement if around == place else _at(changed, around)
                    about = (operator.__name__, getattr(node, "lineno", 1), _told(_at(tree, around)), _told(now))
                    found[text] = Mutant(*about, _helped(text))
    return tuple(found.values())[1:]


def _places(node: ast.AST, way: WayToNode = ()) -> Iterator[tuple[WayToNode, ast.AST]]:
    """Yield each node that may be changed: no docstring, no parameter's annotation, no decorator."""
    for field, value in ast.iter_fields(node):
        if field in ("returns", "decorator_list") or (field == "annotation" and isinstance(node, ast.arg)):
            continue
        several = enumerate(value) if isinstance(value, list) else ((None, value),)
        for at, child in several:
            if isinstance(child, ast.AST) and not _is_text(child):
                here = (*way, (field, at))
                yield here, child
                yield from _places(child, here)


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _replaced(tree: ast.Module, place: WayToNode, replacement: Replacement) -> ast.Module:
    changed = copy.deepcopy(tree)
    *way, (field, at) = place
    parent = _at(changed, tuple(way))
    if at is None:
        setattr(parent, field, replacement)
        return changed
    siblings = getattr(parent, field)
    siblings[at : at + 1] = replacement if isinstance(replacement, list) else [replacement]
    if not siblings and field == "body":
        siblings.append(ast.Pass())
    return changed


def _compiles(text: str) -> bool:
    try:
        compile(text, "<mutant>", "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)
    except (SyntaxError, ValueError):
        return False
    return True


def _helped(text: str) -> str:
    """Put the helpers before a text that names them."""
    return "".join(helper.lstrip() + "\n\n" for name, helper in HELPERS.items() if name in text) + text + "\n"


def _at(tree: ast.AST, place: WayToNode) -> ast.AST:
    for field, position in place:
        value = getattr(tree, field)
        tree = value if position is None else value[position]
    return tree


def _around(tree: ast.Module, place: WayToNode) -> WayToNode:
    """Return the place of the statement, or the `except`, that a place is in."""
    ways = (place[:end] for end in range(len(place), 0, -1))
    return next(way for way in ways if isinstance(_at(tree, way), (ast.stmt, ast.ExceptHandler)))


def _told(code: Replacement) -> str:
    """Return code in one line, cut where it is long."""
    nodes = code if isinstance(code, list) else [code]
    text = "; ".join(map(_head, nodes)) or "pass"
    return text if len(text) <= _WIDTH else f"{text[: _WIDTH - 3]}..."


def _head(node: ast.AST) -> str:
    """Return a simple statement, or what stands before the colon of one that holds others."""
    if isinstance(node, ast.Try):
        clauses = [*map(_head, node.handlers), *["finally"] * bool(node.finalbody)]
        return f"try ... {' ... '.join(clauses)}"
    text = ast.unparse(node).strip()
    return text.split("\n", 1)[0] if hasattr(node, "body") else " ".join(text.split())
