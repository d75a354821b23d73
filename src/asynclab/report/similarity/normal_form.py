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
from functools import lru_cache
from hashlib import sha256
from typing import Any

_BINDS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_NAMES = ("id", "arg", "name")  # the fields of nodes that hold one
_UNTOLD = frozenset(("annotation", "returns", "ctx", "kind", "type_comment"))
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
        writer = _Writer(frozenset(_bound(tree)))
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


class _Writer:
    """Writes a tree down without what does not count. bound: the names that its text binds."""

    def __init__(self, bound: frozenset[str]) -> None:
        self._bound = bound
        self.nodes = 0
        self.told: list[str] = []

    def write(self, node: ast.AST) -> None:
        """Write a node and what is below it."""
        self.nodes += 1
        if isinstance(node, ast.AnnAssign):  # a plain assignment; without a value it does nothing
            self._write_parts("Assign", {"targets": [node.target], "value": node.value} if node.value else {})
            return
        parts = {field: getattr(node, field, None) for field in node._fields if field not in _UNTOLD}
        if isinstance(node, (*_BINDS, ast.Module)):
            parts["body"] = _without_docstring(node.body)
        elif isinstance(node, ast.Nonlocal | ast.Global):
            parts["names"] = sorted({_ANY if name in self._bound else name for name in node.names})
        if not isinstance(node, ast.alias | ast.keyword):
            parts |= {field: _ANY for field in _NAMES if field in parts and parts[field] in self._bound}
        self._write_parts(type(node).__name__, parts)

    def _write_parts(self, kind: str, parts: dict[str, Any]) -> None:
        self.told.append(f"{kind}(")
        for value in parts.values():
            for each in value if isinstance(value, list) else (value,):
                if isinstance(each, ast.AST):
                    self.write(each)
                else:
                    self.told.append(repr(each))
            self.told.append(";")
        self.told.append(")")


def _without_docstring(body: list[ast.stmt]) -> list[ast.stmt]:
    first = body[0] if body else None
    said = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str)
    return (body[1:] or [ast.Pass()]) if said else body
