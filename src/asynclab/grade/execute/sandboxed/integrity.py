"""Whether Python and the course are still what they were before a student's code ran.

A table of what modules and classes hold and of what functions are made of is taken before the fork, and compared by
identity. What is added, and what is no code (caches, registries, settings), does not count. Whoever knows this table
can get round it: it raises the price of a forged run, and flags what is done in passing.
"""

from __future__ import annotations

import functools
import gc
import sys
import threading
import types
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter, is_, is_not
from typing import Any

# What every run and its record rest on: compared around each check, and small.
_CORE = (
    "asyncio asyncio.events asyncio.tasks builtins json random threading time asynclab.lab.clock asynclab.lab.context "
    "asynclab.lab.loop asynclab.lab.simulation asynclab.lab.tasks asynclab.lab.patches.clocks "
    "asynclab.observe.blocking.classify "
    "asynclab.observe.codec asynclab.observe.recording asynclab.observe.plain asynclab.observe.trace.recorder "
    "asynclab.observe.run asynclab.scenario.chat asynclab.scenario.drive asynclab.scenario.live "
    "asynclab.scenario.readers.reading asynclab.grade.execute.sandboxed.display asynclab.grade.execute.sandboxed.child "
    "asynclab.grade.execute.sandboxed.shell asynclab.grade.ipc"
).split()
# All that matters, by name or with everything below the name: compared at the end of a pass.
_ALONE = (
    "IPython.core.displayhook IPython.core.interactiveshell _thread asyncio asyncio.base_events asyncio.events "
    "asyncio.futures asyncio.locks asyncio.queues asyncio.runners asyncio.selector_events asyncio.taskgroups "
    "asyncio.tasks asyncio.threads asyncio.timeouts builtins collections contextlib contextvars dataclasses datetime "
    "functools gc heapq inspect langsmith.run_helpers langsmith.run_trees linecache operator os pydantic.main "
    "pydantic.type_adapter pydantic_core queue random socket struct sys threading time types uuid weakref"
).split()
_BELOW = (
    "asynclab.grade.execute asynclab.grade.ipc asynclab.lab asynclab.observe asynclab.scenario concurrent.futures json "
    "langchain_core.callbacks langchain_core.language_models langchain_core.tools langchain_core.tracers "
    "langgraph.pregel"
).split()
_OURS = "asynclab"  # here, constants and tables of functions count as well

_CODE = (
    type, property, classmethod, staticmethod, functools.cached_property, functools.partial, types.FunctionType,
    types.BuiltinFunctionType, types.MethodType, types.ModuleType, types.MethodDescriptorType,
    types.WrapperDescriptorType, types.GetSetDescriptorType, types.MemberDescriptorType,
    type(functools.cache(len)),
)  # fmt: skip
_IMMUTABLE = 1 << 8  # Python's own flag for a type that nobody can change
_CONSTANT = (bool, int, float, str, bytes, tuple, frozenset, type(None))

# Replaced by notebooks, by IPython and by Python itself in the course of things; nothing of ours rests on them.
_FREE = {
    "builtins": frozenset("_ copyright credits display exit get_ipython help input license print quit".split()),
    "sys": frozenset(
        "breakpointhook displayhook excepthook last_exc last_traceback last_type last_value ps1 ps2 "
        "unraisablehook".split()
    ),
    "threading": frozenset({"excepthook"}),
}

Differences = Callable[[], tuple[str, ...]]


@dataclass(frozen=True)
class Tables:
    """Each tells what has been replaced or deleted since it was made. core: in a millisecond. full: in ten. shell:
    of what shows the errors of cells; nothing that a scenario rests on."""

    core: Differences
    full: Differences
    shell: Differences


def tables(shell: object) -> Tables:
    """Return tables of what there is now. shell: IPython's."""
    return Tables(_table(_CORE.__contains__), _table(_matters), _shell_table(shell))


def _table(matters: Callable[[str], bool]) -> Differences:
    modules = {name: module for name, module in sys.modules.items() if module is not None and matters(name)}
    made = _TablesMade()
    for name, module in modules.items():
        made.module(name, module)
    made.namespace("sys.modules", sys.modules, modules)
    return _comparison(made, _states)


def _shell_table(shell: object) -> Differences:
    made = _TablesMade()
    for kind in type(shell).__mro__:
        made.kind(kind.__name__, kind)
    return _comparison(made, lambda: _shell_states(shell))


