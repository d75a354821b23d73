"""What a chapter's cells import, so that a process can load it before it is forked."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterable, Iterator
from pathlib import Path


def imported_modules(sources: Iterable[str]) -> tuple[str, ...]:
    """Return the modules that cells import at their top, each once, in order.

    A cell that Python cannot parse, such as one with a magic in it, counts as one that imports nothing.
    """
    return tuple(dict.fromkeys(name for source in sources for name in _imported(source)))


def modules_in(notebooks: Iterable[Path]) -> tuple[str, ...]:
    """Return the modules that the cells of notebooks import, see `imported_modules`. A notebook that cannot be read
    counts as one that imports nothing. Loads no notebook library.
    """
    return imported_modules(source for path in notebooks for source in _code(path))


def _code(notebook: Path) -> Iterator[str]:
    try:
        cells = json.loads(notebook.read_bytes())["cells"]
        code = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return
    yield from code


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
