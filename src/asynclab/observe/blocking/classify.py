"""Which rule a call falls under, and its names.

A call is known by two things: the name of what finally waited (`time.sleep`, `open`, `socket.connect`), and
the function that the student's own line called (`requests.api.get`, `BaseChatModel.invoke`). The second one
says more about the remedy, so it is asked first.
"""

from __future__ import annotations

import keyword
import os
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from asynclab.lab.owners import ownership
from asynclab.observe.blocking.call_expression import CallExpression
from asynclab.observe.blocking.rules import ROOM, RULES, Rule


@dataclass(frozen=True)
class CalledFunction:
    """The function that the student's line called: its module, qualified name, and the names of the classes
    of the object it was called on (none for a plain function)."""

    module: str
    name: str
    classes: tuple[str, ...] = ()

    @property
    def method(self) -> str:
        """The bare name: `invoke` of `BaseChatModel.invoke`; nested functions count as their owner."""
        return self.name.split(".<locals>")[0].rpartition(".")[2]

    @property
    def package(self) -> str:
        """The top-level package."""
        return self.module.partition(".")[0]

    @property
    def of_framework(self) -> bool:
        """Whether it is LangChain's or LangGraph's, whose methods have async twins."""
        return self.package.startswith(("langchain", "langgraph"))


# What finally waited or was asked of the system -> rule; a name not listed falls back by its first word ("os.*").
_BY_CALL = {call: rule.name for rule in RULES.values() for call in f"{rule.audited} {rule.told}".split()}
# What a library does with them is its own affair, as long as it is not done to the student's own files.
OWN_ACCOUNT = frozenset({"file", "file-lock"})

_NOT_BLOCKING, _UNLOCK = 4, 8  # LOCK_NB and LOCK_UN, as `fcntl` has them everywhere
_WINDOWS_WAITS = (1, 3)  # LK_LOCK and LK_RLCK of `msvcrt`: it tries ten times, a second apart

# Whether a call waits for a lock on a file, by its second argument: it may only try, or give one back.
_WAITS_FOR_A_FILE: dict[str, Callable[[int], bool]] = {
    "fcntl.flock": lambda asked: not asked & (_NOT_BLOCKING | _UNLOCK),
    "fcntl.lockf": lambda asked: not asked & (_NOT_BLOCKING | _UNLOCK),
    "os.lockf": lambda asked: asked == getattr(os, "F_LOCK", None),
    "msvcrt.locking": lambda asked: asked in _WINDOWS_WAITS,
}

_ALIASES = {"genericpath": "os.path", "posixpath": "os.path", "ntpath": "os.path"}

# The package that the student's line called -> rule, where it says more than the call.
_BY_PACKAGE = {
    "requests": "http",
    "httpx": "http",
    "httpcore": "http",
    "urllib3": "http",
    "urllib": "http",
    "http": "http",
    "subprocess": "subprocess",
    "multiprocessing": "subprocess",
}
_BY_CLASS = (
    ("BaseChatModel", "model"),
    ("BaseLLM", "model"),
    ("BaseTool", "tool"),
    ("Pregel", "graph"),
    ("Runnable", "runnable"),
)
_SYNC_METHODS = frozenset(
    """invoke stream batch batch_as_completed transform generate generate_prompt predict run __call__
    stream_events""".split()
)


def rule_of(call: str, called: CalledFunction | None) -> Rule:
    """Return the rule for a call (`time.sleep`, `open`, ...) that the student's line reached through `called`. called:
    None if the line made the call itself.
    """
    if called is not None:
        if called.of_framework:
            return RULES[_framework_rule(called)]
        named = _BY_PACKAGE.get(called.package)
        if named is not None:
            return RULES[named]
    direct = _BY_CALL.get(call) or _BY_CALL.get(f"{call.partition('.')[0]}.*", "call")
    # A function that sleeps inside is not the student's to rewrite: the remedy is another one.
    return RULES["call" if direct == "sleep" and called is not None else direct]