class _TablesMade:
    """Collects namespaces and functions for a table."""

    def __init__(self) -> None:
        self.namespaces: list[tuple[str, Callable[[str], Any], tuple[str, ...], tuple[Any, ...]]] = []
        self.functions: dict[int, tuple[str, types.FunctionType]] = {}
        self._classes: set[int] = set()

    def namespace(self, name: str, holder: Mapping[str, Any], held: Mapping[str, Any]) -> None:
        """Names of a dictionary, and what they are to be."""
        if held:
            self.namespaces.append((name, holder.get, tuple(held), tuple(held.values())))

    def module(self, name: str, module: types.ModuleType) -> None:
        """A module's code, and that of its classes."""
        free, ours = _FREE.get(name, frozenset()), name.partition(".")[0] == _OURS
        kept = _CODE + _CONSTANT if ours else _CODE
        held = {k: v for k, v in vars(module).items() if isinstance(v, kept) and k not in free and not _spare(k)}
        self.namespace(name, vars(module), held)
        for key, value in held.items():
            self._value(f"{name}.{key}", value, name)
        for key, value in vars(module).items() if ours else ():
            self._own(f"{name}.{key}", value)

    def _own(self, name: str, value: Any) -> None:
        """A table of functions, or an object that does our work."""
        if isinstance(value, dict) and value and all(isinstance(part, _CODE) for part in value.values()):
            self.namespace(name, value, dict(value))
            for part in value.values():
                self._value(name, part, "")
        elif type(value).__module__.partition(".")[0] == _OURS and not isinstance(value, threading.local):
            attributes = getattr(value, "__dict__", {})
            self.namespace(name, attributes, {k: v for k, v in attributes.items() if v is not None})

    def _value(self, name: str, value: Any, module: str) -> None:
        if isinstance(value, type):
            if value.__module__ == module:
                self.kind(name, value)
            return
        for function in _functions(value):
            self._function(name, function)

    def kind(self, name: str, kind: type) -> None:
        """The code of a class."""
        if id(kind) in self._classes or kind.__flags__ & _IMMUTABLE:
            return
        self._classes.add(id(kind))
        held = {k: v for k, v in vars(kind).items() if isinstance(v, _CODE) and not _spare(k)}
        self.namespace(name, vars(kind), held)
        for key, value in held.items():
            self._value(f"{name}.{key}", value, kind.__module__)

    def _function(self, name: str, function: types.FunctionType) -> None:
        if id(function) in self.functions:
            return
        self.functions[id(function)] = name, function
        self.namespace(name, function.__kwdefaults__ or {}, dict(function.__kwdefaults__ or {}))
        for cell in function.__closure__ or ():
            for inner in _functions(_held(cell)):
                self._function(name, inner)


def _comparison(made: _TablesMade, states: Callable[[], States]) -> Differences:
    """A function that holds everything it needs: nothing it calls is looked up where a student could replace it."""
    names = tuple(name for name, _ in made.functions.values())
    functions = tuple(function for _, function in made.functions.values())
    parts = tuple((get := attrgetter(part), tuple(map(get, functions))) for part in ("__code__", "__defaults__"))
    namespaces = tuple(made.namespaces)
    same, other, all_, any_, map_, zip_, tuple_ = is_, is_not, all, any, map, zip, tuple
    before, fromkeys = states(), dict.fromkeys

    def differences() -> tuple[str, ...]:
        """Names of what has been replaced or deleted since, as in "time.sleep"."""
        found = []
        for name, get, keys, values in namespaces:
            if not all_(map_(same, map_(get, keys), values)):
                found += [f"{name}.{k}" for k, v in zip_(keys, values) if get(k) is not v]
        for part, values in parts:
            if any_(map_(other, map_(part, functions), values)):
                found += [n for n, f, v in zip_(names, functions, values) if part(f) is not v]
        now = states()
        found += [name for name, value in before.items() if now.get(name) != value]
        return tuple_(fromkeys(found))

    return differences


# States are numbers: what compares them is not asked by what a student made.
States = dict[str, int]


def _states() -> States:
    """Ways to watch or to change code from outside, which are to be as they were; others may come after them."""
    return {
        "sys.settrace": id(sys.gettrace()),
        "sys.setprofile": id(sys.getprofile()),
        "threading.settrace": id(threading.gettrace()),
        "threading.setprofile": id(threading.getprofile()),
        "gc.set_debug": gc.get_debug(),
        **_first("sys.meta_path", sys.meta_path),
        **_first("sys.path_hooks", sys.path_hooks),
    }


def _shell_states(shell: object) -> States:
    """Methods that the shell itself covers up, and what rewrites cells before they are run."""
    own = vars(shell)
    names = [k for c in type(shell).__mro__ for k, v in vars(c).items() if isinstance(v, types.FunctionType)]
    states = {f"get_ipython().{name}": id(own.get(name)) for name in (*names, "CustomTB", "custom_exceptions")}
    for rewriters in ("ast_transformers", "input_transformers_cleanup", "input_transformers_post"):
        found = getattr(shell, rewriters, ())
        states[f"get_ipython().{rewriters}"] = len(found)
        states |= _first(f"get_ipython().{rewriters}", found)
    return states


def _first(name: str, held: Sequence[Any]) -> States:
    return {f"{name}[{position}]": id(one) for position, one in enumerate(held)}


def _matters(name: str) -> bool:
    return name in _ALONE or any(name == root or name.startswith(root + ".") for root in _BELOW)


def _spare(name: str) -> bool:
    """Whether Python or a library fills this in when it likes."""
    return name.startswith(("__pydantic_", "_abc_", "__abstract")) or name in ("__class__", "__signature__")


def _functions(value: Any) -> Iterator[types.FunctionType]:
    """The functions that a value of a namespace is, or is wrapped around."""
    for inner in _unwrapped(value):
        if isinstance(inner, types.FunctionType):
            yield inner


def _unwrapped(value: Any) -> Iterable[Any]:
    if isinstance(value, property):
        return (value.fget, value.fset, value.fdel)
    if isinstance(value, (classmethod, staticmethod, types.MethodType)):
        return (value.__func__,)
    if isinstance(value, functools.cached_property):
        return (value.func,)
    wrapped = getattr(value, "__wrapped__", None) if isinstance(value, _CODE) else None
    return (value, wrapped)


def _held(cell: types.CellType) -> Any:
    try:
        return cell.cell_contents
    except ValueError:  # empty
        return None
