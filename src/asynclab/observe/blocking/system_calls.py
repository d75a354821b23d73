"""Blocking calls to the system that Python raises no audit event for, told to the run all the same.

Which ones they are is blockbuster's table, and blockbuster replaces them: each of its functions asks a
predicate whether the call may block. Ours tells the run and always says yes.
"""

from __future__ import annotations

import os
import select
from collections.abc import Callable, Iterator
from functools import cache
from sys import _getframe
from typing import Any

from blockbuster import BlockBuster, BlockBusterFunction

from asynclab import lab

# Blockbuster's rules that are not needed: the lab has its own for what waits on a thread; others have audit events;
# reading and writing needs a file that was opened; and what is left takes no longer than looking into a dictionary.
_LAB = ("time.", "threading.", "builtins.")
_FILES = ("io.",)
_AUDITED = "os.listdir os.link os.mkdir os.remove os.rename os.replace os.rmdir os.scandir os.symlink os.unlink".split()
CHEAP = "os.getcwd os.path.abspath os.path.samestat os.path.sameopenfile".split()

_TO_DISK = ("fsync", "fdatasync", "sync")


@cache
def table() -> dict[str, BlockBusterFunction]:
    """Return the rules for calls without an audit event, by name: Blockbuster's, and ours for what it leaves out:
    waiting for descriptors, which an event loop does itself, though a run's loop does not; and waiting for the disk.
    """
    rules = BlockBuster().functions
    theirs = {
        name: rules[name] for name in rules if not name.startswith(_LAB + _FILES) and name not in (*_AUDITED, *CHEAP)
    }
    looks = {
        name: BlockBusterFunction(of, method, can_block_predicate=_looks(place)) for name, of, method, place in _waits()
    }
    return theirs | looks | {f"os.{name}": BlockBusterFunction(os, name) for name in _TO_DISK if hasattr(os, name)}


def _waits() -> Iterator[tuple[str, Any, str, int]]:
    """Name, where it is, what it is called there, and the place of its timeout."""
    yield "select.select", select, "select", 3
    if hasattr(select, "poll"):
        yield "select.poll", type(select.poll()), "poll", 1
    if hasattr(select, "epoll"):
        yield "select.epoll", select.epoll, "poll", 1


def _looks(place: int) -> Callable[..., bool]:
    def only_looks(*args: Any, timeout: float | None = None, **kwargs: Any) -> bool:
        """Whether a call only looks what is ready: it has no time to wait."""
        return (args[place] if len(args) > place else timeout) == 0

    return only_looks


@cache
def install() -> None:
    """Watch them, from now on and in the whole process; a second call does nothing."""
    for name, function in table().items():
        function.can_block_predicate = _telling(name, function.can_block_predicate)
        function.activate()


def _telling(name: str, harmless: Callable[..., bool]) -> Callable[..., bool]:
    def may_block(*args: Any, **kwargs: Any) -> bool:
        if lab.in_step() and not harmless(*args, **kwargs):
            lab.tell(name, args, _getframe(2))  # past blockbuster's own frame
        return True

    return may_block
