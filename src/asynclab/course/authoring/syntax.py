"""Whether the text of a cell is Python."""

from __future__ import annotations

import ast
import warnings


def syntax_error(source: str) -> SyntaxError | None:
    """Return what is wrong with a cell's Python, or None. `await` may stand outside of functions, as in a notebook."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a warning is the author's to see when the cell runs
            compile(source, "<cell>", "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)
    except SyntaxError as error:
        return error
    except ValueError as error:  # a null character
        return SyntaxError(str(error))
    return None


def has_magic(source: str) -> bool:
    """Check whether a cell has lines in IPython's own syntax, which Python alone cannot read."""
    return any(line.lstrip().startswith(("%", "!", "?")) for line in source.split("\n"))