def blocks(event: str, args: tuple[Any, ...]) -> bool:
    """Return whether a call to the system, known by its audit event or its name, can block."""
    if event == "open":
        # Not a descriptor that is open already, nor a time zone, which C code reads without a frame of its own.
        return not isinstance(args[0], int) and "zoneinfo" not in str(args[0])
    if event.startswith(("socket.", "ssl.")) and hasattr(args[0], "getblocking"):
        return bool(args[0].getblocking())
    return event not in _WAITS_FOR_A_FILE or _WAITS_FOR_A_FILE[event](args[1])


def asked_for(event: str, args: tuple[Any, ...]) -> bool:
    """Return whether a library makes this call to the system because the student asked for it.

    Not its certificates, templates and caches, nor its locks on them; but a file in the student's own folder.
    """
    rule = rule_of(event, None).name
    if rule not in OWN_ACCOUNT:
        return True
    named = _path_of(args[0]) if rule == "file-lock" else args[0] if event == "open" else None
    if not isinstance(named, (str, bytes, os.PathLike)):
        return False
    path = os.path.abspath(os.fsdecode(named))
    return path.startswith(os.getcwd() + os.sep) and ownership.owner_of(path) is ownership.Owner.STUDENT


def _path_of(descriptor: object) -> str | None:
    """Where the file of a descriptor is, on Linux; None elsewhere, and for what is not in a folder."""
    try:
        return os.readlink(f"/proc/self/fd/{descriptor}")
    except OSError:
        return None


def _framework_rule(called: CalledFunction) -> str:
    if called.method not in _SYNC_METHODS:
        return "call"
    return next((rule for base, rule in _BY_CLASS if base in called.classes), "call")


_STAND_INS = {"IPython._modified_open": "open"}  # what a notebook puts in the place of a builtin


def label(call: str, called: CalledFunction | None, text: str, written: CallExpression | None = None) -> str:
    """Return what to call the call in a sentence: `time.sleep`, `requests.get`, `BaseChatModel.invoke`. `text` is the
    student's line, `written` the call in it, where that is known: a scripted SDK is known by the name it has there.
    """
    if called is None:
        return call
    if called.package == "asynclab":
        return _function(text, written) or call
    name = called.name.split(".<locals>")[0]
    if "." in name:
        return name
    public = [part for part in called.module.split(".") if not part.startswith("_")]
    # A library's functions are known by its package's name, the standard library's by their module's.
    module = ".".join(public) if called.package in sys.stdlib_module_names else called.package
    spoken = f"{_ALIASES.get(module, module)}.{name}"
    return _STAND_INS.get(spoken, spoken)


def remedies(
    rule: Rule, call: str, called: CalledFunction | None, text: str, written: CallExpression | None = None
) -> tuple[str, ...]:
    """Return the rule's remedies in the words of the student's own line, which is `text`, with the call in it, where
    that is known. Of a call whose result is handed to a thread there is one: to hand over the function."""
    if written is not None and written.handed_to and written.function:
        return (
            f"`{written.handed_to}(..., {written.apart})`: hand over the function and its arguments, and not its "
            "result. As it stands, it is called right there, before a thread hears of it",
        )
    method = called.method if called is not None else call.rpartition(".")[2]
    if method == "__call__":
        method = "invoke"
    found = re.search(rf"([\w.]+(?:\([^()]*\))?)\.{re.escape(method)}\b", text)
    receiver = found.group(1) if found else rule.name
    # What gives its parts one by one has a twin that is iterated. A thread is no help: it would hand back an unread
    # generator, which blocks the loop as before.
    parts = method.startswith(("stream", "transform")) or "_as_" in method
    how = "async for ... in" if parts else "await"
    words = {
        "receiver": receiver,
        "method": method,
        "twin": f"{how} {receiver}.a{method}(...)",
        "function": _function(text, written) or "function",
    }
    return tuple(line.format(**words) for line in rule.remedies if not (parts and line == ROOM))


def _function(text: str, written: CallExpression | None = None) -> str:
    """The name of the function that a line calls, `requests.get` in `page = requests.get(url).text`; without its
    columns, the first one."""
    if written is not None and written.function:
        return written.function
    for found in re.finditer(r"([A-Za-z_][\w.]*)\(", text):
        if not keyword.iskeyword(found.group(1)):
            return found.group(1)
    return ""
