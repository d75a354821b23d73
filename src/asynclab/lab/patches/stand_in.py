"""How a stand-in looks like what it stands for."""

from __future__ import annotations

from collections.abc import Callable
from functools import update_wrapper
from types import BuiltinFunctionType, FunctionType
from typing import Any

_NAMES = ("__module__", "__name__", "__qualname__", "__doc__")


class StandIn(staticmethod):  # type: ignore[type-arg]
    """A function written in Python that stands for one written in C.

    As that one it does not become a method where it is an attribute of a class (`clock = time.monotonic`), is pickled
    by its name, and counts as a builtin. Being a `staticmethod` it is called without a frame of its own."""

    def __init__(self, function: Callable[..., Any], real: Any) -> None:
        super().__init__(update_wrapper(function, real))
        self._real = real

    @property  # type: ignore[misc]
    def __class__(self) -> Any:
        return type(self._real) if isinstance(self._real, BuiltinFunctionType) else StandIn

    def __repr__(self) -> str:
        return repr(self._real)

    def __reduce__(self) -> Any:
        return self._real.__reduce__()

    def __reduce_ex__(self, protocol: Any) -> Any:
        return self._real.__reduce_ex__(protocol)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)


def likened(ours: Any, real: Any, owner: Any) -> Any:
    """Return what is put in the place of `real`, an attribute of `owner`."""
    if isinstance(ours, type):
        return ours
    if isinstance(ours, classmethod):
        return classmethod(_named_like(ours.__func__, real))
    if isinstance(real, FunctionType) or isinstance(owner, type):
        return update_wrapper(ours, real)
    return StandIn(ours, real)


def _named_like(ours: Any, real: Any) -> Any:
    for name in _NAMES:
        setattr(ours, name, getattr(real, name, None))
    ours.__annotations__ = {}
    return ours
