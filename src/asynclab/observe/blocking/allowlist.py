"""Blocking that nobody needs to know of: what the standard library does on its own account.

Python reads files to import, to show a traceback, to find a time zone. That blocks too, for microseconds and
mostly once, and there is nothing that a student could do about it. Blockbuster keeps a list of such places,
each a file and some of its functions; ours adds whole modules.
"""

from __future__ import annotations

from functools import cache
from types import CodeType, FrameType

from blockbuster import BlockBuster

_MODULES = frozenset(
    """ast bdb codeop ctypes dis doctest encodings faulthandler gettext importlib inspect linecache locale logging
    mimetypes pdb pkgutil platform pydoc site sysconfig tokenize traceback tracemalloc uuid warnings zipimport
    zoneinfo""".split()
)
_FUNCTIONS = (
    ("tempfile.py", frozenset({"_get_default_tempdir", "gettempdir", "_gettempdir"})),
    ("/asyncio/base_events.py", frozenset({"run_in_executor", "set_debug", "shutdown_default_executor"})),
    ("/threading.py", frozenset({"start", "_bootstrap_inner", "_shutdown"})),
)


def excuses(frame: FrameType) -> bool:
    """Return whether whatever is done inside of this frame is excused."""
    module = str(frame.f_globals.get("__name__", ""))
    return module in _MODULES or module.partition(".")[0] in _MODULES or _listed(frame.f_code)


@cache
def _blockbusters() -> tuple[tuple[str, frozenset[str]], ...]:
    found = {
        (file, frozenset(functions))
        for function in BlockBuster().functions.values()
        for file, functions in function.can_block_functions
    }
    return (*sorted(found, key=str), *_FUNCTIONS)


@cache
def _listed(code: CodeType) -> bool:
    file = code.co_filename.replace("\\", "/")
    return any(file.endswith(name) and code.co_name in functions for name, functions in _blockbusters())
