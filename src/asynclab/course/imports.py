"""What a chapter's cells import, so that a process can load it before it is forked."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator


def imported_modules(sources: Iterable[str]) -> tuple[str, ...]:
    """Return the modules that cells import at their top, each once, in order.

    A cell that Python cannot parse, such as one with a magic in it, counts as one that imports nothing.
    """
    return tuple(dict.fromkeys(name for source in sources for name in _imported(source)))


def _imported(source: str) -> Iterator[str]:
    try:
        statements = ast.parse(source).body
    except (SyntaxError, ValueError):
        return
    for statement in statements:
        if isinstance(statement, ast.Import):
            yield from (alias.name for alias in statement.names)
        elif isinstance(statement, ast.ImportFrom) and statement.module and not statement.level:
            yield statement.module


def only_imports(source: str) -> bool:
    """Check whether a cell has imports and nothing else; one that is empty, or that Python cannot parse, has not."""
    try:
        statements = ast.parse(source).body
    except (SyntaxError, ValueError):
        return False
    return bool(statements) and all(isinstance(each, (ast.Import, ast.ImportFrom)) for each in statements)
