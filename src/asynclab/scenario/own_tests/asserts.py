"""The asserts of a student's tests: told with both sides of a comparison that does not hold, as pytest tells it.

A test is compiled anew from its own text, with each `assert a == b` saying what `a` and `b` were. They are kept where
the assert compares them: what stands in a name afterwards may be another value.
"""

from __future__ import annotations

import ast
import linecache
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from types import CodeType, FunctionType

from asynclab import lab
from asynclab.observe.run import Place
from asynclab.observe.trace.exceptions import place_of

_LEFT, _RIGHT = "_asynclab_left", "_asynclab_right"
_SHOWN = 120  # characters of each side
_SIGNS = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Is: "is",
    ast.IsNot: "is not",
    ast.In: "in",
    ast.NotIn: "not in",
}
_DISPLAYS = (ast.Tuple, ast.List, ast.Set)


def telling(test: FunctionType) -> FunctionType:
    """Return a test whose asserts tell both sides; the test itself where its text is not to be had."""
    code = _telling(test.__code__, test.__code__.co_filename)
    if code is None:
        return test
    told = FunctionType(code, test.__globals__, test.__name__, test.__defaults__, test.__closure__)
    told.__kwdefaults__ = test.__kwdefaults__
    return told


def always_true(test: FunctionType) -> tuple[Place, ...]:
    """Return a test's asserts that hold whatever happens: `assert (a == b, "text")` is one."""
    text, defined = _SourceText.of(test.__code__), place_of(lab.definition_of(test))
    function = text.function(test.__code__) if text is not None else None
    if function is None or defined is None:
        return ()
    held = (node.lineno for node in ast.walk(function) if isinstance(node, ast.Assert) and _holds(node.test))
    lines = linecache.getlines(test.__code__.co_filename)
    return tuple(replace(defined, line=line, text=lines[line - 1].strip()) for line in held)


def _holds(condition: ast.expr) -> bool:
    """Whether an expression is true by its kind: a tuple, a text or a generator, and not what it would give."""
    if isinstance(condition, _DISPLAYS):
        return bool(condition.elts)
    return isinstance(condition, (ast.GeneratorExp, ast.Lambda)) or (
        isinstance(condition, ast.Constant) and isinstance(condition.value, str) and bool(condition.value)
    )


@lru_cache(maxsize=256)
def _telling(code: CodeType, file: str) -> CodeType | None:
    """The code of a function, compiled anew; None where its text is not to be had, or is another one by now. file: its
    own, which two codes that are equal need not share."""
    text = _SourceText.of(code)
    if text is None:
        return None
    as_it_is = text.code_like(code)
    if as_it_is is None or as_it_is.co_code != code.co_code:
        return None
    told = _SourceText(ast.fix_missing_locations(_TellingAsserts().visit(text.tree)), file)
    return told.code_like(code)


@dataclass(frozen=True)
class _SourceText:
    """The text that a function stands in, read."""

    tree: ast.Module
    file: str

    @classmethod
    def of(cls, code: CodeType) -> _SourceText | None:
        """Read the text around a function; None where there is none."""
        try:
            return cls(ast.parse("".join(linecache.getlines(code.co_filename))), code.co_filename)
        except (SyntaxError, ValueError):
            return None

    def function(self, code: CodeType) -> ast.AST | None:
        """The function in it that a code is of."""
        kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
        functions = (node for node in ast.walk(self.tree) if isinstance(node, kinds) and node.name == code.co_name)
        return next((node for node in functions if _first_line(node) == code.co_firstlineno), None)

    def code_like(self, code: CodeType) -> CodeType | None:
        """The code that this text gives for the same function."""
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # they were told when the text was first compiled
                module = compile(self.tree, self.file, "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)
        except (SyntaxError, ValueError):
            return None
        alike = (each for each in _inner(module) if each.co_firstlineno == code.co_firstlineno)
        names = (code.co_qualname, code.co_freevars)
        return next((each for each in alike if (each.co_qualname, each.co_freevars) == names), None)


def _first_line(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return min(node.lineno for node in (function, *function.decorator_list))


def _inner(code: CodeType) -> Iterator[CodeType]:
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield constant
            yield from _inner(constant)


class _TellingAsserts(ast.NodeTransformer):
    """Rewrites asserts; those of a class's own body stay as they are, where a name is an attribute."""

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.ClassDef:
        """Leave it as it is."""
        return node

    def visit_Assert(self, node: ast.Assert) -> ast.stmt | list[ast.stmt]:
        """Have one comparison tell both sides; take `a and b` apart, which are asserted one after the other."""
        condition = node.test
        if isinstance(condition, ast.BoolOp) and isinstance(condition.op, ast.And):
            parts = [ast.copy_location(ast.Assert(part, node.msg), node) for part in condition.values]
            return _flat([self.visit_Assert(part) for part in parts])
        if not isinstance(condition, ast.Compare) or len(condition.ops) != 1:
            return node
        left = ast.NamedExpr(ast.Name(_LEFT, ast.Store()), condition.left)
        right = ast.NamedExpr(ast.Name(_RIGHT, ast.Store()), condition.comparators[0])
        compared = ast.copy_location(ast.Compare(left, condition.ops, [right]), condition)
        told = ast.copy_location(ast.Assert(compared, _both_sides(_SIGNS[type(condition.ops[0])], node.msg)), node)
        # Nothing is kept alive for longer than the assert took.
        return [told, _placed(f"{_LEFT} = {_RIGHT} = None", node)]


def _flat(statements: Sequence[ast.stmt | list[ast.stmt]]) -> list[ast.stmt]:
    return [one for each in statements for one in (each if isinstance(each, list) else [each])]


def _placed(statement: str, node: ast.stmt) -> ast.stmt:
    """A statement that stands at the lines of another one."""
    (made,) = ast.parse(statement).body
    for each in ast.walk(made):
        ast.copy_location(each, node)
    return made


def _both_sides(sign: str, own: ast.expr | None) -> ast.expr:
    """The text of an assert, as an expression that is evaluated where it fails: its own, if it has one, and the two
    sides, of each the first characters."""
    cut = "{{{0}!r:.{1}}}{{f'{{{0}!r}}'[{1}:] and ' ...'}}"
    left, right = (cut.format(name, _SHOWN) for name in (_LEFT, _RIGHT))
    sides = ast.parse(f'f"{left} {sign} {right}"', mode="eval").body
    before = [ast.Constant("assert ")] if own is None else [ast.FormattedValue(own, -1), ast.Constant(" (assert ")]
    behind = [] if own is None else [ast.Constant(")")]
    return ast.JoinedStr([*before, ast.FormattedValue(sides, -1), *behind])
