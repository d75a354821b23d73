"""What a student's text reaches for that no answer needs: frames, closures, other people's objects, tracing, memory,
and the engine's own modules. Pure.

Whoever wants to change what is recorded of an answer has to get at the record, and these are the ways. A text that
takes one of them may be honest: it costs no point, and a person is asked to look.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache

# Attributes and functions, by what they lead to.
_NAMES = frozenset(
    "_getframe _current_frames currentframe getouterframes getinnerframes walk_stack f_back f_locals f_globals "
    "f_builtins tb_frame cr_frame gi_frame ag_frame "  # frames
    "__closure__ cell_contents getclosurevars "  # functions, what they hold
    "__code__ __globals__ co_consts co_filename CodeType "  # and their code
    "get_objects get_referrers get_referents __subclasses__ "  # every object there is
    "settrace setprofile settrace_all_threads setprofile_all_threads addaudithook".split()  # what watches code
)
# What scripted models, tools and a run's event loop keep to themselves. A student's own class may have such a name.
_PRIVATE = frozenset("_scene _script _owner _recorder _namespace".split())
_MODULES = frozenset("ctypes _ctypes cffi".split())
_NESTING = frozenset({"nest_asyncio", "nest_asyncio2"})
_PATCHING = frozenset({"gevent", "eventlet"})
_OURS = "asynclab"
_OPEN = frozenset({_OURS, f"{_OURS}.expect", f"{_OURS}.scenario"})  # what chapters import
_ROOMS = frozenset("cli course grade lab observe report".split())
_SAID = re.compile(rf"\b{_OURS}\.(?:{'|'.join(sorted(_ROOMS))})\b|\bsealed\.json\b")
_MEMORY = re.compile(r"/proc/(?:self|\d+)/(?:mem|maps|fd)\b")
# Functions whose texts are code, IPython's among them.
_RUNS = frozenset("exec eval compile run_cell run_cell_async run_code run_cell_magic run_line_magic ex ev".split())
_DEEPEST = 4  # texts of code inside each other


@dataclass(frozen=True)
class Reach:
    """What was found, and in which line of the text."""

    what: str
    line: int

    def __str__(self) -> str:
        return f"`{self.what}` (line {self.line})"


@lru_cache(maxsize=4096)  # most cells of a class are the same
def reaches(source: str, allowed: frozenset[str] = frozenset()) -> tuple[Reach, ...]:
    """Return what a cell or a module reaches for, each once, in the order of its lines. allowed: modules of ours that
    the chapter itself imports. The tuple is empty for what is not Python: it does not run.
    """
    found = {reach.what: reach for reach in reversed(list(_found(source, _OPEN | allowed, 0)))}
    return tuple(sorted(found.values(), key=lambda reach: (reach.line, reach.what)))


def modules_imported(source: str) -> frozenset[str]:
    """Return the modules of ours that a cell imports."""
    tree = _parsed(source)
    nodes = ast.walk(tree) if tree else iter(())
    return frozenset(name for node in nodes for name in _imported(node) if name.partition(".")[0] == _OURS)


def nests_loops(source: str) -> str:
    """Return the package with which a cell makes event loops run inside of each other, or ""."""
    tree = _parsed(source)
    names = (name for node in (ast.walk(tree) if tree else ()) for name in _imported(node))
    return next((name for name in names if name in _NESTING), "")


def patches_threads(source: str) -> str:
    """Return the package whose monkey patches a cell applies to time, threads and sockets, or ""."""
    if "patch" not in source:
        return ""
    tree = _parsed(source)
    names = (name.partition(".")[0] for node in (ast.walk(tree) if tree else ()) for name in _imported(node))
    return next((name for name in names if name in _PATCHING), "")


def _found(source: str, allowed: Collection[str], deep: int) -> Iterator[Reach]:
    tree = _parsed(source)
    if tree is None or deep > _DEEPEST:
        return
    for node in ast.walk(tree):
        line = getattr(node, "lineno", 1)
        for name in _imported(node):
            if _is_reach(name, allowed):
                yield Reach(name, line)
        for what in _named(node, allowed):
            yield Reach(what, line)
        if isinstance(node, ast.Call) and _name(node.func) in _RUNS:
            for text in filter(None, map(_text, node.args)):
                yield from (Reach(inner.what, line) for inner in _found(text, allowed, deep + 1))


def _parsed(source: str) -> ast.Module | None:
    try:
        return ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        pass
    try:
        return ast.parse(_rewritten(source))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _rewritten(source: str) -> str:
    """A cell with magics, as IPython makes Python of it."""
    from IPython.core.inputtransformer2 import TransformerManager  # few cells have any

    return str(TransformerManager().transform_cell(source))  # type: ignore[no-untyped-call]


def _imported(node: ast.AST) -> Iterator[str]:
    """The modules that a statement imports; of `from a import b` both a and a.b, for b may be one."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
        yield node.module
        if node.module == _OURS:
            yield from (f"{_OURS}.{alias.name}" for alias in node.names if alias.name in _ROOMS)


def _is_reach(module: str, allowed: Collection[str]) -> bool:
    package = module.partition(".")[0]
    return package in _MODULES or (package == _OURS and module not in allowed)


def _named(node: ast.AST, allowed: Collection[str]) -> Iterator[str]:
    """What an expression names: as an attribute, a variable, an import, or in a text."""
    name = _name(node)
    text = _text(node) if isinstance(node, (ast.Constant, ast.BinOp)) else ""
    if name in _NAMES or text in _NAMES:
        yield name or text
    if text in _PRIVATE or _is_private(node):
        yield name or text
    if isinstance(node, ast.ImportFrom):
        yield from (alias.name for alias in node.names if alias.name in _NAMES)
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == _OURS:
        dotted = f"{_OURS}.{node.attr}"
        if node.attr in _ROOMS and dotted not in allowed:
            yield dotted
    for said in (_SAID.search(text), _MEMORY.search(text)) if text else ():
        if said and said[0] not in allowed:
            yield said[0]


def _is_private(node: ast.AST) -> bool:
    """Whether an expression is what an object of ours keeps to itself; `self` is the student's own."""
    if not isinstance(node, ast.Attribute):
        return False
    holder = _name(node.value.func if isinstance(node.value, ast.Call) else node.value)
    return (node.attr in _PRIVATE and holder != "self") or (node.attr == "clock" and holder.endswith("loop"))


def _name(node: ast.AST) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def _text(node: ast.AST) -> str:
    """A text that stands there, also in pieces that are added up."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        left, right = _text(node.left), _text(node.right)
        return left + right if left and right else ""
    return ""
