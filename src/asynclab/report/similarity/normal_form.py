"""An answer's text in a form in which layout, comments, docstrings, annotations and the choice of names do not show.
Pure.

Every name that the answer itself binds (functions, classes, arguments, variables) is the same one name; what it takes
from elsewhere, attributes, keywords of calls and constants stay. So a text that is another one, renamed and laid out
anew, has its form. Another order of statements, another alias of an import and another attribute's name are another
form.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import sha256
from typing import Any

_BINDS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_NAMES = ("id", "arg", "name")  # the fields of nodes that hold one
_UNTOLD = frozenset(("annotation", "returns", "ctx", "kind", "type_comment"))
_DESCRIBED = (*_BINDS, ast.Module)
_SHARING = (ast.Nonlocal, ast.Global)
_FOREIGN = (ast.alias, ast.keyword)  # a name in one of these is somebody else's
_ANY = "_"


@dataclass(frozen=True)
class NormalForm:
    """A text's form. digest: the same for texts of one form. size: how much there is in it, in nodes of its syntax
    tree; 0 for what is not Python, of which only white space is left out."""

    digest: str
    size: int


@lru_cache(maxsize=8192)  # in a class many answers are the same text, and each is asked for more than once
def normal_form(text: str) -> NormalForm:
    """Return the form of an answer's text."""
    try:
        tree = ast.parse(text)
        writer = _FormWriter(frozenset(_bound(tree)))
        writer.write(tree)
        return NormalForm(_digest(" ".join(writer.told)), writer.nodes)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return NormalForm(_digest(" ".join(text.split())), 0)


def _digest(form: str) -> str:
    return sha256(form.encode("utf-8", "surrogatepass")).hexdigest()


def _bound(tree: ast.AST) -> Iterator[str]:
    """The names that a text binds; those that it imports are somebody else's."""
    for node in ast.walk(tree):
        if isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, (*_BINDS, ast.ExceptHandler, ast.MatchAs, ast.MatchStar)) and node.name:
            yield node.name


class _FormWriter:
    """Writes a tree down without what does not count. bound: the names that its text binds."""

    def __init__(self, bound: frozenset[str]) -> None:
        self._bound = bound
        self.nodes = 0
        self.told: list[str] = []

    def write(self, node: ast.AST) -> None:
        """Write a node and what is below it."""
        self.nodes += 1
        kind = type(node)
        if isinstance(node, ast.AnnAssign):  # a plain assignment; without a value it does nothing
            node = ast.Assign([node.target], node.value) if node.value else ast.Pass()
            kind = type(node)
        self.told.append(kind.__name__)
        for field in _told_fields(kind._fields):
            value = getattr(node, field, None)
            if isinstance(value, ast.AST):
                self.write(value)
            elif isinstance(value, list):
                self._write_list(kind, field, value)
            elif field in _NAMES and value in self._bound and kind not in _FOREIGN:
                self.told.append(_ANY)
            else:
                self.told.append(repr(value))
        self.told.append(")")

    def _write_list(self, kind: type[ast.AST], field: str, value: list[Any]) -> None:
        if field == "body" and kind in _DESCRIBED:
            value = _without_docstring(value)
        elif kind in _SHARING:
            value = sorted({_ANY if name in self._bound else name for name in value})
        for each in value:
            if isinstance(each, ast.AST):
                self.write(each)
            else:
                self.told.append(repr(each))
        self.told.append("]")


@cache
def _told_fields(fields: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(field for field in fields if field not in _UNTOLD)


def _without_docstring(body: list[ast.stmt]) -> list[ast.stmt]:
    first = body[0] if body else None
    said = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str)
    return (body[1:] or [ast.Pass()]) if said else body
