"""Runs a notebook's code cells in this process: one namespace, one event loop that is running while they do.

Enough of a notebook for the proof, in milliseconds; no magics, and what a cell prints or displays is dropped.
"""

from __future__ import annotations

import ast
import asyncio
import builtins
import contextlib
import inspect
import io
import linecache
import sys
from contextvars import copy_context
from types import ModuleType, TracebackType
from typing import Any

MODULE = "asynclab_notebook"  # where classes of a cell say they come from, so that their annotations resolve


class Notebook:
    """Open with `with`; the namespace is a module's, as `__main__` is in a kernel."""

    def __init__(self) -> None:
        self._module = ModuleType(MODULE)
        self.namespace: dict[str, Any] = self._module.__dict__
        self.namespace.update({"__builtins__": builtins, "display": _no_display})
        self._before: ModuleType | None = None
        self._runner = asyncio.Runner()

    def __enter__(self) -> Notebook:
        self._before = sys.modules.get(MODULE)
        sys.modules[MODULE] = self._module
        self._runner.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._runner.__exit__(kind, error, trace)
        if self._before is None:
            sys.modules.pop(MODULE, None)
        else:
            sys.modules[MODULE] = self._before

    def run(self, source: str, name: str) -> None:
        """Run a cell; `name` is its file name in tracebacks, as in "<cell ask>". Raises whatever the cell raises."""
        linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)
        code = compile(source, name, "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)
        with contextlib.redirect_stdout(io.StringIO()):
            self._runner.run(self._awaited(code), context=copy_context())  # the caller's, as of now

    async def _awaited(self, code: Any) -> None:
        value = eval(code, self.namespace)
        if inspect.iscoroutine(value):
            await value


def _no_display(*shown: Any, **options: Any) -> None:
    """Stand for IPython's `display`, which every notebook has."""
