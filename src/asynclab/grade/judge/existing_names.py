"""Names that an untrusted process tells: whether this process has something of that name too."""

from __future__ import annotations

import inspect
import re
import sys
from typing import Any

_NAME = re.compile(r"[A-Za-z_]\w*(?:\.\w+)+")
_SHELL = "get_ipython()."
_REWRITERS = ("ast_transformers", "custom_exceptions", "input_transformers_cleanup", "input_transformers_post")


def is_name(name: str) -> bool:
    """Return whether a dotted name is that of a module's attribute here, or of an attribute of a class in it. Nothing
    is imported.
    """
    name = re.sub(r"\[\d{1,2}\]\Z", "", name)
    if name.startswith(_SHELL):
        return _is_of_the_shell(name.removeprefix(_SHELL))
    if not _NAME.fullmatch(name):
        return False
    parts = name.split(".")
    if parts[:2] == ["sys", "modules"]:
        return ".".join(parts[2:]) in sys.modules
    modules = (".".join(parts[:count]) for count in range(len(parts) - 1, 0, -1))
    module = next((each for each in modules if each in sys.modules), "")
    return bool(module) and _has(sys.modules[module], parts[module.count(".") + 1 :])


def _is_of_the_shell(attribute: str) -> bool:
    shell = getattr(sys.modules.get("IPython.core.interactiveshell"), "InteractiveShell", None)
    return attribute in _REWRITERS or (attribute.isidentifier() and hasattr(shell, attribute))


def _has(holder: Any, attributes: list[str]) -> bool:
    for attribute in attributes:
        try:
            holder = inspect.getattr_static(holder, attribute)
        except AttributeError:
            return False
    return True
