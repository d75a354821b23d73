"""The names a package offers, listed once.

Either in its `__init__.pyi`, each to be loaded when it is first used: type checkers and editors read that stub in place
of `__init__.py`, and `load_on_demand` reads it too. Or by the imports of its `__init__.py`, each `name as name`.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

_IMPORT = re.compile(r"^from (\S+) import (\w+) as \2$", re.MULTILINE)


def load_on_demand(package: str) -> tuple[Callable[[str], Any], Callable[[], list[str]], list[str]]:
    """Return `__getattr__`, `__dir__` and `__all__` of a package whose `__init__.pyi` lists what it offers.

    package: its full name. Each line of the stub is `from module import name as name`, the modules by their full names.
    """
    namespace = vars(sys.modules[package])
    stub = Path(namespace["__file__"]).with_suffix(".pyi").read_text(encoding="utf-8")
    modules = {name: module for module, name in _IMPORT.findall(stub)}

    def load(name: str) -> Any:
        """Find a public name in the module that has it, and keep it."""
        if name not in modules:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        return namespace.setdefault(name, getattr(import_module(modules[name]), name))

    def offered() -> list[str]:
        return sorted({*namespace, *modules})

    return load, offered, sorted(modules)


def imported_by(package: str) -> list[str]:
    """Return the public names that a package's `__init__.py` has imported so far, sorted, modules left out."""
    names = vars(sys.modules[package]).items()
    return sorted(name for name, value in names if not name.startswith("_") and not isinstance(value, ModuleType))
