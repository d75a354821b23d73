"""Which names a cell of a notebook binds and which it uses, by its text alone."""

from __future__ import annotations

import ast
import re
import symtable
from collections.abc import Iterator
from functools import lru_cache
from hashlib import sha256
from typing import TypeGuard

_BINDS = re.compile(r"^(?:async\s+def|def|class)\s+([^\W\d]\w*)|^([^\W\d]\w*)\s*(?::[^=\n]+)?=(?!=)", re.MULTILINE)
_FIRST_PROMPT = re.compile(r"\s*(?:>>>|In \[\d+\]:)")
_PROMPTS = re.compile(r"^(?:>>> ?|\.\.\.(?: |$)|In \[\d+\]: ?|[ ]*\.{3,}: ?)", re.MULTILINE)
_MAGIC = re.compile(r"\s*%%(\w+)")
_DEFINING = frozenset("time capture prun debug".split())  # what runs the rest of its cell in the notebook
_STORY = 300  # characters of an error's message
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_SCOPES = (*FUNCTIONS, ast.ClassDef)
_Scope = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
_CLOSED = (ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


@lru_cache(maxsize=512)
def bound_names(source: str, before: int | None = None) -> frozenset[str]:
    """Return the names that a cell binds at its top level.

    before: only those of statements that end above this line. A cell that Python cannot read counts by how its lines
    begin.
    """
    source = without_prompts(source)
    try:
        statements = ast.parse(source).body
    except (SyntaxError, ValueError):
        return frozenset() if before is not None else frozenset(a or b for a, b in _BINDS.findall(source))
    counted = (each for each in statements if before is None or (each.end_lineno or 0) < before)
    return frozenset(name for statement in counted for name in _bound(statement))


@lru_cache(maxsize=512)
def used_names(source: str) -> frozenset[str]:
    """Return the names of the notebook that a cell's code reads, also inside its functions; none of a cell that Python
    cannot read."""
    try:
        return frozenset(_used(symtable.symtable(without_prompts(source), "<cell>", "exec")))
    except (SyntaxError, ValueError):
        return frozenset()


def return_lines(source: str, name: str) -> tuple[int, ...]:
    """Return the lines at which a function of a cell returns a value, without those of functions in it; none of a cell
    that Python cannot read."""
    function = _function(source, name)
    return tuple(each.lineno for each in returns_of(function)) if function else ()


def parameters(source: str, name: str) -> tuple[str, ...]:
    """Return the parameters of a function of a cell that may be given by their place, in order; none of a cell that
    Python cannot read, or without such a function."""
    function = _function(source, name)
    return tuple(each.arg for each in (*function.args.posonlyargs, *function.args.args)) if function else ()


def starred(source: str, name: str) -> tuple[str, ...]:
    """Return the parameters of a function of a cell that a star makes take several: `*tools`, `**options`."""
    function = _function(source, name)
    if function is None:
        return ()
    return tuple(each.arg for each in (function.args.vararg, function.args.kwarg) if each is not None)


def _function(source: str, name: str) -> ast.FunctionDef | ast.AsyncFunctionDef | None:
    """A function of a cell's top level, the last of this name."""
    tree = parsed(source)
    statements = reversed(tree.body) if tree is not None else ()
    return next((each for each in statements if isinstance(each, FUNCTIONS) and each.name == name), None)


@lru_cache(maxsize=64)
def parsed(source: str) -> ast.Module | None:
    """Return a cell's text as a tree; None of one that Python cannot read."""
    try:
        return ast.parse(without_prompts(source))
    except (SyntaxError, ValueError):
        return None


def own_nodes(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what stands in a function, without what stands in the functions and classes in it."""
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, (*_SCOPES, ast.Lambda)):
            yield child
            yield from own_nodes(child)


def returns_of(node: ast.AST) -> Iterator[ast.Return]:
    """Yield the `return` lines of a function that give a value, without those of functions in it."""
    for each in own_nodes(node):
        if isinstance(each, ast.Return) and each.value is not None:
            yield each


def definition_lines(source: str, name: str) -> tuple[int, ...]:
    """Return the lines at which a cell defines a name whenever it runs: as a function, a class, a value or an import at
    its left margin. None of a cell that Python cannot read."""
    tree = parsed(source)
    at_once = (*_SCOPES, ast.Assign, ast.AnnAssign, ast.Import, ast.ImportFrom)
    statements = [each for each in (tree.body if tree is not None else ()) if isinstance(each, at_once)]
    bare = (each for each in statements if not isinstance(each, ast.AnnAssign) or each.value is not None)
    return tuple(each.lineno for each in bare if name in _bound(each))


def conditional_definitions(source: str) -> frozenset[str]:
    """Return the functions and classes that a cell defines only where it comes to it, as under an `if`: a cell that has
    run need not have defined them."""
    tree = parsed(source)
    if tree is None:
        return frozenset()
    at_once = {each.name for each in tree.body if isinstance(each, _SCOPES)}
    return frozenset(_inside(tree) - at_once)


def _inside(node: ast.AST) -> set[str]:
    found: set[str] = set()
    for child in ast.iter_child_nodes(node):
        found |= {child.name} if isinstance(child, _SCOPES) else _inside(child)
    return found


def last_binding(source: str, name: str) -> int | None:
    """Return the line at which a cell, at its top level, gives a name its last value; None of one that gives it none,
    or that Python cannot read."""
    tree = parsed(source)
    bound = [each for each in (tree.body if tree is not None else ()) if name in _bound(each)]
    if not bound or isinstance(bound[-1], _SCOPES):
        return bound[-1].lineno if bound else None
    inside = [each for each in _of_top_level(bound[-1]) if _binds(each, name)]
    return max((each.lineno for each in inside), default=bound[-1].lineno)


def _of_top_level(node: ast.AST) -> Iterator[ast.AST]:
    yield node
    for child in () if isinstance(node, (*_SCOPES, *_CLOSED)) else ast.iter_child_nodes(node):
        yield from _of_top_level(child)


def _binds(node: ast.AST, name: str) -> TypeGuard[ast.stmt | ast.expr]:
    """Whether a node by itself gives a name a value."""
    if isinstance(node, ast.Name):
        return node.id == name and isinstance(node.ctx, ast.Store)
    return isinstance(node, (*_SCOPES, ast.Import, ast.ImportFrom)) and name in _bound(node)


def definition_inside(source: str, name: str) -> tuple[str, int] | None:
    """Return, of a function or class that a cell defines inside of another one and nowhere else, the other's name and
    the line; None if there is none."""
    tree = parsed(source)
    around = [each for each in (ast.walk(tree) if tree is not None else ()) if isinstance(each, _SCOPES)]
    if name in bound_names(source):
        return None
    inside = ((outer.name, each) for outer in around for each in _scopes_in(outer))
    return next(((outer, each.lineno) for outer, each in inside if each.name == name), None)


def _scopes_in(node: ast.AST) -> Iterator[_Scope]:
    """The functions and classes of a scope's own, also below an `if`; none of those inside of them."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, _SCOPES):
            yield child
        else:
            yield from _scopes_in(child)


def deletions(source: str) -> dict[str, int]:
    """Return the names that a cell deletes at its top level, each with the line."""
    tree = parsed(source)
    found = [each for each in (tree.body if tree is not None else ()) if isinstance(each, ast.Delete)]
    return {target.id: each.lineno for each in found for target in each.targets if isinstance(target, ast.Name)}


def magic_that_defines_nothing(source: str) -> str:
    """Return the magic in a cell's first line under which the cell defines nothing in the notebook, as in "%%timeit";
    "" if there is none."""
    magic = _MAGIC.match(source)
    return f"%%{magic[1]}" if magic is not None and magic[1] not in _DEFINING else ""


def without_prompts(source: str) -> str:
    """Return a cell as it is run: IPython takes the prompts away with which it was pasted, `>>>` or `In [1]:`."""
    return _PROMPTS.sub("", source) if _FIRST_PROMPT.match(source) else source


def digest(source: str) -> str:
    """Return what tells one text of a cell from another; white space around it does not count."""
    return sha256(source.strip().encode("utf-8", "replace")).hexdigest()[:16]


def told_error(error: BaseException) -> str:
    """Return what a cell stopped with, as in "`SyntaxError`: expected ':' (line 1: `for each in every`)"."""
    try:
        said = str(error.msg if isinstance(error, SyntaxError) else error).strip().splitlines()
    except Exception:  # a student's own class may say anything, or fail to
        said = []
    told = f"`{type(error).__name__}`: {said[0][:_STORY]}" if said else f"`{type(error).__name__}`"
    line = error.text.strip() if isinstance(error, SyntaxError) and type(error.text) is str else ""
    return f"{told} (line {error.lineno}: `{line[:_STORY]}`)" if isinstance(error, SyntaxError) and line else told


def _bound(node: ast.AST) -> Iterator[str]:
    if isinstance(node, _SCOPES):
        yield node.name
        return
    if isinstance(node, _CLOSED):
        return
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
        yield node.id
    elif isinstance(node, (ast.Import, ast.ImportFrom)):
        yield from ((alias.asname or alias.name).partition(".")[0] for alias in node.names)
    elif isinstance(node, (ast.MatchAs, ast.MatchStar)) and node.name:
        yield node.name
    for child in ast.iter_child_nodes(node):
        yield from _bound(child)


def _used(table: symtable.SymbolTable) -> Iterator[str]:
    top = table.get_type() == "module"
    for symbol in table.get_symbols():
        if symbol.is_referenced() and (top or symbol.is_global()):
            yield symbol.get_name()
    for inner in table.get_children():
        yield from _used(inner)
